//! [`Ridge`]: least squares with a penalty on the coefficients.
//!
//! Invariant: only the merged [`Scatter`] of the rows determines the fit, so batches give the coefficients of all rows
//! up to rounding.

use std::ops::Range;

use ndarray::{ArcArray1, ArcArray2, Array1, Array2, ArrayView1, ArrayView2, Axis, Slice};

#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Learn, Mergeable, Step, Transform};
use crate::steps::kernels::accumulate::add;
use crate::steps::kernels::affine::Affine;
use crate::steps::kernels::blocks;
use crate::steps::kernels::checks::{require_columns, require_finite, require_rows};
use crate::steps::kernels::decompose::{LeastNorm, least_norm_solve};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::moments::is_constant;
use crate::steps::kernels::scatter::Scatter;
use crate::steps::kernels::weights::{Weighted, require_weight};
use crate::{Error, Result};

/// The number of rows that are joined with their targets at a time.
const BLOCK: usize = 512;

/// Fits a linear regression with an L2 penalty: `[n, d] fit([n], [n]?) -> [n]` (scikit-learn's `Ridge(solver="cholesky")`; Hoerl
/// and Kennard 1970).
///
/// The model is `y = x w + b`. The fit minimizes `Σ (y - x w - b)² + alpha |w|²` over all rows, without a penalty on `b`, by a
/// Cholesky decomposition of the products of the columns. If columns depend on each other up to rounding, and `alpha` is 0 or too
/// small to tell them apart, `w` is the solution of least norm, [`rank`](FittedRidge::rank) is smaller than the number of columns,
/// and the observer and `tracing` receive a note. The rank does not depend on the units of the columns: with all columns scaled
/// to length 1, a direction with less than 1e-12 of the largest sum of squares counts as empty. A constant column has the
/// coefficient 0. Accepts `f32` and `f64`, and returns numbers of the type of `x`. The
/// step fits from batches in one pass, exactly.
///
/// A sparse value of up to 1,024 columns is fitted in the same way. For more, conjugate gradients solve the same equations without the
/// products of the columns (`solver="sparse_cg"`), up to 1e-12 of the first residual; then batches are kept until the last.
///
/// With weights, `Ridge.fit(y, weight)`, the term of each row is multiplied by its weight (`sample_weight`): a row of weight 2
/// counts as two rows, one of weight 0 does not count.
///
/// # Errors
/// Fitting: no rows, a number of targets or weights that differs from the number of rows, a NaN or infinity, a negative weight,
/// weights that are all 0, or a negative `alpha`. Transforming: a NaN or infinity, another number of columns, or a result beyond
/// the range of the type.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Line(x: f64[n, 1]) fit(y: f64[n]) -> f64[n] {
///         line = x |> Ridge { alpha: 0.0 }.fit(y);
///         line
///     }
/// }
///
/// let model = Line::default().fit(array![[1.0], [2.0], [3.0]], array![3.0, 5.0, 7.0])?;
/// assert!((model.line.coefficients()[0] - 2.0).abs() < 1e-12 && (model.line.intercept() - 1.0).abs() < 1e-12);
/// assert!((model.predict(array![[4.0]])?[0] - 9.0).abs() < 1e-12);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct Ridge {
    /// The weight of the penalty (scikit-learn's `alpha`); larger values give smaller coefficients. Default: 1.
    #[space(log(1e-4..=1e4))]
    pub alpha: f64,
    /// Fits the constant `b` (`fit_intercept`). Default: true.
    #[space(boolean())]
    pub fit_intercept: bool,
}

impl Default for Ridge {
    fn default() -> Self {
        Self { alpha: 1.0, fit_intercept: true }
    }
}

/// The fitted form of a [`Ridge`].
#[derive(Debug, Clone, PartialEq)]
pub struct FittedRidge {
    pub(super) line: Affine,
    pub(super) rank: usize,
}

impl crate::steps::kernels::coefficients::Coefficients for FittedRidge {
    fn coefficient_rows(&self) -> ArrayView2<'_, f64> {
        self.line.weights.t()
    }
}

impl FittedRidge {
    /// `w`, `[d]` (scikit-learn's `coef_`).
    pub fn coefficients(&self) -> ArrayView1<'_, f64> {
        self.line.weights.index_axis(Axis(1), 0)
    }

    /// `b` (`intercept_`); 0 without `fit_intercept`.
    pub fn intercept(&self) -> f64 {
        self.line.constant().sum()
    }

    /// The number of independent columns, at most `d` (`rank_` of scikit-learn's `LinearRegression`). Columns that are constant do not
    /// count. After a fit on more than 1,024 sparse columns, the number of columns that are not constant.
    pub fn rank(&self) -> usize {
        self.rank
    }
}

impl Step for Ridge {
    type Fitted = FittedRidge;
    const SIGNATURE: Signature = Signature::new("[n, d] fit([n], [n]?) -> [n]", &[]);
    const ROWWISE: bool = true;
    // 1: columns that depend on each other have a rule; the mean is subtracted before the product.
    const REVISION: Option<u64> = Some(1);

    fn features_in(fitted: &FittedRidge) -> Option<usize> {
        Some(fitted.coefficients().len())
    }
}

impl Mergeable for Ridge {}

impl<A: Float, Y: Weighted<Target: Float>> Learn<ArcArray2<A>, Y> for Ridge {
    /// The products of the columns and, as the last column, the target; `None` before the first batch.
    type State = Option<Scatter>;

    fn start(&self, _: &Context<'_>) -> Result<Self::State> {
        self.require_sound()?;
        Ok(None)
    }

    fn update(&self, state: &mut Self::State, x: ArcArray2<A>, y: Y, _: &Context<'_>) -> Result<()> {
        let seen = state.as_ref().map_or(0, Scatter::rows) as usize;
        let (y, weights) = y.__split(x.nrows(), seen)?;
        let batch = scatter(x.view(), y.view(), weights.as_ref(), seen)?;
        add(state, Some(batch), Scatter::merge)
    }

    fn merge(&self, earlier: &mut Self::State, later: Self::State) -> Result<()> {
        add(earlier, later, Scatter::merge)
    }

    fn finish(&self, state: Self::State, context: &Context<'_>) -> Result<FittedRidge> {
        self.solve(state, context)
    }
}

impl Ridge {
    /// # Errors
    /// `alpha` is negative or not a number.
    pub(super) fn require_sound(&self) -> Result<()> {
        if self.alpha >= 0.0 && self.alpha.is_finite() {
            return Ok(());
        }
        Err(Error::new(format!("`alpha` must be a number that is not negative, got {}", self.alpha)))
    }

    /// Computes the coefficients from the products of the columns and the target.
    pub(super) fn solve(&self, products: Option<Scatter>, context: &Context<'_>) -> Result<FittedRidge> {
        let scatter = products.unwrap_or_else(|| Scatter::new(1));
        require_rows(scatter.rows() as usize)?;
        require_weight(scatter.weight())?;
        let mean = scatter.mean();
        let mut products = scatter.products().to_owned();
        if !self.fit_intercept {
            let mean = mean.insert_axis(Axis(0));
            products += &(mean.t().dot(&mean) * scatter.weight());
        }
        let columns = mean.len() - 1;
        if self.fit_intercept {
            for at in 0..columns {
                // What is left of a constant column is rounding.
                if is_constant(products[[at, at]] / scatter.weight(), mean[at], scatter.rows()) {
                    products.row_mut(at).fill(0.0);
                    products.column_mut(at).fill(0.0);
                }
            }
        }
        let (of_columns, of_target) = products.view().split_at(Axis(1), columns);
        let mut left = of_columns.split_at(Axis(0), columns).0.to_owned();
        let used = left.diag().iter().filter(|&&square| square > 0.0).count();
        left.diag_mut().mapv_inplace(|square| if square > 0.0 { square + self.alpha } else { 0.0 });
        let right = of_target.index_axis(Axis(1), 0).split_at(Axis(0), columns).0.to_owned();
        let LeastNorm { solution, rank } = least_norm_solve(&left, &right)?;
        if rank < used {
            context.note(&format!(
                "{used} columns that vary have the rank {rank}, so with `alpha` = {} several coefficients fit equally well, and the \
                 smallest are taken; raise `alpha`, or drop columns that are combinations of others",
                self.alpha
            ));
        }
        let (of_columns, of_target) = mean.split_at(Axis(0), columns);
        let (center, bias) =
            if self.fit_intercept { (Some(of_columns.to_owned()), of_target.sum()) } else { (None, 0.0) };
        let line =
            Affine { center, weights: solution.insert_axis(Axis(1)), bias: Array1::from_elem(1, bias) };
        Ok(FittedRidge { line, rank })
    }
}

/// Computes the products of all columns and the target, in parallel and in a fixed order.
pub(super) fn scatter<A: Float, B: Float>(
    x: ArrayView2<'_, A>,
    y: ArrayView1<'_, B>,
    weights: Option<&Array1<f64>>,
    first_row: usize,
) -> Result<Scatter> {
    if x.nrows() != y.len() {
        return Err(Error::new(format!(
            "each row needs a target, got {} rows and {} targets",
            x.nrows(),
            y.len()
        )));
    }
    if let Some((row, value)) = y.iter().enumerate().find(|(_, value)| !value.is_finite()) {
        return Err(Error::new(format!(
            "every target must be a finite number, but that of row {} (counted from 0) is {value}; \
             drop such rows before this step",
            first_row + row
        )));
    }
    let columns = x.ncols();
    let shard = |range: Range<usize>| {
        let mut scatter = Scatter::new(columns + 1);
        let (rows, targets) = (
            x.slice_axis(Axis(0), Slice::from(range.clone())),
            y.slice_axis(Axis(0), Slice::from(range.clone())),
        );
        let mut start = range.start;
        for (rows, targets) in
            rows.axis_chunks_iter(Axis(0), BLOCK).zip(targets.axis_chunks_iter(Axis(0), BLOCK))
        {
            require_finite(rows, first_row + start)?;
            let end = start + rows.nrows();
            let weights = weights.map(|weights| weights.slice_axis(Axis(0), Slice::from(start..end)));
            start = end;
            let mut joined = Array2::zeros((rows.nrows(), columns + 1));
            let (mut left, mut right) = joined.view_mut().split_at(Axis(1), columns);
            left.zip_mut_with(&rows, |to, &from| *to = from.widen());
            right.zip_mut_with(&targets.insert_axis(Axis(1)), |to, &from| *to = from.widen());
            scatter.update_weighted(joined.view(), weights)?;
        }
        Ok(scatter)
    };
    let least = 4 * BLOCK.max(columns);
    let scatter = blocks::reduce(x.nrows(), least, shard, |all, next| all.merge(&next))?;
    Ok(scatter.unwrap_or_else(|| Scatter::new(columns + 1)))
}

impl<A: Float> Transform<ArcArray2<A>> for FittedRidge {
    type Out = ArcArray1<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray1<A>> {
        require_columns(self.line.weights.nrows(), x.ncols())?;
        Ok(self.line.apply(x.view(), |_, _| Ok(()))?.index_axis_move(Axis(1), 0))
    }
}

#[cfg(feature = "save")]
impl Save for FittedRidge {
    /// Version 2 added the rank. Before, a fit of fewer independent columns was an error.
    const VERSION: u32 = 2;
    const OLDEST: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("line", &self.line)?;
        out.field("rank", &self.rank)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let line: Affine = state.field("line")?;
        if line.weights.ncols() != 1 {
            return Err(Error::new(format!(
                "`line` must have 1 output column, got {}",
                line.weights.ncols()
            )));
        }
        let rank = if state.version() < 2 { line.weights.nrows() } else { state.field("rank")? };
        Ok(Self { line, rank })
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::Phase;
    use crate::step::{Fit, Run};

    fn fit(ridge: &Ridge, x: Array2<f64>, y: Array1<f64>) -> Result<FittedRidge> {
        let run = Run::new();
        ridge.fit(x.into_shared(), y.into_shared(), &Context::root(&run, "test", Phase::Fit))
    }

    #[test]
    fn the_gradient_of_the_objective_is_zero() {
        let x = Array2::from_shape_fn((40, 3), |(row, column)| ((row * 7 + column * 5) % 11) as f64 + 100.0);
        let y = Array1::from_shape_fn(40, |row| ((row * 3) % 7) as f64);
        for fit_intercept in [true, false] {
            let fitted = fit(&Ridge { alpha: 2.5, fit_intercept }, x.clone(), y.clone()).expect("fits");
            let rest = &y - &(x.dot(&fitted.coefficients()) + fitted.intercept());
            let gradient = x.t().dot(&rest) - &fitted.coefficients() * 2.5;
            assert!(gradient.iter().all(|value| value.abs() < 1e-7), "{gradient}");
            assert!(!fit_intercept || rest.sum().abs() < 1e-9);
        }
    }

    #[test]
    fn mistakes_are_named() {
        let message = |ridge: Ridge, x, y| fit(&ridge, x, y).expect_err("a mistake").to_string();
        let twins = array![[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]];
        assert!(message(Ridge::default(), twins.clone(), array![1.0]).contains("3 rows and 1 targets"));
        assert!(message(Ridge::default(), twins.clone(), array![1.0, f64::NAN, 0.0]).contains("row 1"));
        let negative = Ridge { alpha: -1.0, ..Ridge::default() };
        assert!(message(negative, twins, array![1.0, 2.0, 3.0]).contains("`alpha`"));
        assert!(message(Ridge::default(), Array2::zeros((0, 2)), array![]).contains("at least 1 row"));
    }
}
