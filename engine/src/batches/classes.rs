//! [`Classes`]: which rows of a target have the same label.
//!
//! Invariant: classes are numbered in the order in which they first appear, and each has at least one row.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt::Debug;

use ndarray::{ArcArray, ArcArray1, Dimension};

/// The classes of the rows of a target: see [`Table::classes`](super::Table::classes).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classes {
    of_rows: Vec<usize>,
    rows: Vec<Vec<usize>>,
    labels: Vec<String>,
}

impl Classes {
    /// Returns the number of classes.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// Returns the class of each row, `[n]`.
    pub fn of_rows(&self) -> &[usize] {
        &self.of_rows
    }

    /// Returns the rows of each class, in ascending order.
    pub fn rows(&self) -> &[Vec<usize>] {
        &self.rows
    }

    /// Returns the label of a class as it is written in Rust, such as `3` or `"rare"`; `None` if there is no such class.
    pub fn label(&self, class: usize) -> Option<&str> {
        self.labels.get(class).map(String::as_str)
    }

    /// The classes of an array with one axis, if its elements are of a type that can only be labels.
    pub(super) fn of_array<A: 'static, D: Dimension + 'static>(array: &ArcArray<A, D>) -> Option<Self> {
        let array: &dyn Any = array;
        macro_rules! first_of {
            ($($label:ty),+) => {
                $(if let Some(labels) = array.downcast_ref::<ArcArray1<$label>>() {
                    return Some(Self::of(labels));
                })+
            };
        }
        first_of!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);
        first_of!(bool, char, String, &'static str);
        None
    }

    fn of<L: Ord + Debug>(labels: &ArcArray1<L>) -> Self {
        let of_rows = numbered(labels);
        let rows = rows_of(&of_rows);
        let first = rows.iter().filter_map(|rows| labels.get(*rows.first()?));
        let labels = first.map(|label| format!("{label:?}")).collect();
        Self { of_rows, rows, labels }
    }
}

/// The number of the class of each row.
pub(super) fn numbered<L: Ord>(labels: impl IntoIterator<Item = L>) -> Vec<usize> {
    let mut known = BTreeMap::new();
    let number = |label| {
        let next = known.len();
        *known.entry(label).or_insert(next)
    };
    labels.into_iter().map(number).collect()
}

/// The rows of each class.
pub(super) fn rows_of(numbered: &[usize]) -> Vec<Vec<usize>> {
    let count = numbered.iter().max().map_or(0, |&last| last + 1);
    let mut rows = vec![Vec::new(); count];
    for (row, &class) in numbered.iter().enumerate() {
        if let Some(rows) = rows.get_mut(class) {
            rows.push(row);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use ndarray::{ArcArray2, Array1, array};

    use super::super::Table;
    use super::*;

    #[test]
    fn classes_are_numbered_as_they_appear() {
        let classes = array!["b", "a", "b"].into_shared().classes().expect("texts are labels");
        assert_eq!((classes.of_rows(), classes.count()), (&[0, 1, 0][..], 2));
        assert_eq!(classes.rows(), [vec![0, 2], vec![1]]);
        assert_eq!(
            (classes.label(0), classes.label(1), classes.label(2)),
            (Some("\"b\""), Some("\"a\""), None)
        );
        assert_eq!(Array1::<u8>::zeros(0).into_shared().classes().expect("labels").count(), 0);
    }

    #[test]
    fn labels_are_told_by_their_type() {
        let count = |classes: Option<Classes>| classes.map(|classes| classes.count());
        assert_eq!(count(array![-1_i64, 3, 3].into_shared().classes()), Some(2));
        assert_eq!(count(array![true, false].into_shared().classes()), Some(2));
        assert_eq!(count(array!['a', 'a'].into_shared().classes()), Some(1));
        assert_eq!(count(array!["a".to_owned()].into_shared().classes()), Some(1));
        assert_eq!(count(array![0.0_f32, 1.0].into_shared().classes()), None);
        assert_eq!(count(array![0.0_f64, 1.0].into_shared().classes()), None);
        assert_eq!(count(ArcArray2::<u8>::zeros((2, 2)).classes()), None);
        assert_eq!(count(().classes()), None);
        // The target comes first, then its weights.
        let weighted = (array![1_u8, 2].into_shared(), array![0.5, 1.0].into_shared());
        assert_eq!(count(weighted.classes()), Some(2));
        assert_eq!(count((weighted.1, weighted.0).classes()), None);
    }
}
