//! The names that may not be in a message, because no user wrote them and no user can look them up.
//!
//! They are read from the sources: the public items of the module that the generated code calls, and the names that the
//! macro makes. A name that a user can write (in the case itself, or because another public module has it) is not one
//! of them.

use std::collections::BTreeSet;
use std::fs::{read_dir, read_to_string};
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::{Item, Visibility};

/// Parts of names and paths that no declaration has.
const PARTS: [&str; 3] = [
    // How every visible name of an expansion begins.
    "__",
    // The path of an `impl` in a block of generated code, as rustc writes it.
    "_::<impl",
    // How the name of a declared shape ends, after the name of the shape.
    "_DECLARED",
];

/// The functions of the macro that make a name; `constant("SHAPE", 3)` is `SHAPE_3`.
const NUMBERED: [&str; 2] = ["constant", "numbered"];

pub(crate) struct Generated {
    /// Words of a message.
    names: BTreeSet<String>,
    /// `SHAPE` for each word like `SHAPE_3`.
    numbered: BTreeSet<String>,
    /// Parts of a line.
    parts: Vec<String>,
}

impl Generated {
    /// Reads the names from the sources of both crates.
    pub(crate) fn read() -> Self {
        let engine = repository().join("engine/src");
        let room = ["plumbing", "expand"].into_iter().find(|room| engine.join(room).is_dir());
        let room = room.expect("the module that the generated code calls");
        let (inside, outside): (Vec<PathBuf>, Vec<PathBuf>) =
            sources(&engine).into_iter().partition(|path| path.starts_with(engine.join(room)));
        let public = |files: &[PathBuf]| files.iter().flat_map(|path| public_names(path)).collect();
        let (inside, outside): (BTreeSet<String>, BTreeSet<String>) = (public(&inside), public(&outside));
        // A word of prose is no name.
        let is_name = |name: &&String| name.contains(|letter: char| letter == '_' || letter.is_uppercase());
        let names: BTreeSet<String> = inside.difference(&outside).filter(is_name).cloned().collect();
        assert!(names.len() > 20, "only {} names in {room}", names.len());
        let mut numbered = BTreeSet::new();
        for path in sources(&repository().join("macros/src/emit")) {
            let tokens: TokenStream = read_to_string(path).expect("a source").parse().expect("Rust");
            collect_numbered(tokens, &mut numbered);
        }
        assert!(numbered.len() > 5, "only {numbered:?}");
        let own = format!("{room}::");
        Self { names, numbered, parts: PARTS.into_iter().map(str::to_owned).chain([own]).collect() }
    }

    /// The generated names in a line of a message on a case with this source.
    pub(crate) fn names_in(&self, line: &str, source: &str) -> Vec<String> {
        let words: BTreeSet<&str> = source.split(is_border).collect();
        let is_numbered = |word: &str| {
            word.rsplit_once('_')
                .is_some_and(|(name, number)| self.numbered.contains(name) && number.parse::<u32>().is_ok())
        };
        let is_generated =
            |word: &&str| (self.names.contains(*word) || is_numbered(word)) && !words.contains(word);
        let parts = self.parts.iter().map(String::as_str).filter(|part| line.contains(part));
        parts.chain(line.split(is_border).filter(is_generated)).map(str::to_owned).collect()
    }
}

fn is_border(letter: char) -> bool {
    letter != '_' && !letter.is_alphanumeric()
}

/// The first argument of each call of a function that makes a numbered name.
fn collect_numbered(tokens: TokenStream, names: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for pair in tokens.windows(2) {
        if let [TokenTree::Ident(function), TokenTree::Group(arguments)] = pair {
            let first = arguments.stream().into_iter().next();
            if let (true, Some(TokenTree::Literal(name))) =
                (NUMBERED.iter().any(|one| function == one), first)
            {
                names.insert(name.to_string().trim_matches('"').to_owned());
            }
        }
    }
    for token in tokens {
        if let TokenTree::Group(group) = token {
            collect_numbered(group.stream(), names);
        }
    }
}

/// The public items that a file declares.
fn public_names(path: &Path) -> Vec<String> {
    let file = syn::parse_file(&read_to_string(path).expect("a source")).expect("Rust");
    let public = |item: &Item| {
        let (visibility, name) = match item {
            Item::Const(item) => (&item.vis, &item.ident),
            Item::Enum(item) => (&item.vis, &item.ident),
            Item::Fn(item) => (&item.vis, &item.sig.ident),
            Item::Static(item) => (&item.vis, &item.ident),
            Item::Struct(item) => (&item.vis, &item.ident),
            Item::Trait(item) => (&item.vis, &item.ident),
            Item::Type(item) => (&item.vis, &item.ident),
            _ => return None,
        };
        matches!(visibility, Visibility::Public(_)).then(|| name.to_string())
    };
    file.items.iter().filter_map(public).collect()
}

/// All Rust files in a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = read_dir(folder).expect("a folder of sources").map(|entry| entry.expect("an entry").path());
    let within = |path: PathBuf| if path.is_dir() { sources(&path) } else { vec![path] };
    entries.flat_map(within).filter(|path| path.extension().is_some_and(|found| found == "rs")).collect()
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package is in the repository").to_owned()
}

#[test]
fn generated_names_are_found_in_messages() {
    let generated = Generated {
        names: BTreeSet::from(["NotAStep".to_owned()]),
        numbered: BTreeSet::from(["RIGHT".to_owned()]),
        parts: PARTS.map(str::to_owned).to_vec(),
    };
    let found = |line: &str, source: &str| generated.names_in(line, source);
    assert_eq!(found("the trait `NotAStep` of `RIGHT_3`", "x |> Pca<3>"), ["NotAStep", "RIGHT_3"]);
    assert_eq!(found("`__DigitsStep3` is there", ""), ["__"]);
    assert_eq!(found("a step learns from `Fit`; `Source` is a trait; RIGHT_hand", ""), [""; 0]);
    assert_eq!(found("`NotAStep`", "struct NotAStep;"), [""; 0]);
}
