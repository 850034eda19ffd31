//! `expect [n, 24]`: a check of a shape, at compile time if rustc knows the shape, and otherwise at run time.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::arguments::output_slot;
use super::block::{NodeInputs, block};
use super::kind::{Given, Kind, Predicted, Row};
use super::shapes::{declared_shape, value_shape};
use super::site::Site;
use crate::emit::names::constant;
use crate::emit::spans::Place;
use crate::model::{Dims, NodeId};

/// An `expect`.
pub(super) struct Expect<'model> {
    pub(super) site: Site<'model>,
    pub(super) dims: &'model Dims,
}

impl Kind for Expect<'_> {
    fn place(&self) -> Place {
        Place::token(self.site.node.span)
    }

    fn output(&self) -> Given {
        Given::Input
    }

    fn declared(&self) -> Option<(Ident, &Dims)> {
        Some((expected(self.site.id), self.dims))
    }

    fn shapes(&self) -> TokenStream {
        let Site { names, id, node } = self.site;
        let (plumbing, infer, expected) = (names.plumbing(), self.site.infer(), expected(id));
        let declared = declared_shape(names, &expected, self.dims);
        let (found, label) = match node.inputs.values.first() {
            Some(&value) => (value_shape(names, value), names.pipeline.values[value.0].label.as_str()),
            None => return declared,
        };
        let check = Place::token(self.dims.span).call("__require_promise", quote!(&#infer, EXPECTATION));
        names.check(quote!({
            const EXPECTATION: &#plumbing::Promise<'static> =
                &#plumbing::Promise { promiser: "", value: #label, found: #found, promised: #expected };
            #check
        }));
        declared
    }

    fn predicted(&self, inputs: &[TokenStream]) -> Predicted {
        let (plumbing, expected) = (self.site.names.plumbing(), expected(self.site.id));
        quote!(#plumbing::expect_shape(#(#inputs)*, #expected)).into()
    }

    fn right(&self) -> TokenStream {
        self.site.is_right()
    }

    fn row(&self) -> Row<'_> {
        row(self.site, format!("expect [{}]", self.dims.axes.join(", ")), self.site.id, "Stated")
    }

    fn node(&self) -> TokenStream {
        node(self.site, self.place(), &self.right())
    }
}

/// Returns the constant with the shape that an `expect` declares.
pub(super) fn expected(id: NodeId) -> Ident {
    constant("EXPECTED", id.0)
}

/// Returns the row of an `expect` in the table of nodes; messages call it `text`. `expectation` is the variant of
/// `Expectation`, and the shape was declared at the node `of`.
pub(super) fn row<'model>(site: Site<'model>, text: String, of: NodeId, expectation: &str) -> Row<'model> {
    let (plumbing, expected) = (site.names.plumbing(), expected(of));
    let expectation = Ident::new(expectation, Span::call_site());
    Row::stepless(text, quote!(.expecting(#plumbing::Expectation::#expectation(&#expected))))
}

/// Returns the statement that creates the node of an `expect`.
pub(super) fn node(site: Site<'_>, place: Place, right: &TokenStream) -> TokenStream {
    let made = |given: NodeInputs| {
        let (plumbing, number, x) = (site.names.plumbing(), site.number(), given.x);
        let made = site.node.inputs.values.first().map(|&input| {
            let source = output_slot(site.names, input);
            quote!(#plumbing::ExpectNode::new(#number, #x, #source.__alike()))
        });
        made.unwrap_or_default()
    };
    block(site, place, right, made)
}
