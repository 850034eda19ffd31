//! [`Affine`]: `x W + b`, the transform of fitted linear steps.
//!
//! Invariant: the result of a row does not depend on the other rows, nor on the number of threads.

use ndarray::parallel::prelude::*;
use ndarray::{ArcArray2, Array1, Array2, ArrayView2, ArrayViewMut2, Axis, Zip};

use super::blocks;
use super::checks::{require_columns, require_finite};
use super::float::Float;
use crate::Result;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};

/// The map `x W + b` from `[n, d]` to `[n, k]`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Affine {
    /// `[d, k]`
    pub(crate) weights: Array2<f64>,
    /// `[k]`
    pub(crate) bias: Array1<f64>,
}

impl Affine {
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
            let mut mapped = A::widen_rows(rows, &mut Array2::zeros((0, 0))).dot(&self.weights);
            mapped += &self.bias;
            finish(first_row, mapped.view_mut())?;
            Zip::from(&mut out).and(&mapped).for_each(|out, &value| *out = A::narrow(value));
            Ok(())
        };
        let block = blocks::block_rows(x.ncols());
        let mut out = Array2::zeros((x.nrows(), self.bias.len()));
        if x.nrows() <= block {
            map(0, x, out.view_mut())?;
        } else {
            let outs = out.axis_chunks_iter_mut(Axis(0), block).into_par_iter();
            let blocks = x.axis_chunks_iter(Axis(0), block).into_par_iter();
            let error = outs
                .zip(blocks)
                .enumerate()
                .filter_map(|(at, (out, rows))| map(at * block, rows, out).err())
                .find_first(|_| true);
            error.map_or(Ok(()), Err)?;
        }
        Ok(out.into_shared())
    }
}

#[cfg(feature = "save")]
impl Save for Affine {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("weights", &self.weights)?;
        out.field("bias", &self.bias)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let weights: Array2<f64> = state.field("weights")?;
        let bias = state.shaped("bias", &[weights.ncols()])?;
        Ok(Self { weights, bias })
    }
}
