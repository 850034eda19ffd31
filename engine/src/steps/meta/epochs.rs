//! [`Epochs`]: a step that goes through the rows more than once, batch by batch.
//!
//! Invariant: it learns as the step inside does alone, from one batch after the other.

use super::in_epochs::InEpochs;
use crate::batches::Table;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Fit, Learner, RunningFit, Step, Value};
use crate::{Error, Result};

/// Fits a step in mini-batches and epochs: it learns from the first batch, and goes on learning
/// ([`Continues`]) from every other one. It transforms when all epochs are over, once.
///
/// The order of the rows is another one in each epoch, which the run's seed and the path tell. The last batch of an epoch
/// has the rows that are left. From a source of batches ([`Source`](crate::batches::Source)) it takes the batches as they come, and a pass is an
/// epoch.
///
/// For steps that end where their last batch leads them, such as those that learn by gradients. A step whose state only
/// adds up what it sees, such as [`StandardScaler`](crate::steps::StandardScaler), learns the same in one epoch.
/// ([`SgdClassifier`](crate::steps::SgdClassifier) has epochs of its own within `fit`.)
///
/// # Errors
/// As the step inside, naming the epoch and the batch; no epochs, a batch size of 0, or no rows.
///
/// ```
/// use shapeflow::prelude::*;
///
/// let run = Run::new().seed(7);
/// let context = Context::root(&run, "example", Phase::Fit);
/// let sgd = SgdClassifier::<2> { epochs: 1, batch_size: 2, ..SgdClassifier::default() };
/// let step = Epochs { epochs: 10, batch_size: 2, shuffle: true, step: sgd };
/// let x = array![[-2.0_f32], [-1.0], [1.0]].into_shared();
/// let model = step.fit(x, array![0_u8, 0, 1].into_shared(), &context)?;
/// assert_eq!(model.steps(), 20); // of two rows and of one, in each epoch
/// # Ok::<(), Error>(())
/// ```
///
/// A step that cannot go on learning does not compile:
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
    /// How often to go through all rows. Default: 10.
    pub epochs: usize,
    /// The rows of a batch. Default: 32.
    pub batch_size: usize,
    /// Take the rows in a random order. Default: true.
    pub shuffle: bool,
    /// The step inside.
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
    const SIGNATURE: Signature = S::SIGNATURE;
    const LEARNS: bool = S::LEARNS;
    const ROWWISE: bool = S::ROWWISE;

    fn unlearned(&self) -> Option<S::Fitted> {
        self.step.unlearned()
    }
}

impl<S: Continues> Learner for Epochs<S> {}

impl<S: Continues> Continues for Epochs<S> {}

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

    fn update_fitted(&self, fitted: &mut S::Fitted, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        self.step.update_fitted(fitted, x, y, context)
    }
}

impl<S: Continues> Epochs<S> {
    fn start(&self) -> Result<InEpochs<'_, S>> {
        if self.epochs == 0 {
            return Err(Error::new("`epochs` must be at least 1, got 0"));
        }
        Ok(InEpochs::new(&self.step, None, self.epochs))
    }
}
