//! `through(joined)`: a fitted step, or an `expect`, applied to another value.
//!
//! Invariant: a `through` of several steps is several nodes, of which only the first error is reported.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

use super::edge::Edge;
use super::expect::{self, expected};
use super::kind::{Given, Kind, Predicted, Row};
use super::reuse::{self, Reused, fitted_on};
use super::shapes::origin;
use super::site::Site;
use crate::emit::names::{Names, arms};
use crate::emit::spans::Place;
use crate::model::NodeId;

/// A reapplied fitted step.
pub(super) struct Reapply<'model> {
    pub(super) site: Site<'model>,
    /// The node of the step; `None` after an error.
    pub(super) of: Option<NodeId>,
    /// The node before this one that belongs to the same `through`.
    pub(super) after: Option<NodeId>,
    /// The step, as the user wrote it.
    pub(super) text: &'model str,
    /// The span of the parentheses.
    pub(super) end: Span,
}

impl Kind for Reapply<'_> {
    fn place(&self) -> Place {
        Place::between(self.site.node.span, self.end)
    }

    fn output(&self) -> Given {
        let Some(of) = self.of else { return Given::Poison };
        let step = self.site.names.step(of);
        Given::By(quote!(#step))
    }

    /// A reapplied step accepts other rows of the values that it was fitted on. An error of the step itself has been
    /// reported at the step.
    fn shapes(&self) -> TokenStream {
        let names = self.site.names;
        let (plumbing, infer, right, count) =
            (names.plumbing(), self.site.infer(), self.site.right(), self.site.count());
        let Some(of) = self.of else { return reuse::poison(self.site) };
        let (inputs, fitted_on, before) =
            (self.site.inputs(), fitted_on(names, of), right_before(names, of, self.after));
        // Of the arms of a choice, only the first error is reported.
        let requires = signatures(names, of).into_iter().map(|signature| {
            let edge = Edge::of(self.site, self.text, signature.clone()).fitted_at(of);
            let again = infer_reapplied(names, &signature, of, &fitted_on, &inputs);
            self.place().call("__require_reapplied", quote!(&#again, #edge, &[#(#fitted_on),*], #count))
        });
        names.check(quote!(if #before && !#right { #(#requires;)* }));
        quote!(const #right: bool = #before && #plumbing::Inference::is_right(&#infer, #count);)
    }

    fn predicted(&self, inputs: &[TokenStream]) -> Predicted {
        let names = self.site.names;
        match self.of {
            Some(of) => inferred(names, of, &fitted_on(names, of), inputs).into(),
            None => reuse::poisoned(names).into(),
        }
    }

    fn right(&self) -> TokenStream {
        self.site.right().into_token_stream()
    }

    fn row(&self) -> Row<'_> {
        let plumbing = self.site.names.plumbing();
        let signature = |of| self.site.names.signature(of);
        reuse::row(self.site, self.of, self.text, signature, &quote!(#plumbing::Reuse::Reapply))
    }

    fn node(&self) -> TokenStream {
        let asked = Reused { probe: "reapply_probe", question: "__TakenAgain", after: self.after };
        reuse::node(self.site, self.of, self.place(), &asked)
    }
}

/// A reapplied `expect`: the shape of another value is checked.
pub(super) struct ReapplyExpect<'model> {
    pub(super) site: Site<'model>,
    /// The node of the `expect`.
    pub(super) of: NodeId,
    /// The node before this one that belongs to the same `through`.
    pub(super) after: Option<NodeId>,
    /// The `expect`, as the user wrote it.
    pub(super) text: &'model str,
    /// The span of the parentheses.
    pub(super) end: Span,
}

impl Kind for ReapplyExpect<'_> {
    fn place(&self) -> Place {
        Place::between(self.site.node.span, self.end)
    }

    fn output(&self) -> Given {
        Given::Input
    }

    fn shapes(&self) -> TokenStream {
        let (plumbing, infer, right) = (self.site.names.plumbing(), self.site.infer(), self.site.right());
        let before = right_before(self.site.names, self.of, self.after);
        quote! {
            const #right: bool = #before && #plumbing::Inference::is_right(&#infer, 1);
        }
    }

    fn predicted(&self, inputs: &[TokenStream]) -> Predicted {
        let (plumbing, expected) = (self.site.names.plumbing(), expected(self.of));
        quote!(#plumbing::expect_reapplied(#(#inputs)*, #expected)).into()
    }

    fn right(&self) -> TokenStream {
        self.site.right().into_token_stream()
    }

    fn row(&self) -> Row<'_> {
        expect::row(self.site, self.text.to_owned(), self.of, "Reapplied")
    }

    fn node(&self) -> TokenStream {
        expect::node(self.site, self.place(), &self.right())
    }
}

/// Returns an expression of type `bool`: whether the step and the node before have no error.
fn right_before(names: &Names<'_>, of: NodeId, after: Option<NodeId>) -> TokenStream {
    let step = Site::new(names, of).is_right();
    let after = after.map(|after| Site::new(names, after).right());
    let after = after.iter();
    quote!(#step #(&& #after)*)
}

/// Returns an expression of the inference of a reapplied step; of a choice, the inference over all arms.
fn inferred(names: &Names<'_>, of: NodeId, fitted_on: &[TokenStream], inputs: &[TokenStream]) -> TokenStream {
    let plumbing = names.plumbing();
    let again = signatures(names, of)
        .into_iter()
        .map(|signature| infer_reapplied(names, &signature, of, fitted_on, inputs));
    match again.collect::<Vec<_>>().as_slice() {
        [only] => only.clone(),
        arms => quote!(#plumbing::chosen(&[#(&#arms),*])),
    }
}

fn infer_reapplied(
    names: &Names<'_>,
    signature: &TokenStream,
    of: NodeId,
    fitted_on: &[TokenStream],
    inputs: &[TokenStream],
) -> TokenStream {
    let (plumbing, origin) = (names.plumbing(), origin(of));
    quote!(#plumbing::infer_reapplied(&#signature, &[#(#fitted_on),*], &[#(#inputs),*], #origin))
}

/// Returns the signature of a step; of a choice, those of its arms.
fn signatures(names: &Names<'_>, of: NodeId) -> Vec<TokenStream> {
    match arms(&names.pipeline.nodes[of.0]).len() {
        0 => vec![names.signature(of)],
        arms => (0..arms).map(|arm| names.arm_signature(of, arm)).collect(),
    }
}
