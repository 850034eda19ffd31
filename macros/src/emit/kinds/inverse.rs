//! `inverse(label)`: the inverse of the fitted step whose output is the labeled value.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

use super::edge::Edge;
use super::kind::{Given, Kind, Predicted, Row};
use super::reuse::{self, Reused, fitted_on};
use super::shapes::{origin, value_shape};
use super::site::Site;
use crate::emit::names::Names;
use crate::emit::spans::Place;
use crate::model::NodeId;

/// An `inverse`.
pub(super) struct Inverse<'model> {
    pub(super) site: Site<'model>,
    /// The node of the step; `None` after an error.
    pub(super) of: Option<NodeId>,
    /// The whole `inverse(label)`, as the user wrote it.
    pub(super) text: &'model str,
    /// The span of the parentheses.
    pub(super) end: Span,
}

impl Kind for Inverse<'_> {
    fn place(&self) -> Place {
        Place::between(self.site.node.span, self.end)
    }

    fn output(&self) -> Given {
        let Some(of) = self.of else { return Given::Poison };
        let (plumbing, step) = (self.site.names.plumbing(), self.site.names.step(of));
        Given::By(quote!(#plumbing::InverseStep<#step>))
    }

    /// The inverse accepts other rows of what the step returned, and returns its input. A step without an inverse is not
    /// an error of shapes: it is reported when the types are checked.
    fn shapes(&self) -> TokenStream {
        let Site { names, id, .. } = self.site;
        let (plumbing, infer, right) = (names.plumbing(), self.site.infer(), self.site.right());
        let Some(of) = self.of else { return reuse::poison(self.site) };
        let (inverse, returned) = (inverse_of(names, of), returned(names, of));
        let edge = Edge::of(self.site, self.text, quote!(#inverse::SIGNATURE)).fitted_at(id);
        names.check(self.place().call("__require_inverse", quote!(&#infer, #edge, &[#(#returned),*])));
        quote!(const #right: bool = #plumbing::Inference::is_right(&#infer, 1) || !#inverse::EXISTS;)
    }

    fn predicted(&self, inputs: &[TokenStream]) -> Predicted {
        let names = self.site.names;
        let (plumbing, origin) = (names.plumbing(), origin(self.site.id));
        let (signature, fitted_on, returned) = match self.of {
            None => (quote!(#plumbing::Signature::POISON), Vec::new(), Vec::new()),
            Some(of) => {
                let inverse = inverse_of(names, of);
                (quote!(#inverse::SIGNATURE), fitted_on(names, of), returned(names, of))
            }
        };
        quote!(#plumbing::infer_inverse(&#signature, &[#(#fitted_on),*], &[#(#returned),*], &[#(#inputs),*], #origin))
            .into()
    }

    fn right(&self) -> TokenStream {
        self.site.right().into_token_stream()
    }

    fn row(&self) -> Row<'_> {
        let plumbing = self.site.names.plumbing();
        let signature = |of| {
            let inverse = inverse_of(self.site.names, of);
            quote!(#inverse::SIGNATURE)
        };
        reuse::row(self.site, self.of, self.text, signature, &quote!(#plumbing::Reuse::Inverse))
    }

    fn node(&self) -> TokenStream {
        let asked = Reused { probe: "inverse_probe", question: "__HasInverse", after: None };
        reuse::node(self.site, self.of, self.place(), &asked)
    }
}

/// Returns expressions of the shapes that a step returned in the fit.
fn returned(names: &Names<'_>, of: NodeId) -> Vec<TokenStream> {
    names.pipeline.nodes[of.0].outputs.iter().map(|&value| value_shape(names, value)).collect()
}

/// Returns the type with the properties of a step's inverse: `<InverseOf<Step>>`.
fn inverse_of(names: &Names<'_>, of: NodeId) -> TokenStream {
    let (plumbing, step) = (names.plumbing(), names.step(of));
    quote!(<#plumbing::InverseOf<#step>>)
}
