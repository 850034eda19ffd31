//! [`Values`] of sparse values: rows of one meaning are stored in several ways, and some places are stored wrongly.

use std::ops::Range;

use super::cell::Cell;
use super::values::{Values, shape_of};
use crate::batches::Table;
use crate::shape::Shape;
use crate::sparse::Sparse;

/// The numbers of a sparse value, which may store some zeros.
pub(super) trait Number: Cell + Default + PartialEq {}

impl<A: Cell + Default + PartialEq> Number for A {}

/// Returns the rows with another value where `choose` returns one, for the row, the column, and the value that is stored.
fn with<A: Number>(x: &Sparse<A>, choose: impl Fn(usize, usize, Option<&A>) -> Option<A>) -> Sparse<A> {
    let places = (0..x.rows()).flat_map(|row| (0..x.columns()).map(move |column| (row, column)));
    let (mut offsets, mut columns, mut values) = (vec![0], Vec::new(), Vec::new());
    for (row, column) in places {
        let stored = x.at(row).get(column);
        if let Some(value) = choose(row, column, stored).or_else(|| stored.cloned()) {
            columns.push(column as u32);
            values.push(value);
        }
        if column + 1 == x.columns() {
            offsets.push(values.len());
        }
    }
    Sparse::from_parts(x.shape(), offsets, columns, values).expect("columns in order")
}

/// Returns the rows as the middle of a matrix with three times as many: the first offset is not 0.
fn cut_out<A: Number>(x: &Sparse<A>) -> Sparse<A> {
    let more = Sparse::stack(&[x.clone(), x.clone(), x.clone()]).expect("one width");
    more.part(x.rows()..2 * x.rows())
}

/// Returns the first `width` columns, and columns without a value if there are fewer.
fn of_width<A: Number>(x: &Sparse<A>, width: usize) -> Sparse<A> {
    let (mut offsets, mut columns, mut values) = (vec![0], Vec::new(), Vec::new());
    for row in x.iter() {
        let kept = row.columns().partition_point(|&column| (column as usize) < width);
        columns.extend_from_slice(&row.columns()[..kept]);
        values.extend_from_slice(&row.values()[..kept]);
        offsets.push(values.len());
    }
    Sparse::from_parts((x.rows(), width), offsets, columns, values).expect("columns in order")
}

impl<A: Number> Values for Sparse<A> {
    fn rows(&self) -> usize {
        Sparse::rows(self)
    }

    fn part(&self, range: Range<usize>) -> Self {
        Table::row_range(self, range).expect("within")
    }

    fn stack(parts: Vec<Self>) -> Self {
        Sparse::stack(&parts).expect("equal widths")
    }

    fn shapes(&self) -> Vec<Shape> {
        self.lengths().iter().map(|lengths| shape_of(lengths)).collect()
    }

    fn lengths(&self) -> Vec<Vec<usize>> {
        vec![vec![Sparse::rows(self), self.columns()]]
    }

    fn push_numbers(&self, numbers: &mut Vec<f64>) {
        for row in self.iter() {
            let start = numbers.len();
            numbers.resize(start + self.columns(), 0.0);
            for (&column, value) in row.columns().iter().zip(row.values()) {
                numbers[start + column as usize] = value.number();
            }
        }
    }

    /// The starts of the rows, the columns and the values.
    fn bits(&self) -> Vec<u64> {
        let starts = self.starts().into_iter().map(|start| start as u64);
        let columns = self.column_numbers().iter().map(|&column| u64::from(column));
        let values = self.values().iter().map(|value| value.number().to_bits());
        starts.chain(columns).chain(values).collect()
    }

    fn layouts(&self) -> Vec<(&'static str, Self)> {
        vec![
            ("rows of a larger matrix", cut_out(self)),
            ("all zeros stored", with(self, |_, _, stored| stored.is_none().then(A::default))),
            (
                "no zero stored",
                Sparse::from_dense(&self.to_dense().expect("a small matrix")).expect("few columns"),
            ),
        ]
    }

    fn wrong(&self) -> Vec<(&'static str, Self)> {
        let (rows, width) = self.shape();
        let last = |row, column| (row, column) == (rows - 1, width - 1);
        let equal = self.values().first().cloned();
        let mut wrong = vec![
            ("no rows", self.part(0..0)),
            ("one row", self.part(0..1)),
            ("no columns", of_width(self, 0)),
            ("fewer columns", of_width(self, width - 1)),
            ("more columns", of_width(self, width + 1)),
            ("nothing stored", of_width(&of_width(self, 0), width)),
            ("zeros alone stored", self.map(|_| A::default())),
            ("a constant column", with(self, |_, column, _| equal.clone().filter(|_| column == 0))),
            ("all equal", with(self, |_, _, _| equal.clone())),
        ];
        if let Some(missing) = A::of(f64::NAN) {
            let one = with(self, |row, column, _| Some(missing.clone()).filter(|_| last(row, column)));
            wrong.push(("all NaN", self.map(|_| missing.clone())));
            wrong.push(("one NaN in rows of a larger matrix", cut_out(&one)));
            wrong.push(("one NaN", one));
        }
        let odd = [
            ("infinity", A::of(f64::INFINITY)),
            ("one huge value", A::huge()),
            ("a value below 0", A::of(-3.0)),
        ];
        for (name, value) in odd {
            let Some(value) = value else { continue };
            let changed = with(self, |row, column, _| Some(value.clone()).filter(|_| last(row, column)));
            wrong.push((name, changed));
        }
        if let Some(huge) = A::huge() {
            let huge =
                with(self, |row, column, _| Some(huge.clone()).filter(|_| row % 2 == 0 && column == 0));
            wrong.push(("huge values", huge));
        }
        wrong
    }
}
