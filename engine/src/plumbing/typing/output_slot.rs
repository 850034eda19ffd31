//! How values of a type are measured, for nodes with several outputs.

use std::marker::PhantomData;

use super::probe::Of;
use crate::plumbing::exec::measure::{ByAxes, MeasureAs, Whole};
use crate::plumbing::exec::output::OutputSlot;

/// Asks how values of a type are measured.
#[derive(Debug)]
pub struct OutputProbe<T>(PhantomData<fn() -> T>);

/// Asks how values of this type are measured.
pub fn output_probe<T>(_: Of<T>) -> OutputProbe<T> {
    OutputProbe(PhantomData)
}

/// The answer for an array, which is measured by its axes.
impl<T> OutputProbe<T>
where
    ByAxes: MeasureAs<T>,
{
    /// Returns an empty slot.
    pub fn __output_slot(self) -> OutputSlot<T> {
        OutputSlot::new::<ByAxes>()
    }
}

/// The answer for any other type, which has no axes.
pub trait ValueOutput {
    /// The type of the values.
    type Value;
    /// Returns an empty slot.
    fn __output_slot(self) -> OutputSlot<Self::Value>;
}

impl<T> ValueOutput for OutputProbe<T> {
    type Value = T;
    fn __output_slot(self) -> OutputSlot<T> {
        OutputSlot::new::<Whole>()
    }
}
