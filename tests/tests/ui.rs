//! What a user sees when wrong. Every case in `ui/` fails to compile with exactly the text beside it, and that text
//! keeps to rules that hold for all of them.
//!
//! A case begins with the mistake in words, and then says for each error where it has to point:
//!
//! ```text
//! // 65 components of 64 columns.
//! // error at `Pca<65>`
//! ```
//!
//! After a change of wording, `TRYBUILD=overwrite cargo test -p shapeflow-tests --test ui` writes the texts anew.

use std::fs::{read_dir, read_to_string};
use std::path::{Path, PathBuf};

/// What stands in no message, because no user wrote it and none can look it up.
const GENERATED: [&str; 24] = [
    "__",
    "_::<impl",
    "plumbing::",
    "Evidence<",
    "DECLARED",
    "EDGE",
    "INFER_",
    "KEEPS_",
    "KEPT_",
    "ShapesOk<",
    "NotAStep",
    "OUTPUT_",
    "PROMISE",
    "Poison",
    "Question",
    "RIGHT_",
    "Replace<",
    "SHAPE_",
    "StepIf",
    "edge_",
    "fitted_",
    "slot_",
    "value_",
    "x_measure",
];

#[test]
fn cases_fail_with_their_texts() {
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}

#[test]
fn one_mistake_is_one_error_at_the_users_token() {
    let mut violations = Vec::new();
    let cases = cases();
    for case in &cases {
        violations
            .extend(case.violations().into_iter().map(|what| format!("{}: {what}", case.path.display())));
    }
    assert!(violations.is_empty(), "{} rules are broken:\n{}", violations.len(), violations.join("\n"));
    assert!(cases.len() >= 50, "only {} cases", cases.len());
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

/// A file that does not compile, and what rustc says about it.
struct Case {
    path: PathBuf,
    source: String,
    messages: String,
}

/// All cases, in a fixed order.
fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let entries = |path: &Path| {
        let entries = read_dir(path).expect("a directory of cases");
        entries.map(|entry| entry.expect("an entry").path()).collect::<Vec<_>>()
    };
    let groups = entries(&root).into_iter().filter(|path| path.is_dir());
    let mut files: Vec<PathBuf> = groups.flat_map(|group| entries(&group)).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    files.sort();
    let case = |path: PathBuf| Case {
        source: read_to_string(&path).expect("a case"),
        messages: read_to_string(path.with_extension("stderr")).unwrap_or_default(),
        path: path.strip_prefix(&root).expect("below the root").to_owned(),
    };
    files.into_iter().map(case).collect()
}

impl Case {
    /// Which rules the messages break.
    fn violations(&self) -> Vec<String> {
        let mut violations = Vec::new();
        let starts_message = |line: &&str| line.starts_with("error") || line.starts_with("warning");
        let messages = self.messages.lines().filter(starts_message).count();
        let wanted: Vec<&str> = self.source.lines().filter_map(wanted_place).collect();
        if wanted.is_empty() {
            violations.push("says nowhere where the error has to point".to_owned());
        }
        if messages != wanted.len() {
            violations.push(format!("{} errors expected, {messages} found", wanted.len()));
        }
        // rustc's own last line, on which macros the code came from, is not ours to word.
        let origin = "= note: this error originates in the macro";
        let says = |(_, line): &(usize, &str)| {
            let line = line.trim_start();
            !line.starts_with("--> ") && !line.starts_with(origin)
        };
        for (number, line) in self.messages.lines().enumerate().filter(says) {
            violations.extend(GENERATED.iter().filter(|name| line.contains(*name)).map(|name| {
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

    /// The user's text over the arrows of a message.
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

/// `// error at \`Pca<65>\``; a warning that the mistake brings with it is written down too.
fn wanted_place(line: &str) -> Option<&str> {
    line.strip_prefix("// error at `").or_else(|| line.strip_prefix("// warning at `"))?.strip_suffix('`')
}
