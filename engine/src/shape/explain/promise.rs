//! The compile error of a broken promise.

use crate::shape::check::{Inference, Promise, expect_shape};
use crate::shape::shape::Shape;
use crate::shape::size::Names;
use crate::shape::text::{INDENT, Text};

impl Promise<'_> {
    /// Returns the message for a broken promise.
    pub const fn message(&self) -> Text<1024> {
        let mut names = Names::new();
        names.list(&self.promised);
        names.list(&self.found);
        let mut text = Text::new();
        text.push_str("shape mismatch: ");
        if self.promiser.is_empty() {
            text.push_str("expected ");
        } else {
            text.push_str("`");
            text.push_str(self.promiser);
            text.push_str("` promises ");
        }
        text.push_shape_called(&self.promised, &names);
        text.push_str(INDENT);
        text.push_str("`");
        text.push_str(self.value);
        text.push_str("` is ");
        text.push_shape_called(&self.found, &names);
        text
    }
}

/// Causes a compile error at the caller if the promise is broken.
#[track_caller]
pub const fn require_promise(inference: &Inference, promise: &Promise<'_>) {
    if inference.mismatch().is_some() {
        panic!("{}", promise.message().as_str())
    }
}

/// As [`require_promise`], for output number `index` of several, `outputs`: each with its shape, its promised shape and its name.
/// Two outputs in each other's place are one error, at the first.
#[track_caller]
pub const fn require_promise_among(
    inference: &Inference,
    promise: &Promise<'_>,
    index: usize,
    outputs: &[(Shape, Shape, &str)],
) {
    if inference.mismatch().is_none() {
        return;
    }
    let mut at = 0;
    while at < outputs.len() {
        let (found, promised, value) = outputs[at];
        let is_broken = expect_shape(found, promised).mismatch().is_some();
        let fits = expect_shape(promise.found, promised).mismatch().is_none()
            && expect_shape(found, promise.promised).mismatch().is_none();
        if at != index && is_broken && fits {
            if at < index {
                return;
            }
            let mut text = promise.message();
            text.push_str(INDENT);
            text.push_str("`");
            text.push_str(value);
            text.push_str("` has this shape: write the outputs in the promised order");
            panic!("{}", text.as_str())
        }
        at += 1;
    }
    require_promise(inference, promise);
}
