//! Targets of steps: weights, validation sets, targets made from inputs; and values to which fitted steps are reapplied.

mod ahead;
mod through;
mod weights;

use shapeflow::prelude::*;

/// Two classes in four columns that are linearly separable, except for every ninth row.
fn two_classes(rows: usize) -> (Array2<f64>, Array1<u8>) {
    let x = Array2::from_shape_fn((rows, 4), |(row, column)| {
        let side = if row % 2 == 0 { -1.0 } else { 1.0 };
        10.0 * column as f64 + side + ((row * 7 + column * 3) % 11) as f64 / 5.0
    });
    (x, Array1::from_shape_fn(rows, |row| u8::from((row % 2 == 1) != (row % 9 == 0))))
}
