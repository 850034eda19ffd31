//! The pages of the repository: what they show is compiled, and the commands that they name exist.

use std::collections::BTreeSet;
use std::fs::{read_dir, read_to_string};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The info strings of code blocks that are not Rust, and are not compiled.
const OTHER_LANGUAGES: [&str; 6] = ["text", "sh", "python", "toml", "json", "mermaid"];

/// The info strings of Rust blocks. `ignore` is not one of them.
const RUST: [&str; 4] = ["", "rust", "rust,no_run", "rust,compile_fail"];

#[test]
fn every_page_is_compiled_by_a_documentation_test() {
    let mut included = String::new();
    for folder in ["engine/src", "tests/src"] {
        for source in files(&repository().join(folder), "rs") {
            included.push_str(&read_to_string(source).expect("a source"));
        }
    }
    for page in pages() {
        let name = page.file_name().and_then(|name| name.to_str()).expect("a name");
        assert!(included.contains(&format!("/{name}\")]")), "no `include_str!` of {}", page.display());
    }
}

#[test]
fn every_code_block_is_compiled_or_not_rust() {
    for page in pages() {
        for block in blocks(&page) {
            let language = block.language.as_str();
            let place = format!("{}:{}", page.display(), block.line);
            let known = RUST.contains(&language) || OTHER_LANGUAGES.contains(&language);
            assert!(known, "{place}: a block of `{language}`");
        }
    }
}

#[test]
fn commands_name_what_exists() {
    let targets = Targets::read();
    let recipes = recipes();
    let mut problems = Vec::new();
    for page in pages() {
        for (line, command) in commands(&page) {
            let words: Vec<&str> = command.split_whitespace().collect();
            let missing = match words.as_slice() {
                ["cargo", words @ ..] => targets.missing(words),
                ["just", recipe, ..] if !recipes.contains(*recipe) => vec![format!("recipe {recipe}")],
                _ => Vec::new(),
            };
            problems.extend(
                missing.iter().map(|what| format!("{}:{line}: `{command}`: no {what}", page.display())),
            );
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The pages: those at the root and those in a folder of documents.
fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = ["docs", "engine/docs"]
        .into_iter()
        .flat_map(|folder| files(&repository().join(folder), "md"))
        .chain(read_dir(repository()).expect("the root").map(|entry| entry.expect("an entry").path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    assert!(pages.len() >= 6, "only {pages:?}");
    pages
}

/// A fenced block.
struct Block {
    language: String,
    line: usize,
    text: String,
}

fn blocks(page: &Path) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_open = false;
    for (index, line) in read_to_string(page).expect("a page").lines().enumerate() {
        match (is_open, line.trim_start().strip_prefix("```")) {
            (false, Some(language)) => {
                let language = language.trim().to_owned();
                blocks.push(Block { language, line: index + 1, text: String::new() });
                is_open = true;
            }
            (true, Some(_)) => is_open = false,
            (true, None) => {
                let block = blocks.last_mut().expect("an open block");
                block.text.push_str(line);
                block.text.push('\n');
            }
            (false, None) => {}
        }
    }
    assert!(!is_open, "{}: a block without an end", page.display());
    blocks
}

/// The commands of the `sh` blocks and those in backticks, with the number of their line.
fn commands(page: &Path) -> Vec<(usize, String)> {
    let shell = blocks(page).into_iter().filter(|block| block.language == "sh");
    let mut commands: Vec<(usize, String)> = shell
        .flat_map(|block| {
            let lines: Vec<String> = block.text.lines().map(str::to_owned).collect();
            lines.into_iter().enumerate().map(move |(index, line)| (block.line + 1 + index, line))
        })
        .collect();
    for (index, line) in read_to_string(page).expect("a page").lines().enumerate() {
        commands.extend(line.split('`').skip(1).step_by(2).map(|code| (index + 1, code.to_owned())));
    }
    // A setting before the command and a comment behind it are not part of it.
    let bare = |command: &str| {
        let command = command.split(" #").next().unwrap_or_default();
        let words = command.split_whitespace().skip_while(|word| word.contains('='));
        words.collect::<Vec<_>>().join(" ")
    };
    commands.into_iter().map(|(line, command)| (line, bare(&command))).collect()
}

/// What the workspace can build, as cargo says.
struct Targets {
    packages: BTreeSet<String>,
    /// Kind and name: `example`, `digits`.
    targets: BTreeSet<(String, String)>,
}

impl Targets {
    fn read() -> Self {
        let cargo = std::env::var_os("CARGO").expect("cargo runs the tests");
        let mut command = Command::new(cargo);
        command.args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(repository());
        let output = command.output().expect("cargo runs");
        let metadata: serde_json::Value =
            serde_json::from_slice(&output.stdout).expect("cargo answers in JSON");
        let mut this = Self { packages: BTreeSet::new(), targets: BTreeSet::new() };
        let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
        for package in metadata["packages"].as_array().expect("packages") {
            this.packages.insert(text(&package["name"]));
            for target in package["targets"].as_array().expect("targets") {
                this.targets.insert((text(&target["kind"][0]), text(&target["name"])));
            }
        }
        this
    }

    /// What the arguments of cargo name and the workspace does not have.
    fn missing(&self, arguments: &[&str]) -> Vec<String> {
        let own = arguments.split(|argument| *argument == "--").next().unwrap_or_default();
        let missing = own.windows(2).filter_map(|pair| match *pair {
            ["-p" | "--package", name] if !self.packages.contains(name) => Some(format!("package {name}")),
            ["--example", name] if !self.has("example", name) => Some(format!("example {name}")),
            ["--bench", name] if !self.has("bench", name) => Some(format!("benchmark {name}")),
            ["--test", name] if !self.has("test", name) => Some(format!("test {name}")),
            _ => None,
        });
        missing.collect()
    }

    fn has(&self, kind: &str, name: &str) -> bool {
        self.targets.contains(&(kind.to_owned(), name.to_owned()))
    }
}

/// The names of the recipes in the `justfile`.
fn recipes() -> BTreeSet<String> {
    let text = read_to_string(repository().join("justfile")).expect("the justfile");
    let heads = text.lines().filter(|line| !line.starts_with([' ', '#', '\t']) && line.contains(':'));
    heads.filter_map(|line| line.split([' ', ':']).next()).map(str::to_owned).collect()
}

/// The files of a folder and of those in it, by extension.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let within = |path: PathBuf| if path.is_dir() { files(&path, extension) } else { vec![path] };
    entries.flat_map(within).filter(|path| path.extension().is_some_and(|found| found == extension)).collect()
}

fn repository() -> PathBuf {
    let package = std::env::var("CARGO_MANIFEST_DIR").expect("cargo runs the tests");
    Path::new(&package).parent().expect("the package is in the repository").to_owned()
}
