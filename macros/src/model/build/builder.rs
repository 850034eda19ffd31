//! The state of building, and the order in which the parts of a pipeline are built.
//!
//! Invariant: every part that is missing in the syntax tree becomes [`ValueRef::Unknown`], about which no second error is
//! reported.

use proc_macro2::Ident;

use super::paths::Paths;
use super::scope::{Role, Scope};
use super::unresolved::{UnresolvedEquation, UnresolvedNode, UnresolvedPipeline, Use, ValueRef};
use crate::diagnostic::Reports;
use crate::parse::syntax::{self, Size, ValueType};

/// Builds the graph of one pipeline.
pub(crate) fn build(syntax: syntax::Pipeline, reports: &mut Reports) -> UnresolvedPipeline {
    let before = reports.count();
    let mut builder = Builder::new(reports, syntax.broken);
    let mut inputs = Vec::new();
    builder.scope.enter();
    builder.scope.misses_names = syntax.misses_inputs || !syntax.hidden.is_empty();
    builder.scope.hidden.extend(syntax.hidden);
    builder.inputs(syntax.inputs, &mut inputs);
    let input_count = inputs.len();
    builder.inputs(syntax.fit_inputs, &mut inputs);
    builder.sizes(&syntax.body, &inputs);
    let outputs = builder.pipeline_body(&syntax.body);
    if !syntax.broken && builder.reports.count() == before {
        builder.unused_sizes();
    }
    let broken = syntax.broken || builder.reports.count() > before;
    UnresolvedPipeline {
        attributes: syntax.attributes,
        visibility: syntax.visibility,
        name: syntax.name,
        inputs,
        input_count,
        promise: syntax.promise,
        sizes: builder.sizes,
        names: builder.scope.names,
        nodes: builder.nodes,
        equations: builder.equations,
        outputs,
        uses: builder.uses,
        words: syntax.words,
        broken,
    }
}

/// The place of an equation's steps in the pipeline's struct.
pub(super) struct Place<'a> {
    /// The equation's group of fields.
    pub(super) group: Vec<Ident>,
    /// The equation has one step, which is the equation's field.
    pub(super) is_alone: bool,
    pub(super) block: &'a [Ident],
    /// The names on the left side.
    pub(super) names: &'a [Ident],
}

pub(super) struct Builder<'r> {
    pub(super) reports: &'r mut Reports,
    /// The syntax has an error.
    pub(super) is_broken: bool,
    /// The statement has an error: no second error is about it.
    pub(super) is_wrong: bool,
    pub(super) scope: Scope,
    pub(super) paths: Paths,
    pub(super) nodes: Vec<UnresolvedNode>,
    pub(super) sizes: Vec<Size>,
    pub(super) equations: Vec<UnresolvedEquation>,
    pub(super) uses: Vec<Use>,
}

impl<'r> Builder<'r> {
    fn new(reports: &'r mut Reports, is_broken: bool) -> Builder<'r> {
        Builder {
            reports,
            is_broken,
            is_wrong: false,
            scope: Scope::default(),
            paths: Paths::default(),
            nodes: Vec::new(),
            sizes: Vec::new(),
            equations: Vec::new(),
            uses: Vec::new(),
        }
    }

    /// Declares inputs. A second input of the same name is left out, because no function has two such parameters.
    fn inputs(&mut self, inputs: Vec<syntax::Input>, found: &mut Vec<(Ident, Option<ValueType>)>) {
        for input in inputs {
            let Some(id) = self.scope.declare(&input.name, Role::Input, self.reports) else { continue };
            self.define(id, ValueRef::Input(found.len()));
            found.extend(self.scope.names.get(id).map(|name| (name.ident.clone(), input.kind)));
        }
    }

    pub(super) fn define(&mut self, name: usize, definition: ValueRef) {
        if let Some(name) = self.scope.names.get_mut(name) {
            name.definition = definition;
        }
    }
}
