//! `choose { .. }` as a step of its own: a struct of its arms, which of them is chosen, and an enum of fitted arms.
//!
//! Invariant: the types of the arms stand in aliases, once each, and arms that are no steps are replaced there; whether
//! each takes what stands before it is asked in `assemble`, so the implementations here are never what a message is about.
//!
//! | file | emits |
//! |---|---|
//! | `structs` | the struct, the enums, `Default`, `Clone`, `Debug` and `Save` for them |
//! | `step` | `Step`, `Fit`, `Transform` and their like |
//! | `space` | `Hyperparameters` |
//! | `questions` | what each arm is asked about types |
//! | `shapes` | the shapes of the arms, and their checks |

mod questions;
pub(super) mod shapes;
mod space;
mod step;
mod structs;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::names::{Names, camel_case, constant};
use super::structs::unspanned;
use crate::model::{Arm, Node, NodeId, NodeKind};

/// The names of what is written for one `choose`.
pub(super) struct Choice<'model> {
    pub(super) id: NodeId,
    pub(super) arms: &'model [Arm],
    /// `DigitsFeaturesChoice`
    pub(super) name: Ident,
    /// `DigitsFeaturesArm`
    which: Ident,
    /// `DigitsFeaturesFitted`
    fitted: Ident,
    /// `DigitsFeaturesPaths`
    paths: Ident,
}

/// The arms of a node that is a choice.
pub(super) fn arms(node: &Node) -> &[Arm] {
    match &node.kind {
        NodeKind::Step { arms, .. } => arms,
        NodeKind::Expect(_) | NodeKind::Inverse { .. } | NodeKind::Again { .. } => &[],
    }
}

impl<'model> Choice<'model> {
    /// The choice at this node, where it is one.
    pub(super) fn of(names: &Names<'model>, id: NodeId) -> Option<Self> {
        let node = &names.pipeline.nodes[id.0];
        let arms = arms(node);
        if arms.is_empty() {
            return None;
        }
        let path: String = node.path.iter().map(|name| camel_case(&name.to_string())).collect();
        let name = |suffix| format_ident!("{}{path}{suffix}", names.pipeline.name, span = Span::call_site());
        let (choice, which, fitted, paths) = (name("Choice"), name("Arm"), name("Fitted"), name("Paths"));
        Some(Self { id, arms, name: choice, which, fitted, paths })
    }

    /// All choices of the pipeline.
    pub(super) fn all(names: &Names<'model>) -> Vec<Self> {
        (0..names.pipeline.nodes.len()).filter_map(|index| Self::of(names, NodeId(index))).collect()
    }

    fn variants(&self) -> Vec<Ident> {
        let variant = |arm: &Arm| match camel_case(&arm.name.to_string()).as_str() {
            "Self" => Ident::new("Self_", Span::call_site()),
            name => Ident::new(name, Span::call_site()),
        };
        self.arms.iter().map(variant).collect()
    }

    fn steps(&self, names: &Names<'_>) -> Vec<Ident> {
        (0..self.arms.len()).map(|arm| names.arm_step(self.id, arm)).collect()
    }

    fn texts(&self) -> Vec<String> {
        self.arms.iter().map(|arm| arm.name.to_string()).collect()
    }

    /// The numbers of the arms, the last of which is any other.
    fn patterns(&self) -> Vec<TokenStream> {
        let last = self.arms.len().saturating_sub(1);
        let pattern = |arm| {
            let number = Literal::usize_unsuffixed(arm);
            if arm == last { quote!(_) } else { quote!(#number) }
        };
        (0..self.arms.len()).map(pattern).collect()
    }

    fn fields(&self) -> Vec<Ident> {
        self.arms.iter().map(|arm| unspanned(&arm.name)).collect()
    }

    /// `<Pca<8> as Step>::Fitted`
    fn fitted_types(&self, names: &Names<'_>) -> Vec<TokenStream> {
        let krate = names.krate;
        let types = self.steps(names).into_iter().zip(self.arms);
        types.map(|(step, arm)| quote_spanned!(arm.span=> <#step as #krate::step::Step>::Fitted)).collect()
    }

    /// The bounds on the arms of a choice that is saved.
    pub(super) fn saved(&self, names: &Names<'_>) -> TokenStream {
        let types = self.fitted_types(names).into_iter().enumerate();
        types.map(|(arm, ty)| crate::saved::bound(names.krate, arm, &ty)).collect()
    }

    /// Whether an arm gets the targets: a type that says it.
    fn against(&self, names: &Names<'_>, arm: usize) -> TokenStream {
        let plumbing = names.plumbing();
        if names.in_editor() {
            // No constant of another const item decides about types there.
            let has_target = names.pipeline.nodes[self.id.0].fit.is_some();
            return quote!(#plumbing::TargetIf<#has_target>);
        }
        let against = arm_constant("AGAINST", self.id, arm);
        quote!(#plumbing::TargetIf<#against>)
    }
}

/// A `const` about an arm: `ARM_3_0`.
pub(super) fn arm_constant(name: &str, id: NodeId, arm: usize) -> Ident {
    constant(&format!("{name}_{}", id.0), arm)
}

/// A name of the engine's, or a field of the generated struct.
fn called(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
