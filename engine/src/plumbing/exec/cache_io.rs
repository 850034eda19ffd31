//! What a cache keeps of a node: its fitted step, and the values that it gives.
//!
//! Invariant: a value comes out of the cache as it went in, bit for bit and in the same order in memory, since sums over an
//! array can depend on it. Where that cannot be, the value is not kept.

use std::any::Any;

use super::node_context::NodeContext;
use super::source::Source;
use crate::Result;
use crate::cache::{Key, Lookup, Store};
use crate::save::{Reader, Save, Writer};
use crate::step::Measure;

/// A value of any type.
pub(crate) type AnyValue = Box<dyn Any>;

/// A node as a cache sees it.
pub struct CachedNode<'node> {
    /// What the step became, once it has.
    pub fitted: Option<&'node dyn Any>,
    /// What it takes.
    pub sources: [&'node dyn Release; 2],
    /// What it gives.
    pub output: &'node dyn CachedOutput,
}

impl std::fmt::Debug for CachedNode<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CachedNode").finish_non_exhaustive()
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
pub trait CachedOutput {
    /// One of the values; `None`: there is none of this number.
    fn part(&self, index: usize) -> Option<&dyn CachedSlot>;
}

/// One value that a node gives, as a cache sees it.
pub trait CachedSlot {
    /// Whether its type can be saved.
    fn is_cached(&self) -> bool;

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
pub(crate) struct CachedAs<T> {
    pub(crate) save: fn(&Store, &Key, &Entry<T>) -> Result<()>,
    pub(crate) load: fn(&Store, &Key) -> Lookup<Entry<T>>,
}

impl<T: Save> CachedAs<T> {
    pub(crate) const SAVED: Self = Self { save: Store::put, load: Store::get };
}

/// A value with its axes, slowest in memory first.
#[derive(Debug)]
pub(crate) struct Entry<T> {
    pub(crate) axes: Vec<usize>,
    pub(crate) value: T,
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
