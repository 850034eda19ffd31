//! The UCI handwritten digits: 1,797 images of 8x8 pixels, each 0..=16, and the digit that each shows.
//!
//! The rows with `i % 4 != 3` are for training, the others for testing; source and license are in `data/README.md`.

use std::io::Read;

use flate2::read::GzDecoder;
use shapeflow::prelude::*;

const CSV: &[u8] = include_bytes!("../data/digits.csv.gz");
const PIXELS: usize = 64;

/// Images with the digit that each shows.
pub struct Digits {
    /// `[n, 8, 8]`, 0.0..=16.0.
    pub images: Array3<f32>,
    /// `[n]`, 0..=9.
    pub digits: Array1<u8>,
}

/// Loads the training set and the test set.
///
/// # Errors
/// The file is not what `data/README.md` describes.
pub fn load() -> Result<(Digits, Digits)> {
    let mut text = String::new();
    GzDecoder::new(CSV).read_to_string(&mut text)?;
    let rows = text.lines().map(parse_row).collect::<Result<Vec<_>>>()?;
    let (mut training, mut testing) = (Vec::new(), Vec::new());
    for (index, row) in rows.into_iter().enumerate() {
        if index % 4 == 3 { testing.push(row) } else { training.push(row) }
    }
    Ok((stack(training)?, stack(testing)?))
}

fn parse_row(line: &str) -> Result<(Vec<f32>, u8)> {
    let mut numbers = line.split(',').map(|number| number.trim().parse::<f32>().map_err(Error::from_source));
    let pixels = numbers.by_ref().take(PIXELS).collect::<Result<Vec<_>>>()?;
    match (pixels.len(), numbers.next(), numbers.next()) {
        (PIXELS, Some(digit), None) => Ok((pixels, digit? as u8)),
        _ => Err(Error::new(format!("expected a row of {PIXELS} pixels and a digit, got `{line}`"))),
    }
}

fn stack(rows: Vec<(Vec<f32>, u8)>) -> Result<Digits> {
    let (pixels, digits): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    let images = Array3::from_shape_vec((digits.len(), 8, 8), pixels.concat())?;
    Ok(Digits { images, digits: Array1::from(digits) })
}
