//! The expansion of the digits pipeline is the one in `docs/expansion.rs`.
//!
//! `SHAPEFLOW_BLESS=1 cargo test -p shapeflow-macros --lib expansion` writes it anew: read the difference before you commit.

use std::path::Path;

use proc_macro2::TokenStream;
use quote::quote;

use crate::dump::formatted;
use crate::emit::{Reader, emit};
use crate::front::front;

const HEADER: &str = "\
// The expansion of the pipeline `Digits` in `examples/digits.rs`, to read what the macro writes. A test compares it.
//
// To write it anew: SHAPEFLOW_BLESS=1 cargo test -p shapeflow-macros --lib expansion
// To see the expansion of your own pipelines: SHAPEFLOW_DUMP=folder cargo check
//
// Names that start with `__` are hygienic: they cannot conflict with names of the user.

";

/// Returns the tokens of the only `pipeline!` in the source.
fn pipeline_in(source: &str) -> TokenStream {
    let items = syn::parse_file(source).expect("the example is Rust").items;
    let tokens = items.into_iter().find_map(|item| match item {
        syn::Item::Macro(item) if item.mac.path.is_ident("pipeline") => Some(item.mac.tokens),
        _ => None,
    });
    tokens.expect("the example has a pipeline")
}

#[test]
fn the_expansion_of_digits_is_the_one_in_the_docs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let source = std::fs::read_to_string(root.join("examples/digits.rs")).expect("the example can be read");
    let (pipelines, diagnostics) = front(pipeline_in(&source), true);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let code: TokenStream = pipelines
        .into_iter()
        .map(|pipeline| emit(&quote!(::shapeflow), pipeline, Reader::Compiler, 0, &quote!()))
        .collect();
    let expansion = HEADER.to_owned() + &formatted(&code);
    let path = root.join("docs/expansion.rs");
    if std::env::var_os("SHAPEFLOW_BLESS").is_some() {
        std::fs::write(&path, expansion).expect("the expansion can be written");
        return;
    }
    let written = std::fs::read_to_string(&path).expect("`docs/expansion.rs` can be read");
    let line = expansion.lines().zip(written.lines()).position(|(expanded, written)| expanded != written);
    assert!(
        expansion == written,
        "`docs/expansion.rs` differs from the expansion, first in line {:?}; see the head of the file",
        line.map(|line| line + 1)
    );
}
