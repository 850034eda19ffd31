//! The state of building, and the order in which the parts of a pipeline are built.
//!
//! Invariant: every part that is missing in the syntax tree becomes [`ValueRef::Unknown`], about which no second error is
//! reported.

use proc_macro2::{Ident, TokenStream, TokenTree};

use super::paths::Paths;
use super::scope::{Role, Scope};
use super::unresolved::{UnresolvedEquation, UnresolvedNode, UnresolvedPipeline, Use, ValueRef};
use crate::diagnostic::Reports;
use crate::parse::syntax::{self, Body, Dims, Promise, Size, StepSpec, ValueType};
use crate::parse::{is_type_like, mentions};

/// Builds the graph of one pipeline. `is_strict` is for rustc: an editor may be about to complete a word.
pub(crate) fn build(syntax: syntax::Pipeline, is_strict: bool, reports: &mut Reports) -> UnresolvedPipeline {
    let before = reports.count();
    let mut builder = Builder::new(reports, syntax.broken, is_strict);
    let mut inputs = Vec::new();
    builder.scope.enter();
    builder.scope.misses_names = syntax.misses_inputs || !syntax.hidden.is_empty();
    builder.scope.hidden.extend(syntax.hidden);
    builder.unknown = unknown(syntax.unknown, &syntax.body);
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
        promise: builder.promise(syntax.promise),
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

/// Adds the names of sizes that are written as constants, in upper case.
fn unknown(mut names: Vec<String>, body: &Body) -> Vec<String> {
    let sizes = body.sizes.iter().map(|size| size.name.to_string());
    names.extend(sizes.filter(|name| is_type_like(name)));
    names
}

fn trees(tokens: &TokenStream) -> Vec<TokenTree> {
    tokens.clone().into_iter().collect()
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
    /// Words are complete, so one that is nearly another is a mistake.
    pub(super) is_strict: bool,
    /// The statement has an error: no second error is about it.
    pub(super) is_wrong: bool,
    pub(super) scope: Scope,
    pub(super) paths: Paths,
    pub(super) nodes: Vec<UnresolvedNode>,
    pub(super) sizes: Vec<Size>,
    pub(super) equations: Vec<UnresolvedEquation>,
    pub(super) uses: Vec<Use>,
    /// The names of types, constants and steps that a reported error has hidden.
    pub(super) unknown: Vec<String>,
}

impl<'r> Builder<'r> {
    fn new(reports: &'r mut Reports, is_broken: bool, is_strict: bool) -> Builder<'r> {
        Builder {
            reports,
            is_broken,
            is_strict,
            is_wrong: false,
            scope: Scope::default(),
            paths: Paths::default(),
            nodes: Vec::new(),
            sizes: Vec::new(),
            equations: Vec::new(),
            uses: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// Declares inputs. A second input of the same name is left out, because no function has two such parameters.
    fn inputs(&mut self, inputs: Vec<syntax::Input>, found: &mut Vec<(Ident, Option<ValueType>)>) {
        for input in inputs {
            let Some(id) = self.scope.declare(&input.name, Role::Input, self.reports) else { continue };
            self.define(id, ValueRef::Input(found.len()));
            let kind = input.kind.filter(|kind| self.is_known(kind));
            found.extend(self.scope.names.get(id).map(|name| (name.ident.clone(), kind)));
        }
    }

    /// Leaves out the types of the promise that contain an unknown name.
    fn promise(&self, promise: Option<Promise>) -> Option<Promise> {
        let mut promise = promise?;
        for promised in &mut promise.outputs {
            promised.kind = promised.kind.take().filter(|kind| self.is_known(kind));
        }
        Some(promise)
    }

    fn is_known(&self, kind: &ValueType) -> bool {
        !mentions(&trees(&kind.element), &self.unknown)
            && kind.dims.as_ref().is_none_or(|dims| self.are_known(dims))
    }

    /// Whether no constant in the dims is an unknown name.
    pub(super) fn are_known(&self, dims: &Dims) -> bool {
        !dims.constants.iter().any(|constant| self.unknown.iter().any(|unknown| constant == unknown))
    }

    /// Whether the type of a step contains an unknown name.
    pub(super) fn is_unknown_step(&self, step: &StepSpec) -> bool {
        mentions(&trees(&step.path), &self.unknown)
    }

    pub(super) fn define(&mut self, name: usize, definition: ValueRef) {
        if let Some(name) = self.scope.names.get_mut(name) {
            name.definition = definition;
        }
    }
}
