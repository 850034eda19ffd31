//! [`Concat`]: joins the columns of several arrays, or of several sparse values.
//!
//! Invariant: the result of several inputs is in standard layout, whatever the layout of the inputs.

use ndarray::{ArcArray2, Array2, ArrayView2};

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::sparse::Sparse;
use crate::step::{Features, Stateless, Transform};
use crate::{Error, Result};

/// Joins the columns of several arrays: `[n, d*] -> [n, sum(d)]` (scikit-learn's `FeatureUnion`, NumPy's `hstack`).
///
/// Accepts a list `[a, b, ..]` of any length, or a tuple of two to six arrays, with two axes each and any one element type. The
/// columns keep the order of the inputs. The result is in standard layout and is the only allocation; a single input is
/// returned as it is. Sparse values are joined to a sparse value; join them with an array after
/// [`ToSparse`](crate::steps::ToSparse).
///
/// # Errors
/// The inputs differ in their number of rows, or there is no input. Of sparse values, more than 2³² columns.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Joined(left: f64[n, 2], right: f64[n, 1]) -> f64[n, 3] { [left, right] |> Concat }
/// }
///
/// let (left, right) = (array![[1.0, 2.0], [5.0, 6.0]], array![[3.0], [7.0]]);
/// let joined = Joined::default().fit(&left, &right)?.predict(&left, &right)?;
/// assert_eq!(joined, array![[1.0, 2.0, 3.0], [5.0, 6.0, 7.0]]);
/// # Ok::<(), Error>(())
/// ```
///
/// Texts and numbers for one model, without an array of the words:
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Prices(offer: String[n], area: f64[n, 1]) fit(price: f64[n]) -> f64[n] {
///         words = offer |> TfidfVectorizer;
///         sizes = area |> MaxAbsScaler |> ToSparse;
///         (words, sizes) |> Concat |> Ridge { alpha: 0.1 }.fit(price)
///     }
/// }
///
/// let offers = ["a house by the sea", "a flat", "a house", "a flat by the sea"].map(String::from).to_vec();
/// let (areas, prices) = (array![[90.0], [50.0], [110.0], [60.0]], array![400.0, 110.0, 270.0, 290.0]);
/// let model = Prices::default().fit(&offers, &areas, prices)?;
/// let both = model.predict(vec!["sea".to_owned(), "flat".to_owned()], array![[60.0], [60.0]])?;
/// assert!(both[0] > both[1]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct Concat;

impl Stateless for Concat {
    const SIGNATURE: Signature = Signature::new("[n, d*] -> [n, sum(d)]", &[]);
    const ROWWISE: bool = true;

    fn feature_names(&self, inputs: &[Features]) -> Vec<Features> {
        vec![Features::join(inputs)]
    }
}

impl<A: Clone + Send + Sync + 'static, const N: usize> Transform<[ArcArray2<A>; N]> for Concat {
    type Out = ArcArray2<A>;

    fn transform(&self, parts: [ArcArray2<A>; N]) -> Result<ArcArray2<A>> {
        match <[ArcArray2<A>; 1]>::try_from(Vec::from(parts)) {
            Ok([single]) => Ok(single),
            Err(parts) => join_columns(&parts.iter().map(|part| part.view()).collect::<Vec<_>>()),
        }
    }
}

impl<A: Clone + Send + Sync + 'static, const N: usize> Transform<[Sparse<A>; N]> for Concat {
    type Out = Sparse<A>;

    fn transform(&self, parts: [Sparse<A>; N]) -> Result<Sparse<A>> {
        join_sparse(Vec::from(parts))
    }
}

/// Implements `Transform` for a tuple of sparse values.
macro_rules! concat_sparse {
    ($(($($name:ident: $matrix:ty),+))+) => {
        $(impl<A: Clone + Send + Sync + 'static> Transform<($($matrix,)+)> for Concat {
            type Out = Sparse<A>;

            fn transform(&self, ($($name,)+): ($($matrix,)+)) -> Result<Sparse<A>> {
                join_sparse(vec![$($name),+])
            }
        })+
    };
}
concat_sparse! {
    (a: Sparse<A>, b: Sparse<A>)
    (a: Sparse<A>, b: Sparse<A>, c: Sparse<A>)
    (a: Sparse<A>, b: Sparse<A>, c: Sparse<A>, d: Sparse<A>)
    (a: Sparse<A>, b: Sparse<A>, c: Sparse<A>, d: Sparse<A>, e: Sparse<A>)
    (a: Sparse<A>, b: Sparse<A>, c: Sparse<A>, d: Sparse<A>, e: Sparse<A>, f: Sparse<A>)
}

fn join_sparse<A: Clone>(mut parts: Vec<Sparse<A>>) -> Result<Sparse<A>> {
    match parts.pop() {
        Some(single) if parts.is_empty() => Ok(single),
        last => {
            parts.extend(last);
            require_rows(parts.iter().map(Sparse::rows))?;
            Sparse::beside(&parts)
        }
    }
}

/// Fails unless all inputs have the same number of rows, which is returned.
fn require_rows(mut rows: impl Iterator<Item = usize>) -> Result<usize> {
    let Some(first) = rows.next() else {
        return Err(Error::new("`Concat` needs at least 1 input, got none"));
    };
    match rows.enumerate().find(|(_, rows)| *rows != first) {
        None => Ok(first),
        Some((at, rows)) => Err(Error::new(format!(
            "`Concat` needs inputs with the same number of rows, but input 0 has {first} and input {} has {rows}",
            at + 1
        ))),
    }
}

/// Implements `Transform` for a tuple of arrays.
macro_rules! concat_tuple {
    ($($name:ident: $array:ty),+) => {
        impl<A: Clone + Send + Sync + 'static> Transform<($($array,)+)> for Concat {
            type Out = ArcArray2<A>;

            fn transform(&self, ($($name,)+): ($($array,)+)) -> Result<ArcArray2<A>> {
                join_columns(&[$($name.view()),+])
            }
        }
    };
}
concat_tuple!(a: ArcArray2<A>, b: ArcArray2<A>);
concat_tuple!(a: ArcArray2<A>, b: ArcArray2<A>, c: ArcArray2<A>);
concat_tuple!(a: ArcArray2<A>, b: ArcArray2<A>, c: ArcArray2<A>, d: ArcArray2<A>);
concat_tuple!(a: ArcArray2<A>, b: ArcArray2<A>, c: ArcArray2<A>, d: ArcArray2<A>, e: ArcArray2<A>);
concat_tuple!(a: ArcArray2<A>, b: ArcArray2<A>, c: ArcArray2<A>, d: ArcArray2<A>, e: ArcArray2<A>, f: ArcArray2<A>);

/// Joins row by row: `ndarray::concatenate` along columns returns column-major order, but most steps read rows.
fn join_columns<A: Clone>(parts: &[ArrayView2<'_, A>]) -> Result<ArcArray2<A>> {
    let rows = require_rows(parts.iter().map(ArrayView2::nrows))?;
    let columns = parts.iter().map(ArrayView2::ncols).sum();
    let mut values = Vec::with_capacity(rows * columns);
    for row in 0..rows {
        for part in parts {
            let part = part.row(row);
            match part.to_slice() {
                Some(slice) => values.extend_from_slice(slice),
                None => values.extend(part.iter().cloned()),
            }
        }
    }
    Ok(Array2::from_shape_vec((rows, columns), values)?.into_shared())
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn arrays_and_tuples_agree_in_any_layout() {
        let a = array![[1, 2], [3, 4]].into_shared();
        let b = array![[5, 6], [7, 8], [9, 10]].reversed_axes().into_shared();
        let expected = array![[1, 2, 5, 7, 9], [3, 4, 6, 8, 10]];
        assert_eq!(Concat.transform([a.clone(), b.clone()]).expect("equal rows"), expected);
        let tuple = Concat.transform((a.clone(), b.clone())).expect("equal rows");
        assert!(tuple == expected && tuple.is_standard_layout());
        let six = (a.clone(), a.clone(), b.clone(), b, a.clone(), a.clone());
        let six = Concat.transform(six).expect("equal rows");
        assert_eq!(six.row(1).to_vec(), [3, 4, 3, 4, 6, 8, 10, 6, 8, 10, 3, 4, 3, 4]);
        assert_eq!(Concat.transform([a.clone()]).expect("one input").as_ptr(), a.as_ptr());
    }

    #[test]
    fn a_difference_in_rows_names_the_input() {
        let part = |rows| ArcArray2::<f32>::zeros((rows, 2));
        let error = Concat.transform((part(3), part(3), part(2))).expect_err("rows differ");
        assert!(error.message().contains("input 0 has 3 and input 2 has 2"), "{error}");
        assert!(Concat.transform(<[ArcArray2<f32>; 0]>::default()).is_err());
        assert_eq!(Concat.transform([part(0), part(0)]).expect("no rows").dim(), (0, 4));
    }

    #[test]
    fn sparse_values_are_joined_as_arrays_are() {
        let (a, b) = (array![[1, 0], [0, 4]], array![[0, 6], [7, 0]]);
        let sparse = |array: &Array2<i32>| Sparse::from_dense(array).expect("few columns");
        let joined = Concat.transform((sparse(&a), sparse(&b), sparse(&a))).expect("equal rows");
        let (a, b) = (a.into_shared(), b.into_shared());
        let expected = Concat.transform((a.clone(), b, a.clone())).expect("equal rows");
        assert_eq!(joined.to_dense().expect("small"), expected);
        assert_eq!(Concat.transform([sparse(&a.to_owned())]).expect("one input"), sparse(&a.to_owned()));
        let part = |rows| Sparse::<f32>::from_triplets((rows, 2), []).expect("empty");
        let error = Concat.transform((part(3), part(3), part(2))).expect_err("rows differ");
        assert!(error.message().contains("input 0 has 3 and input 2 has 2"), "{error}");
        assert!(Concat.transform(<[Sparse<f32>; 0]>::default()).is_err());
    }
}
