//! Steps that change the rows to learn from, or make targets from inputs, and act only while fitting.

use super::Step;

/// A step that acts only while fitting: it drops outliers, or draws rows again, in the data and in the target together.
///
/// ```text
/// (x2, y2) = (x, y) |> DropOutliers;
/// probs    = x2 |> LogisticRegression<2>.fit(y2);
/// ```
///
/// Such a step takes a tuple and gives a tuple of as many values of the same types, of which each continues the input at
/// its place. While fitting it runs. While predicting it does not: each input that exists then is passed on in place of the
/// output that continues it, here `x` in place of `x2`, and what continues a target does not exist, as the target does
/// not. That is why a target may stand before it without leaking: nothing of the target is in what is predicted.
///
/// Its signature names the rows that come out by a new name, `"[n, d], [n] -> [kept, d], [kept]"`, so that old and new
/// rows in one place are a compile error. While predicting the outputs have the shapes of the inputs.
///
/// Such a step may also make targets from its inputs, as in autoregression: it then gives more values than it takes. The
/// first ones continue its inputs, and the others, with `fit` before their names, exist only while fitting, so that one
/// of them on the way to an output is a compile error, as with any target:
///
/// ```text
/// (past, fit next) = series |> Windows<24> |> Ahead<1>;
/// forecast         = past |> Ridge.fit(next);
/// ```
///
/// While predicting `past` is then what `Windows<24>` gives.
///
/// `fit_transform` of a pipeline with such a step gives what the fitted pipeline makes of all rows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say that it acts only while fitting",
    label = "gives on what is made from a target",
    note = "a step that only changes the rows to learn from implements `FitOnly`; any other learns against a target: `Step.fit(target)`"
)]
pub trait FitOnly: Step {}
