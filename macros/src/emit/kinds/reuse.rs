//! Nodes that use the fitted step of another node: the code that `inverse` and `reapply` share.
//!
//! Invariant: their shapes follow from the signature of that step and from the values that it was fitted on. An error
//! of the step itself is reported at the step, and not again here.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::arguments::{list, slot, source};
use super::kind::Row;
use super::shapes::value_shape;
use super::site::Site;
use super::step::choice;
use crate::emit::names::{Names, local, numbered};
use crate::emit::spans::Place;
use crate::model::NodeId;

/// Returns the constant of a node after an error: its shapes are poison.
pub(super) fn poison(site: Site<'_>) -> TokenStream {
    let right = site.right();
    quote!(const #right: bool = false;)
}

/// Returns an expression of the inference of a node after an error.
pub(super) fn poisoned(names: &Names<'_>) -> TokenStream {
    let plumbing = names.plumbing();
    quote!(#plumbing::expect_shape(#plumbing::Shape::POISON, #plumbing::Shape::POISON))
}

/// Returns expressions of the shapes that a step was fitted on.
pub(super) fn fitted_on(names: &Names<'_>, of: NodeId) -> Vec<TokenStream> {
    let values = &names.pipeline.nodes[of.0].inputs.values;
    values.iter().map(|&value| value_shape(names, value)).collect()
}

/// Returns the row in the table of a node that uses the step of the node `of`; `reuse` is the kind of use.
pub(super) fn row<'model>(
    site: Site<'model>,
    of: Option<NodeId>,
    text: &str,
    signature: impl Fn(NodeId) -> TokenStream,
    reuse: &TokenStream,
) -> Row<'model> {
    let names = site.names;
    let Some(of) = of else { return Row::stepless(text.to_owned(), TokenStream::new()) };
    let (krate, step, number) = (names.krate, names.step(of), Literal::usize_unsuffixed(of.0));
    let (signature, choice) = (signature(of), choice(names, of));
    let rowwise = quote!(<#step as #krate::step::Step>::ROWWISE);
    Row::stepless(text.to_owned(), quote!(.reusing(#reuse(#number), #signature, #rowwise) #choice))
}

/// The use of another node's step.
pub(super) struct Reused {
    /// The function of the engine that checks the types.
    pub(super) probe: &'static str,
    /// The trait of `diagnostics` with the message about wrong types.
    pub(super) question: &'static str,
    /// The node before this one that belongs to the same `through`.
    pub(super) after: Option<NodeId>,
}

/// Returns the statement that creates a node that uses the step of the node `of`. After an error in an input, in that
/// step or in the node before of the same `through`, it reports no error.
pub(super) fn node(site: Site<'_>, of: Option<NodeId>, place: Place, reused: &Reused) -> TokenStream {
    let Site { names, node, .. } = site;
    let (plumbing, nodes) = (names.plumbing(), &names.pipeline.nodes);
    let this = numbered("node", site.id.0);
    let Some(of) = of else {
        return quote!(let #this = #plumbing::broken_node(););
    };
    let Reused { probe, question, after } = *reused;
    let (link, x, right) = (local("link"), local("x"), site.right());
    let (step, number, owner) = (names.step(of), site.number(), Literal::usize_unsuffixed(of.0));
    let made_before = std::iter::once(of).chain(after).filter_map(|node| nodes[node.0].outputs.first());
    let before = node.inputs.values.iter().chain(made_before).map(|&value| slot(names, value));
    let (list, source) = (list(names, &node.inputs, &x, &link, place), source(names, &node.inputs, &x));
    let probe = Ident::new(probe, Span::mixed_site());
    let answer = quote!(#plumbing::#probe(#plumbing::Of::<#step>::new(), #x).__accepts().__after(#link));
    let asked = place.ask(question);
    let made = if node.outputs.len() == 1 {
        quote!(#answer.__reuse(#number, #owner, #asked).__cached())
    } else {
        let (answer_name, parts, kept) = (local("answer"), local("parts"), local("kept"));
        let count = site.count();
        let several = place.ask("__SeveralValues");
        let indices = (0..node.outputs.len()).map(Literal::usize_unsuffixed);
        quote! {
            let #answer_name = #answer;
            let (#parts, #kept) = #plumbing::tuple_probe::<#count, _>(#answer_name.__gives_reused(#asked))
                .__parts()
                .__after(#link)
                .__checked(#several);
            #kept.__select(#answer_name).__reuse_into(#number, #owner, (#(#plumbing::output_probe(#parts.#indices).__output_slot().__cached(),)*))
        }
    };
    quote! {
        let #this = {
            let #link = #plumbing::ShapesOk::<{ #right }>;
            #(let #link = #plumbing::poison_probe(&#before).__pass(#link);)*
            #list
            let #x = #source;
            #made
        };
    }
}
