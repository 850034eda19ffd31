//! [`Moments`]: the mean and variance of each column, accumulated in parts.
//!
//! Invariant: `spread` is the weighted sum of squared deviations from `mean`, which is the weighted mean of exactly `rows` rows
//! with the total weight `weight`; without weights, each row has the weight 1. Only differences to a value of the same block are
//! squared, so a large common offset costs no digits.

use std::ops::Range;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, Slice, Zip};

use super::blocks;
#[cfg(feature = "save")]
use super::checks::require_count;
use super::checks::{require_columns, require_finite, too_far_apart};
use super::float::Float;
use super::sparse::require_stored_finite;
use crate::Result;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::sparse::Sparse;

/// The number of rows that are widened to `f64` at a time.
const BLOCK: usize = 512;

/// The mean and variance of each column of `[n, d]`, accumulated from any number of parts.
///
/// Update it with block after block, and merge those of several threads, files or machines: each block is shifted by its first
/// row, and parts are combined by the formula of Chan, Golub and LeVeque (*Updating formulae and a pairwise algorithm for
/// computing sample variances*, 1979). The result does not depend on the parts except for rounding; equal parts merged in equal
/// order give equal bits.
///
/// ```
/// use ndarray::array;
/// use shapeflow::steps::Moments;
///
/// let mut moments = Moments::new(1);
/// moments.update(array![[1.0_f32], [2.0]].view())?;
/// let mut others = Moments::new(1);
/// others.update(array![[6.0_f32]].view())?;
/// moments.merge(&others)?;
/// assert_eq!((moments.rows(), moments.mean()[0]), (3, 3.0));
/// assert!((moments.variance()[0] - 14.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Moments {
    rows: u64,
    weight: f64,
    mean: Array1<f64>,
    spread: Array1<f64>,
}

impl Moments {
    /// Creates the moments of no rows with that many columns.
    pub fn new(columns: usize) -> Self {
        Self { rows: 0, weight: 0.0, mean: Array1::zeros(columns), spread: Array1::zeros(columns) }
    }

    /// Computes the moments of all rows of `x` (`[n, d]`), in parallel; the same bits on any number of threads.
    ///
    /// # Errors
    /// A value is not finite, or so large that the variance is not finite.
    pub fn of<A: Float>(x: ArrayView2<'_, A>) -> Result<Self> {
        Self::of_rows(x, None, 0)
    }

    /// As [`of`](Self::of), with weights, and with rows numbered from `first_row` in errors.
    pub(crate) fn of_rows<A: Float>(
        x: ArrayView2<'_, A>,
        weights: Option<ArrayView1<'_, f64>>,
        first_row: usize,
    ) -> Result<Self> {
        let shard = |range: Range<usize>| {
            let mut moments = Self::new(x.ncols());
            let rows = x.slice_axis(Axis(0), Slice::from(range.clone()));
            let weights = weights.map(|weights| weights.slice_axis_move(Axis(0), Slice::from(range.clone())));
            moments.update_from(rows, weights, first_row + range.start)?;
            Ok(moments)
        };
        let least = blocks::block_rows(x.ncols());
        let moments = blocks::reduce(x.nrows(), least, shard, |all, next| all.merge(&next))?;
        Ok(moments.unwrap_or_else(|| Self::new(x.ncols())))
    }

    /// As [`of_rows`](Self::of_rows), of sparse rows: in two passes over their stored values.
    pub(crate) fn of_sparse<A: Float>(
        x: &Sparse<A>,
        weights: Option<ArrayView1<'_, f64>>,
        first_row: usize,
    ) -> Result<Self> {
        require_stored_finite(x, first_row)?;
        let weight_of = |row: usize| weights.map_or(1.0, |weights| weights[row]);
        let mut moments = Self { rows: x.rows() as u64, ..Self::new(x.columns()) };
        moments.weight = weights.map_or(x.rows() as f64, |weights| weights.sum());
        if moments.weight == 0.0 {
            return Ok(moments);
        }
        let mut stored = Array1::<f64>::zeros(x.columns());
        for (at, row) in x.iter().enumerate() {
            for (column, value) in row.iter() {
                moments.mean[column] += weight_of(at) * value.widen();
                stored[column] += weight_of(at);
            }
        }
        moments.mean /= moments.weight;
        for (at, row) in x.iter().enumerate() {
            for (column, value) in row.iter() {
                let deviation = value.widen() - moments.mean[column];
                moments.spread[column] += weight_of(at) * deviation * deviation;
            }
        }
        // The rows without a stored value are zero.
        Zip::from(&mut moments.spread).and(&moments.mean).and(&stored).for_each(|spread, mean, stored| {
            *spread += (moments.weight - stored).max(0.0) * mean * mean;
        });
        match moments.spread.iter().position(|spread| !spread.is_finite()) {
            None => Ok(moments),
            Some(column) => Err(too_far_apart(column, "variance")),
        }
    }

    /// Adds rows (`[n, d]`).
    ///
    /// # Errors
    /// The number of columns differs, a value is not finite (the message counts rows from 0 over all updates), or a value is so
    /// large that the variance is not finite. Do not use the moments after an error.
    pub fn update<A: Float>(&mut self, rows: ArrayView2<'_, A>) -> Result<()> {
        self.update_from(rows, None, self.rows as usize)
    }

    fn update_from<A: Float>(
        &mut self,
        rows: ArrayView2<'_, A>,
        weights: Option<ArrayView1<'_, f64>>,
        first_row: usize,
    ) -> Result<()> {
        require_columns(self.mean.len(), rows.ncols())?;
        let mut buffer = Array2::zeros((0, 0));
        for (at, block) in rows.axis_chunks_iter(Axis(0), BLOCK).enumerate() {
            require_finite(block, first_row + at * BLOCK)?;
            let end = rows.nrows().min((at + 1) * BLOCK);
            let weights =
                weights.map(|weights| weights.slice_axis_move(Axis(0), Slice::from(at * BLOCK..end)));
            self.merge(&Self::of_block(A::widen_rows(block, &mut buffer), weights))?;
        }
        Ok(())
    }

    /// Computes the moments of a block, each row counting as much as its weight.
    fn of_block(block: ArrayView2<'_, f64>, weights: Option<ArrayView1<'_, f64>>) -> Self {
        let weight_of = |row: usize| weights.map_or(1.0, |weights| weights[row]);
        let mut mean = Array1::<f64>::zeros(block.ncols());
        let mut spread = Array1::<f64>::zeros(block.ncols());
        let rows = block.nrows() as u64;
        let Some(first) = (0..block.nrows()).find(|&row| weight_of(row) > 0.0) else {
            return Self { rows, weight: 0.0, mean, spread };
        };
        let shift = block.row(first);
        for (at, row) in block.rows().into_iter().enumerate() {
            let weight = weight_of(at);
            Zip::from(&mut mean).and(&mut spread).and(row).and(shift).for_each(
                |sum, squares, value, shift| {
                    let deviation = value - shift;
                    let weighted = weight * deviation;
                    *sum += weighted;
                    *squares += weighted * deviation;
                },
            );
        }
        let count = weights.map_or(block.nrows() as f64, |weights| weights.sum());
        Zip::from(&mut mean).and(&mut spread).and(shift).for_each(|sum, squares, shift| {
            *squares -= *sum * *sum / count;
            // Rounding may leave the value for a nearly constant column just below zero; NaN, from overflow, has to stay.
            if *squares < 0.0 {
                *squares = 0.0;
            }
            *sum = shift + *sum / count;
        });
        Self { rows, weight: count, mean, spread }
    }

    /// Adds the rows of `other`.
    ///
    /// # Errors
    /// The number of columns differs, or values lie so far apart that their variance is not finite.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        require_columns(self.mean.len(), other.mean.len())?;
        let rows = self.rows + other.rows;
        if self.weight == 0.0 {
            self.clone_from(other);
        } else if other.weight > 0.0 {
            let share = other.weight / (self.weight + other.weight);
            let weight = self.weight * share;
            Zip::from(&mut self.mean).and(&mut self.spread).and(&other.mean).and(&other.spread).for_each(
                |mean, spread, other_mean, other_spread| {
                    let distance = other_mean - *mean;
                    *mean += distance * share;
                    *spread += other_spread + distance * distance * weight;
                },
            );
            self.weight += other.weight;
        }
        self.rows = rows;
        match self.spread.iter().position(|spread| !spread.is_finite()) {
            None => Ok(()),
            Some(column) => Err(too_far_apart(column, "variance")),
        }
    }

    /// The number of rows.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The sum of the weights of the rows; without weights, their number.
    pub fn weight(&self) -> f64 {
        self.weight
    }

    /// The mean of each column, `[d]`; zero before the first row.
    pub fn mean(&self) -> ArrayView1<'_, f64> {
        self.mean.view()
    }

    /// The biased variance of each column, `[d]`: squared deviations divided by the number of rows; zero before the first row.
    pub fn variance(&self) -> Array1<f64> {
        &self.spread / (if self.weight > 0.0 { self.weight } else { 1.0 })
    }
}

/// True if the variance is within the rounding error of its computation (scikit-learn's `_is_constant_feature`).
pub(crate) fn is_constant(variance: f64, mean: f64, rows: u64) -> bool {
    let rounding = rows as f64 * f64::EPSILON;
    variance <= rounding * variance + (rounding * mean).powi(2)
}

#[cfg(feature = "save")]
impl Save for Moments {
    /// Version 2 added the weights of rows.
    const VERSION: u32 = 2;
    const OLDEST: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        save_means(out, self.rows, self.weight, &self.mean)?;
        out.field("spread", &self.spread)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let (rows, weight, mean) = load_means(state)?;
        Ok(Self { rows, weight, spread: state.shaped("spread", &[mean.len()])?, mean })
    }
}

/// Saves what moments and scatters have in common.
#[cfg(feature = "save")]
pub(super) fn save_means(out: &mut Writer<'_>, rows: u64, weight: f64, mean: &Array1<f64>) -> Result<()> {
    out.field("rows", &rows)?;
    out.field("weight", &weight)?;
    out.field("mean", mean)
}

/// Loads what [`save_means`] has saved: rows, weight and mean. Before version 2 the weight is the number of rows.
#[cfg(feature = "save")]
pub(super) fn load_means(state: &mut Reader<'_>) -> Result<(u64, f64, Array1<f64>)> {
    let mean = state.field("mean")?;
    let rows: u64 = state.field("rows")?;
    require_count("rows", rows)?;
    let weight = if state.version() < 2 { rows as f64 } else { state.field("weight")? };
    Ok((rows, weight, mean))
}

#[cfg(all(test, feature = "save"))]
mod tests {
    use super::*;
    use crate::save::{Described, from_bytes, to_bytes};

    /// A forged file must not make a later `partial_fit` overflow.
    #[test]
    fn a_number_of_rows_that_no_fit_has_is_not_loaded() {
        let described = Described::new("test", "");
        let moments = |rows| Moments { rows, ..Moments::new(2) };
        let bytes = to_bytes(&described, &moments(1 << 53)).expect("can be saved");
        let mut loaded: Moments = from_bytes(&bytes, &described).expect("a large count");
        loaded.merge(&moments(1 << 53)).expect("is added");
        let bytes = to_bytes(&described, &moments(u64::MAX)).expect("can be saved");
        let error = from_bytes::<Moments>(&bytes, &described).expect_err("forged").to_string();
        assert!(error.contains("`rows` is 18446744073709551615, more than any fit counts"), "{error}");
    }
}
