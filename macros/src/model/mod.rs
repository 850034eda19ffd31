//! The pipeline as a graph: what the passes `check` and `emit` read.
//!
//! Invariant: every index is valid, even where the source has errors. What could not be resolved has been
//! reported and is left out, or stands as [`Origin::Unknown`], so that the rest is still checked and emitted.

mod build;
pub(crate) mod draft;
mod finish;
mod flow;
mod paths;
mod scope;
mod sizes;
mod through;

use proc_macro2::{Ident, Span, TokenStream};

pub(crate) use crate::parse::syntax::{Arm, Dims, Form, Search, Size, SizeUse, ValueType};
pub(crate) use build::build;
pub(crate) use finish::finish;
pub(crate) use through::go_through;

/// Index into [`Pipeline::values`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ValueId(pub(crate) usize);

/// Index into [`Pipeline::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) usize);

/// One `Name(inputs) fit(inputs) -> promise { ... }`.
#[derive(Debug)]
pub(crate) struct Pipeline {
    /// Outer attributes, documentation included, as written.
    pub(crate) attributes: TokenStream,
    /// `pub`, `pub(crate)` or nothing.
    pub(crate) visibility: TokenStream,
    /// The name; an invented `Unnamed` with the call's span where it is missing.
    pub(crate) name: Ident,
    /// All values: the inputs, then the fit inputs, then what the nodes give.
    pub(crate) values: Vec<Value>,
    /// How many of `values` are inputs, and how many fit inputs follow them.
    pub(crate) input_count: usize,
    pub(crate) fit_input_count: usize,
    /// The sizes that are declared.
    pub(crate) sizes: Vec<Size>,
    /// The nodes in topological order (`check` sorts them; ties keep the order of the source).
    pub(crate) nodes: Vec<Node>,
    /// The equations by name, in the order of the source, those of nested blocks included.
    pub(crate) equations: Vec<Equation>,
    /// What the pipeline gives: at least one value where the source is right.
    pub(crate) outputs: Vec<Output>,
    /// The promised outputs, in order; `None` where the header promises nothing.
    pub(crate) promise: Option<Vec<ValueType>>,
    /// The values that others go through the steps of: these steps act while predicting too.
    pub(crate) gone_through: Vec<ValueId>,
    /// Uses of names that stand in no node, output or renaming equation: in `(a, b) = (c, d);`, at the end of a nested
    /// block, before a missing step. Emitted only so that editors know them.
    pub(crate) uses: Vec<(Ident, ValueId)>,
    /// Names of inputs and equations that nothing uses, those with a leading `_` left out. Empty where `broken`.
    pub(crate) unused: Vec<Ident>,
    /// Errors were found: emit types and signatures, but no claims about shapes.
    pub(crate) broken: bool,
}

impl Pipeline {
    /// Which inputs of a node exist while predicting.
    pub(crate) fn predicted_inputs(&self, node: &Node) -> Vec<bool> {
        let exists = |value: &ValueId| self.values.get(value.0).is_some_and(|value| !value.fit_only);
        node.inputs.values.iter().map(exists).collect()
    }

    /// The node whose fitted step this one undoes or applies again; `None` where there is no such step, which has been
    /// reported where there should be one.
    pub(crate) fn reused(&self, node: &Node) -> Option<NodeId> {
        match (&node.kind, &node.fit) {
            (NodeKind::Inverse { .. }, Some(fit)) => self.made_by_one_step(*fit.values.first()?),
            (NodeKind::Again { of: Some(of), .. }, _) => {
                let is_step = matches!(self.nodes.get(of.0)?.kind, NodeKind::Step { .. });
                is_step.then_some(*of)
            }
            _ => None,
        }
    }

    /// The dims that an `expect` declared, where this node is a copy of it.
    pub(crate) fn expected_again(&self, node: &Node) -> Option<NodeId> {
        let NodeKind::Again { of: Some(of), .. } = node.kind else { return None };
        matches!(self.nodes.get(of.0)?.kind, NodeKind::Expect(_)).then_some(of)
    }

    /// The step that gives this value and no other.
    pub(crate) fn made_by_one_step(&self, value: ValueId) -> Option<NodeId> {
        let Origin::Node { node: id, .. } = self.values.get(value.0)?.origin else { return None };
        let node = self.nodes.get(id.0)?;
        let is_step = matches!(node.kind, NodeKind::Step { .. });
        (is_step && node.outputs.len() == 1).then_some(id)
    }
}

/// A value on an edge.
#[derive(Debug)]
pub(crate) struct Value {
    pub(crate) origin: Origin,
    /// The name of the input or equation that this value is the result of; `None` for a link inside a chain.
    pub(crate) name: Option<Ident>,
    /// What an error message calls it: the name, or for an inner link the step as written.
    pub(crate) label: String,
    /// True where the value exists only in the fit graph.
    pub(crate) fit_only: bool,
}

/// Where a value comes from.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    /// An input of the pipeline.
    Input(ValueType),
    /// An input that exists only while fitting.
    FitInput(ValueType),
    /// Output number `output` of a node.
    Node { node: NodeId, output: usize },
    /// The source of this value has an error, which has been reported. Inputs whose type has an error too.
    Unknown,
}

/// A step in the graph.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    /// Field names from the pipeline's struct to the step: `[strokes, pca]`, or `[pixels]` where an equation has
    /// one unnamed step. Idents that the user wrote carry the user's span. No two steps have the same path; an
    /// `expect` has a path too, for messages, but no field.
    pub(crate) path: Vec<Ident>,
    /// Names of the nested blocks around the node, outermost first: a prefix of `path`, and the node's cluster.
    pub(crate) block: Vec<Ident>,
    /// What the step learns from and transforms.
    pub(crate) inputs: Arguments,
    /// What the node needs of the fit graph alone: the values in `.fit(...)`, where written; for `inverse` and `through` the
    /// value that is named, whose step has to have run.
    pub(crate) fit: Option<Arguments>,
    /// One value, or several where the equation takes a tuple apart.
    pub(crate) outputs: Vec<ValueId>,
    /// How many of the outputs, the last ones, exist only while fitting: a step that acts only while fitting makes them.
    pub(crate) fit_output_count: usize,
    /// The token that errors about this node point at: the step's path.
    pub(crate) span: Span,
    /// For a step whose field the user did not name: where an editor finds the field, the `|>` before the step.
    pub(crate) invented: Option<Span>,
    /// The node depends on a fit input: it is no part of the predict graph.
    pub(crate) fit_only: bool,
    /// The step acts only while fitting: in the predict graph each input that exists there is handed on.
    pub(crate) passes: bool,
    /// The node is one that `passes`, or stands behind one, so that its shapes differ in the predict graph.
    pub(crate) is_moved: bool,
}

/// What a node does.
#[derive(Debug)]
pub(crate) enum NodeKind {
    /// `Pca<12> { whiten: true }`
    Step {
        /// `optional` stands before it.
        is_optional: bool,
        /// `Pca<12>`, as written.
        path: TokenStream,
        /// The tokens between the braces, as written, without the search spaces; `None` without braces.
        hyperparameters: Option<TokenStream>,
        /// The search spaces between the braces.
        searches: Vec<Search>,
        /// The hyperparameters that are set to a declared size.
        sizes: Vec<SizeUse>,
        /// The steps of a `choose`; empty for any other step.
        arms: Vec<Arm>,
        /// The step as written, without hyperparameters, for messages: `Pca<12>`.
        text: String,
    },
    /// `expect [n, 24]`: a check that moves to run time.
    Expect(Dims),
    /// `inverse(label)`: the fitted step that made `label`, undone.
    Inverse {
        /// The whole, as written.
        text: String,
        /// The brackets, where an error ends.
        end: Span,
    },
    /// `through(joined)`: the fitted steps that made `joined`, applied to another value.
    Again {
        /// The node whose fitted step is applied; `None`: all those that made the value, or a mistake, which has been
        /// reported.
        of: Option<NodeId>,
        /// The node before this one that stands for the same `through`: one mistake is enough.
        after: Option<NodeId>,
        /// What is applied, as written: the step, or `through(joined)` for all of them.
        text: String,
        /// The brackets, where an error ends.
        end: Span,
    },
}

/// The values handed to a node, and how.
#[derive(Debug)]
pub(crate) struct Arguments {
    pub(crate) form: Form,
    pub(crate) values: Vec<ValueId>,
    /// For each value the name as the user wrote it at this place; `None` for a link inside a chain. Emitted as a
    /// reference to the value's name, so that editors know the use. In a fan-out the first branch has it. Present for an
    /// unknown name too, whose value is [`Origin::Unknown`].
    pub(crate) uses: Vec<Option<Ident>>,
}

/// `name = chain;` or `(a, b) = chain;`
#[derive(Debug)]
pub(crate) struct Equation {
    /// The names with the values they stand for, and where the equation stands: blocks outside in.
    pub(crate) names: Vec<(Ident, ValueId)>,
    /// Names of the enclosing nested blocks, outermost first.
    pub(crate) block: Vec<Ident>,
    /// For `a = b;`: the use of another name, without a step.
    pub(crate) renames: Option<Ident>,
}

/// A value that the pipeline gives.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) value: ValueId,
    /// The field of the result struct where there are several.
    pub(crate) name: Ident,
    /// The name as written in the final expression, where it is a plain name.
    pub(crate) used: Option<Ident>,
    /// Where errors about this output point.
    pub(crate) span: Span,
}
