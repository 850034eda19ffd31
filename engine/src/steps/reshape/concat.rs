//! [`Concat`]: joins the columns of several arrays.
//!
//! Invariant: the result of several inputs is in standard layout, whatever the layout of the inputs.

use ndarray::{ArcArray2, Array2, ArrayView2};

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Features, Stateless, Transform};
use crate::{Error, Result};

/// Joins the columns of several arrays: `[n, d*] -> [n, sum(d)]` (scikit-learn's `FeatureUnion`, NumPy's `hstack`).
///
/// Accepts a list `[a, b, ..]` of any length, or a tuple of two to six arrays, with two axes each and any one element type. The
/// columns keep the order of the inputs. The result is in standard layout and is the only allocation; a single input is
/// returned as it is.
///
/// # Errors
/// The inputs differ in their number of rows, or there is no input.
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
    let Some(first) = parts.first() else {
        return Err(Error::new("`Concat` needs at least 1 input, got none"));
    };
    let rows = first.nrows();
    if let Some((at, part)) = parts.iter().enumerate().find(|(_, part)| part.nrows() != rows) {
        return Err(Error::new(format!(
            "`Concat` needs inputs with the same number of rows, but input 0 has {rows} and input {at} has {}",
            part.nrows()
        )));
    }
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
}
