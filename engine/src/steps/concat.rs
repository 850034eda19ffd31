//! [`Concat`]: several arrays side by side.

use ndarray::{ArcArray2, Array2, ArrayView2};

#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::step::{Stateless, Transform};
use crate::{Error, Result};

/// Puts the columns of several arrays side by side: `[n, d*] -> [n, sum(d)]` (scikit-learn's `FeatureUnion`,
/// NumPy's `hstack`).
///
/// Takes `[ArcArray2<A>; N]` or a tuple of two to six `ArcArray2<A>`, of any element type. The columns keep the order
/// of the inputs. The result is in standard layout and is the one allocation; a single input is passed on as it is.
///
/// # Errors
/// The inputs differ in rows, or there is no input.
///
/// ```
/// use ndarray::{ArcArray2, array};
/// use shapeflow::step::Transform;
/// use shapeflow::steps::Concat;
///
/// let left = array![[1.0, 2.0], [5.0, 6.0]].into_shared();
/// let right = array![[3.0], [7.0]].into_shared();
/// assert_eq!(Concat.transform([left, right])?, array![[1.0, 2.0, 3.0], [5.0, 6.0, 7.0]]);
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Concat;

impl Stateless for Concat {
    const SIGNATURE: Signature = Signature::new("[n, d*] -> [n, sum(d)]", &[]);
    const ROWWISE: bool = true;
}

impl<A: Clone + Send + Sync + 'static, const N: usize> Transform<[ArcArray2<A>; N]> for Concat {
    type Out = ArcArray2<A>;

    fn transform(&self, parts: [ArcArray2<A>; N]) -> Result<ArcArray2<A>> {
        match <[ArcArray2<A>; 1]>::try_from(Vec::from(parts)) {
            Ok([single]) => Ok(single),
            Err(parts) => side_by_side(&parts.iter().map(|part| part.view()).collect::<Vec<_>>()),
        }
    }
}

/// `(A, A, ..)`, as written by the macro for each length.
macro_rules! concat_tuple {
    ($($name:ident: $array:ty),+) => {
        impl<A: Clone + Send + Sync + 'static> Transform<($($array,)+)> for Concat {
            type Out = ArcArray2<A>;

            fn transform(&self, ($($name,)+): ($($array,)+)) -> Result<ArcArray2<A>> {
                side_by_side(&[$($name.view()),+])
            }
        }
    };
}
concat_tuple!(a: ArcArray2<A>, b: ArcArray2<A>);
concat_tuple!(a: ArcArray2<A>, b: ArcArray2<A>, c: ArcArray2<A>);
concat_tuple!(a: ArcArray2<A>, b: ArcArray2<A>, c: ArcArray2<A>, d: ArcArray2<A>);
concat_tuple!(a: ArcArray2<A>, b: ArcArray2<A>, c: ArcArray2<A>, d: ArcArray2<A>, e: ArcArray2<A>);
concat_tuple!(a: ArcArray2<A>, b: ArcArray2<A>, c: ArcArray2<A>, d: ArcArray2<A>, e: ArcArray2<A>, f: ArcArray2<A>);

/// `ndarray::concatenate` along columns yields column-major order; rows are what the next step reads.
fn side_by_side<A: Clone>(parts: &[ArrayView2<'_, A>]) -> Result<ArcArray2<A>> {
    let Some(first) = parts.first() else {
        return Err(Error::new("concatenating needs at least 1 array, got none"));
    };
    let rows = first.nrows();
    if let Some((at, part)) = parts.iter().enumerate().find(|(_, part)| part.nrows() != rows) {
        return Err(Error::new(format!(
            "arrays side by side need equally many rows, but input 0 has {rows} and input {at} has {}",
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

/// There is nothing to save but that it is this step.
#[cfg(feature = "save")]
impl Save for Concat {
    const VERSION: u32 = 1;

    fn save(&self, _: &mut Writer<'_>) -> Result<()> {
        Ok(())
    }

    fn load(_: &mut Reader<'_>) -> Result<Self> {
        Ok(Self)
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn arrays_and_tuples_agree_whatever_the_layout() {
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
