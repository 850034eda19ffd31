//! The types that the user wrote as steps, each with its aliases.
//!
//! Invariant: the step of a node and each arm of a choice are one of them; the choice itself is none.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::names::{Names, arms, spec};
use super::reader::Reader;
use crate::model::{NodeId, StepSpec};

/// A type that the user wrote as a step.
pub(super) struct Written<'model> {
    pub(super) spec: &'model StepSpec,
    /// The alias of the type.
    pub(super) written: Ident,
    /// The alias that says whether it is a step.
    pub(super) is_step: Ident,
    /// The alias of the type of the step, or of its replacement.
    pub(super) step: Ident,
    /// The alias of the type of the field.
    pub(super) field: Ident,
}

impl<'model> Written<'model> {
    /// Returns the type at a node with this step, which is no choice.
    pub(super) fn at(names: &Names<'model>, node: NodeId, spec: &'model StepSpec) -> Self {
        Self {
            spec,
            written: names.written(node),
            is_step: names.is_step(node),
            step: names.step(node),
            field: names.field(node),
        }
    }

    /// Returns the type of an arm of a choice.
    pub(super) fn arm(names: &Names<'model>, node: NodeId, arm: usize) -> Self {
        Self {
            spec: &arms(&names.pipeline.nodes[node.0])[arm].spec,
            written: names.arm_written(node, arm),
            is_step: names.arm_is_step(node, arm),
            step: names.arm_step(node, arm),
            field: names.arm_field(node, arm),
        }
    }

    /// Returns all types at a node: one, several for a choice, none for a node without a step.
    pub(super) fn all(names: &Names<'model>, node: NodeId) -> Vec<Self> {
        let model = &names.pipeline.nodes[node.0];
        match (spec(model), arms(model).len()) {
            (Some(spec), 0) => vec![Self::at(names, node, spec)],
            (_, count) => (0..count).map(|arm| Self::arm(names, node, arm)).collect(),
        }
    }

    /// Returns the type, or its replacement if it is not a step; of an optional step, those of the inner step.
    pub(super) fn replaced(&self, names: &Names<'_>) -> TokenStream {
        let (Self { spec, written, is_step, step, .. }, plumbing) = (self, names.plumbing());
        if !spec.is_optional {
            return quote!(#step);
        }
        match names.reader {
            Reader::Compiler => quote!(<#is_step as #plumbing::Replace<#written>>::Step),
            Reader::Documentation | Reader::Editor => quote!(#written),
        }
    }
}
