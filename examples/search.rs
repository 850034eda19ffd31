//! Random search: each candidate is a random assignment of the pipeline's search space, scored by cross-validation. The space
//! has numbers, a choice between two scalers, and the number of components, which is a size in the shapes.
//!
//! `cargo run --release --example search` prints the space, the score of each candidate, and the accuracy of the best one on
//! images that it has not seen.

#![expect(clippy::print_stdout, reason = "an example talks to a person")]

use shapeflow::batches::Folds;
use shapeflow::prelude::*;
use shapeflow::steps::metrics::accuracy;
use shapeflow_examples::digits;

const CANDIDATES: usize = 8;
const FOLDS: usize = 3;

pipeline! {
    /// Reads a handwritten digit from its 8x8 image.
    pub Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        size k in 4..=32 = 16;
        scaled  = image |> Flatten |> scaler: choose { standard: StandardScaler, lines: MinMaxScaler };
        strokes = scaled |> SizedPca { components: k };
        strokes |> LogisticRegression<10> { c: 0.5 ~ log(1e-4..=1e1), max_iterations: 50 }.fit(digit)
    }
}

/// Computes the accuracy of `candidate` on images to which it was not fitted.
fn score(candidate: &Digits, training: &digits::Digits, testing: &digits::Digits) -> Result<f64> {
    let fitted = candidate.fit(training.images.clone(), training.digits.clone())?;
    let read = ArgMax.transform(fitted.predict(testing.images.clone())?.into_shared())?;
    accuracy(read.view(), testing.digits.view())
}

fn rows(data: &digits::Digits, rows: &[usize]) -> digits::Digits {
    digits::Digits { images: data.images.select(Axis(0), rows), digits: data.digits.select(Axis(0), rows) }
}

fn main() -> Result<()> {
    let (training, testing) = digits::load()?;
    let space = Digits::space()?;
    println!("{space}");

    let folds = Folds::new(FOLDS)?.shuffled(1).split_by_class(&training.digits)?;
    let mut best: Option<(f64, Digits)> = None;
    for assignment in space.samples(7).take(CANDIDATES) {
        let candidate = Digits::default().with(&assignment)?;
        let mut sum = 0.0;
        for fold in &folds {
            sum += score(&candidate, &rows(&training, &fold.train), &rows(&training, &fold.validation))?;
        }
        let mean = sum / FOLDS as f64;
        let (k, c) = (candidate.strokes.components, candidate.output.c);
        println!("accuracy {mean:.4} with {:?}, k = {k}, c = {c:.5}", candidate.scaled.scaler.choice);
        if best.as_ref().is_none_or(|(accuracy, _)| mean > *accuracy) {
            best = Some((mean, candidate));
        }
    }
    let Some((_, best)) = best else { return Err(Error::new("a search needs candidates")) };

    println!("\nThe best of {CANDIDATES}:\n{}", best.assignment());
    println!("accuracy on new images: {:.4}", score(&best, &training, &testing)?);
    Ok(())
}
