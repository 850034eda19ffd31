//! Sparse values and arrays of the same numbers: the same fits and transforms, parts that merge to the whole, the same bits on any number of
//! threads, and errors.

use ndarray::{ArcArray1, ArcArray2, Array1, Array2};
use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

use super::{fit, same_bits};
use crate::Phase;
use crate::batches::Table;
use crate::sparse::Sparse;
use crate::step::{Context, Inverse, Learn, PartialFit, Run, Transform};
use crate::steps::{
    AnovaF, Binarizer, Chi2, LogisticRegression, MaxAbsScaler, Norm, Normalizer, RegressionF, Rfe,
    SelectFromModel, SelectKBest, SelectPercentile, SgdClassifier, StandardScaler, VarianceThreshold,
};

/// Rows of which about a third of the values are stored, their array, and classes that depend on them.
fn rows(
    seed: u64,
    count: usize,
    columns: usize,
    classes: usize,
) -> (Sparse<f64>, ArcArray2<f64>, ArcArray1<u8>) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut uniform = || f64::from(random.next_u32()) / f64::from(u32::MAX);
    let dense = Array2::from_shape_fn((count, columns), |(row, column)| {
        let bias = if row % classes == column % classes { 0.8 } else { 0.0 };
        if uniform() < 0.33 { uniform() * 4.0 - 1.0 + bias } else { 0.0 }
    });
    let labels = (0..count).map(|row| (row % classes) as u8).collect();
    (Sparse::from_dense(&dense).expect("few columns"), dense.into_shared(), labels)
}

fn close(left: &Array2<f64>, right: &Array2<f64>, tolerance: f64) -> bool {
    left.dim() == right.dim()
        && left
            .iter()
            .zip(right)
            .all(|(left, right)| (left - right).abs() <= tolerance * right.abs().max(1.0))
}

fn weights(count: usize) -> ArcArray1<f64> {
    (0..count).map(|row| (row % 4) as f64 * 0.5).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn scalers_do_with_sparse_values_what_they_do_with_arrays(seed: u64, count in 2..40_usize, columns in 1..7_usize) {
        let (x, dense, _) = rows(seed, count, columns, 2);
        for clip in [false, true] {
            let (sparse, array) = (fit(&MaxAbsScaler { clip }, x.clone(), ()), fit(&MaxAbsScaler { clip }, dense.clone(), ()));
            let (sparse, array) = (sparse.expect("finite"), array.expect("finite"));
            prop_assert_eq!(&sparse, &array);
            let out = sparse.transform(x.clone()).expect("finite");
            prop_assert_eq!(out.to_dense().expect("small"), array.transform(dense.clone()).expect("finite"));
            let back = sparse.inverse(out).expect("finite").to_dense().expect("small");
            prop_assert!(clip || close(&back, &dense.to_owned(), 1e-14));
        }
        let step = StandardScaler { with_mean: false, with_std: true };
        for weights in [None, Some(weights(count))] {
            let (sparse, array) = match weights {
                None => (fit(&step, x.clone(), ()), fit(&step, dense.clone(), ())),
                Some(weights) => (fit(&step, x.clone(), weights.clone()), fit(&step, dense.clone(), weights)),
            };
            let (sparse, array) = (sparse.expect("finite"), array.expect("finite"));
            prop_assert_eq!((sparse.rows(), sparse.weight()), (array.rows(), array.weight()));
            let out = sparse.transform(x.clone()).expect("finite");
            prop_assert_eq!(out.stored(), x.stored());
            prop_assert!(close(&out.to_dense().expect("small"), &array.transform(dense.clone()).expect("finite").to_owned(), 1e-9));
        }
    }

    #[test]
    fn linear_models_do_with_sparse_values_what_they_do_with_arrays(seed: u64, count in 12..60_usize, columns in 2..8_usize) {
        let (x, dense, labels) = rows(seed, count, columns, 3);
        let step = LogisticRegression::<3> { c: 0.7, ..LogisticRegression::default() };
        for weights in [None, Some(weights(count) + 0.5)] {
            let (sparse, array) = match weights {
                None => (fit(&step, x.clone(), labels.clone()), fit(&step, dense.clone(), labels.clone())),
                Some(weights) => {
                    let weights = weights.to_shared();
                    (fit(&step, x.clone(), (labels.clone(), weights.clone())), fit(&step, dense.clone(), (labels.clone(), weights)))
                }
            };
            let (sparse, array) = (sparse.expect("classes"), array.expect("classes"));
            prop_assert!((sparse.objective() - array.objective()).abs() <= 1e-12 * array.objective());
            prop_assert!(close(&sparse.coefficients().to_owned(), &array.coefficients().to_owned(), 1e-6));
            let probabilities = sparse.transform(x.clone()).expect("finite").to_owned();
            prop_assert!(close(&probabilities, &array.transform(dense.clone()).expect("finite").to_owned(), 1e-6));
            let same = sparse.transform(dense.clone()).expect("finite").to_owned();
            prop_assert!(close(&probabilities, &same, 1e-14));
        }
        let step = SgdClassifier::<3> { epochs: 4, batch_size: 5, alpha: 0.05, eta0: 0.5, ..SgdClassifier::default() };
        let sparse = fit(&step, x.clone(), (labels.clone(), weights(count))).expect("finite");
        let array = fit(&step, dense.clone(), (labels.clone(), weights(count))).expect("finite");
        prop_assert!(close(&sparse.coefficients().to_owned(), &array.coefficients().to_owned(), 1e-10));
        prop_assert_eq!((sparse.steps(), sparse.epochs()), (array.steps(), array.epochs()));
        let (run, mut more, mut other) = (Run::new(), sparse, array);
        let context = Context::root(&run, "test", Phase::Fit);
        step.partial_fit(&mut more, x.clone(), labels.clone(), &context).expect("finite");
        step.partial_fit(&mut other, dense.clone(), labels.clone(), &context).expect("finite");
        prop_assert!(close(&more.coefficients().to_owned(), &other.coefficients().to_owned(), 1e-10));
        prop_assert!(close(&more.transform(x).expect("finite").to_owned(), &other.transform(dense).expect("finite").to_owned(), 1e-9));
    }

    #[test]
    fn parts_of_sparse_rows_learn_as_the_whole(seed: u64, count in 2..40_usize, cut in any::<usize>()) {
        let (x, _, _) = rows(seed, count, 4, 2);
        let cut = cut % (count + 1);
        let (run, step) = (Run::new(), StandardScaler { with_mean: false, with_std: true });
        let context = Context::root(&run, "test", Phase::Fit);
        let part = |range: std::ops::Range<usize>| {
            let mut state = Learn::<Sparse<f64>>::start(&step, &context).expect("sound");
            if !range.is_empty() {
                step.update(&mut state, x.row_range(range).expect("rows"), (), &context).expect("finite");
            }
            state
        };
        let mut first = part(0..cut);
        Learn::<Sparse<f64>>::merge(&step, &mut first, part(cut..count)).expect("one width");
        let merged = Learn::<Sparse<f64>>::finish(&step, first, &context).expect("rows");
        let whole = fit(&step, x.clone(), ()).expect("finite");
        prop_assert!(merged.scale().iter().zip(whole.scale()).all(|(left, right)| (left - right).abs() <= 1e-12 * right));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn rows_and_thresholds_of_sparse_values_are_those_of_arrays(seed: u64, count in 1..40_usize, columns in 1..7_usize) {
        let (x, dense, _) = rows(seed, count, columns, 2);
        for norm in [Norm::L1, Norm::L2, Norm::Max] {
            let out = Normalizer { norm }.transform(x.clone()).expect("finite");
            prop_assert_eq!(out.stored(), x.stored());
            let expected = Normalizer { norm }.transform(dense.clone()).expect("finite").to_owned();
            prop_assert!(close(&out.to_dense().expect("small"), &expected, 1e-15));
        }
        for threshold in [0.0, 0.7] {
            let out = Binarizer { threshold }.transform(x.clone()).expect("finite");
            prop_assert!(out.values().iter().all(|&value| value == 1.0));
            let expected = Binarizer { threshold }.transform(dense.clone()).expect("finite");
            prop_assert_eq!(out.to_dense().expect("small"), expected);
        }
    }

    #[test]
    fn selections_of_sparse_values_are_those_of_arrays(seed: u64, count in 8..40_usize, columns in 1..7_usize) {
        let (x, dense, labels) = rows(seed, count, columns, 3);
        let amounts: ArcArray1<f64> = (0..count).map(|row| dense.row(row).sum() + (row % 7) as f64).collect();
        let positive = (x.map(|value| value.abs()), dense.mapv(f64::abs).into_shared());
        macro_rules! same {
            ($step:expr, $x:expr, $dense:expr, $y:expr, $numbers:ident) => {{
                let (step, x, dense) = ($step, $x, $dense);
                let sparse = fit(&step, x.clone(), $y);
                match (sparse, fit(&step, dense.clone(), $y)) {
                    (Ok(sparse), Ok(array)) => {
                        let numbers = sparse.$numbers().iter().zip(array.$numbers()).all(|(one, other)| {
                            one == other || (one - other).abs() <= 1e-9 * other.abs().max(1.0)
                        });
                        prop_assert!(numbers, "{:?} {:?}", sparse.$numbers(), array.$numbers());
                        prop_assert_eq!(sparse.selected(), array.selected());
                        let out = sparse.transform(x.clone()).expect("finite");
                        let expected = array.transform(dense.clone()).expect("finite");
                        prop_assert_eq!(out.to_dense().expect("small"), expected.clone());
                        let back = sparse.inverse(out).expect("finite").to_dense().expect("small");
                        prop_assert_eq!(back, array.inverse(expected).expect("finite"));
                    }
                    (sparse, array) => {
                        // Their numbers may differ by rounding.
                        let text = |error: crate::Error| error.to_string().split(", the largest").next().map(str::to_owned);
                        prop_assert_eq!(text(sparse.expect_err("as the array")), text(array.expect_err("as sparse")));
                    }
                }
            }};
        }
        same!(VarianceThreshold::default(), x.clone(), dense.clone(), (), variances);
        same!(VarianceThreshold { threshold: 0.6 }, x.clone(), dense.clone(), (), variances);
        same!(SelectKBest::<AnovaF> { k: 2, ..Default::default() }, x.clone(), dense.clone(), labels.clone(), scores);
        same!(SelectKBest::<RegressionF> { k: 3, ..Default::default() }, x.clone(), dense.clone(), amounts.clone(), scores);
        same!(SelectPercentile::<Chi2> { percentile: 60.0, ..Default::default() }, positive.0, positive.1, labels.clone(), scores);
        let step = SelectFromModel::<SgdClassifier<3>> { factor: 0.9, ..Default::default() };
        same!(step, x.clone(), dense.clone(), labels.clone(), importances);
        let ranking = |fitted: crate::Result<crate::steps::FittedRfe<_>>| fitted.expect("finite").ranking().to_vec();
        let step = Rfe::<SgdClassifier<3>>::default();
        prop_assert_eq!(ranking(fit(&step, x, labels.clone())), ranking(fit(&step, dense, labels)));
    }
}

#[cfg(feature = "linalg")]
mod svd {
    use super::*;
    use crate::steps::{FittedTruncatedSvd, TruncatedSvd};

    /// Compares all that does not depend on the choice of one of several equal directions.
    fn assert_same(sparse: &FittedTruncatedSvd, array: &FittedTruncatedSvd) {
        let largest = array.singular_values()[0];
        let close = |one: f64, other: f64, scale: f64| (one - other).abs() <= 1e-9 * scale;
        for (one, other) in sparse.singular_values().iter().zip(array.singular_values()) {
            assert!(close(*one, *other, largest), "{one} {other}");
        }
        for (one, other) in sparse.explained_variance_ratio().iter().zip(&array.explained_variance_ratio()) {
            assert!(close(*one, *other, 1.0), "{one} {other}");
        }
        for (one, other) in sparse.components().iter().zip(array.components()) {
            assert!(close(*one, *other, 1.0), "{one} {other}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]

        #[test]
        fn few_columns_have_the_directions_of_an_array(seed: u64, count in 8..60_usize, columns in 4..7_usize) {
            let (x, dense, _) = rows(seed, count, columns, 2);
            let step = TruncatedSvd { n_components: 3 };
            let (sparse, array) = (fit(&step, x.clone(), ()).expect("finite"), fit(&step, dense.clone(), ()).expect("finite"));
            prop_assert!(close(&sparse.singular_values().to_owned().insert_axis(ndarray::Axis(1)), &array.singular_values().to_owned().insert_axis(ndarray::Axis(1)), 1e-9));
            let (sparse, same) = (array.transform(x).expect("finite"), array.transform(dense).expect("finite"));
            prop_assert!(close(&sparse.to_owned(), &same.to_owned(), 1e-12));
        }

        #[test]
        fn many_columns_have_the_directions_of_an_array(seed: u64, count in prop_oneof![3..90_usize, 1030..1100_usize], many in 1025..1060_usize) {
            // A strong pattern with 3 different strengths, so that the directions are far apart.
            let (x, _, _) = rows(seed, count, many, 2);
            let strength = |row: usize, column: usize| if row % 3 == column % 3 { (row % 3 * 4 + 4) as f64 } else { 0.1 };
            let triplets = x.iter().enumerate().flat_map(|(row, stored)| stored.iter().map(move |(column, value)| (row, column, value * strength(row, column))));
            let x = Sparse::from_triplets((count, many), triplets.collect::<Vec<_>>()).expect("inside");
            let dense = x.to_dense().expect("small").into_shared();
            let step = TruncatedSvd { n_components: 3 };
            assert_same(&fit(&step, x, ()).expect("finite"), &fit(&step, dense, ()).expect("finite"));
        }
    }

    #[test]
    fn batches_of_many_columns_learn_as_the_whole_and_mistakes_are_named() {
        let (x, _, _) = rows(9, 40, 1100, 2);
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let step = TruncatedSvd { n_components: 2 };
        let mut state = Learn::<Sparse<f64>>::start(&step, &context).expect("sound");
        for (start, end) in [(0, 11), (11, 40)] {
            step.update(&mut state, x.row_range(start..end).expect("rows"), (), &context).expect("finite");
        }
        let batches = Learn::<Sparse<f64>>::finish(&step, state, &context).expect("rows");
        let whole = fit(&step, x.clone(), ()).expect("finite");
        assert_eq!(batches, whole);
        let reached = fit(&TruncatedSvd { n_components: 40 }, x.clone(), ()).expect("as many as rows");
        assert_eq!(reached.components().dim(), (40, 1100));
        let error = fit(&TruncatedSvd { n_components: 41 }, x, ()).expect_err("41 of 40 rows").to_string();
        assert!(
            error.contains("asked for 41 components of 40 rows and 1100 columns; ask for at most 40"),
            "{error}"
        );
        let bad = Sparse::from_triplets((3, 1100), [(2, 1, f64::NAN)]).expect("inside");
        let error = fit(&step, bad, ()).expect_err("NaN").to_string();
        assert!(error.contains("row 2, column 1 (counted from 0) is NaN"), "{error}");
        let zeros =
            fit(&step, Sparse::<f64>::from_triplets((9, 1100), []).expect("empty"), ()).expect("zeros");
        assert!(zeros.singular_values().iter().all(|&value: &f64| value == 0.0));
    }
}

#[cfg(feature = "linalg")]
mod ridge {
    use super::*;
    use crate::steps::Ridge;

    fn target(x: &ArcArray2<f64>) -> ArcArray1<f64> {
        x.rows()
            .into_iter()
            .enumerate()
            .map(|(row, values)| values.sum() * 0.7 + (row % 5) as f64 + 100.0)
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn few_and_many_columns_have_the_coefficients_of_an_array(seed: u64, count in 5..40_usize, fit_intercept: bool) {
            let (x, dense, _) = rows(seed, count, 3, 2);
            let (y, step) = (target(&dense), Ridge { alpha: 0.3, fit_intercept });
            let array = fit(&step, dense.clone(), (y.clone(), weights(count))).expect("finite");
            let few = fit(&step, x.clone(), (y.clone(), weights(count))).expect("finite");
            let wide = Sparse::beside(&[x.clone(), Sparse::from_triplets((count, 2000), []).expect("empty")]).expect("rows");
            let many = fit(&step, wide.clone(), (y, weights(count))).expect("finite");
            for column in 0..3 {
                let expected = array.coefficients()[column];
                prop_assert!((few.coefficients()[column] - expected).abs() <= 1e-9);
                prop_assert!((many.coefficients()[column] - expected).abs() <= 1e-7, "{} {expected}", many.coefficients()[column]);
            }
            prop_assert!(many.coefficients().iter().skip(3).all(|&coefficient| coefficient == 0.0));
            prop_assert!((few.intercept() - array.intercept()).abs() <= 1e-7);
            let found = many.transform(wide).expect("finite");
            let expected = array.transform(dense).expect("finite");
            prop_assert!(found.iter().zip(&expected).all(|(found, expected)| (found - expected).abs() <= 1e-6));
        }
    }

    #[test]
    fn the_gradient_of_wide_rows_is_zero() {
        let (x, dense, _) = rows(3, 80, 1500, 2);
        let y = target(&dense);
        let fitted = fit(&Ridge { alpha: 2.5, ..Ridge::default() }, x.clone(), y.clone()).expect("finite");
        let rest = &y - &fitted.transform(x).expect("finite");
        let gradient: Array1<f64> = dense.t().dot(&rest) - &fitted.coefficients() * 2.5;
        assert!(gradient.iter().all(|value| value.abs() < 1e-7), "{gradient}");
        assert!(rest.sum().abs() < 1e-8 && fitted.rank() <= 1500);
    }

    #[test]
    fn wide_rows_learn_in_batches_and_name_mistakes() {
        let (x, dense, _) = rows(4, 30, 1100, 2);
        let (y, run) = (target(&dense), Run::new());
        let context = Context::root(&run, "test", Phase::Fit);
        let step = Ridge::default();
        let mut state = Learn::<Sparse<f64>, ArcArray1<f64>>::start(&step, &context).expect("sound");
        for (start, end) in [(0, 7), (7, 30)] {
            let part = (x.row_range(start..end).expect("rows"), y.row_range(start..end).expect("rows"));
            step.update(&mut state, part.0, part.1, &context).expect("finite");
        }
        let batches = Learn::<Sparse<f64>, ArcArray1<f64>>::finish(&step, state, &context).expect("rows");
        assert_eq!(batches, fit(&step, x.clone(), y.clone()).expect("finite"));
        let short = y.row_range(0..3).expect("rows");
        assert!(
            fit(&step, x.clone(), short)
                .expect_err("3 targets")
                .to_string()
                .contains("30 rows and 3 targets")
        );
        let bad = y.mapv(|value| if value > 100.0 { f64::NAN } else { value }).into_shared();
        assert!(
            fit(&step, x, bad).expect_err("NaN").to_string().contains("every target must be a finite number")
        );
    }
}

#[test]
fn sparse_steps_have_the_same_bits_on_any_number_of_threads() {
    let (x, _, labels) = rows(5, 6000, 60, 4);
    same_bits(|| {
        let scaler = fit(&MaxAbsScaler::default(), x.clone(), ()).expect("finite");
        (scaler.transform(x.clone()).expect("finite"), scaler)
    });
    let step = LogisticRegression::<4> { tolerance: 1e-3, ..LogisticRegression::default() };
    same_bits(|| {
        let model = fit(&step, x.clone(), labels.clone()).expect("classes");
        (model.transform(x.clone()).expect("finite"), model)
    });
}

#[test]
fn selected_sparse_values_have_the_same_bits_on_any_number_of_threads() {
    let (x, _, labels) = rows(7, 3000, 60, 4);
    same_bits(|| {
        let fitted = fit(&SelectKBest::<AnovaF> { k: 9, ..Default::default() }, x.clone(), labels.clone());
        let fitted = fitted.expect("classes");
        (fitted.transform(x.clone()).expect("finite"), fitted)
    });
    #[cfg(feature = "linalg")]
    same_bits(|| {
        let (x, _, _) = rows(8, 400, 1200, 2);
        let fitted = fit(&crate::steps::TruncatedSvd { n_components: 4 }, x.clone(), ()).expect("finite");
        (fitted.transform(x).expect("finite").to_owned(), fitted)
    });
}

#[test]
fn mistakes_of_sparse_values_are_named() {
    let (x, _, labels) = rows(6, 10, 3, 2);
    let error = fit(&StandardScaler::default(), x.clone(), ()).expect_err("a mean").to_string();
    assert!(error.contains("write `StandardScaler { with_mean: false }`, or `ToDense`"), "{error}");
    let bad = Sparse::from_triplets((10, 3), [(4, 2, f64::INFINITY)]).expect("inside");
    let place = "row 4, column 2 (counted from 0) is inf";
    let message = |error: crate::Error| error.to_string();
    assert!(message(fit(&MaxAbsScaler::default(), bad.clone(), ()).expect_err("infinite")).contains(place));
    let step = LogisticRegression::<2>::default();
    assert!(message(fit(&step, bad.clone(), labels.clone()).expect_err("infinite")).contains(place));
    let sgd = SgdClassifier::<2>::default();
    assert!(message(fit(&sgd, bad.clone(), labels.clone()).expect_err("infinite")).contains(place));
    let best = SelectKBest::<AnovaF>::default();
    assert!(message(fit(&best, bad.clone(), labels.clone()).expect_err("infinite")).contains(place));
    assert!(message(Normalizer::default().transform(bad.clone()).expect_err("infinite")).contains(place));
    let error = message(Binarizer { threshold: -0.5 }.transform(x.clone()).expect_err("below 0"));
    assert!(error.contains("got -0.5; use one from 0 on, or `ToDense`"), "{error}");
    let counts = SelectKBest::<Chi2>::default();
    let negative = Sparse::from_triplets((10, 3), [(4, 2, -2.0)]).expect("inside");
    let error = message(fit(&counts, negative, labels.clone()).expect_err("negative"));
    assert!(error.contains("row 4, column 2 (counted from 0) is -2"), "{error}");
    let model = fit(&step, x.clone(), labels.clone()).expect("classes");
    assert!(message(model.transform(bad).expect_err("infinite")).contains(place));
    let narrow = Sparse::from_triplets((1, 2), [(0, 0, 1.0)]).expect("inside");
    assert!(
        message(model.transform(narrow).expect_err("columns")).contains("fitted on 3 columns, but got 2")
    );
    let wild = SgdClassifier::<2> { eta0: 1e300, epochs: 50, ..SgdClassifier::default() };
    let huge = x.map(|value| value * 1e10);
    assert!(message(fit(&wild, huge, labels).expect_err("diverges")).contains("no longer finite"));
    let scaler =
        fit(&MaxAbsScaler::default(), Sparse::from_triplets((1, 1), [(0, 0, 1e-3)]).expect("inside"), ());
    let most = Sparse::from_triplets((1, 1), [(0, 0, f64::MAX)]).expect("inside");
    let error = message(scaler.expect("finite").transform(most).expect_err("1e311"));
    assert!(error.contains("the result in row 0, column 0 (counted from 0) is inf"), "{error}");
}
