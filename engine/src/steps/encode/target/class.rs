//! [`TargetClassEncoder`]: a category as the share of each class in its rows.
//!
//! Invariant: as that of [`TargetEncoder`](super::TargetEncoder), for each class.

use std::marker::PhantomData;

use ndarray::{ArcArray1, ArcArray2, Array2, ArrayView1, ArrayView2};

#[cfg(feature = "save")]
use super::means;
use super::means::{Means, Rows, Smoothing};
#[cfg(feature = "save")]
use crate::Error;
use crate::Result;
use crate::batches::Table;
use crate::records::Nullable;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Features, Fit, Step, Transform};
use crate::steps::encode::categories::{Categories, Cells};
use crate::steps::kernels::distinct::Distinct;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::label::{LabelOf, classes};

/// Replaces each category by the share of each of `C` classes in its rows, mixed with the shares of all rows: `[n] fit([n]) -> [n, C]`
/// (scikit-learn's `TargetEncoder` for one column and a multiclass target).
///
/// As [`TargetEncoder`](super::TargetEncoder), also in its folds. The features are named `town.class0`, `town.class1`.
///
/// # Errors
/// As [`TargetEncoder`](super::TargetEncoder), and a label that is not one of the classes `0..C`.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Kinds(town: String[n]) fit(kind: u8[n]) -> f64[n, 3] {
///         town |> TargetClassEncoder<3> { smooth: Some(0.0) }.fit(kind)
///     }
/// }
///
/// let towns = array!["Oslo", "Rome", "Oslo", "Rome", "Oslo"].mapv(str::to_owned);
/// let model = Kinds::default().fit(&towns, array![0_u8, 1, 0, 2, 0])?;
/// assert_eq!(model.predict(array!["Rome".to_owned()])?, array![[0.0, 0.5, 0.5]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct TargetClassEncoder<const C: usize, A = f64> {
    /// As in [`TargetEncoder`](super::TargetEncoder). Default: none, an empirical Bayes estimate.
    #[space(nested)]
    pub smooth: Option<f64>,
    /// The number of folds: at least 2. Default: 5.
    pub cv: usize,
    /// Assigns rows to folds at random instead of in their order. Default: true.
    pub shuffle: bool,
    /// Public, so that a step can be written with some of its hyperparameters.
    #[doc(hidden)]
    #[space(ignore)]
    pub element: PhantomData<fn() -> A>,
}

impl<const C: usize, A> Default for TargetClassEncoder<C, A> {
    fn default() -> Self {
        Self { smooth: None, cv: 5, shuffle: true, element: PhantomData }
    }
}

/// The fitted form of a [`TargetClassEncoder`].
#[derive(Debug, Clone, PartialEq)]
pub struct FittedTargetClassEncoder<A = f64> {
    categories: Categories,
    means: Means,
    element: PhantomData<fn() -> A>,
}

impl<A> FittedTargetClassEncoder<A> {
    /// The categories of the fit as texts, in their order, without missing values (scikit-learn's `categories_`).
    pub fn categories(&self) -> &[String] {
        self.categories.texts()
    }

    /// The shares of each category, `[categories, C]`, the last row that of missing values, if there were any (`encodings_`).
    pub fn encodings(&self) -> ArrayView2<'_, f64> {
        self.means.of.view()
    }

    /// The share of each class in all rows, `[C]` (`target_mean_`).
    pub fn means(&self) -> ArrayView1<'_, f64> {
        self.means.all.view()
    }
}

impl<const C: usize, A> TargetClassEncoder<C, A> {
    fn smoothing(&self) -> Smoothing {
        Smoothing { smooth: self.smooth, cv: self.cv, shuffle: self.shuffle }
    }

    /// Checks the labels, and returns them as numbers, and an indicator column for each class.
    fn start<T: Distinct, L: LabelOf<C>>(
        &self,
        x: &impl Cells<T>,
        y: &ArcArray1<L>,
    ) -> Result<(Rows, ArcArray1<usize>, Array2<f64>)> {
        self.smoothing().check()?;
        let rows = Rows::of(x)?;
        rows.require_targets(y.len())?;
        let numbers: ArcArray1<usize> = classes(y.view(), C)?.into_iter().collect();
        let mut targets = Array2::zeros((y.len(), C));
        for (row, class) in numbers.iter().enumerate() {
            targets[[row, *class]] = 1.0;
        }
        Ok((rows, numbers, targets))
    }
}

impl<const C: usize, A: Send + Sync + 'static> Step for TargetClassEncoder<C, A> {
    type Fitted = FittedTargetClassEncoder<A>;
    const SIGNATURE: Signature = Signature::new("[n] fit([n]) -> [n, C] where C >= 2", &[("C", C as i64)]);
    const ROWWISE: bool = true;

    fn feature_names(_: &FittedTargetClassEncoder<A>, inputs: &[Features]) -> Vec<Features> {
        let names = |name: &str| (0..C).map(|class| format!("{name}.class{class}")).collect();
        inputs.iter().filter_map(|input| input.each(names)).collect()
    }
}

fn narrowed<A: Float>(table: &Array2<f64>) -> ArcArray2<A> {
    table.mapv(A::narrow).into_shared()
}

macro_rules! inputs {
    ($($input:ident),+) => {
        $(
            impl<T: Distinct, A: Float, L: LabelOf<C>, const C: usize> Fit<$input<T>, ArcArray1<L>>
                for TargetClassEncoder<C, A>
            {
                fn fit(&self, x: $input<T>, y: ArcArray1<L>, _: &Context<'_>) -> Result<FittedTargetClassEncoder<A>> {
                    let (rows, _, targets) = self.start(&x, &y)?;
                    let means = self.smoothing().of_all(&rows, &targets)?;
                    Ok(FittedTargetClassEncoder { categories: rows.categories, means, element: PhantomData })
                }

                fn fit_transform(
                    &self,
                    x: $input<T>,
                    y: ArcArray1<L>,
                    context: &Context<'_>,
                ) -> Result<(FittedTargetClassEncoder<A>, ArcArray2<A>)> {
                    let (rows, numbers, targets) = self.start(&x, &y)?;
                    let smoothing = self.smoothing();
                    // The numbers, because the type of the labels may be no class by itself.
                    let out = smoothing.by_fold(&rows, &targets, Table::classes(&numbers), context)?;
                    let means = smoothing.of_all(&rows, &targets)?;
                    let fitted = FittedTargetClassEncoder { categories: rows.categories, means, element: PhantomData };
                    Ok((fitted, narrowed(&out)))
                }
            }

            impl<T: Distinct, A: Float> Transform<$input<T>> for FittedTargetClassEncoder<A> {
                type Out = ArcArray2<A>;

                fn transform(&self, x: $input<T>) -> Result<ArcArray2<A>> {
                    Ok(narrowed(&self.means.encode(&self.categories, &x)?))
                }
            }
        )+
    };
}
inputs!(ArcArray1, Nullable);

#[cfg(feature = "save")]
impl<A: Send + Sync + 'static> Save for FittedTargetClassEncoder<A> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        means::save(out, &self.categories, &self.means)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let (categories, means) = means::load(state)?;
        if means.all.len() < 2 {
            return Err(Error::new(format!(
                "`mean` must have a number for each of 2 or more classes, got {}",
                means.all.len()
            )));
        }
        Ok(Self { categories, means, element: PhantomData })
    }
}
