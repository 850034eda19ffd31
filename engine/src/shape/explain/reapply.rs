//! The compile error of a reapplied step.

use crate::shape::check::{Edge, difference};
use crate::shape::shape::Shape;
use crate::shape::size::Names;
use crate::shape::text::{INDENT, Text};

/// Causes a compile error at the caller if an input has other sizes than the step was fitted on.
#[track_caller]
pub(crate) const fn require_as_fitted(edge: &Edge<'_>, fitted_on: &[Shape]) {
    if let Some(input) = difference(fitted_on, edge.inputs) {
        let (given, fitted) = (&edge.inputs[input], &fitted_on[input]);
        let mut names = Names::new();
        names.list(fitted);
        names.list(given);
        let mut text: Text<1024> = Text::new();
        text.push_str("shape mismatch at step `");
        text.push_str(edge.step);
        text.push_str("`, which is already fitted");
        text.push_str(INDENT);
        text.push_str("fitted on ");
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
