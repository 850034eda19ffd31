//! The same bits on 1, 2 and 8 threads, with more rows than one thread processes.

use super::{fit, rows, same_bits};
use crate::step::{Inverse, Transform};
use crate::steps::{
    Binning, KBinsDiscretizer, LogisticRegression, MaxAbsScaler, MinMaxScaler, RobustScaler, StandardScaler,
};

const ROWS: usize = 40_000;

#[test]
fn scalers_have_the_same_bits_on_any_number_of_threads() {
    let (x, _) = rows(1, ROWS, 4, 2);
    same_bits(|| {
        let scaler = fit(&StandardScaler::default(), x.clone(), ()).expect("finite");
        (scaler.transform(x.clone()).expect("finite"), scaler)
    });
    same_bits(|| {
        let scaler = fit(&MinMaxScaler::default(), x.clone(), ()).expect("finite");
        (scaler.transform(x.clone()).expect("finite"), scaler)
    });
}

#[test]
fn scalers_by_extremes_and_quantiles_and_bins_have_the_same_bits_on_any_number_of_threads() {
    let (x, _) = rows(1, ROWS, 4, 2);
    same_bits(|| {
        let scaler = fit(&MaxAbsScaler::default(), x.clone(), ()).expect("finite");
        (scaler.transform(x.clone()).expect("finite"), scaler)
    });
    same_bits(|| {
        let scaler = fit(&RobustScaler::default(), x.clone(), ()).expect("finite");
        (scaler.transform(x.clone()).expect("finite"), scaler)
    });
    for strategy in [Binning::Uniform, Binning::Quantile, Binning::Kmeans] {
        same_bits(|| {
            let fitted = fit(&KBinsDiscretizer { n_bins: 6, strategy }, x.clone(), ()).expect("finite");
            let bins = fitted.transform(x.clone()).expect("finite");
            (fitted.inverse(bins.clone()).expect("bins"), bins, fitted)
        });
    }
}

#[cfg(feature = "linalg")]
#[test]
fn pca_has_the_same_bits_on_any_number_of_threads() {
    let (x, _) = rows(2, ROWS, 5, 2);
    same_bits(|| {
        let pca = fit(&crate::steps::Pca::<2>::default(), x.clone(), ()).expect("finite");
        (pca.transform(x.clone()).expect("finite"), pca)
    });
}

#[test]
fn logistic_regression_has_the_same_bits_on_any_number_of_threads() {
    let (x, y) = rows(3, 600, 420, 20);
    let step = LogisticRegression::<20> { c: 1e-4, tolerance: 1e-1, ..LogisticRegression::default() };
    same_bits(|| {
        let model = fit(&step, x.clone(), y.clone()).expect("converges");
        (model.transform(x.clone()).expect("finite"), model)
    });
}
