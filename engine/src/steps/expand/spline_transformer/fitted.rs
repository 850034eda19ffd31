//! [`FittedSplineTransformer`]: the knots of each column, and the values of its splines.
//!
//! Invariant: each column has the same number of knots, all finite and never decreasing.

use ndarray::{ArcArray2, Array2, ArrayView2};

use super::basis::Basis;
use crate::space::Hyperparameters;
use crate::step::Transform;
use crate::steps::kernels::blocks;
use crate::steps::kernels::checks::{require_columns, require_finite, require_finite_results};
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// The splines of a value beyond the ends of its column (scikit-learn's `extrapolation`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub enum Extrapolation {
    /// An error that names the value.
    Error,
    /// Those at the end.
    #[default]
    Constant,
    /// On straight lines, with the slopes at the end.
    Linear,
    /// The outermost polynomials go on.
    Continue,
    /// The column repeats, as an hour of the day does: its ends are one point.
    Periodic,
}

/// The fitted form of a [`SplineTransformer`](super::SplineTransformer).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, check = Self::check))]
pub struct FittedSplineTransformer {
    /// As rows.
    pub(super) knots: Array2<f64>,
    pub(super) degree: usize,
    pub(super) extrapolation: Extrapolation,
    pub(super) include_bias: bool,
}

impl FittedSplineTransformer {
    /// The knots of each column, `[d, knots]` (the `t` of scikit-learn's `bsplines_`): `degree` of them lie before and after its range.
    pub fn knots(&self) -> ArrayView2<'_, f64> {
        self.knots.view()
    }

    /// The number of splines of each column that are returned.
    pub fn splines(&self) -> usize {
        self.all_splines() - usize::from(!self.include_bias)
    }

    /// The names of the splines of a column: `age_sp_0`, `age_sp_1` (`get_feature_names_out`).
    pub fn names(&self, column: &str) -> Vec<String> {
        (0..self.splines()).map(|spline| format!("{column}_sp_{spline}")).collect()
    }

    /// The number of splines of each column.
    fn all_splines(&self) -> usize {
        let count = self.knots.ncols() - self.degree - 1;
        // The last `degree` splines of a period are the first ones of the next.
        if self.extrapolation == Extrapolation::Periodic { count - self.degree } else { count }
    }

    #[cfg(feature = "save")]
    fn check(&self) -> Result<()> {
        let is_rising = |row: ndarray::ArrayView1<'_, f64>| {
            row.iter().is_sorted() && row.iter().all(|knot| knot.is_finite())
        };
        let least = if self.extrapolation == Extrapolation::Periodic { 3 } else { 2 };
        let has_enough =
            self.degree.checked_mul(least).and_then(|least| least.checked_add(2)).is_some_and(|least| {
                self.knots.ncols() >= least || self.knots.nrows() == 0 && self.knots.ncols() > self.degree
            });
        if has_enough && self.knots.rows().into_iter().all(is_rising) {
            return Ok(());
        }
        Err(Error::new(
            "`knots` must hold a rising row of finite numbers for each column; the file is damaged or forged",
        ))
    }

    /// Adds the splines at `x` to `out`, which is 0 and has a place for each.
    fn write(&self, basis: Basis<'_>, x: f64, values: &mut Vec<f64>, out: &mut [f64]) -> Result<()> {
        let (low, high) = basis.ends();
        let end = if x < low { Some(low) } else { (x > high).then_some(high) };
        let x_inside = match (end, self.extrapolation) {
            (_, Extrapolation::Periodic) => {
                if high > low {
                    low + (x - low).rem_euclid(high - low)
                } else {
                    0.0
                }
            }
            (None, _) | (_, Extrapolation::Continue) => x,
            (Some(_), Extrapolation::Error) => {
                return Err(Error::new(format!("lies beyond the knots, which end at {low} and {high}")));
            }
            (Some(end), _) => end,
        };
        let first = basis.at(x_inside, false, values);
        let count = out.len();
        // scikit-learn extends the outermost splines alone. The others are 0 at the end, unless knots are equal there.
        let extended = match self.extrapolation {
            Extrapolation::Constant => self.degree.max(1),
            Extrapolation::Linear if self.degree < 2 => self.degree + 1,
            Extrapolation::Linear => self.degree,
            _ => count,
        };
        let is_kept = |spline: usize| match end {
            None => true,
            Some(_) if x < low => spline < extended,
            Some(_) => spline + extended >= count,
        };
        for (at, value) in values.iter().enumerate() {
            let spline = if first + at >= count { first + at - count } else { first + at };
            if is_kept(spline)
                && let Some(out) = out.get_mut(spline)
            {
                *out += value;
            }
        }
        if let (Some(end), Extrapolation::Linear) = (end, self.extrapolation) {
            let first = basis.at(end, true, values);
            for (spline, slope) in (first..).zip(values.iter()) {
                if is_kept(spline)
                    && let Some(out) = out.get_mut(spline)
                {
                    *out += (x - end) * slope;
                }
            }
        }
        Ok(())
    }
}

impl<A: Float> Transform<ArcArray2<A>> for FittedSplineTransformer {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        require_columns(self.knots.nrows(), x.ncols())?;
        let (all, returned) = (self.all_splines(), self.splines());
        let knots: Vec<Vec<f64>> = self.knots.rows().into_iter().map(|row| row.to_vec()).collect();
        blocks::map_rows(x.view(), x.ncols() * returned, |first_row, rows, mut out| {
            require_finite(rows, first_row)?;
            let (mut values, mut splines) = (Vec::new(), vec![0.0; all]);
            for (at, (row, mut out)) in rows.rows().into_iter().zip(out.rows_mut()).enumerate() {
                let mut places = out.iter_mut();
                for (column, (value, knots)) in row.iter().zip(&knots).enumerate() {
                    splines.fill(0.0);
                    let basis = Basis { knots, degree: self.degree };
                    self.write(basis, value.widen(), &mut values, &mut splines).map_err(|error| {
                        Error::new(format!(
                            "row {}, column {column} (counted from 0) is {value}, which {}; clip it before this step, or use another \
                             `extrapolation`",
                            first_row + at,
                            error.message()
                        ))
                    })?;
                    // The splines first: at their end, `zip` has taken no place of the next column.
                    let returned = splines.iter().take(returned).zip(places.by_ref());
                    returned.for_each(|(spline, place)| *place = A::narrow(*spline));
                }
            }
            require_finite_results(out.view(), first_row)
        })
    }
}
