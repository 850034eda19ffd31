//! The places of errors, which an editor must not see.

use proc_macro2::Span;

use crate::emit::kinds;
use crate::model::{Origin, Pipeline, ValueType};

/// Takes the places of errors out of the model: what is written there for rustc would hide the user's tokens.
pub(crate) fn forget_places(pipeline: &mut Pipeline) {
    let nowhere = Span::call_site();
    let forget = |ty: &mut ValueType| {
        ty.span = nowhere;
        ty.dims.iter_mut().for_each(|dims| dims.span = nowhere);
    };
    pipeline.name.set_span(nowhere);
    for value in &mut pipeline.values {
        if let Origin::Input(ty) | Origin::FitInput(ty) = &mut value.origin {
            forget(ty);
        }
    }
    for node in &mut pipeline.nodes {
        node.span = nowhere;
        if let (Some(place), Some(field)) = (node.invented, node.path.last_mut()) {
            field.set_span(place);
        }
        kinds::forget_places(&mut node.kind, nowhere);
    }
    pipeline.promise.iter_mut().flatten().for_each(forget);
}
