//! The words of the language, such as `fit` and `expect`.
//!
//! Invariant: a word is a use of a definition outside of the user's code, so that an editor shows its meaning and renames nothing.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::emit::names::Names;

/// The words, each with its meaning.
const WORDS: [(&str, &str); 10] = [
    ("choose", "`choose { a: A, b: B }`: one of several steps. Which one is a hyperparameter."),
    (
        "default",
        "`default name: Step`: the arm that a `choose` has by default. Without it, that is the first.",
    ),
    ("expect", "`expect [n, 24]`: the shape at this place, checked by rustc or when the pipeline runs."),
    (
        "fit",
        "What exists only while fitting. `fit(y: u8[n])` declares inputs, `Step.fit(y)` passes the target that a step learns \
         against, and `(x, fit y) = ..` names a target that a step makes.",
    ),
    ("in", "`size k in 8..=64`: the range in which the size is searched, with both ends."),
    ("inverse", "`z |> inverse(label)`: undoes the fitted steps that compute `label`, the last one first."),
    ("optional", "`optional Step`: a step that may be left out. Whether it is in is a hyperparameter."),
    ("size", "`size k in 8..=64 = 12;`: a size that shapes and hyperparameters use, and that is searched."),
    ("sparse", "`sparse f32[n, d]`: a matrix that stores only some of its values; the others are zero."),
    (
        "through",
        "`check |> through(features)`: applies the fitted steps that compute `features` to another value.",
    ),
];

/// Returns a definition of each word, and a use of it for each word of the user.
pub(crate) fn keywords(names: &Names<'_>) -> TokenStream {
    let definitions = WORDS.iter().map(|(word, doc)| {
        let word = ident(word, Span::call_site());
        quote!(#[doc = #doc] const #word: Word = Word;)
    });
    let uses = names.pipeline.words.keywords.iter().map(|word| ident(&word.to_string(), word.span()));
    quote! {
        #[allow(non_upper_case_globals)]
        const _: () = {
            struct Word;
            #(#definitions)*
            #(const _: Word = #uses;)*
        };
    }
}

fn ident(word: &str, span: Span) -> Ident {
    // A keyword of Rust.
    if word == "in" { Ident::new_raw(word, span) } else { Ident::new(word, span) }
}
