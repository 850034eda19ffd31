//! [`Voting`]: combines the probabilities of several classifiers.
//!
//! Invariant: sums are computed in `f64` and in the order of the list, so a result has the same bits on any number of
//! threads.

use ndarray::{ArcArray2, Array2, Zip};

#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Stateless, Transform};
use crate::steps::kernels::checks::require_finite_results;
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// Combines the probabilities of several classifiers: `[n, c]* -> [n, c]` (scikit-learn's `VotingClassifier`).
///
/// It is a step over a list, `[a, b, c] |> Voting`, and wraps no step: the classifiers are equations of their own, which are
/// fitted in parallel and drawn in the graph. Accepts `f32` and `f64`; sums are computed in `f64`, in the order of the list.
///
/// # Errors
/// No classifiers, different numbers of rows or classes, or, with [`Vote::Majority`], a NaN.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::Vote;
///
/// pipeline! {
///     Votes(a: f64[n, 2], b: f64[n, 2], c: f64[n, 2]) -> (f64[n, 2], f64[n, 2]) {
///         mean     = [a, b, c] |> Voting;
///         majority = [a, b, c] |> Voting { vote: Vote::Majority };
///         (mean, majority)
///     }
/// }
///
/// let (a, b) = (array![[0.9, 0.1]], array![[0.4, 0.6]]);
/// let votes = Votes::default().fit(&a, &b, &b)?.predict(&a, &b, &b)?;
/// assert!(votes.mean[[0, 0]] > votes.mean[[0, 1]]);
/// assert_eq!(votes.majority, array![[1.0 / 3.0, 2.0 / 3.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct Voting {
    /// How votes are combined. Default: the mean.
    pub vote: Vote,
}

/// How a [`Voting`] combines votes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub enum Vote {
    /// The mean of the probabilities (scikit-learn's `voting="soft"`).
    #[default]
    Mean,
    /// The share of classifiers for which a class is the most probable, the first of equals (`voting="hard"`).
    Majority,
}

impl Stateless for Voting {
    const SIGNATURE: Signature = Signature::new("[n, c]* -> [n, c]", &[]);
    const ROWWISE: bool = true;
}

impl<A: Float, const N: usize> Transform<[ArcArray2<A>; N]> for Voting {
    type Out = ArcArray2<A>;

    fn transform(&self, parts: [ArcArray2<A>; N]) -> Result<ArcArray2<A>> {
        let Some(first) = parts.first() else {
            return Err(Error::new("`Voting` needs at least 1 classifier, got none"));
        };
        if let Some((at, part)) = parts.iter().enumerate().find(|(_, part)| part.dim() != first.dim()) {
            return Err(Error::new(format!(
                "`Voting` needs inputs with the same numbers of rows and classes, but input 0 has {:?} and input {at} has {:?}",
                first.shape(),
                part.shape()
            )));
        }
        let mut sum = Array2::<f64>::zeros(first.dim());
        for part in &parts {
            match self.vote {
                Vote::Mean => Zip::from(&mut sum).and(part).for_each(|sum, part| *sum += part.widen()),
                Vote::Majority => {
                    for (mut sum, row) in sum.rows_mut().into_iter().zip(part.rows()) {
                        let likeliest = row
                            .iter()
                            .enumerate()
                            .reduce(|best, other| if other.1 > best.1 { other } else { best });
                        match likeliest.and_then(|(class, _)| sum.get_mut(class)) {
                            Some(_) if row.iter().any(|p| p.is_nan()) => {
                                return Err(Error::new(
                                    "`Voting` by majority got a NaN, which is not a probability",
                                ));
                            }
                            Some(votes) => *votes += 1.0,
                            None => return Err(Error::new("`Voting` needs at least 1 class, got none")),
                        }
                    }
                }
            }
        }
        let mean = sum.mapv(|sum| A::narrow(sum / N as f64)).into_shared();
        require_finite_results(mean.view(), 0)?;
        Ok(mean)
    }
}

#[cfg(feature = "save")]
impl Save for Voting {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("majority", &(self.vote == Vote::Majority))
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let vote = if state.field("majority")? { Vote::Majority } else { Vote::Mean };
        Ok(Self { vote })
    }
}
