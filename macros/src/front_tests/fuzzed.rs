//! What a fuzzer does with the front end: bytes choose tokens, and each graph must be valid. The target `language` in `fuzz/`
//! contains this file; `mutations` runs it on a bounded number of inputs.
//!
//! Invariant: any bytes are an input, and the front end returns for each.

use std::collections::HashSet;

use proc_macro2::TokenStream;

use crate::front::front;
use crate::model::{Arguments, Origin, Pipeline, ValueId};

/// The words of the language, and some that are none. A byte chooses one.
pub(crate) const WORDS: [&str; 57] = [
    "a",
    "b",
    "x",
    "y",
    "P",
    "Pca",
    "|>",
    "|>",
    "=",
    "=",
    ";",
    ";",
    ",",
    ":",
    "::",
    "<",
    ">",
    "->",
    ".",
    ".fit",
    "fit",
    "expect",
    "choose",
    "default",
    "size",
    "in",
    "size k in 8..=64;",
    "choose { a: A, b: B { c: k } }",
    "optional",
    "sparse",
    "inverse",
    "let",
    "type",
    "self",
    "_",
    "__a",
    "r#b",
    "1",
    "2.5",
    "\"s\"",
    "'c'",
    "'l",
    "+",
    "*",
    "|",
    "~",
    "#",
    "!",
    "$",
    "?",
    "..",
    "pub",
    "fn",
    "ä",
    "output",
    "a = x |> A;",
    "P(x: f32[n])",
];

/// The brackets. A byte opens one of them, and another closes the last.
const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

/// Reads the tokens that the bytes choose: alone, in a body, and in the place of a type.
pub(crate) fn language(bytes: &[u8]) {
    let soup = soup(bytes);
    read(&soup);
    read(&format!("P(x: f32[n]) fit(y: u8[n]) {{ {soup} }}"));
    read(&format!("P(x: {soup}) {{ a = x |> {soup}; {soup} }}"));
    if let Ok(text) = str::from_utf8(bytes) {
        read(text);
    }
}

/// Returns the text that the bytes choose, with balanced brackets.
fn soup(bytes: &[u8]) -> String {
    let (mut text, mut open) = (String::new(), Vec::new());
    for &byte in bytes {
        let at = usize::from(byte);
        match WORDS.get(at % (WORDS.len() + BRACKETS.len() + 1)) {
            Some(word) => text.push_str(word),
            None => match BRACKETS.get(at % BRACKETS.len()) {
                Some((opening, closing)) if at % 2 == 0 => {
                    open.push(*closing);
                    text.push(*opening);
                }
                _ => text.extend(open.pop()),
            },
        }
        text.push(' ');
    }
    text.extend(open.into_iter().rev());
    text
}

fn read(source: &str) {
    let Ok(tokens) = source.parse::<TokenStream>() else { return };
    let (pipelines, errors) = front(tokens, true);
    for pipeline in &pipelines {
        check(pipeline, !errors.is_empty());
    }
}

/// Checks what the later passes rely on.
pub(crate) fn check(pipeline: &Pipeline, has_errors: bool) {
    let is_valid = |id: &ValueId| id.0 < pipeline.values.len();
    assert!(pipeline.input_count + pipeline.fit_input_count <= pipeline.values.len());
    for value in &pipeline.values {
        if let Origin::Node { node, output } = value.origin {
            assert!(output < pipeline.nodes[node.0].outputs.len());
        }
    }
    let mut paths = HashSet::new();
    for (at, node) in pipeline.nodes.iter().enumerate() {
        let arguments = |arguments: &Arguments| {
            assert_eq!(arguments.values.len(), arguments.uses.len());
            for id in &arguments.values {
                assert!(is_valid(id));
                if let Origin::Node { node, .. } = pipeline.values[id.0].origin {
                    assert!(node.0 < at, "nodes are in topological order");
                }
            }
        };
        arguments(&node.inputs);
        node.fit.iter().for_each(arguments);
        assert!(node.outputs.iter().all(is_valid));
        let path: Vec<String> = node.path.iter().map(ToString::to_string).collect();
        assert!(paths.insert(path.join(".")), "each step has a field of its own: {path:?}");
        assert!(path.len() > node.block.len());
    }
    assert!(pipeline.equations.iter().flat_map(|equation| &equation.names).all(|(_, id)| is_valid(id)));
    assert!(pipeline.outputs.iter().all(|output| is_valid(&output.value)));
    assert!(pipeline.uses.iter().all(|(_, id)| is_valid(id)));
    assert!(has_errors || !pipeline.broken);
    assert!(pipeline.broken || !pipeline.outputs.is_empty());
}
