//! The steps for series against pandas and NumPy, those for images against scikit-image and scikit-learn.

use std::collections::HashMap;

use ndarray::{ArcArray, Array3, Array4, ArrayView2, Axis, Ix3};
use serde::Deserialize;
use shapeflow::prelude::*;
use shapeflow::steps::{BlockNorm, FftMagnitudes, RollingStatistic};

use crate::data::{assert_close, golden, matrix};

#[derive(Deserialize)]
struct Series {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    x: Vec<f64>,
    lags: Vec<usize>,
    lagged: Vec<Vec<f64>>,
    differences: HashMap<String, Vec<f64>>,
    rolling: Vec<Rolled>,
    magnitudes: HashMap<String, Vec<Vec<f64>>>,
}

#[derive(Deserialize)]
struct Rolled {
    width: usize,
    statistic: String,
    out: Vec<f64>,
}

fn rolled(x: ArcArray1<f64>, width: usize, statistic: RollingStatistic) -> ArcArray1<f64> {
    match width {
        1 => Rolling::<1> { statistic }.transform(x),
        2 => Rolling::<2> { statistic }.transform(x),
        7 => Rolling::<7> { statistic }.transform(x),
        12 => Rolling::<12> { statistic }.transform(x),
        other => panic!("a width of {other}"),
    }
    .expect("numbers")
}

fn windows(x: ArcArray1<f64>, width: &str) -> ArcArray2<f64> {
    match width {
        "1" => Windows::<1>.transform(x),
        "2" => Windows::<2>.transform(x),
        "7" => Windows::<7>.transform(x),
        "12" => Windows::<12>.transform(x),
        other => panic!("a width of {other}"),
    }
    .expect("long enough")
}

#[test]
fn lags_and_differences_agree_with_pandas() {
    for Case { name, x, lags, lagged, differences, .. } in golden::<Series>("series").cases {
        let x = ArcArray1::from(x);
        let out = Lags::<12> { lags }.transform(x.clone()).expect("long enough");
        assert_eq!(out, matrix(&lagged), "{name}");
        assert_eq!(
            Differences::<1>.transform(x.clone()).expect("long enough").to_vec(),
            differences["1"],
            "{name}"
        );
        assert_eq!(
            Differences::<12>.transform(x).expect("long enough").to_vec(),
            differences["12"],
            "{name}"
        );
    }
}

#[test]
fn rolling_statistics_agree_with_numpy() {
    use RollingStatistic::{Max, Mean, Median, Min, Std, Sum, Variance};
    for Case { name, x, rolling, .. } in golden::<Series>("series").cases {
        for Rolled { width, statistic, out } in rolling {
            let known = [Mean, Sum, Std, Variance, Min, Max, Median];
            let statistic = known.into_iter().find(|known| format!("{known:?}") == statistic).expect("known");
            let found = rolled(ArcArray1::from(x.clone()), width, statistic);
            let what = format!("{name}: {statistic:?} of {width}");
            if matches!(statistic, Min | Max | Median) {
                assert_eq!(found.to_vec(), out, "{what}");
            } else {
                // A constant column has a deviation of its rounding.
                assert_close(&what, &found, &Array1::from(out), 1e-15, 1e-12);
            }
        }
    }
}

#[test]
fn magnitudes_agree_with_numpy() {
    for Case { name, x, magnitudes, .. } in golden::<Series>("series").cases {
        for (width, expected) in magnitudes {
            let x = windows(ArcArray1::from(x.clone()), &width);
            let expected = matrix(&expected);
            let out = FftMagnitudes.transform(x.clone()).expect("numbers");
            for ((out, expected), x) in out.rows().into_iter().zip(expected.rows()).zip(x.rows()) {
                // A wave can be small beside the others of its row.
                let size = x.iter().map(|value| value.abs()).sum::<f64>();
                assert_close(&format!("{name}: {width}"), &out, &expected, 1e-15 * size, 1e-12);
            }
        }
    }
}

#[derive(Deserialize)]
struct Images {
    digits: Vec<Vec<Vec<f64>>>,
    noise: Vec<Vec<Vec<f64>>>,
    hog: Vec<Described>,
    block_means: Vec<Vec<Vec<f64>>>,
    patches: Vec<Vec<Vec<Vec<f64>>>>,
}

#[derive(Deserialize)]
struct Described {
    images: String,
    cell: usize,
    block: usize,
    bins: usize,
    norm: String,
    square_root: bool,
    out: Vec<Vec<f64>>,
}

fn stacked(images: &[Vec<Vec<f64>>]) -> ArcArray<f64, Ix3> {
    let rows: Vec<_> = images.iter().map(|image| matrix(image)).collect();
    let views: Vec<ArrayView2<'_, f64>> = rows.iter().map(|image| image.view()).collect();
    ndarray::stack(Axis(0), &views).expect("equal sizes").into_shared()
}

#[test]
fn hog_agrees_with_scikit_image() {
    let golden: Images = golden("images");
    let (digits, noise) = (stacked(&golden.digits), stacked(&golden.noise));
    for Described { images, cell, block, bins, norm, square_root, out } in golden.hog {
        let x = if images == "digits" { digits.clone() } else { noise.clone() };
        let what = format!("{images}: {cell} {block} {bins} {norm} {square_root}");
        let norm = match norm.as_str() {
            "L1" => BlockNorm::L1,
            "L1-sqrt" => BlockNorm::L1Sqrt,
            "L2" => BlockNorm::L2,
            _ => BlockNorm::L2Hys,
        };
        let found = match (cell, block, bins) {
            (4, 2, 9) => Hog::<4, 2, 9> { norm, square_root }.transform(x),
            (8, 1, 4) => Hog::<8, 1, 4> { norm, square_root }.transform(x),
            (2, 3, 6) => Hog::<2, 3, 6> { norm, square_root }.transform(x),
            other => panic!("{other:?}"),
        };
        // scikit-image adds up a histogram in float32.
        assert_close(&what, &found.expect("large enough"), &matrix(&out), 1e-6, 0.0);
    }
}

#[test]
fn block_means_and_patches_agree() {
    let golden: Images = golden("images");
    let digits = stacked(&golden.digits);
    let means: Array3<f64> = BlockMeans::<2, 4>.transform(digits.clone()).expect("whole").into_owned();
    assert_close("block means", &means, &stacked(&golden.block_means), 0.0, 1e-15);
    let patches: Array4<f64> = Patches::<3, 5>.transform(digits).expect("large enough").into_owned();
    let expected = stacked(&golden.patches[0]);
    assert_eq!(patches.index_axis(Axis(0), 0), expected);
}
