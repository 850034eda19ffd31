//! A fit reaches the tolerance of its gradient, although the objective is constant up to rounding long before.

use ndarray::{ArcArray1, Array2};

use super::fit;
use crate::steps::LogisticRegression;

/// Numbers between -0.5 and 0.5, determined by `seed`.
fn noise(rows: usize, columns: usize, seed: u64) -> Array2<f32> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    Array2::from_shape_simple_fn((rows, columns), || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1_u32 << 24) as f32 - 0.5
    })
}

/// Labels that hardly depend on the rows: the gradient is small from the start.
#[test]
fn labels_that_hardly_depend_on_the_rows_are_fitted_to_the_tolerance() {
    for (rows, seed, c) in
        [(4, 254, 0.1), (6, 135, 0.1), (6, 467, 0.1), (8, 990, 0.1), (10, 36, 0.1), (6, 988, 0.1)]
    {
        let x = noise(rows, 5, seed).into_shared();
        let y = ArcArray1::from_shape_fn(rows, |row| (row % 2) as u8);
        for tolerance in [1e-9, 1e-12] {
            let step = LogisticRegression::<2> { c, tolerance, ..LogisticRegression::default() };
            let fitted = fit(&step, x.clone(), y.clone());
            assert!(fitted.is_ok(), "{rows} rows of seed {seed}: {}", fitted.expect_err("is an error"));
        }
    }
}
