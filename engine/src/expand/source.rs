//! Where a node takes its values from, and where it puts what it gives.
//!
//! Invariant: the types of a node's slots are known when the node is built, in topological order, so rustc never has
//! more than one node's types open at a time.

use std::sync::Arc;

use super::engine::NodeContext;
use super::probe::{Broken, Poison, poisoned};
use super::sketch::Of;
use crate::error::ErrorKind;
use crate::run::Slot;
use crate::shape::MAX_RANK;
use crate::step::{Measure, Value};
use crate::{Error, Result};

use ndarray::{ArrayBase, Data, Dimension};

/// A value between two nodes, with its measure.
///
/// Shared, not borrowed: a node without lifetimes costs rustc's borrow checker nothing, however long the graph is.
pub type ValueSlot<T> = Arc<Slot<(T, Measure)>>;

/// What a node takes: one slot, a tuple or a list of them, or nothing.
pub trait Source: Sync {
    /// The slots' values as one.
    type Value;
    /// Their measures.
    type Measures: AsRef<[Measure]>;

    /// Takes the values out of their slots.
    ///
    /// # Errors
    /// A slot is empty: a bug in the engine.
    fn take(&self) -> Result<(Self::Value, Self::Measures)>;
}

impl Source for () {
    type Value = ();
    type Measures = [Measure; 0];

    fn take(&self) -> Result<((), [Measure; 0])> {
        Ok(((), []))
    }
}

impl<T: Clone + Send> Source for ValueSlot<T> {
    type Value = T;
    type Measures = [Measure; 1];

    fn take(&self) -> Result<(T, [Measure; 1])> {
        let (value, measure) = Slot::take(self)?;
        Ok((value, [measure]))
    }
}

macro_rules! tuple_source {
    ($($count:literal: $($part:ident $value:ident $measure:ident)+);+) => {
        $(impl<$($part: Clone + Send),+> Source for ($(ValueSlot<$part>,)+) {
            type Value = ($($part,)+);
            type Measures = [Measure; $count];

            #[expect(non_snake_case, reason = "a slot is named after the type of its value")]
            fn take(&self) -> Result<(Self::Value, Self::Measures)> {
                let ($($part,)+) = self;
                $(let ($value, $measure) = Slot::take($part)?;)+
                Ok((($($value,)+), [$($measure),+]))
            }
        })+
    };
}
tuple_source!(
    1: A a am;
    2: A a am B b bm;
    3: A a am B b bm C c cm;
    4: A a am B b bm C c cm D d dm;
    5: A a am B b bm C c cm D d dm E e em;
    6: A a am B b bm C c cm D d dm E e em F f fm;
    7: A a am B b bm C c cm D d dm E e em F f fm G g gm;
    8: A a am B b bm C c cm D d dm E e em F f fm G g gm H h hm
);

/// The slots of a source `[a, b, c]`, one after the other.
#[derive(Debug)]
pub struct SlotList<T>(Vec<ValueSlot<T>>);

impl<T> SlotList<T> {
    /// A list that starts with this slot.
    pub fn new(first: ValueSlot<T>, capacity: usize) -> Self {
        let mut slots = Vec::with_capacity(capacity);
        slots.push(first);
        Self(slots)
    }

    /// The list as a source of `[T; N]`.
    pub fn source<const N: usize>(self) -> ListSource<T, N> {
        ListSource(self.0)
    }
}

/// A source of `[T; N]`.
#[derive(Debug)]
pub struct ListSource<T, const N: usize>(Vec<ValueSlot<T>>);

impl<T: Clone + Send, const N: usize> Source for ListSource<T, N> {
    type Value = [T; N];
    type Measures = [Measure; N];

    fn take(&self) -> Result<([T; N], [Measure; N])> {
        let mut measures = [Measure::default(); N];
        let mut values = Vec::with_capacity(N);
        for (slot, place) in self.0.iter().zip(&mut measures) {
            let (value, measure) = Slot::take(slot)?;
            values.push(value);
            *place = measure;
        }
        let values = <[T; N]>::try_from(values).map_err(|_| poisoned())?;
        Ok((values, measures))
    }
}

/// Appends a slot to a list.
#[derive(Debug)]
pub struct Push<'list, T, U>(&'list mut SlotList<T>, Option<ValueSlot<U>>);

impl<'list, T, U> Push<'list, T, U> {
    /// A slot to append.
    pub fn new(list: &'list mut SlotList<T>, slot: ValueSlot<U>) -> Self {
        Self(list, Some(slot))
    }
}

/// Appends a slot for values of the list's type.
pub trait PushSame {
    /// Appends the slot.
    fn push(&mut self);
}

impl<T> PushSame for &mut Push<'_, T, T> {
    fn push(&mut self) {
        self.0.0.extend(self.1.take());
    }
}

/// Forgets a slot for values of another type, which the sketch has rejected.
pub trait PushOther {
    /// Forgets the slot.
    fn push(&mut self);
}

impl<T, U> PushOther for Push<'_, T, U> {
    fn push(&mut self) {
        self.1 = None;
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
}

/// How a type of value is measured.
pub type MeasureFn<T> = fn(&T) -> Result<Measure>;

/// A slot for one value, and how the value is measured.
#[derive(Debug)]
pub struct One<T> {
    /// The slot.
    pub slot: ValueSlot<T>,
    measure: MeasureFn<T>,
}

impl<T> One<T> {
    fn keep(&self, node: &NodeContext<'_>, index: usize, value: T) -> Result<Measure> {
        let measure = (self.measure)(&value)?;
        node.check_output(index, &measure)?;
        self.slot.put((value, measure));
        Ok(measure)
    }
}

impl<T: Send> Outlet for One<T> {
    type Value = T;

    fn put(&self, node: &NodeContext<'_>, value: T) -> Result<Vec<Measure>> {
        let measure = self.keep(node, 0, value)?;
        Ok(if node.is_observed() { vec![measure] } else { Vec::new() })
    }
}

macro_rules! tuple_outlet {
    ($($($part:ident $index:tt)+);+) => {
        $(impl<$($part: Send),+> Outlet for ($(One<$part>,)+) {
            type Value = ($($part,)+);

            fn put(&self, node: &NodeContext<'_>, value: Self::Value) -> Result<Vec<Measure>> {
                Ok(vec![$(self.$index.keep(node, $index, value.$index)?),+])
            }
        })+
    };
}
tuple_outlet!(A 0 B 1; A 0 B 1 C 2; A 0 B 1 C 2 D 3);

/// Asks how values of a type are measured.
#[derive(Debug)]
pub struct OutletProbe<T>(Of<T>);

/// Asks how values of this type are measured.
pub fn outlet_probe<T>(of: Of<T>) -> OutletProbe<T> {
    OutletProbe(of)
}

/// The answer for an array: by its axes.
pub trait ArrayOutlet {
    /// The array's type.
    type Value;
    /// A slot for `uses` uses.
    fn outlet(&self, uses: u32) -> One<Self::Value>;
}

impl<S: Data, D: Dimension> ArrayOutlet for &OutletProbe<ArrayBase<S, D>> {
    type Value = ArrayBase<S, D>;
    fn outlet(&self, uses: u32) -> One<Self::Value> {
        One { slot: Arc::new(Slot::new(uses)), measure: measure_array }
    }
}

/// The answer for anything else: it has no axes.
pub trait ValueOutlet {
    /// The type.
    type Value;
    /// A slot for `uses` uses.
    fn outlet(&self, uses: u32) -> One<Self::Value>;
}

impl<T> ValueOutlet for OutletProbe<T> {
    type Value = T;
    fn outlet(&self, uses: u32) -> One<T> {
        One { slot: Arc::new(Slot::new(uses)), measure: |value| Ok(Measure::of_value(value)) }
    }
}

impl<T> One<T> {
    /// Puts an input of the pipeline into its slot.
    ///
    /// # Errors
    /// The input cannot be measured.
    pub fn fill(&self, value: T) -> Result<Measure> {
        let measure = (self.measure)(&value)?;
        self.slot.put((value, measure));
        Ok(measure)
    }
}

fn measure_array<S: Data, D: Dimension>(array: &ArrayBase<S, D>) -> Result<Measure> {
    Measure::of_array(array).ok_or_else(|| {
        Error::of_kind(ErrorKind::Shape, format!("a shape holds up to {MAX_RANK} axes, got {}", array.ndim()))
    })
}

/// Asks for the parts of a tuple type.
#[derive(Debug)]
pub struct PartsProbe<T, const N: usize>(Of<T>);

/// Asks for the parts of this tuple type.
pub fn parts_probe<T, const N: usize>(of: Of<T>) -> PartsProbe<T, N> {
    PartsProbe(of)
}

/// The answer for a tuple.
pub trait TupleParts {
    /// The types of the parts.
    type Parts;
    /// The types of the parts.
    fn parts(&self) -> Self::Parts;
    /// The node is what it was found to be.
    fn judge<J>(&self, typed: J) -> J {
        typed
    }
}

/// The answer for anything else: poison.
pub trait PoisonParts {
    /// The types of the parts.
    type Parts;
    /// The types of the parts.
    fn parts(&self) -> Self::Parts;
    /// The node never runs.
    fn judge<J>(&self, _: J) -> Broken {
        Broken
    }
}

macro_rules! parts {
    ($($count:literal: $($part:ident)+, $($poison:ident)+);+) => {
        $(
            impl<$($part),+> TupleParts for &PartsProbe<($($part,)+), $count> {
                type Parts = ($(Of<$part>,)+);
                fn parts(&self) -> Self::Parts {
                    ($(Of::<$part>::new(),)+)
                }
            }
            impl<T> PoisonParts for PartsProbe<T, $count> {
                type Parts = ($(Of<$poison>,)+);
                fn parts(&self) -> Self::Parts {
                    ($(Of::<$poison>::new(),)+)
                }
            }
        )+
    };
}
parts!(2: A B, Poison Poison; 3: A B C, Poison Poison Poison; 4: A B C D, Poison Poison Poison Poison);

/// A slot for a value that has no origin.
pub fn poison_slot() -> One<Poison> {
    One { slot: Arc::new(Slot::new(0)), measure: |_| Err(poisoned()) }
}

/// Lets an input into the graph if it can flow along an edge.
#[derive(Debug)]
pub struct Admit<T>(Option<T>);

impl<T> Admit<T> {
    /// An input before the gate.
    pub fn new(value: T) -> Self {
        Self(Some(value))
    }
}

/// Lets a value in.
pub trait AdmitValue {
    /// The value as it flows.
    type Value;
    /// Lets the value in.
    ///
    /// # Errors
    /// None.
    fn admit(&mut self) -> Result<Self::Value>;
}

impl<T: Value> AdmitValue for &mut Admit<T> {
    type Value = T;
    fn admit(&mut self) -> Result<T> {
        self.0.take().ok_or_else(poisoned)
    }
}

/// Keeps a value out.
pub trait AdmitPoison {
    /// Keeps the value out.
    ///
    /// # Errors
    /// Always.
    fn admit(&mut self) -> Result<Poison> {
        Err(poisoned())
    }
}

impl<T> AdmitPoison for Admit<T> {}

/// The type of a value.
pub fn type_of<T>(_: &T) -> Of<T> {
    Of::new()
}
