//! [`PowerTransformer`]: the step, its fit, and its fitted form.
//!
//! Invariant: a column has one exponent, one mean and one scale above 0, all finite. They depend on the values of that column alone.

use ndarray::parallel::prelude::*;
use ndarray::{ArcArray, Array1, Array2, ArrayView1, Axis};

use super::method::PowerMethod;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, Inverse, Invertible, Step, Transform, Value};
use crate::steps::kernels::blocks;
use crate::steps::kernels::checks::{require_columns, require_finite, require_rows};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::moments::{Moments, is_constant};
use crate::steps::kernels::one_or_two_axes::OneOrTwoAxes;
use crate::{Error, Result};

/// Raises each column to a power, so that its distribution comes near a normal one: `[n, d?] -> [n, d?]` (scikit-learn's
/// `PowerTransformer`), then scales it to mean 0 and variance 1.
///
/// Accepts `f32` and `f64`; `[n]` is one column. The exponent of a column is the one of largest likelihood, found by Brent's method as in
/// SciPy, in `f64` whatever the type. With [`PowerMethod::YeoJohnson`] a constant column is only shifted. The transform works in place if
/// the input's buffer has no other owner. The fit needs all rows at once, because each exponent that is tried is tried on all of them.
///
/// # Errors
/// Fitting: no rows, a NaN or infinity, a column for which no exponent is best; with [`PowerMethod::BoxCox`], a value that is not
/// positive, or a constant column. Transforming: a NaN or infinity, with `BoxCox` a value that is not positive, another number of columns,
/// or a power that is not finite. The inverse: a value that is not the power of a number.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::PowerMethod;
///
/// pipeline! {
///     Income(income: f64[n]) -> f64[n] {
///         scaled = income |> PowerTransformer { method: PowerMethod::BoxCox };
///         scaled
///     }
/// }
///
/// // Powers of 2: their logarithms are equally far apart.
/// let model = Income::default().fit(array![1.0, 2.0, 4.0, 8.0, 16.0])?;
/// assert!(model.scaled.exponents()[0].abs() < 1e-4);
/// assert!(model.predict(array![4.0])?[0].abs() < 1e-4);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct PowerTransformer {
    /// The family of powers. Default: Yeo-Johnson, which accepts all numbers.
    #[space(nested)]
    pub method: PowerMethod,
    /// Scales each column to mean 0 and variance 1 after the power. Default: true.
    #[space(boolean())]
    pub standardize: bool,
}

impl Default for PowerTransformer {
    fn default() -> Self {
        Self { method: PowerMethod::default(), standardize: true }
    }
}

/// The fitted form of a [`PowerTransformer`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, check = Self::check))]
pub struct FittedPowerTransformer {
    method: PowerMethod,
    exponents: Array1<f64>,
    mean: Array1<f64>,
    scale: Array1<f64>,
}

impl FittedPowerTransformer {
    /// The exponent of each column, `[d]` (scikit-learn's `lambdas_`).
    pub fn exponents(&self) -> ArrayView1<'_, f64> {
        self.exponents.view()
    }

    #[cfg(feature = "save")]
    fn check(&self) -> Result<()> {
        let is_finite = |values: &Array1<f64>| values.iter().all(|value| value.is_finite());
        let fits = [&self.mean, &self.scale].iter().all(|values| values.len() == self.exponents.len());
        if fits
            && [&self.exponents, &self.mean].into_iter().all(is_finite)
            && self.scale.iter().all(|&scale| scale > 0.0 && scale.is_finite())
        {
            return Ok(());
        }
        Err(Error::new(
            "`exponents`, `mean` and `scale` must have one finite number for each column; the file is damaged or forged",
        ))
    }

    /// Rewrites each value; `explain` tells why a result is not finite.
    fn rewrite<A: Float, D: OneOrTwoAxes<A>>(
        &self,
        x: ArcArray<A, D>,
        compute: impl Fn(f64, f64, f64, f64) -> f64 + Sync,
        explain: impl Fn(A, usize, usize) -> String + Sync,
    ) -> Result<ArcArray<A, D>> {
        let x = D::__into_columns(x);
        require_columns(self.exponents.len(), x.ncols())?;
        let columns = || self.exponents.iter().zip(&self.mean).zip(&self.scale);
        let rewritten = blocks::rewrite(x, |first_row, mut block| {
            require_finite(block.view(), first_row)?;
            for (at, mut row) in block.rows_mut().into_iter().enumerate() {
                for (column, (value, ((exponent, mean), scale))) in row.iter_mut().zip(columns()).enumerate()
                {
                    let result = A::narrow(compute(value.widen(), *exponent, *mean, *scale));
                    if !result.is_finite() {
                        return Err(Error::new(explain(*value, first_row + at, column)));
                    }
                    *value = result;
                }
            }
            Ok(())
        })?;
        Ok(D::__from_columns(rewritten))
    }
}

/// The place of a value, as in other errors.
fn place(row: usize, column: usize) -> String {
    format!("row {row}, column {column} (counted from 0)")
}

impl Step for PowerTransformer {
    type Fitted = FittedPowerTransformer;
    const SIGNATURE: Signature = Signature::new("[n, d?] -> [n, d?]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;

    fn features_in(fitted: &FittedPowerTransformer) -> Option<usize> {
        Some(fitted.exponents.len())
    }
}

impl Invertible for PowerTransformer {}

impl PowerTransformer {
    /// Returns the exponent, the mean and the scale of a column.
    fn of_column(&self, number: usize, column: &[f64]) -> Result<(f64, f64, f64)> {
        let moments_of = |values: &[f64]| {
            let view = ArrayView1::from(values).insert_axis(Axis(1));
            let moments = Moments::of(view)?;
            Ok::<_, Error>((moments.mean()[0], moments.variance()[0]))
        };
        let constant = |(mean, variance): (f64, f64)| is_constant(variance, mean, column.len() as u64);
        let explain = |error: &str| {
            Error::new(format!(
                "column {number} (counted from 0) has no best exponent, because {error}; scale or clip it before this step, or leave \
                 it out"
            ))
        };
        let raw = moments_of(column);
        let is_constant = raw.as_ref().is_ok_and(|moments| constant(*moments));
        let exponent = match (self.method, is_constant) {
            (PowerMethod::YeoJohnson, true) => 1.0,
            (PowerMethod::BoxCox, true) => return Err(explain("all its values are equal")),
            _ => self.method.best_exponent(column).ok_or_else(|| explain("the likelihood has no maximum"))?,
        };
        if !self.standardize {
            return Ok((exponent, 0.0, 1.0));
        }
        let powers: Vec<f64> = column.iter().map(|&x| self.method.power(x, exponent)).collect();
        if powers.iter().any(|power| !power.is_finite()) {
            return Err(explain(&format!("the powers at {exponent} exceed f64")));
        }
        let (mean, variance) =
            moments_of(&powers).map_err(|_| explain("the variance of the powers exceeds f64"))?;
        Ok((exponent, mean, if constant((mean, variance)) { 1.0 } else { variance.sqrt() }))
    }

    fn require_positive(&self, x: &Array2<f64>) -> Result<()> {
        if self.method == PowerMethod::YeoJohnson {
            return Ok(());
        }
        match x.indexed_iter().find(|(_, value)| **value <= 0.0) {
            None => Ok(()),
            Some(((row, column), value)) => Err(Error::new(not_positive(*value, row, column))),
        }
    }
}

fn not_positive(value: f64, row: usize, column: usize) -> String {
    format!(
        "Box-Cox needs positive numbers, but {} is {value}; correct or drop such rows before this step, or use \
         `PowerMethod::YeoJohnson`",
        place(row, column)
    )
}

impl<A: Float, D: OneOrTwoAxes<A>> Fit<ArcArray<A, D>> for PowerTransformer
where
    ArcArray<A, D>: Value,
{
    fn fit(&self, x: ArcArray<A, D>, (): (), context: &Context<'_>) -> Result<FittedPowerTransformer> {
        let x = D::__into_columns(x);
        require_rows(x.nrows())?;
        require_finite(x.view(), 0)?;
        let x = x.mapv(A::widen);
        self.require_positive(&x)?;
        let of_column = |number: usize| {
            context.run().proceed()?;
            self.of_column(number, &x.column(number).to_vec())
        };
        let columns = (0..x.ncols()).into_par_iter().map(of_column);
        let columns: Vec<Result<(f64, f64, f64)>> = context.parallel(|| columns.collect());
        let columns = columns.into_iter().collect::<Result<Vec<_>>>()?;
        Ok(FittedPowerTransformer {
            method: self.method,
            exponents: columns.iter().map(|column| column.0).collect(),
            mean: columns.iter().map(|column| column.1).collect(),
            scale: columns.iter().map(|column| column.2).collect(),
        })
    }
}

impl<A: Float, D: OneOrTwoAxes<A>> Transform<ArcArray<A, D>> for FittedPowerTransformer
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn transform(&self, x: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        let compute = |value, exponent, mean, scale| (self.method.power(value, exponent) - mean) / scale;
        self.rewrite(x, compute, |value, row, column| {
            if self.method == PowerMethod::BoxCox && value <= A::zero() {
                return not_positive(value.widen(), row, column);
            }
            format!(
                "the power of {value} in {} is beyond the range of {}; the row is too far from the rows of the fit: scale or clip \
                 its columns before this step",
                place(row, column),
                std::any::type_name::<A>()
            )
        })
    }
}

/// Returns the values with these powers (scikit-learn's `inverse_transform`).
impl<A: Float, D: OneOrTwoAxes<A>> Inverse<ArcArray<A, D>> for FittedPowerTransformer
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn inverse(&self, z: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        let compute = |power: f64, exponent, mean, scale| self.method.value(power * scale + mean, exponent);
        self.rewrite(z, compute, |value, row, column| {
            format!(
                "{value} in {} is not the power of a number; clip predictions to the range of the fit before `inverse`",
                place(row, column)
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::Phase;
    use crate::step::Run;

    #[test]
    fn each_wrong_input_has_its_message() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let step = PowerTransformer { method: PowerMethod::BoxCox, ..Default::default() };
        let x = array![[1.0, 2.0], [3.0, 2.0], [4.0, 2.0]].into_shared();
        let says = |x: Array2<f64>| step.fit(x.into_shared(), (), &context).expect_err("wrong").to_string();
        assert!(
            says(x.to_owned()).starts_with("column 1 (counted from 0) has no best exponent"),
            "{}",
            says(x.to_owned())
        );
        let zero = "Box-Cox needs positive numbers, but row 1, column 0 (counted from 0) is 0; correct or drop such rows before this \
                    step, or use `PowerMethod::YeoJohnson`";
        assert_eq!(says(array![[1.0], [0.0], [4.0]]), zero);
        let fitted = step.fit(array![[1.0], [2.0], [7.0]].into_shared(), (), &context).expect("varies");
        let new = array![[1.0], [0.0]].into_shared();
        assert_eq!(fitted.transform(new).expect_err("zero").to_string(), zero);
        let error = fitted.inverse(array![[0.0], [1e6]].into_shared()).expect_err("no power").to_string();
        assert!(error.contains("1000000 in row 1, column 0 (counted from 0) is not the power"), "{error}");
    }

    #[test]
    fn a_constant_column_is_only_shifted() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let x = array![[0.1, 1.0], [0.1, 2.0], [0.1, 9.0]].into_shared();
        let fitted = PowerTransformer::default().fit(x.clone(), (), &context).expect("finite");
        assert_eq!(fitted.exponents()[0], 1.0);
        assert!(fitted.transform(x).expect("finite").column(0).iter().all(|&value| f64::abs(value) < 1e-15));
    }
}
