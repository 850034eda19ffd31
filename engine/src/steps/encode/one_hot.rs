//! [`OneHot`]: a class as a row of zeros with a single one.
//!
//! Invariant: a row has exactly one 1, so the inverse restores its class.

use std::fmt;
use std::marker::PhantomData;

use ndarray::{ArcArray1, ArcArray2, Array2};

use super::arg_max::ArgMax;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Features, Inverse, Invertible, Stateless, Transform};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::label::{LabelOf, classes};
use crate::{Error, Result};

/// Converts each of `C` classes to a row with a 1 in its column and 0 elsewhere: `[n] -> [n, C]`, of `f32`, or of `f64` when
/// written `OneHot<C, f64>` (scikit-learn's `OneHotEncoder` for one column of classes `0..C`).
///
/// Accepts class numbers of any integer type, and enums with [`#[derive(Category)]`](macro@crate::records::Category) of `C` categories
/// ([`LabelOf`]); [`LabelEncoder`](crate::steps::LabelEncoder) converts other labels to numbers. The inverse also accepts rows of scores, and returns the class of the largest one as a `usize`, as [`ArgMax`] does.
///
/// # Errors
/// A label outside `0..C`. The inverse: a number of columns other than `C`, or a NaN or infinity.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Indicators(class: u8[n]) -> f32[n, 3] { class |> OneHot<3> }
/// }
///
/// let model = Indicators::default().fit(array![0_u8])?;
/// assert_eq!(model.predict(array![2_u8, 0])?, array![[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Hyperparameters)]
#[space(crate = crate)]
pub struct OneHot<const C: usize, A = f32> {
    #[space(ignore)]
    element: PhantomData<fn() -> A>,
}

impl<const C: usize, A> Default for OneHot<C, A> {
    fn default() -> Self {
        Self { element: PhantomData }
    }
}

impl<const C: usize, A> Clone for OneHot<C, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<const C: usize, A> Copy for OneHot<C, A> {}

impl<const C: usize, A> fmt::Debug for OneHot<C, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OneHot<{C}>")
    }
}

impl<const C: usize, A: 'static> Stateless for OneHot<C, A> {
    const SIGNATURE: Signature = Signature::new("[n] -> [n, C] where C >= 1", &[("C", C as i64)]);
    const ROWWISE: bool = true;

    fn feature_names(&self, inputs: &[Features]) -> Vec<Features> {
        let names = |input: &Features| {
            let categories = input.categories();
            let class =
                |class: usize| categories.get(class).map_or_else(|| class.to_string(), ToString::to_string);
            input.each(|name| (0..C).map(|at| format!("{name}={}", class(at))).collect())
        };
        inputs.iter().filter_map(names).collect()
    }
}

impl<const C: usize, A: 'static> Invertible for OneHot<C, A> {}

impl<L: LabelOf<C>, A: Float, const C: usize> Transform<ArcArray1<L>> for OneHot<C, A> {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray1<L>) -> Result<ArcArray2<A>> {
        let mut out = Array2::zeros((x.len(), C));
        for (mut row, class) in out.rows_mut().into_iter().zip(classes(x.view(), C)?) {
            if let Some(value) = row.get_mut(class) {
                *value = A::one();
            }
        }
        Ok(out.into_shared())
    }
}

impl<B: Float, A: 'static, const C: usize> Inverse<ArcArray2<B>> for OneHot<C, A> {
    type Out = ArcArray1<usize>;

    fn inverse(&self, z: ArcArray2<B>) -> Result<ArcArray1<usize>> {
        if z.ncols() != C {
            return Err(Error::new(format!("expected {C} columns, one for each class, got {}", z.ncols())));
        }
        ArgMax.transform(z)
    }
}

/// By hand, because the file has no entry for the type of the elements.
#[cfg(feature = "save")]
impl<const C: usize, A> crate::save::Save for OneHot<C, A> {
    const VERSION: u32 = 1;

    fn save(&self, _: &mut crate::save::Writer<'_>) -> Result<()> {
        Ok(())
    }

    fn load(_: &mut crate::save::Reader<'_>) -> Result<Self> {
        Ok(Self::default())
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array1, array};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_class_without_a_column_is_an_error() {
        let error = OneHot::<3>::default().transform(array![0_u8, 3].into_shared()).expect_err("3 of 3");
        assert!(error.to_string().contains("row 1 (counted from 0) has 3"), "{error}");
        assert!(OneHot::<3>::default().inverse(array![[0.0, 1.0]].into_shared()).is_err());
    }

    proptest! {
        #[test]
        fn the_inverse_restores_the_classes(labels in prop::collection::vec(0_usize..4, 0..30)) {
            let labels = Array1::from(labels).into_shared();
            let step = OneHot::<4, f64>::default();
            let rows = step.transform(labels.clone())?;
            prop_assert!(rows.rows().into_iter().all(|row| row.sum() == 1.0));
            prop_assert_eq!(step.inverse(rows)?, labels);
        }
    }
}
