//! Errors: their messages and tokens. The cases are in `errors.txt`, a paragraph each: `> ` a body, in a
//! pipeline with the input `x` and the fit input `y`, or `>> ` a whole call; then the diagnostics, each as the source it
//! points at, `#` and the message.
//!
//! `UPDATE_ERRORS=1 cargo test -p shapeflow-macros` writes the current messages: read the difference before you commit it.

use super::read;

#[test]
fn errors_are_reported_once_at_their_token() {
    let written = include_str!("errors.txt");
    let mut current = String::new();
    for case in written.split("\n\n").map(str::trim).filter(|case| !case.is_empty()) {
        let first = case.lines().next().unwrap_or_default();
        let source = match first.strip_prefix(">> ") {
            Some(call) => call.to_owned(),
            None => format!("P(x: f32[n, 8]) fit(y: u8[n]) {{ {} }}", first.trim_start_matches("> ")),
        };
        let (_, found) = read(&source.replace("\\n", "\n"));
        current.push_str(&format!("{first}\n"));
        for line in found {
            current.push_str(&format!("{line}\n"));
        }
        current.push('\n');
    }
    if std::env::var_os("UPDATE_ERRORS").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/front_tests/errors.txt");
        std::fs::write(path, current.trim_end().to_owned() + "\n").expect("the file of cases can be written");
        return;
    }
    for (current, written) in current.split("\n\n").zip(written.split("\n\n")) {
        assert_eq!(current.trim(), written.trim());
    }
}
