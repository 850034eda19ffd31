//! What an editor shows of a pipeline: types and shapes in a hover, definitions, renames, completions.
//!
//! It asks a real rust-analyzer, as an editor does, and is skipped where none is installed; in CI that is a failure.

mod client;
#[path = "fixture/lib.rs"]
#[expect(unreachable_pub, dead_code, reason = "for the editor it is the library of a user")]
mod fixture;
mod forms;
mod setup;

use client::Editor;
use fixture::{Digits, Report};
use shapeflow::graph::Graph;

const FILE: &str = "src/lib.rs";

/// The place of a name in the fixture, its type, and the node that computes it.
const DIGITS: &[(&str, &str, &str)] = &[
    ("¦image: f32", "ArrayOf<f32, 3>", "image"),
    ("strokes = ¦image", "ArrayOf<f32, 3>", "image"),
    ("¦digit: u8", "ArrayOf<u8, 1>", "digit"),
    (".fit(¦digit)", "ArrayOf<u8, 1>", "digit"),
    ("¦pooled = ", "ArrayOf<f32, 2>", "pooled.flatten"),
    ("¦pixels = ", "ArrayOf<f32, 2>", "pixels.standard_scaler"),
    ("[¦pixels, ", "ArrayOf<f32, 2>", "pixels.standard_scaler"),
    ("¦joined = ", "ArrayOf<f32, 2>", "joined"),
    ("¦strokes]", "ArrayOf<f32, 2>", "strokes.pca"),
    ("¦wide = ", "ArrayOf<f32, 2>", "inner.wide.concat"),
    ("¦narrow = ", "ArrayOf<f32, 2>", "inner.narrow"),
    (", ¦inner)", "ArrayOf<f32, 2>", "inner.narrow"),
    ("¦both |>", "ArrayOf<f32, 2>", "both"),
    ("¦probs = ", "ArrayOf<f32, 2>", "probs"),
];

const REPORT: &[(&str, &str, &str)] = &[
    ("¦remark: String", "ArrayOf<String, 1>", "remark"),
    ("¦guess = ", "ArrayOf<f32, 2>", "guess.probs"),
    ("¦length = ", "ArrayOf<usize, 1>", "length"),
];

#[test]
fn an_editor_understands_a_pipeline() {
    let installed = match setup::Installed::find() {
        Ok(installed) => installed,
        Err(missing) => {
            shapeflow_tests::skip(&missing);
            return;
        }
    };
    let root = setup::project().expect("a folder for the project");
    let mut editor = Editor::open(&installed, &root, &[FILE, "src/steps.rs", forms::FILE]);
    let mut wrong = Vec::new();
    no_false_errors(&mut editor, &mut wrong);
    hovers(&mut editor, &mut wrong);
    definitions(&mut editor, &mut wrong);
    renames(&mut editor, &mut wrong);
    completions(&mut editor, &mut wrong);
    mistakes(&mut editor, &mut wrong);
    forms::check(&mut editor, &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn no_false_errors(editor: &mut Editor, wrong: &mut Vec<String>) {
    for file in [FILE, "src/steps.rs", forms::FILE] {
        let errors = editor.diagnostics(file);
        if !errors.is_empty() {
            wrong.push(format!("errors in {file}, which is right: {errors:?}"));
        }
    }
}

/// The shape is compared with the one that rustc computes.
fn hovers(editor: &mut Editor, wrong: &mut Vec<String>) {
    let shape = |graph: &Graph, path: &str| {
        let edge = graph.raw_edges().iter().find(|edge| graph[edge.source()].path == path);
        edge.map(|edge| edge.weight.shape.clone())
    };
    let (digits, report) = (Digits::graph(), Report::graph());
    let all = DIGITS.iter().map(|hover| (&digits, hover)).chain(REPORT.iter().map(|hover| (&report, hover)));
    for (graph, (marked, ty, path)) in all {
        let shape = shape(graph, path).unwrap_or_else(|| panic!("no node `{path}`"));
        let text = editor.hover(FILE, marked);
        if !text.contains(&format!(": {ty}\n")) || !text.contains(&format!("= \"{shape}\"\n")) {
            wrong.push(format!("hover on `{marked}` lacks `{ty}` or `{shape}`: {text}"));
        }
    }
    let docs = [
        ("¦StandardScaler {", "Standardizes each column to mean 0"),
        ("¦Pool |>", "Looks through windows of 3 rows"),
        ("¦Length;", "How long each text is"),
        ("¦Digits.fit", "Reads handwriting"),
        ("¦whiten: true", "pub whiten: bool"),
        ("¦rows: Flatten", "The step `Flatten`"),
        ("<¦CLASSES>", "usize = 10"),
        ("f32[n, ¦CLASSES]", "usize = 10"),
        ("fitted.¦pixels", "DigitsPixelsFitted"),
    ];
    for (marked, expected) in docs {
        let text = editor.hover(FILE, marked);
        if !text.contains(expected) {
            wrong.push(format!("hover on `{marked}` lacks `{expected}`: {text}"));
        }
    }
}

fn definitions(editor: &mut Editor, wrong: &mut Vec<String>) {
    let definitions = [
        ("[¦pixels, ", "src/lib.rs: pixels = image"),
        (", ¦strokes]", "src/lib.rs: strokes = image"),
        (".fit(¦digit)", "src/lib.rs: pub Digits(image: f32"),
        ("pooled = ¦image", "src/lib.rs: pub Digits(image: f32"),
        ("narrow = ¦wide", "src/lib.rs: wide = pooled"),
        ("        ¦probs\n", "src/lib.rs: probs = both"),
        ("model.¦pixels", "src/lib.rs: pixels = image"),
        ("fitted.¦strokes", "src/lib.rs: strokes = image"),
        ("strokes.¦rows", "src/lib.rs: strokes = image"),
        ("pixels.¦standard_scaler.with", "src/lib.rs: pixels = image"),
        ("¦StandardScaler {", "src/steps/scale/standard_scaler.rs: pub struct StandardScaler {"),
        ("¦Pca<12>", "src/steps/reduce/pca/fixed.rs: pub struct Pca<const K: usize> {"),
        ("[¦StandardScaler, ", "src/steps/scale/standard_scaler.rs: pub struct StandardScaler {"),
        ("¦Pool |>", "src/steps.rs: pub struct Pool;"),
        ("¦Length;", "src/steps.rs: pub fn length("),
        ("¦Digits.fit", "src/lib.rs: pub Digits(image: f32"),
        ("¦with_std: false", "src/steps/scale/standard_scaler.rs: pub with_std: bool,"),
        ("<¦CLASSES>", "src/lib.rs: pub const CLASSES"),
    ];
    for (marked, expected) in definitions {
        let found = editor.definition(FILE, marked);
        // Where a rename is refused, the macro call is a second place.
        let others =
            found.iter().skip(1).filter(|place| !place.contains("pipeline! {") && !place.contains("#[step("));
        if !found.first().is_some_and(|first| first.contains(expected)) || others.count() > 0 {
            wrong.push(format!("the definition of `{marked}` is not `{expected}` alone: {found:#?}"));
        }
    }
}

fn renames(editor: &mut Editor, wrong: &mut Vec<String>) {
    let text = editor.text(FILE).to_owned();
    let everywhere = [
        ("pixels", ["¦pixels = ", "[¦pixels, "].as_slice()),
        ("strokes", &["¦strokes = ", ", ¦strokes]"]),
        ("image", &["¦image: f32", "pixels = ¦image"]),
        ("digit", &["¦digit: u8", ".fit(¦digit)"]),
        ("wide", &["¦wide = ", "narrow = ¦wide"]),
        ("probs", &["¦probs = ", "        ¦probs\n"]),
        ("rows", &["¦rows: Flatten", "strokes.¦rows"]),
        ("Digits", &["pub ¦Digits(", "model: &¦Digits"]),
    ];
    for (name, places) in everywhere {
        let expected = replace_word(&text, name, "renamed");
        for marked in places {
            let renamed = editor.rename(FILE, marked, "renamed");
            if renamed != expected {
                wrong.push(format!("a rename of `{marked}` gives\n{}", changed(&text, &renamed)));
            }
        }
    }
    // A field belongs to one of the two structs: uses of the other one's field keep their name.
    let expected = replace_word(&text, "pixels", "renamed").replace("fitted.renamed", "fitted.pixels");
    let renamed = editor.rename(FILE, "model.¦pixels", "renamed");
    if renamed != expected {
        wrong.push(format!("a rename of `model.pixels` gives\n{}", changed(&text, &renamed)));
    }
}

/// `text` with each whole word `name` replaced, also in comments and strings.
pub(crate) fn replace_word(text: &str, name: &str, by: &str) -> String {
    let is_word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let mut replaced = String::new();
    let mut from = 0;
    for (at, _) in text.match_indices(name) {
        let (before, after) = (at.checked_sub(1), at + name.len());
        if !is_word(before.and_then(|at| text.as_bytes().get(at))) && !is_word(text.as_bytes().get(after)) {
            replaced.push_str(&text[from..at]);
            replaced.push_str(by);
            from = after;
        }
    }
    replaced + &text[from..]
}

fn changed(before: &str, after: &str) -> String {
    let lines = before.lines().zip(after.lines()).filter(|(before, after)| before != after);
    lines.map(|(_, after)| format!("    {after}\n")).collect()
}

/// Text that is typed in place of another, and the completions that an editor offers.
const COMPLETIONS: &[(&str, &str, &[&str])] = &[
    ("{ with_std: false }", "{ wi¦ }", &["with_mean", "with_std"]),
    ("{ with_std: false }", "{ ¦ }", &["with_mean", "with_std"]),
    ("{ with_std: false }", "{ with_std: false, ¦ }", &["with_mean"]),
    ("{ with_std: false }", "{ with_std: false, wi¦ }", &["with_mean"]),
    ("Flatten |> StandardScaler { with_std: false };", "Flatten |> Stand¦;", &["StandardScaler"]),
    (
        "Flatten |> StandardScaler { with_std: false };",
        "Flatten |> ¦;",
        &["StandardScaler", "Pca", "Pool", "Digits"],
    ),
    ("Flatten |> StandardScaler { with_std: false };", "Flatten |> Stand¦\n", &["StandardScaler"]),
    (
        "Flatten |> StandardScaler { with_std: false };",
        "Flatten |> ¦\n",
        &["StandardScaler", "Pca", "Pool", "Digits"],
    ),
    ("[StandardScaler, ", "[Stand¦, ", &["StandardScaler"]),
    ("[pixels, strokes]", "[pixels, str¦]", &["strokes", "image", "both"]),
    ("[pixels, strokes]", "[pixels, ¦]", &["strokes", "image", "both"]),
    ("= image |> rows", "= im¦ |> rows", &["image", "pooled"]),
    ("narrow = wide", "narrow = wi¦", &["wide", "pooled"]),
    (".fit(digit);\n        probs", ".fit(dig¦);\n        probs", &["digit"]),
    ("        probs\n", "        pro¦\n", &["probs"]),
];

fn completions(editor: &mut Editor, wrong: &mut Vec<String>) {
    let text = editor.text(FILE).to_owned();
    let sound = "both = (joined, inner) |> Concat;";
    for broken in [
        sound,
        "both = (joined, ) |> |> ;",
        "both (joined, inner Concat);",
        "both = (nothing, inner) |> Concat;",
    ] {
        let text = text.replace(sound, broken);
        for (from, typed, expected) in COMPLETIONS {
            assert!(text.contains(from), "`{from}` is not in the fixture");
            editor.change(FILE, &text.replacen(from, &typed.replace('¦', ""), 1));
            let found = editor.completions(FILE, typed);
            for missing in expected.iter().filter(|label| **label != "both" || broken == sound) {
                if !found.iter().any(|label| label.split(['<', '(', ' ', '!']).next() == Some(missing)) {
                    wrong.push(format!(
                        "beside `{broken}`, `{typed}` does not offer `{missing}` among {}",
                        found.len()
                    ));
                }
            }
        }
    }
    editor.change(FILE, &text);
}

/// A mistake that the macro finds is one error, and rust-analyzer adds none.
fn mistakes(editor: &mut Editor, wrong: &mut Vec<String>) {
    let text = editor.text(FILE).to_owned();
    let mistakes = [
        ("narrow = wide |>", "narrow = wid |>", "did you mean `wide`?"),
        ("pooled = image |>", "pooled = imag |>", "did you mean `image`?"),
        ("(joined, inner)", "(joined, Inner)", "did you mean `inner`?"),
    ];
    for (from, typed, expected) in mistakes {
        editor.change(FILE, &text.replacen(from, typed, 1));
        let errors = editor.diagnostics(FILE);
        if !matches!(errors.as_slice(), [only] if only.contains(expected)) {
            wrong.push(format!("`{typed}` is not one error with `{expected}`: {errors:#?}"));
        }
    }
    editor.change(FILE, &text);
}
