//! [`BernoulliRbm`]: features of rows between 0 and 1, learned without a target.
//!
//! Invariant: the random numbers depend on the run's seed and the node's path alone, and batches are learned in their order.

use ndarray::{ArcArray2, Array1, Array2, ArrayView1, ArrayView2, Axis, Slice};
use rand_core::Rng;

use crate::shape::Signature;
use crate::space::{Hyperparameters, gaussian};
use crate::step::{Context, Features, Fit, Step, Transform};
use crate::steps::kernels::affine::Affine;
use crate::steps::kernels::checks::{require_finite, require_rows};
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// Returns the probabilities of the hidden units of a restricted Boltzmann machine: `[n, d] -> [n, n_components]` (scikit-learn's `BernoulliRBM`; Tieleman
/// 2008, *Training restricted Boltzmann machines using approximations to the likelihood gradient*).
///
/// Accepts `f32` and `f64`, of values from 0 to 1: probabilities, or pixels divided by the brightest. It is learned by persistent contrastive
/// divergence, with the steps of scikit-learn, but random numbers from the run's seed and the path of the step. The fit needs all rows at once,
/// because it passes over them `n_iter` times.
///
/// # Errors
/// Fitting: no rows, a value below 0 or above 1, a NaN or infinity, `n_components` or `batch_size` of 0, a `learning_rate` that is not positive, or one so large
/// that a weight is not finite. Transforming: a NaN or infinity, or another number of columns.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Hidden(x: f64[n, 3]) -> f64[n, units] { x |> BernoulliRbm { n_components: 2, n_iter: 5 } }
/// }
///
/// let x = array![[1.0, 0.0, 0.0], [0.0, 1.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 1.0]];
/// let hidden = Hidden::default().fit(&x)?.predict(&x)?;
/// assert!(hidden.dim() == (4, 2) && hidden.iter().all(|unit| (0.0..=1.0).contains(unit)));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct BernoulliRbm {
    /// The number of hidden units: at least 1. Default: 256.
    #[space(log_integer(8..=512))]
    pub n_components: usize,
    /// The size of a step of learning. Default: 0.1.
    #[space(log(1e-3..=1.0))]
    pub learning_rate: f64,
    /// The number of rows of a step of learning: at least 1. Default: 10.
    pub batch_size: usize,
    /// The number of passes over the rows. Default: 10.
    #[space(integer(1..=50))]
    pub n_iter: usize,
}

impl Default for BernoulliRbm {
    fn default() -> Self {
        Self { n_components: 256, learning_rate: 0.1, batch_size: 10, n_iter: 10 }
    }
}

/// The fitted form of a [`BernoulliRbm`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, check = Self::check))]
pub struct FittedBernoulliRbm {
    components: Array2<f64>,
    hidden: Array1<f64>,
    visible: Array1<f64>,
}

impl FittedBernoulliRbm {
    /// The weights, `[n_components, d]` (scikit-learn's `components_`).
    pub fn components(&self) -> ArrayView2<'_, f64> {
        self.components.view()
    }

    /// The biases of the hidden units, `[n_components]` (`intercept_hidden_`).
    pub fn hidden_intercepts(&self) -> ArrayView1<'_, f64> {
        self.hidden.view()
    }

    /// The biases of the columns, `[d]` (`intercept_visible_`).
    pub fn visible_intercepts(&self) -> ArrayView1<'_, f64> {
        self.visible.view()
    }

    #[cfg(feature = "save")]
    fn check(&self) -> Result<()> {
        if self.components.dim() == (self.hidden.len(), self.visible.len()) {
            return Ok(());
        }
        Err(Error::new(
            "`components`, `hidden` and `visible` must belong together; the file is damaged or forged",
        ))
    }

    fn hidden_of(&self, visible: ArrayView2<'_, f64>) -> Array2<f64> {
        (visible.dot(&self.components.t()) + &self.hidden).mapv(logistic)
    }

    /// Learns from a batch; `samples` are the hidden units of the chain, one row for each row of a full batch.
    fn learn(
        &mut self,
        rows: ArrayView2<'_, f64>,
        samples: &mut Array2<f64>,
        rate: f64,
        random: &mut impl Rng,
    ) {
        let hidden = self.hidden_of(rows);
        let dreamed = (samples.dot(&self.components) + &self.visible).mapv(logistic);
        let dreamed = dreamed.mapv(|probability| f64::from(u8::from(uniform(random) < probability)));
        let dreamed_hidden = self.hidden_of(dreamed.view());
        let rate = rate / rows.nrows() as f64;
        self.components.scaled_add(rate, &(hidden.t().dot(&rows) - dreamed_hidden.t().dot(&dreamed)));
        self.hidden.scaled_add(rate, &(hidden.sum_axis(Axis(0)) - dreamed_hidden.sum_axis(Axis(0))));
        self.visible.scaled_add(rate, &(rows.sum_axis(Axis(0)) - dreamed.sum_axis(Axis(0))));
        *samples = dreamed_hidden.mapv(|probability| f64::from(u8::from(uniform(random) < probability)));
    }
}

/// `1 / (1 + e^-x)`.
fn logistic(x: f64) -> f64 {
    (1.0 + (-x).exp()).recip()
}

/// A random number between 0 and 1, without its ends.
fn uniform(random: &mut impl Rng) -> f64 {
    ((random.next_u64() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
}

impl BernoulliRbm {
    fn check(&self) -> Result<()> {
        if self.n_components == 0 || self.batch_size == 0 {
            return Err(Error::new(format!(
                "`n_components` and `batch_size` must be at least 1, got {} and {}",
                self.n_components, self.batch_size
            )));
        }
        if self.learning_rate > 0.0 && self.learning_rate.is_finite() {
            return Ok(());
        }
        Err(Error::new(format!(
            "`learning_rate` must be a positive number such as 0.1, got {}",
            self.learning_rate
        )))
    }
}

impl Step for BernoulliRbm {
    type Fitted = FittedBernoulliRbm;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, n_components] where n_components >= 1", &[]);
    const ROWWISE: bool = true;

    fn feature_names(fitted: &FittedBernoulliRbm, _: &[Features]) -> Vec<Features> {
        vec![Features::unnamed(fitted.hidden.len())]
    }

    fn features_in(fitted: &FittedBernoulliRbm) -> Option<usize> {
        Some(fitted.visible.len())
    }
}

impl<A: Float> Fit<ArcArray2<A>> for BernoulliRbm {
    fn fit(&self, x: ArcArray2<A>, (): (), context: &Context<'_>) -> Result<FittedBernoulliRbm> {
        self.check()?;
        require_rows(x.nrows())?;
        require_finite(x.view(), 0)?;
        // The same layout whatever that of the input, so that the sums have the same bits.
        let x = Array2::from_shape_fn(x.dim(), |at| x[at].widen());
        if let Some(((row, column), value)) =
            x.indexed_iter().find(|(_, value)| !(0.0..=1.0).contains(*value))
        {
            return Err(Error::new(format!(
                "every value must be from 0 to 1, but row {row}, column {column} (counted from 0) is {value:?}; use `MinMaxScaler` before this step"
            )));
        }
        let mut random = context.rng();
        let (units, batch) = (self.n_components, self.batch_size.min(x.nrows()));
        let mut fitted = FittedBernoulliRbm {
            components: Array2::from_shape_simple_fn((units, x.ncols()), || {
                0.01 * gaussian::quantile(uniform(&mut random))
            }),
            hidden: Array1::zeros(units),
            visible: Array1::zeros(x.ncols()),
        };
        let mut samples = Array2::zeros((batch, units));
        for _ in 0..self.n_iter {
            context.run().proceed()?;
            for start in (0..x.nrows()).step_by(batch) {
                let rows = x.slice_axis(Axis(0), Slice::from(start..x.nrows().min(start + batch)));
                fitted.learn(rows, &mut samples, self.learning_rate, &mut random);
            }
            if fitted.components.iter().any(|weight| !weight.is_finite()) {
                return Err(Error::new(format!(
                    "the weights exceed f64 (1.8e308); use a smaller `learning_rate` than {}",
                    self.learning_rate
                )));
            }
        }
        Ok(fitted)
    }
}

impl<A: Float> Transform<ArcArray2<A>> for FittedBernoulliRbm {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        let weights = self.components.t().as_standard_layout().into_owned();
        Affine { center: None, weights, bias: self.hidden.clone() }.apply(x.view(), |_, mut hidden| {
            hidden.mapv_inplace(logistic);
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::Phase;
    use crate::step::Run;

    /// `BernoulliRBM.transform` of scikit-learn 1.9.1 with these weights.
    #[test]
    fn the_probabilities_are_those_of_scikit_learn() {
        let fitted = FittedBernoulliRbm {
            components: array![[0.5, -1.0, 2.0], [0.0, 1.5, -0.5]],
            hidden: array![0.1, -0.2],
            visible: array![0.0, 0.0, 0.0],
        };
        let out = fitted.transform(array![[1.0, 0.0, 0.5], [0.25, 1.0, 1.0]].into_shared()).expect("finite");
        let expected = array![
            [0.832_018_385_133_924_5, 0.389_360_766_050_778],
            [0.772_942_259_396_738_6, 0.689_974_481_127_612_5]
        ];
        assert!((&out - &expected).iter().all(|&error| f64::abs(error) < 1e-15), "{out}");
    }

    #[test]
    fn two_kinds_of_rows_have_different_units() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let x = Array2::from_shape_fn((200, 6), |(row, column)| {
            f64::from(u8::from((row % 2 == 0) == (column < 3)))
        })
        .into_shared();
        let step = BernoulliRbm { n_components: 4, n_iter: 60, ..Default::default() };
        let out = step.fit(x.clone(), (), &context).expect("learns").transform(x).expect("finite");
        let distance = (&out.row(0) - &out.row(1)).mapv(f64::abs).sum();
        assert!(distance > 1.0, "{distance}");
    }

    #[test]
    fn each_wrong_input_has_its_message() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let says = |step: BernoulliRbm, x: Array2<f64>| {
            step.fit(x.into_shared(), (), &context).expect_err("wrong").to_string()
        };
        let step = BernoulliRbm::default;
        assert!(
            says(step(), array![[0.5, 2.0]])
                .contains("row 0, column 1 (counted from 0) is 2.0; use `MinMaxScaler`")
        );
        let none = BernoulliRbm { batch_size: 0, ..step() };
        assert_eq!(
            says(none, array![[0.5]]),
            "`n_components` and `batch_size` must be at least 1, got 256 and 0"
        );
        let wild = BernoulliRbm { learning_rate: -1.0, ..step() };
        assert_eq!(
            says(wild, array![[0.5]]),
            "`learning_rate` must be a positive number such as 0.1, got -1"
        );
    }
}
