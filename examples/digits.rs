//! Handwritten digits: two branches of features from one image, joined, and a classifier.
//!
//! `cargo run --release --example digits` fits the pipeline, tests it on images that it has not seen, prints what ran
//! when, and writes the graph to `digits.dot` (and `digits.svg`, where Graphviz is installed).

#![expect(clippy::print_stdout, reason = "an example talks to a person")]

use std::process::Command;
use std::sync::Arc;

use shapeflow::prelude::*;
use shapeflow::steps::metrics::{accuracy, log_loss};
use shapeflow_examples::digits;

/// How much ink is in each column.
#[step("[n, h, w] -> [n, w]", rowwise)]
pub fn column_sums(images: ArrayView3<'_, f32>) -> Array2<f32> {
    images.sum_axis(Axis(1))
}

/// How much ink is in each row.
#[step("[n, h, w] -> [n, h]", rowwise)]
pub fn row_sums(images: ArrayView3<'_, f32>) -> Array2<f32> {
    images.sum_axis(Axis(2))
}

pipeline! {
    /// Reads a handwritten digit from its 8x8 image.
    pub Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        pixels  = image |> Flatten |> StandardScaler;
        strokes = image |> [ColumnSums, RowSums] |> Concat |> Pca<12>;
        probs   = [pixels, strokes] |> Concat |> LogisticRegression<10> { c: 0.5 }.fit(digit);
        probs
    }
}

fn main() -> Result<()> {
    let (training, testing) = digits::load()?;
    let timeline = Arc::new(Timeline::new());
    let run = Run::new().observer(timeline.clone());

    let model = Digits::default().fit_with(&run, training.images, training.digits)?;
    println!("Fitted on 1,348 images:\n\n{timeline}");
    for (one, other) in timeline.overlaps() {
        println!("side by side: {one} and {other}");
    }

    let probs = model.predict(testing.images)?;
    let read = ArgMax.transform(probs.to_shared())?;
    println!("\naccuracy  {:.4}", accuracy(read.view(), testing.digits.view())?);
    println!("log-loss  {:.4}", log_loss(probs.view(), testing.digits.view())?);

    let kept: f64 = model.strokes.pca.explained_variance_ratio().sum();
    println!("the 12 components of the strokes keep {:.1} % of their variance", 100.0 * kept);

    std::fs::write("digits.dot", Digits::graph().dot())?;
    match Command::new("dot").args(["-Tsvg", "digits.dot", "-o", "digits.svg"]).status() {
        Ok(status) if status.success() => println!("\nwrote digits.dot and digits.svg"),
        Ok(status) => println!("\nwrote digits.dot; `dot` failed: {status}"),
        Err(_) => println!("\nwrote digits.dot; install Graphviz for a picture of it"),
    }
    Ok(())
}
