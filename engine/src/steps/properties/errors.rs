//! No problem is hidden and nothing panics: each wrong input is an error that says what, where and what to do.

use ndarray::{ArcArray1, ArcArray2, array};

use super::{fit, rows};
use crate::Result;
use crate::step::{Inverse, Transform};
use crate::steps::{
    ArgMax, Binning, KBinsDiscretizer, LogisticRegression, MaxAbsScaler, MinMaxScaler, Moments, RobustScaler,
    StandardScaler,
};

#[track_caller]
fn says<T>(result: Result<T>, parts: &[&str]) {
    let message = result.err().expect("an error").to_string();
    for part in parts {
        assert!(message.contains(part), "`{message}` does not contain `{part}`");
    }
}

fn with(value: f64) -> (ArcArray2<f64>, ArcArray1<u16>) {
    let (mut x, y) = rows(4, 20, 3, 2);
    x[[7, 2]] = value;
    (x, y)
}

type Logistic = LogisticRegression<2>;

#[test]
fn a_gap_is_named_by_row_and_column_in_fit_and_transform() {
    let (good, y) = rows(4, 20, 3, 2);
    for (value, name) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (f64::NEG_INFINITY, "-inf")] {
        let (bad, _) = with(value);
        let place = ["row 7, column 2", name];
        says(fit(&StandardScaler::default(), bad.clone(), ()), &place);
        says(fit(&MinMaxScaler::default(), bad.clone(), ()), &place);
        says(fit(&Logistic::default(), bad.clone(), y.clone()), &place);
        says(fit(&StandardScaler::default(), good.clone(), ()).expect("ok").transform(bad.clone()), &place);
        says(fit(&MinMaxScaler::default(), good.clone(), ()).expect("ok").transform(bad.clone()), &place);
        says(fit(&Logistic::default(), good.clone(), y.clone()).expect("ok").transform(bad.clone()), &place);
        macro_rules! each {
            ($($step:expr),+) => {$(
                says(fit(&$step, bad.clone(), ()), &place);
                says(fit(&$step, good.clone(), ()).expect("ok").transform(bad.clone()), &place);
            )+};
        }
        each!(MaxAbsScaler::default(), RobustScaler::default(), KBinsDiscretizer::default());
        says(ArgMax.transform(bad.clone()), &place);
        #[cfg(feature = "linalg")]
        {
            use crate::steps::Pca;
            says(fit(&Pca::<2>::default(), bad.clone(), ()), &place);
            says(fit(&Pca::<2>::default(), good.clone(), ()).expect("ok").transform(bad), &place);
        }
    }
}

#[test]
fn a_gap_in_a_late_block_is_named_by_its_row_in_the_whole() {
    let (mut x, _) = rows(4, 50_000, 2, 2);
    x[[40_000, 1]] = f64::NAN;
    x[[49_000, 0]] = f64::NAN;
    says(fit(&StandardScaler::default(), x.clone(), ()), &["row 40000, column 1"]);
    says(fit(&MinMaxScaler::default(), x.clone(), ()), &["row 40000, column 1"]);
    says(fit(&MaxAbsScaler::default(), x.clone(), ()), &["row 40000, column 1"]);
    says(fit(&RobustScaler::default(), x.clone(), ()), &["row 40000, column 1"]);
    says(fit(&KBinsDiscretizer::default(), x.clone(), ()), &["row 40000, column 1"]);
    let mut moments = Moments::new(2);
    moments.update(array![[1.0, 2.0]].view()).expect("finite");
    says(moments.update(array![[1.0, f64::NAN]].view()), &["row 1, column 1"]);
    let scaler = fit(&StandardScaler::default(), rows(4, 20, 2, 2).0, ()).expect("finite");
    says(scaler.transform(x.clone()), &["row 40000, column 1"]);
    let bins = fit(&KBinsDiscretizer::default(), rows(4, 20, 2, 2).0, ()).expect("finite");
    says(bins.transform(x.clone()), &["row 40000, column 1"]);
    x.fill(0.0);
    x[[40_000, 1]] = 9.0;
    says(bins.inverse(x), &["row 40000, column 1", "is 9"]);
}

#[test]
fn too_few_rows_are_an_error_and_one_is_enough_for_a_scaler() {
    let empty = ArcArray2::<f32>::zeros((0, 3));
    says(fit(&StandardScaler::default(), empty.clone(), ()), &["at least 1 row, got 0"]);
    says(fit(&MinMaxScaler::default(), empty.clone(), ()), &["at least 1 row, got 0"]);
    says(fit(&MaxAbsScaler::default(), empty.clone(), ()), &["at least 1 row, got 0"]);
    says(fit(&RobustScaler::default(), empty.clone(), ()), &["at least 1 row, got 0"]);
    says(fit(&KBinsDiscretizer::default(), empty.clone(), ()), &["at least 1 row, got 0"]);
    says(fit(&Logistic::default(), empty.clone(), ArcArray1::<u8>::zeros(0)), &["at least 1 row, got 0"]);
    let one = array![[3.0_f32, 5.0, 7.0]].into_shared();
    let scaler = fit(&StandardScaler::default(), one.clone(), ()).expect("one row");
    assert_eq!(scaler.transform(one.clone()).expect("finite"), ArcArray2::<f32>::zeros((1, 3)));
    assert_eq!(scaler.transform(empty.clone()).expect("no rows").dim(), (0, 3));
    let scaler = fit(&MinMaxScaler::default(), one.clone(), ()).expect("one row");
    assert_eq!(scaler.transform(one.clone()).expect("finite"), ArcArray2::<f32>::zeros((1, 3)));
    let scaler = fit(&MaxAbsScaler::default(), one.clone(), ()).expect("one row");
    assert_eq!(scaler.transform(one.clone()).expect("finite"), ArcArray2::<f32>::ones((1, 3)));
    let scaler = fit(&RobustScaler::default(), one.clone(), ()).expect("one row");
    assert_eq!(scaler.transform(one.clone()).expect("finite"), ArcArray2::<f32>::zeros((1, 3)));
    for strategy in [Binning::Uniform, Binning::Quantile, Binning::Kmeans] {
        let bins =
            fit(&KBinsDiscretizer { strategy, ..Default::default() }, one.clone(), ()).expect("one row");
        assert_eq!(bins.transform(one.clone()).expect("finite"), ArcArray2::<f32>::zeros((1, 3)));
        assert_eq!(bins.transform(empty.clone()).expect("no rows").dim(), (0, 3));
    }
    #[cfg(feature = "linalg")]
    {
        use crate::steps::Pca;
        says(fit(&Pca::<1>::default(), one, ()), &["1 component needs at least 2 rows, got 1"]);
        says(
            fit(&Pca::<3>::default(), rows(1, 2, 3, 2).0, ()),
            &["3 components need at least 3 rows, got 2"],
        );
        says(fit(&Pca::<4>::default(), rows(1, 9, 3, 2).0, ()), &["4 components of 3 columns; ask"]);
        says(fit(&Pca::<0>::default(), rows(1, 9, 3, 2).0, ()), &["0 components of 3 columns; ask"]);
        says(fit(&Pca::<1>::default(), ArcArray2::<f64>::ones((5, 2)), ()), &["all 5 rows are equal"]);
    }
}

#[test]
fn another_number_of_columns_is_an_error() {
    let ((x, y), (other, _)) = (rows(4, 20, 3, 2), rows(4, 20, 4, 2));
    let place = ["fitted on 3 columns, but got 4"];
    says(fit(&StandardScaler::default(), x.clone(), ()).expect("ok").transform(other.clone()), &place);
    says(fit(&MinMaxScaler::default(), x.clone(), ()).expect("ok").transform(other.clone()), &place);
    says(fit(&MaxAbsScaler::default(), x.clone(), ()).expect("ok").transform(other.clone()), &place);
    says(fit(&RobustScaler::default(), x.clone(), ()).expect("ok").transform(other.clone()), &place);
    says(fit(&KBinsDiscretizer::default(), x.clone(), ()).expect("ok").transform(other.clone()), &place);
    says(fit(&Logistic::default(), x.clone(), y).expect("ok").transform(other.clone()), &place);
    #[cfg(feature = "linalg")]
    says(fit(&crate::steps::Pca::<2>::default(), x, ()).expect("ok").transform(other), &place);
    says(ArgMax.transform(ArcArray2::<f64>::zeros((2, 0))), &["at least 1 column"]);
}

#[test]
fn values_beyond_the_range_of_f64_are_named() {
    let (x, y) = with(1e300);
    says(fit(&StandardScaler::default(), x.clone(), ()), &["column 2", "variance exceeds f64"]);
    says(fit(&Logistic::default(), x.clone(), y.clone()), &["column 2", "variance exceeds f64"]);
    #[cfg(feature = "linalg")]
    says(fit(&crate::steps::Pca::<2>::default(), x.clone(), ()), &["column 2", "variance exceeds f64"]);
    let mut wide = with(f64::MAX).0;
    wide[[8, 2]] = -f64::MAX;
    says(fit(&MinMaxScaler::default(), wide.clone(), ()), &["column 2", "distance exceeds f64"]);
    says(fit(&KBinsDiscretizer::default(), wide.clone(), ()), &["column 2", "distance exceeds f64"]);
    let ends = RobustScaler { quantile_range: (0.0, 100.0), ..RobustScaler::default() };
    says(fit(&ends, wide, ()), &["column 2", "quantile range exceeds f64"]);
    let mut far = rows(4, 20, 3, 2).0;
    let model = fit(&Logistic { c: 1e6, ..Logistic::default() }, far.clone(), y).expect("ok");
    far.row_mut(5).fill(f64::MAX);
    says(model.transform(far), &["row 5", "scores exceed f64"]);
}

#[test]
fn labels_and_hyperparameters_are_checked() {
    let (x, y) = rows(4, 20, 3, 2);
    let mut high = y.clone();
    high[9] = 2;
    says(fit(&Logistic::default(), x.clone(), high), &["classes 0 to 1", "row 9", "has 2", "label encoder"]);
    let mut negative = y.mapv(i64::from).into_shared();
    negative[4] = -1;
    says(fit(&Logistic::default(), x.clone(), negative), &["row 4", "has -1"]);
    says(fit(&Logistic::default(), x.clone(), ArcArray1::<u16>::zeros(19)), &["20 rows and 19 labels"]);
    says(fit(&LogisticRegression::<3>::default(), x.clone(), y.clone()), &["class 2 of 3 has no row"]);
    says(fit(&LogisticRegression::<1>::default(), x.clone(), y.clone()), &["at least 2 classes, got 1"]);
    for c in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        says(
            fit(&Logistic { c, ..Logistic::default() }, x.clone(), y.clone()),
            &["`c` must be a positive number"],
        );
    }
    for feature_range in [(1.0, 1.0), (1.0, 0.0), (0.0, f64::NAN), (f64::NEG_INFINITY, 0.0)] {
        says(
            fit(&MinMaxScaler { feature_range, clip: false }, x.clone(), ()),
            &["feature_range", "increasing order"],
        );
    }
}

#[test]
fn constant_columns_give_each_class_its_share() {
    let x = ArcArray2::<f32>::ones((8, 2));
    let y = array![0_u8, 0, 0, 1, 0, 0, 0, 1].into_shared();
    let p = fit(&Logistic::default(), x.clone(), y).expect("ok").transform(x.clone()).expect("ok");
    assert!((p[[0, 0]] - 0.75).abs() < 1e-6, "{p}");
    let even = array![0_u8, 1, 0, 1, 0, 1, 0, 1].into_shared();
    assert_eq!(
        fit(&Logistic::default(), x.clone(), even).expect("ok").transform(x).expect("ok")[[0, 0]],
        0.5
    );
}
