//! [`IterativeImputer`]: missing values from regressions of each column on the others.
//!
//! Invariant: a value that is there stays as it is, and none is missing afterwards. The transform of the rows of the fit repeats the fit.

use ndarray::{ArcArray2, Array1, Array2, ArrayView1, Axis};

use super::simple_imputer::ImputeStrategy;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Features, Fit, Step, Transform};
use crate::steps::kernels::bayesian_ridge::BayesianRidge;
use crate::steps::kernels::blocks;
use crate::steps::kernels::checks::{
    no_value, require_columns, require_finite_results, require_finite_where_present, require_rows,
};
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// Puts in the place of each missing value the prediction of a regression on the other columns, in rounds, each of which improves the
/// predictions of the one before: `[n, d] -> [n, d]` (scikit-learn's `IterativeImputer`; van Buuren and Groothuis-Oudshoorn 2011, *mice*).
///
/// Accepts `f32` and `f64`; a NaN is missing. Columns of a record become such a table by [`MissingAsNan`](crate::steps::MissingAsNan) and
/// [`Columns`](crate::steps::Columns). The regression is scikit-learn's default, a Bayesian ridge regression. There is no random number in it:
/// `sample_posterior` and a random order are not offered. A column without any value is an error here, and left out there. The fit needs all
/// rows at once, because each round begins where the last one ended. If the rounds end before the predictions have settled, the observer and
/// `tracing` receive a note.
///
/// # Errors
/// Fitting: no rows, an infinity, a column without any value, a negative `tol`, `min_value` that is not below `max_value`, or values so large
/// that a regression is not finite. Transforming: an infinity, or another number of columns.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Filled(x: f64[n, 2]) -> f64[n, 2] { x |> IterativeImputer }
/// }
///
/// // The second column is twice the first.
/// let x = array![[1.0, 2.0], [2.0, 4.0], [3.0, f64::NAN], [4.0, 8.0], [f64::NAN, 10.0]];
/// let filled = Filled::default().fit(&x)?.predict(&x)?;
/// assert!((filled[[2, 1]] - 6.0).abs() < 1e-2 && (filled[[4, 0]] - 5.0).abs() < 1e-2);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct IterativeImputer {
    /// The largest number of rounds. Default: 10.
    #[space(integer(1..=50))]
    pub max_iter: usize,
    /// Ends the rounds when the predictions of a row change by less than this share of the largest absolute value. Default: 0.001.
    pub tol: f64,
    /// The values before the first round. Default: the mean of each column.
    #[space(nested)]
    pub initial_strategy: ImputeStrategy,
    /// The value of [`ImputeStrategy::Constant`] before the first round. Default: 0.
    pub fill_value: f64,
    /// The order of the columns in a round. Default: from those with the fewest missing values.
    #[space(nested)]
    pub imputation_order: ImputationOrder,
    /// The smallest prediction. Default: none. By path: `min_value` is true or false, and `min_value.value` the number.
    #[space(nested)]
    pub min_value: Option<f64>,
    /// The largest prediction. Default: none.
    #[space(nested)]
    pub max_value: Option<f64>,
}

/// The order of the columns in a round of an [`IterativeImputer`] (scikit-learn's `imputation_order`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub enum ImputationOrder {
    /// From the column with the fewest missing values to the one with the most.
    #[default]
    Ascending,
    /// From the column with the most missing values to the one with the fewest.
    Descending,
    /// From the first to the last.
    Roman,
    /// From the last to the first.
    Arabic,
}

impl Default for IterativeImputer {
    fn default() -> Self {
        Self {
            max_iter: 10,
            tol: 1e-3,
            initial_strategy: ImputeStrategy::default(),
            fill_value: 0.0,
            imputation_order: ImputationOrder::default(),
            min_value: None,
            max_value: None,
        }
    }
}

/// The fitted form of an [`IterativeImputer`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, check = Self::check))]
pub struct FittedIterativeImputer {
    initial: Array1<f64>,
    /// The column of each regression, in their order.
    columns: Vec<u64>,
    /// `[regressions, d]`; that of the column itself is 0.
    coefficients: Array2<f64>,
    intercepts: Array1<f64>,
    rounds: u64,
    min_value: f64,
    max_value: f64,
}

impl FittedIterativeImputer {
    /// The value of each column before the first round, `[d]` (the `statistics_` of scikit-learn's `initial_imputer_`).
    pub fn initial(&self) -> ArrayView1<'_, f64> {
        self.initial.view()
    }

    /// The number of rounds (`n_iter_`).
    pub fn rounds(&self) -> u64 {
        self.rounds
    }

    #[cfg(feature = "save")]
    fn check(&self) -> Result<()> {
        let (regressions, columns) = self.coefficients.dim();
        let fits = self.columns.len() == regressions
            && self.intercepts.len() == regressions
            && self.initial.len() == columns
            && self.columns.iter().all(|&column| column < columns as u64)
            && self.min_value < self.max_value;
        if fits {
            return Ok(());
        }
        Err(Error::new(
            "`columns`, `coefficients`, `intercepts` and `initial` must belong together; the file is damaged or forged",
        ))
    }

    /// Replaces the missing values of a row.
    fn fill(&self, row: &mut [f64], is_missing: &mut Vec<bool>) {
        is_missing.clear();
        is_missing.extend(row.iter().map(|value| value.is_nan()));
        row.iter_mut()
            .zip(&self.initial)
            .filter(|(value, _)| value.is_nan())
            .for_each(|(value, initial)| *value = *initial);
        let regressions = self.columns.iter().zip(self.coefficients.rows()).zip(&self.intercepts);
        for ((&column, coefficients), intercept) in regressions {
            let column = column as usize;
            if is_missing.get(column) == Some(&true) {
                row[column] = predicted(row, coefficients, *intercept).clamp(self.min_value, self.max_value);
            }
        }
    }
}

/// The prediction of a row; the coefficient of the predicted column is 0.
fn predicted(row: &[f64], coefficients: ArrayView1<'_, f64>, intercept: f64) -> f64 {
    row.iter().zip(coefficients).map(|(value, coefficient)| value * coefficient).sum::<f64>() + intercept
}

impl IterativeImputer {
    fn check(&self) -> Result<()> {
        if self.tol.is_nan() || self.tol < 0.0 {
            return Err(Error::new(format!("`tol` must be 0 or a positive number, got {}", self.tol)));
        }
        if !self.fill_value.is_finite() {
            return Err(Error::new(format!(
                "`fill_value` must be a finite number such as 0, got {}",
                self.fill_value
            )));
        }
        let (low, high) = self.limits();
        if low.is_nan() || high.is_nan() || low >= high {
            return Err(Error::new(format!("`min_value` must be below `max_value`, got {low} and {high}")));
        }
        Ok(())
    }

    fn limits(&self) -> (f64, f64) {
        (self.min_value.unwrap_or(f64::NEG_INFINITY), self.max_value.unwrap_or(f64::INFINITY))
    }

    /// The value of a column before the first round.
    fn initial(&self, number: usize, column: ArrayView1<'_, f64>) -> Result<f64> {
        if self.initial_strategy == ImputeStrategy::Constant && !column.is_empty() {
            return Ok(self.fill_value);
        }
        let mut values: Vec<f64> = column.iter().copied().filter(|value| !value.is_nan()).collect();
        if values.is_empty() {
            return Err(no_value(number, column.len()));
        }
        let value = match self.initial_strategy {
            ImputeStrategy::Mean | ImputeStrategy::Constant => {
                values.iter().sum::<f64>() / values.len() as f64
            }
            ImputeStrategy::Median => {
                values.sort_unstable_by(f64::total_cmp);
                let middle = values.len() / 2;
                if values.len() % 2 == 1 {
                    values[middle]
                } else {
                    values[middle - 1].midpoint(values[middle])
                }
            }
            ImputeStrategy::MostFrequent => {
                values.sort_unstable_by(f64::total_cmp);
                let groups = values.chunk_by(|one, other| one == other);
                let most = groups.rev().max_by_key(|group| group.len());
                most.and_then(|group| group.first()).copied().unwrap_or(0.0)
            }
        };
        if value.is_finite() { Ok(value) } else { Err(too_large(number)) }
    }

    /// The columns of a round.
    fn order(&self, missing: &Array2<bool>) -> Vec<usize> {
        let mut columns: Vec<usize> = (0..missing.ncols()).collect();
        let count = |&column: &usize| missing.column(column).iter().filter(|is_missing| **is_missing).count();
        match self.imputation_order {
            ImputationOrder::Ascending => columns.sort_by_key(count),
            ImputationOrder::Descending => {
                columns.sort_by_key(count);
                columns.reverse();
            }
            ImputationOrder::Roman => {}
            ImputationOrder::Arabic => columns.reverse(),
        }
        columns
    }

    /// Regresses a column on the others, and predicts its missing values.
    fn regress(
        &self,
        column: usize,
        x: &mut Array2<f64>,
        missing: &Array2<bool>,
    ) -> Result<(Array1<f64>, f64)> {
        let known: Vec<usize> = (0..x.nrows()).filter(|&row| !missing[[row, column]]).collect();
        let others: Vec<usize> = (0..x.ncols()).filter(|&other| other != column).collect();
        let rows = x.select(Axis(0), &known);
        let regressors = rows.select(Axis(1), &others);
        let model =
            BayesianRidge::fit(regressors.view(), rows.column(column))?.ok_or_else(|| too_large(column))?;
        let mut coefficients = Array1::zeros(x.ncols());
        for (&other, coefficient) in others.iter().zip(&model.coefficients) {
            coefficients[other] = *coefficient;
        }
        let (low, high) = self.limits();
        for (row, mut values) in x.rows_mut().into_iter().enumerate() {
            if missing[[row, column]] {
                let value =
                    predicted(&values.to_vec(), coefficients.view(), model.intercept).clamp(low, high);
                if !value.is_finite() {
                    return Err(too_large(column));
                }
                values[column] = value;
            }
        }
        Ok((coefficients, model.intercept))
    }
}

fn too_large(column: usize) -> Error {
    Error::new(format!(
        "the values are so large that the regression of column {column} (counted from 0) exceeds f64; rescale or clip the columns \
         before this step"
    ))
}

impl Step for IterativeImputer {
    type Fitted = FittedIterativeImputer;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
    const ROWWISE: bool = true;

    /// The values that are there stay.
    fn feature_names(_: &FittedIterativeImputer, inputs: &[Features]) -> Vec<Features> {
        inputs.to_vec()
    }

    fn features_in(fitted: &FittedIterativeImputer) -> Option<usize> {
        Some(fitted.initial.len())
    }
}

impl<A: Float> Fit<ArcArray2<A>> for IterativeImputer {
    fn fit(&self, x: ArcArray2<A>, (): (), context: &Context<'_>) -> Result<FittedIterativeImputer> {
        self.check()?;
        require_rows(x.nrows())?;
        require_finite_where_present(x.view(), 0)?;
        let missing = x.mapv(A::is_nan);
        // The same layout whatever that of the input, so that the sums have the same bits.
        let mut x = Array2::from_shape_fn(x.dim(), |at| x[at].widen());
        let largest =
            x.iter().filter(|value| !value.is_nan()).fold(0.0_f64, |largest, value| largest.max(value.abs()));
        let initial =
            x.columns().into_iter().enumerate().map(|(number, column)| self.initial(number, column));
        let initial: Array1<f64> = initial.collect::<Result<_>>()?;
        for mut row in x.rows_mut() {
            row.iter_mut()
                .zip(&initial)
                .filter(|(value, _)| value.is_nan())
                .for_each(|(value, initial)| *value = *initial);
        }
        let (order, mut columns, mut coefficients, mut intercepts) =
            (self.order(&missing), vec![], vec![], vec![]);
        // A single column has no others to learn from.
        let most =
            if x.ncols() > 1 && missing.iter().any(|is_missing| !is_missing) { self.max_iter } else { 0 };
        let (mut rounds, mut has_settled) = (0, most == 0);
        while rounds < most && !has_settled {
            context.run().proceed()?;
            let before = x.clone();
            for &column in &order {
                let (slopes, intercept) = self.regress(column, &mut x, &missing)?;
                columns.push(column as u64);
                coefficients.push(slopes);
                intercepts.push(intercept);
            }
            rounds += 1;
            // The largest sum of the changes of a row, as scikit-learn has it.
            let changes = (&x - &before).mapv(f64::abs).sum_axis(Axis(1));
            has_settled = changes.iter().fold(0.0_f64, |most, change| most.max(*change)) < self.tol * largest;
        }
        if !has_settled {
            context.note(&format!(
                "the predictions have not settled after {rounds} rounds; raise `max_iter`, or `tol`"
            ));
        }
        let flat: Vec<f64> = coefficients.into_iter().flatten().collect();
        let (min_value, max_value) = self.limits();
        Ok(FittedIterativeImputer {
            coefficients: Array2::from_shape_vec((columns.len(), initial.len()), flat)?,
            initial,
            columns,
            intercepts: intercepts.into(),
            rounds: rounds as u64,
            min_value,
            max_value,
        })
    }
}

impl<A: Float> Transform<ArcArray2<A>> for FittedIterativeImputer {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        require_columns(self.initial.len(), x.ncols())?;
        blocks::rewrite(x, |first_row, mut block| {
            require_finite_where_present(block.view(), first_row)?;
            let (mut values, mut is_missing) = (Vec::new(), Vec::new());
            for mut row in block.rows_mut() {
                if row.iter().any(|value| value.is_nan()) {
                    values.clear();
                    values.extend(row.iter().map(|value| value.widen()));
                    self.fill(&mut values, &mut is_missing);
                    let filled = row.iter_mut().zip(&values).zip(&is_missing);
                    filled
                        .filter(|(_, is_missing)| **is_missing)
                        .for_each(|((slot, value), _)| *slot = A::narrow(*value));
                }
            }
            require_finite_results(block.view(), first_row)
        })
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::Phase;
    use crate::step::Run;

    const NAN: f64 = f64::NAN;

    fn fit(step: &IterativeImputer, x: Array2<f64>) -> Result<FittedIterativeImputer> {
        let run = Run::new();
        step.fit(x.into_shared(), (), &Context::root(&run, "test", Phase::Fit))
    }

    #[test]
    fn each_wrong_input_has_its_message() {
        let x = array![[1.0, NAN], [2.0, 3.0], [4.0, 5.0]];
        let says = |step: IterativeImputer| fit(&step, x.clone()).expect_err("wrong").to_string();
        let step = IterativeImputer::default;
        assert_eq!(
            says(IterativeImputer { tol: NAN, ..step() }),
            "`tol` must be 0 or a positive number, got NaN"
        );
        assert_eq!(
            says(IterativeImputer { min_value: Some(2.0), max_value: Some(2.0), ..step() }),
            "`min_value` must be below `max_value`, got 2 and 2"
        );
        assert_eq!(
            says(IterativeImputer { fill_value: NAN, ..step() }),
            "`fill_value` must be a finite number such as 0, got NaN"
        );
        let error = fit(&step(), array![[NAN, 1.0], [NAN, 2.0]]).expect_err("no value").to_string();
        assert!(
            error.starts_with("column 0 (counted from 0) has no value to learn from: all 2 are missing"),
            "{error}"
        );
    }

    #[test]
    fn predictions_stay_between_the_limits_and_one_column_has_its_mean() {
        let x = array![[1.0, 2.0], [2.0, 4.0], [3.0, 6.0], [9.0, NAN]];
        let step = IterativeImputer { max_value: Some(7.0), ..Default::default() };
        let out = fit(&step, x.clone()).expect("fits").transform(x.into_shared()).expect("fits");
        assert_eq!(out[[3, 1]], 7.0);
        let one = array![[1.0], [NAN], [3.0]];
        let fitted = fit(&IterativeImputer::default(), one.clone()).expect("fits");
        assert_eq!((fitted.rounds(), fitted.transform(one.into_shared()).expect("fits")[[1, 0]]), (0, 2.0));
    }
}
