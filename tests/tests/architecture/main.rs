//! The rooms of the library: which file may import which.
//!
//! Two rules hold for `engine/src` and `macros/src`. No more than two files import each other in a circle, and no folder
//! imports from a floor above it. An import is a `use` declaration or a path in code. It leads to the file that *defines*
//! the item, through all re-exports, so that a `mod.rs` in between hides nothing. Test code and links in doc comments are
//! not imports, and neither are the re-exports of a file that has nothing else.
//!
//! `cargo test -p shapeflow-tests --test architecture -- --nocapture` lists what breaks the rules.

mod circles;
mod examples;
mod floors;
mod resolve;
mod scan;
mod tree;
mod uses;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use floors::Floors;
use resolve::Arrow;
use tree::{Crate, Sources};

/// The order of the folders, lowest first, and of the files beside them. The same lines are in `ARCHITECTURE.md`.
const FLOORS: &str = "\
engine/src: error, text < records, sparse < shape < space < step < graph < batches < sources < run < save < cache < diagnostics < steps < plumbing
engine/src/shape: limits, attempt < text < size < shape < bindings < signature < check < explain
engine/src/steps: kernels < scale, expand, encode, impute, dates, text, reduce, select, linear, reshape, rows, series, images, metrics, linalg < meta
engine/src/plumbing: plan < exec < typing < reflect < jobs
macros/src: spelling, case, diagnostic, dump, saved, sources, column_number < beside < parse < model < check < emit < attribute, derive, taken < front
macros/src/emit: reader < spans, limits, checks < names < attributes, rows, checked, written < group < derived < kinds < types, type_names
    < shapes, tables, bindings, columns, broken < assemble < api < editor < expansion
macros/src/model: value < node < pipeline < build < lower
macros/src/check: call, draft, graph
";

#[test]
fn no_circle_of_imports_has_more_than_two_files() {
    let circles: Vec<String> = LIBRARY.iter().flat_map(|one| circles::circles(&one.arrows)).collect();
    assert!(circles.is_empty(), "{} circles:\n\n{}", circles.len(), circles.join("\n\n"));
}

#[test]
fn no_folder_imports_from_a_floor_above_it() {
    let mut files = BTreeSet::new();
    let mut contents = BTreeSet::new();
    let mut arrows = Vec::new();
    for one in &*LIBRARY {
        files.extend(one.tree.modules.iter().map(|module| module.file.clone()));
        contents.extend(one.tree.contents.iter().cloned());
        arrows.extend(one.arrows.iter().cloned());
    }
    let violations = Floors::read(FLOORS).violations(&files, &contents, &arrows);
    assert!(violations.is_empty(), "{} violations:\n{}", violations.len(), violations.join("\n"));
}

#[test]
fn every_import_leads_to_an_item() {
    let problems: Vec<&str> = LIBRARY
        .iter()
        .flat_map(|one| one.tree.problems.iter().chain(&one.problems))
        .map(String::as_str)
        .collect();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn the_page_on_the_architecture_has_the_same_floors() {
    let page = fs::read_to_string(repository().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let section = page.split("\n## Floors\n").nth(1).expect("it has the heading `## Floors`");
    let block = section.split("\n```").nth(1).expect("a block in fences follows the heading");
    let (_, lines) = block.split_once('\n').expect("the block has lines");
    assert_eq!(lines.trim_end(), FLOORS.trim_end());
}

/// A crate and its imports.
struct Imports {
    tree: Crate,
    arrows: Vec<Arrow>,
    problems: Vec<String>,
}

impl Imports {
    fn read(sources: &Sources, root: &str, external: &[&str]) -> Self {
        let tree = Crate::read(sources, root, external);
        let (arrows, problems) = resolve::arrows(&tree);
        Self { tree, arrows, problems }
    }
}

/// The two crates of the library.
static LIBRARY: LazyLock<[Imports; 2]> = LazyLock::new(|| {
    ["engine", "macros"].map(|package| {
        let mut sources = Sources::new();
        collect(&repository(), &Path::new(package).join("src"), &mut sources);
        assert!(sources.len() > 20, "only {} files in {package}", sources.len());
        let external = dependencies(&repository().join(package).join("Cargo.toml"));
        let external: Vec<&str> = external.iter().map(String::as_str).collect();
        Imports::read(&sources, &format!("{package}/src/lib.rs"), &external)
    })
});

fn repository() -> PathBuf {
    let package = std::env::var("CARGO_MANIFEST_DIR").expect("cargo runs the tests");
    Path::new(&package).parent().expect("the package is in the repository").to_owned()
}

/// All Rust files in a folder.
fn collect(root: &Path, folder: &Path, sources: &mut Sources) {
    for entry in fs::read_dir(root.join(folder)).expect("a folder of sources") {
        let entry = entry.expect("an entry");
        let path = folder.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            collect(root, &path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(root.join(&path)).expect("a source file");
            sources.insert(path.to_str().expect("a path in Unicode").to_owned(), text);
        }
    }
}

/// The names of the crates that a package depends on, as they are written in Rust.
fn dependencies(manifest: &Path) -> Vec<String> {
    let text = fs::read_to_string(manifest).expect("a manifest");
    let manifest: toml::Table = text.parse().expect("a manifest in TOML");
    let dependencies = manifest["dependencies"].as_table().expect("a table of dependencies");
    let own = ["std", "core", "alloc", "proc_macro"].map(str::to_owned);
    own.into_iter().chain(dependencies.keys().map(|name| name.replace('-', "_"))).collect()
}
