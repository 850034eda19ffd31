//! Rows that are cut, picked and joined, matrices side by side, and some of the columns or values.
//!
//! Invariant: a cut shares the buffers; everything else copies the values that it returns once.

use std::ops::Range;

use ndarray::{Axis, Slice};

use super::construct::require_width;
use super::matrix::Sparse;
use crate::{Error, Result};

impl<A: Clone> Sparse<A> {
    /// Returns the rows of a range that is known to be valid, in the same buffers.
    pub(crate) fn cut(&self, rows: Range<usize>) -> Self {
        let starts = (self.offsets.get(rows.start), self.offsets.get(rows.end));
        let (Some(&start), Some(&end)) = starts else { return self.clone() };
        let places = Slice::from(start - self.base()..end - self.base());
        let mut part = self.clone();
        part.offsets.slice_axis_inplace(Axis(0), Slice::from(rows.start..rows.end + 1));
        part.columns.slice_axis_inplace(Axis(0), places);
        part.values.slice_axis_inplace(Axis(0), places);
        part
    }

    /// Returns a copy of the rows with these indices, which are known to be valid.
    pub(crate) fn pick(&self, rows: &[usize]) -> Self {
        let stored = rows.iter().map(|&row| self.at(row).stored()).sum();
        let mut offsets = Vec::with_capacity(rows.len() + 1);
        offsets.push(0);
        let (mut columns, mut values) = (Vec::with_capacity(stored), Vec::with_capacity(stored));
        for &row in rows {
            let row = self.at(row);
            columns.extend_from_slice(row.columns());
            values.extend_from_slice(row.values());
            offsets.push(values.len());
        }
        Self::of_parts(self.width, offsets, columns, values)
    }

    /// Returns the rows of all parts, one part after another.
    ///
    /// # Errors
    /// There is no part, or the parts differ in their number of columns.
    pub fn stack(parts: &[Self]) -> Result<Self> {
        let Some(first) = parts.first() else {
            return Err(Error::new("rows are stacked from at least 1 part, got none"));
        };
        if let Some((at, part)) = parts.iter().enumerate().find(|(_, part)| part.width != first.width) {
            return Err(Error::new(format!(
                "all parts need the same number of columns, but part 0 has {} and part {at} (counted from 0) has {}",
                first.width, part.width
            )));
        }
        let stored = parts.iter().map(Self::stored).sum();
        let mut offsets = Vec::with_capacity(parts.iter().map(Self::rows).sum::<usize>() + 1);
        offsets.push(0);
        let (mut columns, mut values) = (Vec::with_capacity(stored), Vec::with_capacity(stored));
        for part in parts {
            let before = values.len();
            offsets.extend(part.starts().into_iter().skip(1).map(|start| before + start));
            columns.extend_from_slice(part.column_numbers());
            values.extend_from_slice(part.values());
        }
        Ok(Self::of_parts(first.width, offsets, columns, values))
    }

    /// Returns the columns of all parts side by side.
    ///
    /// # Errors
    /// There is no part, the parts differ in their number of rows, or there are more than 2³² columns.
    pub fn beside(parts: &[Self]) -> Result<Self> {
        let Some(first) = parts.first() else {
            return Err(Error::new("columns are joined from at least 1 part, got none"));
        };
        let rows = first.rows();
        if let Some((at, part)) = parts.iter().enumerate().find(|(_, part)| part.rows() != rows) {
            return Err(Error::new(format!(
                "all parts need the same number of rows, but part 0 has {rows} and part {at} (counted from 0) has {}",
                part.rows()
            )));
        }
        let width = parts.iter().try_fold(0_usize, |sum, part| sum.checked_add(part.width));
        let width = width.unwrap_or(usize::MAX);
        require_width(width)?;
        let stored = parts.iter().map(Self::stored).sum();
        let mut offsets = Vec::with_capacity(rows + 1);
        offsets.push(0);
        let (mut columns, mut values) = (Vec::with_capacity(stored), Vec::with_capacity(stored));
        for row in 0..rows {
            let mut first_column = 0;
            for part in parts {
                let row = part.at(row);
                columns.extend(row.columns().iter().map(|column| first_column + column));
                values.extend_from_slice(row.values());
                // A part with a column after this one begins below 2³².
                first_column = first_column.wrapping_add(part.width as u32);
            }
            offsets.push(values.len());
        }
        Ok(Self::of_parts(width, offsets, columns, values))
    }

    /// Returns the given columns, whose numbers rise.
    pub(crate) fn pick_columns(&self, columns: &[usize]) -> Self {
        let (mut starts, mut places, mut values) = (vec![0], Vec::new(), Vec::new());
        for row in self.iter() {
            let mut rest = columns;
            for (&column, value) in row.columns().iter().zip(row.values()) {
                let before = rest.partition_point(|&kept| kept < column as usize);
                rest = rest.get(before..).unwrap_or_default();
                if rest.first() == Some(&(column as usize)) {
                    places.push((columns.len() - rest.len()) as u32);
                    values.push(value.clone());
                }
            }
            starts.push(values.len());
        }
        Self::of_parts(columns.len(), starts, places, values)
    }

    /// Returns a matrix of `width` columns in which the columns of this one have the given numbers, which rise. Others are empty.
    pub(crate) fn spread_columns(&self, columns: &[usize], width: usize) -> Self {
        let place = |&column: &u32| columns.get(column as usize).map_or(column, |&place| place as u32);
        let places = self.column_numbers().iter().map(place).collect();
        Self::of_parts(width, self.starts(), places, self.values().to_vec())
    }

    /// Returns the matrix without the stored values for which `is_kept` is false.
    pub(crate) fn retain(&self, is_kept: impl Fn(&A) -> bool) -> Self {
        let (mut starts, mut places, mut values) = (vec![0], Vec::new(), Vec::new());
        for row in self.iter() {
            for (&column, value) in row.columns().iter().zip(row.values()).filter(|(_, value)| is_kept(value))
            {
                places.push(column);
                values.push(value.clone());
            }
            starts.push(values.len());
        }
        Self::of_parts(self.width, starts, places, values)
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, concatenate};
    use proptest::prelude::*;

    use super::*;

    fn array(rows: usize, width: usize, seed: u64) -> Array2<i64> {
        Array2::from_shape_fn((rows, width), |(row, column)| {
            let bits = seed.rotate_left((row * 7 + column * 3) as u32);
            if bits & 3 == 0 { (bits >> 50) as i64 } else { 0 }
        })
    }

    proptest! {
        #[test]
        fn rows_are_those_of_the_array(
            rows in 1..9_usize, width in 0..5_usize, seed in any::<u64>(), cut in any::<(usize, usize)>(),
            picked in proptest::collection::vec(any::<usize>(), 0..6)
        ) {
            let array = array(rows, width, seed);
            let sparse = Sparse::from_dense(&array).expect("few columns");
            let (start, end) = (cut.0 % (rows + 1), cut.1 % (rows + 1));
            let (start, end) = (start.min(end), start.max(end));
            let part = sparse.cut(start..end);
            let dense = array.slice_axis(Axis(0), Slice::from(start..end)).to_owned();
            prop_assert_eq!(part.to_dense().expect("small"), dense.clone());
            prop_assert_eq!(&part, &Sparse::from_dense(&dense).expect("few columns"));
            let within: Vec<usize> = picked.iter().filter(|_| end > start).map(|at| at % (end - start).max(1)).collect();
            let again = part.cut(0..part.rows()).pick(&within);
            prop_assert_eq!(again.to_dense().expect("small"), dense.select(Axis(0), &within));
            let stacked = Sparse::stack(&[part.clone(), sparse.clone(), part.clone()]).expect("one width");
            let expected = concatenate(Axis(0), &[dense.view(), array.view(), dense.view()]).expect("one width");
            prop_assert_eq!(stacked.to_dense().expect("small"), expected);
            let joined = Sparse::beside(&[sparse.clone(), sparse.clone()]).expect("one number of rows");
            let expected = concatenate(Axis(1), &[array.view(), array.view()]).expect("one number of rows");
            prop_assert_eq!(joined.to_dense().expect("small"), expected);
            let kept: Vec<usize> = (0..width).filter(|column| seed >> column & 1 == 1).collect();
            let narrow = part.pick_columns(&kept);
            prop_assert_eq!(narrow.to_dense().expect("small"), dense.select(Axis(1), &kept));
            let wide = narrow.spread_columns(&kept, width).to_dense().expect("small");
            let holes = Array2::from_shape_fn(dense.dim(), |(row, column)| if kept.contains(&column) { dense[[row, column]] } else { 0 });
            prop_assert_eq!(wide, holes);
            let odd = part.retain(|value| value % 2 != 0);
            prop_assert_eq!(odd, Sparse::from_dense(&dense.mapv(|value| if value % 2 != 0 { value } else { 0 })).expect("few columns"));
        }
    }

    #[test]
    fn parts_that_do_not_fit_are_named() {
        let part = |rows, width| Sparse::<f32>::from_triplets((rows, width), []).expect("empty");
        let error = Sparse::stack(&[part(1, 2), part(1, 3)]).expect_err("two widths").to_string();
        assert!(error.contains("part 0 has 2 and part 1 (counted from 0) has 3"), "{error}");
        let error = Sparse::beside(&[part(1, 2), part(2, 2)]).expect_err("two numbers of rows").to_string();
        assert!(error.contains("part 0 has 1 and part 1"), "{error}");
        assert!(Sparse::beside(&[part(1, 1 << 32), part(1, 1)]).is_err());
        assert!(Sparse::<f32>::stack(&[]).is_err() && Sparse::<f32>::beside(&[]).is_err());
    }
}
