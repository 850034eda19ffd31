//! [`Affine`]: `(x - center) W + b`, the transform of fitted linear steps.
//!
//! Invariant: the result of a row does not depend on the other rows, nor on the number of threads, and it is finite or an error. A
//! common offset of a column is subtracted before the product, so it costs no digits.

use ndarray::parallel::prelude::*;
use ndarray::{ArcArray2, Array1, Array2, ArrayView2, ArrayViewMut2, Axis, Zip};

use super::blocks;
use super::checks::{require_columns, require_finite, require_finite_results};
use super::float::Float;
use super::sparse::require_stored_finite;
#[cfg(feature = "save")]
use crate::Error;
use crate::Result;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::sparse::Sparse;
use crate::step::on_threads_of_run;

/// The number of sparse rows of a block.
const SPARSE_ROWS: usize = 256;

/// The map `(x - center) W + b` from `[n, d]` to `[n, k]`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Affine {
    /// `[d]`; `None` is 0.
    pub(crate) center: Option<Array1<f64>>,
    /// `[d, k]`
    pub(crate) weights: Array2<f64>,
    /// `[k]`
    pub(crate) bias: Array1<f64>,
}

impl Affine {
    /// `x W`, with nothing added.
    #[cfg(feature = "linalg")]
    pub(crate) fn linear(weights: Array2<f64>) -> Self {
        let bias = Array1::zeros(weights.ncols());
        Self { center: None, weights, bias }
    }

    /// The constant of `x W + c`, `[k]`.
    pub(crate) fn constant(&self) -> Array1<f64> {
        match &self.center {
            Some(center) => &self.bias - &center.dot(&self.weights),
            None => self.bias.clone(),
        }
    }

    /// Maps the rows of `x`, in `f64`, block by block. `finish` receives the number of the first row of a block and the mapped
    /// block, before it is rounded to `A`.
    pub(crate) fn apply<A: Float>(
        &self,
        x: ArrayView2<'_, A>,
        finish: impl Fn(usize, ArrayViewMut2<'_, f64>) -> Result<()> + Sync,
    ) -> Result<ArcArray2<A>> {
        require_columns(self.weights.nrows(), x.ncols())?;
        let map = |first_row: usize, rows: ArrayView2<'_, A>, mut out: ArrayViewMut2<'_, A>| -> Result<()> {
            require_finite(rows, first_row)?;
            let mut buffer = Array2::zeros((0, 0));
            let rows = A::widen_rows(rows, &mut buffer);
            let mut mapped = match &self.center {
                Some(center) => (&rows - center).dot(&self.weights),
                None => rows.dot(&self.weights),
            };
            mapped += &self.bias;
            finish(first_row, mapped.view_mut())?;
            Zip::from(&mut out).and(&mapped).for_each(|out, &value| *out = A::narrow(value));
            require_finite_results(out.view(), first_row)
        };
        blocks::map_rows(x, self.bias.len(), map)
    }

    /// As [`apply`](Self::apply), of sparse rows. The center is part of the constant.
    pub(crate) fn apply_sparse<A: Float>(
        &self,
        x: &Sparse<A>,
        finish: impl Fn(usize, ArrayViewMut2<'_, f64>) -> Result<()> + Sync,
    ) -> Result<ArcArray2<A>> {
        require_columns(self.weights.nrows(), x.columns())?;
        require_stored_finite(x, 0)?;
        let constant = self.constant();
        let map = |first_row: usize, mut out: ArrayViewMut2<'_, A>| -> Result<()> {
            let mut mapped = Array2::zeros(out.raw_dim());
            for (at, mut to) in mapped.rows_mut().into_iter().enumerate() {
                to.assign(&constant);
                for (column, value) in x.at(first_row + at).iter() {
                    to.scaled_add(value.widen(), &self.weights.row(column));
                }
            }
            finish(first_row, mapped.view_mut())?;
            Zip::from(&mut out).and(&mapped).for_each(|out, &value| *out = A::narrow(value));
            require_finite_results(out.view(), first_row)
        };
        let mut out = Array2::zeros((x.rows(), self.bias.len()));
        let block = SPARSE_ROWS;
        if x.rows() <= block {
            map(0, out.view_mut())?;
        } else {
            let outs = out.axis_chunks_iter_mut(Axis(0), block).into_par_iter();
            let errors = outs.enumerate().filter_map(|(at, out)| map(at * block, out).err());
            let error = on_threads_of_run(|| errors.find_first(|_| true));
            error.map_or(Ok(()), Err)?;
        }
        Ok(out.into_shared())
    }
}

#[cfg(feature = "save")]
impl Save for Affine {
    /// Version 2 added the center.
    const VERSION: u32 = 2;
    const OLDEST: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("center", &self.center)?;
        out.field("weights", &self.weights)?;
        out.field("bias", &self.bias)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let weights: Array2<f64> = state.field("weights")?;
        let bias = state.shaped("bias", &[weights.ncols()])?;
        let center: Option<Array1<f64>> = if state.version() < 2 { None } else { state.field("center")? };
        match center.as_ref().map(Array1::len) {
            Some(columns) if columns != weights.nrows() => Err(Error::new(format!(
                "`center` has {columns} columns, but `weights` has {}",
                weights.nrows()
            ))),
            _ => Ok(Self { center, weights, bias }),
        }
    }
}
