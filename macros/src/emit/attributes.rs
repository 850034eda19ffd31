//! The user's attributes on a pipeline, and which of the generated items each belongs to.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

/// The attributes but those called `name`.
pub(super) fn without(attributes: &TokenStream, name: &str) -> TokenStream {
    select(attributes, |called| called != name)
}

/// Whether the user derives a trait.
pub(super) fn derives(shared: &TokenStream, name: &str) -> bool {
    let derived = shared.to_string();
    derived.contains("derive") && derived.contains(name)
}

/// The attributes without `name` in a `derive(..)`.
pub(super) fn without_derived(attributes: &TokenStream, name: &str) -> TokenStream {
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
    let kept = |token: TokenTree| {
        let TokenTree::Group(body) = &token else { return token };
        let inner: Vec<TokenTree> = body.stream().into_iter().collect();
        let [TokenTree::Ident(word), TokenTree::Group(list)] = inner.as_slice() else { return token };
        if word != "derive" {
            return token;
        }
        let derives: Vec<TokenTree> = list.stream().into_iter().collect();
        let derives = derives
            .split(is_comma)
            .filter(|path| !matches!(path.last(), Some(TokenTree::Ident(derived)) if derived == name));
        let derives = derives.map(|path| path.iter().cloned().collect::<TokenStream>());
        TokenTree::Group(proc_macro2::Group::new(body.delimiter(), quote!(#word(#(#derives),*))))
    };
    attributes.clone().into_iter().map(kept).collect()
}

/// The attributes `cfg(..)`, which decide whether there is a pipeline at all.
pub(super) fn conditions(attributes: &TokenStream) -> TokenStream {
    select(attributes, |called| called == "cfg")
}

/// What the user wants of lints, which counts for all of the pipeline.
pub(super) fn lint_levels(attributes: &TokenStream) -> TokenStream {
    select(attributes, |called| matches!(called, "allow" | "warn" | "deny" | "forbid"))
}

/// The lines of documentation, each an expression of type `&str`.
pub(super) fn docs(attributes: &TokenStream) -> Vec<TokenStream> {
    let text = |attribute: TokenTree| match attribute {
        TokenTree::Group(group) => {
            let mut tokens = group.stream().into_iter().skip(1);
            let is_text = matches!(tokens.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '=');
            is_text.then(|| tokens.collect())
        }
        _ => None,
    };
    select(attributes, |called| called == "doc").into_iter().filter_map(text).collect()
}

fn select(attributes: &TokenStream, is_wanted: impl Fn(&str) -> bool) -> TokenStream {
    let tokens: Vec<TokenTree> = attributes.clone().into_iter().collect();
    let (attributes, _) = tokens.as_chunks::<2>();
    let called = |body: &TokenTree| match body {
        TokenTree::Group(group) => group.stream().into_iter().next().map(|word| word.to_string()),
        _ => None,
    };
    attributes
        .iter()
        .filter(|[_, body]| is_wanted(&called(body).unwrap_or_default()))
        .flatten()
        .cloned()
        .collect()
}
