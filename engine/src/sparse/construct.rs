//! A sparse matrix from triplets, from its parts and from an array, and the array of a matrix.
//!
//! Invariant: nothing but these functions and `select` makes a matrix, and each of them keeps the invariant of `matrix`.

use std::ops::AddAssign;

use ndarray::{Array2, ArrayBase, Data, Ix2};

use super::matrix::Sparse;
use crate::{Error, Result};

/// The largest number of columns: a column's number is a `u32`.
const MOST_COLUMNS: usize = 1 << 32;

impl<A> Sparse<A> {
    /// Creates a matrix of (rows, columns) from the parts that CSR has, without sorting or copying: the values of row `i` are those
    /// from `offsets[i]` to `offsets[i + 1]`, and `columns` has the column of each.
    ///
    /// ```
    /// use shapeflow::prelude::*;
    ///
    /// let x = Sparse::from_parts((2, 3), vec![0, 1, 3], vec![2, 0, 1], vec![5.0, 6.0, 7.0])?;
    /// assert_eq!(x.to_dense()?, array![[0.0, 0.0, 5.0], [6.0, 7.0, 0.0]]);
    /// assert!(Sparse::from_parts((1, 3), vec![0, 2], vec![1, 1], vec![5.0, 6.0]).is_err());
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// There are not one more offsets than rows, from 0 to the number of values and without a fall; the numbers of columns and values
    /// differ; or the columns of a row do not rise strictly below the number of columns. More than 2³² columns.
    pub fn from_parts(
        (rows, width): (usize, usize),
        offsets: Vec<usize>,
        columns: Vec<u32>,
        values: Vec<A>,
    ) -> Result<Self> {
        require_width(width)?;
        if columns.len() != values.len() {
            return Err(Error::new(format!(
                "each stored value needs a column, got {} columns and {} values",
                columns.len(),
                values.len()
            )));
        }
        if rows.checked_add(1) != Some(offsets.len())
            || offsets.first() != Some(&0)
            || offsets.last() != Some(&values.len())
        {
            return Err(Error::new(format!(
                "a sparse matrix of {rows} rows and {} values needs {rows} + 1 offsets from 0 to {}, got {} from {:?} to {:?}",
                values.len(),
                values.len(),
                offsets.len(),
                offsets.first(),
                offsets.last()
            )));
        }
        for (row, pair) in offsets.windows(2).enumerate() {
            let &[start, end] = pair else { continue };
            let inside = columns.get(start..end).ok_or_else(|| {
                Error::new(format!(
                    "the offsets of row {row} (counted from 0) are {start} and {end}, in falling order"
                ))
            })?;
            let rises = inside.windows(2).all(|pair| matches!(pair, [left, right] if left < right));
            let is_inside = inside.last().is_none_or(|&last| (last as usize) < width);
            if !rises || !is_inside {
                return Err(Error::new(format!(
                    "the columns of row {row} (counted from 0) must rise, each once, and stay below {width}: sort them, or use \
                     `Sparse::from_triplets`"
                )));
            }
        }
        Ok(Self::of_parts(width, offsets, columns, values))
    }

    /// As [`from_parts`](Self::from_parts), of parts that are known to be valid.
    pub(crate) fn of_parts(width: usize, offsets: Vec<usize>, columns: Vec<u32>, values: Vec<A>) -> Self {
        Self { offsets: offsets.into(), columns: columns.into(), values: values.into(), width }
    }

    /// Creates a matrix of (rows, columns) from (row, column, value), in any order. Values of one place are added (SciPy's
    /// `coo_matrix`).
    ///
    /// # Errors
    /// A row or column is not below the number of rows or columns. More than 2³² columns.
    pub fn from_triplets(
        (rows, width): (usize, usize),
        triplets: impl IntoIterator<Item = (usize, usize, A)>,
    ) -> Result<Self>
    where
        A: AddAssign,
    {
        require_width(width)?;
        let mut triplets: Vec<(usize, usize, A)> = triplets.into_iter().collect();
        if let Some((row, column, _)) =
            triplets.iter().find(|(row, column, _)| *row >= rows || *column >= width)
        {
            return Err(Error::new(format!(
                "row {row}, column {column} (counted from 0) is outside of {rows} rows and {width} columns"
            )));
        }
        // Stable, so that the values of one place are added in the order of the caller.
        triplets.sort_by_key(|&(row, column, _)| (row, column));
        let mut offsets = Vec::with_capacity(rows.saturating_add(1).min(1 << 24));
        offsets.push(0);
        let mut columns: Vec<u32> = Vec::with_capacity(triplets.len());
        let mut values: Vec<A> = Vec::with_capacity(triplets.len());
        let mut last = None;
        for (row, column, value) in triplets {
            if last == Some((row, column))
                && let Some(sum) = values.last_mut()
            {
                *sum += value;
                continue;
            }
            last = Some((row, column));
            offsets.resize(row + 1, values.len());
            columns.push(column as u32);
            values.push(value);
        }
        offsets.resize(rows + 1, values.len());
        Ok(Self::of_parts(width, offsets, columns, values))
    }

    /// Creates the matrix of the values of an array that are not `A::default()`, which is the zero of numbers.
    ///
    /// # Errors
    /// More than 2³² columns.
    pub fn from_dense<S: Data<Elem = A>>(array: &ArrayBase<S, Ix2>) -> Result<Self>
    where
        A: Clone + Default + PartialEq,
    {
        let zero = A::default();
        require_width(array.ncols())?;
        let mut offsets = vec![0];
        let (mut columns, mut values) = (Vec::new(), Vec::new());
        for row in array.rows() {
            for (column, value) in row.iter().enumerate().filter(|(_, value)| **value != zero) {
                columns.push(column as u32);
                values.push(value.clone());
            }
            offsets.push(values.len());
        }
        Ok(Self::of_parts(array.ncols(), offsets, columns, values))
    }

    /// Returns the array of all values, with `A::default()` where none is stored.
    ///
    /// # Errors
    /// The array does not fit into memory.
    pub fn to_dense(&self) -> Result<Array2<A>>
    where
        A: Clone + Default,
    {
        let (rows, width) = self.shape();
        let mut zeros = Vec::new();
        let length = rows.checked_mul(width).filter(|length| zeros.try_reserve_exact(*length).is_ok());
        let length = length.ok_or_else(|| {
            Error::new(format!(
                "{rows} rows of {width} columns do not fit into memory as an array; use steps that take sparse values"
            ))
        })?;
        zeros.resize(length, A::default());
        let mut array = Array2::from_shape_vec((rows, width), zeros)?;
        for (mut to, from) in array.rows_mut().into_iter().zip(self.iter()) {
            for (&column, value) in from.columns().iter().zip(from.values()) {
                if let Some(place) = to.get_mut(column as usize) {
                    place.clone_from(value);
                }
            }
        }
        Ok(array)
    }
}

pub(super) fn require_width(width: usize) -> Result<()> {
    if width <= MOST_COLUMNS {
        return Ok(());
    }
    Err(Error::new(format!("a sparse matrix has at most {MOST_COLUMNS} columns, got {width}")))
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, array};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts_with_a_mistake_are_named() {
        let message = |shape, offsets, columns: Vec<u32>| {
            let values = vec![1.0; columns.len()];
            Sparse::from_parts(shape, offsets, columns, values).expect_err("a mistake").to_string()
        };
        assert!(message((2, 3), vec![0, 1], vec![0]).contains("2 + 1 offsets from 0 to 1, got 2"));
        assert!(message((1, 3), vec![1, 1], vec![0]).contains("from Some(1)"));
        assert!(message((2, 3), vec![0, 2, 1], vec![0]).contains("row 0 (counted from 0) are 0 and 2"));
        assert!(
            message((2, 3), vec![0, 0, 2], vec![1, 1])
                .contains("the columns of row 1 (counted from 0) must rise")
        );
        assert!(message((1, 3), vec![0, 1], vec![3]).contains("stay below 3"));
        let error = Sparse::from_parts((1, 3), vec![0, 1], vec![0], vec![1.0, 2.0]).expect_err("two values");
        assert!(error.to_string().contains("got 1 columns and 2 values"));
        let error = Sparse::from_triplets((2, 3), [(2, 0, 1.0)]).expect_err("outside").to_string();
        assert!(
            error.contains("row 2, column 0 (counted from 0) is outside of 2 rows and 3 columns"),
            "{error}"
        );
        assert!(Sparse::from_triplets((1, MOST_COLUMNS + 1), [(0, 0, 1)]).is_err());
        let wide = Sparse::<f64>::from_triplets((usize::MAX >> 40, MOST_COLUMNS), []).expect("empty");
        assert!(wide.to_dense().expect_err("too large").to_string().contains("do not fit into memory"));
    }

    #[test]
    fn values_of_one_place_are_added_in_order() {
        let x = Sparse::from_triplets((3, 2), [(2, 1, 1e16), (0, 0, 1.0), (2, 1, 1.0), (2, 1, -1e16)]);
        assert_eq!(x.expect("inside").to_dense().expect("small"), array![[1.0, 0.0], [0.0, 0.0], [0.0, 0.0]]);
    }

    proptest! {
        #[test]
        fn an_array_comes_back(rows in 0..6_usize, width in 0..5_usize, seed in any::<u64>()) {
            let array = Array2::from_shape_fn((rows, width), |(row, column)| {
                (seed >> ((row * width + column) % 60)) as i8 % 3
            });
            let sparse = Sparse::from_dense(&array).expect("few columns");
            prop_assert_eq!(sparse.to_dense().expect("small"), array.clone());
            prop_assert_eq!(sparse.stored(), array.iter().filter(|value| **value != 0).count());
            let triplets = array.indexed_iter().filter(|(_, value)| **value != 0);
            let mut triplets: Vec<_> = triplets.map(|((row, column), &value)| (row, column, value)).collect();
            triplets.reverse();
            let again = Sparse::from_triplets((rows, width), triplets).expect("inside");
            prop_assert_eq!(&again, &sparse);
            let parts = Sparse::from_parts(
                sparse.shape(), sparse.starts(), sparse.column_numbers().to_vec(), sparse.values().to_vec(),
            );
            prop_assert_eq!(parts.expect("valid"), sparse);
        }
    }
}
