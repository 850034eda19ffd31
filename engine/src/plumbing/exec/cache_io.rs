//! How a cache keeps the outputs of a node.
//!
//! Invariant: a loaded value has the bits of the kept value and the same order in memory, because a sum over an array
//! can depend on that order. A value for which this is not possible is not kept.

use std::any::Any;

use super::measure::{MeasureAs, Memory};
use super::node_context::NodeContext;
use crate::cache::{Key, Lookup, Store};
use crate::save::{Reader, Save, Writer};
use crate::step::Measure;
use crate::{Error, Result};

/// A value of any type.
pub(crate) type AnyValue = Box<dyn Any>;

/// One output of a node, as a cache sees it.
pub trait CachedSlot {
    /// Whether its type can be saved.
    fn is_cached(&self) -> bool;

    /// Takes the value for one use, and keeps it if `wanted`.
    ///
    /// # Errors
    /// The value cannot be kept.
    fn keep(&self, store: &Store, key: &Key, wanted: bool) -> Result<()>;

    /// Loads the value from the store.
    fn __load(&self, store: &Store, key: &Key) -> Lookup<AnyValue>;

    /// Measures and checks a value, and puts it into its slot for this many uses.
    ///
    /// # Errors
    /// The value does not have the promised shape.
    fn put(&self, node: &NodeContext<'_>, index: usize, value: AnyValue, uses: u32) -> Result<Measure>;
}

/// How the values of one slot are kept, if their type can be saved.
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
    /// Creates it for values that are measured by `As`, and are not kept.
    pub(crate) fn new<As: MeasureAs<T>>() -> Self {
        Self { order: As::order, permuted: As::permuted, form: None }
    }

    /// Creates it for values that are measured in the same way, and are not kept.
    pub(crate) fn alike(&self) -> Self {
        Self { order: self.order, permuted: self.permuted, form: None }
    }

    /// Makes the cache keep the values.
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
    /// The value cannot be kept.
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

    /// Loads a value from the store.
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

/// A value as it is kept: in the standard layout, with the order that its axes had in memory, slowest first.
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
