//! Stochastic gradient descent finds about the optimum that logistic regression finds exactly.

use shapeflow::batches::{Rows, learn};
use shapeflow::prelude::*;
use shapeflow::steps::metrics::accuracy;

use crate::data::{digits, fit};

#[test]
fn digits_are_classified_about_as_well_as_by_logistic_regression() {
    let data = digits();
    let scaler = fit(&StandardScaler::default(), data.train.clone(), ()).expect("finite");
    let [train, test] = [data.train, data.test].map(|x| scaler.transform(x).expect("finite"));
    let right = |p: ArcArray2<f64>| {
        accuracy(ArgMax.transform(p).expect("finite").view(), data.test_labels.view()).expect("rows")
    };
    let exact = fit(&LogisticRegression::<10>::default(), train.clone(), data.train_labels.clone())
        .expect("converges");
    let exact = right(exact.transform(test.clone()).expect("finite"));
    let step = SgdClassifier::<10>::default();
    let whole = fit(&step, train.clone(), data.train_labels.clone()).expect("fits");
    let run = Run::new();
    let source = Rows::of((train, data.train_labels.clone())).by(32).expect("a size").shuffled(1);
    let batches = learn(&step, &source, &Context::root(&run, "test", Phase::Fit)).expect("fits");
    for model in [whole, batches] {
        let found = right(model.transform(test.clone()).expect("finite"));
        assert!((found - exact).abs() < 0.015, "{found} against {exact}");
    }
}
