//! [`Principal`]: the state of a principal component analysis between batches.
//!
//! Invariant: the size of a state depends only on the number of columns and on the largest batch. It holds the rows while they
//! are fewer than the columns, and their covariance afterwards. Only if the covariance does not resolve a kept direction does a
//! second pass compute a factor `F` of the centered rows `X`, with `FᵀF = XᵀX` and a number of rows bounded by the columns.

use ndarray::{Array1, Array2, ArrayView2, Axis, concatenate};

use crate::steps::kernels::checks::{require_columns, require_finite};
use crate::steps::kernels::decompose::{right_singular, symmetric_eigen};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::moments::Moments;
use crate::steps::kernels::scatter::Scatter;
use crate::{Error, Result};

/// The smallest share of the largest variance that the covariance resolves to ten digits.
const RESOLVED: f64 = 1e-6;

/// A factor with more rows than this multiple of its columns is reduced.
const SLACK: usize = 4;

/// The state of a fit.
#[derive(Debug, Clone)]
pub enum Principal {
    /// No batch was seen.
    Start,
    /// The rows themselves, fewer than the columns.
    Rows(Array2<f64>),
    /// Mean and covariance.
    Scatter(Scatter),
    /// The second pass.
    Factor(Factor),
    /// The result.
    Found(Axes),
}

/// A factor of the centered rows of a second pass: the rows up to a rotation.
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
    /// The unbiased variance along each direction, decreasing.
    pub(super) variances: Array1<f64>,
    /// The directions, as rows.
    pub(super) directions: Array2<f64>,
}

impl Principal {
    /// The number of rows seen in this pass.
    pub(super) fn rows(&self) -> u64 {
        match self {
            Self::Start => 0,
            Self::Rows(rows) => rows.nrows() as u64,
            Self::Scatter(scatter) => scatter.rows(),
            Self::Factor(factor) => factor.seen,
            Self::Found(axes) => axes.rows,
        }
    }

    /// The initial state of a part in the same pass.
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

    /// Adds the state of later rows of the same pass.
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

    /// Ends a pass of a fit that keeps `kept` directions. True if another pass is needed to resolve them.
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
                let centered = rows - &mean;
                *self = Self::Found(Axes::of_centered(rows.nrows() as u64, mean, centered.view())?);
            }
            Self::Factor(Factor { mean, rows, seen, factor }) => {
                if seen != rows {
                    return Err(Error::new(format!(
                        "the first pass over the batches had {rows} rows and the second {seen}; \
                         pass the same rows each time"
                    )));
                }
                *self = Self::Found(Axes::of_centered(*rows, mean.clone(), factor.view())?);
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

    /// Adds centered rows, or another factor.
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
    /// Computes the directions of `rows` rows around `mean` from their centered form or a factor of it.
    fn of_centered(rows: u64, mean: Array1<f64>, centered: ArrayView2<'_, f64>) -> Result<Self> {
        let (singular, directions) = right_singular(centered)?;
        let freedom = rows.max(2) - 1;
        Ok(Self { rows, mean, variances: singular.mapv(|value| value * value / freedom as f64), directions })
    }
}
