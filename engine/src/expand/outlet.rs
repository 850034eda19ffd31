//! Where a node puts what it gives, and where the pipeline's inputs come in.
//!
//! Invariant: a value is measured and compared with its promised shape before it is in a slot.

use std::any::type_name;
use std::marker::PhantomData;
use std::sync::Arc;

use ndarray::{ArrayBase, Data, Dimension};

use super::engine::{Engine, NodeContext};
use super::poison::{Poison, poisoned};
use super::source::ValueSlot;
use super::verdict::Of;
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
pub trait Outlet: Sync {
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
}

impl<T> One<T> {
    pub(super) fn new<As: MeasureAs<T>>() -> Self {
        Self { slot: Arc::new(Slot::new()), measure: As::measure }
    }

    /// A share in the slot.
    pub fn __share(&self) -> ValueSlot<T> {
        Arc::clone(&self.slot)
    }

    /// An outlet for the same type of value.
    #[must_use]
    pub fn __alike(&self) -> Self {
        Self { slot: Arc::new(Slot::new()), measure: self.measure }
    }

    /// Puts input `number` of the pipeline into its slot.
    ///
    /// # Errors
    /// The input cannot be measured.
    pub fn __accept(&self, engine: &Engine<'_>, number: usize, value: T) -> Result<Measure> {
        let measure = (self.measure)(&value)?;
        self.slot.put((value, measure), engine.uses(number));
        Ok(measure)
    }

    pub(super) fn keep(&self, node: &NodeContext<'_>, index: usize, value: T) -> Result<Measure> {
        let measure = (self.measure)(&value)?;
        let uses = node.check_output(index, &measure)?;
        self.slot.put((value, measure), uses);
        Ok(measure)
    }
}

impl One<Poison> {
    /// An outlet that is never filled.
    #[must_use]
    pub fn poison() -> Self {
        Self { slot: Arc::new(Slot::new()), measure: |_| Err(poisoned()) }
    }
}

impl<T: Send> Outlet for One<T> {
    type Value = T;

    fn put(&self, node: &NodeContext<'_>, value: T) -> Result<Vec<Measure>> {
        let measure = self.keep(node, 0, value)?;
        Ok(if node.is_observed() { vec![measure] } else { Vec::new() })
    }

    fn type_names(&self) -> Vec<&'static str> {
        vec![type_name::<T>()]
    }
}

macro_rules! tuple_outlet {
    ($($($part:ident $index:tt)+);+) => {
        $(impl<$($part: Send),+> Outlet for ($(One<$part>,)+) {
            type Value = ($($part,)+);

            fn put(&self, node: &NodeContext<'_>, value: Self::Value) -> Result<Vec<Measure>> {
                Ok(vec![$(self.$index.keep(node, $index, value.$index)?),+])
            }

            fn type_names(&self) -> Vec<&'static str> {
                vec![$(type_name::<$part>()),+]
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
