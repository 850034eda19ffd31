//! The table of edits of a program, and which nodes then run again with a cache. Each row is a package that rustc compiles: the
//! package before the edit, and after it. `caching/table.rs` has the edits of a fit.
//!
//! What is expected is what `Run::cache` documents: an edit of any Rust file of a package runs its own steps again, until they
//! declare a revision; the steps of the library have the version of the library.

mod package;

use package::Package;

/// The steps of the package.
const STEPS: &str = r#"//! The steps.

use shapeflow::prelude::*;

use crate::helpers::grown;

const SCALE: f64 = 3.0;

/// Has no revision.
#[step("[n, d] -> [n, d]", rowwise)]
pub fn own<const K: i32>(x: Array2<f64>, #[default(2.0)] by: f64) -> Array2<f64> {
    x.mapv(|x| scaled(x.powi(K)) * by)
}

fn scaled(x: f64) -> f64 {
    grown(x) * SCALE
}

/// Has a revision.
#[step("[n, d] -> [n, d]", rowwise, revision = 1)]
pub fn fixed(x: Array2<f64>) -> Array2<f64> {
    x.mapv(f64::abs)
}
"#;

/// A file without steps.
const HELPERS: &str = "
pub fn grown(x: f64) -> f64 {
    x + 1.0
}
";

/// The pipeline. `STORE` is the folder of the cache.
const MAIN: &str = r#"//! The program.

mod helpers;
mod steps;

use shapeflow::cache::Store;
use shapeflow::prelude::*;
use steps::{Fixed, Own};
use std::sync::Arc;

pipeline! {
    Inner(x: f64[n, 2]) -> f64[n, 2] { x |> lib: MinMaxScaler }

    Edited(x: f64[n, 2]) -> (f64[n, 4], f64[n, 2], f64[n, 2]) {
        early = x |> StandardScaler;
        fixed = early |> Fixed;
        own   = early |> Own<2>;
        inner = early |> Inner;
        late  = [own, fixed] |> Concat;
        back  = early |> inverse(early);
        (late, inner, back)
    }
}

fn main() -> Result<()> {
    let store = Store::open(std::env::var("STORE").expect("a folder"))?;
    let timeline = Arc::new(Timeline::new());
    let run = Run::new().cache(store).observer(timeline.clone());
    let x = array![[1.0, -2.0], [3.0, 5.0], [-4.0, 0.5]];
    // All nodes run, because all outputs are asked for.
    let (_, found) = Edited::default().fit_transform_with(&run, &x)?;
    let (_, expected) = Edited::default().fit_transform(&x)?;
    let [found, expected] = [found, expected].map(|out| format!("{out:?}"));
    assert_eq!(found, expected, "an entry of another program");
    let mut ran: Vec<String> = timeline.nodes().into_iter().map(|node| node.path).collect();
    ran.sort();
    println!("{}", ran.join(" "));
    Ok(())
}
"#;

/// An edit: its name, its changes, and the nodes that run again.
struct Edit {
    what: &'static str,
    /// A file, a text in it, and what takes its place. A file that is not there is made; an empty text is its beginning.
    changes: &'static [(&'static str, &'static str, &'static str)],
    again: &'static str,
}

/// The steps of the package without a revision, and what depends on them.
const OWN: &str = "late own";
const NOTHING: &str = "";
const ALL: &str = "back.inverse early fixed inner inner.output.lib late own";

const S: &str = "src/steps.rs";
const M: &str = "src/main.rs";
const H: &str = "src/helpers.rs";

#[rustfmt::skip]
const EDITS: &[Edit] = &[
    Edit { what: "nothing", changes: &[], again: NOTHING },
    // Code that a step without a revision may use: any file of the package.
    Edit { what: "the body of a step", changes: &[(S, "* by)", "+ by)")], again: OWN },
    Edit { what: "a constant that it uses", changes: &[(S, "SCALE: f64 = 3.0", "SCALE: f64 = 4.0")], again: OWN },
    Edit { what: "a function that it calls", changes: &[(S, "grown(x) * SCALE", "grown(x) / SCALE")], again: OWN },
    Edit { what: "a function in another file", changes: &[(H, "x + 1.0", "x + 2.0")], again: OWN },
    Edit { what: "a comment in its body", changes: &[(S, "    x.mapv(|x| scaled", "    // Grows.\n    x.mapv(|x| scaled")], again: OWN },
    Edit { what: "white space", changes: &[(S, "\n\nfn scaled", "\n\n\nfn scaled")], again: OWN },
    Edit { what: "a comment in another file", changes: &[(H, "", "// Helpers.\n")], again: OWN },
    Edit { what: "a new file of Rust", changes: &[("src/more.rs", "", "fn more() {}\n")], again: OWN },
    Edit { what: "the versions of the dependencies", changes: &[("Cargo.lock", "", "# ndarray 0.17.3\n")], again: OWN },
    Edit { what: "a file that is not of Rust", changes: &[("README.md", "", "Words.\n")], again: NOTHING },
    // A revision decides alone.
    Edit { what: "the body of a step with a revision", changes: &[(S, "x.mapv(f64::abs)", "x.mapv(|x| x.abs())")], again: OWN },
    Edit { what: "a revision that is raised", changes: &[(S, "revision = 1", "revision = 2")], again: "fixed late own" },
    Edit { what: "a revision that is left out", changes: &[(S, ", revision = 1", "")], again: "fixed late own" },
    Edit { what: "a revision that is new", changes: &[(S, "#[step(\"[n, d] -> [n, d]\", rowwise)]", "#[step(\"[n, d] -> [n, d]\", rowwise, revision = 1)]")], again: OWN },
    // Hyperparameters and constants.
    Edit { what: "a default", changes: &[(S, "#[default(2.0)]", "#[default(2.5)]")], again: OWN },
    Edit { what: "a new hyperparameter", changes: &[(S, "by: f64)", "by: f64, #[default(true)] _on: bool)")], again: OWN },
    Edit { what: "a value in the pipeline", changes: &[(M, "Own<2>", "Own<2> { by: 2.5 }")], again: OWN },
    Edit { what: "a value of a step of the library", changes: &[(M, "StandardScaler;", "StandardScaler { with_mean: false };")], again: ALL },
    Edit { what: "a constant of a step", changes: &[(M, "Own<2>", "Own<3>")], again: OWN },
    Edit { what: "a value in a nested pipeline", changes: &[(M, "lib: MinMaxScaler", "lib: MinMaxScaler { clip: true }")], again: "inner inner.output.lib late own" },
    // Names and places.
    Edit { what: "another name of a step's type", changes: &[(S, "pub fn own<", "pub fn mine<"), (M, "Fixed, Own", "Fixed, Mine"), (M, "|> Own<2>", "|> own: Mine<2>")], again: "late own.own" },
    Edit { what: "another name of an equation", changes: &[(M, "fixed = early", "calm  = early"), (M, "[own, fixed]", "[own, calm]")], again: "calm late own" },
    Edit { what: "another name of a node in a nested pipeline", changes: &[(M, "lib: MinMax", "ranged: MinMax")], again: "inner inner.output.ranged late own" },
    Edit { what: "another name of the pipeline", changes: &[(M, " Edited(", " Changed("), (M, "found) = Edited", "found) = Changed"), (M, "expected) = Edited", "expected) = Changed")], again: ALL },
    Edit { what: "a step with a revision in another module", changes: &[(S, "/// Has a revision.\n", "pub use inner::Fixed;\nmod inner {\n    use shapeflow::prelude::*;\n/// Has a revision.\n"), (S, "    x.mapv(f64::abs)\n}\n", "    x.mapv(f64::abs)\n}\n}\n")], again: "fixed late own" },
    // The graph.
    Edit { what: "the order of equations", changes: &[(M, "        fixed = early |> Fixed;\n", ""), (M, "        late  =", "        fixed = early |> Fixed;\n        late  =")], again: OWN },
    Edit { what: "the order of the outputs", changes: &[(M, "(f64[n, 4], f64[n, 2], f64[n, 2])", "(f64[n, 2], f64[n, 4], f64[n, 2])"), (M, "(late, inner, back)", "(inner, late, back)")], again: OWN },
    Edit { what: "the order in a list", changes: &[(M, "[own, fixed]", "[fixed, own]")], again: OWN },
    Edit { what: "another input of a step", changes: &[(M, "fixed = early", "fixed = x")], again: "fixed late own" },
    Edit { what: "a step between two", changes: &[(M, "fixed = early |>", "fixed = early |> more: MinMaxScaler |> fixed:")], again: "fixed.fixed fixed.more late own" },
    Edit { what: "a node more", changes: &[(M, "(f64[n, 4], f64[n, 2],", "(f64[n, 4], f64[n, 2], f64[n, 2],"), (M, "        back  =", "        more  = x |> MinMaxScaler;\n        back  ="), (M, "inner, back", "inner, more, back")], again: "late more own" },
    Edit { what: "a node less", changes: &[(M, "(f64[n, 4], f64[n, 2], f64[n, 2])", "(f64[n, 4], f64[n, 2])"), (M, "        back  = early |> inverse(early);\n", ""), (M, "inner, back", "inner")], again: OWN },
    Edit { what: "a check of a shape, which passes the value on", changes: &[(M, "fixed = early |> Fixed", "fixed = early |> expect [n, 2] |> Fixed")], again: OWN },
    Edit { what: "other steps of the library", changes: &[(M, "early |> Fixed", "early |> fixed: Log1p"), (M, "Fixed, Own", "Own"), (M, "early = x |> StandardScaler", "early = x |> MinMaxScaler")], again: "back.inverse early fixed.fixed inner inner.output.lib late own" },
];

#[test]
fn each_edit_of_a_program_runs_the_nodes_that_depend_on_it() {
    let before = Package::new("before");
    for (file, text) in files() {
        before.write(file, text);
    }
    before.compile(None);
    // Two at a time: each is a run of rustc.
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let halves: Vec<_> = (0..2)
            .map(|half| {
                let before = &before;
                scope.spawn(move || {
                    let mine = EDITS.iter().enumerate().skip(half).step_by(2);
                    mine.filter_map(|(at, edit)| edit.wrong(at, before)).collect::<Vec<_>>()
                })
            })
            .collect();
        halves.into_iter().flat_map(|half| half.join().expect("a half of the table")).collect()
    });
    assert!(wrong.is_empty(), "{} edits:\n{}", wrong.len(), wrong.join("\n"));
}

fn files() -> [(&'static str, &'static str); 5] {
    [(S, STEPS), (M, MAIN), (H, HELPERS), ("Cargo.lock", "# ndarray 0.17.2\n"), ("Cargo.toml", "[package]\n")]
}

impl Edit {
    /// Returns the row if other nodes run again than it says.
    fn wrong(&self, at: usize, before: &Package) -> Option<String> {
        let Self { what, changes, again } = self;
        let after = Package::new(&format!("after-{at}"));
        let mut files: Vec<(&str, String)> =
            files().into_iter().map(|(file, text)| (file, text.to_owned())).collect();
        for (file, from, to) in *changes {
            if !files.iter().any(|(other, _)| other == file) {
                files.push((file, String::new()));
            }
            for (_, text) in files.iter_mut().filter(|(other, _)| other == file) {
                assert!(text.contains(from), "{what}: `{from}` is not in {file}");
                *text = text.replacen(from, to, 1);
            }
        }
        for (file, text) in &files {
            after.write(file, text);
        }
        after.compile(None);
        let store = after.folder().join("store");
        assert_eq!(before.run(&store), ALL, "before: {what}");
        let ran = after.run(&store);
        assert_eq!(after.run(&store), NOTHING, "again: {what}");
        assert_eq!(before.run(&store), NOTHING, "back: {what}");
        (ran != *again).then(|| format!("{what}\n    expected `{again}`\n    found    `{ran}`"))
    }
}

/// A package on which the program depends: a step by a macro, and one by hand.
const DEPENDENCY: &str = r#"//! Steps.

use shapeflow::prelude::*;

/// By the macro.
#[step("[n, d] -> [n, d]", rowwise)]
pub fn made(x: Array2<f64>) -> Array2<f64> {
    x * 2.0
}

/// By hand.
#[derive(Debug, Clone, Default, Save)]
pub struct Hand;

impl Stateless for Hand {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
    const REVISION: Option<u64> = Some(0);
}

impl Transform<ArcArray2<f64>> for Hand {
    type Out = ArcArray2<f64>;
    fn transform(&self, x: ArcArray2<f64>) -> Result<ArcArray2<f64>> {
        Ok(x + 3.0)
    }
}
"#;

const DEPENDENT: &str = r#"
use shapeflow::cache::Store;
use shapeflow::prelude::*;
use dependency::{Hand, Made};
use std::sync::Arc;

pipeline! {
    Edited(x: f64[n, 2]) -> (f64[n, 2], f64[n, 2]) {
        made = x |> Made;
        hand = x |> Hand;
        (made, hand)
    }
}

fn main() -> Result<()> {
    let store = Store::open(std::env::var("STORE").expect("a folder"))?;
    let timeline = Arc::new(Timeline::new());
    let run = Run::new().cache(store).observer(timeline.clone());
    Edited::default().fit_transform_with(&run, &array![[1.0, -2.0], [3.0, 5.0]])?;
    let mut ran: Vec<String> = timeline.nodes().into_iter().map(|node| node.path).collect();
    ran.sort();
    println!("{}", ran.join(" "));
    Ok(())
}
"#;

/// `Run::cache` documents that a step by hand in another package is seen only by its revision.
#[test]
fn each_edit_of_a_dependency_runs_the_steps_that_show_it() {
    let program = |name: &str, from: &str, to: &str| {
        let dependency = Package::new(&format!("dependency-{name}"));
        let program = Package::new(&format!("dependent-{name}"));
        for package in [&dependency, &program] {
            package.write("Cargo.toml", "[package]\n");
            package.write("Cargo.lock", "# ndarray 0.17.2\n");
        }
        assert!(DEPENDENCY.contains(from), "{from}");
        dependency.write("src/lib.rs", &DEPENDENCY.replacen(from, to, 1));
        program.write(M, DEPENDENT);
        program.compile(Some(&dependency));
        program
    };
    let before = program("before", "", "");
    for (at, (edit, from, to, again)) in [
        ("nothing", "", "", NOTHING),
        ("the body of a step by the macro", "x * 2.0", "x * 4.0", "made"),
        ("a comment", "/// By hand.", "/// By hand!", "made"),
        ("the body of a step by hand", "x + 3.0", "x + 5.0", "made"),
        ("its revision", "Some(0)", "Some(1)", "hand made"),
    ]
    .into_iter()
    .enumerate()
    {
        let after = program(&at.to_string(), from, to);
        let store = after.folder().join("store");
        assert_eq!(before.run(&store), "hand made", "before: {edit}");
        assert_eq!(after.run(&store), again, "{edit}");
    }
}
