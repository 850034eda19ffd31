//! [`PredictOne`]: the prediction for one record.
//!
//! Invariant: it is the prediction for a table of one row.

use ndarray::{ArcArray, ArcArray1, Array, Axis, Dimension, Ix2, Ix3, Ix4, Ix5, Ix6};

use super::Transform;
use crate::records::{Nullable, Plain, Record, Records};
use crate::sparse::Sparse;
use crate::{Error, Result};

/// Predicts for one row: every fitted pipeline, and fitted step, whose only input is a table of [records](Record).
///
/// ```
/// use shapeflow::prelude::*;
///
/// #[derive(Debug, Clone, Record)]
/// struct House {
///     area: f64,
/// }
///
/// pipeline! {
///     Prices(houses: House[n]) fit(price: f64[n]) -> f64[n] { houses.area |> Columns |> Ridge { alpha: 0.0 }.fit(price) }
/// }
///
/// let houses = [House { area: 1.0 }, House { area: 3.0 }];
/// let model = Prices::default().fit(&houses[..], array![10.0, 30.0])?;
/// assert!((model.predict_one(House { area: 2.0 })? - 20.0).abs() < 1e-9);
/// # Ok::<(), Error>(())
/// ```
pub trait PredictOne<R: Record>: TakesRecords<R> {
    /// Returns the outputs for one row, without the axis of rows: a number, or an array with one axis less.
    ///
    /// # Errors
    /// Those of `predict`.
    fn predict_one(&self, row: R) -> Result<<Self::Out as OneRow>::Row> {
        self.transform(Records::from(vec![row]))?.into_row()
    }
}

impl<R: Record, F: TakesRecords<R>> PredictOne<R> for F {}

/// A fitted pipeline or step whose only input is a table of the records `R`, with outputs that have rows.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not predict for one record",
    label = "its inputs are others than one table of records",
    note = "`predict_one` takes a row of the only input, `Passenger[n]` of a record, and the outputs have the rows of that input; otherwise call `predict`"
)]
pub trait TakesRecords<R: Record>: Transform<Records<R>, Out: OneRow> {}

#[diagnostic::do_not_recommend]
impl<R: Record, F: Transform<Records<R>, Out: OneRow>> TakesRecords<R> for F {}

/// A value of one row, which can be taken out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no rows, so there is no prediction for one row",
    label = "not an array, a column, or a tuple of them"
)]
pub trait OneRow {
    /// The row.
    type Row;

    /// Returns the row.
    ///
    /// # Errors
    /// There is another number of rows.
    fn into_row(self) -> Result<Self::Row>;
}

fn one<T>(rows: usize, row: Option<T>) -> Result<T> {
    row.filter(|_| rows == 1)
        .ok_or_else(|| Error::new(format!("a prediction for one row must have one row, but it has {rows}")))
}

impl<A: Clone> OneRow for ArcArray1<A> {
    type Row = A;

    fn into_row(self) -> Result<A> {
        one(self.len(), self.first().cloned())
    }
}

macro_rules! arrays {
    ($($dimension:ident),+) => {
        $(impl<A: Clone> OneRow for ArcArray<A, $dimension> {
            type Row = Array<A, <$dimension as Dimension>::Smaller>;

            fn into_row(self) -> Result<Self::Row> {
                let rows = self.len_of(Axis(0));
                one(rows, (rows > 0).then(|| self.index_axis_move(Axis(0), 0).into_owned()))
            }
        })+
    };
}
arrays!(Ix2, Ix3, Ix4, Ix5, Ix6);

impl<T: Plain> OneRow for Nullable<T> {
    type Row = Option<T>;

    fn into_row(self) -> Result<Option<T>> {
        one(self.len(), Some(self.get(0).cloned()))
    }
}

/// The row of a sparse matrix is a matrix of one row.
impl<A> OneRow for Sparse<A> {
    type Row = Self;

    fn into_row(self) -> Result<Self> {
        one(self.rows(), Some(self))
    }
}

macro_rules! tuples {
    ($($($part:ident $at:tt)+),+) => {
        $(impl<$($part: OneRow),+> OneRow for ($($part,)+) {
            type Row = ($($part::Row,)+);

            fn into_row(self) -> Result<Self::Row> {
                Ok(($(self.$at.into_row()?,)+))
            }
        })+
    };
}
tuples!(A 0 B 1, A 0 B 1 C 2, A 0 B 1 C 2 D 3);
