//! What rows of a declared type are: an array, or perhaps columns.
//!
//! Invariant: none; whether a type that is not known here has columns is asked of rustc.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::names::Names;
use super::reader::Reader;
use crate::column_number::column_number;
use crate::model::{Dims, NodeId, NodeKind, Origin, ValueType};

/// Returns the name of the trait with the message about a value that a step does not accept. It has advice on tables where an
/// input may be one.
pub(super) fn not_accepted(names: &Names<'_>) -> &'static str {
    let pipeline = names.pipeline;
    let mut inputs = pipeline.values.iter().take(pipeline.input_count + pipeline.fit_input_count);
    let has_columns = inputs.any(|value| match &value.origin {
        Origin::Input(ty) | Origin::FitInput(ty) => may_be_columns(ty),
        Origin::Node { .. } | Origin::Unknown => false,
    });
    if has_columns { "__TakenOfATable" } else { "__TakenByThisStep" }
}

/// Returns the question whether a step takes its one input, if that is an input of the pipeline, or a column of one, that may be no array
/// of real numbers: what most steps take. The answer is `VALUE` of the type.
pub(super) fn takes_its_input(names: &Names<'_>, node: NodeId) -> Option<TokenStream> {
    let Names { krate, pipeline, .. } = names;
    let (plumbing, model) = (names.plumbing(), &pipeline.nodes[node.0]);
    let [input] = model.inputs.values[..] else { return None };
    let is_step = matches!(&model.kind, NodeKind::Step { arms, .. } if arms.is_empty());
    if !is_step || names.reader != Reader::Compiler {
        return None;
    }
    let step = names.step(node);
    let fitted = quote!(<#step as #krate::step::Step>::Fitted);
    match &pipeline.values[input.0].origin {
        Origin::Input(ty) if ty.dims.is_some() && !is_real(&ty.element) => {
            let ty = names.input_type(input);
            Some(quote!(#plumbing::Accepts<#fitted, #ty>))
        }
        Origin::Node { node, .. } => {
            let node = &pipeline.nodes[node.0];
            let (NodeKind::Column { name, is_wrong: false, .. }, [rows]) =
                (&node.kind, &node.inputs.values[..])
            else {
                return None;
            };
            let (record, number) = (names.input_element(*rows), Literal::u64_unsuffixed(column_number(name)));
            Some(quote!(#plumbing::AcceptsColumn<#fitted, #record, #number>))
        }
        _ => None,
    }
}

fn is_real(element: &TokenStream) -> bool {
    ["f32", "f64"].contains(&element.to_string().as_str())
}

fn may_be_columns(ty: &ValueType) -> bool {
    ty.dims.as_ref().is_some_and(|dims| are_columns(dims, &ty.element))
}

/// Whether values of this type may be columns: a table, or values that may be missing.
pub(super) fn are_columns(dims: &Dims, element: &TokenStream) -> bool {
    rank(dims) == 1 && !is_plain(element)
}

/// Whether this is a type of which rows are an array: then rustc need not ask whether it has columns.
pub(super) fn is_plain(element: &TokenStream) -> bool {
    const PLAIN: [&str; 17] = [
        "f32", "f64", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
        "bool", "char", "String",
    ];
    PLAIN.contains(&element.to_string().as_str())
}

/// Returns the number of axes. More axes than arrays can have are reported, and left out here.
pub(super) fn rank(dims: &Dims) -> usize {
    dims.axes.len().min(6)
}
