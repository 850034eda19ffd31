//! `graph()` of real pipelines: the pictures, the listing, and the source location of each step.

mod locations;
mod pictures;

use shapeflow::prelude::*;
use shapeflow_tests::steps::*;

pipeline! {
    /// Reads a handwritten digit from its 8x8 image.
    Digits(image: f32[n, 8, 8], words: String[n]) fit(digit: u8[n], weight: f32[n]) -> (f32[n, 10], usize[n]) {
        pixels  = image |> Flatten |> StandardScaler;
        strokes = { ink = image |> Flatten |> flat: First<16>; deep = { ink |> Pca<12> }; deep };
        bag     = words |> Bag |> expect [n, 24];
        label   = digit |> Numbers;
        _check  = [pixels, strokes] |> Concat |> Ratio.fit((label, weight) |> Weighed);
        text    = bag |> Text;
        probs   = [pixels, strokes, text] |> Concat |> LogisticRegression<10> { c: 0.5 }.fit(digit);
        (probs, probs |> ArgMax)
    }

    /// Reads a text.
    Text(bag: f32[n, 24]) -> f32[n, 3] {
        bag |> Center |> Pair
    }

    Pair(x: f32[n, 24]) -> f32[n, 3] {
        (up, down) = x |> Signs;
        [up |> First<2>, down |> First<1>] |> Concat
    }
}

/// Classes as numbers.
#[step("[n] -> [n]")]
fn numbers(digits: ArrayView1<'_, u8>) -> Array1<f32> {
    digits.mapv(f32::from)
}

/// Targets, weighed.
#[step("[n], [n] -> [n]")]
fn weighed(y: ArrayView1<'_, f32>, weight: ArrayView1<'_, f32>) -> Array1<f32> {
    &y * &weight
}
