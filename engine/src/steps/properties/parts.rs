//! Parts and the whole: accumulators merge, rows are transformed independently, and the layout does not matter.

use ndarray::{ArcArray2, Axis, Slice, concatenate};
use proptest::prelude::*;

use super::{by_columns, fit, rows};
use crate::Phase;
use crate::step::{Context, Fit, Run, Transform};
use crate::steps::{
    Binning, Clip, KBinsDiscretizer, Log, LogisticRegression, MaxAbsScaler, MinMaxScaler, Moments,
    RobustScaler, Scatter, StandardScaler,
};

/// The fitted step transforms `x` the same as a whole, in parts and in another layout, and `fit_transform` agrees.
fn check<S, Y: Clone>(step: &S, x: &ArcArray2<f64>, y: &Y, cut: usize) -> Result<(), TestCaseError>
where
    S: Fit<ArcArray2<f64>, Y>,
    S::Fitted: Transform<ArcArray2<f64>, Out = ArcArray2<f64>> + PartialEq + std::fmt::Debug,
{
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let fitted = step.fit(x.clone(), y.clone(), &context).expect("fits");
    let whole = fitted.transform(x.clone()).expect("finite");
    let (again, out) = step.fit_transform(x.clone(), y.clone(), &context).expect("fits");
    prop_assert_eq!(&again, &fitted);
    prop_assert_eq!(&out, &whole);
    let part = |part: Slice| fitted.transform(x.slice_axis(Axis(0), part).to_shared()).expect("finite");
    prop_assert_eq!(&concatenate![Axis(0), part(Slice::from(..cut)), part(Slice::from(cut..))], &whole);
    prop_assert_eq!(&fitted.transform(by_columns(x)).expect("finite"), &whole);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn rows_are_transformed_independently(seed: u64, count in 12..60_usize, columns in 3..7_usize, cut in 0..12_usize) {
        let (x, y) = rows(seed, count, columns, 3);
        check(&StandardScaler::default(), &x, &(), cut)?;
        check(&MinMaxScaler { clip: true, ..MinMaxScaler::default() }, &x, &(), cut)?;
        check(&MaxAbsScaler { clip: true }, &x, &(), cut)?;
        check(&RobustScaler::default(), &x, &(), cut)?;
        for strategy in [Binning::Uniform, Binning::Quantile, Binning::Kmeans] {
            check(&KBinsDiscretizer { n_bins: 4, strategy }, &x, &(), cut)?;
        }
        check(&Log { base: 3.0 }, &x, &(), cut)?;
        check(&Clip { min: 9.99, max: 1000.0 }, &x, &(), cut)?;
        check(&LogisticRegression::<3>::default(), &x, &y, cut)?;
        #[cfg(feature = "linalg")]
        check(&crate::steps::Pca::<2>::default(), &x, &(), cut)?;
    }

    #[test]
    fn accumulators_of_parts_merge_to_that_of_the_whole(seed: u64, cuts in prop::collection::vec(0..1500_usize, 0..6)) {
        let (x, _) = rows(seed, 1500, 4, 2);
        let mut bounds = cuts;
        bounds.extend([0, 1500]);
        bounds.sort_unstable();
        let (mut moments, mut scatter) = (Moments::new(4), Scatter::new(4));
        for pair in bounds.windows(2) {
            let part = x.slice_axis(Axis(0), Slice::from(pair[0]..pair[1]));
            moments.merge(&Moments::of(part).expect("finite")).expect("finite");
            scatter.merge(&Scatter::of(part).expect("finite")).expect("finite");
        }
        // By the definition, in two passes.
        let mean = x.mean_axis(Axis(0)).expect("rows");
        let centered = &x - &mean;
        let products = centered.t().dot(&centered);
        let scatter_covariance = scatter.covariance() * 1499.0;
        prop_assert_eq!((moments.rows(), scatter.rows()), (1500, 1500));
        for column in 0..4 {
            let close = |a: f64, b: f64, scale: f64| (a - b).abs() <= 1e-11 * scale;
            prop_assert!(close(moments.mean()[column], mean[column], mean[column]));
            prop_assert!(close(scatter.mean()[column], mean[column], mean[column]));
            prop_assert!(close(moments.variance()[column] * 1500.0, products[[column, column]], products[[column, column]]));
            for other in 0..4 {
                let scale = (products[[column, column]] * products[[other, other]]).sqrt();
                prop_assert!(close(scatter_covariance[[column, other]], products[[column, other]], scale));
            }
        }
    }
}

#[test]
fn an_offset_of_a_million_costs_no_digits() {
    // 1e6 - 1 and 1e6 + 1 in turn: mean 1e6, variance 1. The mean of squares less the square of the mean keeps four digits.
    let x =
        ArcArray2::<f64>::from_shape_fn((100_001, 1), |(row, _)| 1e6 + if row % 2 == 0 { 1.0 } else { -1.0 });
    let variance = Moments::of(x.view()).expect("finite").variance()[0];
    assert!((variance - (1.0 - 1e-10)).abs() < 1e-12, "{variance}");
    let single = Moments::of(x.mapv(|value| value as f32).view()).expect("finite").variance()[0];
    assert_eq!(single, variance);
}

#[test]
fn a_column_that_is_constant_up_to_rounding_is_only_shifted() {
    let x = ArcArray2::<f64>::from_shape_fn((1000, 2), |(row, column)| match column {
        0 => 0.1,
        _ => 1e9 + if row == 0 { 1e-7 } else { 0.0 },
    });
    let scaler = fit(&StandardScaler::default(), x.clone(), ()).expect("finite");
    assert_eq!(scaler.scale().to_vec(), [1.0, 1.0]);
    assert!(scaler.variance()[1] > 0.0, "the second column does vary");
    let out = scaler.transform(x).expect("finite");
    assert!(out.iter().all(|value| value.abs() < 1e-6));
}

#[test]
fn options_of_the_standard_scaler_take_effect() {
    let (x, _) = rows(5, 50, 2, 2);
    let only_scaled =
        fit(&StandardScaler { with_mean: false, with_std: true }, x.clone(), ()).expect("finite");
    let only_shifted =
        fit(&StandardScaler { with_mean: true, with_std: false }, x.clone(), ()).expect("finite");
    let scale = only_scaled.variance()[0].sqrt();
    let close = |a: f64, b: f64| (a - b).abs() < 1e-12 * b.abs().max(1.0);
    assert!(close(only_scaled.transform(x.clone()).expect("finite")[[3, 0]], x[[3, 0]] / scale));
    assert!(close(
        only_shifted.transform(x.clone()).expect("finite")[[3, 0]],
        x[[3, 0]] - only_shifted.mean()[0]
    ));
}

#[test]
fn a_range_below_rounding_counts_as_one() {
    let x = ArcArray2::from_shape_fn((4, 1), |(row, _)| 0.5 + row as f64 * f64::EPSILON / 2.0);
    let scaler = fit(&MinMaxScaler::default(), x, ()).expect("finite");
    assert_eq!(scaler.scale()[0], 1.0);
}
