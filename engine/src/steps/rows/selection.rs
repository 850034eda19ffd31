//! Rows with their targets, and a selection of them.

use ndarray::{ArcArray1, ArcArray2};

use crate::batches::Table;
use crate::{Error, Result};

/// The rows of a table with their targets.
pub(super) type Rows<A, L> = (ArcArray2<A>, ArcArray1<L>);

/// An error unless each row has a target.
pub(super) fn require_targets<A, L>(x: &ArcArray2<A>, y: &ArcArray1<L>) -> Result<()> {
    if x.nrows() == y.len() {
        return Ok(());
    }
    Err(Error::new(format!("each row needs a target, got {} rows and {} targets", x.nrows(), y.len())))
}

/// Returns the rows with these numbers. All rows in their order are not copied.
pub(crate) fn selected<T: Table>(rows: T, numbers: &[usize]) -> Result<T> {
    let is_whole = (0..rows.row_count()?).eq(numbers.iter().copied());
    if is_whole { Ok(rows) } else { rows.rows_at(numbers) }
}
