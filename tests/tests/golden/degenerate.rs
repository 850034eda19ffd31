//! Least squares of columns that depend on each other.

use std::collections::BTreeMap;

use serde::Deserialize;
use shapeflow::steps::Ridge;

use crate::data::{assert_close, fit, golden, matrix, vector};

#[derive(Deserialize)]
struct Golden {
    // Versions of the packages, not a case.
    #[expect(dead_code, reason = "for people")]
    made_with: BTreeMap<String, String>,
    #[serde(flatten)]
    cases: BTreeMap<String, Case>,
}

#[derive(Deserialize)]
struct Case {
    x: Vec<Vec<f64>>,
    y: Vec<f64>,
    coef_: Vec<f64>,
    intercept_: f64,
    rank: usize,
}

#[test]
fn the_coefficients_of_least_norm_are_found() {
    let Golden { cases, .. } = golden("degenerate");
    assert_eq!(cases.len(), 7);
    for (name, case) in &cases {
        let fitted =
            fit(&Ridge { alpha: 0.0, ..Ridge::default() }, matrix(&case.x), vector(&case.y).into_shared());
        let fitted = fitted.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(fitted.rank(), case.rank, "{name}");
        assert_close(name, &fitted.coefficients(), &vector(&case.coef_), 1e-12, 1e-6);
        assert!(
            (fitted.intercept() - case.intercept_).abs() <= 1e-6 * (1.0 + case.intercept_.abs()),
            "{name}: {} is not {}",
            fitted.intercept(),
            case.intercept_
        );
    }
}

/// Whether two columns are equal is not decided by the rounding of their products.
#[test]
fn two_equal_columns_share_their_coefficient_always() {
    for seed in 0..300_u64 {
        let value = |row: u64, salt: u64| {
            let mixed = (seed * 1_000 + row * 17 + salt).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            (mixed >> 40) as f64 / 1e5 * 10_f64.powi((seed % 13) as i32 - 6)
        };
        let rows: Vec<Vec<f64>> = (0..6).map(|row| vec![value(row, 1); 2]).collect();
        let y: Vec<f64> = (0..6).map(|row| value(row, 2)).collect();
        let fitted = fit(&Ridge { alpha: 0.0, ..Ridge::default() }, matrix(&rows), vector(&y).into_shared());
        let fitted = fitted.unwrap_or_else(|error| panic!("{seed}: {error}"));
        let coefficients = fitted.coefficients();
        assert_eq!(fitted.rank(), 1, "{seed}");
        assert!((coefficients[0] / coefficients[1] - 1.0).abs() < 1e-9, "{seed}: {coefficients}");
    }
}
