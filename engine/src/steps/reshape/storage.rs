//! [`ToDense`], [`ToSparse`]: a table as an array, and as a matrix that stores only some of its values.
//!
//! Invariant: both keep every value; a NaN and a stored zero are values.

use ndarray::ArcArray2;

use crate::Result;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::sparse::Sparse;
use crate::step::{Stateless, Transform};

/// Makes an array of a sparse value, with its zeros: `[n, d] -> [n, d]` (SciPy's `toarray`).
///
/// Write it before a step that takes no sparse value. An array of `n` rows and `d` columns has `n d` values: 10,000 texts and 100,000
/// words of `f64` are 8 GB.
///
/// # Errors
/// The array does not fit into memory. A step of arrays after a sparse value without `ToDense` does not compile: "this step does not accept
/// `Sparse<f64>`: write `ToDense` before it".
///
/// ```compile_fail,E0277
/// # use shapeflow::prelude::*;
/// pipeline! {
///     Scaled(words: sparse f64[n, 2]) -> f64[n, 2] { words |> MinMaxScaler }
/// }
/// ```
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Scaled(words: sparse f64[n, 2]) -> f64[n, 2] { words |> ToDense |> MinMaxScaler }
/// }
///
/// let words = Sparse::from_dense(&array![[0.0, 1.0], [2.0, 1.0]])?;
/// assert_eq!(Scaled::default().fit(&words)?.predict(words)?, array![[0.0, 0.0], [1.0, 0.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct ToDense;

impl Stateless for ToDense {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;
}

impl<A: Clone + Default + Send + Sync + 'static> Transform<Sparse<A>> for ToDense {
    type Out = ArcArray2<A>;

    fn transform(&self, x: Sparse<A>) -> Result<ArcArray2<A>> {
        Ok(x.to_dense()?.into_shared())
    }
}

/// Makes a sparse value of an array, which stores the values that are not zero: `[n, d] -> [n, d]` (SciPy's `csr_matrix`).
///
/// # Errors
/// More than 2³² columns.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Joined(words: sparse f64[n, 2], ages: f64[n, 1]) -> sparse f64[n, 3] { (words, ages |> ToSparse) |> Concat }
/// }
///
/// let words = Sparse::from_dense(&array![[0.0, 1.0]])?;
/// let joined = Joined::default().fit(&words, array![[31.0]])?.predict(words, array![[31.0]])?;
/// assert_eq!(joined.to_dense()?, array![[0.0, 1.0, 31.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct ToSparse;

impl Stateless for ToSparse {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;
}

impl<A: Clone + Default + PartialEq + Send + Sync + 'static> Transform<ArcArray2<A>> for ToSparse {
    type Out = Sparse<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<Sparse<A>> {
        Sparse::from_dense(&x)
    }
}
