//! The graph before its names are resolved, because equations may use names that are defined later.
//!
//! Invariant: a node refers directly only to nodes that were added before it, so every cycle contains a name.

use proc_macro2::{Ident, Span, TokenStream};

use crate::model::node::NodeKind;
use crate::parse::syntax::{Form, Promise, Size, ValueType, Words};

/// A reference to a value, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ValueRef {
    /// An input, counted through inputs and fit inputs.
    Input(usize),
    /// The value of a name; an index into [`UnresolvedPipeline::names`].
    Name(usize),
    Node {
        node: usize,
        output: usize,
    },
    /// A reported error.
    Unknown,
}

/// A value used at one place of the source, with its name if it is written as a name.
#[derive(Debug, Clone)]
pub(crate) struct Use {
    pub(crate) value: ValueRef,
    pub(crate) name: Option<Ident>,
}

impl Use {
    pub(crate) const UNKNOWN: Use = Use { value: ValueRef::Unknown, name: None };

    /// A use that is not written as a name: a value inside a chain.
    pub(crate) fn unnamed(value: ValueRef) -> Use {
        Use { value, name: None }
    }

    /// Returns the value as the only argument of a node.
    pub(crate) fn into_arguments(self) -> UnresolvedArguments {
        UnresolvedArguments { form: Form::One, uses: vec![self] }
    }
}

/// The name of an input or of an equation's value.
#[derive(Debug)]
pub(crate) struct Name {
    pub(crate) ident: Ident,
    pub(crate) definition: ValueRef,
    pub(crate) is_used: bool,
    /// The name is declared twice, which has been reported: its uses are unknown values.
    pub(crate) is_ambiguous: bool,
}

/// The values passed to a node, and in which form.
#[derive(Debug)]
pub(crate) struct UnresolvedArguments {
    pub(crate) form: Form,
    pub(crate) uses: Vec<Use>,
}

/// A node whose arguments are not resolved; the fields are those of [`Node`](crate::model::Node).
#[derive(Debug)]
pub(crate) struct UnresolvedNode {
    pub(crate) kind: NodeKind,
    pub(crate) path: Vec<Ident>,
    pub(crate) block: Vec<Ident>,
    pub(crate) inputs: UnresolvedArguments,
    pub(crate) fit: Option<UnresolvedArguments>,
    pub(crate) output_count: usize,
    /// How many of the outputs, the last ones, exist only while fitting.
    pub(crate) fit_output_count: usize,
    /// The node's value in messages, if the value has no name.
    pub(crate) label: String,
    pub(crate) span: Span,
    pub(crate) invented: Option<Span>,
}

impl UnresolvedNode {
    /// A node with one output, without path and arguments.
    pub(crate) fn of(kind: NodeKind, label: String, span: Span, block: &[Ident]) -> UnresolvedNode {
        UnresolvedNode {
            kind,
            path: Vec::new(),
            block: block.to_vec(),
            inputs: UnresolvedArguments { form: Form::Tuple, uses: Vec::new() },
            fit: None,
            output_count: 1,
            fit_output_count: 0,
            label,
            span,
            invented: None,
        }
    }

    /// Returns all uses of values by this node, those in `.fit(..)` included.
    pub(crate) fn uses(&self) -> impl Iterator<Item = &Use> {
        self.inputs.uses.iter().chain(self.fit.iter().flat_map(|fit| &fit.uses))
    }
}

#[derive(Debug)]
pub(crate) struct UnresolvedEquation {
    pub(crate) names: Vec<(Ident, ValueRef)>,
    pub(crate) block: Vec<Ident>,
    pub(crate) renames: Option<Ident>,
}

#[derive(Debug)]
pub(crate) struct UnresolvedOutput {
    pub(crate) value: Use,
    pub(crate) name: Ident,
    pub(crate) is_promised: bool,
    pub(crate) span: Span,
}

/// A pipeline before its names are resolved and its nodes are ordered.
#[derive(Debug)]
pub(crate) struct UnresolvedPipeline {
    pub(crate) attributes: TokenStream,
    pub(crate) visibility: TokenStream,
    pub(crate) name: Ident,
    /// Inputs, then fit inputs: the name, and the type if it has no error.
    pub(crate) inputs: Vec<(Ident, Option<ValueType>)>,
    pub(crate) input_count: usize,
    pub(crate) promise: Option<Promise>,
    pub(crate) sizes: Vec<Size>,
    pub(crate) names: Vec<Name>,
    pub(crate) nodes: Vec<UnresolvedNode>,
    pub(crate) equations: Vec<UnresolvedEquation>,
    pub(crate) outputs: Vec<UnresolvedOutput>,
    /// Uses that belong to no node, output or renaming equation.
    pub(crate) uses: Vec<Use>,
    pub(crate) words: Words,
    pub(crate) broken: bool,
}
