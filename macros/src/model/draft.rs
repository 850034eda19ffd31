//! The graph while names still stand between the nodes, because equations may use names that come later.
//!
//! Invariant: a node refers to other nodes only if they were drafted before it, so every cycle goes through a name.

use proc_macro2::{Ident, Span, TokenStream};

use super::{Form, NodeKind, Size, ValueType};
use crate::parse::syntax::Promise;

/// Where a value comes from, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// An input, counted through inputs and fit inputs.
    Input(usize),
    /// What a name stands for; an index into [`Draft::names`].
    Name(usize),
    Node {
        node: usize,
        output: usize,
    },
    /// A mistake, which has been reported.
    Unknown,
}

/// A value at one place of the source, with its name where it is written as one.
#[derive(Debug, Clone)]
pub(crate) struct Use {
    pub(crate) source: Source,
    pub(crate) name: Option<Ident>,
}

impl Use {
    pub(crate) const UNKNOWN: Use = Use { source: Source::Unknown, name: None };

    pub(crate) fn link(source: Source) -> Use {
        Use { source, name: None }
    }
}

/// An input or what an equation names.
#[derive(Debug)]
pub(crate) struct Name {
    pub(crate) ident: Ident,
    pub(crate) definition: Source,
    pub(crate) is_used: bool,
    /// Declared twice, which has been reported: nobody knows which one a use means.
    pub(crate) is_ambiguous: bool,
}

#[derive(Debug)]
pub(crate) struct DraftArguments {
    pub(crate) form: Form,
    pub(crate) uses: Vec<Use>,
}

#[derive(Debug)]
pub(crate) struct DraftNode {
    pub(crate) kind: NodeKind,
    pub(crate) path: Vec<Ident>,
    pub(crate) block: Vec<Ident>,
    pub(crate) inputs: DraftArguments,
    pub(crate) fit: Option<DraftArguments>,
    pub(crate) output_count: usize,
    /// How many of the outputs, the last ones, exist only while fitting.
    pub(crate) fit_output_count: usize,
    /// What messages call the node's value where it has no name.
    pub(crate) label: String,
    pub(crate) span: Span,
    pub(crate) invented: Option<Span>,
}

#[derive(Debug)]
pub(crate) struct DraftEquation {
    pub(crate) names: Vec<(Ident, Source)>,
    pub(crate) block: Vec<Ident>,
    pub(crate) renames: Option<Ident>,
}

#[derive(Debug)]
pub(crate) struct DraftOutput {
    pub(crate) value: Use,
    pub(crate) name: Ident,
    pub(crate) span: Span,
}

/// A pipeline before its names are resolved and its nodes are ordered.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) attributes: TokenStream,
    pub(crate) visibility: TokenStream,
    pub(crate) name: Ident,
    /// Inputs, then fit inputs: the name and, where it is right, the type.
    pub(crate) inputs: Vec<(Ident, Option<ValueType>)>,
    pub(crate) input_count: usize,
    pub(crate) promise: Option<Promise>,
    pub(crate) sizes: Vec<Size>,
    pub(crate) names: Vec<Name>,
    pub(crate) nodes: Vec<DraftNode>,
    pub(crate) equations: Vec<DraftEquation>,
    pub(crate) outputs: Vec<DraftOutput>,
    /// Uses that stand nowhere else.
    pub(crate) uses: Vec<Use>,
    pub(crate) broken: bool,
}

impl Draft {
    /// Every place of a node where a value is used, those in `.fit(..)` included.
    pub(crate) fn uses_of(node: &DraftNode) -> impl Iterator<Item = &Use> {
        node.inputs.uses.iter().chain(node.fit.iter().flat_map(|fit| &fit.uses))
    }
}
