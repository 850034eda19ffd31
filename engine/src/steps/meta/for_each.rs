//! [`ForEach`]: a step for items, over a leading axis of them.

use ndarray::{ArcArray, Axis, Dimension, RemoveAxis, stack};

use super::signature::for_items;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::{Signature, Text};
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, Step, Transform, Value};
use crate::{Error, Phase, Result};

/// Does to each item of a leading axis what the step inside does to one: `[n, d] -> [n, K]` becomes
/// `[items, n, d] -> [items, n, K]`.
///
/// Takes arrays of any element type whose items the step inside takes, without targets.
///
/// # Errors
/// Fitting: as the step inside, naming the item; or [`Sharing::One`] with a step that needs all rows at once.
/// Transforming: as the step inside; no items; items whose outputs differ in shape; and with [`Sharing::Each`] another
/// number of items than was fitted.
///
/// ```
/// use shapeflow::prelude::*;
///
/// let run = Run::new();
/// let context = Context::root(&run, "example", Phase::Fit);
/// let stations = array![[[1.0], [3.0]], [[10.0], [30.0]]].into_shared();
/// let step = ForEach { sharing: Sharing::Each, step: StandardScaler::default() };
/// let fitted = step.fit(stations.clone(), (), &context)?;
/// assert_eq!(fitted.transform(stations)?, array![[[-1.0], [1.0]], [[-1.0], [1.0]]]);
/// assert!(fitted.transform(ArcArray::<f64, Ix3>::zeros((3, 2, 1))).is_err());
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct ForEach<S> {
    /// How many fitted steps there are. Default: one.
    pub sharing: Sharing,
    /// The step inside.
    #[space(nested)]
    pub step: S,
}

/// How many fitted steps a [`ForEach`] has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub enum Sharing {
    /// One that learns from all items, each a batch. The number of items may change after fitting.
    #[default]
    One,
    /// One for each item, which learns from that item alone. The number of items is that of the fit.
    Each,
}

/// A [`ForEach`] that has seen data.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedForEach<F> {
    fitted: Fitted<F>,
}

#[derive(Debug, Clone, PartialEq)]
enum Fitted<F> {
    One(F),
    Each(Vec<F>),
}

impl<F> FittedForEach<F> {
    /// The fitted steps: one, or one for each item in their order.
    pub fn fitted(&self) -> &[F] {
        match &self.fitted {
            Fitted::One(fitted) => std::slice::from_ref(fitted),
            Fitted::Each(fitted) => fitted,
        }
    }
}

impl<S: Step> ForEach<S> {
    const TEXT: &'static Text<512> = &for_items(S::SIGNATURE.text);
}

impl<S: Step> Step for ForEach<S> {
    type Fitted = FittedForEach<S::Fitted>;
    const SIGNATURE: Signature = Signature::new(Self::TEXT.as_str(), S::SIGNATURE.constants());
    const REVISION: Option<u64> = S::REVISION;
}

impl<A, D, B, E, S> Fit<ArcArray<A, D>> for ForEach<S>
where
    A: Clone,
    D: RemoveAxis,
    B: Clone,
    E: Dimension<Larger: RemoveAxis>,
    S: Fit<ArcArray<A, D::Smaller>>,
    S::Fitted: Transform<ArcArray<A, D::Smaller>, Out = ArcArray<B, E>>,
    ArcArray<B, E::Larger>: Value,
{
    fn fit(&self, x: ArcArray<A, D>, (): (), context: &Context<'_>) -> Result<Self::Fitted> {
        let fitted = match (self.sharing, self.step.unlearned()) {
            (Sharing::One, Some(fitted)) => Fitted::One(fitted),
            (Sharing::Each, _) => {
                let fit = |(at, item)| {
                    let name = format!("item{at}");
                    let fitted = self.step.fit(item, (), &context.node(&name));
                    fitted.map_err(|error| error.at(&name, Phase::Fit))
                };
                Fitted::Each(items(&x).enumerate().map(fit).collect::<Result<_>>()?)
            }
            (Sharing::One, None) => {
                let mut learning = self.step.learning(context)?.ok_or_else(|| {
                    Error::new(
                        "one fitted step for all items takes a step that learns from batches, and this one needs all \
                         rows at once; use `Sharing::Each`",
                    )
                })?;
                for _ in 0..learning.passes() {
                    for (at, item) in items(&x).enumerate() {
                        let learnt = learning.update(item, (), context);
                        learnt.map_err(|error| error.at(&format!("item{at}"), Phase::Fit))?;
                    }
                    if !learning.end_pass(context)? {
                        break;
                    }
                }
                Fitted::One(learning.finish(context)?)
            }
        };
        Ok(FittedForEach { fitted })
    }
}

impl<A, D, B, E, F> Transform<ArcArray<A, D>> for FittedForEach<F>
where
    A: Clone,
    D: RemoveAxis,
    B: Clone,
    E: Dimension<Larger: RemoveAxis>,
    F: Transform<ArcArray<A, D::Smaller>, Out = ArcArray<B, E>>,
    ArcArray<B, E::Larger>: Value,
{
    type Out = ArcArray<B, E::Larger>;

    fn transform(&self, x: ArcArray<A, D>) -> Result<Self::Out> {
        let count = x.len_of(Axis(0));
        let outs: Vec<ArcArray<B, E>> = match &self.fitted {
            Fitted::One(fitted) => items(&x).map(|item| fitted.transform(item)).collect::<Result<_>>()?,
            Fitted::Each(fitted) if fitted.len() == count => {
                items(&x).zip(fitted).map(|(item, fitted)| fitted.transform(item)).collect::<Result<_>>()?
            }
            Fitted::Each(fitted) => {
                return Err(Error::new(format!(
                    "fitted on {} items, one step for each, but given {count}; give the same items in the same order, \
                     or share one step with `Sharing::One`",
                    fitted.len()
                )));
            }
        };
        if outs.is_empty() {
            return Err(Error::new("there is no item to tell the shape of the output from; give at least 1"));
        }
        let views: Vec<_> = outs.iter().map(|out| out.view()).collect();
        let all = stack(Axis(0), &views).map_err(|_| {
            Error::new("the step inside gave items of different shapes, which do not stack to one array")
        })?;
        Ok(all.into_shared())
    }
}

/// The items, in the array's own buffer.
fn items<A: Clone, D: RemoveAxis>(x: &ArcArray<A, D>) -> impl Iterator<Item = ArcArray<A, D::Smaller>> + '_ {
    (0..x.len_of(Axis(0))).map(|at| x.clone().index_axis_move(Axis(0), at))
}

#[cfg(feature = "save")]
impl<F: Save> Save for FittedForEach<F> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        match &self.fitted {
            Fitted::One(fitted) => {
                out.field("shared", &true)?;
                out.field("step", fitted)
            }
            Fitted::Each(fitted) => {
                out.field("shared", &false)?;
                out.field("items", fitted)
            }
        }
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let fitted = if state.field("shared")? {
            Fitted::One(state.field("step")?)
        } else {
            Fitted::Each(state.field("items")?)
        };
        Ok(Self { fitted })
    }
}
