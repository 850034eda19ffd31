//! [`Principal`]: what [`Pca`](super::Pca) knows of the rows it has seen.
//!
//! Invariant: the size of a state depends on the columns and on the largest batch alone. Rows are held while they are
//! fewer than the columns; then their covariance is; and only where that does not resolve a direction that is kept, a
//! second pass learns a factor `F` of the centred rows `X`, with `FᵀF = XᵀX` and at most as many rows as columns need.

use ndarray::{Array1, Array2, ArrayView2, Axis, concatenate};

use super::check::{require_columns, require_finite};
use super::decompose::{right_singular, symmetric_eigen};
use super::{Float, Moments, Scatter};
use crate::{Error, Result};

/// The least share of the largest variance that the covariance tells to ten digits.
const RESOLVED: f64 = 1e-6;

/// A factor of more rows than this times its columns is reduced.
const SLACK: usize = 4;

/// What is known of the rows so far.
#[derive(Debug, Clone)]
pub enum Principal {
    /// Nothing: no batch was seen.
    Start,
    /// The rows themselves, fewer than there are columns.
    Rows(Array2<f64>),
    /// Mean and covariance.
    Scatter(Scatter),
    /// In the second pass.
    Factor(Factor),
    /// What was asked for.
    Found(Axes),
}

/// The centred rows of a second pass, up to a rotation.
#[derive(Debug, Clone)]
pub struct Factor {
    mean: Array1<f64>,
    rows: u64,
    seen: u64,
    /// `[at least d, d]`
    factor: Array2<f64>,
}

/// All principal directions.
#[derive(Debug, Clone)]
pub struct Axes {
    pub(super) rows: u64,
    pub(super) mean: Array1<f64>,
    /// The unbiased variance along each, falling.
    pub(super) variances: Array1<f64>,
    /// As rows.
    pub(super) directions: Array2<f64>,
}

impl Principal {
    /// How many rows were seen in this pass.
    pub(super) fn rows(&self) -> u64 {
        match self {
            Self::Start => 0,
            Self::Rows(rows) => rows.nrows() as u64,
            Self::Scatter(scatter) => scatter.rows(),
            Self::Factor(factor) => factor.seen,
            Self::Found(axes) => axes.rows,
        }
    }

    /// The state of a part in the same pass.
    pub(super) fn part(&self) -> Self {
        match self {
            Self::Factor(Factor { mean, rows, .. }) => Self::Factor(Factor::new(mean.clone(), *rows)),
            _ => Self::Start,
        }
    }

    /// Adds the rows of a batch.
    pub(super) fn update<A: Float>(&mut self, x: ArrayView2<'_, A>) -> Result<()> {
        let first_row = self.rows() as usize;
        let batch = match self {
            Self::Scatter(scatter) => return scatter.extend(x),
            Self::Factor(factor) => return factor.update(x),
            _ if x.nrows() < x.ncols() => {
                require_finite(x, first_row)?;
                Self::Rows(x.mapv(A::widen))
            }
            _ => Self::Scatter(Scatter::of_rows(x, first_row)?),
        };
        self.merge(batch)
    }

    /// Adds what was learnt of later rows in the same pass.
    pub(super) fn merge(&mut self, later: Self) -> Result<()> {
        *self = match (std::mem::replace(self, Self::Start), later) {
            (Self::Start, state) | (state, Self::Start) => state,
            (Self::Rows(earlier), Self::Rows(later)) => {
                require_columns(earlier.ncols(), later.ncols())?;
                let rows = concatenate![Axis(0), earlier, later];
                if rows.nrows() < rows.ncols() {
                    Self::Rows(rows)
                } else {
                    Self::Scatter(Scatter::of(rows.view())?)
                }
            }
            (Self::Rows(earlier), Self::Scatter(later)) => {
                let mut all = Scatter::of(earlier.view())?;
                all.merge(&later)?;
                Self::Scatter(all)
            }
            (Self::Scatter(mut all), Self::Rows(later)) => {
                all.extend(later.view())?;
                Self::Scatter(all)
            }
            (Self::Scatter(mut all), Self::Scatter(later)) => {
                all.merge(&later)?;
                Self::Scatter(all)
            }
            (Self::Factor(mut all), Self::Factor(later)) => {
                all.seen += later.seen;
                all.push(later.factor)?;
                Self::Factor(all)
            }
            _ => return Err(Error::new("parts of two different passes cannot be merged")),
        };
        Ok(())
    }

    /// Ends a pass after which `kept` directions are asked for; true if it takes another to resolve them.
    pub(super) fn end_pass(&mut self, kept: usize) -> Result<bool> {
        match &*self {
            Self::Scatter(scatter) => {
                let (variances, directions) = symmetric_eigen(&scatter.covariance())?;
                let (rows, mean) = (scatter.rows(), scatter.mean().to_owned());
                // Rounding moves every eigenvalue by about 1e-16 of the largest.
                let bound = RESOLVED * variances.first().copied().unwrap_or(0.0);
                if variances.get(kept.saturating_sub(1)).is_some_and(|&variance| variance < bound) {
                    *self = Self::Factor(Factor::new(mean, rows));
                    return Ok(true);
                }
                let variances = variances.mapv(|variance| variance.max(0.0));
                *self = Self::Found(Axes { rows, mean, variances, directions });
            }
            Self::Rows(rows) => {
                let mean = Moments::of(rows.view())?.mean().to_owned();
                let centred = rows - &mean;
                *self = Self::Found(Axes::of_centred(rows.nrows() as u64, mean, centred.view())?);
            }
            Self::Factor(Factor { mean, rows, seen, factor }) => {
                if seen != rows {
                    return Err(Error::new(format!(
                        "the second pass over the batches gave {seen} rows and the first {rows}; \
                         give the same rows in each pass"
                    )));
                }
                *self = Self::Found(Axes::of_centred(*rows, mean.clone(), factor.view())?);
            }
            Self::Start | Self::Found(_) => {}
        }
        Ok(false)
    }
}

impl Factor {
    fn new(mean: Array1<f64>, rows: u64) -> Self {
        let factor = Array2::zeros((0, mean.len()));
        Self { mean, rows, seen: 0, factor }
    }

    fn update<A: Float>(&mut self, x: ArrayView2<'_, A>) -> Result<()> {
        require_columns(self.mean.len(), x.ncols())?;
        require_finite(x, self.seen as usize)?;
        self.seen += x.nrows() as u64;
        self.push(x.mapv(A::widen) - &self.mean)
    }

    /// Adds centred rows, or another factor.
    fn push(&mut self, rows: Array2<f64>) -> Result<()> {
        if self.factor.nrows() == 0 {
            self.factor = rows;
            return Ok(());
        }
        self.factor = concatenate![Axis(0), self.factor, rows];
        if self.factor.nrows() > SLACK * self.factor.ncols() {
            let (singular, directions) = right_singular(self.factor.view())?;
            self.factor = directions * &singular.insert_axis(Axis(1));
        }
        Ok(())
    }
}

impl Axes {
    /// Of `rows` rows about `mean`, whose centred form or factor this is.
    fn of_centred(rows: u64, mean: Array1<f64>, centred: ArrayView2<'_, f64>) -> Result<Self> {
        let (singular, directions) = right_singular(centred)?;
        let freedom = rows.max(2) - 1;
        Ok(Self { rows, mean, variances: singular.mapv(|value| value * value / freedom as f64), directions })
    }
}
