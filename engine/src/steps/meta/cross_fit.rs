//! [`CrossFit`]: while fitting, transforms each row by a step that was not fitted on it.
//!
//! Invariant: the output of a fit is in the order of the rows, and the copy that transforms a row was fitted without
//! that row.

use rand_core::Rng;
use rayon::prelude::*;

use super::forward::forward;
use super::signature::{too_few, with_condition};
use super::strata::{note_rare, without_a_class};
use crate::batches::{Fold, Folds, GivenFolds, Table};
use crate::shape::{Signature, Text};
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, Out, Step, Transform, Value, on_threads_of_run};
use crate::{Error, Phase, Result};

/// Fits a step so that the steps after it can be fitted on its output without a leak, as in stacking or target encoding
/// (scikit-learn's `cross_val_predict` in `StackingClassifier`).
///
/// The signature is that of the wrapped step; `FOLDS` is 2 or more. While fitting, `FOLDS` copies are each fitted on all rows except those of one fold,
/// and transform the rows of that fold; the fitted step itself is fitted on all rows. `fit_transform` is therefore deliberately
/// not `fit` followed by `transform`. The wrapped step must return one row for each row.
///
/// If the target is a class ([`Table::classes`]: integers, `bool`, `char` or texts), each class is spread over the folds as evenly
/// as possible, as scikit-learn does for classifiers, so that each copy learns from every class with at least two rows. A class with
/// fewer rows than folds is a note to the observer and `tracing`. Rows are counted, whatever their weights. For an integer that is a
/// quantity, set `stratified: false`; for groups of rows that must not be apart, set `given`. Folds that go forward in time
/// ([`ForwardFolds`](crate::batches::ForwardFolds)) are not offered: the first rows of a series have no value that is computed from
/// earlier rows, and the output needs one for each row.
///
/// It has no inverse, even if the wrapped step has one: each fold was transformed by its own copy, and the fitted step cannot undo
/// what the copies did. A copy of a [`LabelEncoder`](crate::steps::LabelEncoder), for example, may number the labels in another way.
///
/// ```compile_fail,E0277
/// use shapeflow::prelude::*;
///
/// fn has_inverse<S: Invertible>() {}
/// has_inverse::<StandardScaler>();
/// has_inverse::<CrossFit<StandardScaler, 2>>();
/// ```
///
/// # Errors
/// Fitting: as the wrapped step, with the fold in the path and the class, if any, from which the copy had no row to learn; fewer than
/// 2 folds, fewer rows than folds, a number of output rows that differs from the number of input rows, or given folds for another
/// number of rows or folds.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Centered(x: f64[n, 1]) -> f64[n, 1] {
///         x |> CrossFit<StandardScaler, 2> { shuffle: false, step: StandardScaler { with_std: false, ..Default::default() } }
///     }
/// }
///
/// let x = array![[1.0], [3.0], [5.0], [7.0]];
/// let (model, out) = Centered::default().fit_transform(&x)?;
/// // The first two rows are centered on the mean of the last two, and the other way round.
/// assert_eq!(out, array![[-5.0], [-3.0], [3.0], [5.0]]);
/// assert_eq!(model.predict(&x)?, array![[-3.0], [-1.0], [1.0], [3.0]]);
/// # Ok::<(), Error>(())
/// ```
///
/// With given folds:
///
/// ```
/// use shapeflow::batches::GivenFolds;
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Centered(x: f64[n, 1]) -> f64[n, 1] {
///         x |> CrossFit<StandardScaler, 2> { step: StandardScaler { with_std: false, ..Default::default() } }
///     }
/// }
///
/// let mut centered = Centered::default();
/// centered.output.given = GivenFolds::new([0, 1, 0, 1])?;
/// let (_, out) = centered.fit_transform(array![[1.0], [3.0], [5.0], [7.0]])?;
/// assert_eq!(out, array![[-4.0], [0.0], [0.0], [4.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct CrossFit<S, const FOLDS: usize> {
    /// Assigns rows to folds at random instead of in their order (`shuffle` of scikit-learn's `KFold` and `StratifiedKFold`).
    /// Default: true.
    pub shuffle: bool,
    /// Spreads each class over the folds, if the target is a class (`StratifiedKFold` instead of `KFold`). Default: true.
    pub stratified: bool,
    /// The fold of each row (`PredefinedSplit`); `shuffle` and `stratified` then have no effect. Default: none.
    pub given: GivenFolds,
    /// The wrapped step.
    #[space(nested)]
    pub step: S,
}

impl<S: Default, const FOLDS: usize> Default for CrossFit<S, FOLDS> {
    fn default() -> Self {
        Self { shuffle: true, stratified: true, given: GivenFolds::default(), step: S::default() }
    }
}

impl<S: Step, const FOLDS: usize> CrossFit<S, FOLDS> {
    const TOO_FEW: &'static Text<512> = &with_condition(S::SIGNATURE.text, "FOLDS >= 2");
}

impl<S: Step, const FOLDS: usize> Step for CrossFit<S, FOLDS> {
    type Fitted = S::Fitted;
    const SIGNATURE: Signature =
        if FOLDS >= 2 { S::SIGNATURE } else { too_few(&S::SIGNATURE, Self::TOO_FEW, "FOLDS", FOLDS) };
    forward!(S: LEARNS, ROWWISE, REVISION, unlearned);
    forward!(S: names(|fitted| Some(fitted)));
}

forward!(impl[S, const FOLDS: usize] Continues, Holds(|fitted| fitted) for CrossFit<S, FOLDS>);

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
        let folds = self.folds(rows, &y, context)?;
        let outside = |(at, fold): (usize, &Fold)| {
            context.run().proceed()?;
            let name = format!("fold{at}");
            let context = context.sharing(&name);
            let fit_and_transform = || {
                let fitted = self.step.fit(x.rows_at(&fold.train)?, y.pick(&fold.train), &context)?;
                let out = fitted.transform_with(x.rows_at(&fold.validation)?, &context)?;
                match (out.row_count()?, fold.validation.len()) {
                    (returned, passed) if returned == passed => Ok(out),
                    (returned, passed) => Err(Error::new(format!(
                        "the wrapped step must return one row for each row, but returned {returned} for {passed}"
                    ))),
                }
            };
            let explained = |error| {
                without_a_class(error, &y, &fold.train, |class, rows| match rows {
                    1 => format!(
                        "fold {at} holds out the only row of class {class}, so this copy cannot learn from it: add rows of the \
                         class, or leave it out"
                    ),
                    _ => format!(
                        "fold {at} holds out all {rows} rows of class {class}, so this copy cannot learn from them: spread them \
                         over the folds, with `stratified: true` or other given folds"
                    ),
                })
            };
            fit_and_transform().map_err(|error| explained(error).at(&name, Phase::Fit))
        };
        let outs: Vec<Result<_>> = on_threads_of_run(|| folds.par_iter().enumerate().map(outside).collect());
        let outs = outs.into_iter().collect::<Result<Vec<_>>>()?;
        // The index of each row in the stacked outputs of all folds.
        let mut place = vec![0; rows];
        for (at, &row) in folds.iter().flat_map(|fold| &fold.validation).enumerate() {
            if let Some(place) = place.get_mut(row) {
                *place = at;
            }
        }
        let out = Table::stack(&outs)?.rows_at(&place)?;
        Ok((self.step.fit(x, y, context)?, out))
    }

    forward!(S, X, Y: update_fitted);
}

impl<S, const FOLDS: usize> CrossFit<S, FOLDS> {
    /// The folds of that many rows with these targets.
    fn folds(&self, rows: usize, y: &impl Table, context: &Context<'_>) -> Result<Vec<Fold>> {
        let folds = Folds::new(FOLDS)?;
        if !self.given.is_none() {
            let given = self.given.count();
            if given != FOLDS {
                return Err(Error::new(format!(
                    "{given} folds are given, but `CrossFit<_, {FOLDS}>` has {FOLDS}; write `CrossFit<_, {given}>`"
                )));
            }
            return self.given.split(rows);
        }
        let folds = if self.shuffle { folds.shuffled(context.rng().next_u64()) } else { folds };
        match self.stratified.then(|| y.classes()).flatten() {
            Some(classes) => {
                note_rare(&classes, FOLDS, context);
                folds.split_by_class(classes.of_rows())
            }
            None => folds.split(rows),
        }
    }
}
