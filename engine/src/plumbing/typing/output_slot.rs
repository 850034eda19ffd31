//! How values of a type are measured, asked where a node has several outputs.

use std::marker::PhantomData;

use super::probe::Of;
use crate::plumbing::exec::measure::{ByAxes, MeasureAs, Whole};
use crate::plumbing::exec::output::One;

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
