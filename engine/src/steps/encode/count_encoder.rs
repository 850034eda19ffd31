//! [`CountEncoder`]: a category as the number of its rows.
//!
//! Invariant: a category that the fit did not have has the count 0.

use std::marker::PhantomData;

use ndarray::{ArcArray1, Array1};

use super::categories::{Categories, Cells, SeenCategories};
#[cfg(feature = "save")]
use crate::Error;
use crate::Result;
use crate::records::Nullable;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Learn, Mergeable, Step, Transform};
use crate::steps::kernels::distinct::Distinct;
use crate::steps::kernels::float::Float;

/// Replaces each category by the number of its rows in the fit: `[n] -> [n]`, of `f64`, or of `f32` when written `CountEncoder<f32>` (the
/// `CountEncoder` of `category_encoders`; scikit-learn has none). Rare categories then have similar numbers, whatever their names.
///
/// Accepts the categories of [`OneHotEncoder`](crate::steps::OneHotEncoder); a missing value is a category of its own. A category that the fit did not have becomes 0. The step
/// fits from batches in one pass.
///
/// # Errors
/// Fitting: no rows.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Towns(town: Category[n]) -> f64[n] { town |> CountEncoder { normalize: true } }
/// }
///
/// let towns: Array1<Category> = array!["Rome", "Oslo", "Rome", "Rome"].mapv(Category::from);
/// let model = Towns::default().fit(&towns)?;
/// assert_eq!(model.predict(array!["Oslo", "Rome", "Paris"].mapv(Category::from))?, array![0.25, 0.75, 0.0]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct CountEncoder<A = f64> {
    /// Returns the share of the rows instead of their number. Default: false.
    #[space(boolean())]
    pub normalize: bool,
    /// Public, so that a step can be written with some of its hyperparameters.
    #[doc(hidden)]
    #[space(ignore)]
    pub element: PhantomData<fn() -> A>,
}

impl<A> Default for CountEncoder<A> {
    fn default() -> Self {
        Self { normalize: false, element: PhantomData }
    }
}

/// The fitted form of a [`CountEncoder`].
#[derive(Debug, Clone, PartialEq)]
pub struct FittedCountEncoder<A = f64> {
    categories: Categories,
    counts: Vec<u64>,
    normalize: bool,
    element: PhantomData<fn() -> A>,
}

impl<A> FittedCountEncoder<A> {
    /// The categories of the fit as texts, in their order, without missing values.
    pub fn categories(&self) -> &[String] {
        self.categories.texts()
    }

    /// The number of rows of each category, and last that of missing values, if there were any.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }
}

impl<A: Float> FittedCountEncoder<A> {
    fn encode<T: Distinct>(&self, values: &impl Cells<T>) -> Result<ArcArray1<A>> {
        let all: u64 = if self.normalize { self.counts.iter().sum() } else { 1 };
        let mut out = Vec::new();
        self.categories.each(values.cells().enumerate(), false, |_, number| {
            let count = number.and_then(|number| self.counts.get(number)).copied().unwrap_or(0);
            out.push(A::narrow(count as f64 / all as f64));
        })?;
        Ok(Array1::from(out).into_shared())
    }
}

impl<A: Send + Sync + 'static> Step for CountEncoder<A> {
    type Fitted = FittedCountEncoder<A>;
    const SIGNATURE: Signature = Signature::new("[n] -> [n]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;
}

impl<A: Send + Sync + 'static> Mergeable for CountEncoder<A> {}

macro_rules! inputs {
    ($($input:ident),+) => {
        $(
            impl<T: Distinct, A: Float> Learn<$input<T>> for CountEncoder<A> {
                type State = SeenCategories<T>;

                fn start(&self, _: &Context<'_>) -> Result<SeenCategories<T>> {
                    Ok(SeenCategories::default())
                }

                fn update(&self, seen: &mut SeenCategories<T>, x: $input<T>, (): (), _: &Context<'_>) -> Result<()> {
                    seen.add(x.cells());
                    Ok(())
                }

                fn merge(&self, earlier: &mut SeenCategories<T>, later: SeenCategories<T>) -> Result<()> {
                    earlier.merge(later);
                    Ok(())
                }

                fn finish(&self, seen: SeenCategories<T>, _: &Context<'_>) -> Result<FittedCountEncoder<A>> {
                    let (categories, counts) = seen.into_categories()?;
                    let counts = counts.into_iter().map(|count| count as u64).collect();
                    Ok(FittedCountEncoder { categories, counts, normalize: self.normalize, element: PhantomData })
                }
            }

            impl<T: Distinct, A: Float> Transform<$input<T>> for FittedCountEncoder<A> {
                type Out = ArcArray1<A>;

                fn transform(&self, x: $input<T>) -> Result<ArcArray1<A>> {
                    self.encode(&x)
                }
            }
        )+
    };
}
inputs!(ArcArray1, Nullable);

#[cfg(feature = "save")]
impl<A: Send + Sync + 'static> Save for FittedCountEncoder<A> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("categories", &self.categories.texts().to_vec())?;
        out.field("missing", &self.categories.has_missing())?;
        out.field("counts", &self.counts)?;
        out.field("normalize", &self.normalize)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let categories = Categories::new(state.field("categories")?, state.field("missing")?)
            .ok_or_else(|| Error::new("`categories` must have each category once"))?;
        let counts: Vec<u64> = state.field("counts")?;
        let has_total =
            counts.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count)).is_some_and(|sum| sum > 0);
        if counts.len() != categories.count() || !has_total {
            return Err(Error::new(
                "`counts` must have a number for each category; the file is damaged or forged",
            ));
        }
        Ok(Self { categories, counts, normalize: state.field("normalize")?, element: PhantomData })
    }
}
