//! What a fitted step did, undone: `probs |> inverse(label)`.
//!
//! Invariant: which shapes an inverse takes and gives belongs to the step alone ([`Invertible`]), as its signature does;
//! only the types belong to the pair of step and value ([`Inverse`]).

use super::{Step, Value};
use crate::Result;
use crate::shape::{Signature, Text, reversed};

/// A fitted step that can undo what it does: values of type `Z` go in, as they came out of
/// [`transform`](super::Transform::transform), and [`Out`](Inverse::Out) comes out, as it went in.
///
/// In a pipeline, `z |> inverse(label)` undoes the fitted step that made `label`: predictions are brought back to
/// where the targets came from. The step itself says with [`Invertible`] that it has an inverse.
///
/// `inverse` after `transform` must give back what went in, up to rounding and what the step's documentation says that
/// it leaves out. The other way round need not hold.
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
///     /// Learns the half of a price, and predicts the price.
///     Prices(size: f64[n, 2]) fit(price: f64[n]) -> f64[n] {
///         half = price |> Log1p;
///         size |> Ridge.fit(half) |> inverse(half)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no inverse for `{Z}`",
    label = "cannot undo what made this value",
    note = "a step is undone by its implementations of `Invertible`, for the step, and `Inverse`, for its fitted form"
)]
pub trait Inverse<Z>: Send + Sync {
    /// What comes out.
    type Out: Value;

    /// Undoes the transformation of one value; `self` does not change.
    ///
    /// # Errors
    /// Whatever the step cannot undo, said with [`Error::new`](crate::Error::new). The engine adds the path.
    fn inverse(&self, z: Z) -> Result<Self::Out>;
}

/// A step whose fitted form has an [`Inverse`].
///
/// The inverse takes and gives the shapes of [`INVERSE`](Self::INVERSE), which is the step's signature from right to left
/// unless the step says otherwise. A size that only the left side names, such as `d` in `[n, d] -> [n, K]`, is in a pipeline
/// the one that the step was fitted on.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no inverse",
    label = "cannot be undone",
    note = "a step is undone by its implementations of `Invertible`, for the step, and `Inverse`, for its fitted form"
)]
pub trait Invertible: Step {
    /// The shapes that the inverse takes and gives.
    const INVERSE: Signature = Signature::new(Self::REVERSED.as_str(), Self::SIGNATURE.constants());

    #[doc(hidden)]
    const REVERSED: &'static Text<512> = &reversed(Self::SIGNATURE.text);
}
