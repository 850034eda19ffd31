//! `Pca`.

use ndarray::{Array1, Array2, Axis, concatenate};
use serde::Deserialize;
use shapeflow::step::{Inverse, Transform};
use shapeflow::steps::Pca;

use crate::data::{assert_close, digits, fit, golden, matrix, vector};

#[derive(Deserialize)]
struct Small {
    x: Vec<Vec<f64>>,
    x_new: Vec<Vec<f64>>,
    #[serde(flatten)]
    attributes: Attributes,
    transform: Vec<Vec<f64>>,
    transform_new: Vec<Vec<f64>>,
    inverse_transform_new: Vec<Vec<f64>>,
    whiten_transform: Vec<Vec<f64>>,
    whiten_transform_new: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Attributes {
    mean_: Vec<f64>,
    components_: Vec<Vec<f64>>,
    explained_variance_: Vec<f64>,
    explained_variance_ratio_: Vec<f64>,
    singular_values_: Vec<f64>,
}

#[track_caller]
fn assert_attributes(pca: &shapeflow::steps::FittedPca, golden: &Attributes) {
    assert_close("mean", &pca.mean(), &vector(&golden.mean_), 1e-12, 1e-14);
    assert_close("components", &pca.components(), &matrix(&golden.components_), 1e-9, 0.0);
    assert_close("variance", &pca.explained_variance(), &vector(&golden.explained_variance_), 0.0, 1e-9);
    assert_close(
        "ratio",
        &pca.explained_variance_ratio(),
        &vector(&golden.explained_variance_ratio_),
        0.0,
        1e-9,
    );
    assert_close("singular", &pca.singular_values(), &vector(&golden.singular_values_), 0.0, 1e-9);
}

#[test]
fn pca_agrees_with_scikit_learn() {
    let golden: Small = golden("pca");
    let x = matrix(&golden.x);
    let pca = fit(&Pca::<4>::default(), x.clone(), ()).expect("60 rows");
    assert_attributes(&pca, &golden.attributes);
    assert_close("transform", &pca.transform(x.clone()).expect("ok"), &matrix(&golden.transform), 1e-9, 0.0);
    let new = matrix(&golden.x_new);
    assert_close("new", &pca.transform(new.clone()).expect("ok"), &matrix(&golden.transform_new), 1e-9, 0.0);

    let there = pca.transform(new.clone()).expect("ok");
    let back = matrix(&golden.inverse_transform_new);
    assert_close("inverse", &pca.inverse(there).expect("ok"), &back, 1e-9, 0.0);

    let whiten = fit(&Pca::<4> { whiten: true }, x.clone(), ()).expect("60 rows");
    let there = whiten.transform(new.clone()).expect("ok");
    assert_close("white inverse", &whiten.inverse(there).expect("ok"), &back, 1e-9, 0.0);
    assert_close("white", &whiten.transform(x).expect("ok"), &matrix(&golden.whiten_transform), 1e-9, 0.0);
    assert_close(
        "white new",
        &whiten.transform(new).expect("ok"),
        &matrix(&golden.whiten_transform_new),
        1e-9,
        0.0,
    );
}

#[derive(Deserialize)]
struct Pipeline {
    pca: Attributes,
}

/// Sums down the columns and along the rows of each 8x8 image: 16 columns of rank 15.
pub(crate) fn strokes(pixels: &Array2<f64>) -> Array2<f64> {
    let images = pixels.view().into_shape_with_order((pixels.nrows(), 8, 8)).expect("8x8");
    concatenate![Axis(1), images.sum_axis(Axis(1)), images.sum_axis(Axis(2))]
}

#[test]
fn pca_of_the_digits_agrees_with_scikit_learn() {
    let golden: Pipeline = golden("digits_pipeline");
    let x = strokes(&digits().train.to_owned()).into_shared();
    let pca = fit(&Pca::<12>::default(), x, ()).expect("1,348 rows");
    assert_attributes(&pca, &golden.pca);
}

#[test]
fn the_two_ways_to_the_components_agree() {
    // With more columns than rows the singular vectors are used, and for the same rows repeated the covariance.
    let golden: Small = golden("pca");
    let few = matrix(&golden.x[..8]);
    let many = concatenate![Axis(0), few, few].into_shared();
    let (few, many) =
        (fit(&Pca::<4>::default(), few, ()).expect("ok"), fit(&Pca::<4>::default(), many, ()).expect("ok"));
    assert_close("components", &few.components(), &many.components(), 1e-9, 0.0);
    assert_close("ratio", &few.explained_variance_ratio(), &many.explained_variance_ratio(), 1e-12, 0.0);
}

#[test]
fn a_small_direction_next_to_a_large_one_is_resolved() {
    // Variances 1 and 1e-14: the covariance alone would lose the second among the rounding errors of the first.
    let angle = 0.3_f64;
    let x = Array2::from_shape_fn((200, 2), |(row, column)| {
        let (large, small) = ((row as f64 * 0.7).sin(), (row as f64 * 1.3).cos() * 1e-7);
        if column == 0 {
            large * angle.cos() - small * angle.sin()
        } else {
            large * angle.sin() + small * angle.cos()
        }
    });
    let pca = fit(&Pca::<2>::default(), x.into_shared(), ()).expect("200 rows");
    let small = Array1::from_shape_fn(200, |row| (row as f64 * 1.3).cos() * 1e-7);
    let variance = small.var(1.0);
    assert!(
        (pca.explained_variance()[1] / variance - 1.0).abs() < 1e-3,
        "{}",
        pca.explained_variance()[1] / variance
    );
}
