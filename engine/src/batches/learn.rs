//! [`learn`]: a step's fit from a source of batches.

use super::Source;
use crate::step::{Context, Fit, Learner};
use crate::{Error, Result};

/// Fits a step to the batches of a source, in as many passes as the step wants.
///
/// ```
/// use shapeflow::batches::{Lines, Source, learn};
/// use shapeflow::prelude::*;
///
/// let text = "1,10\n2,20\n3,60\n";
/// let source = Lines::<f64, _>::open(|| Ok(text.as_bytes())).by(2)?.map(|x| Ok((x, ())));
/// let run = Run::new();
/// let scaler = learn(&StandardScaler::default(), &source, &Context::root(&run, "example", Phase::Fit))?;
/// assert_eq!(scaler.mean().to_vec(), [2.0, 30.0]);
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// As the step's [`Fit::fit`], and whatever the source reports.
pub fn learn<X, Y, S, B>(step: &S, source: &B, context: &Context<'_>) -> Result<S::Fitted>
where
    S: Learner + Fit<X, Y>,
    B: Source<Batch = (X, Y)>,
{
    let mut learning = step.learning(context)?.ok_or_else(|| {
        Error::new("this step is declared a `Learner`, but its `Fit::learning` starts nothing; implement it")
    })?;
    for pass in 0..learning.passes() {
        for batch in source.pass(pass)? {
            let (x, y) = batch?;
            learning.update(x, y)?;
        }
        if !learning.end_pass()? {
            break;
        }
    }
    learning.finish()
}
