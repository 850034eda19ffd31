//! Rows in blocks: rewritten in place and in parallel, or reduced in a fixed order.
//!
//! Invariant: the end of a block or a shard depends only on the size of the input, never on the number of threads, and results
//! are merged in the order of the rows. Every sum therefore has the same bits on any number of threads.

use std::ops::Range;

use ndarray::parallel::prelude::*;
use ndarray::{ArcArray, ArcArray2, Array1, Array2, ArrayView2, ArrayViewMut2, Axis, Zip};

use super::checks::{require_columns, require_finite, require_finite_results};
use super::float::Float;
use super::one_or_two_axes::OneOrTwoAxes;
use crate::step::on_threads_of_run;
use crate::{Error, Result};

/// The number of values of a block: 256 KiB of `f32` fit into the cache of a core, and justify a thread.
const BLOCK_VALUES: usize = 1 << 16;

/// The number of shards of a reduction: enough to occupy many threads.
const SHARDS: usize = 64;

/// The number of rows of a block with that many columns.
pub(crate) fn block_rows(columns: usize) -> usize {
    (BLOCK_VALUES / columns.max(1)).max(1)
}

/// Rewrites all rows, block by block: in their own buffer if `x` is its last owner, else in a new one.
///
/// `work` receives the number of the first row of a block, and the block. Of several errors, the first by rows is returned.
pub(crate) fn rewrite<A: Float>(
    x: ArcArray2<A>,
    work: impl Fn(usize, ArrayViewMut2<'_, A>) -> Result<()> + Sync,
) -> Result<ArcArray2<A>> {
    let block = block_rows(x.ncols());
    // A parallel iterator costs tens of microseconds when it is entered from outside rayon's pool.
    if x.nrows() <= block {
        let mut own = x.into_owned();
        work(0, own.view_mut())?;
        return Ok(own.into_shared());
    }
    let (own, error) = match x.try_into_owned_nocopy() {
        Ok(mut own) => {
            let blocks = own.axis_chunks_iter_mut(Axis(0), block).into_par_iter().enumerate();
            let errors = blocks.filter_map(|(at, rows)| work(at * block, rows).err());
            let error = on_threads_of_run(|| errors.find_first(|_| true));
            (own, error)
        }
        Err(shared) => {
            let mut own = Array2::zeros(shared.raw_dim());
            let blocks = own.axis_chunks_iter_mut(Axis(0), block).into_par_iter();
            let sources = shared.axis_chunks_iter(Axis(0), block).into_par_iter();
            // Copying a block just before the work on it reads it from memory once instead of twice.
            let results = blocks.zip(sources).enumerate().filter_map(|(at, (mut rows, source))| {
                rows.assign(&source);
                work(at * block, rows).err()
            });
            let error = on_threads_of_run(|| results.find_first(|_| true));
            (own, error)
        }
    };
    error.map_or_else(|| Ok(own.into_shared()), Err)
}

/// Rewrites each value with the two numbers of its column: `compute(value, first, second)`.
///
/// # Errors
/// Another number of columns, or a value or a result that is not finite.
pub(crate) fn rewrite_by_column<A: Float, D: OneOrTwoAxes<A>>(
    x: ArcArray<A, D>,
    (first, second): (&Array1<f64>, &Array1<f64>),
    compute: impl Fn(f64, f64, f64) -> f64 + Sync,
) -> Result<ArcArray<A, D>> {
    let x = D::__into_columns(x);
    require_columns(first.len(), x.ncols())?;
    let rewritten = rewrite(x, |first_row, mut block| {
        require_finite(block.view(), first_row)?;
        for mut row in block.rows_mut() {
            Zip::from(&mut row).and(first).and(second).for_each(|value, first, second| {
                *value = A::narrow(compute(value.widen(), *first, *second));
            });
        }
        require_finite_results(block.view(), first_row)
    })?;
    Ok(D::__from_columns(rewritten))
}

/// Computes rows of `width` columns, block by block: `work` receives the number of the first row of a block, its rows, and their
/// places in the result, which are 0. Of several errors, the first by rows is returned.
///
/// # Errors
/// The result does not fit into memory.
pub(crate) fn map_rows<A: Float, B: Float>(
    x: ArrayView2<'_, A>,
    width: usize,
    work: impl Fn(usize, ArrayView2<'_, A>, ArrayViewMut2<'_, B>) -> Result<()> + Sync,
) -> Result<ArcArray2<B>> {
    let mut out = zeros(x.nrows(), width)?;
    let block = block_rows(x.ncols().max(width));
    if x.nrows() <= block {
        work(0, x, out.view_mut())?;
        return Ok(out.into_shared());
    }
    let outs = out.axis_chunks_iter_mut(Axis(0), block).into_par_iter();
    let blocks = x.axis_chunks_iter(Axis(0), block).into_par_iter();
    let errors =
        outs.zip(blocks).enumerate().filter_map(|(at, (out, rows))| work(at * block, rows, out).err());
    let error = on_threads_of_run(|| errors.find_first(|_| true));
    error.map_or_else(|| Ok(out.into_shared()), Err)
}

/// Returns an array of zeros.
///
/// # Errors
/// It does not fit into memory.
pub(crate) fn zeros<A: Float>(rows: usize, columns: usize) -> Result<Array2<A>> {
    // The request alone tells whether there is room. Zeros that the system provides are not written twice.
    let has_room = |length: &usize| Vec::<A>::new().try_reserve_exact(*length).is_ok();
    if rows.checked_mul(columns).filter(has_room).is_none() {
        return Err(Error::new(format!(
            "{rows} rows of {columns} columns do not fit into memory; use a step that returns fewer columns, or fewer rows at a time"
        )));
    }
    Ok(Array2::zeros((rows, columns)))
}

/// Computes a state for each shard of the rows and merges the states in the order of the rows; `None` without rows.
///
/// A shard has at least `least` rows: choose it so that a state is small compared to its rows. Of several errors, the first by
/// rows is returned.
pub(crate) fn reduce<S: Send>(
    rows: usize,
    least: usize,
    shard: impl Fn(Range<usize>) -> Result<S> + Sync,
    mut merge: impl FnMut(&mut S, S) -> Result<()>,
) -> Result<Option<S>> {
    let size = rows.div_ceil(SHARDS).max(least).max(1);
    if rows <= size {
        return if rows == 0 { Ok(None) } else { shard(0..rows).map(Some) };
    }
    let bounds = |at: usize| at * size..rows.min((at + 1) * size);
    let shards = (0..rows.div_ceil(size)).into_par_iter().map(|at| shard(bounds(at)));
    let states: Vec<Result<S>> = on_threads_of_run(|| shards.collect());
    let mut whole: Option<S> = None;
    for state in states {
        match &mut whole {
            None => whole = Some(state?),
            Some(whole) => merge(whole, state?)?,
        }
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sole_owner_is_rewritten_in_place_and_a_shared_array_is_not_touched() {
        for rows in [3, 3 * block_rows(4)] {
            let sole = ArcArray2::<f32>::zeros((rows, 4));
            let pointer = sole.as_ptr();
            let add_one = |_: usize, mut block: ArrayViewMut2<'_, f32>| {
                block += 1.0;
                Ok(())
            };
            let out = rewrite(sole, add_one).expect("nothing fails");
            assert_eq!(out.as_ptr(), pointer);
            let copy = rewrite(out.clone(), add_one).expect("nothing fails");
            assert!(out.iter().all(|&value| value == 1.0) && copy.iter().all(|&value| value == 2.0));
        }
    }

    #[test]
    fn the_error_of_the_first_block_wins() {
        let x = ArcArray2::<f64>::zeros((4 * block_rows(2), 2));
        let error = rewrite(x, |row, _| if row == 0 { Ok(()) } else { Err(Error::new(row.to_string())) });
        assert_eq!(error.expect_err("three blocks fail").message(), block_rows(2).to_string());
    }

    #[test]
    fn shards_cover_the_rows_once_and_in_order() {
        for rows in [0, 1, 9, 10, 11, 6_400, 6_401] {
            let all = reduce(
                rows,
                10,
                |shard| Ok(shard.collect::<Vec<_>>()),
                |all, next| {
                    all.extend(next);
                    Ok(())
                },
            );
            assert_eq!(all.expect("nothing fails").unwrap_or_default(), (0..rows).collect::<Vec<_>>());
        }
    }
}
