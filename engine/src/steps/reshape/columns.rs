//! [`Columns`]: columns of several types as one table of numbers.
//!
//! Invariant: each number is converted without loss, and no column is left out.

use std::fmt;
use std::marker::PhantomData;

use ndarray::{ArcArray1, ArcArray2, Array2, ArrayViewMut1, ArrayViewMut2, Axis, Slice, Zip};

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Features, Stateless, Transform, Value};
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// Puts columns and tables of several types side by side: `[n, d?*] -> [n, sum(d)]`, of `f64`, or of `f32` when written `Columns<f32>`
/// (scikit-learn's `ColumnTransformer`, with the transformers before it).
///
/// Accepts a list `[a, b, ..]` of arrays of one type, or a tuple of two to sixteen of several; `[n]` is one column, `[n, d]` is `d`
/// columns. Numbers are converted to a type that holds each of them exactly: `f64` accepts `f32`, `bool` and integers of up to 32 bits,
/// and `f32` integers of up to 16 bits. Another type is a compile-time error, and so is an `Option`: see
/// [`SimpleImputer`](crate::steps::SimpleImputer). Tables of one type are joined by [`Concat`](crate::steps::Concat) without a conversion.
///
/// # Errors
/// The inputs differ in their number of rows, or there is no input.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Joined(age: f32[n], children: u8[n], scores: f64[n, 2]) -> f64[n, 4] {
///         (age, children, scores) |> Columns
///     }
/// }
///
/// let (age, children, scores) = (array![29.5_f32], array![2_u8], array![[0.1, 0.2]]);
/// let model = Joined::default().fit(&age, &children, &scores)?;
/// assert_eq!(model.predict(age, children, scores)?, array![[29.5, 2.0, 0.1, 0.2]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Hyperparameters)]
#[space(crate = crate)]
pub struct Columns<A = f64> {
    #[space(ignore)]
    element: PhantomData<fn() -> A>,
}

impl<A> Default for Columns<A> {
    fn default() -> Self {
        Self { element: PhantomData }
    }
}

impl<A> Clone for Columns<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A> Copy for Columns<A> {}

impl<A> PartialEq for Columns<A> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<A> fmt::Debug for Columns<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Columns")
    }
}

#[cfg(feature = "save")]
impl<A: 'static> crate::save::Save for Columns<A> {
    const VERSION: u32 = 1;

    fn save(&self, _: &mut crate::save::Writer<'_>) -> Result<()> {
        Ok(())
    }

    fn load(_: &mut crate::save::Reader<'_>) -> Result<Self> {
        Ok(Self::default())
    }
}

impl<A: 'static> Stateless for Columns<A> {
    const SIGNATURE: Signature = Signature::new("[n, d?*] -> [n, sum(d)]", &[]);
    const ROWWISE: bool = true;

    fn feature_names(&self, inputs: &[Features]) -> Vec<Features> {
        vec![Features::join(inputs)]
    }
}

/// A column or a table that becomes columns of `A`.
///
/// The trait is sealed.
pub trait IntoColumns<A>: sealed::Sealed {
    /// Returns the numbers of rows and columns.
    #[doc(hidden)]
    fn __size(&self) -> (usize, usize);

    /// Writes the columns.
    #[doc(hidden)]
    fn __write(&self, out: ArrayViewMut2<'_, A>);
}

impl<A, T: Clone + Into<A>> IntoColumns<A> for ArcArray1<T> {
    fn __size(&self) -> (usize, usize) {
        (self.len(), 1)
    }

    fn __write(&self, mut out: ArrayViewMut2<'_, A>) {
        let columns: Vec<ArrayViewMut1<'_, A>> = out.columns_mut().into_iter().collect();
        for column in columns {
            Zip::from(column).and(self).for_each(|to, from| *to = from.clone().into());
        }
    }
}

impl<A, T: Clone + Into<A>> IntoColumns<A> for ArcArray2<T> {
    fn __size(&self) -> (usize, usize) {
        self.dim()
    }

    fn __write(&self, out: ArrayViewMut2<'_, A>) {
        Zip::from(out).and(self).for_each(|to, from| *to = from.clone().into());
    }
}

mod sealed {
    pub trait Sealed {}
    impl<T> Sealed for ndarray::ArcArray1<T> {}
    impl<T> Sealed for ndarray::ArcArray2<T> {}
}

impl<A: Float, T, const N: usize> Transform<[T; N]> for Columns<A>
where
    T: IntoColumns<A> + Value,
{
    type Out = ArcArray2<A>;

    fn transform(&self, parts: [T; N]) -> Result<ArcArray2<A>> {
        join(&parts.each_ref().map(|part| part as &dyn IntoColumns<A>))
    }
}

macro_rules! tuples {
    ($($($part:ident)+),+) => {
        $(impl<A: Float, $($part: IntoColumns<A>),+> Transform<($($part,)+)> for Columns<A> {
            type Out = ArcArray2<A>;

            #[expect(non_snake_case, reason = "a part is named after its type")]
            fn transform(&self, ($($part,)+): ($($part,)+)) -> Result<ArcArray2<A>> {
                join(&[$(&$part as &dyn IntoColumns<A>),+])
            }
        })+
    };
}
tuples!(
    B C,
    B C D,
    B C D E,
    B C D E F,
    B C D E F G,
    B C D E F G H,
    B C D E F G H I,
    B C D E F G H I J,
    B C D E F G H I J K,
    B C D E F G H I J K L,
    B C D E F G H I J K L M,
    B C D E F G H I J K L M N,
    B C D E F G H I J K L M N O,
    B C D E F G H I J K L M N O P,
    B C D E F G H I J K L M N O P Q
);

/// One column or table alone.
impl<A: Float, T: Clone + Into<A>> Transform<ArcArray1<T>> for Columns<A> {
    type Out = ArcArray2<A>;

    fn transform(&self, part: ArcArray1<T>) -> Result<ArcArray2<A>> {
        join(&[&part])
    }
}

fn join<A: Float>(parts: &[&dyn IntoColumns<A>]) -> Result<ArcArray2<A>> {
    let sizes: Vec<(usize, usize)> = parts.iter().map(|part| part.__size()).collect();
    let Some(&(rows, _)) = sizes.first() else {
        return Err(Error::new("`Columns` needs at least 1 input, got none"));
    };
    if let Some((at, (other, _))) = sizes.iter().enumerate().find(|(_, (other, _))| *other != rows) {
        return Err(Error::new(format!(
            "`Columns` needs inputs with the same number of rows, but input 0 has {rows} and input {at} has {other}"
        )));
    }
    let mut out = Array2::zeros((rows, sizes.iter().map(|(_, columns)| columns).sum()));
    let mut first = 0;
    for (part, (_, columns)) in parts.iter().zip(sizes) {
        part.__write(out.slice_axis_mut(Axis(1), Slice::from(first..first + columns)));
        first += columns;
    }
    Ok(out.into_shared())
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn columns_of_several_types_keep_their_order() {
        let (flag, count) = (array![true, false].into_shared(), array![-7_i32, i32::MAX].into_shared());
        let table = array![[0.5_f32, 1.5], [2.5, 3.5]].into_shared();
        let joined = Columns::<f64>::default().transform((flag, table, count)).expect("two rows each");
        assert_eq!(joined, array![[1.0, 0.5, 1.5, -7.0], [0.0, 2.5, 3.5, 2_147_483_647.0]]);
        let narrow = Columns::<f32>::default()
            .transform([array![1_u16].into_shared(), array![u16::MAX].into_shared()]);
        assert_eq!(narrow.expect("one row each"), array![[1.0, 65535.0]]);
    }

    #[test]
    fn a_difference_in_rows_names_the_input() {
        let error = Columns::<f64>::default()
            .transform((array![1.0, 2.0].into_shared(), array![[1.0_f32]].into_shared()))
            .expect_err("rows differ");
        assert!(error.message().contains("input 0 has 2 and input 1 has 1"), "{error}");
        assert!(Columns::<f64>::default().transform(<[ArcArray1<f64>; 0]>::default()).is_err());
        let empty =
            Columns::<f64>::default().transform([ArcArray2::<f64>::zeros((0, 3)), ArcArray2::zeros((0, 1))]);
        assert_eq!(empty.expect("no rows").dim(), (0, 4));
    }
}
