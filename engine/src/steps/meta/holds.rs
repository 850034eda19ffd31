//! [`Holds`] for the meta-steps that do not simply delegate to the wrapped step (see `forward!`).
//!
//! Invariant: while fitting, all uses of the wrapped step share the resources that it opened; while predicting, each fitted step
//! has its own, because its resources may differ.

use super::retry::retry;
use super::{
    Bagging, FittedBagging, FittedForEach, FittedOnlyFit, FittedOptional, FittedRetry, ForEach, Frozen,
    OnlyFit, Optional, Retry,
};
use crate::Result;
use crate::step::{Holds, Opening};

/// Repeats the opening after a temporary failure.
impl<S: Holds> Holds for Retry<S> {
    const HOLDS: bool = S::HOLDS;

    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        let run = opening.context().run();
        let open = |()| opening.all_or_nothing(|opening| self.step.open(opening));
        retry(self.pauses(), (), Some(run), open)
    }

    fn open_fitted(fitted: &FittedRetry<S::Fitted>, opening: &mut Opening<'_>) -> Result<()> {
        let run = opening.context().run();
        let open = |inside: &_, ()| opening.all_or_nothing(|opening| S::open_fitted(inside, opening));
        fitted.again((), Some(run), open)
    }
}

/// Opens nothing for predicting, which bypasses the wrapped step.
impl<S: Holds> Holds for OnlyFit<S> {
    const HOLDS: bool = S::HOLDS;

    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        self.step.open(opening)
    }

    fn open_fitted(_: &FittedOnlyFit<S::Fitted>, _: &mut Opening<'_>) -> Result<()> {
        Ok(())
    }
}

/// Opens nothing if the step is left out.
impl<S: Holds> Holds for Optional<S> {
    const HOLDS: bool = S::HOLDS;

    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        if self.present { self.step.open(opening) } else { Ok(()) }
    }

    fn open_fitted(fitted: &FittedOptional<S::Fitted>, opening: &mut Opening<'_>) -> Result<()> {
        fitted.fitted().map_or(Ok(()), |fitted| S::open_fitted(fitted, opening))
    }
}

/// Opens the resources of the fitted step, while fitting and while predicting.
impl<S: Holds + 'static> Holds for Frozen<S> {
    const HOLDS: bool = S::HOLDS;

    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        S::open_fitted(self.fitted(), opening)
    }

    fn open_fitted(fitted: &Self, opening: &mut Opening<'_>) -> Result<()> {
        fitted.open(opening)
    }
}

/// A fitted step that all items share opens its resources here; one for each item, at `item0`, `item1` and so on.
impl<S: Holds> Holds for ForEach<S> {
    const HOLDS: bool = S::HOLDS;

    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        self.step.open(opening)
    }

    fn open_fitted(fitted: &FittedForEach<S::Fitted>, opening: &mut Opening<'_>) -> Result<()> {
        if let Some(shared) = fitted.shared() {
            return S::open_fitted(shared, opening);
        }
        open_each::<S>("item", fitted.fitted(), opening)
    }
}

/// The copies open their resources at `copy0`, `copy1` and so on.
impl<S: Holds, const N: usize> Holds for Bagging<S, N> {
    const HOLDS: bool = S::HOLDS;

    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        self.step.open(opening)
    }

    fn open_fitted(fitted: &FittedBagging<S::Fitted>, opening: &mut Opening<'_>) -> Result<()> {
        open_each::<S>("copy", fitted.fitted(), opening)
    }
}

fn open_each<S: Holds>(name: &str, fitted: &[S::Fitted], opening: &mut Opening<'_>) -> Result<()> {
    let phase = opening.context().phase();
    fitted.iter().enumerate().try_for_each(|(at, fitted)| {
        let name = format!("{name}{at}");
        S::open_fitted(fitted, &mut opening.node(&name)).map_err(|error| error.at(&name, phase))
    })
}
