//! The pictures of a pipeline with nested pipelines, blocks and nodes that exist only while fitting.

use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};

use shapeflow::graph::{Detail, DrawOptions};

use super::*;

/// `insta` keeps the snapshots beside this file.
macro_rules! snapshot {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!($name, $text);
        });
    };
}

#[test]
fn the_graph_as_dot() {
    snapshot!("digits_dot", Digits::graph().dot());
}

#[test]
fn the_graph_as_mermaid() {
    snapshot!("digits_mermaid", Digits::graph().mermaid());
}

#[test]
fn the_graph_as_text() {
    snapshot!("digits_text", Digits::graph().to_string());
}

#[test]
fn a_nested_graph_is_the_same_in_every_place() {
    let (outer, text, pair) = (Digits::graph(), Text::graph(), Pair::graph());
    for node in text.nodes().filter(|node| node.is_step()) {
        let nested = outer.find(&format!("text.{}", node.path)).expect("it is spliced in");
        assert_eq!((&nested.step, nested.kind, nested.source), (&node.step, node.kind, node.source));
        assert_eq!(nested.outputs, node.outputs);
    }
    for node in pair.nodes().filter(|node| node.is_step()) {
        assert!(outer.find(&format!("text.output.pair.{}", node.path)).is_some());
    }
    assert_eq!((outer.learners().count(), text.learners().count(), pair.learners().count()), (6, 1, 0));
}

#[test]
fn fit_only_nodes_are_not_in_the_predict_graph() {
    let graph = Digits::graph();
    let of =
        |view: shapeflow::graph::View<'_>| view.nodes().map(|node| node.path.clone()).collect::<Vec<_>>();
    let (fit, predict) = (of(graph.fit_graph()), of(graph.predict_graph()));
    for path in ["digit", "weight", "label", "_check.weighed"] {
        assert!(fit.iter().any(|node| node == path) && !predict.iter().any(|node| node == path), "{path}");
    }
    for path in
        ["image", "pixels.flatten", "strokes.ink.flat", "text.output.center", "probs.logistic_regression"]
    {
        assert!(predict.iter().any(|node| node == path), "{path}: {predict:?}");
    }
}

#[test]
fn graphviz_reads_it() {
    let child = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match child {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            shapeflow_tests::skip("Graphviz's `dot` is not in $PATH");
            return;
        }
        child => child.expect("dot starts"),
    };
    let graph = Digits::graph();
    let collapsed = DrawOptions { detail: Detail::Collapsed, ..DrawOptions::default() };
    let text = format!("{}\n{}", graph.dot(), graph.dot_with(&collapsed));
    child.stdin.take().expect("it is piped").write_all(text.as_bytes()).expect("dot reads its input");
    let output = child.wait_with_output().expect("dot ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !said.contains("rror"), "{said}");
    let svg = String::from_utf8(output.stdout).expect("dot writes UTF-8");
    assert_eq!(svg.matches("</svg>").count(), 2);
    assert!(svg.contains("LogisticRegression&lt;10&gt;"));
}
