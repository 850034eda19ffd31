//! What a cache keeps of a node: its fitted step, and the values that it gives.
//!
//! Invariant: a value comes out of the cache as it went in, bit for bit and in the same order in memory, since sums over an
//! array can depend on it. Where that cannot be, the value is not kept.

use std::any::Any;

use super::engine::NodeContext;
use super::node::StepNode;
use super::outlet::{Memory, One};
use super::reuse::ReuseNode;
use super::source::Source;
use crate::cache::{Key, Lookup, Store};
use crate::diagnostics::poison::poisoned;
use crate::run::Slot;
use crate::save::{Reader, Save, Writer};
use crate::step::{Measure, Step};
use crate::{Error, Result};

/// A value of any type.
pub type AnyValue = Box<dyn Any>;

/// A node as a cache sees it.
pub struct KeptNode<'node> {
    /// What the step became, once it has.
    pub fitted: Option<&'node dyn Any>,
    /// What it takes.
    pub sources: [&'node dyn Release; 2],
    /// What it gives.
    pub outlet: &'node dyn KeptOutlet,
}

impl std::fmt::Debug for KeptNode<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptNode").finish_non_exhaustive()
    }
}

/// What a node takes, and will not take.
pub trait Release {
    /// As [`Source::release`].
    fn release(&self);
}

impl<X: Source> Release for X {
    fn release(&self) {
        Source::release(self);
    }
}

/// Where a node puts what it gives, as a cache sees it.
pub trait KeptOutlet {
    /// One of the values; `None`: there is none of this number.
    fn part(&self, index: usize) -> Option<&dyn KeptSlot>;
}

/// One value that a node gives, as a cache sees it.
pub trait KeptSlot {
    /// Whether its type can be saved.
    fn is_kept(&self) -> bool;

    /// Takes the value for one use, and keeps it where `wanted`.
    ///
    /// # Errors
    /// It cannot be kept.
    fn keep(&self, store: &Store, key: &Key, wanted: bool) -> Result<()>;

    /// Takes the value out of the store.
    fn load(&self, store: &Store, key: &Key) -> Lookup<AnyValue>;

    /// Puts a value into its slot, measured and checked, for so many uses.
    ///
    /// # Errors
    /// The value does not have the promised shape.
    fn put(&self, node: &NodeContext<'_>, index: usize, value: AnyValue, uses: u32) -> Result<Measure>;
}

/// How values of a type are kept.
#[derive(Debug)]
pub struct KeptAs<T> {
    save: fn(&Store, &Key, &Entry<T>) -> Result<()>,
    load: fn(&Store, &Key) -> Lookup<Entry<T>>,
}

impl<T: Save> KeptAs<T> {
    const SAVED: Self = Self { save: Store::put, load: Store::get };
}

/// A value with its axes, slowest in memory first.
#[derive(Debug)]
struct Entry<T> {
    axes: Vec<usize>,
    value: T,
}

impl<T: Save> Save for Entry<T> {
    const VERSION: u32 = 0;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.plain("axes", &self.axes)?;
        out.field("value", &self.value)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Ok(Self { axes: state.plain("axes")?, value: state.field("value")? })
    }
}

impl<T: Save> One<T> {
    /// The outlet, whose values are kept.
    #[must_use]
    pub fn __kept(mut self) -> Self {
        self.kept = Some(KeptAs::SAVED);
        self
    }
}

impl<P: Step, S: Step, X, Y, T: Save> StepNode<P, S, X, Y, One<T>> {
    /// The node, whose values are kept.
    #[must_use]
    pub fn __kept(mut self) -> Self {
        self.outlet.kept = Some(KeptAs::SAVED);
        self
    }
}

impl<W, P: Step, S: Step, X, T: Save> ReuseNode<W, P, S, X, One<T>> {
    /// The node, whose values are kept.
    #[must_use]
    pub fn __kept(mut self) -> Self {
        self.outlet.kept = Some(KeptAs::SAVED);
        self
    }
}

impl<T: Clone + Send + 'static> KeptSlot for One<T> {
    fn is_kept(&self) -> bool {
        self.kept.is_some()
    }

    fn keep(&self, store: &Store, key: &Key, wanted: bool) -> Result<()> {
        let (value, _) = Slot::take(&self.slot)?;
        let (true, Some(kept)) = (wanted, &self.kept) else { return Ok(()) };
        let axes = match (self.memory.order)(&value) {
            Memory::Whole => Vec::new(),
            Memory::Axes(axes) => axes,
            Memory::Gaps => return Err(Error::new("the array has gaps in memory, which are not kept")),
        };
        let value = (self.memory.permuted)(value, &axes)?;
        (kept.save)(store, key, &Entry { axes, value })
    }

    fn load(&self, store: &Store, key: &Key) -> Lookup<AnyValue> {
        let Some(kept) = &self.kept else { return Lookup::Miss };
        match (kept.load)(store, key) {
            Lookup::Miss => Lookup::Miss,
            Lookup::Unusable(error) => Lookup::Unusable(error),
            Lookup::Hit(Entry { axes, value }) => match (self.memory.permuted)(value, &inverse(&axes)) {
                Ok(value) => Lookup::Hit(Box::new(value)),
                Err(error) => Lookup::Unusable(error),
            },
        }
    }

    fn put(&self, node: &NodeContext<'_>, index: usize, value: AnyValue, uses: u32) -> Result<Measure> {
        let value = *value.downcast::<T>().map_err(|_| poisoned())?;
        let measure = self.measured(node, index, &value)?.0;
        self.slot.put((value, measure), uses);
        Ok(measure)
    }
}

/// The order that undoes an order of axes. What is no order is none afterwards.
fn inverse(axes: &[usize]) -> Vec<usize> {
    let place = |axis| axes.iter().position(|&other| other == axis).unwrap_or(axis);
    (0..axes.len()).map(place).collect()
}
