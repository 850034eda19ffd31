//! The compile errors of a reapplied step and of an inverse.

use crate::shape::check::{Edge, difference};
use crate::shape::shape::Shape;
use crate::shape::size::Names;
use crate::shape::text::{INDENT, Text};

/// Causes a compile error at the caller if an input has other sizes than the step was fitted on.
#[track_caller]
pub(crate) const fn require_as_fitted(edge: &Edge<'_>, fitted_on: &[Shape]) {
    require_rows_of(edge, fitted_on, "`, which is already fitted", "fitted on ");
}

/// Causes a compile error at the caller if the value has other sizes than the step, which is undone, returned in the fit.
#[track_caller]
pub(crate) const fn require_as_returned(edge: &Edge<'_>, returned: &[Shape]) {
    require_rows_of(edge, returned, "`", "undoes    ");
}

/// Causes a compile error at the caller if an input differs from the shape `of` in more than its first size.
#[track_caller]
const fn require_rows_of(edge: &Edge<'_>, of: &[Shape], after_step: &str, before_shape: &str) {
    if let Some(input) = difference(of, edge.inputs) {
        let (given, fitted) = (&edge.inputs[input], &of[input]);
        let mut names = Names::new();
        names.list(fitted);
        names.list(given);
        let mut text: Text<1024> = Text::new();
        text.push_str("shape mismatch at step `");
        text.push_str(edge.step);
        text.push_str(after_step);
        text.push_str(INDENT);
        text.push_str(before_shape);
        text.push_shape_called(fitted, &names);
        text.push_str(INDENT);
        text.push_str("is given  ");
        text.push_shape_called(given, &names);
        if input < edge.sources.len() {
            text.push_str("  from `");
            text.push_str(edge.sources[input]);
            text.push_str("`");
        }
        text.push_str(INDENT);
        text.push_str("only the first size, the number of rows, may differ");
        panic!("{}", text.as_str())
    }
}
