//! Arrays as state: owned and shared, of any rank and memory layout, row-major in the file; and sparse matrices, as three arrays.

use ndarray::{ArcArray, Array, ArrayView1, Dimension};

use super::{Element, Reader, Save, Writer};
use crate::sparse::Sparse;
use crate::{Error, Result};

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

/// The three arrays of CSR, checked on loading.
impl<A: Element> Save for Sparse<A> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("width", &(self.columns() as u64))?;
        out.field("offsets", &self.starts())?;
        out.field("columns", &self.column_numbers().to_vec())?;
        out.field("values", &ArrayView1::from(self.values()).to_owned())
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let (width, offsets): (u64, Vec<usize>) = (state.field("width")?, state.field("offsets")?);
        let (columns, values): (Vec<u32>, Array<A, ndarray::Ix1>) =
            (state.field("columns")?, state.field("values")?);
        let rows = offsets
            .len()
            .checked_sub(1)
            .ok_or_else(|| Error::new("`offsets` must have at least 1 entry, got 0"))?;
        let width = usize::try_from(width).map_err(Error::from_source)?;
        Self::from_parts((rows, width), offsets, columns, values.into_iter().collect())
    }
}
