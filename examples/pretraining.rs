//! Pre-training: an encoder that was fitted to all images without labels helps if few images have a label, once it is
//! fine-tuned with the labels.
//!
//! `cargo run --release --example pretraining` learns to read digits from 60 labeled images, over several draws of the 60:
//! from the pixels; with a network from scratch; with a frozen encoder that was fitted to all 1,348 images before; and with
//! the same encoder fine-tuned.
//!
//! The figures are those of 449 images that were not used for any choice. The settings of the encoder and of fine-tuning are
//! those that did best, fine-tuned, on a third of the other images (`cargo run --release --example pretraining choose`), and
//! the constants in the pipelines and in `network.rs` were chosen there too. Fine-tuning gains over the frozen encoder, and
//! over the network from scratch; the frozen encoder alone does not.

#![allow(clippy::print_stdout, reason = "an example talks to a person")]

use rand_core::Rng;
use shapeflow::batches::Table;
use shapeflow::prelude::*;
use shapeflow::steps::metrics::accuracy;
use shapeflow_examples::digits::{self, Digits};
use shapeflow_examples::network::{Autoencoder, FittedNetwork, Network};

/// The number of labeled images.
const LABELLED: usize = 60;

/// The number of draws of the labeled images.
const DRAWS: u64 = 10;

/// Scales pixels from 0..=16 to 0..=1, and makes a row of each image.
#[step("[n, h, w] -> [n, h*w]", rowwise)]
fn ink(images: ArrayView3<'_, f32>) -> Result<Array2<f32>> {
    let (n, h, w) = images.dim();
    Ok(images.mapv(|pixel| pixel / 16.0).into_shape_with_order((n, h * w))?)
}

pipeline! {
    /// Encodes an image. It needs no labels.
    pub Encoder(image: f32[n, 8, 8]) -> f32[n, 128] {
        image |> Ink |> code: Autoencoder<128>
    }

    /// Reads digits from their pixels.
    pub Pixels(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        image |> Ink |> LogisticRegression<10> { c: 3.0 }.fit(digit)
    }

    /// Reads digits with a network from scratch.
    pub FromScratch(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        image |> Ink |> Network<128, 10>.fit(digit)
    }

    /// Reads digits with a frozen encoder.
    pub WithFrozen(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        code  = image |> Frozen<Encoder>;
        probs = code |> LogisticRegression<10>.fit(digit);
        probs
    }

    /// Reads digits with a network that is fine-tuned, starting from an encoder and a classifier of its codes.
    pub FineTuning(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        ink   = image |> Ink;
        probs = ink |> FineTuned<Network<128, 10>>.fit(digit);
        probs
    }
}

/// The settings that were chosen on images that are not reported.
#[derive(Debug, Clone, Copy)]
struct Settings {
    /// The noise of [`Autoencoder`].
    noise: f32,
    /// The epochs of [`Autoencoder`].
    pre_training: usize,
    /// The learning rate of fine-tuning.
    length: f32,
    /// The epochs of fine-tuning.
    epochs: usize,
}

const CHOSEN: Settings = Settings { noise: 0.5, pre_training: 100, length: 0.2, epochs: 100 };

/// The accuracies, one for each draw of labeled images.
#[derive(Default)]
struct Accuracies {
    pixels: Vec<f64>,
    from_scratch: Vec<f64>,
    frozen: Vec<f64>,
    fine_tuned: Vec<f64>,
}

/// Pre-trains on `known` without labels, learns from a few of them with labels, and reads `unknown`.
fn accuracies(
    known: &Digits,
    unknown: &Digits,
    settings: Settings,
    seeds: impl Iterator<Item = u64>,
) -> Result<Accuracies> {
    let Settings { noise, pre_training, length, epochs } = settings;
    let mut encoder = Encoder::default();
    encoder.output.code = Autoencoder { noise, epochs: pre_training, ..Autoencoder::default() };
    let classifier = LogisticRegression { c: 10.0, ..LogisticRegression::default() };
    let with_frozen = WithFrozen { code: Frozen::new(encoder.fit(&known.images)?), probs: classifier };
    let score = |probs: Array2<f32>| {
        let read = ArgMax.transform(probs.into_shared())?;
        accuracy(read.view(), unknown.digits.view())
    };
    let mut found = Accuracies::default();
    for seed in seeds {
        let run = Run::new().seed(seed);
        let Digits { images, digits } = draw(known, &run)?;
        let model = Pixels::default().fit_with(&run, &images, &digits)?;
        found.pixels.push(score(model.predict(&unknown.images)?)?);
        let model = FromScratch::default().fit_with(&run, &images, &digits)?;
        found.from_scratch.push(score(model.predict(&unknown.images)?)?);

        let model = with_frozen.fit_with(&run, &images, &digits)?;
        found.frozen.push(score(model.predict(&unknown.images)?)?);
        // Both layers continue to learn, together.
        let start = FittedNetwork::of(&model.code.fitted().output.code, &model.probs)?;
        let network = Network { length, ..Network::default() };
        let probs = FineTuned::new(network, start).epochs(epochs).batch_size(10);
        let model = FineTuning { ink: Ink, probs }.fit_with(&run, &images, &digits)?;
        found.fine_tuned.push(score(model.predict(&unknown.images)?)?);
    }
    Ok(found)
}

/// Draws an equal number of images of each digit at random.
fn draw(all: &Digits, run: &Run) -> Result<Digits> {
    let mut random = Context::root(run, "draw", Phase::Fit).rng();
    let mut drawn = Vec::new();
    for digit in 0..10 {
        let mut rows: Vec<usize> = (0..all.digits.len()).filter(|&row| all.digits[row] == digit).collect();
        for _ in 0..LABELLED / 10 {
            drawn.push(rows.swap_remove((random.next_u64() % rows.len() as u64) as usize));
        }
    }
    rows_of(all, &drawn)
}

/// Returns the images with these indices.
fn rows_of(all: &Digits, rows: &[usize]) -> Result<Digits> {
    let (images, digits) = (all.images.to_shared(), all.digits.to_shared()).rows_at(rows)?;
    Ok(Digits { images: images.into_owned(), digits: digits.into_owned() })
}

/// Returns the mean and the standard deviation.
fn spread(values: &[f64]) -> (f64, f64) {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (values.len() - 1) as f64).sqrt())
}

/// Returns the mean gain of `one` over `other`, its spread, and the number of draws with a gain.
fn gain(one: &[f64], other: &[f64]) -> (f64, f64, usize) {
    let gains: Vec<f64> = one.iter().zip(other).map(|(one, other)| one - other).collect();
    let (mean, deviation) = spread(&gains);
    (mean, deviation, gains.iter().filter(|&&gain| gain > 0.0).count())
}

/// Compares settings on a third of the images that are not reported, with draws that are not reported.
fn choose(training: &Digits) -> Result<()> {
    let (validation, rest): (Vec<usize>, Vec<usize>) =
        (0..training.digits.len()).partition(|row| row % 3 == 2);
    let (known, unknown) = (rows_of(training, &rest)?, rows_of(training, &validation)?);
    for noise in [0.3, 0.5] {
        for pre_training in [100, 300] {
            for (length, epochs) in [(0.05, 30), (0.2, 100)] {
                let settings = Settings { noise, pre_training, length, epochs };
                let found = accuracies(&known, &unknown, settings, 1000..1000 + DRAWS)?;
                let (frozen, tuned) = (spread(&found.frozen).0, spread(&found.fine_tuned).0);
                println!("{settings:?}: frozen {frozen:.4}, fine-tuned {tuned:.4}");
            }
        }
    }
    Ok(())
}

fn main() -> Result<()> {
    let (training, testing) = digits::load()?;
    if std::env::args().nth(1).as_deref() == Some("choose") {
        return choose(&training);
    }
    let found = accuracies(&training, &testing, CHOSEN, 0..DRAWS)?;
    let Accuracies { pixels, from_scratch, frozen, fine_tuned } = &found;
    println!(
        "Accuracy on 449 images, learned from {LABELLED} labeled ones: mean and spread of {DRAWS} draws\n"
    );
    for (name, values) in [
        ("pixels", pixels),
        ("network from scratch", from_scratch),
        ("encoder fitted to 1,348 images without labels", frozen),
        ("the same, fine-tuned", fine_tuned),
    ] {
        let (mean, deviation) = spread(values);
        println!("{name:<48} {mean:.4} +- {deviation:.4}");
    }
    println!("\nGains in the same draws: mean and spread, and in how many of {DRAWS}\n");
    for (name, (mean, deviation, draws)) in [
        ("pre-training, over the network from scratch", gain(frozen, from_scratch)),
        ("fine-tuning, over the frozen encoder", gain(fine_tuned, frozen)),
        ("both, over the network from scratch", gain(fine_tuned, from_scratch)),
    ] {
        println!("{name:<48} {mean:+.4} +- {deviation:.4}, {draws}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fine_tuning_gains_over_the_frozen_encoder_and_over_no_pre_training() -> Result<()> {
        let (training, testing) = digits::load()?;
        let found = accuracies(&training, &testing, CHOSEN, 0..DRAWS)?;
        for (name, without) in [("frozen", &found.frozen), ("scratch", &found.from_scratch)] {
            // The images are the same each time, so the draws can be compared one by one.
            let (mean, _, draws) = gain(&found.fine_tuned, without);
            assert!(mean > 0.005 && draws >= 7, "{name}: {mean:+.4}, {draws} of {DRAWS}");
        }
        Ok(())
    }
}
