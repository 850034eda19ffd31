//! The procedural macros of shapeflow: `pipeline!`, `#[step]` and `#[derive(Hyperparameters)]`.
//!
//! Data flows one way: `parse` reads tokens, `model` builds the graph, `check` finds what is wrong with it, `emit`
//! writes Rust. Each pass is a library over `proc_macro2`, tested without a compiler.

mod attribute;
mod check;
mod derive;
mod diagnostic;
mod emit;
mod front;
#[cfg(test)]
mod front_tests;
mod model;
mod parse;
mod saved;
mod spelling;

use proc_macro::TokenStream;
use proc_macro2::TokenTree;

/// `pipeline! { ... }`: use it as `shapeflow::pipeline!`, which passes the path of the crate on.
#[proc_macro]
pub fn pipeline(input: TokenStream) -> TokenStream {
    let mut tokens = proc_macro2::TokenStream::from(input).into_iter();
    let Some(TokenTree::Group(krate)) = tokens.next() else {
        return TokenStream::new();
    };
    let (krate, reader) = (krate.stream(), emit::Reader::here());
    let (pipelines, diagnostics) = front::front(tokens.collect());
    // In a constant of its own: as an item, a `compile_error!` hides what else is wrong with the module.
    let errors = diagnostics.iter().map(|diagnostic| {
        let error = diagnostic.to_compile_error();
        quote::quote!(const _: () = { #error };)
    });
    let pipelines = pipelines.into_iter().map(|pipeline| emit::emit(&krate, pipeline, reader));
    match reader {
        emit::Reader::Compiler => errors.chain(pipelines).collect::<proc_macro2::TokenStream>().into(),
        // rust-analyzer compares the places of tokens with and without a word at the cursor, which errors tell of.
        emit::Reader::Editor => pipelines.chain(errors).collect::<proc_macro2::TokenStream>().into(),
    }
}

/// Makes a step of a function or of an `impl` block.
///
/// ```text
/// /// The sum of each column, scaled.
/// #[step("[n, h, w] -> [n, w]", rowwise)]
/// pub fn column_sums(images: ArrayView3<'_, f32>, #[default(1.0)] factor: f32) -> Array2<f32> { .. }
///
/// #[step("[n, d] fit([n]) -> [n, C]")]
/// impl<const C: usize> Ridge<C> {
///     fn fit(&self, x: ArrayView2<'_, f64>, y: ArrayView1<'_, f64>) -> Result<FittedRidge> { .. }
/// }
/// #[step]
/// impl FittedRidge { fn transform(&self, x: ArrayView2<'_, f64>) -> Array2<f64> { .. } }
/// ```
///
/// Of a function it makes a struct, `ColumnSums { factor }` or what `name = ..` says. The first parameters are the
/// signature's inputs: views, owned arrays (not copied where nobody else uses them), shared ones, or any other type as it
/// is; a repeated input is `&[T]`, `Vec<T>` or `[T; N]`. The others are hyperparameters with a `#[default(..)]`, and
/// last may stand `context: &Context<'_>`. A `Result` may hold any error that can be shown.
///
/// `crate = path` names this library where it is not `::shapeflow`.
#[proc_macro_attribute]
pub fn step(arguments: TokenStream, item: TokenStream) -> TokenStream {
    attribute::expand(arguments.into(), item.into()).into()
}

/// Implements `Hyperparameters`: see the trait for the attributes of the fields.
#[proc_macro_derive(Hyperparameters, attributes(space))]
pub fn hyperparameters(item: TokenStream) -> TokenStream {
    derive::expand(item.into()).into()
}
