//! [`MissingIndicator`]: which values are missing.

use ndarray::{ArcArray1, Array1};

use crate::Result;
use crate::records::Nullable;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Features, Stateless, Transform};
use crate::steps::kernels::distinct::Distinct;

/// Says which values of a column that may have missing ones (`Option<f64>[n]`) are missing, or NaN: `[n] -> [n]`, of `bool` (scikit-learn's `MissingIndicator`).
///
/// A model can learn from it beside the imputed values: `(imputed, missing) |> Columns`.
///
/// # Errors
/// None.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Ages(age: Option<f32>[n]) -> f64[n, 2] {
///         imputed = age |> SimpleImputer;
///         missing = age |> MissingIndicator;
///         (imputed, missing) |> Columns
///     }
/// }
///
/// let model = Ages::default().fit(vec![Some(20.0), None, Some(40.0)])?;
/// assert_eq!(model.predict(vec![None, Some(25.0)])?, array![[30.0, 1.0], [25.0, 0.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct MissingIndicator;

impl Stateless for MissingIndicator {
    const SIGNATURE: Signature = Signature::new("[n] -> [n]", &[]);
    const ROWWISE: bool = true;

    fn feature_names(&self, inputs: &[Features]) -> Vec<Features> {
        inputs.iter().filter_map(|input| input.each(|name| vec![format!("{name}=missing")])).collect()
    }
}

impl<T: Distinct> Transform<Nullable<T>> for MissingIndicator {
    type Out = ArcArray1<bool>;

    fn transform(&self, x: Nullable<T>) -> Result<ArcArray1<bool>> {
        Ok(x.iter().map(|value| value.is_none_or(T::is_nan)).collect::<Array1<bool>>().into_shared())
    }
}
