//! What numeric steps ask of their input. Each answer says what was found, where, and what to do about it.

use ndarray::ArrayView2;

use super::Float;
use crate::{Error, Result};

/// An error at the first NaN or infinity, by rows; `first_row` is the number of the first of these rows.
pub(super) fn require_finite<A: Float>(rows: ArrayView2<'_, A>, first_row: usize) -> Result<()> {
    // A fold without an early exit becomes vector instructions; almost every input is finite.
    if rows.fold(true, |finite, value| finite & value.is_finite()) {
        return Ok(());
    }
    let Some(((row, column), value)) = rows.indexed_iter().find(|(_, value)| !value.is_finite()) else {
        return Ok(());
    };
    Err(Error::new(format!(
        "every value must be a finite number, but row {}, column {column} (counted from 0) is {value}; \
         fill in or drop such values before this step",
        first_row + row
    )))
}

/// An error unless the input has as many columns as the step was fitted on.
pub(super) fn require_columns(fitted: usize, given: usize) -> Result<()> {
    if fitted == given {
        return Ok(());
    }
    Err(Error::new(format!(
        "fitted on {fitted} columns, given {given}; transform the same columns, in the same order, as were fitted"
    )))
}

/// An error if there are no rows to learn from.
pub(super) fn require_rows(rows: usize) -> Result<()> {
    if rows > 0 {
        return Ok(());
    }
    Err(Error::new(
        "learning needs at least 1 row, got 0; check the filter or the file that the rows come from",
    ))
}
