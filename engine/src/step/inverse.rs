//! [`Inverse`] and [`Invertible`]: the inverse of a fitted step, `probs |> inverse(label)`.
//!
//! Invariant: the shapes of an inverse depend on the step alone ([`Invertible`]), as its signature does; only the types
//! depend on the pair of step and value ([`Inverse`]).

use super::{Step, Value};
use crate::Result;
use crate::shape::{Signature, Text, reversed};

/// A fitted step with an inverse: it maps values of type `Z`, the output of
/// [`transform`](super::Transform::transform), back to [`Out`](Inverse::Out), the input.
///
/// In a pipeline, `z |> inverse(label)` applies the inverse of the fitted step that made `label`, so that predictions come
/// back in the labels or units of the targets. The unfitted step implements [`Invertible`].
///
/// `inverse` after `transform` must return the input, up to rounding and to what the step's documentation excludes. The
/// reverse need not hold.
///
/// ```
/// use shapeflow::prelude::*;
///
/// /// Doubles every number.
/// #[derive(Clone, Default)]
/// struct Twice;
///
/// impl Stateless for Twice {
///     const SIGNATURE: Signature = Signature::new("[n] -> [n]", &[]);
/// }
/// impl Transform<ArcArray1<f64>> for Twice {
///     type Out = ArcArray1<f64>;
///     fn transform(&self, x: ArcArray1<f64>) -> Result<ArcArray1<f64>> {
///         Ok((x * 2.0).into_shared())
///     }
/// }
/// impl Invertible for Twice {}
/// impl Inverse<ArcArray1<f64>> for Twice {
///     type Out = ArcArray1<f64>;
///     fn inverse(&self, z: ArcArray1<f64>) -> Result<ArcArray1<f64>> {
///         Ok((z / 2.0).into_shared())
///     }
/// }
///
/// pipeline! {
///     /// Learns twice the price, and predicts the price.
///     Prices(size: f64[n, 1]) fit(price: f64[n]) -> f64[n] {
///         doubled = price |> Twice;
///         size |> Ridge { alpha: 1e-9 }.fit(doubled) |> inverse(doubled)
///     }
/// }
///
/// let size = array![[1.0], [2.0], [3.0]];
/// let prices = Prices::default().fit(&size, array![10.0, 20.0, 30.0])?.predict(&size)?;
/// assert!((prices[2] - 30.0).abs() < 1e-6);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no inverse for `{Z}`",
    label = "no inverse for this value",
    note = "`inverse(..)` needs `Invertible` for the step and `Inverse` for the fitted step"
)]
pub trait Inverse<Z>: Send + Sync {
    /// The type of the output.
    type Out: Value;

    /// Maps one value back; `self` does not change.
    ///
    /// # Errors
    /// This value has no inverse: return an [`Error::new`](crate::Error::new). The engine adds the path.
    fn inverse(&self, z: Z) -> Result<Self::Out>;
}

/// A step whose fitted step has an [`Inverse`].
///
/// The shapes of the inverse are [`INVERSE`](Self::INVERSE): by default the step's signature from right to left. A size
/// that only the left side names, such as `d` in `[n, d] -> [n, K]`, has in a pipeline the value with which the step was
/// fitted.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no inverse",
    label = "has no inverse",
    note = "`inverse(..)` needs `Invertible` for the step and `Inverse` for the fitted step"
)]
pub trait Invertible: Step {
    /// The shapes of the input and the output of the inverse.
    const INVERSE: Signature = Signature::new(Self::REVERSED.as_str(), Self::SIGNATURE.constants());

    #[doc(hidden)]
    const REVERSED: &'static Text<512> = &reversed(Self::SIGNATURE.text);
}
