//! [`OrdinalEncoder`]: a column of categories as their numbers.
//!
//! Invariant: a number is that of one category, in the order of the values.

use std::fmt;
use std::marker::PhantomData;

use ndarray::{ArcArray1, Array1};

use super::categories::{Categories, Cells, SeenCategories};
use crate::records::Nullable;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Learn, Mergeable, Step, Transform};
use crate::steps::kernels::distinct::Distinct;
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// Numbers the categories from 0 in their order: `[n] -> [n]`, of `f64`, or of `f32` when written `OrdinalEncoder<f32>`
/// (scikit-learn's `OrdinalEncoder` for one column).
///
/// Accepts the same types as [`OneHotEncoder`](crate::steps::OneHotEncoder). A missing value of an `Option<T>[n]` stays missing. For
/// labels, and back from numbers to labels, see [`LabelEncoder`](crate::steps::LabelEncoder). The step fits from batches in one pass.
///
/// # Errors
/// Fitting: no rows. Transforming: a category that the fit did not have, with its rows, unless [`unknown`](Self::unknown) has a number
/// for it.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Sizes(size: Option<String>[n]) -> Option<f64>[n] { size |> OrdinalEncoder }
/// }
///
/// let sizes = vec![Some("M".to_owned()), None, Some("L".to_owned())];
/// let codes = Sizes::default().fit(sizes.clone())?.predict(sizes)?;
/// assert_eq!(codes, vec![Some(1.0), None, Some(0.0)].into());
/// # Ok::<(), Error>(())
/// ```
#[derive(Hyperparameters)]
#[space(crate = crate)]
pub struct OrdinalEncoder<A = f64> {
    /// The number of a category that the fit did not have (`unknown_value`). Default: none, which makes it an error. By path: `unknown` is
    /// true or false, and `unknown.value` the number.
    #[space(nested)]
    pub unknown: Option<f64>,
    /// Public, so that a step can be written with some of its hyperparameters.
    #[doc(hidden)]
    #[space(ignore)]
    pub element: PhantomData<fn() -> A>,
}

impl<A> Default for OrdinalEncoder<A> {
    fn default() -> Self {
        Self { unknown: None, element: PhantomData }
    }
}

impl<A> Clone for OrdinalEncoder<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A> Copy for OrdinalEncoder<A> {}

impl<A> fmt::Debug for OrdinalEncoder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OrdinalEncoder").field("unknown", &self.unknown).finish_non_exhaustive()
    }
}

/// The fitted form of an [`OrdinalEncoder`].
pub struct FittedOrdinalEncoder<A = f64> {
    categories: Categories,
    unknown: Option<f64>,
    element: PhantomData<fn() -> A>,
}

impl<A> FittedOrdinalEncoder<A> {
    /// The categories of the fit as texts, by their numbers (`categories_`).
    pub fn categories(&self) -> &[String] {
        self.categories.texts()
    }
}

impl<A> Clone for FittedOrdinalEncoder<A> {
    fn clone(&self) -> Self {
        Self { categories: self.categories.clone(), unknown: self.unknown, element: PhantomData }
    }
}

impl<A> PartialEq for FittedOrdinalEncoder<A> {
    fn eq(&self, other: &Self) -> bool {
        self.categories == other.categories && self.unknown == other.unknown
    }
}

impl<A> fmt::Debug for FittedOrdinalEncoder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FittedOrdinalEncoder").field("categories", &self.categories()).finish_non_exhaustive()
    }
}

impl<A: Float + Distinct> FittedOrdinalEncoder<A> {
    fn encode<T: Distinct>(&self, values: &impl Cells<T>) -> Result<Vec<Option<A>>> {
        let unknown = self.unknown.map(A::narrow);
        let mut out: Vec<Option<A>> = values.cells().map(|_| None).collect();
        // A missing value is passed on, and not looked up.
        let present = values.cells().enumerate().filter(|(_, value)| value.is_some());
        self.categories.each(present, unknown.is_none(), |row, code| {
            if let Some(slot) = out.get_mut(row) {
                *slot = code.map(|code| A::narrow(code as f64)).or(unknown);
            }
        })?;
        Ok(out)
    }
}

impl<A: Send + Sync + 'static> Step for OrdinalEncoder<A> {
    type Fitted = FittedOrdinalEncoder<A>;
    const SIGNATURE: Signature = Signature::new("[n] -> [n]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;
}

impl<A: Send + Sync + 'static> Mergeable for OrdinalEncoder<A> {}

macro_rules! inputs {
    ($($input:ident => $output:ty: $join:expr),+) => {
        $(
            impl<T: Distinct, A: Float + Distinct> Learn<$input<T>> for OrdinalEncoder<A> {
                type State = SeenCategories<T>;

                fn start(&self, _: &Context<'_>) -> Result<SeenCategories<T>> {
                    match self.unknown {
                        Some(number) if !A::narrow(number).is_finite() => {
                            Err(Error::new(format!("`unknown` must be a finite number, got {number}")))
                        }
                        _ => Ok(SeenCategories::default()),
                    }
                }

                fn update(&self, seen: &mut SeenCategories<T>, x: $input<T>, (): (), _: &Context<'_>) -> Result<()> {
                    seen.add(x.cells());
                    Ok(())
                }

                fn merge(&self, earlier: &mut SeenCategories<T>, later: SeenCategories<T>) -> Result<()> {
                    earlier.merge(later);
                    Ok(())
                }

                fn finish(&self, seen: SeenCategories<T>, _: &Context<'_>) -> Result<FittedOrdinalEncoder<A>> {
                    let (categories, _) = seen.without_missing().into_categories()?;
                    // As the output has it: 1e-50 is 0 in `f32`.
                    let unknown = self.unknown.map(|unknown| A::narrow(unknown).widen());
                    let taken = unknown.filter(|unknown| (0..categories.count()).any(|code| code as f64 == *unknown));
                    if let Some(unknown) = taken {
                        return Err(Error::new(format!(
                            "`unknown` is {unknown}, which is the number of {}; the {} categories have those from 0",
                            crate::text::shown(categories.name(unknown as usize)),
                            categories.count()
                        )));
                    }
                    Ok(FittedOrdinalEncoder { categories, unknown: self.unknown, element: PhantomData })
                }
            }

            impl<T: Distinct, A: Float + Distinct> Transform<$input<T>> for FittedOrdinalEncoder<A>
            where
                $output: crate::step::Value,
            {
                type Out = $output;

                fn transform(&self, x: $input<T>) -> Result<$output> {
                    let join: fn(Vec<Option<A>>) -> $output = $join;
                    Ok(join(self.encode(&x)?))
                }
            }
        )+
    };
}
inputs! {
    ArcArray1 => ArcArray1<A>: |codes| codes.into_iter().flatten().collect::<Array1<A>>().into_shared(),
    Nullable => Nullable<A>: Nullable::from_iter
}

#[cfg(feature = "save")]
impl<A: Send + Sync + 'static> Save for FittedOrdinalEncoder<A> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("categories", &self.categories.texts().to_vec())?;
        out.field("unknown", &self.unknown)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let categories = Categories::new(state.field("categories")?, false)
            .ok_or_else(|| Error::new("`categories` must have each category once"))?;
        Ok(Self { categories, unknown: state.field("unknown")?, element: PhantomData })
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::Phase;
    use crate::step::{Fit, Run};

    #[test]
    fn numbers_follow_the_order_of_the_values() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let x = array![30, 4, 30, 11].into_shared();
        let step = OrdinalEncoder::<f32>::default();
        let fitted = Fit::<ArcArray1<i32>>::fit(&step, x.clone(), (), &context).expect("rows");
        assert_eq!(fitted.categories(), ["4", "11", "30"]);
        assert_eq!(fitted.transform(x).expect("known"), array![2.0_f32, 0.0, 2.0, 1.0]);
        let unknown = array![5].into_shared();
        assert!(fitted.transform(unknown.clone()).expect_err("unknown").to_string().contains("`5` (row 0)"));
        let step = OrdinalEncoder::<f32> { unknown: Some(-1.0), ..Default::default() };
        let fitted = Fit::<ArcArray1<i32>>::fit(&step, array![4].into_shared(), (), &context).expect("rows");
        assert_eq!(fitted.transform(unknown).expect("a number for it"), array![-1.0_f32]);
        let step = OrdinalEncoder::<f32> { unknown: Some(f64::NAN), ..Default::default() };
        assert!(Fit::<ArcArray1<i32>>::fit(&step, array![4].into_shared(), (), &context).is_err());
    }

    #[test]
    fn a_number_has_one_meaning() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let fit = |unknown| {
            let step = OrdinalEncoder::<f32> { unknown: Some(unknown), ..Default::default() };
            Fit::<ArcArray1<i32>>::fit(&step, array![7, 4].into_shared(), (), &context).map(|_| ())
        };
        let message = fit(1.0).expect_err("a category has this number").to_string();
        assert!(message.contains("`unknown` is 1, which is the number of `7`"), "{message}");
        assert!(fit(2.0).is_ok() && fit(0.5).is_ok());
        // In `f32` these are 0 and 1.
        assert!(fit(1e-50).is_err() && fit(0.999_999_999).is_err());
        assert!(fit(1e300).is_err(), "infinite as an f32");
        let empty = Nullable::from(vec![None::<u8>, None]);
        let fitted = Fit::<Nullable<u8>>::fit(&OrdinalEncoder::<f32>::default(), empty.clone(), (), &context);
        let codes = fitted.expect("rows").transform(empty).expect("missing values");
        assert_eq!(codes, Nullable::from(vec![None, None]));
    }
}
