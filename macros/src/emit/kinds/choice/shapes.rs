//! The shapes of a choice: each arm is applied to the inputs, and its outputs are compared with those of the first arm.
//!
//! Invariant: an error in the shapes of an arm is reported at the arm; a difference, at the first arm that differs from arm 0.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::names::{Choice, arm_constant};
use crate::emit::kinds::kind::Predicted;
use crate::emit::kinds::site::{Site, inference};
use crate::emit::kinds::{self, edge::Edge};
use crate::emit::spans::Place;

/// Returns an expression of the inference of a choice in the fit graph, for an editor.
pub(super) fn inferred(site: Site<'_>, choice: &Choice<'_>, place: Place) -> TokenStream {
    let edge = Edge::of(site, "", TokenStream::new());
    Applied { prefix: "ARM", site, choice, place, text: "", edge }.consts().1
}

/// Returns `ARM_k_i` for all arms of node `k`, and the checks.
pub(super) fn emit(site: Site<'_>, choice: &Choice<'_>, place: Place, text: &str) -> TokenStream {
    let Site { names, id, node } = site;
    let (plumbing, infer) = (names.plumbing(), site.infer());
    let edge = Edge::of(site, "", TokenStream::new());
    let applied = Applied { prefix: "ARM", site, choice, place, text, edge };
    let (consts, _) = applied.consts();
    let learn = (0..choice.arms.len()).map(|arm| arm_constant("AGAINST", id, arm));
    if node.fit.is_some() {
        names.check(place.call("__require_target_taken", quote!(&[#(#learn),*])));
    }
    applied.checks(&infer).into_iter().for_each(|check| names.check(check));
    let against = (0..choice.arms.len()).map(|arm| {
        let (against, signature) = (arm_constant("AGAINST", id, arm), names.arm_signature(id, arm));
        quote!(const #against: bool = #plumbing::Signature::has_targets(&#signature);)
    });
    quote! {
        #(#against)*
        #consts
    }
}

/// Returns the inference and the checks of a choice in the predict graph.
pub(super) fn predicted(
    site: Site<'_>,
    choice: &Choice<'_>,
    place: Place,
    text: &str,
    inputs: &[TokenStream],
) -> Predicted {
    let Site { names, id, .. } = site;
    let (name, right) = (kinds::predicted(names, id), site.is_right());
    let edge = Edge::of(site, "", TokenStream::new()).fitted_at(id).with_inputs(inputs);
    let applied = Applied { prefix: "PREDICTED_ARM", site, choice, place, text, edge };
    let (before, inferred) = applied.consts();
    for check in applied.checks(&name) {
        // An error in the fit graph has been reported there.
        names.check(quote!(if #right { #check }));
    }
    Predicted { before, inferred }
}

/// The arms of a choice, applied to the shapes of an edge.
struct Applied<'model> {
    /// The prefix of the constants of the arms.
    prefix: &'static str,
    site: Site<'model>,
    choice: &'model Choice<'model>,
    /// The choice as the user wrote it.
    place: Place,
    /// The choice as messages call it.
    text: &'model str,
    edge: Edge,
}

impl Applied<'_> {
    fn arm(&self, arm: usize) -> Ident {
        arm_constant(self.prefix, self.site.id, arm)
    }

    /// Returns the constants with the inference of each arm, and an expression of the inference of the choice.
    fn consts(&self) -> (TokenStream, TokenStream) {
        let plumbing = self.site.names.plumbing();
        let consts = (0..self.choice.arms.len()).map(|arm| {
            let (name, edge) = (self.arm(arm), self.edge(arm, ""));
            let Edge { signature, inputs, targets, origin, .. } = &edge;
            let inference = inference(self.site.names, &name);
            quote! {
                #inference =
                    #plumbing::infer(&#signature, &[#(#inputs),*], #targets, #origin);
            }
        });
        let all = (0..self.choice.arms.len()).map(|arm| self.arm(arm));
        (quote!(#(#consts)*), quote!(#plumbing::chosen(&[#(&#all),*])))
    }

    /// Returns the checks, each an expression: of each arm, and whether the arms return as many values as the equation
    /// has names. `infer` is the place of the inference of the choice.
    fn checks(&self, infer: &TokenStream) -> Vec<TokenStream> {
        let first = self.arm(0);
        let mut checks = Vec::new();
        let called = |index: usize| {
            let arm = &self.choice.arms[index];
            format!("{}: {}", arm.name, arm.spec.text)
        };
        for (index, arm) in self.choice.arms.iter().enumerate() {
            let (name, place) = (self.arm(index), self.choice.place(index));
            let edge = self.edge(index, &arm.spec.text);
            let before = (0..index).map(|arm| self.arm(arm));
            checks.push(place.call("__require_arm", quote!(&#name, #edge, &[#(&#before),*])));
            if index > 0 {
                let (first_called, called) = (called(0), called(index));
                let before = (1..index).map(|arm| self.arm(arm));
                let same = quote!((#first_called, &#first), &[#(&#before),*], (#called, &#name));
                checks.push(place.call("__require_same", same));
            }
        }
        let (edge, count) = (self.edge(0, self.text), self.site.count());
        checks.push(self.place.call("__require_step", quote!(&#infer, #edge, #count)));
        checks
    }

    /// Returns the edge of an arm, for a message.
    fn edge(&self, arm: usize, text: &str) -> Edge {
        self.edge.of_arm(text, self.site.names.arm_signature(self.site.id, arm))
    }
}
