//! One pipeline as a graph: the result of the front end.
//!
//! Invariant: every index is valid, even if the source has errors. A part that could not be resolved has been reported and
//! is left out, or is [`Origin::Unknown`], so that the rest is still checked and emitted.

use proc_macro2::{Ident, Span, TokenStream};

use super::node::{Arguments, Node, NodeKind};
use super::value::{NodeId, Origin, Value, ValueId};
use crate::parse::syntax::{Size, ValueType, Words};

/// One `Name(inputs) fit(inputs) -> promise { ... }`.
#[derive(Debug)]
pub(crate) struct Pipeline {
    /// Outer attributes, documentation included, as written.
    pub(crate) attributes: TokenStream,
    /// `pub`, `pub(crate)` or nothing.
    pub(crate) visibility: TokenStream,
    /// The name; if it is missing, an invented `Unnamed` with the span of the macro call.
    pub(crate) name: Ident,
    /// How the names of the types that belong to it begin: its name, or another if one of these types has a name that is taken.
    pub(crate) stem: String,
    /// All values: the inputs, then the fit inputs, then the outputs of the nodes.
    pub(crate) values: Vec<Value>,
    /// How many of `values` are inputs.
    pub(crate) input_count: usize,
    /// How many of `values`, after the inputs, are fit inputs.
    pub(crate) fit_input_count: usize,
    /// The declared sizes.
    pub(crate) sizes: Vec<Size>,
    /// The nodes in topological order; nodes that do not depend on each other keep the order of the source.
    pub(crate) nodes: Vec<Node>,
    /// The equations with names, in the order of the source, those of nested blocks included.
    pub(crate) equations: Vec<Equation>,
    /// The outputs of the pipeline: at least one if the source has no error.
    pub(crate) outputs: Vec<Output>,
    /// The types of the promised outputs, in order; `None` if the header promises none.
    pub(crate) promise: Option<Vec<ValueType>>,
    /// The values named by a `through`: the steps that compute them are reapplied, so they run at predict time too.
    pub(crate) reapplied: Vec<ValueId>,
    /// Uses of names that belong to no node, output or renaming equation: in `(a, b) = (c, d);`, at the end of a nested
    /// block, before a missing step. They are emitted only for editors.
    pub(crate) uses: Vec<(Ident, ValueId)>,
    /// Unused names of inputs and equations, except those with a leading `_`. Empty if `broken`.
    pub(crate) unused: Vec<Ident>,
    /// The words that only an editor needs.
    pub(crate) words: Words,
    /// The pipeline has errors: `emit` writes its types and signatures, but no checks of shapes.
    pub(crate) broken: bool,
}

impl Pipeline {
    /// Adds a value without a name, whose node is added later.
    pub(crate) fn add_unnamed(&mut self, label: String) -> ValueId {
        self.values.push(Value { origin: Origin::Unknown, name: None, label, fit_only: false });
        ValueId(self.values.len() - 1)
    }

    /// Keeps the names in the arguments of a node that is replaced: editors need each name once.
    pub(crate) fn keep_uses(&mut self, arguments: Arguments) {
        let named = arguments.uses.into_iter().zip(arguments.values);
        self.uses.extend(named.filter_map(|(name, value)| Some((name?, value))));
    }

    /// Returns for each input of a node whether it exists at predict time.
    pub(crate) fn predicted_inputs(&self, node: &Node) -> Vec<bool> {
        let exists = |value: &ValueId| self.values.get(value.0).is_some_and(|value| !value.fit_only);
        node.inputs.values.iter().map(exists).collect()
    }

    /// Returns the name of an output where it is defined: in the header, or as the name of the value; `None` for a generated one.
    pub(crate) fn definition<'model>(&'model self, output: &'model Output) -> Option<&'model Ident> {
        if output.is_promised {
            return Some(&output.name);
        }
        let used = output.used.as_ref().filter(|used| **used == output.name)?;
        let inputs = self.values.iter().take(self.input_count + self.fit_input_count);
        let of_root = self.equations.iter().filter(|equation| equation.block.is_empty());
        let names = of_root.flat_map(|equation| equation.names.iter().map(|(name, _)| name));
        inputs.filter_map(|value| value.name.as_ref()).chain(names).find(|name| *name == used)
    }

    /// Returns the node whose fitted step this `inverse` or `through` uses; `None` for other nodes, and if there is no such
    /// step, which has been reported.
    pub(crate) fn reused(&self, node: &Node) -> Option<NodeId> {
        let (NodeKind::Inverse { of: Some(of), .. } | NodeKind::Reapply { of: Some(of), .. }) = node.kind
        else {
            return None;
        };
        matches!(self.nodes.get(of.0)?.kind, NodeKind::Step { .. }).then_some(of)
    }

    /// Returns the `expect` that this node, lowered from a `through`, copies.
    pub(crate) fn reapplied_expect(&self, node: &Node) -> Option<NodeId> {
        let NodeKind::Reapply { of: Some(of), .. } = node.kind else { return None };
        matches!(self.nodes.get(of.0)?.kind, NodeKind::Expect(_)).then_some(of)
    }
}

/// `name = chain;` or `(a, b) = chain;`
#[derive(Debug)]
pub(crate) struct Equation {
    /// The names, each with its value.
    pub(crate) names: Vec<(Ident, ValueId)>,
    /// Names of the nested blocks around the equation, outermost first.
    pub(crate) block: Vec<Ident>,
    /// For `a = b;`, an equation without a step: the name on the right.
    pub(crate) renames: Option<Ident>,
}

/// An output of the pipeline.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) value: ValueId,
    /// The field of the output struct, if there are several outputs.
    pub(crate) name: Ident,
    /// The field's name is that in the header.
    pub(crate) is_promised: bool,
    /// The name as written in the final expression, if it is a plain name.
    pub(crate) used: Option<Ident>,
    /// A target that reaches the output has been reported: no second error is about its type or shape.
    pub(crate) leaks: bool,
    /// The token that errors about this output point at.
    pub(crate) span: Span,
}
