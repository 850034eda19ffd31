//! [`Flattened`]: a step for tables, over arrays of more axes.

use ndarray::{ArcArray, ArcArray1, ArcArray2, Dimension, Order};

use super::running::adapted;
use super::signature::for_leading_axes;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::{Signature, Text};
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Fit, Learner, RunningFit, Step, Transform, Value};
use crate::{Error, Result};

/// Takes all axes but the last as rows: `[n, d] -> [n, K]` becomes `[.., d] -> [.., K]`, and a target `[n]` becomes `[..]`.
///
/// One step learns from all rows of all items: scaling the channels of images, classifying each pixel. (All axes but the
/// *first* as columns is [`Flatten`](crate::steps::Flatten).) The arrays share the buffer where they are in standard layout.
/// The step inside takes one table and gives one, with a row for each row.
///
/// # Errors
/// As the step inside; another number of rows out than in; targets of another shape than the rows.
///
/// ```
/// use shapeflow::prelude::*;
///
/// let run = Run::new();
/// let context = Context::root(&run, "example", Phase::Fit);
/// // Two images of 1 x 2 pixels with 1 channel.
/// let images = array![[[[1.0], [1.0]]], [[[3.0], [3.0]]]].into_shared();
/// let step = Flattened::<StandardScaler>::default();
/// let out = step.fit(images.clone(), (), &context)?.transform(images)?;
/// assert_eq!(out, array![[[[-1.0], [-1.0]]], [[[1.0], [1.0]]]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct Flattened<S> {
    /// The step inside.
    #[space(nested)]
    pub step: S,
}

/// A [`Flattened`] that has seen data.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedFlattened<F> {
    fitted: F,
}

impl<F> FittedFlattened<F> {
    /// The fitted step inside.
    pub fn fitted(&self) -> &F {
        &self.fitted
    }
}

impl<S: Step> Flattened<S> {
    const TEXT: &'static Text<512> = &for_leading_axes(S::SIGNATURE.text);
}

impl<S: Step> Step for Flattened<S> {
    type Fitted = FittedFlattened<S::Fitted>;
    const SIGNATURE: Signature = Signature::new(Self::TEXT.as_str(), S::SIGNATURE.constants());
    const LEARNS: bool = S::LEARNS;
    const ROWWISE: bool = S::ROWWISE;
    const REVISION: Option<u64> = S::REVISION;

    fn unlearned(&self) -> Option<Self::Fitted> {
        self.step.unlearned().map(|fitted| FittedFlattened { fitted })
    }
}

impl<S: Learner> Learner for Flattened<S> {}

impl<S: Continues> Continues for Flattened<S> {}

impl<A, D, B, S> Fit<ArcArray<A, D>> for Flattened<S>
where
    A: Clone + 'static,
    B: Clone,
    D: Dimension,
    S: Fit<ArcArray2<A>, Fitted: Transform<ArcArray2<A>, Out = ArcArray2<B>>>,
    ArcArray<B, D>: Value,
{
    fn fit(&self, x: ArcArray<A, D>, (): (), context: &Context<'_>) -> Result<Self::Fitted> {
        Ok(FittedFlattened { fitted: self.step.fit(table(x)?, (), context)? })
    }

    fn learning<'s>(
        &'s self,
        context: &Context<'_>,
    ) -> Result<Option<RunningFit<'s, Self, ArcArray<A, D>, ()>>> {
        let inner: Option<RunningFit<'s, S, ArcArray2<A>, ()>> = self.step.learning(context)?;
        let take = |x, ()| Ok((table(x)?, ()));
        Ok(inner.map(|inner| adapted(inner, take, |fitted| FittedFlattened { fitted })))
    }

    fn update_fitted(
        &self,
        fitted: &mut Self::Fitted,
        x: ArcArray<A, D>,
        (): (),
        context: &Context<'_>,
    ) -> Result<()> {
        self.step.update_fitted(&mut fitted.fitted, table(x)?, (), context)
    }
}

impl<A, D, L, E, B, S> Fit<ArcArray<A, D>, ArcArray<L, E>> for Flattened<S>
where
    A: Clone + 'static,
    B: Clone,
    L: Clone + 'static,
    D: Dimension,
    E: Dimension,
    S: Fit<ArcArray2<A>, ArcArray1<L>, Fitted: Transform<ArcArray2<A>, Out = ArcArray2<B>>>,
    ArcArray<B, D>: Value,
{
    fn fit(&self, x: ArcArray<A, D>, y: ArcArray<L, E>, context: &Context<'_>) -> Result<Self::Fitted> {
        let y = targets(&x, y)?;
        Ok(FittedFlattened { fitted: self.step.fit(table(x)?, y, context)? })
    }

    fn learning<'s>(
        &'s self,
        context: &Context<'_>,
    ) -> Result<Option<RunningFit<'s, Self, ArcArray<A, D>, ArcArray<L, E>>>> {
        let inner: Option<RunningFit<'s, S, ArcArray2<A>, ArcArray1<L>>> = self.step.learning(context)?;
        let take = |x, y| {
            let y = targets(&x, y)?;
            Ok((table(x)?, y))
        };
        Ok(inner.map(|inner| adapted(inner, take, |fitted| FittedFlattened { fitted })))
    }

    fn update_fitted(
        &self,
        fitted: &mut Self::Fitted,
        x: ArcArray<A, D>,
        y: ArcArray<L, E>,
        context: &Context<'_>,
    ) -> Result<()> {
        let y = targets(&x, y)?;
        self.step.update_fitted(&mut fitted.fitted, table(x)?, y, context)
    }
}

impl<A, D, B, F> Transform<ArcArray<A, D>> for FittedFlattened<F>
where
    A: Clone,
    B: Clone,
    D: Dimension,
    F: Transform<ArcArray2<A>, Out = ArcArray2<B>>,
    ArcArray<B, D>: Value,
{
    type Out = ArcArray<B, D>;

    fn transform(&self, x: ArcArray<A, D>) -> Result<Self::Out> {
        as_table(x, |rows| self.fitted.transform(rows))
    }

    fn transform_with(&self, x: ArcArray<A, D>, context: &Context<'_>) -> Result<Self::Out> {
        as_table(x, |rows| self.fitted.transform_with(rows, context))
    }
}

/// What `out` makes of the rows of all leading axes, with those axes again.
fn as_table<A: Clone, B: Clone, D: Dimension>(
    x: ArcArray<A, D>,
    out: impl FnOnce(ArcArray2<A>) -> Result<ArcArray2<B>>,
) -> Result<ArcArray<B, D>> {
    let mut shape = x.raw_dim();
    let rows = table(x)?;
    let count = rows.nrows();
    let out = out(rows)?;
    if out.nrows() != count {
        return Err(Error::new(format!(
            "the step inside must give a row for each row, but gave {} for {count}",
            out.nrows()
        )));
    }
    if let Some(columns) = shape.slice_mut().last_mut() {
        *columns = out.ncols();
    }
    reshaped(out, shape)
}

/// All axes but the last as rows.
fn table<A: Clone, D: Dimension>(x: ArcArray<A, D>) -> Result<ArcArray2<A>> {
    match x.shape().split_last() {
        Some((&columns, rows)) => {
            let shape = ndarray::Ix2(rows.iter().product(), columns);
            reshaped(x, shape)
        }
        None => Err(Error::new("the last axis holds the columns, but got a single value without axes")),
    }
}

/// The targets of the rows of `x`.
fn targets<A, D: Dimension, L: Clone, E: Dimension>(
    x: &ArcArray<A, D>,
    y: ArcArray<L, E>,
) -> Result<ArcArray1<L>> {
    let rows = x.shape().split_last().map_or(&[][..], |(_, rows)| rows);
    if y.shape() != rows {
        return Err(Error::new(format!("expected a target for each row, {rows:?}, got {:?}", y.shape())));
    }
    let count = y.len();
    reshaped(y, ndarray::Ix1(count))
}

/// The same elements in row-major order, in the same buffer where they stand so.
fn reshaped<A: Clone, D: Dimension, E: Dimension>(x: ArcArray<A, D>, shape: E) -> Result<ArcArray<A, E>> {
    if x.is_standard_layout() {
        Ok(x.into_shape_with_order(shape)?)
    } else {
        Ok(x.to_shape((shape, Order::RowMajor))?.into_owned().into_shared())
    }
}

#[cfg(feature = "save")]
impl<F: Save> Save for FittedFlattened<F> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("step", &self.fitted)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Ok(Self { fitted: state.field("step")? })
    }
}
