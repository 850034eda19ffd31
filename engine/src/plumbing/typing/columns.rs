//! Whether rows of a type are an array or columns, and the columns of records.
//!
//! Invariant: a column that does not exist is reported at the user's token by other code; here, its value is poison.

use std::marker::PhantomData;

use ndarray::{ArcArray1, Array1};

use super::is_step::Otherwise;
use super::probe::ShapesOk;
use crate::diagnostics::poison::Poison;
use crate::plumbing::exec::measure::{ByAxes, MeasureAs};
use crate::plumbing::exec::nodes::broken::BrokenNode;
use crate::plumbing::exec::nodes::column::{ColumnNode, ColumnOf};
use crate::plumbing::exec::output::OutputSlot;
use crate::plumbing::exec::source::Source;
use crate::records::{Nullable, Plain, Record, Records};

/// A type whose rows are not an array.
pub trait Columnar {
    /// The rows.
    type Rows;
}

impl<T: Plain> Columnar for Option<T> {
    type Rows = Nullable<T>;
}

impl<R: Record> Columnar for R {
    type Rows = Records<R>;
}

/// Asks whether rows of `T` are columns: `<HasColumns<T>>::VALUE`.
#[derive(Debug)]
pub struct HasColumns<T>(PhantomData<T>);

impl<T: Columnar> HasColumns<T> {
    /// `true`: the rows are columns.
    pub const VALUE: bool = true;
}

impl<T> Otherwise for HasColumns<T> {}

/// Whether rows are columns.
#[derive(Debug)]
pub struct ColumnsIf<const ARE_COLUMNS: bool>;

/// The rows of a type: what flows along an edge `T[n]`.
pub trait Rows<T> {
    /// The rows.
    type Value;
    /// The rows as the caller receives them.
    type Owned;
}

impl<T> Rows<T> for ColumnsIf<false> {
    type Value = ArcArray1<T>;
    type Owned = Array1<T>;
}

impl<T: Columnar> Rows<T> for ColumnsIf<true> {
    type Value = T::Rows;
    type Owned = T::Rows;
}

/// Asks whether a type has a column: `<IsColumnOf<T, 7>>::VALUE`.
#[derive(Debug)]
pub struct IsColumnOf<T, const NUMBER: u64>(PhantomData<T>);

impl<T: ColumnOf<NUMBER>, const NUMBER: u64> IsColumnOf<T, NUMBER> {
    /// `true`: the type has the column.
    pub const VALUE: bool = true;
}

impl<T, const NUMBER: u64> Otherwise for IsColumnOf<T, NUMBER> {}

/// The type of a column of a type that may not have it.
pub trait TypeOfColumn<T, const NUMBER: u64> {
    /// The type of the column.
    type Type;
}

impl<T: ColumnOf<NUMBER>, const NUMBER: u64> TypeOfColumn<T, NUMBER> for ShapesOk<true> {
    type Type = T::Column;
}

impl<T, const NUMBER: u64> TypeOfColumn<T, NUMBER> for ShapesOk<false> {
    type Type = Poison;
}

/// The number of a column as an argument.
#[derive(Debug)]
pub struct ColumnNumber<const NUMBER: u64>;

/// Asks whether the values of a source have a column.
#[derive(Debug)]
pub struct ColumnProbe<X, const NUMBER: u64>(X);

/// Asks whether the values of this source have this column.
pub fn column_probe<X: Source, const NUMBER: u64>(x: X, _: ColumnNumber<NUMBER>) -> ColumnProbe<X, NUMBER> {
    ColumnProbe(x)
}

/// The answer if they have.
impl<X: Source, const NUMBER: u64> ColumnProbe<X, NUMBER>
where
    X::Value: ColumnOf<NUMBER>,
    ByAxes: MeasureAs<<X::Value as ColumnOf<NUMBER>>::Column>,
{
    /// Returns the node.
    pub fn __column(
        self,
        number: u32,
    ) -> ColumnNode<X, OutputSlot<<X::Value as ColumnOf<NUMBER>>::Column>, NUMBER> {
        ColumnNode::new(number, self.0, OutputSlot::new::<ByAxes>())
    }
}

/// The answer if they have not, which other code reports.
pub trait NoColumn: Sized {
    /// Returns a node that never runs.
    fn __column(self, _: u32) -> BrokenNode<(), OutputSlot<Poison>> {
        BrokenNode::new(OutputSlot::poison())
    }
}

impl<X, const NUMBER: u64> NoColumn for ColumnProbe<X, NUMBER> {}
