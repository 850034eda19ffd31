//! The same bits on 1, 2 and 8 threads of the steps whose threads divide columns and products; `every` has the others.

use super::{fit, rows, same_bits};
use crate::step::Transform;
use crate::steps::LogisticRegression;

#[cfg(feature = "linalg")]
#[test]
fn pca_has_the_same_bits_on_any_number_of_threads() {
    let (x, _) = rows(2, 40_000, 5, 2);
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
