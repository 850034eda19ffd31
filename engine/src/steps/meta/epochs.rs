//! [`Epochs`]: a step that goes through the rows more than once, batch by batch.
//!
//! Invariant: learning from rows and learning from batches are the same code; only who cuts the batches differs.

use rand_core::Rng;

use crate::batches::{Rows, Source, Table};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Fit, Learner, Learning, RunningFit, Step, Value};
use crate::{Error, Phase, Result};

/// Fits a step in mini-batches and epochs: it learns from the first batch, and goes on learning
/// ([`Continues`]) from every other one. It transforms when all epochs are over, once.
///
/// The order of the rows is another one in each epoch, which the run's seed and the path tell. The last batch of an epoch
/// has the rows that are left. From a source of batches ([`Source`]) it takes the batches as they come, and a pass is an
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
        let mut batches = Rows::of((x, y)).by(self.batch_size)?;
        if self.shuffle {
            batches = batches.shuffled(context.node("order").rng().next_u64());
        }
        let mut learning: InEpochs<'_, S> = self.start()?;
        for epoch in 0..self.epochs {
            for (at, batch) in batches.pass(epoch)?.enumerate() {
                context.run().proceed()?;
                let learnt = batch.and_then(|(x, y)| learning.update(x, y, context));
                learnt.map_err(|error| error.at(&format!("epoch{epoch}.batch{at}"), Phase::Fit))?;
            }
            Learning::<X, Y, _>::end_pass(&mut learning, context)?;
        }
        Learning::<X, Y, _>::finish(Box::new(learning), context)
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
        Ok(InEpochs { step: &self.step, fitted: None, epochs: self.epochs, ended: 0, open: false })
    }
}

/// A step between its first batch and its last.
struct InEpochs<'s, S: Step> {
    step: &'s S,
    fitted: Option<S::Fitted>,
    epochs: usize,
    ended: usize,
    open: bool,
}

impl<X: Table, Y, S: Fit<X, Y>> Learning<X, Y, S::Fitted> for InEpochs<'_, S> {
    fn passes(&self) -> usize {
        self.epochs
    }

    fn update(&mut self, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        if self.ended == self.epochs {
            return Err(Error::new(format!("all {} epochs have ended, but a batch follows", self.epochs)));
        }
        self.open = true;
        if x.row_count()? == 0 {
            return Ok(());
        }
        match &mut self.fitted {
            Some(fitted) => self.step.update_fitted(fitted, x, y, context),
            None => {
                self.fitted = Some(self.step.fit(x, y, context)?);
                Ok(())
            }
        }
    }

    /// One after the other: each batch is learnt from where the one before it led.
    fn update_parts(&mut self, parts: Vec<(X, Y)>, context: &Context<'_>) -> Result<()> {
        parts.into_iter().try_for_each(|(x, y)| self.update(x, y, context))
    }

    fn end_pass(&mut self, _: &Context<'_>) -> Result<bool> {
        self.ended = self.epochs.min(self.ended + 1);
        self.open = false;
        Ok(self.ended < self.epochs)
    }

    fn finish(self: Box<Self>, _: &Context<'_>) -> Result<S::Fitted> {
        let ended = self.ended + usize::from(self.open);
        if ended < self.epochs {
            return Err(Error::new(format!(
                "{} epochs were asked for, and the rows were given {ended} times; give the batches from a source that \
                 can be read again, or ask for fewer epochs",
                self.epochs
            )));
        }
        self.fitted.ok_or_else(|| {
            Error::new(
                "learning needs at least 1 row, got 0; check the filter or the file that the rows come from",
            )
        })
    }
}
