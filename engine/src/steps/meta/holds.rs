//! [`Holds`] for the meta-steps: what the step inside holds, opened once where the meta-step stands.
//!
//! Invariant: while fitting, all uses of the step inside share what it has opened; while predicting, each fitted step
//! has its own, as it may hold what the others do not.

#[cfg(feature = "cache")]
use super::Cached;
use super::retry::retry;
use super::{
    Bagging, CrossFit, Epochs, FittedBagging, FittedFlattened, FittedForEach, FittedOnlyFit, FittedOptional,
};
use super::{FineTuned, FittedRetry, Flattened, ForEach, Frozen, OnlyFit, Optional, Retry};
use crate::Result;
use crate::step::{Continues, Holds, Opening, Step};

/// The step inside, while fitting; while predicting, its fitted form, found by the function.
macro_rules! as_the_step_inside {
    ($($(#[$condition:meta])* <$S:ident $(: $bound:ident)? $(, const $constant:ident: usize)?> $meta:ty, $fitted:expr;)+) => {
        $($(#[$condition])*
        impl<$S: Holds $(+ $bound)? $(, const $constant: usize)?> Holds for $meta {
            const HOLDS: bool = $S::HOLDS;

            fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
                self.step.open(opening)
            }

            fn open_fitted(fitted: &<Self as Step>::Fitted, opening: &mut Opening<'_>) -> Result<()> {
                let inside: fn(&<Self as Step>::Fitted) -> &$S::Fitted = $fitted;
                $S::open_fitted(inside(fitted), opening)
            }
        })+
    };
}

as_the_step_inside! {
    <S> Flattened<S>, FittedFlattened::fitted;
    <S: Continues> Epochs<S>, |fitted| fitted;
    <S, const FOLDS: usize> CrossFit<S, FOLDS>, |fitted| fitted;
    #[cfg(feature = "cache")]
    <S> Cached<S>, |fitted| fitted;
}

/// What cannot be opened for a reason that may pass is opened again.
impl<S: Holds> Holds for Retry<S> {
    const HOLDS: bool = S::HOLDS;

    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        let open = |()| opening.all_or_nothing(|opening| self.step.open(opening));
        retry(self.attempts, self.pause_milliseconds, (), open)
    }

    fn open_fitted(fitted: &FittedRetry<S::Fitted>, opening: &mut Opening<'_>) -> Result<()> {
        fitted.again((), |inside, ()| opening.all_or_nothing(|opening| S::open_fitted(inside, opening)))
    }
}

/// Predicting passes over the step inside, which opens nothing then.
impl<S: Holds> Holds for OnlyFit<S> {
    const HOLDS: bool = S::HOLDS;

    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        self.step.open(opening)
    }

    fn open_fitted(_: &FittedOnlyFit<S::Fitted>, _: &mut Opening<'_>) -> Result<()> {
        Ok(())
    }
}

/// A step that is left out opens nothing.
impl<S: Holds> Holds for Optional<S> {
    const HOLDS: bool = S::HOLDS;

    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        if self.present { self.step.open(opening) } else { Ok(()) }
    }

    fn open_fitted(fitted: &FittedOptional<S::Fitted>, opening: &mut Opening<'_>) -> Result<()> {
        fitted.fitted().map_or(Ok(()), |fitted| S::open_fitted(fitted, opening))
    }
}

/// A fitted step holds the same while fitting, in which it does not learn, and while predicting.
impl<S: Holds + 'static> Holds for Frozen<S> {
    const HOLDS: bool = S::HOLDS;

    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        S::open_fitted(self.fitted(), opening)
    }

    fn open_fitted(fitted: &Self, opening: &mut Opening<'_>) -> Result<()> {
        fitted.open(opening)
    }
}

/// As the step inside, which goes on learning.
impl<S: Holds<Fitted: Clone>> Holds for FineTuned<S> {
    const HOLDS: bool = S::HOLDS;

    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        self.step.open(opening)
    }

    fn open_fitted(fitted: &S::Fitted, opening: &mut Opening<'_>) -> Result<()> {
        S::open_fitted(fitted, opening)
    }
}

/// One fitted step for all items opens here; one for each item, at `item0`, `item1` and so on.
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

/// The copies open at `copy0`, `copy1` and so on.
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
