//! Labels that are transformed and inverted, and rows that change while fitting.

mod batches;
mod inverse;
mod rows;
mod weighted_rows;

use shapeflow::prelude::*;

/// Rows of two groups, one with negative and one with positive values; the columns are `[n, 2]`.
fn two_groups(rows: usize) -> Array2<f64> {
    Array2::from_shape_fn((rows, 2), |(row, column)| {
        let side = if row % 2 == 0 { -3.0 } else { 3.0 };
        side + ((row * 7 + column * 3) % 5) as f64 / 5.0
    })
}
