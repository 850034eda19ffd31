//! Where a node puts what it gives, and where the pipeline's inputs come in.
//!
//! Invariant: a value is measured and compared with its promised shape before it is in a slot.

use std::any::type_name;
use std::cmp::Reverse;
use std::marker::PhantomData;
use std::sync::Arc;

use ndarray::{ArrayBase, Data, Dimension};

use super::engine::{Engine, NodeContext};
#[cfg(feature = "cache")]
use super::keeping::{KeptAs, KeptOutlet, KeptOutlet as MaybeKept, KeptSlot};
use super::source::ValueSlot;
#[cfg(not(feature = "cache"))]
use super::unkept::MaybeKept;
use super::verdict::Of;
use crate::diagnostics::poison::{Poison, poisoned};
use crate::error::ErrorKind;
use crate::run::Slot;
use crate::shape::MAX_RANK;
use crate::step::Measure;
use crate::{Error, Result};

/// How values of type `T` are measured.
pub trait MeasureAs<T> {
    /// The measure of a value.
    ///
    /// # Errors
    /// The value has more axes than a shape can hold.
    fn measure(value: &T) -> Result<Measure>;

    /// How a value lies in memory.
    fn order(_: &T) -> Memory {
        Memory::Whole
    }

    /// The value with its axes in another order; nothing is moved in memory.
    ///
    /// # Errors
    /// They are not its axes.
    fn permuted(value: T, _: &[usize]) -> Result<T> {
        Ok(value)
    }
}

/// How a value lies in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Memory {
    /// As its type says.
    Whole,
    /// One element after the other, in this order of the axes, slowest first.
    Axes(Vec<usize>),
    /// With gaps, or backwards.
    Gaps,
}

/// The measure of an input that is not there.
pub const NOT_MEASURED: Measure = Measure::NONE;

/// As arrays.
#[derive(Debug)]
pub struct ByAxes;

impl<S: Data, D: Dimension> MeasureAs<ArrayBase<S, D>> for ByAxes {
    fn measure(array: &ArrayBase<S, D>) -> Result<Measure> {
        Measure::of_array(array).ok_or_else(|| {
            Error::of_kind(
                ErrorKind::Shape,
                format!("a shape holds up to {MAX_RANK} axes, got {}", array.ndim()),
            )
        })
    }

    fn order(array: &ArrayBase<S, D>) -> Memory {
        let mut axes: Vec<usize> = (0..array.ndim()).collect();
        axes.sort_by_key(|&axis| Reverse(array.strides().get(axis).map(|stride| stride.unsigned_abs())));
        let turned = array.view().permuted_axes(in_order::<D>(&axes));
        if turned.is_standard_layout() { Memory::Axes(axes) } else { Memory::Gaps }
    }

    fn permuted(array: ArrayBase<S, D>, axes: &[usize]) -> Result<ArrayBase<S, D>> {
        let mut sorted = axes.to_vec();
        sorted.sort_unstable();
        if !sorted.into_iter().eq(0..array.ndim()) {
            return Err(Error::new(format!("expected an order of {} axes, got {axes:?}", array.ndim())));
        }
        Ok(array.permuted_axes(in_order::<D>(axes)))
    }
}

fn in_order<D: Dimension>(axes: &[usize]) -> D {
    let mut order = D::zeros(axes.len());
    for (place, &axis) in order.slice_mut().iter_mut().zip(axes) {
        *place = axis;
    }
    order
}

/// As values without axes.
#[derive(Debug)]
pub struct Whole;

impl<T> MeasureAs<T> for Whole {
    fn measure(value: &T) -> Result<Measure> {
        Ok(Measure::of_value(value))
    }
}

/// Where a node puts what it gives: one slot, or a tuple of them.
pub trait Outlet: MaybeKept + Sync {
    /// What the node gives.
    type Value;

    /// Measures and checks the value, and puts it into its slot.
    ///
    /// # Errors
    /// The value does not have the promised shape.
    fn put(&self, node: &NodeContext<'_>, value: Self::Value) -> Result<Vec<Measure>>;

    /// The names of the types of the values.
    fn type_names(&self) -> Vec<&'static str>;
}

/// A slot for one value, and how the value is measured.
#[derive(Debug)]
pub struct One<T> {
    /// The slot.
    pub slot: ValueSlot<T>,
    measure: fn(&T) -> Result<Measure>,
    #[cfg(feature = "cache")]
    pub(super) memory: InMemory<T>,
    #[cfg(feature = "cache")]
    pub(super) kept: Option<KeptAs<T>>,
}

/// As of [`MeasureAs`].
#[cfg(feature = "cache")]
#[derive(Debug)]
pub(super) struct InMemory<T> {
    pub(super) order: fn(&T) -> Memory,
    pub(super) permuted: fn(T, &[usize]) -> Result<T>,
}

impl<T> One<T> {
    pub(super) fn new<As: MeasureAs<T>>() -> Self {
        Self {
            slot: Arc::new(Slot::new()),
            measure: As::measure,
            #[cfg(feature = "cache")]
            memory: InMemory { order: As::order, permuted: As::permuted },
            #[cfg(feature = "cache")]
            kept: None,
        }
    }

    /// A share in the slot.
    pub fn __share(&self) -> ValueSlot<T> {
        Arc::clone(&self.slot)
    }

    /// An outlet for the same type of value.
    #[must_use]
    pub fn __alike(&self) -> Self {
        Self {
            slot: Arc::new(Slot::new()),
            measure: self.measure,
            #[cfg(feature = "cache")]
            memory: InMemory { ..self.memory },
            #[cfg(feature = "cache")]
            kept: None,
        }
    }

    /// Puts input `number` of the pipeline into its slot.
    ///
    /// # Errors
    /// The input cannot be measured.
    pub fn __accept(&self, engine: &Engine<'_>, number: usize, value: T) -> Result<Measure>
    where
        T: 'static,
    {
        let measure = (self.measure)(&value)?;
        #[cfg(feature = "cache")]
        engine.hash(number, &value);
        self.slot.put((value, measure), engine.uses(number));
        Ok(measure)
    }

    pub(super) fn keep(&self, node: &NodeContext<'_>, index: usize, value: T) -> Result<Measure> {
        let (measure, uses) = self.measured(node, index, &value)?;
        self.slot.put((value, measure), uses);
        Ok(measure)
    }

    /// Measures and checks a value; how often it is used.
    pub(super) fn measured(&self, node: &NodeContext<'_>, index: usize, value: &T) -> Result<(Measure, u32)> {
        let measure = (self.measure)(value)?;
        Ok((measure, node.check_output(index, &measure)?))
    }
}

impl One<Poison> {
    /// An outlet that is never filled.
    #[must_use]
    pub fn poison() -> Self {
        Self { measure: |_| Err(poisoned()), ..Self::new::<Whole>() }
    }
}

impl<T: Clone + Send + 'static> Outlet for One<T> {
    type Value = T;

    fn put(&self, node: &NodeContext<'_>, value: T) -> Result<Vec<Measure>> {
        let measure = self.keep(node, 0, value)?;
        Ok(if node.is_observed() { vec![measure] } else { Vec::new() })
    }

    fn type_names(&self) -> Vec<&'static str> {
        vec![type_name::<T>()]
    }
}

#[cfg(feature = "cache")]
impl<T: Clone + Send + 'static> KeptOutlet for One<T> {
    fn part(&self, index: usize) -> Option<&dyn KeptSlot> {
        (index == 0).then_some(self as &dyn KeptSlot)
    }
}

macro_rules! tuple_outlet {
    ($($($part:ident $index:tt)+);+) => {
        $(impl<$($part: Clone + Send + 'static),+> Outlet for ($(One<$part>,)+) {
            type Value = ($($part,)+);

            fn put(&self, node: &NodeContext<'_>, value: Self::Value) -> Result<Vec<Measure>> {
                Ok(vec![$(self.$index.keep(node, $index, value.$index)?),+])
            }

            fn type_names(&self) -> Vec<&'static str> {
                vec![$(type_name::<$part>()),+]
            }
        }

        #[cfg(feature = "cache")]
        impl<$($part: Clone + Send + 'static),+> KeptOutlet for ($(One<$part>,)+) {
            fn part(&self, index: usize) -> Option<&dyn KeptSlot> {
                let parts: &[&dyn KeptSlot] = &[$(&self.$index),+];
                parts.get(index).copied()
            }
        })+
    };
}
tuple_outlet!(A 0 B 1; A 0 B 1 C 2; A 0 B 1 C 2 D 3);

/// Where an input would come in that cannot flow along an edge.
#[derive(Debug)]
pub struct Refused<T> {
    input: PhantomData<fn(T)>,
    /// Never filled.
    pub slot: ValueSlot<Poison>,
}

impl<T> Refused<T> {
    pub(super) fn new() -> Self {
        Self { input: PhantomData, slot: Arc::new(Slot::new()) }
    }

    /// Keeps the input out.
    ///
    /// # Errors
    /// Always.
    pub fn __accept(&self, _: &Engine<'_>, _: usize, _: T) -> Result<Measure> {
        Err(poisoned())
    }

    /// A share in the slot.
    pub fn __share(&self) -> ValueSlot<Poison> {
        Arc::clone(&self.slot)
    }

    /// Poison.
    #[must_use]
    pub fn __alike(&self) -> One<Poison> {
        One::poison()
    }
}

/// Asks how values of a type are measured.
#[derive(Debug)]
pub struct OutletProbe<T>(PhantomData<fn() -> T>);

/// Asks how values of this type are measured.
pub fn outlet_probe<T>(_: Of<T>) -> OutletProbe<T> {
    OutletProbe(PhantomData)
}

/// The answer for an array: by its axes.
impl<T> OutletProbe<T>
where
    ByAxes: MeasureAs<T>,
{
    /// A slot.
    pub fn __outlet(self) -> One<T> {
        One::new::<ByAxes>()
    }
}

/// The answer for anything else: it has no axes.
pub trait ValueOutlet {
    /// The type.
    type Value;
    /// A slot.
    fn __outlet(self) -> One<Self::Value>;
}

impl<T> ValueOutlet for OutletProbe<T> {
    type Value = T;
    fn __outlet(self) -> One<T> {
        One::new::<Whole>()
    }
}
