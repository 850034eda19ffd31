//! Checks of the input of numeric steps. Each message says what was found, where, and what to do.

use ndarray::{ArcArray, ArrayView2, Dimension};

use super::float::Float;
use crate::{Error, Result};

/// Fails at the first NaN or infinity, by rows; `first_row` is the number of the first of these rows.
pub(crate) fn require_finite<A: Float>(rows: ArrayView2<'_, A>, first_row: usize) -> Result<()> {
    let Some((row, column, value)) = first_not_finite(rows) else { return Ok(()) };
    Err(Error::new(format!(
        "every value must be a finite number, but row {}, column {column} (counted from 0) is {value}; \
         fill in or drop such values before this step",
        first_row + row
    )))
}

/// Fails at the first result that is NaN or infinite, by rows; `first_row` is the number of the first of these rows. The input
/// is finite, so it lies beyond the range of its type, or the fitted step holds extreme numbers.
pub(crate) fn require_finite_results<A: Float>(rows: ArrayView2<'_, A>, first_row: usize) -> Result<()> {
    let Some((row, column, value)) = first_not_finite(rows) else { return Ok(()) };
    Err(Error::new(format!(
        "the result in row {}, column {column} (counted from 0) is {value}, beyond the range of {}; the row is too far from \
         the rows of the fit: scale or clip its columns before this step",
        first_row + row,
        std::any::type_name::<A>()
    )))
}

/// As [`require_finite`], of values with any number of axes.
pub(crate) fn require_finite_values<A: Float, D: Dimension>(x: &ArcArray<A, D>) -> Result<()> {
    let Some((position, value)) = x.iter().enumerate().find(|(_, value)| !value.is_finite()) else {
        return Ok(());
    };
    let (row, place) = row_and_place(x, position);
    Err(Error::new(format!(
        "every value must be a finite number, but row {row}, place {place} (counted from 0) is {value}; \
         fill in or drop such values before this step"
    )))
}

/// Returns the row of a value and its place in that row, from its position in the order of rows.
pub(crate) fn row_and_place<A, D: Dimension>(x: &ArcArray<A, D>, position: usize) -> (usize, usize) {
    let in_row = (x.len() / x.shape().first().copied().unwrap_or(1).max(1)).max(1);
    (position / in_row, position % in_row)
}

/// Returns the place of the first NaN or infinity, by rows, and the value.
fn first_not_finite<A: Float>(rows: ArrayView2<'_, A>) -> Option<(usize, usize, A)> {
    // A fold without an early exit becomes vector instructions; almost every input is finite.
    if rows.fold(true, |finite, value| finite & value.is_finite()) {
        return None;
    }
    let ((row, column), &value) = rows.indexed_iter().find(|(_, value)| !value.is_finite())?;
    Some((row, column, value))
}

/// Fails at the first infinity, by rows; a NaN is a missing value. `first_row` is the number of the first of these rows.
pub(crate) fn require_finite_where_present<A: Float>(
    rows: ArrayView2<'_, A>,
    first_row: usize,
) -> Result<()> {
    let Some(((row, column), value)) = rows.indexed_iter().find(|(_, value)| value.is_infinite()) else {
        return Ok(());
    };
    Err(Error::new(format!(
        "every value must be a finite number, or NaN if it is missing, but row {}, column {column} (counted from 0) is {value}; \
         correct or drop such values before this step",
        first_row + row
    )))
}

/// The error for a column of which every value is missing.
pub(crate) fn no_value(column: usize, rows: usize) -> Error {
    Error::new(format!(
        "column {column} (counted from 0) has no value to learn from: all {rows} are missing; leave the column out"
    ))
}

/// Fails unless the input has as many columns as the step was fitted on.
pub(crate) fn require_columns(fitted: usize, found: usize) -> Result<()> {
    if fitted == found {
        return Ok(());
    }
    Err(Error::new(format!(
        "fitted on {fitted} columns, but got {found}; pass the same columns in the same order as in the fit"
    )))
}

/// Fails unless an inverse is given as many columns as the step returns components.
#[cfg(feature = "linalg")]
pub(crate) fn require_components(returned: usize, found: usize) -> Result<()> {
    if returned == found {
        return Ok(());
    }
    Err(Error::new(format!(
        "the inverse expects the {returned} components that this step returns, got {found} columns"
    )))
}

/// The error for a column whose values lie so far apart that their `measure` (variance, distance) is not finite.
pub(crate) fn too_far_apart(column: usize, measure: &str) -> Error {
    Error::new(format!(
        "the values of column {column} (counted from 0) lie so far apart that their {measure} exceeds f64; \
         rescale or clip them before this step"
    ))
}

/// Fails for a number of rows or steps in a file that no fit has, so that adding to it cannot overflow.
#[cfg(feature = "save")]
pub(crate) fn require_count(name: &str, count: u64) -> Result<()> {
    const MOST: u64 = 1 << 53;
    if count <= MOST {
        return Ok(());
    }
    Err(Error::new(format!("`{name}` is {count}, more than any fit counts; the file is damaged or forged")))
}

/// Fails if there are no rows to fit on.
pub(crate) fn require_rows(rows: usize) -> Result<()> {
    if rows > 0 { Ok(()) } else { Err(no_rows()) }
}

/// The error for a fit without rows.
pub(crate) fn no_rows() -> Error {
    Error::new("fitting needs at least 1 row, got 0; check the filter or the file that the rows come from")
}
