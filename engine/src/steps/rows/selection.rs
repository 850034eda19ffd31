//! [`Rows`]: rows with their targets, and a selection of them.

use ndarray::{ArcArray1, ArcArray2, Axis};

use crate::{Error, Result};

/// The rows of a table with their targets.
pub(super) type Rows<A, L> = (ArcArray2<A>, ArcArray1<L>);

/// An error unless each row has a target.
pub(super) fn require_targets<A, L>((x, y): &Rows<A, L>) -> Result<()> {
    if x.nrows() == y.len() {
        return Ok(());
    }
    Err(Error::new(format!("each row needs a target, got {} rows and {} targets", x.nrows(), y.len())))
}

/// Selects rows with their targets.
pub(super) fn select<A: Clone, L: Clone>((x, y): &Rows<A, L>, rows: &[usize]) -> Rows<A, L> {
    (x.select(Axis(0), rows).into_shared(), y.select(Axis(0), rows).into_shared())
}
