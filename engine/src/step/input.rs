//! The forms in which a caller may hand an input to a pipeline: owned, shared or borrowed.

use ndarray::{ArcArray, Array, ArrayView, Dimension};

/// Anything that can become the input `T` of a pipeline.
///
/// An owned [`Array`] or a shared [`ArcArray`] is taken as it is, without a copy. A borrowed array or a view is
/// copied once, because the values of a run are shared between threads and outlive the borrow.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be handed to an input of type `{T}`",
    label = "wrong type for this input",
    note = "an input `f32[n, 8]` takes an `Array2<f32>`, an `ArcArray2<f32>`, or a view or reference of either"
)]
pub trait IntoInput<T> {
    /// Hands the value over.
    fn into_input(self) -> T;
}

impl<T> IntoInput<T> for T {
    fn into_input(self) -> T {
        self
    }
}

impl<A: Clone, D: Dimension> IntoInput<ArcArray<A, D>> for Array<A, D> {
    fn into_input(self) -> ArcArray<A, D> {
        self.into_shared()
    }
}

impl<A: Clone, D: Dimension> IntoInput<ArcArray<A, D>> for &Array<A, D> {
    fn into_input(self) -> ArcArray<A, D> {
        self.to_shared()
    }
}

impl<A, D: Dimension> IntoInput<ArcArray<A, D>> for &ArcArray<A, D> {
    fn into_input(self) -> ArcArray<A, D> {
        self.clone()
    }
}

impl<A: Clone, D: Dimension> IntoInput<ArcArray<A, D>> for ArrayView<'_, A, D> {
    fn into_input(self) -> ArcArray<A, D> {
        self.to_shared()
    }
}
