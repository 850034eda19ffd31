//! [`Table`]: values that have rows, and their parts.
//!
//! Invariant: the members of a tuple are always split in the same way, so a label stays with its row.

use std::ops::Range;

use ndarray::{ArcArray, Axis, RemoveAxis, Slice, concatenate};

use super::Classes;
use crate::records::{Column, Nullable, Plain, Record, Records};
use crate::sparse::Sparse;
use crate::{Error, Result};

/// Arrays of any rank whose first axis is the rows, [`Sparse`] matrices, columns and [`Records`], and tuples of up to six of them. `()` has no rows; in `(x, ())` it means
/// that there are no targets.
pub trait Table: Clone {
    /// Adds the number of rows of each array to `counts`.
    #[doc(hidden)]
    fn count_rows(&self, counts: &mut Vec<usize>);

    /// Returns the rows of a range that is known to be valid.
    #[doc(hidden)]
    fn cut(&self, range: Range<usize>) -> Self;

    /// Returns the rows with these indices, which are known to be valid.
    #[doc(hidden)]
    fn pick(&self, rows: &[usize]) -> Self;

    /// Returns the rows of all parts, one part after another.
    ///
    /// # Errors
    /// There is no part, or the parts differ in an axis other than the first.
    fn stack(parts: &[Self]) -> Result<Self>;

    /// Returns the classes of the rows, if the value is a target whose type can only be labels: an array with one axis of
    /// integers, `bool`, `char`, `String` or `&'static str`. A tuple, such as a target with weights, has the classes of its first
    /// array. Numbers of type `f32` or `f64` are quantities, not labels.
    ///
    /// ```
    /// use ndarray::array;
    /// use shapeflow::batches::Table;
    ///
    /// let classes = array!["b", "a", "b"].into_shared().classes().unwrap();
    /// assert_eq!(classes.of_rows(), [0, 1, 0]);
    /// assert!(array![0.0, 1.0].into_shared().classes().is_none());
    /// ```
    fn classes(&self) -> Option<Classes> {
        None
    }

    /// Returns the number of rows.
    ///
    /// # Errors
    /// The arrays of a tuple differ in their numbers of rows, or there is no array.
    fn row_count(&self) -> Result<usize> {
        let mut counts = Vec::new();
        self.count_rows(&mut counts);
        let Some(&rows) = counts.first() else {
            return Err(Error::new("a table needs at least 1 array, got none"));
        };
        match counts.iter().enumerate().find(|&(_, &count)| count != rows) {
            None => Ok(rows),
            Some((at, count)) => Err(Error::new(format!(
                "all arrays need the same number of rows, but array 0 has {rows} and array {at} (counted from 0) has {count}"
            ))),
        }
    }

    /// Returns the rows of a range, in the same buffers: nothing is copied.
    ///
    /// # Errors
    /// Returns the errors of [`row_count`](Self::row_count), and an error if the range ends before its start or after the last
    /// row.
    fn row_range(&self, range: Range<usize>) -> Result<Self> {
        let rows = self.row_count()?;
        if range.start > range.end || range.end > rows {
            return Err(Error::new(format!(
                "asked for rows {} to {} of {rows}: the start must not exceed the end, and the end must not exceed {rows}",
                range.start, range.end
            )));
        }
        Ok(self.cut(range))
    }

    /// Returns a copy of the rows with these indices, in this order.
    ///
    /// # Errors
    /// Returns the errors of [`row_count`](Self::row_count), and an error if an index is out of range.
    ///
    /// ```
    /// use ndarray::array;
    /// use shapeflow::batches::Table;
    ///
    /// let table = (array![[1.0], [2.0], [3.0]].into_shared(), array!['a', 'b', 'c'].into_shared());
    /// assert_eq!(table.rows_at(&[2, 0])?, (array![[3.0], [1.0]].into_shared(), array!['c', 'a'].into_shared()));
    /// # Ok::<(), shapeflow::Error>(())
    /// ```
    fn rows_at(&self, numbers: &[usize]) -> Result<Self> {
        let rows = self.row_count()?;
        match numbers.iter().find(|&&number| number >= rows) {
            None => Ok(self.pick(numbers)),
            Some(number) => {
                Err(Error::new(format!("asked for row {number} (counted from 0), but there are {rows} rows")))
            }
        }
    }
}

impl<A: Clone + 'static, D: RemoveAxis + 'static> Table for ArcArray<A, D> {
    fn classes(&self) -> Option<Classes> {
        Classes::of_array(self)
    }

    fn count_rows(&self, counts: &mut Vec<usize>) {
        counts.push(self.len_of(Axis(0)));
    }

    fn stack(parts: &[Self]) -> Result<Self> {
        let views: Vec<_> = parts.iter().map(|part| part.view()).collect();
        Ok(concatenate(Axis(0), &views)?.into_shared())
    }

    fn cut(&self, range: Range<usize>) -> Self {
        let mut part = self.clone();
        part.slice_axis_inplace(Axis(0), Slice::from(range));
        part
    }

    fn pick(&self, rows: &[usize]) -> Self {
        self.view().select(Axis(0), rows).into_shared()
    }
}

impl<T: Plain> Table for Nullable<T> {
    fn count_rows(&self, counts: &mut Vec<usize>) {
        counts.push(self.len());
    }

    fn stack(parts: &[Self]) -> Result<Self> {
        Column::stack(&parts.iter().collect::<Vec<_>>())
    }

    fn cut(&self, range: Range<usize>) -> Self {
        Nullable::cut(self, range)
    }

    fn pick(&self, rows: &[usize]) -> Self {
        Nullable::pick(self, rows)
    }
}

impl<A: Clone> Table for Sparse<A> {
    fn count_rows(&self, counts: &mut Vec<usize>) {
        counts.push(self.rows());
    }

    fn stack(parts: &[Self]) -> Result<Self> {
        Sparse::stack(parts)
    }

    fn cut(&self, range: Range<usize>) -> Self {
        Sparse::cut(self, range)
    }

    fn pick(&self, rows: &[usize]) -> Self {
        Sparse::pick(self, rows)
    }
}

impl<R: Record> Table for Records<R> {
    fn count_rows(&self, counts: &mut Vec<usize>) {
        counts.push(self.len());
    }

    fn stack(parts: &[Self]) -> Result<Self> {
        Records::stack(parts)
    }

    fn cut(&self, range: Range<usize>) -> Self {
        Records::cut(self, range)
    }

    fn pick(&self, rows: &[usize]) -> Self {
        Records::pick(self, rows)
    }
}

impl Table for () {
    fn stack(_: &[Self]) -> Result<Self> {
        Ok(())
    }

    fn count_rows(&self, _: &mut Vec<usize>) {}

    fn cut(&self, _: Range<usize>) {}

    fn pick(&self, _: &[usize]) {}
}

macro_rules! tuple {
    ($($name:ident $at:tt),+) => {
        impl<$($name: Table),+> Table for ($($name,)+) {
            fn classes(&self) -> Option<Classes> {
                self.0.classes()
            }

            fn count_rows(&self, counts: &mut Vec<usize>) {
                $(self.$at.count_rows(counts);)+
            }

            fn stack(parts: &[Self]) -> Result<Self> {
                Ok(($($name::stack(&parts.iter().map(|part| part.$at.clone()).collect::<Vec<_>>())?,)+))
            }

            fn cut(&self, range: Range<usize>) -> Self {
                ($(self.$at.cut(range.clone()),)+)
            }

            fn pick(&self, rows: &[usize]) -> Self {
                ($(self.$at.pick(rows),)+)
            }
        }
    };
}
tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
