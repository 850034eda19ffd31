//! The types that a pipeline adds to the user's module.
//!
//! Invariant: the list has every generated name that is visible outside the expansion and does not begin with `__`.

use proc_macro2::Span;

use super::group::{Content, Group};
use super::kinds::Choice;
use crate::case::camel_case;
use crate::model::{NodeId, Pipeline};

/// A type that a pipeline adds to the user's module.
pub(crate) struct TypeName {
    pub(crate) name: String,
    /// What needs it, as a message calls it: `` the pipeline `Net` `` or `` `encoder` in `Net` ``.
    pub(crate) owner: String,
    /// The name in the user's code from which it is made.
    pub(crate) span: Span,
}

/// Returns the types that a pipeline adds to the user's module.
pub(crate) fn type_names(pipeline: &Pipeline) -> Vec<TypeName> {
    let mut names = Vec::new();
    let root = Group::of(pipeline);
    of_group(pipeline, &root, pipeline.name.span(), &mut names);
    if pipeline.outputs.len() > 1 {
        names.push(TypeName {
            name: format!("{}Output", pipeline.stem),
            owner: format!("the pipeline `{}`", pipeline.name),
            span: pipeline.name.span(),
        });
    }
    names
}

fn of_group(pipeline: &Pipeline, group: &Group, span: Span, names: &mut Vec<TypeName>) {
    let owner = if group.path.is_empty() {
        format!("the pipeline `{}`", pipeline.name)
    } else {
        format!("`{}` in `{}`", group.path, pipeline.name)
    };
    let mut add =
        |name: String, owner: &str, span| names.push(TypeName { name, owner: owner.to_owned(), span });
    for name in [group.unfitted_name(pipeline), group.fitted_name(pipeline), group.paths_name(pipeline)] {
        add(name.to_string(), &owner, span);
    }
    for field in &group.fields {
        match &field.content {
            Content::Group(inner) => of_group(pipeline, inner, field.name.span(), names),
            Content::Step(NodeId(node)) => {
                let node = &pipeline.nodes[*node];
                if Choice::is_at(node) {
                    let path: String = node.path.iter().map(|name| camel_case(&name.to_string())).collect();
                    let written: Vec<String> = node.path.iter().map(ToString::to_string).collect();
                    let owner = format!("`{}` in `{}`", written.join("."), pipeline.name);
                    for suffix in Choice::SUFFIXES {
                        let name = format!("{}{path}{suffix}", pipeline.stem);
                        names.push(TypeName { name, owner: owner.clone(), span: field.name.span() });
                    }
                }
            }
        }
    }
}
