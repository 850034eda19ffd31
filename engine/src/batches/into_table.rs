//! [`IntoTable`]: the forms in which a caller may pass arrays whose rows belong together.
//!
//! Invariant: an owned or shared array is not copied; a borrowed one is copied once.

use ndarray::{ArcArray, Array, ArrayView, RemoveAxis};

use super::Table;
use crate::records::{Nullable, Plain, Record, Records};
use crate::sparse::Sparse;

/// A value that becomes a [`Table`]: an array owned, shared, borrowed or as a view, as a pipeline's `fit` accepts it, or a tuple of
/// up to six of these.
///
/// For a [`Table`] of your own, return the value itself.
///
/// ```
/// use shapeflow::batches::Rows;
/// use shapeflow::prelude::*;
///
/// let (x, y) = (array![[1.0], [2.0], [3.0]], array![0_u8, 1, 0]);
/// assert_eq!(Rows::of((&x, y.view())).by(2)?.count(), 2);
/// assert_eq!(Rows::of((x, y)).by(2)?.count(), 2);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no rows to be split into batches",
    label = "expected arrays of at least one axis, or a tuple of them",
    note = "arrays are accepted owned, shared, borrowed or as a view"
)]
pub trait IntoTable {
    /// The rows as they flow along the edges of a pipeline.
    type Table: Table;

    /// Converts the value.
    fn into_table(self) -> Self::Table;
}

impl<A: Clone + 'static, D: RemoveAxis + 'static> IntoTable for Array<A, D> {
    type Table = ArcArray<A, D>;

    fn into_table(self) -> Self::Table {
        self.into_shared()
    }
}

impl<A: Clone + 'static, D: RemoveAxis + 'static> IntoTable for &Array<A, D> {
    type Table = ArcArray<A, D>;

    fn into_table(self) -> Self::Table {
        self.to_shared()
    }
}

impl<A: Clone + 'static, D: RemoveAxis + 'static> IntoTable for ArcArray<A, D> {
    type Table = Self;

    fn into_table(self) -> Self {
        self
    }
}

impl<A: Clone + 'static, D: RemoveAxis + 'static> IntoTable for &ArcArray<A, D> {
    type Table = ArcArray<A, D>;

    fn into_table(self) -> Self::Table {
        self.clone()
    }
}

impl<A: Clone + 'static, D: RemoveAxis + 'static> IntoTable for ArrayView<'_, A, D> {
    type Table = ArcArray<A, D>;

    fn into_table(self) -> Self::Table {
        self.to_shared()
    }
}

impl<T: Plain> IntoTable for Nullable<T> {
    type Table = Self;

    fn into_table(self) -> Self {
        self
    }
}

impl<T: Plain> IntoTable for &Nullable<T> {
    type Table = Nullable<T>;

    fn into_table(self) -> Nullable<T> {
        self.clone()
    }
}

impl<A: Clone> IntoTable for Sparse<A> {
    type Table = Self;

    fn into_table(self) -> Self {
        self
    }
}

impl<A: Clone> IntoTable for &Sparse<A> {
    type Table = Sparse<A>;

    fn into_table(self) -> Sparse<A> {
        self.clone()
    }
}

impl<R: Record> IntoTable for Records<R> {
    type Table = Self;

    fn into_table(self) -> Self {
        self
    }
}

impl<R: Record> IntoTable for &Records<R> {
    type Table = Records<R>;

    fn into_table(self) -> Records<R> {
        self.clone()
    }
}

impl IntoTable for () {
    type Table = ();

    fn into_table(self) {}
}

macro_rules! tuple {
    ($($name:ident $at:tt),+) => {
        impl<$($name: IntoTable),+> IntoTable for ($($name,)+) {
            type Table = ($($name::Table,)+);

            fn into_table(self) -> Self::Table {
                ($(self.$at.into_table(),)+)
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
