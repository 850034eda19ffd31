//! [`Epochs`]: fits a step in mini-batches and epochs.
//!
//! Invariant: the wrapped step receives one batch after the other, as if it were fitted on them alone.

use super::forward::forward;
use super::in_epochs::InEpochs;
use crate::batches::Table;
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Fit, Learner, RunningFit, Step, Value};
use crate::{Error, Result};

/// Fits a step in mini-batches and epochs: it is fitted on the first batch and updated ([`Continues`]) with each further one.
/// It transforms the rows once, after the last epoch.
///
/// The signature is that of the wrapped step. Each epoch has a new order of the rows, which depends on the run's seed and the
/// path. The last batch of an epoch has the remaining rows. In a fit from a source of batches
/// ([`Source`](crate::batches::Source)), the batches are those of the source, and a pass is an epoch.
///
/// Use it for steps whose result depends on the last batches, such as gradient methods. A step whose state only accumulates, such
/// as [`StandardScaler`](crate::steps::StandardScaler), gives the same result in one epoch.
/// ([`SgdClassifier`](crate::steps::SgdClassifier) has epochs of its own in `fit`.)
///
/// # Errors
/// As the wrapped step, with the epoch and the batch in the path; 0 epochs, a batch size of 0, or no rows.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Sides(x: f32[n, 1]) fit(side: u8[n]) -> f32[n, 2] {
///         probs = x |> Epochs<SgdClassifier<2>> { epochs: 10, batch_size: 2 }.fit(side);
///         probs
///     }
/// }
///
/// let mut sides = Sides::default();
/// sides.probs.step = SgdClassifier { epochs: 1, batch_size: 2, ..SgdClassifier::default() };
/// let model = sides.fit(array![[-2.0_f32], [-1.0], [1.0]], array![0_u8, 0, 1])?;
/// assert_eq!(model.probs.steps(), 20); // one step on two rows and one on the third, in each epoch
/// # Ok::<(), Error>(())
/// ```
///
/// A step that cannot be updated does not compile:
///
/// ```compile_fail,E0277
/// use shapeflow::prelude::*;
///
/// let run = Run::new();
/// let context = Context::root(&run, "example", Phase::Fit);
/// let step = Epochs::<Pca<1>>::default();
/// let _ = step.fit(array![[1.0, 2.0], [3.0, 5.0]].into_shared(), (), &context);
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct Epochs<S> {
    /// The number of passes over all rows. Default: 10.
    pub epochs: usize,
    /// The number of rows of a batch. Default: 32.
    pub batch_size: usize,
    /// Visits the rows in a random order. Default: true.
    pub shuffle: bool,
    /// The wrapped step.
    #[space(nested)]
    pub step: S,
}

impl<S: Default> Default for Epochs<S> {
    fn default() -> Self {
        Self { epochs: 10, batch_size: 32, shuffle: true, step: S::default() }
    }
}

impl<S: Continues> Step for Epochs<S> {
    type Fitted = S::Fitted;
    forward!(S: SIGNATURE, LEARNS, ROWWISE, REVISION, unlearned);
    forward!(S: names(|fitted| Some(fitted)));
}

impl<S: Continues> Learner for Epochs<S> {}

forward!(impl[S: Continues] Continues, Invertible, Holds(|fitted| fitted) for Epochs<S>);

impl<X, Y, S> Fit<X, Y> for Epochs<S>
where
    X: Table + Value,
    Y: Table + Value,
    S: Fit<X, Y> + Continues,
{
    fn fit(&self, x: X, y: Y, context: &Context<'_>) -> Result<S::Fitted> {
        self.start()?.learn(&(x, y), self.batch_size, self.shuffle, context)
    }

    fn learning<'s>(&'s self, _: &Context<'_>) -> Result<Option<RunningFit<'s, Self, X, Y>>> {
        Ok(Some(Box::new(self.start()?)))
    }

    forward!(S, X, Y: update_fitted);
}

impl<S: Continues> Epochs<S> {
    fn start(&self) -> Result<InEpochs<'_, S>> {
        if self.epochs == 0 {
            return Err(Error::new("`epochs` must be at least 1, got 0"));
        }
        Ok(InEpochs::new(&self.step, None, self.epochs))
    }
}
