//! [`Fold`]: rows to learn from and rows to validate with.
//!
//! Invariant: no row is in both, and the rows of each are in ascending order.

/// One fold: the indices of rows, for [`Table::rows_at`](crate::batches::Table::rows_at).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// The rows to learn from, in ascending order.
    pub train: Vec<usize>,
    /// The rows to validate with, in ascending order.
    pub validation: Vec<usize>,
}

/// The folds in which each row is validated in the fold with its number.
pub(super) fn folds_of(fold_of_row: &[usize], count: usize) -> Vec<Fold> {
    let fold = |fold| {
        let rows = 0..fold_of_row.len();
        let (validation, train) = rows.partition(|&row| fold_of_row.get(row) == Some(&fold));
        Fold { train, validation }
    };
    (0..count).map(fold).collect()
}
