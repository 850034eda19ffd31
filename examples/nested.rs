//! A pipeline in a pipeline, with two different inputs: the image of a digit, and a table of measurements of the pen's
//! stroke.
//!
//! `cargo run --release --example nested` fits both, prints the graph, and writes it to `nested.dot`, and to `collapsed.dot`
//! with the inner pipeline as one box.

#![expect(clippy::print_stdout, reason = "an example talks to a person")]

use shapeflow::graph::{Detail, DrawOptions};
use shapeflow::prelude::*;
use shapeflow::steps::metrics::accuracy;
use shapeflow_examples::digits;

pipeline! {
    /// Reduces an image to a few numbers.
    pub Vision(image: f32[n, 8, 8]) -> f32[n, 20] {
        image |> Flatten |> StandardScaler |> Pca<20>
    }

    /// Reads a digit from its image and from measurements of the stroke.
    pub Reader(image: f32[n, 8, 8], table: f32[n, m]) fit(digit: u8[n]) -> f32[n, 10] {
        vision = image |> Vision;
        scaled = table |> MinMaxScaler { clip: true };
        probs  = [vision, scaled] |> Concat |> LogisticRegression<10>.fit(digit);
        probs
    }
}

/// Returns the ink, the center of the ink (row, column) and its spread (rows, columns) of each image: `[n, 5]`.
fn measure(images: &Array3<f32>) -> Array2<f32> {
    let mut table = Array2::zeros((images.len_of(Axis(0)), 5));
    for (image, mut row) in images.outer_iter().zip(table.outer_iter_mut()) {
        let ink = image.sum().max(f32::MIN_POSITIVE);
        let moment = |value: fn(f32, f32) -> f32, center: [f32; 2], axis: usize| -> f32 {
            let weighted = image.indexed_iter().map(|((y, x), ink)| {
                let place = [y, x][axis] as f32;
                ink * value(place, center[axis])
            });
            weighted.sum::<f32>() / ink
        };
        let center = [0, 1].map(|axis| moment(|place, _| place, [0.0; 2], axis));
        let spread = [0, 1].map(|axis| moment(|place, center| (place - center).powi(2), center, axis));
        row.assign(&array![image.sum(), center[0], center[1], spread[0], spread[1]]);
    }
    table
}

fn main() -> Result<()> {
    let (training, testing) = digits::load()?;
    let (table, new_table) = (measure(&training.images), measure(&testing.images));

    let model = Reader::default().fit(training.images, table, training.digits)?;
    let read = ArgMax.transform(model.predict(testing.images, new_table)?.into_shared())?;
    println!("accuracy {:.4}", accuracy(read.view(), testing.digits.view())?);
    println!("the inner pipeline's scaler saw {} pixels", model.vision.output.standard_scaler.mean().len());

    let graph = Reader::graph();
    println!("\n{graph}");
    std::fs::write("nested.dot", graph.dot())?;
    std::fs::write(
        "collapsed.dot",
        graph.dot_with(&DrawOptions { detail: Detail::Collapsed, ..DrawOptions::default() }),
    )?;
    println!("wrote nested.dot, and collapsed.dot with the inner pipeline as one box");
    Ok(())
}
