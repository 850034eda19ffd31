//! [`TargetEncoder`]: a category as the mean of the target in its rows.
//!
//! Invariant: the output of a fit is cross-fitted: no row is encoded by its own target.

use std::marker::PhantomData;

use ndarray::{ArcArray1, Array2, ArrayView1, Axis};

#[cfg(feature = "save")]
use super::means;
use super::means::{Means, Rows, Smoothing};
use super::outcome::Outcome;
use crate::batches::Table;
use crate::records::Nullable;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, Step, Transform};
use crate::steps::encode::categories::{Categories, Cells};
use crate::steps::kernels::distinct::Distinct;
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// Replaces each category by the mean of the target in its rows, mixed with the mean of all rows: `[n] fit([n]) -> [n]`, of `f64`, or of `f32`
/// when written `TargetEncoder<f32>` (scikit-learn's `TargetEncoder` for one column; Micci-Barreca 2001, *A preprocessing scheme for
/// high-cardinality categorical attributes*).
///
/// Accepts the categories of [`OneHotEncoder`](crate::steps::OneHotEncoder); a missing value is a category of its own. The target is a number, or one
/// of the classes 0 and 1 ([`Outcome`]), whose mean is the share of class 1; for more classes, see
/// [`TargetClassEncoder`](crate::steps::TargetClassEncoder). A category that the fit did not have becomes the mean of all rows.
///
/// While fitting, the rows of each of `cv` folds are encoded by the means of the other folds, so that the steps after this one do not learn
/// from a row's own target. `fit_transform` is therefore deliberately not `fit` followed by `transform`. Folds are stratified if the target is a class
/// ([`Table::classes`]). The folds are those of [`Folds`](crate::batches::Folds). The fit needs all rows at once.
///
/// # Errors
/// Fitting: no rows, fewer rows than folds (`fit_transform`), fewer than 2 folds, a target for another number of rows, a target that is not finite, a class
/// other than 0 and 1, or a negative `smooth`.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Prices(town: Category[n]) fit(price: f64[n]) -> f64[n] {
///         level = town |> TargetEncoder { smooth: Some(0.0) }.fit(price);
///         level
///     }
/// }
///
/// let towns: Array1<Category> = array!["Oslo", "Rome", "Oslo", "Rome", "Oslo"].mapv(Category::from);
/// let model = Prices::default().fit(&towns, array![10.0, 20.0, 12.0, 22.0, 14.0])?;
/// assert_eq!(model.level.mean(), 15.6);
/// assert_eq!(model.predict(array!["Rome", "Oslo", "Paris"].mapv(Category::from))?, array![21.0, 12.0, 15.6]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct TargetEncoder<A = f64> {
    /// How many rows the mean of all rows counts for, in the mean of a category. Default: none, scikit-learn's `"auto"`, an empirical Bayes estimate. By
    /// path: `smooth` is true or false, and `smooth.value` the number.
    #[space(nested)]
    pub smooth: Option<f64>,
    /// The number of folds: at least 2. Default: 5.
    pub cv: usize,
    /// Assigns rows to folds at random instead of in their order. Default: true.
    pub shuffle: bool,
    /// Public, so that a step can be written with some of its hyperparameters.
    #[doc(hidden)]
    #[space(ignore)]
    pub element: PhantomData<fn() -> A>,
}

impl<A> Default for TargetEncoder<A> {
    fn default() -> Self {
        Self { smooth: None, cv: 5, shuffle: true, element: PhantomData }
    }
}

/// The fitted form of a [`TargetEncoder`].
#[derive(Debug, Clone, PartialEq)]
pub struct FittedTargetEncoder<A = f64> {
    categories: Categories,
    means: Means,
    element: PhantomData<fn() -> A>,
}

impl<A> FittedTargetEncoder<A> {
    /// The categories of the fit as texts, in their order, without missing values (scikit-learn's `categories_`).
    pub fn categories(&self) -> &[String] {
        self.categories.texts()
    }

    /// The number of each category, and last that of missing values, if there were any (`encodings_`).
    pub fn encodings(&self) -> ArrayView1<'_, f64> {
        self.means.of.column(0)
    }

    /// The mean of the target of all rows (`target_mean_`).
    pub fn mean(&self) -> f64 {
        self.means.all.first().copied().unwrap_or(0.0)
    }
}

impl<A> TargetEncoder<A> {
    fn smoothing(&self) -> Smoothing {
        Smoothing { smooth: self.smooth, cv: self.cv, shuffle: self.shuffle }
    }

    /// Checks the targets, and returns them as a column.
    fn start<T: Distinct, Y: Outcome>(
        &self,
        x: &impl Cells<T>,
        y: &ArcArray1<Y>,
    ) -> Result<(Rows, Array2<f64>)> {
        self.smoothing().check()?;
        let rows = Rows::of(x)?;
        rows.require_targets(y.len())?;
        let number = |(row, value): (usize, &Y)| {
            let number = value.__number().ok_or_else(|| {
                Error::new(format!(
                    "row {row} (counted from 0) has a class other than 0 and 1; number the classes from 0 with a `LabelEncoder`, and for \
                     more than two use `TargetClassEncoder`"
                ))
            })?;
            if number.is_finite() {
                return Ok(number);
            }
            Err(Error::new(format!(
                "every target must be a finite number, but that of row {row} (counted from 0) is {number}; drop such rows before this step"
            )))
        };
        let targets = y.iter().enumerate().map(number).collect::<Result<ndarray::Array1<f64>>>()?;
        Ok((rows, targets.insert_axis(Axis(1))))
    }
}

/// The column of an encoded table, in the type of the output.
fn column<A: Float>(table: &Array2<f64>) -> ArcArray1<A> {
    table.iter().map(|value| A::narrow(*value)).collect()
}

impl<A: Send + Sync + 'static> Step for TargetEncoder<A> {
    type Fitted = FittedTargetEncoder<A>;
    const SIGNATURE: Signature = Signature::new("[n] fit([n]) -> [n]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;
}

macro_rules! inputs {
    ($($input:ident),+) => {
        $(
            impl<T: Distinct, A: Float, Y: Outcome> Fit<$input<T>, ArcArray1<Y>> for TargetEncoder<A> {
                fn fit(&self, x: $input<T>, y: ArcArray1<Y>, _: &Context<'_>) -> Result<FittedTargetEncoder<A>> {
                    let (rows, targets) = self.start(&x, &y)?;
                    let means = self.smoothing().of_all(&rows, &targets)?;
                    Ok(FittedTargetEncoder { categories: rows.categories, means, element: PhantomData })
                }

                fn fit_transform(
                    &self,
                    x: $input<T>,
                    y: ArcArray1<Y>,
                    context: &Context<'_>,
                ) -> Result<(FittedTargetEncoder<A>, ArcArray1<A>)> {
                    let (rows, targets) = self.start(&x, &y)?;
                    let smoothing = self.smoothing();
                    let out = smoothing.by_fold(&rows, &targets, Table::classes(&y), context)?;
                    let means = smoothing.of_all(&rows, &targets)?;
                    let fitted = FittedTargetEncoder { categories: rows.categories, means, element: PhantomData };
                    Ok((fitted, column(&out)))
                }
            }

            impl<T: Distinct, A: Float> Transform<$input<T>> for FittedTargetEncoder<A> {
                type Out = ArcArray1<A>;

                fn transform(&self, x: $input<T>) -> Result<ArcArray1<A>> {
                    Ok(column(&self.means.encode(&self.categories, &x)?))
                }
            }
        )+
    };
}
inputs!(ArcArray1, Nullable);

#[cfg(feature = "save")]
impl<A: Send + Sync + 'static> Save for FittedTargetEncoder<A> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        means::save(out, &self.categories, &self.means)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let (categories, means) = means::load(state)?;
        if means.all.len() != 1 {
            return Err(Error::new(format!("`mean` must be one number, got {}", means.all.len())));
        }
        Ok(Self { categories, means, element: PhantomData })
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::Phase;
    use crate::step::Run;

    #[test]
    fn no_row_is_encoded_by_its_own_target() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let step = TargetEncoder::<f64> { smooth: Some(0.0), cv: 2, shuffle: false, ..Default::default() };
        let (x, y) = (
            array!["a", "a", "a", "a"].mapv(String::from).into_shared(),
            array![1.0, 1.0, 5.0, 5.0].into_shared(),
        );
        let (fitted, out) = step.fit_transform(x, y, &context).expect("four rows");
        assert_eq!((out, fitted.encodings()[0]), (array![5.0, 5.0, 1.0, 1.0].into_shared(), 3.0));
    }

    #[test]
    fn each_wrong_input_has_its_message() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let x = || array![1, 2, 1].into_shared();
        let step = TargetEncoder::<f64>::default();
        let says = |error: Result<FittedTargetEncoder>| error.expect_err("wrong").to_string();
        let fit = |y: ArcArray1<u8>| Fit::<ArcArray1<i32>, _>::fit(&step, x(), y, &context);
        assert!(
            says(fit(array![0, 1, 2].into_shared()))
                .starts_with("row 2 (counted from 0) has a class other than 0 and 1")
        );
        assert!(says(fit(array![0, 1].into_shared())).contains("got 3 rows and 2 targets"));
        let nan =
            Fit::<ArcArray1<i32>, _>::fit(&step, x(), array![0.0, f64::NAN, 1.0].into_shared(), &context);
        assert!(says(nan).contains("that of row 1 (counted from 0) is NaN"));
        let wrong = TargetEncoder::<f64> { smooth: Some(-1.0), ..Default::default() };
        let error = Fit::<ArcArray1<i32>, _>::fit(&wrong, x(), array![0_u8, 1, 0].into_shared(), &context);
        assert_eq!(says(error), "`smooth` must be 0 or a positive number, got -1");
    }
}
