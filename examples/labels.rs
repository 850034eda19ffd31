//! Targets that are transformed for learning, with the inverse for predicting: the names of digits, and an amount that is
//! learned as its logarithm. Two steps change the rows to learn from.
//!
//! `cargo run --release --example labels`

#![expect(clippy::print_stdout, reason = "an example talks to a person")]

use shapeflow::prelude::*;
use shapeflow_examples::digits;

pipeline! {
    /// Reads the name of a digit from its image. It learns from an equal number of examples of each digit.
    pub Names(image: f32[n, 8, 8]) fit(name: String[n]) -> String[n] {
        label    = name |> LabelEncoder;
        (x2, y2) = (image |> Flatten, label) |> Balance;
        probs    = x2 |> StandardScaler |> LogisticRegression<10> { c: 0.5 }.fit(y2);
        answer   = probs |> ArgMax |> inverse(label);
        answer
    }

    /// Estimates how much ink an image has: amounts, learned as logarithms and without outliers.
    pub Ink(image: f32[n, 8, 8]) fit(ink: f32[n]) -> f32[n] {
        logs     = ink |> Log1p;
        (x2, y2) = (image |> Flatten |> Pca<12>, logs) |> DropOutliers { limit: 3.5 };
        x2 |> Ridge.fit(y2) |> inverse(logs)
    }
}

const NAMES: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// Returns the names of digits.
fn named(digits: &Array1<u8>) -> Array1<String> {
    digits.mapv(|digit| NAMES.get(usize::from(digit)).copied().unwrap_or("?").to_owned())
}

/// Returns the sum of each image.
fn ink(images: &Array3<f32>) -> Array1<f32> {
    images.outer_iter().map(|image| image.sum()).collect()
}

fn main() -> Result<()> {
    let (training, testing) = digits::load()?;
    let model = Names::default().fit(&training.images, named(&training.digits))?;
    println!("the labels by number: {:?}", model.label.classes());
    let answers = model.predict(&testing.images)?;
    println!("the first answers: {:?}", answers.iter().take(5).collect::<Vec<_>>());
    let names = named(&testing.digits);
    let right = answers.iter().zip(&names).filter(|(answer, name)| answer == name).count();
    println!("{right} of {} names are right", names.len());

    let amounts = ink(&testing.images);
    let estimates = Ink::default().fit(&training.images, ink(&training.images))?.predict(&testing.images)?;
    let error = (&estimates - &amounts).mapv(f32::abs).sum() / amounts.sum();
    println!("the ink of an image is estimated within {:.1} %", 100.0 * error);
    println!("{}", Names::graph());
    Ok(())
}
