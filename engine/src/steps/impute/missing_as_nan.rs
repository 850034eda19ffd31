//! [`MissingAsNan`]: missing values of a column as NaN.

use ndarray::{ArcArray1, Array1};

use crate::Result;
use crate::records::Nullable;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Stateless, Transform};
use crate::steps::kernels::distinct::Distinct;
use crate::steps::kernels::float::Float;

/// Writes missing values as NaN: `Option<f64>[n]` becomes `f64[n]`, for the imputers that need several columns as one table.
///
/// Accepts `f32` and `f64`. Steps that need numbers report a NaN that no imputer has replaced.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Filled(age: Option<f64>[n], fare: f64[n]) -> f64[n, 2] {
///         known = age |> MissingAsNan;
///         (known, fare) |> Columns |> KnnImputer { n_neighbors: 1 }
///     }
/// }
///
/// let (age, fare) = (vec![Some(20.0), Some(60.0), None], array![7.0, 80.0, 75.0]);
/// let model = Filled::default().fit(age.clone(), &fare)?;
/// assert_eq!(model.predict(age, &fare)?, array![[20.0, 7.0], [60.0, 80.0], [60.0, 75.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct MissingAsNan;

impl Stateless for MissingAsNan {
    const SIGNATURE: Signature = Signature::new("[n] -> [n]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;
}

impl<A: Float + Distinct> Transform<Nullable<A>> for MissingAsNan {
    type Out = ArcArray1<A>;

    fn transform(&self, x: Nullable<A>) -> Result<ArcArray1<A>> {
        let numbers = x.iter().map(|value| value.copied().unwrap_or(A::nan()));
        Ok(numbers.collect::<Array1<A>>().into_shared())
    }
}
