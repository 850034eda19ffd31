//! A module that imports only the macro and writes everything else by its full path.

use shapeflow::pipeline;

pipeline! {
    pub(crate) Lone(images: f64[n, 2, 3], more: f64[n, 6]) fit(y: i32[n]) -> (f64[n, 2], usize[n]) {
        rows = images |> shapeflow::steps::Flatten |> shapeflow::steps::MinMaxScaler;
        (probs, class) = { p = [rows, more] |> shapeflow::steps::Concat
            |> shapeflow::steps::LogisticRegression<2>.fit(y); (p, p |> shapeflow::steps::ArgMax) };
        (probs, class)
    }
}

#[test]
fn one_import_is_enough() -> shapeflow::Result<()> {
    let images = ndarray::Array3::from_shape_fn((4, 2, 3), |(i, j, k)| (i * i + j * k) as f64);
    let more = ndarray::Array2::from_shape_fn((4, 6), |(i, j)| (i + j) as f64);
    let y = ndarray::array![0, 0, 1, 1];
    let out = Lone::default().fit(&images, &more, &y)?.predict(images, more)?;
    assert_eq!(out.class, y.mapv(|class| class as usize));
    Ok(())
}
