//! More rows than fit into memory: the digits, read from a file in batches.
//!
//! `cargo run --release --example batches` writes the digits to a text file, fits a pipeline to it without ever holding
//! more than one batch, and predicts a stream.

#![expect(clippy::print_stdout, reason = "an example talks to a person")]

use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use shapeflow::batches::{Lines, Source};
use shapeflow::prelude::*;
use shapeflow::steps::metrics::accuracy;
use shapeflow_examples::digits::{self, Digits};

pipeline! {
    /// Reads a digit from the 64 numbers of its image.
    pub Reader(pixels: f32[n, 64]) fit(digit: u8[n]) -> f32[n, 10] {
        scaled = pixels |> StandardScaler;
        strokes = scaled |> Pca<32>;
        probs = strokes |> SgdClassifier<10> { epochs: 12 }.fit(digit);
        probs
    }
}

/// Writes a row per line: the pixels, then the digit.
fn write(path: &Path, Digits { images, digits }: &Digits) -> Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for (image, digit) in images.outer_iter().zip(digits) {
        for pixel in image {
            write!(file, "{pixel},")?;
        }
        writeln!(file, "{digit}")?;
    }
    Ok(file.flush()?)
}

/// Returns the rows of a file in batches; each pass opens the file again.
fn read(path: &Path) -> Result<impl Source<Batch = (ArcArray2<f32>, ArcArray1<u8>)>> {
    let lines = Lines::<f32, _>::open(move || Ok(BufReader::new(File::open(path)?))).by(64)?;
    Ok(lines.map(|rows| {
        let (pixels, digit) = rows.view().split_at(Axis(1), 64);
        Ok((pixels.to_shared(), digit.column(0).mapv(|digit| digit as u8).into_shared()))
    }))
}

fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("shapeflow-batches-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (training, testing) = (folder.join("training.csv"), folder.join("testing.csv"));
    let (train, test) = digits::load()?;
    write(&training, &train)?;
    write(&testing, &test)?;

    // The first pass fits the scaler, the second the components, and the others are the epochs of the classifier.
    println!("at most {} passes over {}", Reader::default().passes()?, training.display());
    let run = Run::new().deadline(Instant::now() + Duration::from_secs(600));
    let model = Arc::new(Reader::default().fit_batches_with(&run, read(&training)?)?);

    // The rows have their digits; the model needs only the pixels. Outputs are in the order of the batches.
    let testing_rows = read(&testing)?;
    let mut digits = Vec::new();
    let pixels = testing_rows.pass(0)?.map(|batch| {
        let (pixels, digit) = batch?;
        digits.extend(digit);
        Ok(pixels)
    });
    let mut read_digits = Vec::new();
    for probs in model.stream_with(&run, pixels) {
        read_digits.extend(ArgMax.transform(probs?.into_shared())?);
    }
    let accuracy = accuracy(Array1::from(read_digits).view(), Array1::from(digits).view())?;
    println!("accuracy {accuracy:.4}");
    if accuracy < 0.9 {
        return Err(Error::new(format!("expected an accuracy of at least 0.9, found {accuracy:.4}")));
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}
