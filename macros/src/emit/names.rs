//! The names that the generated code uses, and where each stands.
//!
//! Invariant: what is visible outside the expansion begins with the pipeline's name or with `__`; what is local has
//! `mixed_site` hygiene, so that no name of the user can capture it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::Reader;
use crate::model::{NodeId, NodeKind, Pipeline, SizeUse, ValueId};
use crate::parse::snake_case;

/// Paths and names for one pipeline.
pub(super) struct Names<'model> {
    /// `$crate` of the `shapeflow` crate, under whatever name the user knows it.
    pub(super) krate: &'model TokenStream,
    pub(super) pipeline: &'model Pipeline,
    /// The pipeline's name where the user wrote it.
    pub(super) defined: Ident,
    pub(super) reader: Reader,
    /// Whether the code stands in the block of the generated code, where paths are short: rustc reads every token.
    pub(super) in_block: bool,
}

impl Names<'_> {
    /// The same names for code in the block of the generated code.
    pub(super) fn in_block(&self) -> Self {
        Self { in_block: true, defined: self.defined.clone(), ..*self }
    }

    /// `$crate::plumbing`
    pub(super) fn plumbing(&self) -> TokenStream {
        let krate = self.krate;
        if self.in_block { quote!(__plumbing) } else { quote!(#krate::plumbing) }
    }

    /// Whether an editor reads the expansion.
    pub(super) fn in_editor(&self) -> bool {
        self.reader == Reader::Editor
    }

    /// The fitted struct.
    pub(super) fn fitted(&self) -> Ident {
        format_ident!("{}Fitted", self.pipeline.name, span = self.pipeline.name.span())
    }

    /// The struct of several outputs.
    pub(super) fn output(&self) -> Ident {
        format_ident!("{}Output", self.pipeline.name, span = self.pipeline.name.span())
    }

    /// The alias for the type that the user wrote as a step; for an editor the only one, unless the step is optional.
    pub(super) fn written(&self, node: NodeId) -> Ident {
        let is_optional =
            matches!(self.pipeline.nodes[node.0].kind, NodeKind::Step { is_optional: true, .. });
        if self.in_editor() && !is_optional {
            return self.step(node);
        }
        format_ident!("__{}Written{}", self.pipeline.name, node.0, span = self.pipeline.nodes[node.0].span)
    }

    /// The same for each type that the user wrote at a node, with its place: a choice has several.
    pub(super) fn all_written(&self, node: NodeId) -> Vec<(Ident, Span)> {
        let model = &self.pipeline.nodes[node.0];
        match super::choice::arms(model) {
            [] => vec![(self.written(node), model.span)],
            arms => arms
                .iter()
                .enumerate()
                .map(|(index, arm)| (self.arm_written(node, index), arm.span))
                .collect(),
        }
    }

    /// The alias for the type that the user wrote as an arm; as of [`written`](Self::written).
    pub(super) fn arm_written(&self, node: NodeId, arm: usize) -> Ident {
        let model = &super::choice::arms(&self.pipeline.nodes[node.0])[arm];
        if self.in_editor() && !model.is_optional {
            return self.arm_step(node, arm);
        }
        format_ident!("__{}Written{}Arm{}", self.pipeline.name, node.0, arm, span = model.span)
    }

    /// The constant that says whether that type is a step.
    pub(super) fn arm_is_step(&self, node: NodeId, arm: usize) -> Ident {
        format_ident!("__{}IsStep{}Arm{}", self.pipeline.name, node.0, arm, span = Span::call_site())
    }

    /// The alias for the type of an arm; as of [`step`](Self::step).
    pub(super) fn arm_step(&self, node: NodeId, arm: usize) -> Ident {
        let span = super::choice::arms(&self.pipeline.nodes[node.0])[arm].span;
        format_ident!("__{}Step{}Arm{}", self.pipeline.name, node.0, arm, span = span)
    }

    /// The constant with the signature of an arm.
    pub(super) fn arm_signature(&self, node: NodeId, arm: usize) -> TokenStream {
        let model = &super::choice::arms(&self.pipeline.nodes[node.0])[arm];
        self.signature_of(&self.arm_step(node, arm), model.span, &model.sizes)
    }

    /// The constant that says whether that type is a step.
    pub(super) fn is_step(&self, node: NodeId) -> Ident {
        format_ident!("__{}IsStep{}", self.pipeline.name, node.0, span = Span::call_site())
    }

    /// The alias for the type of a step; for a type that is no step, what stands for it.
    pub(super) fn step(&self, node: NodeId) -> Ident {
        format_ident!("__{}Step{}", self.pipeline.name, node.0, span = self.pipeline.nodes[node.0].span)
    }

    /// The step of a node, where only its types are wanted; for an inverse, what has them.
    pub(super) fn typed_step(&self, node: NodeId) -> TokenStream {
        let plumbing = self.plumbing();
        let this = &self.pipeline.nodes[node.0];
        let reused = self.pipeline.reused(this);
        let step = self.step(reused.unwrap_or(node));
        match this.kind {
            NodeKind::Inverse { .. } if reused.is_some() => quote!(#plumbing::InverseStep<#step>),
            _ => quote!(#step),
        }
    }

    /// The type that an editor asks for signatures.
    pub(super) fn asked(&self) -> Ident {
        format_ident!("__{}Asked", self.pipeline.name, span = Span::call_site())
    }

    /// The constant with a step's signature.
    pub(super) fn signature(&self, node: NodeId) -> TokenStream {
        let model = &self.pipeline.nodes[node.0];
        let sizes = match &model.kind {
            NodeKind::Step { sizes, .. } => sizes.as_slice(),
            NodeKind::Expect(_) | NodeKind::Inverse { .. } | NodeKind::Again { .. } => &[],
        };
        self.signature_of(&self.step(node), model.span, sizes)
    }

    fn signature_of(&self, step: &Ident, span: Span, sizes: &[SizeUse]) -> TokenStream {
        let krate = self.krate;
        let signature = match self.reader {
            Reader::Compiler => quote_spanned!(span=> <#step as #krate::step::Step>::SIGNATURE),
            Reader::Editor => {
                let asked = self.asked();
                quote!(<#asked<#step>>::SIGNATURE)
            }
        };
        let sizes = sizes.iter().filter(|size| !self.pipeline.sizes[size.size].is_broken);
        sizes.fold(signature, |signature, SizeUse { field, written, .. }| {
            let (field, size) = (field.to_string(), written.to_string());
            quote!(#krate::shape::Signature::declared_as(#signature, #field, #size))
        })
    }

    /// A check that stops rustc; an editor has none.
    pub(super) fn check(&self, check: &TokenStream) -> TokenStream {
        match self.reader {
            Reader::Compiler => quote!(const _: () = #check;),
            Reader::Editor => TokenStream::new(),
        }
    }

    /// The alias for the type of an input.
    pub(super) fn input_type(&self, value: ValueId) -> Ident {
        format_ident!("__{}Input{}", self.pipeline.name, value.0, span = Span::call_site())
    }

    /// The alias for the type of a promised output, on the edge.
    pub(super) fn promised_type(&self, index: usize) -> Ident {
        format_ident!("__{}Promise{}", self.pipeline.name, index, span = Span::call_site())
    }

    /// The list of the user's constants in the dims of a shape.
    pub(super) fn constants(&self, shape: &Ident) -> Ident {
        format_ident!("__{}Constants{}", self.pipeline.name, shape, span = Span::call_site())
    }

    /// The path in an error: `digits`.
    pub(super) fn root(&self) -> String {
        snake_case(&self.pipeline.name.to_string())
    }
}

/// A local name.
pub(super) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// A local name with a number.
pub(super) fn numbered(name: &str, number: usize) -> Ident {
    format_ident!("{name}_{number}", span = Span::mixed_site())
}

/// A `const` of the generated code.
pub(super) fn constant(name: &str, number: usize) -> Ident {
    format_ident!("{name}_{number}", span = Span::mixed_site())
}

/// `strokes` to `Strokes`, `first_layer` to `FirstLayer`.
pub(super) fn camel_case(name: &str) -> String {
    name.trim_start_matches("r#")
        .split('_')
        .flat_map(|word| {
            let mut characters = word.chars();
            characters.next().into_iter().flat_map(char::to_uppercase).chain(characters)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::camel_case;

    #[test]
    fn words_begin_with_capitals() {
        assert_eq!(camel_case("first_layer"), "FirstLayer");
        assert_eq!(camel_case("r#type"), "Type");
    }
}
