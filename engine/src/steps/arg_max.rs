//! [`ArgMax`]: from probabilities or scores to the class that has the most.

use ndarray::{ArcArray1, ArcArray2, Array1};

use super::Float;
use super::check::require_finite;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::step::{Stateless, Transform};
use crate::{Error, Result};

/// The column of each row's largest value: `[n, c] -> [n]`, NumPy's `argmax(axis=1)`; the first of equals.
///
/// Takes `f32` and `f64`, yields `usize`. After a classifier it yields the class.
///
/// # Errors
/// A NaN or infinity, or no columns.
///
/// ```
/// use ndarray::array;
/// use shapeflow::step::Transform;
/// use shapeflow::steps::ArgMax;
///
/// let probabilities = array![[0.1_f32, 0.7, 0.2], [0.5, 0.5, 0.0]].into_shared();
/// assert_eq!(ArgMax.transform(probabilities)?, array![1, 0]);
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ArgMax;

impl Stateless for ArgMax {
    const SIGNATURE: Signature = Signature::new("[n, c] -> [n] where c >= 1", &[]);
    const ROWWISE: bool = true;
}

impl<A: Float> Transform<ArcArray2<A>> for ArgMax {
    type Out = ArcArray1<usize>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray1<usize>> {
        if x.ncols() == 0 {
            return Err(Error::new("the largest of each row needs at least 1 column, got 0"));
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

/// There is nothing to save but that it is this step.
#[cfg(feature = "save")]
impl Save for ArgMax {
    const VERSION: u32 = 1;

    fn save(&self, _: &mut Writer<'_>) -> Result<()> {
        Ok(())
    }

    fn load(_: &mut Reader<'_>) -> Result<Self> {
        Ok(Self)
    }
}
