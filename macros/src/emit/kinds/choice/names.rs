//! The names of what is emitted for one `choose`.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use crate::emit::names::{Names, arms, camel_case, constant, unspanned};
use crate::emit::spans::Place;
use crate::model::{Arm, NodeId};

/// The names of what is written for one `choose`.
pub(crate) struct Choice<'model> {
    pub(crate) id: NodeId,
    pub(crate) arms: &'model [Arm],
    /// `DigitsFeaturesChoice`
    pub(crate) name: Ident,
    /// `DigitsFeaturesArm`
    pub(super) which: Ident,
    /// `DigitsFeaturesFitted`
    pub(super) fitted: Ident,
    /// `DigitsFeaturesPaths`
    pub(super) paths: Ident,
}

impl<'model> Choice<'model> {
    /// The choice at this node, where it is one.
    pub(crate) fn of(names: &Names<'model>, id: NodeId) -> Option<Self> {
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
    pub(crate) fn all(names: &Names<'model>) -> Vec<Self> {
        (0..names.pipeline.nodes.len()).filter_map(|index| Self::of(names, NodeId(index))).collect()
    }

    pub(super) fn variants(&self) -> Vec<Ident> {
        let variant = |arm: &Arm| match camel_case(&arm.name.to_string()).as_str() {
            "Self" => Ident::new("Self_", Span::call_site()),
            name => Ident::new(name, Span::call_site()),
        };
        self.arms.iter().map(variant).collect()
    }

    pub(super) fn steps(&self, names: &Names<'_>) -> Vec<Ident> {
        (0..self.arms.len()).map(|arm| names.arm_step(self.id, arm)).collect()
    }

    pub(super) fn texts(&self) -> Vec<String> {
        self.arms.iter().map(|arm| arm.name.to_string()).collect()
    }

    /// The numbers of the arms, the last of which is any other.
    pub(super) fn patterns(&self) -> Vec<TokenStream> {
        let last = self.arms.len().saturating_sub(1);
        let pattern = |arm| {
            let number = Literal::usize_unsuffixed(arm);
            if arm == last { quote!(_) } else { quote!(#number) }
        };
        (0..self.arms.len()).map(pattern).collect()
    }

    pub(super) fn fields(&self) -> Vec<Ident> {
        self.arms.iter().map(|arm| unspanned(&arm.name)).collect()
    }

    /// `<Pca<8> as Step>::Fitted`
    pub(super) fn fitted_types(&self, names: &Names<'_>) -> Vec<TokenStream> {
        let krate = names.krate;
        let types = self.steps(names).into_iter().zip(self.arms);
        types.map(|(step, arm)| quote_spanned!(arm.span=> <#step as #krate::step::Step>::Fitted)).collect()
    }

    /// The bounds on the arms of a choice that is saved.
    pub(crate) fn saved(&self, names: &Names<'_>) -> TokenStream {
        let types = self.fitted_types(names).into_iter().enumerate();
        types.map(|(arm, ty)| crate::saved::bound(names.krate, arm, &ty)).collect()
    }

    /// The path of an arm's step, as the user wrote it.
    pub(super) fn place(&self, arm: usize) -> Place {
        let Arm { span, path, .. } = &self.arms[arm];
        Place::path(*span, path)
    }

    /// Whether an arm gets the targets: a type that says it.
    pub(super) fn against(&self, names: &Names<'_>, arm: usize) -> TokenStream {
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
pub(super) fn called(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
