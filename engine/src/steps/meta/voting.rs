//! [`Voting`]: one answer from those of several classifiers.

use ndarray::{ArcArray2, Array2, Zip};

#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Stateless, Transform};
use crate::steps::Float;
use crate::{Error, Result};

/// Lets classifiers vote: `[a, b, c] |> Voting` takes the probabilities of each, `[n, C]`, and gives those of all
/// (scikit-learn's `VotingClassifier`).
///
/// It is a step over a list and wraps nothing, so the classifiers are equations of their own, fitted in parallel and drawn in
/// the graph. Takes `f32` and `f64`; sums are in `f64`, in the order of the list.
///
/// # Errors
/// No classifiers, different numbers of rows or classes, or, in a vote by majority, a NaN.
///
/// ```
/// use shapeflow::prelude::*;
///
/// let [a, b, c] = [[[0.9, 0.1]], [[0.4, 0.6]], [[0.4, 0.6]]].map(|p| ndarray::arr2(&p).into_shared());
/// let mean = Voting::default().transform([a.clone(), b.clone(), c.clone()])?;
/// assert!(mean[[0, 0]] > mean[[0, 1]]);
/// let majority = Voting { vote: Vote::Majority }.transform([a, b, c])?;
/// assert_eq!(majority, array![[1.0 / 3.0, 2.0 / 3.0]]);
/// # use shapeflow::ndarray;
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct Voting {
    /// What counts. Default: the mean.
    pub vote: Vote,
}

/// What counts in a [`Voting`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub enum Vote {
    /// The mean of the probabilities (scikit-learn's `voting="soft"`).
    #[default]
    Mean,
    /// The share of classifiers for which a class is the likeliest, the first of equals (`voting="hard"`).
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
            return Err(Error::new("a vote needs at least 1 classifier, got none"));
        };
        if let Some((at, part)) = parts.iter().enumerate().find(|(_, part)| part.dim() != first.dim()) {
            return Err(Error::new(format!(
                "voters need equally many rows and classes, but voter 0 gave {:?} and voter {at} gave {:?}",
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
                                return Err(Error::new("a probability is NaN, which votes for no class"));
                            }
                            Some(votes) => *votes += 1.0,
                            None => return Err(Error::new("a vote needs at least 1 class, got none")),
                        }
                    }
                }
            }
        }
        Ok(sum.mapv(|sum| A::narrow(sum / N as f64)).into_shared())
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
