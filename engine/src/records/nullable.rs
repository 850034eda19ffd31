//! [`Nullable`]: a column whose values may be missing.
//!
//! Invariant: there is a bitmap exactly if a value is missing, so a column without missing values is an array as it is. In the
//! place of a missing value is [`Plain::filler`], which nothing reads.

use std::fmt;
use std::ops::Range;

use ndarray::{ArcArray1, Array1, ArrayView1, Axis, Slice};

use super::contract::Plain;
use super::validity::Validity;
use crate::{Error, Result};

/// A column of `n` values that may be missing: what flows along an edge `Option<f32>[n]`.
///
/// It is one buffer of values, and one bit for each row (the layout of Arrow): see [`values`](Self::values) and
/// [`iter`](Self::iter). A clone shares both.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::records::Nullable;
///
/// let ages = Nullable::from_iter([Some(29.0_f32), None, Some(2.0)]);
/// assert_eq!((ages.len(), ages.missing()), (3, 1));
/// assert_eq!(ages.iter().flatten().sum::<f32>(), 31.0);
/// assert!(ages.into_array().is_err());
///
/// let complete = Nullable::from(array![1.0, 2.0]);
/// assert_eq!(complete.into_array().ok(), Some(array![1.0, 2.0].into_shared()));
/// ```
#[derive(Clone)]
pub struct Nullable<T> {
    values: ArcArray1<T>,
    validity: Option<Validity>,
}

impl<T: Plain> Nullable<T> {
    /// Creates a column of values, and for each row whether its value is there. The values are not copied.
    ///
    /// # Errors
    /// The two differ in length.
    pub fn new(values: ArcArray1<T>, present: &[bool]) -> Result<Self> {
        if values.len() != present.len() {
            return Err(Error::new(format!(
                "expected one `bool` for each of {} values, got {}",
                values.len(),
                present.len()
            )));
        }
        Ok(Self { values, validity: Validity::of(present.iter().copied()) })
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Returns whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Returns the number of missing values.
    pub fn missing(&self) -> usize {
        self.validity.as_ref().map_or(0, Validity::missing)
    }

    /// Returns whether the value of this row is there; false beyond the last row.
    pub fn is_present(&self, row: usize) -> bool {
        match &self.validity {
            Some(validity) => validity.is_present(row),
            None => row < self.len(),
        }
    }

    /// Returns the value of a row; `None` if it is missing, and beyond the last row.
    pub fn get(&self, row: usize) -> Option<&T> {
        self.values.get(row).filter(|_| self.is_present(row))
    }

    /// Returns the values in order; `None` for one that is missing.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Option<&T>> {
        (0..self.len()).map(|row| self.get(row))
    }

    /// Returns the buffer of values, `[n]`. In the place of a missing value is any value of the type: see
    /// [`is_present`](Self::is_present).
    pub fn values(&self) -> ArrayView1<'_, T> {
        self.values.view()
    }

    /// Returns the buffer of values, which is shared and not copied, if no value is missing.
    ///
    /// # Errors
    /// A value is missing: returns the column as it was.
    pub fn into_array(self) -> Result<ArcArray1<T>, Self> {
        if self.validity.is_none() { Ok(self.values) } else { Err(self) }
    }

    /// Returns the values with `value` in the place of each one that is missing. Nothing is copied if none is, or if nothing else
    /// uses the buffer.
    pub fn filled(self, value: &T) -> ArcArray1<T> {
        let Self { mut values, validity } = self;
        if let Some(validity) = validity {
            for (slot, is_present) in values.iter_mut().zip(validity.iter()) {
                if !is_present {
                    slot.clone_from(value);
                }
            }
        }
        values
    }

    /// Returns the rows of a range that is known to be valid, in the same buffers.
    pub(crate) fn cut(&self, range: Range<usize>) -> Self {
        let mut values = self.values.clone();
        values.slice_axis_inplace(Axis(0), Slice::from(range.clone()));
        Self { values, validity: self.validity.as_ref().and_then(|validity| validity.cut(range)) }
    }

    /// Returns a copy of the rows with these indices, which are known to be valid.
    pub(crate) fn pick(&self, rows: &[usize]) -> Self {
        let present = self.validity.as_ref();
        Self {
            values: self.values.select(Axis(0), rows).into_shared(),
            validity: present
                .and_then(|validity| Validity::of(rows.iter().map(|&row| validity.is_present(row)))),
        }
    }
}

impl<T: Plain> FromIterator<Option<T>> for Nullable<T> {
    fn from_iter<I: IntoIterator<Item = Option<T>>>(cells: I) -> Self {
        let (mut values, mut present) = (Vec::new(), Vec::new());
        for cell in cells {
            present.push(cell.is_some());
            values.push(cell.unwrap_or_else(T::filler));
        }
        Self { values: values.into(), validity: Validity::of(present) }
    }
}

impl<T> From<ArcArray1<T>> for Nullable<T> {
    fn from(values: ArcArray1<T>) -> Self {
        Self { values, validity: None }
    }
}

impl<T: Clone> From<Array1<T>> for Nullable<T> {
    fn from(values: Array1<T>) -> Self {
        Self { values: values.into_shared(), validity: None }
    }
}

impl<T: Plain> From<Vec<Option<T>>> for Nullable<T> {
    fn from(cells: Vec<Option<T>>) -> Self {
        cells.into_iter().collect()
    }
}

/// Two columns are equal if the same values are missing and the others are equal.
impl<T: Plain + PartialEq> PartialEq for Nullable<T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<T: Plain + fmt::Debug> fmt::Debug for Nullable<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_missing_value_is_no_value() {
        let column = Nullable::from(vec![Some(1.5), None, Some(f64::NAN)]);
        assert_eq!((column.get(0), column.get(1), column.get(3)), (Some(&1.5), None, None));
        assert!(column.is_present(2) && !column.is_present(3));
        assert_eq!(format!("{column:?}"), "[Some(1.5), None, Some(NaN)]");
        assert_eq!(column.clone().filled(&0.5).to_vec()[..2], [1.5, 0.5]);
        assert!(Nullable::new(array![1, 2].into_shared(), &[true]).is_err());
        assert_ne!(Nullable::from(vec![Some(0), None]), Nullable::from(array![0, 0]));
    }

    #[test]
    fn a_complete_column_is_the_array_itself() {
        let values = array![1, 2, 3].into_shared();
        let column = Nullable::new(values.clone(), &[true; 3]).expect("three of each");
        let same = column.clone().into_array().expect("none is missing");
        assert_eq!(same.as_ptr(), values.as_ptr());
        assert_eq!(column.filled(&0).as_ptr(), values.as_ptr());
    }

    proptest! {
        #[test]
        fn parts_and_choices_are_those_of_options(
            cells in prop::collection::vec(any::<Option<i16>>(), 0..40),
            ends in (0_usize..40, 0_usize..40),
            rows in prop::collection::vec(0_usize..40, 0..20),
        ) {
            let column = Nullable::from(cells.clone());
            prop_assert_eq!(column.missing(), cells.iter().filter(|cell| cell.is_none()).count());
            let (start, end) = (ends.0.min(ends.1).min(cells.len()), ends.0.max(ends.1).min(cells.len()));
            let part = column.cut(start..end);
            prop_assert_eq!(&part, &Nullable::from(cells[start..end].to_vec()));
            prop_assert_eq!(part.missing() == 0, part.clone().into_array().is_ok());
            let rows: Vec<usize> = rows.into_iter().filter(|&row| row < cells.len()).collect();
            let picked: Vec<Option<i16>> = rows.iter().map(|&row| cells[row]).collect();
            prop_assert_eq!(column.pick(&rows), Nullable::from(picked));
            let within: Vec<usize> = rows.into_iter().filter(|&row| row < part.len()).collect();
            let again: Vec<Option<i16>> = within.iter().map(|&row| cells[start + row]).collect();
            prop_assert_eq!(part.pick(&within), Nullable::from(again));
        }
    }
}
