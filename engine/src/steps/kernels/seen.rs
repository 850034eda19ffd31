//! [`Seen`]: what a fit keeps of rows whose numbers it does not need.
//!
//! Invariant: all rows had as many columns as the first.

use ndarray::ArrayView2;

use super::checks::{require_columns, require_finite};
use super::float::Float;
use crate::Result;

/// The numbers of rows and columns so far; `None` before the first batch.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    pub(crate) rows: usize,
    pub(crate) columns: Option<usize>,
}

impl Seen {
    /// Counts a batch. Another number of columns, a NaN or an infinity is an error.
    pub(crate) fn count<A: Float>(&mut self, x: ArrayView2<'_, A>) -> Result<()> {
        require_columns(self.columns.unwrap_or(x.ncols()), x.ncols())?;
        require_finite(x, self.rows)?;
        *self = Self { rows: self.rows + x.nrows(), columns: Some(x.ncols()) };
        Ok(())
    }

    /// Adds later rows.
    pub(crate) fn merge(&mut self, later: Self) -> Result<()> {
        if let (Some(earlier), Some(later)) = (self.columns, later.columns) {
            require_columns(earlier, later)?;
        }
        *self = Self { rows: self.rows + later.rows, columns: self.columns.or(later.columns) };
        Ok(())
    }
}
