//! Pre-training: an encoder that has seen all images without their labels helps where few have one.
//!
//! `cargo run --release --example pretraining` learns to read digits from 60 labelled images, with an encoder that learnt
//! from all 1,348 images before, with one that learns from the 60 alone, and without one; over several draws of the 60.

#![allow(clippy::print_stdout, reason = "an example talks to a person")]

use rand_core::Rng;
use shapeflow::batches::Table;
use shapeflow::prelude::*;
use shapeflow::steps::metrics::accuracy;
use shapeflow_examples::digits::{self, Digits};
use shapeflow_examples::prototypes::Prototypes;

/// Labelled images.
const LABELLED: usize = 60;

/// Draws of the labelled images.
const DRAWS: u64 = 10;

pipeline! {
    /// What an image looks like. It needs no labels.
    pub Encoder(image: f32[n, 8, 8]) -> f32[n, 50] {
        image |> Flatten |> Pca<24> |> Prototypes<50>
    }

    /// Reads digits by an encoder that learns from the same images.
    pub FromScratch(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        image |> Encoder |> LogisticRegression<10> { c: 0.1 }.fit(digit)
    }

    /// Reads digits by an encoder that learns no more.
    pub Pretrained(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        code  = image |> Frozen<Encoder>;
        probs = code |> LogisticRegression<10>.fit(digit);
        probs
    }

    /// Reads digits by their pixels.
    pub Pixels(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        image |> Flatten |> LogisticRegression<10> { c: 0.1 }.fit(digit)
    }
}

/// The accuracies on the images for testing, one for each draw of labelled images.
struct Accuracies {
    pretrained: Vec<f64>,
    from_scratch: Vec<f64>,
    pixels: Vec<f64>,
}

fn accuracies() -> Result<Accuracies> {
    let (all, testing) = digits::load()?;
    let mut found = Accuracies { pretrained: Vec::new(), from_scratch: Vec::new(), pixels: Vec::new() };
    let code = Frozen::new(Encoder::default().fit(&all.images)?);
    let pretrained =
        Pretrained { code, probs: LogisticRegression { c: 0.1, ..LogisticRegression::default() } };
    for seed in 0..DRAWS {
        let run = Run::new().seed(seed);
        let Digits { images, digits } = draw(&all, &run)?;
        let score = |probs: Array2<f32>| {
            let read = ArgMax.transform(probs.into_shared())?;
            accuracy(read.view(), testing.digits.view())
        };
        let model = pretrained.fit_with(&run, &images, &digits)?;
        found.pretrained.push(score(model.predict(&testing.images)?)?);
        let model = FromScratch::default().fit_with(&run, &images, &digits)?;
        found.from_scratch.push(score(model.predict(&testing.images)?)?);
        let model = Pixels::default().fit_with(&run, &images, &digits)?;
        found.pixels.push(score(model.predict(&testing.images)?)?);
    }
    Ok(found)
}

/// As many images of each digit, drawn at random.
fn draw(all: &Digits, run: &Run) -> Result<Digits> {
    let mut random = Context::root(run, "draw", Phase::Fit).rng();
    let mut drawn = Vec::new();
    for digit in 0..10 {
        let mut rows: Vec<usize> = (0..all.digits.len()).filter(|&row| all.digits[row] == digit).collect();
        for _ in 0..LABELLED / 10 {
            drawn.push(rows.swap_remove((random.next_u64() % rows.len() as u64) as usize));
        }
    }
    let (images, digits) = (all.images.to_shared(), all.digits.to_shared()).rows_at(&drawn)?;
    Ok(Digits { images: images.into_owned(), digits: digits.into_owned() })
}

/// The mean, and the standard deviation around it.
fn spread(values: &[f64]) -> (f64, f64) {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (values.len() - 1) as f64).sqrt())
}

fn main() -> Result<()> {
    let found = accuracies()?;
    println!(
        "Accuracy on 449 images, learnt from {LABELLED} labelled ones: mean and spread of {DRAWS} draws\n"
    );
    for (name, values) in [
        ("encoder learnt from 1,348 images without labels", &found.pretrained),
        ("encoder learnt from the 60 alone", &found.from_scratch),
        ("no encoder", &found.pixels),
    ] {
        let (mean, deviation) = spread(values);
        println!("{name:<48} {mean:.4} +- {deviation:.4}");
    }
    let wins =
        |others: &[f64]| found.pretrained.iter().zip(others).filter(|(with, without)| with > without).count();
    let (scratch, pixels) = (wins(&found.from_scratch), wins(&found.pixels));
    println!("\npre-training gains in {scratch} draws over the second, and in {pixels} over the third");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pre_training_gains_over_both_ways_without_it() -> Result<()> {
        let found = accuracies()?;
        for (name, without) in [("scratch", &found.from_scratch), ("pixels", &found.pixels)] {
            let (mean, other) = (spread(&found.pretrained).0, spread(without).0);
            assert!(mean > other, "{name}: {mean} against {other}");
            // The same images each time, so the draws can be compared one by one.
            let wins = found.pretrained.iter().zip(without).filter(|(with, without)| with > without).count();
            assert!(wins >= 7, "{name}: {wins} of {DRAWS}");
        }
        Ok(())
    }
}
