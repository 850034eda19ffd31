//! Weights of rows: a row of weight 2 counts as two rows, one of weight 0 does not count, and weights of 1 change nothing.

use ndarray::{ArcArray1, ArcArray2, Array1, ArrayBase, Axis, Data, Dimension};
use proptest::prelude::*;

use super::{fit, rows};
use crate::batches::{Rows, learn};
use crate::step::{Context, PartialFit, Run, Transform};
use crate::steps::{Binning, KBinsDiscretizer, LogisticRegression, SgdClassifier, StandardScaler};
use crate::{Error, Phase, Result};

/// Rows with classes and weights, and the same rows repeated as often as their weights.
struct Repeated {
    x: ArcArray2<f64>,
    y: ArcArray1<u16>,
    weights: ArcArray1<f64>,
    longer: (ArcArray2<f64>, ArcArray1<u16>),
}

fn repeated(seed: u64, count: usize) -> Repeated {
    let (x, y) = rows(seed, count, 3, 3);
    let scaler = fit(&StandardScaler::default(), x.clone(), ()).expect("finite");
    let x = scaler.transform(x).expect("finite");
    // 0, 1, 2, 3, 1, 0, 1, 2, 3 ...: every class keeps some rows.
    let times: Vec<usize> =
        (0..count).map(|row| [0, 1, 2, 3, 1][(row * 7 + seed as usize % 5) % 5]).collect();
    let all: Vec<usize> =
        times.iter().enumerate().flat_map(|(row, &times)| std::iter::repeat_n(row, times)).collect();
    let longer = (x.select(Axis(0), &all).into_shared(), y.select(Axis(0), &all).into_shared());
    let weights = times.iter().map(|&times| times as f64).collect::<Array1<f64>>().into_shared();
    Repeated { x, y, weights, longer }
}

#[track_caller]
fn close<D: Dimension>(
    a: &ArrayBase<impl Data<Elem = f64>, D>,
    b: &ArrayBase<impl Data<Elem = f64>, D>,
    allowed: f64,
) {
    for (a, b) in a.iter().zip(b) {
        assert!((a - b).abs() <= allowed * (1.0 + b.abs()), "{a} is not {b}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_row_counts_as_often_as_its_weight(seed in 0..1_000_000_u64, count in 30..700_usize) {
        let Repeated { x, y, weights, longer } = repeated(seed, count);
        let whole = fit(&StandardScaler::default(), longer.0.clone(), ()).expect("finite");
        let weighted = fit(&StandardScaler::default(), x.clone(), weights.clone()).expect("finite");
        close(&weighted.mean(), &whole.mean(), 1e-12);
        close(&weighted.variance(), &whole.variance(), 1e-12);
        prop_assert!(weighted.rows() == count as u64 && weighted.weight() == whole.rows() as f64);

        for strategy in [Binning::Uniform, Binning::Quantile, Binning::Kmeans] {
            let step = KBinsDiscretizer { n_bins: 4, strategy };
            let whole = fit(&step, longer.0.clone(), ()).expect("finite");
            let weighted = fit(&step, x.clone(), weights.clone()).expect("finite");
            for (weighted, whole) in weighted.edges().iter().zip(whole.edges()) {
                prop_assert_eq!(weighted.len(), whole.len());
                close(weighted, whole, 1e-12);
            }
        }

        let step = LogisticRegression::<3>::default();
        let whole = fit(&step, longer.0.clone(), longer.1.clone()).expect("converges");
        let weighted = fit(&step, x.clone(), (y.clone(), weights.clone())).expect("converges");
        close(&weighted.coefficients(), &whole.coefficients(), 1e-7);
        prop_assert!((weighted.objective() / whole.objective() - 1.0).abs() < 1e-10);

        #[cfg(feature = "linalg")]
        for fit_intercept in [true, false] {
            let step = crate::steps::Ridge { fit_intercept, ..Default::default() };
            let target = |y: &ArcArray1<u16>| y.mapv(f64::from).into_shared();
            let whole = fit(&step, longer.0.clone(), target(&longer.1)).expect("fits");
            let weighted = fit(&step, x.clone(), (target(&y), weights.clone())).expect("fits");
            close(&weighted.coefficients(), &whole.coefficients(), 1e-10);
            prop_assert!((weighted.intercept() - whole.intercept()).abs() < 1e-10);
        }
    }
}

#[test]
fn in_a_gradient_step_weights_with_mean_1_count_as_rows() {
    let Repeated { x, y, weights, longer } = repeated(3, 50);
    let all = SgdClassifier::<3> { batch_size: 1000, ..SgdClassifier::default() };
    let whole = fit(&all, longer.0.clone(), longer.1.clone()).expect("fits");
    let weights = (&weights * (50.0 / weights.sum())).into_shared();
    let weighted = fit(&all, x, (y, weights)).expect("fits");
    close(&weighted.coefficients(), &whole.coefficients(), 1e-12);
    close(&weighted.intercepts(), &whole.intercepts(), 1e-12);
}

#[test]
fn weights_of_one_give_the_same_bits_as_no_weights() {
    let Repeated { x, y, .. } = repeated(8, 600);
    let ones = ArcArray1::from_elem(600, 1.0_f32);
    assert_eq!(
        fit(&StandardScaler::default(), x.clone(), ones.clone()).expect("fits"),
        fit(&StandardScaler::default(), x.clone(), ()).expect("fits")
    );
    for strategy in [Binning::Uniform, Binning::Quantile, Binning::Kmeans] {
        let bins = KBinsDiscretizer { n_bins: 7, strategy };
        assert_eq!(
            fit(&bins, x.clone(), ones.clone()).expect("fits"),
            fit(&bins, x.clone(), ()).expect("fits")
        );
    }
    let logistic = LogisticRegression::<3>::default();
    assert_eq!(
        fit(&logistic, x.clone(), (y.clone(), ones.clone())).expect("fits"),
        fit(&logistic, x.clone(), y.clone()).expect("fits")
    );
    let descent = SgdClassifier::<3>::default();
    assert_eq!(
        fit(&descent, x.clone(), (y.clone(), ones.clone())).expect("fits"),
        fit(&descent, x.clone(), y.clone()).expect("fits")
    );
    #[cfg(feature = "linalg")]
    {
        let ridge = crate::steps::Ridge::default();
        let target = y.mapv(f64::from).into_shared();
        assert_eq!(
            fit(&ridge, x.clone(), (target.clone(), ones)).expect("fits"),
            fit(&ridge, x, target).expect("fits")
        );
    }
}

#[test]
fn a_fit_from_batches_with_weights_equals_the_fit_on_all_rows() {
    let Repeated { x, weights, y, .. } = repeated(4, 640);
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let all = fit(&StandardScaler::default(), x.clone(), weights.clone()).expect("fits");
    let source = Rows::of((x.clone(), weights.clone())).by(97).expect("a size");
    let batches = learn(&StandardScaler::default(), &source, &context).expect("fits");
    close(&batches.mean(), &all.mean(), 1e-13);
    close(&batches.variance(), &all.variance(), 1e-12);
    // A batch of weight 0 is not an error, and changes nothing.
    let mut updated = all.clone();
    let zeros = ArcArray1::<f64>::zeros(640);
    StandardScaler::default().partial_fit(&mut updated, x.clone(), zeros, &context).expect("is updated");
    assert_eq!((updated.mean(), updated.variance()), (all.mean(), all.variance()));
    #[cfg(feature = "linalg")]
    {
        use crate::batches::Table;
        use crate::step::Fit;

        let target = y.mapv(f64::from).into_shared();
        let ridge = crate::steps::Ridge::default();
        let all = fit(&ridge, x.clone(), (target.clone(), weights.clone())).expect("fits");
        let mut learning =
            Fit::<ArcArray2<f64>, (ArcArray1<f64>, ArcArray1<f64>)>::learning(&ridge, &context)
                .expect("starts")
                .expect("learns from batches");
        for start in (0..640).step_by(128) {
            let table = (x.clone(), target.clone(), weights.clone());
            let (rows, target, weights) = table.row_range(start..start + 128).expect("within");
            learning.update(rows, (target, weights), &context).expect("learns");
        }
        let batches = learning.finish(&context).expect("fits");
        close(&batches.coefficients(), &all.coefficients(), 1e-11);
    }
    let _ = y;
}

#[test]
fn invalid_weights_are_errors() {
    #[track_caller]
    fn says<T>(result: Result<T, Error>, part: &str) {
        let message = result.err().expect("an error").to_string();
        assert!(message.contains(part), "`{message}` does not contain `{part}`");
    }
    let Repeated { x, y, weights, .. } = repeated(4, 40);
    let with = |row: usize, weight: f64| {
        let mut weights = weights.clone();
        weights[row] = weight;
        weights
    };
    let none = ArcArray1::<f64>::zeros(40);
    let scale = |weights| fit(&StandardScaler::default(), x.clone(), weights);
    says(scale(with(3, -1.0)), "that of row 3 (counted from 0) is -1");
    says(scale(with(7, f64::NAN)), "that of row 7 (counted from 0) is NaN");
    says(scale(with(7, f64::INFINITY)), "is inf");
    says(scale(none.clone()), "the weights of all rows are 0");
    says(scale(ArcArray1::zeros(39)), "40 rows and 39 weights");
    let cut = |weights| fit(&KBinsDiscretizer::default(), x.clone(), weights);
    says(cut(with(3, -1.0)), "that of row 3 (counted from 0) is -1");
    says(cut(with(7, f64::NAN)), "that of row 7 (counted from 0) is NaN");
    says(cut(none.clone()), "the weights of all rows are 0");
    says(cut(ArcArray1::zeros(39)), "40 rows and 39 weights");
    for extreme in [f64::MAX, 1e300, 1e-160, 5e-324] {
        let message = format!("between 1e-100 and 1e100, but that of row 5 (counted from 0) is {extreme:e}");
        says(scale(with(5, extreme)), &message);
        says(fit(&LogisticRegression::<3>::default(), x.clone(), (y.clone(), with(5, extreme))), &message);
        says(fit(&SgdClassifier::<3>::default(), x.clone(), (y.clone(), with(5, extreme))), &message);
    }
    let classify = |weights| fit(&LogisticRegression::<3>::default(), x.clone(), (y.clone(), weights));
    says(classify(with(3, -1.0)), "that of row 3");
    says(classify(none.clone()), "the weights of all rows are 0");
    let mut without_ones = weights.clone();
    without_ones.zip_mut_with(&y, |weight, &class| *weight = if class == 1 { 0.0 } else { 1.0 });
    says(classify(without_ones), "class 1 of 3 has no row");
    let descend = |weights| fit(&SgdClassifier::<3>::default(), x.clone(), (y.clone(), weights));
    says(descend(with(3, -1.0)), "that of row 3");
    says(descend(none.clone()), "the weights of all rows are 0");
    #[cfg(feature = "linalg")]
    {
        let target = y.mapv(f64::from).into_shared();
        let fit = |weights| fit(&crate::steps::Ridge::default(), x.clone(), (target.clone(), weights));
        says(fit(with(3, -1.0)), "that of row 3");
        says(fit(none), "the weights of all rows are 0");
    }
}

/// The extremes that are allowed: a common factor of all weights only changes the strength of the penalty.
#[test]
fn weights_near_the_limits_are_fitted() {
    let Repeated { x, y, .. } = repeated(4, 40);
    for weight in [1e-100, 1e-50, 1e50, 1e100] {
        let weights = ArcArray1::from_elem(40, weight);
        let fitted = fit(&StandardScaler::default(), x.clone(), weights.clone()).expect("in the range");
        let plain = fit(&StandardScaler::default(), x.clone(), ()).expect("finite");
        for (weighted, plain) in fitted.scale().iter().zip(plain.scale()) {
            assert!((weighted / plain - 1.0).abs() < 1e-12, "{weight:e}: {weighted} is not {plain}");
        }
        for strategy in [Binning::Uniform, Binning::Quantile, Binning::Kmeans] {
            let step = KBinsDiscretizer { n_bins: 4, strategy };
            let weighted = fit(&step, x.clone(), weights.clone()).expect("in the range");
            let plain = fit(&step, x.clone(), ()).expect("finite");
            weighted.edges().iter().zip(plain.edges()).for_each(|(one, other)| close(one, other, 1e-12));
        }
        let classified = fit(&LogisticRegression::<3>::default(), x.clone(), (y.clone(), weights));
        let p = classified.expect("in the range").transform(x.clone()).expect("finite");
        assert!(p.iter().all(|p| p.is_finite()), "{weight:e}");
    }
}
