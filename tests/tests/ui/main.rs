//! The compile-time errors that a user sees. Every case in `ui/` fails to compile with exactly the text in its `.stderr`
//! file, and that text follows rules that hold for all cases.
//!
//! A case begins with the mistake in words, followed by the place of each error:
//!
//! ```text
//! // 65 components of 64 columns.
//! // error at `Pca<65>`
//! ```
//!
//! After a change of wording, `TRYBUILD=overwrite cargo test -p shapeflow-tests --test ui` rewrites the texts. After a new
//! case, change [`CASES`].

mod generated;
mod mutated;

use std::fs::{read_dir, read_to_string};
use std::path::{Path, PathBuf};

use generated::Generated;

/// How many cases there are, so that none is lost unnoticed.
const CASES: usize = 369;

#[test]
fn cases_fail_with_their_texts() {
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}

#[test]
fn one_mistake_is_one_error_at_the_users_token() {
    let generated = Generated::read();
    let mut violations = Vec::new();
    for case in cases() {
        let broken = case.violations(&generated);
        violations.extend(broken.into_iter().map(|what| format!("{}: {what}", case.path.display())));
    }
    assert!(violations.is_empty(), "{} rules are broken:\n{}", violations.len(), violations.join("\n"));
}

#[test]
fn every_case_is_counted_and_has_its_text() {
    let cases: Vec<PathBuf> = files("rs");
    let texts: Vec<PathBuf> = files("stderr");
    assert_eq!(cases.len(), CASES, "the number of cases in tests/ui; change `CASES` with them");
    let expected: Vec<PathBuf> = cases.iter().map(|case| case.with_extension("stderr")).collect();
    let differing: Vec<_> = expected.iter().filter(|text| !texts.contains(text)).collect();
    assert!(differing.is_empty(), "cases without a text: {differing:?}");
    let differing: Vec<_> = texts.iter().filter(|text| !expected.contains(text)).collect();
    assert!(differing.is_empty(), "texts without a case: {differing:?}");
}

#[test]
fn the_page_on_errors_quotes_the_cases() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../engine/docs/errors.md");
    let page = read_to_string(page).expect("the page is there");
    let texts: Vec<String> = cases().into_iter().map(|case| case.messages).collect();
    let blocks = page.split("```text\n").skip(1).filter_map(|rest| rest.split("\n```").next());
    let quotes: Vec<&str> = blocks.filter(|block| block.starts_with("error")).collect();
    assert!(quotes.len() >= 8, "only {} quotes", quotes.len());
    for quote in quotes {
        assert!(texts.iter().any(|text| text.contains(quote)), "no case has this text:\n{quote}");
    }
}

/// A file that does not compile, with the messages of rustc.
struct Case {
    path: PathBuf,
    source: String,
    messages: String,
}

/// All cases, in a fixed order.
fn cases() -> Vec<Case> {
    let case = |path: PathBuf| Case {
        source: read_to_string(root().join(&path)).expect("a case"),
        messages: read_to_string(root().join(&path).with_extension("stderr")).unwrap_or_default(),
        path,
    };
    files("rs").into_iter().map(case).collect()
}

/// The files in the groups of cases with this extension, relative to the root of the cases and sorted.
fn files(extension: &str) -> Vec<PathBuf> {
    let entries = |path: &Path| {
        let entries = read_dir(path).expect("a directory of cases");
        entries.map(|entry| entry.expect("an entry").path()).collect::<Vec<_>>()
    };
    let groups = entries(&root()).into_iter().filter(|path| path.is_dir());
    let files = groups.flat_map(|group| entries(&group));
    let files = files.filter(|path| path.extension().is_some_and(|found| found == extension));
    let mut files: Vec<PathBuf> =
        files.map(|path| path.strip_prefix(root()).expect("below the root").to_owned()).collect();
    files.sort();
    files
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui")
}

impl Case {
    /// The rules that the messages break.
    fn violations(&self, generated: &Generated) -> Vec<String> {
        let mut violations = Vec::new();
        let starts_message = |line: &&str| line.starts_with("error") || line.starts_with("warning");
        let messages = self.messages.lines().filter(starts_message).count();
        let wanted: Vec<&str> = self.source.lines().filter_map(wanted_place).collect();
        if wanted.is_empty() {
            violations.push("has no line `// error at ..`".to_owned());
        }
        if messages != wanted.len() {
            violations.push(format!("{} errors expected, {messages} found", wanted.len()));
        }
        // rustc words its own last line, on the macros from which the code came.
        let origin = "= note: this error originates in the macro";
        let says = |(_, line): &(usize, &str)| {
            let line = line.trim_start();
            !line.starts_with("--> ") && !line.starts_with(origin)
        };
        for (number, line) in self.messages.lines().enumerate().filter(says) {
            violations.extend(generated.names_in(line, &self.source).into_iter().map(|name| {
                format!("the message has the generated name `{name}` in line {}: {}", number + 1, line.trim())
            }));
        }
        let found: Vec<Option<&str>> =
            self.messages.split("\n\n").map(|message| self.place(message)).collect();
        for place in wanted {
            if !found.contains(&Some(place)) {
                violations.push(format!("no error at `{place}`, but at {found:?}"));
            }
        }
        violations
    }

    /// The user's text above the `^` marks of a message.
    fn place(&self, message: &str) -> Option<&str> {
        let arrow = message.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?;
        let mut parts = arrow.rsplitn(3, ':');
        let column: usize = parts.next()?.parse().ok()?;
        let row: usize = parts.next()?.parse().ok()?;
        if !parts.next()?.ends_with(self.path.to_str()?) {
            return None;
        }
        let line = self.source.lines().nth(row.checked_sub(1)?)?;
        let start = line.char_indices().nth(column.checked_sub(1)?)?.0;
        let marked = message
            .lines()
            .skip_while(|shown| shown.split('|').next().is_none_or(|number| number.trim() != row.to_string()))
            .nth(1)?;
        let marks: String =
            marked.chars().skip_while(|mark| *mark != '^').take_while(|mark| *mark == '^').collect();
        line.get(start..start + marks.len())
    }
}

/// The place in `// error at \`Pca<65>\``, or in the same line for a warning that comes with the mistake.
fn wanted_place(line: &str) -> Option<&str> {
    line.strip_prefix("// error at `").or_else(|| line.strip_prefix("// warning at `"))?.strip_suffix('`')
}
