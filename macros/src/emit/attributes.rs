//! The user's attributes on a pipeline, sorted by the generated items that they belong to.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

/// Returns all attributes except those called `name`.
pub(super) fn without(attributes: &TokenStream, name: &str) -> TokenStream {
    select(attributes, |called| called != name)
}

/// Returns whether the user derives this trait.
pub(super) fn derives(shared: &TokenStream, name: &str) -> bool {
    let derived = shared.to_string();
    derived.contains("derive") && derived.contains(name)
}

/// Returns the attributes without the trait `name` in `derive(..)`.
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

/// Returns the attributes `cfg(..)`, which enable or disable the whole pipeline.
pub(super) fn conditions(attributes: &TokenStream) -> TokenStream {
    select(attributes, |called| called == "cfg")
}

/// Returns the lint levels, which apply to all code of the pipeline.
pub(super) fn lint_levels(attributes: &TokenStream) -> TokenStream {
    select(attributes, |called| matches!(called, "allow" | "warn" | "deny" | "forbid"))
}

/// Returns the lines of documentation, each an expression of type `&str`.
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
