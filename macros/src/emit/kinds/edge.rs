//! The inputs and targets of a step, as the message about a wrong shape lists them.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::shapes::{origin, value_shape};
use super::site::Site;
use crate::model::{NodeId, ValueId};

/// A step with the shapes of its inputs: `&ShapeEdge { .. }`.
#[derive(Clone)]
pub(super) struct Edge {
    plumbing: TokenStream,
    /// The step as messages call it.
    step: String,
    /// An expression of the signature.
    pub(super) signature: TokenStream,
    /// Expressions of the shapes of the inputs.
    pub(super) inputs: Vec<TokenStream>,
    /// The labels of the inputs.
    sources: Vec<String>,
    /// An expression of the targets.
    pub(super) targets: TokenStream,
    /// The labels of the targets.
    target_sources: Vec<String>,
    /// The origin of the sizes that are new at the node.
    pub(super) origin: Literal,
}

impl Edge {
    /// Returns the edge of a node whose step is fitted there.
    pub(super) fn of(site: Site<'_>, step: &str, signature: TokenStream) -> Self {
        let Site { names, id, node } = site;
        let plumbing = names.plumbing();
        let shapes = |values: &[ValueId]| -> Vec<TokenStream> {
            values.iter().map(|&value| value_shape(names, value)).collect()
        };
        let labels = |values: &[ValueId]| -> Vec<String> {
            values.iter().map(|value| names.pipeline.values[value.0].label.clone()).collect()
        };
        let fit = node.fit.as_ref().map(|fit| (shapes(&fit.values), labels(&fit.values)));
        let (targets, target_sources) = match fit {
            None => (quote!(#plumbing::Targets::None), Vec::new()),
            Some((shapes, labels)) => (quote!(#plumbing::Targets::Given(&[#(#shapes),*])), labels),
        };
        Self {
            step: step.to_owned(),
            signature,
            inputs: shapes(&node.inputs.values),
            sources: labels(&node.inputs.values),
            targets,
            target_sources,
            origin: origin(id),
            plumbing,
        }
    }

    /// Returns the edge with other shapes of the inputs.
    pub(super) fn with_inputs(self, inputs: &[TokenStream]) -> Self {
        Self { inputs: inputs.to_vec(), ..self }
    }

    /// Returns the edge of an arm of the step, with the targets only if the arm learns against them.
    pub(super) fn of_arm(&self, step: &str, signature: TokenStream) -> Self {
        let Self { plumbing, targets, .. } = self;
        let targets = quote!(#plumbing::targets_of(&#signature, #targets));
        Self { step: step.to_owned(), targets, signature, ..self.clone() }
    }

    /// Returns the edge of a step that was fitted before; `node` is the origin of new sizes.
    pub(super) fn fitted_at(self, node: NodeId) -> Self {
        let plumbing = &self.plumbing;
        let targets = quote!(#plumbing::Targets::Fitted);
        Self { targets, target_sources: Vec::new(), origin: origin(node), ..self }
    }
}

impl ToTokens for Edge {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { plumbing, step, signature, inputs, sources, targets, target_sources, origin } = self;
        tokens.extend(quote! {
            &#plumbing::ShapeEdge {
                step: #step,
                signature: &#signature,
                inputs: &[#(#inputs),*],
                sources: &[#(#sources),*],
                targets: #targets,
                target_sources: &[#(#target_sources),*],
                origin: #origin,
            }
        });
    }
}
