//! Rows of sparse matrices: checked, and rewritten in parallel.
//!
//! Invariant: the result of a row does not depend on the other rows, nor on the number of threads.

use ndarray::parallel::prelude::*;

use super::float::Float;
use crate::sparse::Sparse;
use crate::step::on_threads_of_run;
use crate::{Error, Result};

/// The number of stored values of a block that justifies a thread.
const BLOCK_VALUES: usize = 1 << 15;

/// Fails at the first stored NaN or infinity, by rows; `first_row` is the number of the first of these rows.
pub(crate) fn require_stored_finite<A: Float>(x: &Sparse<A>, first_row: usize) -> Result<()> {
    if x.values().iter().fold(true, |finite, value| finite & value.is_finite()) {
        return Ok(());
    }
    for (row, stored) in x.iter().enumerate() {
        if let Some((column, value)) = stored.iter().find(|(_, value)| !value.is_finite()) {
            return Err(Error::new(format!(
                "every value must be a finite number, but row {}, column {column} (counted from 0) is {value}; \
                 fill in or drop such values before this step",
                first_row + row
            )));
        }
    }
    Ok(())
}

/// The rows of `x` in blocks with about the same number of stored values. The borders depend on `x` alone.
pub(crate) fn row_blocks<A>(x: &Sparse<A>, values: usize) -> Vec<std::ops::Range<usize>> {
    let starts = x.starts();
    let mut blocks = Vec::new();
    let mut first = 0;
    for row in 0..x.rows() {
        let stored = starts.get(row + 1).copied().unwrap_or(0) - starts.get(first).copied().unwrap_or(0);
        if stored >= values || row + 1 == x.rows() {
            blocks.push(first..row + 1);
            first = row + 1;
        }
    }
    blocks
}

/// Rewrites the stored values of each row in `f64`, in parallel. `work` receives the number of the row, its columns, and its values. Of
/// several errors, the first by rows is returned.
pub(crate) fn map_rows<A: Float>(
    x: &Sparse<A>,
    work: impl Fn(usize, &[u32], &mut [f64]) -> Result<()> + Sync,
) -> Result<Sparse<A>> {
    let block = |rows: std::ops::Range<usize>| -> Result<Vec<A>> {
        let (mut values, mut row_values) = (Vec::new(), Vec::new());
        for row in rows {
            let stored = x.at(row);
            row_values.clear();
            row_values.extend(stored.values().iter().map(|value| value.widen()));
            work(row, stored.columns(), &mut row_values)?;
            values.extend(row_values.iter().map(|&value| A::narrow(value)));
        }
        Ok(values)
    };
    let blocks = row_blocks(x, BLOCK_VALUES);
    let parts: Vec<Result<Vec<A>>> = match blocks.as_slice() {
        [] => return Ok(x.clone()),
        [single] => vec![block(single.clone())],
        _ => on_threads_of_run(|| blocks.into_par_iter().map(block).collect()),
    };
    let mut values = Vec::with_capacity(x.stored());
    for part in parts {
        values.extend(part?);
    }
    Ok(x.with_values(values))
}
