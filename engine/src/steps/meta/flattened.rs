//! [`Flattened`]: a step for tables, applied to arrays with more axes.
//!
//! Invariant: rows and targets are flattened in the same order of the axes, so each target stays with its row.

use ndarray::{ArcArray, ArcArray1, ArcArray2, Dimension, Order};

use super::forward::forward;
use super::inner_learning::adapted;
use super::signature::for_leading_axes;
use crate::shape::{Signature, Text};
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, RunningFit, Step, Transform, Value};
use crate::{Error, Result};

/// Applies a step for tables to all axes but the last as rows: `[n, d] -> [n, K]` becomes
/// `[n, .., d] -> [n, .., K]`, and a target `[n]` becomes `[n, ..]`.
///
/// One step is fitted on all rows of all items, for example to scale the channels of images or to classify each pixel.
/// ([`Flatten`](crate::steps::Flatten) instead joins all axes but the *first* as columns.) Arrays in standard layout are not
/// copied. The wrapped step must accept one table and return one, with a row for each row. The array has at least two axes: of one axis, the
/// rows would be the columns.
///
/// # Errors
/// As the wrapped step; a number of output rows that differs from the number of input rows; targets with another shape than the
/// rows.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Channels(image: f64[n, 1, 2, 1]) -> f64[n, 1, 2, 1] { image |> Flattened<StandardScaler> }
/// }
///
/// // Two images of 1 x 2 pixels with 1 channel.
/// let images = array![[[1.0], [1.0]], [[3.0], [3.0]]].insert_axis(Axis(1));
/// let out = Channels::default().fit(&images)?.predict(&images)?;
/// assert_eq!(out.into_raw_vec_and_offset().0, [-1.0, -1.0, 1.0, 1.0]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct Flattened<S> {
    /// The wrapped step.
    #[space(nested)]
    pub step: S,
}

/// The fitted form of a [`Flattened`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct FittedFlattened<F> {
    #[cfg_attr(feature = "save", save(name = "step"))]
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
    forward!(S: LEARNS, ROWWISE, REVISION);
    // The step inside sees the features of one place of an item: only names that stay can be told.
    const COLUMNWISE: bool = S::COLUMNWISE;

    fn unlearned(&self) -> Option<Self::Fitted> {
        self.step.unlearned().map(|fitted| FittedFlattened { fitted })
    }
}

forward!(impl[S] Learner, Continues, Holds(FittedFlattened::fitted) for Flattened<S>);

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

/// Transforms the rows of all leading axes with `out`, and restores those axes.
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
            "the wrapped step must return one row for each row, but returned {} for {count}",
            out.nrows()
        )));
    }
    if let Some(columns) = shape.slice_mut().last_mut() {
        *columns = out.ncols();
    }
    reshaped(out, shape)
}

/// Converts all axes but the last to rows.
fn table<A: Clone, D: Dimension>(x: ArcArray<A, D>) -> Result<ArcArray2<A>> {
    match x.shape().split_last() {
        Some((&columns, rows)) => {
            let shape = ndarray::Ix2(rows.iter().product(), columns);
            reshaped(x, shape)
        }
        None => Err(Error::new(
            "`Flattened` needs an array whose last axis is the columns, got a single value without axes",
        )),
    }
}

/// Checks and flattens the targets of the rows of `x`.
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

/// The same elements in row-major order, in the same buffer if they have that order.
fn reshaped<A: Clone, D: Dimension, E: Dimension>(x: ArcArray<A, D>, shape: E) -> Result<ArcArray<A, E>> {
    if x.is_standard_layout() {
        Ok(x.into_shape_with_order(shape)?)
    } else {
        Ok(x.to_shape((shape, Order::RowMajor))?.into_owned().into_shared())
    }
}
