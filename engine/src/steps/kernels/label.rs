//! [`Label`]: the types that can be class labels.

use std::fmt::Debug;

use ndarray::ArrayView1;

use crate::{Error, Result};

/// A class label: `u8` to `u64`, `i8` to `i64`, `usize`, `isize`, `bool` (false is class 0), or an enum with
/// [`#[derive(Category)]`](macro@crate::records::Category).
///
/// Classes are numbered from 0.
///
/// ```
/// use shapeflow::steps::Label;
///
/// assert_eq!((3_u8.class(), true.class(), (-1_i32).class()), (Some(3), Some(1), None));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a class label",
    label = "not an integer",
    note = "class labels are integers from 0: u8, u16, u32, u64, usize, i8, i16, i32, i64, isize or bool, or an enum with `#[derive(Category)]`"
)]
pub trait Label: Copy + Debug + Send + Sync + 'static {
    /// The number of the class; `None` for a negative label.
    fn class(self) -> Option<usize>;
}

/// A [`Label`] of one of `C` classes, as far as its type says: each integer, and an enum with `C` categories.
///
/// So `OneHot<3>` of an enum with two categories is a compile-time error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a label of {C} classes",
    label = "not a label of so many classes",
    note = "class labels are integers from 0, or an enum with `#[derive(Category)]` and as many categories as there are classes"
)]
pub trait LabelOf<const C: usize>: Label {}

/// The numbers of the classes of all labels; fails for one that is not below `count`.
pub(crate) fn classes<L: Label>(labels: ArrayView1<'_, L>, count: usize) -> Result<Vec<usize>> {
    let class = |(row, &label): (usize, &L)| {
        label.class().filter(|&class| class < count).ok_or_else(|| {
            Error::new(format!(
                "labels must be the classes 0 to {}, but row {row} (counted from 0) has {label:?}; number the classes from 0 \
                 with a label encoder, and use a step with as many classes as it has labels",
                count.saturating_sub(1)
            ))
        })
    };
    labels.iter().enumerate().map(class).collect()
}

/// As [`classes`], with one label for each row.
pub(crate) fn row_classes<L: Label>(
    rows: usize,
    labels: ArrayView1<'_, L>,
    count: usize,
) -> Result<Vec<usize>> {
    if labels.len() != rows {
        return Err(Error::new(format!(
            "each row needs a label, got {rows} rows and {} labels",
            labels.len()
        )));
    }
    classes(labels, count)
}

macro_rules! label {
    ($($integer:ty),+) => {
        $(
            impl Label for $integer {
                fn class(self) -> Option<usize> {
                    usize::try_from(self).ok()
                }
            }
            impl<const C: usize> LabelOf<C> for $integer {}
        )+
    };
}
label!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, bool);
