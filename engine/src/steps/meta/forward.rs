//! [`forward!`]: the items that a meta-step takes over from the wrapped step, its field `step`.
//!
//! Invariant: the macro only delegates to the wrapped step. A meta-step that differs in an item implements that item itself.

/// Delegates to the wrapped step. There are four forms:
///
/// - `forward!(S: SIGNATURE, LEARNS, ROWWISE, REVISION, unlearned);` in `impl Step` or `impl Stateless`, with any of these
///   items; `REVISION` includes `CODE`;
/// - `forward!(S: names(inside));` in `impl Step`, what concerns the names of features. The expression returns the fitted step inside of
///   the fitted meta-step;
/// - `forward!(S, X, Y: update_fitted);` in `impl Fit<X, Y>`, if the fitted form is that of the wrapped step;
/// - `forward!(impl[S] Learner, Continues, Invertible, Holds(FittedMeta::fitted) for Meta<S>);`, with any of these traits. The
///   function returns the fitted step inside the fitted meta-step. `Invertible` needs a fitted form with the inverse of the
///   fitted step, such as that step itself. In the brackets, `S` may have a bound, and a constant may follow.
macro_rules! forward {
    ($S:ident: names($inside:expr)) => {
        const COLUMNWISE: bool = $S::COLUMNWISE;

        fn feature_names(fitted: &Self::Fitted, inputs: &[$crate::step::Features]) -> Vec<$crate::step::Features> {
            let inside: fn(&Self::Fitted) -> Option<&$S::Fitted> = $inside;
            inside(fitted).map_or_else(Vec::new, |fitted| $crate::step::output_features::<$S>(fitted, inputs))
        }

        fn features_in(fitted: &Self::Fitted) -> Option<usize> {
            let inside: fn(&Self::Fitted) -> Option<&$S::Fitted> = $inside;
            $S::features_in(inside(fitted)?)
        }
    };
    ($S:ident: $($item:ident),+) => {
        $(forward!(@item $item $S);)+
    };
    (@item SIGNATURE $S:ident) => {
        const SIGNATURE: $crate::shape::Signature = $S::SIGNATURE;
    };
    (@item LEARNS $S:ident) => {
        const LEARNS: bool = $S::LEARNS;
    };
    (@item ROWWISE $S:ident) => {
        const ROWWISE: bool = $S::ROWWISE;
    };
    (@item REVISION $S:ident) => {
        const REVISION: Option<u64> = $S::REVISION;
        const CODE: u64 = $S::CODE;
    };
    (@item unlearned $S:ident) => {
        fn unlearned(&self) -> Option<$S::Fitted> {
            self.step.unlearned()
        }
    };

    ($S:ident, $X:ty, $Y:ty: update_fitted) => {
        fn update_fitted(
            &self,
            fitted: &mut $S::Fitted,
            x: $X,
            y: $Y,
            context: &$crate::step::Context<'_>,
        ) -> $crate::Result<()> {
            self.step.update_fitted(fitted, x, y, context)
        }
    };

    (impl $generics:tt $($trait:ident $(($inside:expr))?),+ for $meta:ty) => {
        $(forward!(@impl $generics $trait $meta $(, $inside)?);)+
    };
    (@impl [$S:ident $(: $bound:path)? $(, const $N:ident: usize)?] Holds $meta:ty, $inside:expr) => {
        impl<$S: $crate::step::Holds $(+ $bound)? $(, const $N: usize)?> $crate::step::Holds for $meta {
            const HOLDS: bool = $S::HOLDS;

            fn open(&self, opening: &mut $crate::step::Opening<'_>) -> $crate::Result<()> {
                self.step.open(opening)
            }

            fn open_fitted(
                fitted: &<Self as $crate::step::Step>::Fitted,
                opening: &mut $crate::step::Opening<'_>,
            ) -> $crate::Result<()> {
                let inside: fn(&<Self as $crate::step::Step>::Fitted) -> &$S::Fitted = $inside;
                $S::open_fitted(inside(fitted), opening)
            }
        }
    };
    (@impl [$S:ident $(: $bound:path)? $(, const $N:ident: usize)?] Invertible $meta:ty) => {
        impl<$S: $crate::step::Invertible $(+ $bound)? $(, const $N: usize)?> $crate::step::Invertible for $meta {
            const INVERSE: $crate::shape::Signature = $S::INVERSE;
        }
    };
    (@impl [$S:ident $(: $bound:path)? $(, const $N:ident: usize)?] $trait:ident $meta:ty) => {
        impl<$S: $crate::step::$trait $(+ $bound)? $(, const $N: usize)?> $crate::step::$trait for $meta {}
    };
}
pub(super) use forward;
