//! The questions that each kind of node answers.

use proc_macro2::{Ident, TokenStream};

use crate::emit::spans::Place;
use crate::model::{Dims, ValueId};

/// A kind of node, at one node.
pub(crate) trait Kind {
    /// Returns the tokens that errors about the node point at.
    fn place(&self) -> Place;

    /// Returns what the node makes of the type of its input.
    fn output(&self) -> Given;

    /// Returns a shape that the user wrote at the node, with the name of its constant.
    fn declared(&self) -> Option<(Ident, &Dims)> {
        None
    }

    /// Returns `INFER_k`, `RIGHT_k` and the checks.
    fn shapes(&self) -> TokenStream;

    /// Returns an expression of what is inferred in the predict graph, and the constants and checks that it needs.
    fn predicted(&self, inputs: &[TokenStream]) -> Predicted;

    /// Returns an expression that says whether the node has no mistake.
    fn right(&self) -> TokenStream;

    /// Returns what the table of nodes says only of this kind.
    fn row(&self) -> Row<'_>;

    /// Returns the statement that makes the node: `let node_3 = { .. };`.
    fn node(&self) -> TokenStream;
}

/// The type of the values that a node returns.
pub(crate) enum Given {
    /// The type of its input.
    Input,
    /// The type after a mistake that has been reported.
    Poison,
    /// The output of this step.
    By(TokenStream),
}

/// What is inferred in the predict graph.
pub(crate) struct Predicted {
    /// Constants and checks.
    pub(crate) before: TokenStream,
    /// An expression of type `Inference`.
    pub(crate) inferred: TokenStream,
}

impl From<TokenStream> for Predicted {
    fn from(inferred: TokenStream) -> Self {
        Self { before: TokenStream::new(), inferred }
    }
}

/// A row in the table of nodes.
pub(crate) struct Row<'model> {
    /// The step as messages call it.
    pub(crate) text: String,
    /// The fields that are known of the step.
    pub(crate) known: TokenStream,
    /// The values that the step learns against.
    pub(crate) targets: &'model [ValueId],
    /// An expression of the node whose fitted step is used.
    pub(crate) reuses: Option<TokenStream>,
}

impl<'model> Row<'model> {
    /// A row of a node that uses no fitted step of another.
    pub(crate) fn of(text: String, known: TokenStream, targets: &'model [ValueId]) -> Self {
        Self { text, known, targets, reuses: None }
    }
}
