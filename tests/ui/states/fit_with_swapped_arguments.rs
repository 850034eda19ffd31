// Labels for images, and images for labels.
// error at `digits`
// error at `images`
use shapeflow::prelude::*;

pipeline! {
    Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        probs = image |> Flatten |> LogisticRegression<10>.fit(digit);
        probs
    }
}

fn train(images: Array3<f32>, digits: Array1<u8>) -> Result<DigitsFitted> {
    Digits::default().fit(digits, images)
}

fn main() {}
