//! The names of the generated items of one `choose`.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use crate::case::camel_case;
use crate::emit::names::{Names, arms, constant, unspanned};
use crate::emit::spans::Place;
use crate::model::{Arm, Node, NodeId, StepSpec};

/// The names of the generated items of one `choose`.
pub(crate) struct Choice<'model> {
    pub(crate) id: NodeId,
    pub(crate) arms: &'model [Arm],
    /// The struct of the arms: `DigitsFeaturesChoice`.
    pub(crate) name: Ident,
    /// The enum that names the arms: `DigitsFeaturesArm`.
    pub(super) which: Ident,
    /// The enum of the fitted arms: `DigitsFeaturesFitted`.
    pub(super) fitted: Ident,
    /// The struct of typed paths: `DigitsFeaturesPaths`.
    pub(super) paths: Ident,
}

impl<'model> Choice<'model> {
    /// How the names of the types of a choice end.
    pub(crate) const SUFFIXES: [&'static str; 4] = ["Choice", "Arm", "Fitted", "Paths"];

    /// Whether the node is a choice.
    pub(crate) fn is_at(node: &Node) -> bool {
        !arms(node).is_empty()
    }

    /// Returns the choice at this node; `None` for another node.
    pub(crate) fn of(names: &Names<'model>, id: NodeId) -> Option<Self> {
        let node = &names.pipeline.nodes[id.0];
        let arms = arms(node);
        if arms.is_empty() {
            return None;
        }
        let path: String = node.path.iter().map(|name| camel_case(&name.to_string())).collect();
        let name = |suffix| format_ident!("{}{path}{suffix}", names.pipeline.stem, span = Span::call_site());
        let [choice, which, fitted, paths] = Self::SUFFIXES.map(name);
        Some(Self { id, arms, name: choice, which, fitted, paths })
    }

    /// Returns all choices of the pipeline.
    pub(crate) fn all(names: &Names<'model>) -> Vec<Self> {
        (0..names.pipeline.nodes.len()).filter_map(|index| Self::of(names, NodeId(index))).collect()
    }

    /// Returns the variants of the enums, one per arm.
    pub(super) fn variants(&self) -> Vec<Ident> {
        let mut variants: Vec<Ident> = Vec::new();
        for arm in self.arms {
            let mut name = camel_case(&arm.name.to_string());
            // `aB` and `a_b` have the same words.
            while name == "Self" || variants.iter().any(|taken| *taken == name) {
                name.push('_');
            }
            variants.push(Ident::new(&name, Span::call_site()));
        }
        variants
    }

    /// Returns the aliases of the types of the arms.
    pub(super) fn steps(&self, names: &Names<'_>) -> Vec<Ident> {
        (0..self.arms.len()).map(|arm| names.arm_step(self.id, arm)).collect()
    }

    /// Returns the aliases of the types of the arms' fields.
    pub(super) fn field_types(&self, names: &Names<'_>) -> Vec<Ident> {
        (0..self.arms.len()).map(|arm| names.arm_field(self.id, arm)).collect()
    }

    /// Returns the names of the arms as texts.
    pub(super) fn texts(&self) -> Vec<String> {
        self.arms.iter().map(|arm| arm.name.to_string()).collect()
    }

    /// Returns a pattern per arm: its number, or `_` for the last.
    pub(super) fn patterns(&self) -> Vec<TokenStream> {
        let last = self.arms.len().saturating_sub(1);
        let pattern = |arm| {
            let number = Literal::usize_unsuffixed(arm);
            if arm == last { quote!(_) } else { quote!(#number) }
        };
        (0..self.arms.len()).map(pattern).collect()
    }

    /// Returns the fields of the arms.
    pub(super) fn fields(&self) -> Vec<Ident> {
        self.arms.iter().map(|arm| unspanned(&arm.name)).collect()
    }

    /// Returns the types of the fitted arms: `<Pca<8> as Step>::Fitted`.
    pub(super) fn fitted_types(&self, names: &Names<'_>) -> Vec<TokenStream> {
        let krate = names.krate;
        let types = self.steps(names).into_iter().zip(self.arms);
        types
            .map(|(step, arm)| quote_spanned!(arm.spec.span=> <#step as #krate::step::Step>::Fitted))
            .collect()
    }

    /// Returns the bounds on the arms under which the choice can be saved.
    pub(crate) fn saved(&self, names: &Names<'_>) -> TokenStream {
        let types = self.fitted_types(names).into_iter().enumerate();
        types.map(|(arm, ty)| crate::saved::bound(names.krate, arm, &ty)).collect()
    }

    /// Returns the place of an arm's step, as the user wrote it.
    pub(super) fn place(&self, arm: usize) -> Place {
        let StepSpec { span, path, .. } = &self.arms[arm].spec;
        Place::path(*span, path)
    }

    /// Returns the type that says whether an arm receives the targets.
    pub(super) fn against(&self, names: &Names<'_>, arm: usize) -> TokenStream {
        let plumbing = names.plumbing();
        if names.in_editor() {
            // In an editor, a type cannot depend on the constant of another const item.
            let has_target = names.pipeline.nodes[self.id.0].fit.is_some();
            return quote!(#plumbing::TargetIf<#has_target>);
        }
        let against = arm_constant("AGAINST", self.id, arm);
        quote!(#plumbing::TargetIf<#against>)
    }
}

/// Returns the name of a constant of an arm: `ARM_3_0`.
pub(super) fn arm_constant(name: &str, id: NodeId, arm: usize) -> Ident {
    constant(&format!("{name}_{}", id.0), arm)
}

/// Returns a name of the engine, or of a field of the generated struct.
pub(super) fn called(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
