//! The real Graphviz reads every picture. Where it is not installed, the tests report that they are skipped; in CI they fail.

use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};

use super::{fixtures, pictures};

/// Returns the output of `dot` for these graphs in this format; `None` if `dot` is not installed.
pub(super) fn rendered(format: &str, graphs: &[String]) -> Option<String> {
    let pipes = (Stdio::piped(), Stdio::piped(), Stdio::piped());
    let child = Command::new("dot").arg(format).stdin(pipes.0).stdout(pipes.1).stderr(pipes.2).spawn();
    let mut child = match child {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            skip("Graphviz's `dot` is not on PATH");
            return None;
        }
        child => child.expect("dot starts"),
    };
    // `dot` writes while it reads, so another thread feeds it.
    let (mut stdin, text) = (child.stdin.take().expect("it is piped"), graphs.join("\n"));
    let feed = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().expect("dot ends");
    feed.join().expect("the feeder does not panic").expect("dot reads its input");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "dot failed: {said}");
    assert!(!["rror", "HTML", "syntax"].iter().any(|word| said.contains(word)), "dot complained: {said}");
    Some(String::from_utf8(output.stdout).expect("dot writes UTF-8"))
}

/// Reports that a test is skipped, because a program is missing. In CI it panics: there every program is installed.
fn skip(missing: &str) {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    assert!(!["CI", "SHAPEFLOW_CI"].into_iter().any(is_set), "no test is skipped in CI: {missing}");
    // Not by `eprintln!`, whose output a passing test does not show.
    let _ = writeln!(std::io::stderr(), "skipped: {missing}");
}

#[test]
fn every_picture_is_read() {
    let graphs: Vec<String> =
        pictures::all().iter().map(|(_, graph, options)| graph.dot_with(options)).collect();
    let Some(svg) = rendered("-Tsvg", &graphs) else { return };
    assert_eq!(svg.matches("</svg>").count(), graphs.len());
    assert!(!svg.contains("<script"));
    assert!(svg.contains("LogisticRegression&lt;10&gt; { c: 0.5 }"));
}

#[test]
fn two_hundred_steps_are_read() {
    let Some(plain) = rendered("-Tplain", &[fixtures::two_hundred().dot()]) else { return };
    assert_eq!(plain.lines().filter(|line| line.starts_with("node ")).count(), 202);
    assert_eq!(plain.lines().filter(|line| line.starts_with("edge ")).count(), 401);
}
