//! The scopes of names: the names that a block of equations defines, and their uses.
//!
//! Invariant: a use is listed in the block that defines its name, so that it cannot resolve to another name.

use std::collections::BTreeMap;

use proc_macro2::Ident;

use crate::model::{Equation, Origin, Pipeline, ValueId};

/// The names of one block of equations.
#[derive(Default)]
pub(super) struct Scope<'model> {
    pub(super) definitions: Vec<(&'model Ident, ValueId)>,
    pub(super) uses: Vec<&'model Ident>,
    /// Unknown names, among them the one that the user is typing.
    pub(super) started: Vec<&'model Ident>,
    pub(super) inner: BTreeMap<String, Scope<'model>>,
}

impl<'model> Scope<'model> {
    pub(super) fn of(pipeline: &'model Pipeline) -> Self {
        let mut root = Self::default();
        let inputs = pipeline.values.iter().enumerate().take(pipeline.input_count + pipeline.fit_input_count);
        root.definitions
            .extend(inputs.filter_map(|(index, value)| Some((value.name.as_ref()?, ValueId(index)))));
        for Equation { names, block, .. } in &pipeline.equations {
            root.inside(block).definitions.extend(names.iter().map(|(name, value)| (name, *value)));
        }
        for (name, value, user) in uses(pipeline) {
            match block_of(pipeline, name, value) {
                Some(block) => root.inside(block).uses.push(name),
                None => root.inside(user).started.push(name),
            }
        }
        root
    }

    fn inside(&mut self, block: &[Ident]) -> &mut Self {
        block.iter().fold(self, |scope, name| scope.inner.entry(name.to_string()).or_default())
    }
}

/// Returns each use of a name with its value, and with the block where it is used if that is known.
fn uses(pipeline: &Pipeline) -> Vec<(&Ident, ValueId, &[Ident])> {
    let mut uses: Vec<(&Ident, ValueId, &[Ident])> = Vec::new();
    for node in &pipeline.nodes {
        for arguments in std::iter::once(&node.inputs).chain(&node.fit) {
            let named = arguments.uses.iter().zip(&arguments.values);
            uses.extend(
                named.filter_map(|(name, value)| Some((name.as_ref()?, *value, node.block.as_slice()))),
            );
        }
    }
    uses.extend(
        pipeline.outputs.iter().filter_map(|output| Some((output.used.as_ref()?, output.value, &[][..]))),
    );
    for Equation { names, block, renames } in &pipeline.equations {
        uses.extend(renames.iter().zip(names).map(|(name, (_, value))| (name, *value, block.as_slice())));
    }
    uses.extend(pipeline.uses.iter().map(|(name, value)| (name, *value, &[][..])));
    uses
}

/// Returns the block that defines this name of the value; `None` for an unknown name.
fn block_of<'model>(pipeline: &'model Pipeline, name: &Ident, value: ValueId) -> Option<&'model [Ident]> {
    let is_input = value.0 < pipeline.input_count + pipeline.fit_input_count
        && pipeline.values[value.0].name.as_ref() == Some(name);
    let equations = &pipeline.equations;
    let is_unknown = matches!(pipeline.values[value.0].origin, Origin::Unknown);
    let defines = |equation: &&Equation| {
        equation.names.iter().any(|(defined, of)| defined == name && (*of == value || is_unknown))
    };
    if is_input {
        Some(&[])
    } else {
        equations.iter().find(defines).map(|equation| equation.block.as_slice())
    }
}
