//! Valid pipelines of the page on the language, each with one changed token, as rustc reports them.
//!
//! Invariant: the macro does not panic, no message has a generated name, and no note is long; nearly every mistake is one error.

use std::fs::{create_dir_all, read_dir, read_to_string, remove_dir_all, write};
use std::path::{Path, PathBuf};
use std::process::Command;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

use super::generated::Generated;

/// How many programs are compiled.
const PROGRAMS: usize = 240;
/// How many of them may have more than one error: one word in place of another may be two mistakes, such as a name that is taken
/// and another that is missing.
const WITH_MORE: usize = PROGRAMS * 4 / 100;
/// The longest message: the error, the lines of the source and rustc's own notes about a trait.
const MOST_LINES: usize = 30;

/// Words and signs that a user might write in the wrong place.
const STRANGE: [&str; 24] = [
    ".fit(y)", "fit", "optional", "choose", "size", "expect", "inverse", "through", "let", "mut", "8",
    "\"a\"", "|>", ",", ";", "=", "->", ":", "|", "!", "_", "..", "K", "self",
];

#[test]
fn one_changed_token_has_no_panic_no_generated_name_and_no_long_note() {
    let programs = programs();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("mutated-{}", std::process::id()));
    create_dir_all(&folder).expect("a folder");
    let library = library(&folder);
    let generated = Generated::read();
    let halves: Vec<(Vec<String>, Vec<String>)> = std::thread::scope(|scope| {
        let half = |half: usize| {
            let (programs, folder, library, generated) = (&programs, &folder, &library, &generated);
            scope.spawn(move || {
                let (mut faults, mut with_more) = (Vec::new(), Vec::new());
                for (at, program) in programs.iter().enumerate().skip(half).step_by(2) {
                    let said = compile(folder, library, at, &program.source);
                    faults.extend(program.faults(&said, generated));
                    let errors: Vec<_> = said.iter().filter(|message| message.starts_with("error")).collect();
                    if errors.len() > 1 {
                        let firsts = errors.iter().filter_map(|error| error.lines().next());
                        with_more.push(format!(
                            "{}:\n  {}",
                            program.change,
                            firsts.collect::<Vec<_>>().join("\n  ")
                        ));
                    }
                }
                (faults, with_more)
            })
        };
        let halves = [half(0), half(1)];
        halves.into_iter().map(|half| half.join().expect("half of the programs")).collect()
    });
    remove_dir_all(&folder).expect("the folder");
    let faults: Vec<&String> = halves.iter().flat_map(|(faults, _)| faults).collect();
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.iter().map(|one| one.as_str()).collect::<Vec<_>>().join("\n\n")
    );
    let with_more: Vec<&str> =
        halves.iter().flat_map(|(_, with_more)| with_more).map(String::as_str).collect();
    assert!(
        with_more.len() <= WITH_MORE,
        "{} of {PROGRAMS} mistakes have more than one error:\n{}",
        with_more.len(),
        with_more.join("\n")
    );
}

/// A program with one changed token.
struct Program {
    source: String,
    /// The change, for the message of a fault.
    change: String,
}

impl Program {
    fn faults(&self, said: &[String], generated: &Generated) -> Vec<String> {
        let mut faults = Vec::new();
        for message in said {
            let mut fault = |what: &str| {
                faults.push(format!("{what} after {}:\n{message}\n{}", self.change, self.source));
            };
            if message.contains("proc macro panicked") || message.contains("internal compiler error") {
                fault("a panic");
            }
            let notes_of_rustc = "= note: this error originates in the macro";
            let lines = || message.lines().filter(|line| !line.trim_start().starts_with(notes_of_rustc));
            // The messages write `Name(image: f32[n, 8])` for the header of a pipeline.
            let written = format!("{} Name", self.source);
            if lines().any(|line| !generated.names_in(line, &written).is_empty()) {
                fault("a generated name");
            }
            if message.lines().count() > MOST_LINES {
                fault("a long message");
            }
        }
        faults
    }
}

/// Programs with one changed token, the same ones in each run.
fn programs() -> Vec<Program> {
    let valid = valid();
    assert!(valid.len() > 12, "only {} pipelines on the page", valid.len());
    let mut random = ChaCha8Rng::seed_from_u64(10);
    let mut programs = Vec::new();
    while programs.len() < PROGRAMS {
        let Valid { before, words, after, name } = &valid[below(valid.len(), &mut random)];
        let mut words = words.clone();
        let change = change(&mut words, &mut random);
        // Code that uses a pipeline that has lost its name has a mistake of its own.
        let after =
            if is_named(&words, name) { after } else { after.split("\nfn main").next().unwrap_or_default() };
        let body = words.join(" ");
        if body.parse::<TokenStream>().is_ok() {
            programs.push(Program { source: format!("{before}pipeline! {{\n{body}\n}}\n{after}\n"), change });
        }
    }
    programs
}

fn below(count: usize, random: &mut ChaCha8Rng) -> usize {
    ((u128::from(random.next_u64()) * count as u128) >> 64) as usize
}

/// Changes one word or sign.
fn change(words: &mut Vec<String>, random: &mut ChaCha8Rng) -> String {
    let at = below(words.len(), random);
    let word = words[at].clone();
    match below(6, random) {
        0 => {
            words.remove(at);
            format!("`{word}` was left out")
        }
        1 => {
            words.insert(at, word.clone());
            format!("`{word}` was repeated")
        }
        2 if at + 1 < words.len() => {
            words.swap(at, at + 1);
            format!("`{word}` was moved behind `{}`", words[at])
        }
        3 => {
            let other = words[below(words.len(), random)].clone();
            words[at] = other.clone();
            format!("`{other}` in place of `{word}`")
        }
        kind => {
            let strange = STRANGE[below(STRANGE.len(), random)];
            if kind == 4 {
                words[at] = strange.to_owned();
                format!("`{strange}` in place of `{word}`")
            } else {
                words.insert(at, strange.to_owned());
                format!("`{strange}` before `{word}`")
            }
        }
    }
}

/// A macro call on the page, with the code that uses its pipeline.
struct Valid {
    before: String,
    words: Vec<String>,
    after: String,
    /// The name of the first pipeline.
    name: String,
}

fn is_named(words: &[String], name: &str) -> bool {
    words.windows(2).any(|pair| pair[0] == name && pair[1] == "(")
}

/// The pipelines of the page.
fn valid() -> Vec<Valid> {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../engine/docs/language.md");
    let page = read_to_string(page).expect("the page is there");
    let blocks = page.split("```rust\n").skip(1).filter_map(|rest| rest.split("\n```").next());
    blocks
        .filter_map(|block| {
            // rustdoc hides these lines.
            let block = block.replace("\n# ", "\n");
            let (before, rest) = block.split_once("pipeline! {\n")?;
            let (body, after) = rest.split_once("\n}\n")?;
            let mut words = Vec::new();
            collect(body.parse().ok()?, &mut words);
            let is_header = |pair: &&[String]| pair[0].starts_with(char::is_uppercase) && pair[1] == "(";
            let header = words.windows(2).find(is_header)?;
            let name = header[0].clone();
            Some(Valid { before: before.to_owned(), words, after: after.to_owned(), name })
        })
        .collect()
}

/// The words and signs of tokens; a sign of several characters is one.
fn collect(tokens: TokenStream, words: &mut Vec<String>) {
    let mut sign = String::new();
    for token in tokens {
        if let TokenTree::Punct(punct) = &token {
            sign.push(punct.as_char());
            if punct.spacing() == proc_macro2::Spacing::Alone {
                words.push(std::mem::take(&mut sign));
            }
            continue;
        }
        if !sign.is_empty() {
            words.push(std::mem::take(&mut sign));
        }
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                words.push(open.to_owned());
                collect(group.stream(), words);
                words.push(close.to_owned());
            }
            other => words.push(other.to_string()),
        }
    }
    if !sign.is_empty() {
        words.push(sign);
    }
}

/// Returns the errors and warnings of rustc, each as it is shown.
fn compile(folder: &Path, library: &Path, at: usize, source: &str) -> Vec<String> {
    let file = folder.join(format!("program_{at}.rs"));
    write(&file, source).expect("a file");
    let said = rustc(folder, library, &file);
    let said = said.split("\n\n").map(str::trim).filter(|message| {
        let is_message = message.starts_with("error") || message.starts_with("warning");
        is_message && !message.starts_with("error: aborting") && !message.contains(" emitted")
    });
    said.map(str::to_owned).collect()
}

fn rustc(folder: &Path, library: &Path, file: &Path) -> String {
    let output = Command::new("rustc")
        .args([
            "--edition=2024",
            "--crate-type=lib",
            "--crate-name=program",
            "--emit=metadata",
            "-Adead_code",
        ])
        .arg(format!("-Ldependency={}", library.parent().expect("a folder").display()))
        .arg(format!("--extern=shapeflow={}", library.display()))
        .arg("-o")
        .arg(file.with_extension("rmeta"))
        .arg(file)
        // What cargo tells the macros.
        .env("CARGO_MANIFEST_DIR", folder)
        .env("CARGO_PKG_NAME", "program")
        .output()
        .expect("rustc starts");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The newest build of the library that rustc can use; there may be others with other features.
fn library(folder: &Path) -> PathBuf {
    let program = std::env::current_exe().expect("this test");
    let entries = read_dir(program.parent().expect("in a folder")).expect("the folder of this test");
    let is_library = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with("libshapeflow-") && name.ends_with(".rlib")
    };
    let mut found: Vec<PathBuf> =
        entries.filter_map(Result::ok).map(|entry| entry.path()).filter(is_library).collect();
    found.sort_by_key(|path| std::cmp::Reverse(path.metadata().and_then(|data| data.modified()).ok()));
    let file = folder.join("right.rs");
    write(&file, "use shapeflow::prelude::*;\npipeline! { Right(x: f64[n, 2]) -> f64[n, 2] { x |> StandardScaler } }\n")
        .expect("a file");
    let usable = found.into_iter().find(|library| !rustc(folder, library, &file).contains("error"));
    usable.expect("a build of the library")
}
