//! The procedural macros of shapeflow.

mod step;

use proc_macro::TokenStream;

/// `pipeline! { ... }`: use it as `shapeflow::pipeline!`, which passes the path of the crate on.
#[proc_macro]
pub fn pipeline(input: TokenStream) -> TokenStream {
    input
}

/// Makes a step of a function or of an `impl` block.
#[proc_macro_attribute]
pub fn step(arguments: TokenStream, item: TokenStream) -> TokenStream {
    step::expand(arguments.into(), item.into()).into()
}
