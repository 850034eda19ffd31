//! Where a `pipeline!` may be written and what may surround it: names of the user and names of the macro do not collide.

#![deny(warnings)]

mod attributes;
mod blanket;
mod derived;
mod lone;
mod macro_rules;
mod names;
mod places;
mod shadowed;
mod visibility;

use shapeflow::prelude::*;

/// A table of `rows` times `columns` different numbers.
fn table(rows: usize, columns: usize) -> Array2<f32> {
    Array2::from_shape_fn((rows, columns), |(row, column)| (row * columns + column) as f32)
}

/// Adds one.
#[step("[n, d] -> [n, d]", rowwise)]
fn one_more(x: Array2<f32>) -> Array2<f32> {
    x + 1.0
}

/// Sums the columns of each row.
#[step("[n, d] -> [n, 1]", rowwise)]
fn row_sums(x: ArrayView2<'_, f32>) -> Array2<f32> {
    x.sum_axis(Axis(1)).insert_axis(Axis(1))
}
