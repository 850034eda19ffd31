//! [`FittedSgdClassifier`]: the coefficients after a number of steps.

use ndarray::{ArcArray2, Array1, Array2, ArrayView1, ArrayView2};

use crate::Result;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::step::Transform;
use crate::steps::kernels::affine::Affine;
#[cfg(feature = "save")]
use crate::steps::kernels::checks::require_count;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::softmax::probabilities;

/// The fitted form of an [`SgdClassifier`](super::SgdClassifier).
#[derive(Debug, Clone, PartialEq)]
pub struct FittedSgdClassifier {
    pub(super) scores: Affine,
    pub(super) steps: u64,
    pub(super) epochs: usize,
    pub(super) validation_loss: Option<f64>,
    pub(super) converged: Option<bool>,
}

impl crate::steps::kernels::coefficients::Coefficients for FittedSgdClassifier {
    fn coefficient_rows(&self) -> ArrayView2<'_, f64> {
        self.scores.weights.t()
    }
}

impl FittedSgdClassifier {
    /// `W`, `[C, d]` (scikit-learn's `coef_`).
    pub fn coefficients(&self) -> ArrayView2<'_, f64> {
        self.scores.weights.t()
    }

    /// `b`, `[C]` (`intercept_`).
    pub fn intercepts(&self) -> ArrayView1<'_, f64> {
        self.scores.bias.view()
    }

    /// The number of steps (`t_`, less one).
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The number of passes over the rows (`n_iter_`), including those after the best epoch.
    pub fn epochs(&self) -> usize {
        self.epochs
    }

    /// The mean of `-ln p[y]` over the validation rows; `None` without a validation set.
    pub fn validation_loss(&self) -> Option<f64> {
        self.validation_loss
    }

    /// Whether the validation loss stopped falling before the last epoch. `None` without a validation set, where all epochs run,
    /// and after `partial_fit`.
    pub fn converged(&self) -> Option<bool> {
        self.converged
    }

    pub(super) fn zero(columns: usize, classes: usize) -> Self {
        Self {
            scores: Affine {
                center: None,
                weights: Array2::zeros((columns, classes)),
                bias: Array1::zeros(classes),
            },
            steps: 0,
            epochs: 0,
            validation_loss: None,
            converged: None,
        }
    }
}

impl<A: Float> Transform<ArcArray2<A>> for FittedSgdClassifier {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        probabilities(&self.scores, x.view())
    }
}

#[cfg(feature = "save")]
impl Save for FittedSgdClassifier {
    /// Version 2 added whether the fit converged.
    const VERSION: u32 = 2;
    const OLDEST: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("scores", &self.scores)?;
        out.field("steps", &self.steps)?;
        out.field("epochs", &self.epochs)?;
        out.field("validation_loss", &self.validation_loss)?;
        out.field("converged", &self.converged)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let steps: u64 = state.field("steps")?;
        require_count("steps", steps)?;
        Ok(Self {
            scores: state.field("scores")?,
            steps,
            epochs: state.field("epochs")?,
            validation_loss: state.field("validation_loss")?,
            converged: if state.version() < 2 { None } else { state.field("converged")? },
        })
    }
}
