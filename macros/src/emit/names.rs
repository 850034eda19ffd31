//! The names in the generated code.
//!
//! Invariant: an item that is visible outside the expansion has a name that begins with the pipeline's name or with
//! `__`. A local name has `mixed_site` hygiene, so that no name of the user can capture it.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};

use super::checks::Checks;
use super::reader::Reader;
use crate::model::{Arm, Node, NodeId, NodeKind, Pipeline, Size, SizeUse, StepSpec, ValueId};
use crate::parse::snake_case;

/// The paths and names for one pipeline.
pub(super) struct Names<'model> {
    /// The path to the `shapeflow` crate (its `$crate`), whatever name the user gave it.
    pub(super) krate: &'model TokenStream,
    pub(super) pipeline: &'model Pipeline,
    /// The pipeline's name with the user's span.
    pub(super) defined: Ident,
    pub(super) reader: Reader,
    /// A statement with an error, for a pipeline in which the macro found one.
    pub(super) errors: &'model TokenStream,
    /// The checks of the code that was emitted so far.
    pub(super) checks: &'model Checks,
    /// Whether the code is inside the block of the generated code. Paths are short there, because rustc reads every
    /// token.
    pub(super) in_block: bool,
}

impl<'model> Names<'model> {
    /// Returns the same names for code inside the block of the generated code.
    pub(super) fn in_block(&self) -> Self {
        Self { in_block: true, defined: self.defined.clone(), ..*self }
    }

    /// Returns the path to `$crate::plumbing`.
    pub(super) fn plumbing(&self) -> TokenStream {
        let krate = self.krate;
        if self.in_block { quote!(__plumbing) } else { quote!(#krate::plumbing) }
    }

    /// Returns whether an editor reads the expansion.
    pub(super) fn in_editor(&self) -> bool {
        self.reader == Reader::Editor
    }

    /// Returns the attribute that hides an item from the user's documentation. Only rustdoc needs it.
    pub(super) fn hidden(&self) -> Option<TokenStream> {
        (self.reader == Reader::Documentation).then(|| quote!(#[doc(hidden)]))
    }

    /// Returns the documentation of a field; none for rustc, where it would only cost compile time.
    pub(super) fn doc(&self, text: &str) -> Option<TokenStream> {
        (self.reader != Reader::Compiler).then(|| quote!(#[doc = #text]))
    }

    /// Returns the name of the fitted struct.
    pub(super) fn fitted(&self) -> Ident {
        format_ident!("{}Fitted", self.pipeline.stem, span = self.pipeline.name.span())
    }

    /// Returns the name of the struct of several outputs.
    pub(super) fn output(&self) -> Ident {
        format_ident!("{}Output", self.pipeline.stem, span = self.pipeline.name.span())
    }

    /// Returns the alias of the type that the user wrote as a step. For an editor it is the only alias, unless the step
    /// is optional.
    pub(super) fn written(&self, node: NodeId) -> Ident {
        let is_optional = spec(&self.pipeline.nodes[node.0]).is_some_and(|spec| spec.is_optional);
        if self.in_editor() && !is_optional {
            return self.step(node);
        }
        format_ident!("__{}Written{}", self.pipeline.name, node.0, span = self.pipeline.nodes[node.0].span)
    }

    /// Returns the alias of the type that the user wrote as an arm, like [`written`](Self::written).
    pub(super) fn arm_written(&self, node: NodeId, arm: usize) -> Ident {
        let model = &arms(&self.pipeline.nodes[node.0])[arm].spec;
        if self.in_editor() && !model.is_optional {
            return self.arm_step(node, arm);
        }
        format_ident!("__{}Written{}Arm{}", self.pipeline.name, node.0, arm, span = model.span)
    }

    /// Returns the alias of `StepIf` that says whether the type of an arm is a step.
    pub(super) fn arm_is_step(&self, node: NodeId, arm: usize) -> Ident {
        format_ident!("__{}IsStep{}Arm{}", self.pipeline.name, node.0, arm, span = Span::call_site())
    }

    /// Returns the alias of the type of an arm, like [`step`](Self::step).
    pub(super) fn arm_step(&self, node: NodeId, arm: usize) -> Ident {
        let span = arms(&self.pipeline.nodes[node.0])[arm].spec.span;
        format_ident!("__{}Step{}Arm{}", self.pipeline.name, node.0, arm, span = span)
    }

    /// Returns an expression of the signature of an arm.
    pub(super) fn arm_signature(&self, node: NodeId, arm: usize) -> TokenStream {
        let model = &arms(&self.pipeline.nodes[node.0])[arm].spec;
        self.signature_of(&self.arm_step(node, arm), model.span, &model.sizes)
    }

    /// Returns the alias of `StepIf` that says whether the type of a step is a step.
    pub(super) fn is_step(&self, node: NodeId) -> Ident {
        format_ident!("__{}IsStep{}", self.pipeline.name, node.0, span = Span::call_site())
    }

    /// Returns the alias of the type of a step, or of its replacement if the user's type is not a step.
    pub(super) fn step(&self, node: NodeId) -> Ident {
        format_ident!("__{}Step{}", self.pipeline.name, node.0, span = self.pipeline.nodes[node.0].span)
    }

    /// Returns the alias of the type of a step's field. Of a type that is not a step, it has an error.
    pub(super) fn field(&self, node: NodeId) -> Ident {
        let model = &self.pipeline.nodes[node.0];
        if self.reader != Reader::Compiler || !arms(model).is_empty() {
            return self.step(node);
        }
        format_ident!("__{}Field{}", self.pipeline.name, node.0, span = model.span)
    }

    /// Returns the alias of the type of an arm's field.
    pub(super) fn arm_field(&self, node: NodeId, arm: usize) -> Ident {
        if self.reader != Reader::Compiler {
            return self.arm_step(node, arm);
        }
        let span = arms(&self.pipeline.nodes[node.0])[arm].spec.span;
        format_ident!("__{}Field{}Arm{}", self.pipeline.name, node.0, arm, span = span)
    }

    /// Returns the name of the type in which an editor finds signatures.
    pub(super) fn signatures(&self) -> Ident {
        format_ident!("__{}Signatures", self.pipeline.name, span = Span::call_site())
    }

    /// Returns an expression of the signature of a step.
    pub(super) fn signature(&self, node: NodeId) -> TokenStream {
        let model = &self.pipeline.nodes[node.0];
        let sizes = spec(model).map_or(&[][..], |spec| &spec.sizes);
        self.signature_of(&self.step(node), model.span, sizes)
    }

    /// Returns whether hyperparameters of a step are set to declared sizes.
    pub(super) fn has_sizes(&self, node: NodeId) -> bool {
        spec(&self.pipeline.nodes[node.0]).is_some_and(|spec| !spec.sizes.is_empty())
    }

    fn signature_of(&self, step: &Ident, span: Span, sizes: &[SizeUse]) -> TokenStream {
        let krate = self.krate;
        let signature = if self.in_editor() {
            let signatures = self.signatures();
            quote!(<#signatures<#step>>::SIGNATURE)
        } else {
            quote_spanned!(span=> <#step as #krate::step::Step>::SIGNATURE)
        };
        let sizes = sizes.iter().filter(|size| !self.pipeline.sizes[size.size].is_broken);
        sizes.fold(signature, |signature, SizeUse { field, written, .. }| {
            let (field, size) = (field.to_string(), written.to_string());
            quote!(#krate::shape::Signature::declared_as(#signature, #field, #size))
        })
    }

    /// Adds an expression that is a compile-time error if it panics. An editor needs none.
    pub(super) fn check(&self, check: TokenStream) {
        if !self.in_editor() {
            self.checks.add(check);
        }
    }

    /// Returns the alias of the type of an input.
    pub(super) fn input_type(&self, value: ValueId) -> Ident {
        format_ident!("__{}Input{}", self.pipeline.name, value.0, span = Span::call_site())
    }

    /// Returns the alias of the type of a promised output on its edge.
    pub(super) fn promised_type(&self, index: usize) -> Ident {
        format_ident!("__{}Promise{}", self.pipeline.name, index, span = Span::call_site())
    }

    /// Returns the alias of the element type of an input array. Signatures name it instead of the user's tokens, and
    /// rustdoc shows the type behind it.
    pub(super) fn input_element(&self, value: ValueId) -> Ident {
        format_ident!("__{}InputElement{}", self.pipeline.name, value.0, span = Span::call_site())
    }

    /// Returns the same alias for an array that is a promised output.
    pub(super) fn promised_element(&self, index: usize) -> Ident {
        format_ident!("__{}PromiseElement{}", self.pipeline.name, index, span = Span::call_site())
    }

    /// Returns the name of the list of the user's constants in the dims of a shape.
    pub(super) fn constants(&self, shape: &Ident) -> Ident {
        format_ident!("__{}Constants{}", self.pipeline.name, shape, span = Span::call_site())
    }

    /// Returns the declared sizes without errors, with their numbers.
    pub(super) fn sound_sizes(&self) -> Vec<(usize, &'model Size)> {
        self.pipeline.sizes.iter().enumerate().filter(|(_, size)| !size.is_broken).collect()
    }

    /// Returns the path of the pipeline in run-time errors: `digits`.
    pub(super) fn root(&self) -> String {
        snake_case(&self.pipeline.name.to_string())
    }
}

/// Returns the step of a node; `None` for an `expect`, `inverse` or `through`.
pub(super) fn spec(node: &Node) -> Option<&StepSpec> {
    match &node.kind {
        NodeKind::Step { spec, .. } => Some(spec),
        _ => None,
    }
}

/// Returns the arms of a choice; none for another node.
pub(super) fn arms(node: &Node) -> &[Arm] {
    match &node.kind {
        NodeKind::Step { arms, .. } => arms,
        _ => &[],
    }
}

/// Returns the path of a node: `strokes.pca`.
pub(super) fn path_text(node: &Node) -> String {
    node.path.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}

/// Returns the same name without the user's span, for a position that an editor does not need.
pub(super) fn unspanned(name: &Ident) -> Ident {
    let mut name = name.clone();
    name.set_span(Span::call_site());
    name
}

/// Returns the same type without the user's spans.
pub(super) fn unspanned_tokens(ty: &TokenStream) -> TokenStream {
    let tokens = ty.clone().into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            TokenTree::Group(Group::new(group.delimiter(), unspanned_tokens(&group.stream())))
        }
        mut token => {
            token.set_span(Span::call_site());
            token
        }
    });
    tokens.collect()
}

/// Returns a local name.
pub(super) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// Returns a local name with a number.
pub(super) fn numbered(name: &str, number: usize) -> Ident {
    format_ident!("{name}_{number}", span = Span::mixed_site())
}

/// Returns the name of a constant of the generated code.
pub(super) fn constant(name: &str, number: usize) -> Ident {
    format_ident!("{name}_{number}", span = Span::mixed_site())
}
