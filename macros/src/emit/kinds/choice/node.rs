//! A choice as a kind of node.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::Choice;
use super::shapes;
use crate::emit::kinds::block::{NodeInputs, block};
use crate::emit::kinds::kind::{Given, Kind, Predicted, Row};
use crate::emit::kinds::site::Site;
use crate::emit::kinds::step::{self, Asks};
use crate::emit::names::local;
use crate::emit::spans::Place;

/// A `choose`.
pub(in crate::emit::kinds) struct ChoiceNode<'model> {
    pub(in crate::emit::kinds) site: Site<'model>,
    pub(in crate::emit::kinds) choice: Choice<'model>,
    /// The word and its block, as the user wrote them.
    pub(in crate::emit::kinds) path: &'model TokenStream,
    /// The choice as messages call it.
    pub(in crate::emit::kinds) text: &'model str,
}

impl Kind for ChoiceNode<'_> {
    fn place(&self) -> Place {
        Place::path(self.site.node.span, self.path)
    }

    fn output(&self) -> Given {
        step::output(self.site)
    }

    fn shapes(&self) -> TokenStream {
        shapes::emit(self.site, &self.choice, self.place(), self.text)
    }

    fn inferred(&self, _: &[TokenStream]) -> TokenStream {
        shapes::inferred(self.site, &self.choice, self.place())
    }

    fn predicted(&self, inputs: &[TokenStream]) -> Predicted {
        shapes::predicted(self.site, &self.choice, self.place(), self.text, inputs)
    }

    fn right(&self) -> TokenStream {
        self.site.is_right()
    }

    fn row(&self) -> Row<'_> {
        step::row(self.site, self.text)
    }

    fn node(&self) -> TokenStream {
        let (names, place) = (self.site.names, self.place());
        let (plumbing, step) = (names.plumbing(), names.step(self.site.id));
        // Errors are reported at the arms, not at the whole choice.
        let asks = Asks {
            question: quote!(#plumbing::proven()),
            stored: quote!(#plumbing::proven()),
            step: quote!(#plumbing::Of::<#step>::new()),
            gate: quote!(#plumbing::ShapesOk::<false>),
        };
        let made = |NodeInputs { link: gate, x, y }: NodeInputs| {
            let [link, x_source, y_source] = ["link", "x", "y"].map(local);
            let questions = self.choice.questions(names, &link, &x_source, &y_source);
            let given = NodeInputs { link: quote!(#link), x: quote!(#x_source), y: quote!(#y_source) };
            let made = step::made(self.site, place, &asks, &given);
            quote!(let #link = #gate; let #x_source = #x; let #y_source = #y; #questions #made)
        };
        block(self.site, place, &self.right(), made)
    }
}
