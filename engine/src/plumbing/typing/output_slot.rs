//! How values of a type are measured, asked where a node has several outputs.

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

/// The answer for an array: by its axes.
impl<T> OutputProbe<T>
where
    ByAxes: MeasureAs<T>,
{
    /// A slot.
    pub fn __output_slot(self) -> OutputSlot<T> {
        OutputSlot::new::<ByAxes>()
    }
}

/// The answer for anything else: it has no axes.
pub trait ValueOutput {
    /// The type.
    type Value;
    /// A slot.
    fn __output_slot(self) -> OutputSlot<Self::Value>;
}

impl<T> ValueOutput for OutputProbe<T> {
    type Value = T;
    fn __output_slot(self) -> OutputSlot<T> {
        OutputSlot::new::<Whole>()
    }
}
