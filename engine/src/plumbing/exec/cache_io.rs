//! How a cache keeps the values that a node gives.
//!
//! Invariant: a value comes out of the cache as it went in, bit for bit and in the same order in memory, since sums over an
//! array can depend on it. Where that cannot be, the value is not kept.

use std::any::Any;

use super::measure::{MeasureAs, Memory};
use super::node_context::NodeContext;
use crate::cache::{Key, Lookup, Store};
use crate::save::{Reader, Save, Writer};
use crate::step::Measure;
use crate::{Error, Result};

/// A value of any type.
pub(crate) type AnyValue = Box<dyn Any>;

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

/// How the values of one slot are kept, where their type can be saved.
#[derive(Debug)]
pub(crate) struct SlotCache<T> {
    order: fn(&T) -> Memory,
    permuted: fn(T, &[usize]) -> Result<T>,
    form: Option<Form<T>>,
}

/// How values of a type are saved.
#[derive(Debug)]
struct Form<T> {
    save: fn(&Store, &Key, &Entry<T>) -> Result<()>,
    load: fn(&Store, &Key) -> Lookup<Entry<T>>,
}

impl<T> SlotCache<T> {
    /// Of values that are measured `As` the type says, and not kept.
    pub(crate) fn new<As: MeasureAs<T>>() -> Self {
        Self { order: As::order, permuted: As::permuted, form: None }
    }

    /// Of values that are measured in the same way, and not kept.
    pub(crate) fn alike(&self) -> Self {
        Self { order: self.order, permuted: self.permuted, form: None }
    }

    /// Keeps the values from here on.
    pub(crate) fn enable(&mut self)
    where
        T: Save,
    {
        self.form = Some(Form { save: Store::put, load: Store::get });
    }

    /// Whether the values are kept.
    pub(crate) fn is_enabled(&self) -> bool {
        self.form.is_some()
    }

    /// Keeps a value.
    ///
    /// # Errors
    /// It cannot be kept.
    pub(crate) fn keep(&self, store: &Store, key: &Key, value: T) -> Result<()> {
        let Some(form) = &self.form else { return Ok(()) };
        let axes = match (self.order)(&value) {
            Memory::Whole => Vec::new(),
            Memory::Axes(axes) => axes,
            Memory::Gaps => return Err(Error::new("the array has gaps in memory, which are not kept")),
        };
        let value = (self.permuted)(value, &axes)?;
        (form.save)(store, key, &Entry { axes, value })
    }

    /// Takes a value out of the store.
    pub(crate) fn load(&self, store: &Store, key: &Key) -> Lookup<T> {
        let Some(form) = &self.form else { return Lookup::Miss };
        match (form.load)(store, key) {
            Lookup::Miss => Lookup::Miss,
            Lookup::Unusable(error) => Lookup::Unusable(error),
            Lookup::Hit(Entry { axes, value }) => match (self.permuted)(value, &inverse(&axes)) {
                Ok(value) => Lookup::Hit(value),
                Err(error) => Lookup::Unusable(error),
            },
        }
    }
}

/// Returns the inverse permutation. An invalid permutation stays invalid.
fn inverse(axes: &[usize]) -> Vec<usize> {
    let place = |axis| axes.iter().position(|&other| other == axis).unwrap_or(axis);
    (0..axes.len()).map(place).collect()
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
