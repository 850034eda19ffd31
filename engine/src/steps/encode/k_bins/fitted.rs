//! [`FittedKBinsDiscretizer`]: the fitted form, with its inverse.
//!
//! Invariant: the edges of a column are finite and never decrease, and there is at least one.

use ndarray::{ArcArray, Array1};

#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::step::{Inverse, Transform, Value};
use crate::steps::kernels::blocks;
use crate::steps::kernels::checks::{require_columns, require_finite, require_finite_results};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::one_or_two_axes::OneOrTwoAxes;
use crate::{Error, Result};

/// More bins than this are a mistake, and `f32` has a number for each.
pub(super) const MOST_BINS: usize = 1 << 16;

/// The fitted form of a [`KBinsDiscretizer`](super::KBinsDiscretizer).
#[derive(Debug, Clone, PartialEq)]
pub struct FittedKBinsDiscretizer {
    edges: Vec<Array1<f64>>,
}

impl FittedKBinsDiscretizer {
    /// From edges with this invariant.
    pub(super) fn new(edges: Vec<Array1<f64>>) -> Self {
        Self { edges }
    }

    /// The edges of the bins of each column, in increasing order (scikit-learn's `bin_edges_`): one more than bins. A column with a
    /// single value has one edge, that value, where scikit-learn has the two infinities.
    pub fn edges(&self) -> &[Array1<f64>] {
        &self.edges
    }

    /// The number of bins of each column, `[d]` (`n_bins_`): at least 1.
    pub fn bins(&self) -> Array1<usize> {
        self.edges.iter().map(bins).collect()
    }
}

fn bins(edges: &Array1<f64>) -> usize {
    edges.len().max(2) - 1
}

/// Returns the middle of a bin; `None` if there is no such bin.
fn center(edges: &Array1<f64>, bin: f64) -> Option<f64> {
    let at = bin as usize;
    if at as f64 != bin {
        return None;
    }
    let low = edges.get(at)?;
    match edges.get(at + 1) {
        Some(high) => Some(low.midpoint(*high)),
        None if edges.len() == 1 => Some(*low),
        None => None,
    }
}

impl<A: Float, D: OneOrTwoAxes<A>> Transform<ArcArray<A, D>> for FittedKBinsDiscretizer
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn transform(&self, x: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        let x = D::__into_columns(x);
        require_columns(self.edges.len(), x.ncols())?;
        let inner: Vec<&[f64]> = self
            .edges
            .iter()
            .map(|edges| edges.as_slice().and_then(|edges| edges.get(1..edges.len() - 1)).unwrap_or_default())
            .collect();
        let binned = blocks::rewrite(x, |first_row, mut block| {
            require_finite(block.view(), first_row)?;
            for mut row in block.rows_mut() {
                for (value, inner) in row.iter_mut().zip(&inner) {
                    let bin = inner.partition_point(|&edge| edge <= value.widen());
                    *value = A::narrow(bin as f64);
                }
            }
            Ok(())
        })?;
        Ok(D::__from_columns(binned))
    }
}

/// Returns the middle of each bin (scikit-learn's `inverse_transform`).
impl<A: Float, D: OneOrTwoAxes<A>> Inverse<ArcArray<A, D>> for FittedKBinsDiscretizer
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn inverse(&self, z: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        let z = D::__into_columns(z);
        require_columns(self.edges.len(), z.ncols())?;
        let middles = blocks::rewrite(z, |first_row, mut block| {
            for (at, mut row) in block.rows_mut().into_iter().enumerate() {
                for (column, (value, edges)) in row.iter_mut().zip(&self.edges).enumerate() {
                    let center = center(edges, value.widen()).ok_or_else(|| {
                        Error::new(format!(
                            "row {}, column {column} (counted from 0) is {value}, but the bins of this column have the numbers \
                             0 to {}; round predictions to whole numbers and clip them before `inverse`",
                            first_row + at,
                            bins(edges) - 1
                        ))
                    })?;
                    *value = A::narrow(center);
                }
            }
            require_finite_results(block.view(), first_row)
        })?;
        Ok(D::__from_columns(middles))
    }
}

#[cfg(feature = "save")]
impl Save for FittedKBinsDiscretizer {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        let counts: Vec<u64> = self.edges.iter().map(|edges| edges.len() as u64).collect();
        out.field("counts", &counts)?;
        out.field("edges", &self.edges.iter().flatten().copied().collect::<Array1<f64>>())
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let counts: Vec<u64> = state.field("counts")?;
        let edges: Array1<f64> = state.field("edges")?;
        let mut rest = edges.as_slice().unwrap_or_default();
        let mut columns = Vec::with_capacity(counts.len());
        for count in counts {
            let Some((first, others)) =
                usize::try_from(count).ok().and_then(|count| rest.split_at_checked(count))
            else {
                return Err(Error::new(
                    "`counts` has more edges than `edges`; the file is damaged or forged",
                ));
            };
            columns.push(Array1::from(first.to_vec()));
            rest = others;
        }
        let holds = |edges: &Array1<f64>| {
            (1..=MOST_BINS + 1).contains(&edges.len())
                && edges.iter().all(|edge| edge.is_finite())
                && edges.iter().is_sorted()
        };
        if !rest.is_empty() || !columns.iter().all(holds) {
            return Err(Error::new(
                "`edges` must hold increasing numbers for each column; the file is damaged or forged",
            ));
        }
        Ok(Self::new(columns))
    }
}
