//! Whether a pipeline has a mistake, in the type of its outputs.
//!
//! Invariant: the type of a pipeline without a mistake is the type that it computes; of one with a mistake, it is a type about
//! which rustc reports nothing more.

/// A pipeline, and the constant that has an error if the pipeline has a mistake.
pub trait Checked {
    /// 0.
    const CHECKED: usize;
}

/// The type `T`, for the constant 0: `<[(); <P as Checked>::CHECKED] as TypeIfRight<T>>::Type`.
pub trait TypeIfRight<T> {
    /// The type.
    type Type;
}

impl<T> TypeIfRight<T> for [(); 0] {
    type Type = T;
}
