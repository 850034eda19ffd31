//! [`ArgMax`]: from probabilities or scores to the class with the largest one.

use ndarray::{ArcArray1, ArcArray2, Array1};

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Stateless, Transform};
use crate::steps::kernels::checks::require_finite;
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// Returns the column of each row's largest value: `[n, c] -> [n]` (NumPy's `argmax(axis=1)`); the first of equal values.
///
/// Accepts `f32` and `f64`, and returns `usize`. After a classifier it returns the class.
///
/// # Errors
/// A NaN or infinity, or no columns.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Best(scores: f32[n, 3]) -> usize[n] { scores |> ArgMax }
/// }
///
/// let scores = array![[0.1_f32, 0.7, 0.2], [0.5, 0.5, 0.0]];
/// assert_eq!(Best::default().fit(&scores)?.predict(&scores)?, array![1, 0]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct ArgMax;

impl Stateless for ArgMax {
    const SIGNATURE: Signature = Signature::new("[n, c] -> [n] where c >= 1", &[]);
    const ROWWISE: bool = true;
}

impl<A: Float> Transform<ArcArray2<A>> for ArgMax {
    type Out = ArcArray1<usize>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray1<usize>> {
        if x.ncols() == 0 {
            return Err(Error::new("the largest value of each row needs at least 1 column, got 0"));
        }
        require_finite(x.view(), 0)?;
        let largest = x.rows().into_iter().map(|row| {
            row.iter().enumerate().fold((0, A::neg_infinity()), |best, (column, &value)| {
                if value > best.1 { (column, value) } else { best }
            })
        });
        Ok(Array1::from_iter(largest.map(|(column, _)| column)).into_shared())
    }
}
