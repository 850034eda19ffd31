//! The compile error of a broken promise.

use crate::shape::check::{Inference, Promise};
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
