//! The nodes of the lowered graph: steps, `expect`, columns, `inverse` and `through`.

use proc_macro2::{Ident, Span};

use super::value::{NodeId, ValueId};
use crate::parse::syntax::{Arm, Dims, Form, StepSpec};

/// A step in the graph, or another link of a chain.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    /// Field names from the pipeline's struct to the step: `[strokes, pca]`, or `[pixels]` for the only, unnamed step of
    /// an equation. Identifiers written by the user carry the user's span. No two steps have the same path; an `expect`
    /// has a path too, for messages, but no field.
    pub(crate) path: Vec<Ident>,
    /// Names of the nested blocks around the node, outermost first: a prefix of `path`, and the node's cluster.
    pub(crate) block: Vec<Ident>,
    /// The values that the step is fitted on and transforms.
    pub(crate) inputs: Arguments,
    /// What the node needs from the fit graph alone: the values in `.fit(...)`, if any; for `inverse` and `through`, the
    /// named value, whose step must have run before.
    pub(crate) fit: Option<Arguments>,
    /// One value, or several if the equation has a tuple of names.
    pub(crate) outputs: Vec<ValueId>,
    /// How many of the outputs, the last ones, have `fit` before their name: they exist only while fitting.
    pub(crate) fit_output_count: usize,
    /// The token that errors about this node point at: the step's path.
    pub(crate) span: Span,
    /// For a step whose field the user did not name: where an editor finds the field, the `|>` before the step.
    pub(crate) invented: Option<Span>,
    /// The node depends on a fit input, so it is not in the predict graph.
    pub(crate) fit_only: bool,
    /// The step is a fit-only step: the predict graph bypasses it and passes on those of its inputs that exist there.
    pub(crate) is_bypassed: bool,
    /// A target that the node joins with the values of the predict graph has been reported: no second error is about the node.
    pub(crate) leaks: bool,
    /// The node is bypassed or comes after a bypassed node, so its shapes differ in the predict graph.
    pub(crate) has_predict_shapes: bool,
}

impl Node {
    /// Returns the values that the node takes: its inputs, and what it needs from the fit graph.
    pub(crate) fn taken(&self) -> impl Iterator<Item = ValueId> + '_ {
        self.inputs.values.iter().chain(self.fit.iter().flat_map(|fit| &fit.values)).copied()
    }

    /// Returns a node that stands for a part of another one, with the same place in the source and the same cluster.
    pub(crate) fn part_of(
        whole: &Node,
        kind: NodeKind,
        path: Vec<Ident>,
        inputs: Arguments,
        outputs: Vec<ValueId>,
    ) -> Node {
        Node {
            kind,
            path,
            block: whole.block.clone(),
            inputs,
            fit: None,
            outputs,
            fit_output_count: 0,
            span: whole.span,
            invented: None,
            fit_only: false,
            is_bypassed: false,
            leaks: false,
            has_predict_shapes: false,
        }
    }
}

/// What a node does.
#[derive(Debug)]
pub(crate) enum NodeKind {
    /// `Pca<12> { whiten: true }`
    Step {
        spec: StepSpec,
        /// The steps of a `choose`; empty for any other step.
        arms: Vec<Arm>,
    },
    /// `expect [n, 24]`: a shape that is checked at compile time, or at run time if rustc does not know it.
    Expect(Dims),
    /// `passengers.age`: a column of an input of records.
    Column {
        /// The name of the field.
        name: String,
        /// The name at each place where the user wrote it.
        uses: Vec<Ident>,
        /// A reported error: the value before the dot has no columns.
        is_wrong: bool,
    },
    /// `inverse(label)`: the inverse of the fitted step whose output is `label`.
    Inverse {
        /// The node whose fitted step is inverted. `None` before lowering, where this node represents all steps that compute the
        /// value, and after a reported error.
        of: Option<NodeId>,
        /// The whole link, as written.
        text: String,
        /// The parentheses, where the span of an error ends.
        end: Span,
    },
    /// `through(joined)`: the fitted steps that compute `joined`, applied to another value.
    Reapply {
        /// The node whose fitted step is applied. `None` before lowering, where this node represents all steps that
        /// compute the value, and after a reported error.
        of: Option<NodeId>,
        /// The previous node that was lowered from the same `through`: if that one has an error, this one reports none.
        after: Option<NodeId>,
        /// The step as written; before lowering, the whole link: `through(joined)`.
        text: String,
        /// The parentheses, where the span of an error ends.
        end: Span,
    },
}

/// The values passed to a node, and in which form.
#[derive(Debug)]
pub(crate) struct Arguments {
    pub(crate) form: Form,
    pub(crate) values: Vec<ValueId>,
    /// For each value its name as the user wrote it at this place; `None` for a value inside a chain. It is emitted as a
    /// reference to the value's name, so that editors know the use. In a fan-out, only the first branch has it. An unknown
    /// name is present too; its value is [`Origin::Unknown`](super::Origin::Unknown).
    pub(crate) uses: Vec<Option<Ident>>,
}

impl Arguments {
    /// Returns values that the user did not name at this place.
    pub(crate) fn unnamed(form: Form, values: Vec<ValueId>) -> Arguments {
        Arguments { form, uses: vec![None; values.len()], values }
    }
}
