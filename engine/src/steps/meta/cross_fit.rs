//! [`CrossFit`]: while fitting, each row is transformed by what was not learnt from it.

use rand_core::Rng;
use rayon::prelude::*;

use crate::batches::{Fold, Folds, Table};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Fit, Out, Step, Transform, Value};
use crate::{Error, Phase, Result};

/// Fits a step so that what comes after it can learn from its output without a leak: stacking, target encoding
/// (scikit-learn's `cross_val_predict` within `StackingClassifier`).
///
/// While fitting, `FOLDS` copies learn from all rows but those of a fold each, and transform the rows of that fold; the
/// fitted step has learnt from all rows. So `fit_transform` is, on purpose, not `fit` and then `transform`. The step inside
/// must give a row for each row.
///
/// # Errors
/// Fitting: as the step inside, fewer than 2 folds, fewer rows than folds, or another number of rows out than in.
///
/// ```
/// use shapeflow::prelude::*;
///
/// let run = Run::new();
/// let context = Context::root(&run, "example", Phase::Fit);
/// let step = CrossFit::<_, 2> { shuffle: false, step: StandardScaler { with_std: false, ..StandardScaler::default() } };
/// let (fitted, out) = step.fit_transform(array![[1.0], [3.0], [5.0], [7.0]].into_shared(), (), &context)?;
/// // The first two rows are centred by the mean of the last two, and the other way round.
/// assert_eq!(out, array![[-5.0], [-3.0], [3.0], [5.0]]);
/// assert_eq!(fitted.mean()[0], 4.0);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct CrossFit<S, const FOLDS: usize> {
    /// Assign rows to folds at random, not in their order. Default: true.
    pub shuffle: bool,
    /// The step inside.
    #[space(nested)]
    pub step: S,
}

impl<S: Default, const FOLDS: usize> Default for CrossFit<S, FOLDS> {
    fn default() -> Self {
        Self { shuffle: true, step: S::default() }
    }
}

impl<S: Step, const FOLDS: usize> Step for CrossFit<S, FOLDS> {
    type Fitted = S::Fitted;
    const SIGNATURE: Signature = S::SIGNATURE;
    const LEARNS: bool = S::LEARNS;
    const ROWWISE: bool = S::ROWWISE;
    const REVISION: Option<u64> = S::REVISION;

    fn unlearned(&self) -> Option<S::Fitted> {
        self.step.unlearned()
    }
}

impl<S: Continues, const FOLDS: usize> Continues for CrossFit<S, FOLDS> {}

impl<X, Y, S, const FOLDS: usize> Fit<X, Y> for CrossFit<S, FOLDS>
where
    X: Table + Value,
    Y: Table + Value,
    S: Fit<X, Y>,
    Out<S, X>: Table,
{
    fn fit(&self, x: X, y: Y, context: &Context<'_>) -> Result<S::Fitted> {
        self.step.fit(x, y, context)
    }

    fn fit_transform(&self, x: X, y: Y, context: &Context<'_>) -> Result<(S::Fitted, Out<S, X>)> {
        let rows = (x.clone(), y.clone()).row_count()?;
        let folds = Folds::new(FOLDS)?;
        let folds = if self.shuffle { folds.shuffled(context.rng().next_u64()) } else { folds };
        let folds = folds.split(rows)?;
        let outside = |(at, fold): (usize, &Fold)| {
            let name = format!("fold{at}");
            let context = context.sharing(&name);
            let learnt = || {
                let fitted = self.step.fit(x.rows_at(&fold.train)?, y.pick(&fold.train), &context)?;
                let out = fitted.transform_with(x.rows_at(&fold.validation)?, &context)?;
                match (out.row_count()?, fold.validation.len()) {
                    (given, taken) if given == taken => Ok(out),
                    (given, taken) => Err(Error::new(format!(
                        "the step inside must give a row for each row, but gave {given} for {taken}"
                    ))),
                }
            };
            learnt().map_err(|error| error.at(&name, Phase::Fit))
        };
        let outs: Vec<Result<_>> = folds.par_iter().enumerate().map(outside).collect();
        let outs = outs.into_iter().collect::<Result<Vec<_>>>()?;
        // Where each row stands among the outputs of all folds.
        let mut place = vec![0; rows];
        for (at, &row) in folds.iter().flat_map(|fold| &fold.validation).enumerate() {
            if let Some(place) = place.get_mut(row) {
                *place = at;
            }
        }
        let out = Table::stack(&outs)?.rows_at(&place)?;
        Ok((self.step.fit(x, y, context)?, out))
    }

    fn update_fitted(&self, fitted: &mut S::Fitted, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        self.step.update_fitted(fitted, x, y, context)
    }
}
