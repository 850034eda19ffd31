//! The shapes of a choice: each arm applied to what stands before it, and compared with the first.
//!
//! Invariant: a mistake in an arm's shapes stands at the arm; that arms differ stands at each that differs from the first.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::super::edge::Edge;
use super::super::names::{Names, constant};
use super::super::spans::Place;
use super::{arm_constant, arms};
use crate::model::{Node, NodeId, NodeKind};

/// `ARM_k_i` for all arms of node `k`, `INFER_k` and `RIGHT_k`, and the checks.
pub(in crate::emit) fn emit(names: &Names<'_>, id: NodeId, node: &Node) -> TokenStream {
    let plumbing = names.plumbing();
    let (infer, right) = (constant("INFER", id.0), constant("RIGHT", id.0));
    let applied = Applied { prefix: "ARM", edge: Edge::of(names, id, node, "", TokenStream::new()) };
    let (consts, chosen) = applied.consts(names, id, node);
    let checks: TokenStream =
        applied.checks(names, id, node, &infer).iter().map(|check| names.check(check)).collect();
    let learn = (0..arms(node).len()).map(|arm| arm_constant("AGAINST", id, arm));
    let taken = node.fit.as_ref().map(|_| {
        let learn = learn.clone();
        names.check(&Place::step(node).call("__require_target_taken", quote!(&[#(#learn),*])))
    });
    let against = (0..arms(node).len()).map(|arm| {
        let (against, signature) = (arm_constant("AGAINST", id, arm), names.arm_signature(id, arm));
        quote!(const #against: bool = #plumbing::Signature::has_targets(&#signature);)
    });
    let count = Literal::usize_unsuffixed(node.outputs.len());
    quote! {
        #(#against)*
        #consts
        const #infer: #plumbing::Inference = #chosen;
        const #right: bool = #plumbing::is_right(&#infer, #count);
        #taken
        #checks
    }
}

/// The same in the predict graph: constants, and an expression of what is inferred.
pub(in crate::emit) fn predicted(
    names: &Names<'_>,
    id: NodeId,
    node: &Node,
    inputs: &[TokenStream],
) -> (TokenStream, TokenStream) {
    let (name, right) = (constant("PREDICTED", id.0), constant("RIGHT", id.0));
    let edge = Edge::of(names, id, node, "", TokenStream::new()).fitted_at(id).with_inputs(inputs);
    let applied = Applied { prefix: "PREDICTED_ARM", edge };
    let (mut consts, chosen) = applied.consts(names, id, node);
    for check in applied.checks(names, id, node, &name) {
        // What is wrong in the fit graph has been reported there.
        consts.extend(names.check(&quote!(if #right { #check })));
    }
    (consts, chosen)
}

/// The arms of a choice behind these shapes.
struct Applied {
    prefix: &'static str,
    edge: Edge,
}

impl Applied {
    fn arm(&self, id: NodeId, arm: usize) -> Ident {
        arm_constant(self.prefix, id, arm)
    }

    /// What is inferred for each arm, and an expression of what follows for the choice.
    fn consts(&self, names: &Names<'_>, id: NodeId, node: &Node) -> (TokenStream, TokenStream) {
        let plumbing = names.plumbing();
        let consts = (0..arms(node).len()).map(|arm| {
            let (name, edge) = (self.arm(id, arm), self.edge(names, id, arm, ""));
            let Edge { signature, inputs, targets, origin, .. } = &edge;
            quote! {
                const #name: #plumbing::Inference =
                    #plumbing::infer(&#signature, &[#(#inputs),*], #targets, #origin);
            }
        });
        let all = (0..arms(node).len()).map(|arm| self.arm(id, arm));
        (quote!(#(#consts)*), quote!(#plumbing::chosen(&[#(&#all),*])))
    }

    /// The checks of the arms, each an expression, and whether they give as many values as the equation has names.
    fn checks(&self, names: &Names<'_>, id: NodeId, node: &Node, infer: &Ident) -> Vec<TokenStream> {
        let first = self.arm(id, 0);
        let mut checks = Vec::new();
        let called = |index: usize| {
            let arm = &arms(node)[index];
            format!("{}: {}", arm.name, arm.text)
        };
        for (index, arm) in arms(node).iter().enumerate() {
            let (name, place) = (self.arm(id, index), Place::arm(arm));
            let edge = self.edge(names, id, index, &arm.text);
            let before = (0..index).map(|arm| self.arm(id, arm));
            checks.push(place.call("__require_arm", quote!(&#name, #edge, &[#(&#before),*])));
            if index > 0 {
                let (first_called, called) = (called(0), called(index));
                let same = quote!((#first_called, &#first), (#called, &#name));
                checks.push(place.call("__require_same", same));
            }
        }
        let NodeKind::Step { text, .. } = &node.kind else { return checks };
        let (edge, count) = (self.edge(names, id, 0, text), Literal::usize_unsuffixed(node.outputs.len()));
        checks.push(Place::step(node).call("__require_step", quote!(&#infer, #edge, #count)));
        checks
    }

    /// What stands before an arm, for a message.
    fn edge(&self, names: &Names<'_>, id: NodeId, arm: usize, text: &str) -> Edge {
        self.edge.of_arm(text, names.arm_signature(id, arm))
    }
}
