//! The word that the user is typing at the cursor.
//!
//! rust-analyzer expands the pipeline with and without a marker at the cursor, and compares the same position of both
//! expansions. So this code is the first of the expansion, and no code in it before the marker depends on the marker.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::scope::Scope;
use crate::emit::names::{Names, arms, spec, unspanned};
use crate::model::{Started, StepSpec};
use crate::parse::set_to_words;

/// Returns the word at the cursor, in a scope with all names that can complete it.
pub(crate) fn started(names: &Names<'_>) -> TokenStream {
    let plumbing = names.plumbing();
    let (values, size, header, method) = (values(names), size(names), header(names), method(names));
    let (step, arm) = (step(names), arm(names));
    let (distribution, hyperparameter) = (distribution(names), hyperparameter(names));
    quote! {
        #[allow(unused_variables, non_camel_case_types)]
        const _: () = {
            use #plumbing::Name;
            #values
            #size
            #header
            #method
            #step
            #arm
            #distribution
            #hyperparameter
        };
    }
}

/// The names of values; at the start of a statement also `size`.
fn values(names: &Names<'_>) -> TokenStream {
    let words = words(names, |started| matches!(started, Started::Statement(_)));
    let root = Scope::of(names.pipeline);
    let statements: Vec<&Ident> =
        names.pipeline.outputs.iter().filter_map(|output| output.used.as_ref()).collect();
    let is_statement = |name: &&&Ident| {
        statements.contains(name) || names.pipeline.uses.iter().any(|(used, _)| used == **name)
    };
    let known = root.definitions.iter().map(|(name, _)| unspanned(name));
    let begun = root.started.iter().filter(is_statement);
    let completed = completed(&root);
    quote! {
        fn statement() {
            let size: Name;
            #(let #known: Name;)*
            #(let _ = #begun;)*
            #(let _ = #words;)*
            let _ = ();
        }
        fn names() #completed
    }
}

fn completed(scope: &Scope<'_>) -> TokenStream {
    let Scope { definitions, started, inner, .. } = scope;
    let known = definitions.iter().map(|(name, _)| unspanned(name));
    let started = started.iter();
    let inner = inner.values().map(completed);
    quote! {
        {
            #(let #known: Name;)*
            #(let _ = #started;)*
            let _ = ();
            #(#inner)*
        }
    }
}

/// The names of sizes.
fn size(names: &Names<'_>) -> TokenStream {
    let words = words(names, |started| matches!(started, Started::Size(_)));
    let declared = names.pipeline.sizes.iter().map(|size| &size.name);
    let mut known: Vec<Ident> = declared.chain(&names.pipeline.words.sizes).map(unspanned).collect();
    known.sort();
    known.dedup();
    quote!(fn sizes() { #(let #known: Name;)* #(let _ = #words;)* let _ = (); })
}

fn header(names: &Names<'_>) -> TokenStream {
    let words = words(names, |started| matches!(started, Started::Header(_)));
    let words = all(words);
    quote!(const _: () = { struct fit; #words };)
}

fn method(names: &Names<'_>) -> TokenStream {
    let words = words(names, |started| matches!(started, Started::Method(_)));
    let word = words.first().map_or_else(|| Ident::new("fit", Span::call_site()), |word| (*word).clone());
    quote! {
        const _: () = {
            struct Step {
                /// Passes the target that the step learns against, `Step.fit(y)`.
                fit: fn(Name),
            }
            fn method(step: Step) { let _ = step.#word; }
        };
    }
}

/// The step after a `|>`, or what can be in its place.
fn step(names: &Names<'_>) -> TokenStream {
    let specs = names.pipeline.nodes.iter().filter_map(spec).filter(|spec| spec.text != "choose");
    let paths = all(specs.map(|spec| &spec.path).filter(|path| is_begun(path)));
    quote! {
        const _: () = {
            struct choose;
            struct expect;
            struct inverse;
            struct optional;
            struct through;
            #paths
        };
    }
}

/// The step in an arm of a choice.
fn arm(names: &Names<'_>) -> TokenStream {
    let arms = names.pipeline.nodes.iter().flat_map(arms);
    let paths = all(arms.map(|arm| &arm.spec.path).filter(|path| is_begun(path)));
    quote!(const _: () = { struct default; struct optional; #paths };)
}

fn distribution(names: &Names<'_>) -> TokenStream {
    let krate = names.krate;
    let searches = specs(names).flat_map(|spec| &spec.searches);
    let distributions =
        searches.map(|search| &search.distribution).filter(|distribution| is_begun(distribution));
    quote!(fn distribution() { use #krate::space::declare::*; #(let _ = #distributions;)* let _ = (); })
}

/// The value of a hyperparameter, which can be a declared size.
fn hyperparameter(names: &Names<'_>) -> TokenStream {
    let sizes = &names.pipeline.sizes;
    if sizes.is_empty() {
        return TokenStream::new();
    }
    let known = sizes.iter().map(|size| unspanned(&size.name));
    let values = specs(names).filter_map(|spec| spec.hyperparameters.as_ref()).flat_map(set_to_words);
    let values =
        values.filter(|(field, value)| field != value && sizes.iter().all(|size| size.name != *value));
    let values = values.map(|(_, value)| value).filter(|value| is_begun(&value.to_token_stream()));
    quote!(fn hyperparameter() { #(let #known: usize;)* #(let _ = #values;)* let _ = (); })
}

fn specs<'model>(names: &Names<'model>) -> impl Iterator<Item = &'model StepSpec> {
    let nodes = names.pipeline.nodes.iter();
    nodes.flat_map(|node| spec(node).into_iter().chain(arms(node).iter().map(|arm| &arm.spec)))
}

fn words<'model>(names: &Names<'model>, is_one: fn(&Started) -> bool) -> Vec<&'model Ident> {
    let words = names.pipeline.words.started.iter().filter(|started| is_one(started));
    words
        .map(
            |(Started::Statement(word)
             | Started::Size(word)
             | Started::Header(word)
             | Started::Method(word))| word,
        )
        .collect()
}

/// Returns types; the last one is `()`, where the cursor is while no word is begun.
fn all(types: impl IntoIterator<Item = impl ToTokens>) -> TokenStream {
    let types = types.into_iter();
    quote!(#(const _: Option<#types> = None;)* const _: Option<()> = None;)
}

/// Whether this is one word in lower case, as the cursor is, too: it may become a word of the language.
fn is_begun(tokens: &TokenStream) -> bool {
    let text = tokens.to_string();
    let is_word = text.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    is_word && text.starts_with(|letter: char| letter.is_lowercase())
}
