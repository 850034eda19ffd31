//! The tree of a pipeline's steps by their paths: a group for each equation or block with several steps, a field for
//! each step.
//!
//! Invariant: each step that has a field occurs once; the fields are in the order of the source.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::names::unspanned;
use crate::case::camel_case;
use crate::model::{NodeId, NodeKind, Pipeline};

/// The fields of a generated struct: steps, and groups of steps.
pub(super) struct Group {
    /// The group's part in the names of its structs: `Strokes`; empty for the pipeline itself.
    pub(super) suffix: String,
    /// The path of the group: `strokes`; empty for the pipeline itself.
    pub(super) path: String,
    pub(super) fields: Vec<Field>,
}

pub(super) struct Field {
    pub(super) name: Ident,
    pub(super) content: Content,
}

pub(super) enum Content {
    Step(NodeId),
    Group(Group),
}

impl Group {
    /// Returns the tree of all steps by their paths. A second step with the same path has been reported and is left
    /// out.
    pub(super) fn of(pipeline: &Pipeline) -> Self {
        let mut root = Self { suffix: String::new(), path: String::new(), fields: Vec::new() };
        let mut taken = HashSet::new();
        for (index, node) in pipeline.nodes.iter().enumerate() {
            if matches!(node.kind, NodeKind::Step { .. }) {
                root.insert(&node.path, NodeId(index), &mut taken);
            }
        }
        root
    }

    fn insert(&mut self, path: &[Ident], node: NodeId, taken: &mut HashSet<String>) {
        let Some((name, rest)) = path.split_first() else { return };
        let known = self.fields.iter().position(|field| field.name == *name);
        if rest.is_empty() {
            if known.is_none() {
                self.fields.push(Field { name: name.clone(), content: Content::Step(node) });
            }
            return;
        }
        let index = known.unwrap_or_else(|| {
            let mut suffix = format!("{}{}", self.suffix, camel_case(&name.to_string()));
            // `pre_scaled` and `scaled` in `pre` have the same words.
            while !taken.insert(suffix.clone()) {
                suffix.push('_');
            }
            let path = if self.path.is_empty() { name.to_string() } else { format!("{}.{name}", self.path) };
            let content = Content::Group(Self { suffix, path, fields: Vec::new() });
            self.fields.push(Field { name: name.clone(), content });
            self.fields.len() - 1
        });
        if let Content::Group(group) = &mut self.fields[index].content {
            group.insert(rest, node, taken);
        }
    }

    /// Returns the steps in the order of the fields.
    pub(super) fn steps(&self) -> Vec<NodeId> {
        self.fields
            .iter()
            .flat_map(|field| match &field.content {
                Content::Step(node) => vec![*node],
                Content::Group(group) => group.steps(),
            })
            .collect()
    }

    /// Returns the name of the struct of unfitted steps.
    pub(super) fn unfitted_name(&self, pipeline: &Pipeline) -> Ident {
        if self.suffix.is_empty() {
            pipeline.name.clone()
        } else {
            format_ident!("{}{}Steps", pipeline.stem, self.suffix, span = Span::call_site())
        }
    }

    /// Returns the name of the struct of fitted steps.
    pub(super) fn fitted_name(&self, pipeline: &Pipeline) -> Ident {
        format_ident!("{}{}Fitted", pipeline.stem, self.suffix, span = Span::call_site())
    }

    /// Returns a struct expression of the tree; `leaf` returns the expression of a step.
    pub(super) fn build(
        &self,
        pipeline: &Pipeline,
        fitted: bool,
        leaf: &mut dyn FnMut(NodeId) -> TokenStream,
    ) -> TokenStream {
        let name = if fitted { self.fitted_name(pipeline) } else { self.unfitted_name(pipeline) };
        let fields = self.fields.iter().map(|field| {
            let name = unspanned(&field.name);
            let value = match &field.content {
                Content::Step(node) => leaf(*node),
                Content::Group(group) => group.build(pipeline, fitted, leaf),
            };
            quote!(#name: #value)
        });
        quote!(#name { #(#fields),* })
    }

    /// Returns the name of the struct of typed paths.
    pub(super) fn paths_name(&self, pipeline: &Pipeline) -> Ident {
        format_ident!("{}{}Paths", pipeline.stem, self.suffix, span = Span::call_site())
    }
}
