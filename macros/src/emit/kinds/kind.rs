//! The trait that each kind of node implements.

use proc_macro2::{Ident, TokenStream};

use crate::emit::spans::Place;
use crate::model::{Dims, ValueId};

/// A kind of node, at one node.
pub(crate) trait Kind {
    /// Returns the tokens that errors about the node point at.
    fn place(&self) -> Place;

    /// Returns the type of the node's output, given that of its input.
    fn output(&self) -> Given;

    /// Returns the shape that the user wrote at the node, if any, and the name of its constant.
    fn declared(&self) -> Option<(Ident, &Dims)> {
        None
    }

    /// Returns the constants and checks of the node's shapes.
    fn shapes(&self) -> TokenStream;

    /// Returns an expression of the inference in the fit graph, for an editor, given expressions of the shapes of the
    /// inputs. rustc reads it from the table.
    fn inferred(&self, inputs: &[TokenStream]) -> TokenStream {
        self.predicted(inputs).inferred
    }

    /// Returns an expression of the inference in the predict graph for an editor, and the constants and checks for it.
    fn predicted(&self, inputs: &[TokenStream]) -> Predicted;

    /// Returns an expression of type `bool`: whether the shapes of the node have no error.
    fn right(&self) -> TokenStream;

    /// Returns the columns of the node's row in the table that depend on its kind.
    fn row(&self) -> Row<'_>;

    /// Returns the statement that creates the node: `let node_3 = { .. };`.
    fn node(&self) -> TokenStream;
}

/// The type of the values that a node returns.
pub(crate) enum Given {
    /// The type of its input.
    Input,
    /// Poison, after a reported error.
    Poison,
    /// The output of this step.
    By(TokenStream),
    /// The column of its input with this number.
    Column(TokenStream),
}

/// The inference of a node in the predict graph.
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
    /// The calls that add the kind of the node: `.expecting(..)`.
    pub(crate) known: TokenStream,
    /// The values that the step learns against.
    pub(crate) targets: &'model [ValueId],
}

impl<'model> Row<'model> {
    /// Returns the row of a node without a step of its own.
    pub(crate) fn stepless(text: String, known: TokenStream) -> Self {
        Self { text, known, targets: &[] }
    }
}
