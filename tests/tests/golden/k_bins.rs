//! `KBinsDiscretizer`, with each strategy, with and without weights, on ordinary and on degenerate columns.

use ndarray::{ArcArray2, Axis};
use serde::Deserialize;
use shapeflow::step::{Inverse, Transform};
use shapeflow::steps::{Binning, FittedKBinsDiscretizer, KBinsDiscretizer};

use crate::data::{assert_close, fit, golden, matrix, vector};

#[derive(Deserialize)]
struct Bins {
    x: Vec<Vec<f64>>,
    degenerate: Vec<Vec<f64>>,
    weight: Vec<f64>,
    x_new: Vec<Vec<f64>>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    strategy: String,
    n_bins: usize,
    weighted: bool,
    bin_edges_: Vec<Vec<f64>>,
    count_of_each_bin: Vec<Vec<usize>>,
    transform_new: Vec<Vec<f64>>,
    inverse_transform_new: Vec<Vec<f64>>,
    degenerate_bin_edges_: Vec<Vec<f64>>,
    degenerate_count_of_each_bin: Vec<Vec<usize>>,
}

/// Compares the edges of each column to 1e-12 of the largest, and the number of rows in each bin.
fn agree(
    what: &str,
    fitted: &FittedKBinsDiscretizer,
    x: ArcArray2<f64>,
    edges: &[Vec<f64>],
    counts: &[Vec<usize>],
) {
    let binned = fitted.transform(x).expect("finite");
    assert_eq!((fitted.edges().len(), binned.ncols()), (edges.len(), counts.len()), "{what}");
    for (column, (actual, expected)) in fitted.edges().iter().zip(edges).enumerate() {
        // A constant column: scikit-learn's edges are infinite.
        if expected.is_empty() {
            assert_eq!(actual.len(), 1, "{what}, column {column}");
            continue;
        }
        let size = expected.iter().fold(0.0_f64, |size, edge| size.max(edge.abs()));
        assert_close(&format!("{what}, column {column}"), actual, &vector(expected), 1e-12 * size, 0.0);
    }
    for (column, (binned, expected)) in binned.axis_iter(Axis(1)).zip(counts).enumerate() {
        let count = |bin: usize| binned.iter().filter(|&&value| value == bin as f64).count();
        let actual: Vec<usize> = (0..expected.len()).map(count).collect();
        assert_eq!(&actual, expected, "{what}, column {column}");
    }
}

#[test]
fn k_bins_discretizer_agrees_with_scikit_learn() {
    let golden: Bins = golden("k_bins");
    let (x, degenerate) = (matrix(&golden.x), matrix(&golden.degenerate));
    assert_eq!(golden.cases.len(), 24);
    for case in &golden.cases {
        let what = format!("{} {} weighted: {}", case.strategy, case.n_bins, case.weighted);
        let strategy = match case.strategy.as_str() {
            "uniform" => Binning::Uniform,
            "quantile" => Binning::Quantile,
            _ => Binning::Kmeans,
        };
        let step = KBinsDiscretizer { n_bins: case.n_bins, strategy };
        let fit = |x: &ArcArray2<f64>| {
            let weight = vector(&golden.weight).into_shared();
            let fitted =
                if case.weighted { fit(&step, x.clone(), weight) } else { fit(&step, x.clone(), ()) };
            fitted.expect("finite rows")
        };
        let fitted = fit(&x);
        agree(&what, &fitted, x.clone(), &case.bin_edges_, &case.count_of_each_bin);
        let new = fitted.transform(matrix(&golden.x_new)).expect("finite");
        assert_eq!(new, matrix(&case.transform_new), "{what}");
        let back = fitted.inverse(new).expect("bins");
        assert_close(&what, &back, &matrix(&case.inverse_transform_new), 0.0, 1e-12);
        agree(
            &format!("{what}, degenerate"),
            &fit(&degenerate),
            degenerate.clone(),
            &case.degenerate_bin_edges_,
            &case.degenerate_count_of_each_bin,
        );
    }
}

#[test]
fn k_bins_discretizer_takes_single_precision() {
    let golden: Bins = golden("k_bins");
    let x = matrix(&golden.x).mapv(|value| value as f32).into_shared();
    let wide: ArcArray2<f64> = x.mapv(f64::from).into_shared();
    for strategy in [Binning::Uniform, Binning::Quantile, Binning::Kmeans] {
        let step = KBinsDiscretizer { n_bins: 7, strategy };
        let (narrow, of_wide) = (fit(&step, x.clone(), ()), fit(&step, wide.clone(), ()));
        let (narrow, of_wide) = (narrow.expect("finite"), of_wide.expect("finite"));
        assert_eq!(narrow, of_wide);
        let bins = narrow.transform(x.clone()).expect("finite");
        assert_eq!(bins.mapv(f64::from), of_wide.transform(wide.clone()).expect("finite"));
        let back = of_wide.inverse(bins.mapv(f64::from).into_shared()).expect("bins");
        assert_eq!(narrow.inverse(bins).expect("bins"), back.mapv(|value| value as f32));
    }
}
