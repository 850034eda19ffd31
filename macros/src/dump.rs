//! `SHAPEFLOW_DUMP=folder`: writes the formatted expansion of each pipeline to `folder/Name.rs`.
//!
//! Invariant: a file of another pipeline is never overwritten. A second pipeline of the same name, in another module or
//! crate, is written to `Name_2.rs`; the first line of a file names its pipeline and crate.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::SystemTime;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

/// The files written by this process, which expands one crate.
static WRITTEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// The folder to write to, and the crate that is compiled.
pub(crate) struct Dump {
    folder: PathBuf,
    in_crate: String,
}

impl Dump {
    /// Returns the dump that the environment variable `SHAPEFLOW_DUMP` requests. A relative folder is relative to the folder
    /// in which rustc runs: with cargo, that of the workspace.
    pub(crate) fn from_env() -> Option<Self> {
        let folder = std::env::var_os("SHAPEFLOW_DUMP").filter(|folder| !folder.is_empty())?;
        let in_crate = std::env::var("CARGO_CRATE_NAME").unwrap_or_else(|_| "unknown".to_owned());
        Some(Self { folder: folder.into(), in_crate })
    }

    /// Writes the expansion of a pipeline; the error is a message for the user.
    pub(crate) fn write(&self, pipeline: &str, code: &TokenStream) -> Result<(), String> {
        let header =
            format!("// The expansion of the pipeline `{pipeline}` in the crate `{}`.\n", self.in_crate);
        let mut written = WRITTEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let path = self.free_path(pipeline, &header, &written);
        let text = format!("{header}\n{}", formatted(code));
        std::fs::create_dir_all(&self.folder).and_then(|()| std::fs::write(&path, text)).map_err(
            |error| {
                format!(
                    "cannot write the expansion to `{}`, as `SHAPEFLOW_DUMP` requests: {error}",
                    path.display()
                )
            },
        )?;
        written.insert(path);
        Ok(())
    }

    /// Returns the first of `Name.rs`, `Name_2.rs` and so on that does not belong to another pipeline. A file of an earlier
    /// run is replaced.
    fn free_path(&self, pipeline: &str, header: &str, written: &BTreeSet<PathBuf>) -> PathBuf {
        let mut number = 1;
        loop {
            let suffix = if number == 1 { String::new() } else { format!("_{number}") };
            let path = self.folder.join(format!("{pipeline}{suffix}.rs"));
            if !written.contains(&path) && !is_of_another(&path, header) {
                return path;
            }
            number += 1;
        }
    }
}

/// Whether something else exists at this path: not a file, or a file that does not start with this header.
fn is_of_another(path: &Path, header: &str) -> bool {
    // A device or a FIFO could block.
    std::fs::metadata(path).is_ok_and(|data| !data.is_file())
        || std::fs::read(path).is_ok_and(|text| !text.starts_with(header.as_bytes()))
}

/// Formats the items with `rustfmt`; without it, returns their text as it is.
pub(crate) fn formatted(code: &TokenStream) -> String {
    let (code, macros) = calls_as_modules(code);
    // rustfmt does not read `$crate`, the path of the library in the tokens of `macro_rules!`.
    let readable = |text: String| text.replace("$crate", "::shapeflow");
    let code = readable(code.to_string());
    let mut text = rustfmt(&code).filter(|text| !text.is_empty()).unwrap_or(code);
    for (module, path) in macros {
        text = text.replace(&format!("mod {module} {{"), &format!("{}! {{", readable(path)));
    }
    text
}

/// Turns each call `path! { items }` into `mod name { items }`, because rustfmt does not format the content of calls. Returns
/// the names of the modules, each with the path of its macro.
fn calls_as_modules(code: &TokenStream) -> (TokenStream, Vec<(String, String)>) {
    let (mut found, mut macros) = (Vec::<TokenTree>::new(), Vec::new());
    let mut tokens = code.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_call = matches!(&token, TokenTree::Punct(sign) if sign.as_char() == '!')
            && matches!(tokens.peek(), Some(TokenTree::Group(items)) if items.delimiter() == Delimiter::Brace);
        if !is_call {
            found.push(token);
            continue;
        }
        let is_path = |token: &TokenTree| match token {
            TokenTree::Ident(_) => true,
            TokenTree::Punct(sign) => sign.as_char() == ':',
            _ => false,
        };
        let start = found.iter().rposition(|token| !is_path(token)).map_or(0, |last| last + 1);
        let path: TokenStream = found.drain(start..).collect();
        let module = format!("__call_{}", macros.len());
        found.push(TokenTree::Ident(Ident::new("mod", Span::call_site())));
        found.push(TokenTree::Ident(Ident::new(&module, Span::call_site())));
        macros.push((module, path.to_string().replace(' ', "")));
    }
    (found.into_iter().collect(), macros)
}

/// Returns the formatted code; `None` if rustfmt fails.
///
/// rustfmt reads a file and not a pipe: rustc ends without a message when it writes to a pipe whose reader has exited.
fn rustfmt(code: &str) -> Option<String> {
    let program = std::env::var_os("RUSTFMT").unwrap_or_else(|| OsString::from("rustfmt"));
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let name = format!("shapeflow-expansion-{}-{}.rs", std::process::id(), now.as_nanos());
    let path = std::env::temp_dir().join(name);
    let mut file = File::options().read(true).write(true).create_new(true).open(&path).ok()?;
    let input = file.write_all(code.as_bytes()).and_then(|()| file.rewind());
    let output = input.ok().and_then(|()| {
        Command::new(program)
            .args([
                "--edition",
                "2024",
                "--config",
                "max_width=120,use_small_heuristics=Max,newline_style=Unix",
            ])
            // A folder without a configuration of its own.
            .current_dir(std::env::temp_dir())
            .stdin(Stdio::from(file))
            .stderr(Stdio::null())
            .output()
            .ok()
    });
    let _ = std::fs::remove_file(path);
    String::from_utf8(output?.stdout).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dump(in_crate: &str) -> Dump {
        let folder = std::env::temp_dir().join(format!("shapeflow-dump-{}", std::process::id()));
        Dump { folder, in_crate: in_crate.to_owned() }
    }

    #[test]
    fn pipelines_of_one_name_are_numbered() {
        let (here, there) = (dump("here"), dump("there"));
        let code: TokenStream = "struct Digits { steps : u8 , }".parse().expect("tokens");
        for dump in [&here, &here, &there] {
            dump.write("Digits", &code).expect("can be written");
        }
        let read = |name: &str| std::fs::read_to_string(here.folder.join(name)).expect("was written");
        for (name, in_crate) in [("Digits.rs", "here"), ("Digits_2.rs", "here"), ("Digits_3.rs", "there")] {
            let text = read(name);
            assert!(text.starts_with(&format!(
                "// The expansion of the pipeline `Digits` in the crate `{in_crate}`.\n\n"
            )));
            assert!(text.contains("struct Digits"));
        }
        // Another process replaces the files of its own crate.
        let header = read("Digits.rs").lines().next().map(|line| format!("{line}\n")).expect("a header");
        assert_eq!(here.free_path("Digits", &header, &BTreeSet::new()), here.folder.join("Digits.rs"));
        std::fs::remove_dir_all(&here.folder).expect("can be removed");
    }

    #[test]
    fn items_and_the_content_of_calls_are_formatted() {
        let formatted = |code: &str| formatted(&code.parse().expect("tokens"));
        assert_eq!(formatted("fn a ( ) { b ( ) }"), "fn a() {\n    b()\n}\n");
        let call = "struct A;\n::shapeflow::plumbing::saved! {\n    impl A {}\n}\n";
        assert_eq!(formatted("struct A ; :: shapeflow :: plumbing :: saved ! { impl A { } }"), call);
        // Not Rust: unchanged.
        assert_eq!(formatted("fn fn"), "fn fn");
    }

    #[test]
    fn an_unwritable_file_is_reported_with_its_path() {
        let dump = Dump { folder: PathBuf::from("/dev/null/folder"), in_crate: "here".to_owned() };
        let error = dump.write("Digits", &TokenStream::new()).expect_err("not a folder");
        assert!(error.starts_with("cannot write the expansion to `/dev/null/folder/Digits.rs`"), "{error}");
    }
}
