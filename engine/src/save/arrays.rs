//! Arrays as state: owned and shared, of any rank and memory layout; row-major in the file.

use ndarray::{ArcArray, Array, Dimension};

use super::{Element, Reader, Save, Writer};
use crate::Result;

impl<A: Element, D: Dimension> Save for Array<A, D> {
    const VERSION: u32 = 0;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.array(self)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        state.array()
    }
}

impl<A: Element, D: Dimension> Save for ArcArray<A, D> {
    const VERSION: u32 = 0;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.array(self)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        state.array().map(Array::into_shared)
    }
}
