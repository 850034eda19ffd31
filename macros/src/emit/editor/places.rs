//! The spans of errors, which an editor must not find.
//!
//! Invariant: after this, only the user's own tokens have the user's spans.

use proc_macro2::Span;

use crate::emit::kinds;
use crate::emit::spans::unrenamed;
use crate::model::{Origin, Pipeline, ValueType};

/// Removes the spans of errors from the model. Code with these spans would hide the user's tokens from the editor.
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
            field.set_span(unrenamed(place));
        }
        kinds::forget_places(&mut node.kind, nowhere);
    }
    pipeline.promise.iter_mut().flatten().for_each(forget);
}
