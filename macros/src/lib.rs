//! The procedural macros of shapeflow: `pipeline!` and `#[step]`.
//!
//! Data flows one way: `parse` reads tokens, `model` builds the graph, `check` finds what is wrong with it, `emit`
//! writes Rust. Each pass is a library over `proc_macro2`, tested without a compiler.

mod check;
mod diagnostic;
mod emit;
mod front;
#[cfg(test)]
mod front_tests;
mod model;
mod parse;
mod spelling;
mod step;

use proc_macro::TokenStream;
use proc_macro2::TokenTree;

/// `pipeline! { ... }`: use it as `shapeflow::pipeline!`, which passes the path of the crate on.
#[proc_macro]
pub fn pipeline(input: TokenStream) -> TokenStream {
    let mut tokens = proc_macro2::TokenStream::from(input).into_iter();
    let Some(TokenTree::Group(krate)) = tokens.next() else {
        return TokenStream::new();
    };
    let krate = krate.stream();
    let (pipelines, diagnostics) = front::front(tokens.collect());
    // In a constant of its own: as an item, a `compile_error!` hides what else is wrong with the module.
    let errors = diagnostics.iter().map(|diagnostic| {
        let error = diagnostic.to_compile_error();
        quote::quote!(const _: () = { #error };)
    });
    let pipelines = pipelines.iter().map(|pipeline| emit::emit(&krate, pipeline));
    let mut expansion: proc_macro2::TokenStream = errors.collect();
    expansion.extend(pipelines);
    expansion.into()
}

/// Makes a step of a function or of an `impl` block.
#[proc_macro_attribute]
pub fn step(arguments: TokenStream, item: TokenStream) -> TokenStream {
    step::expand(arguments.into(), item.into()).into()
}
