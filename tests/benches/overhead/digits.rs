//! A small model of the library's own steps, one image at a time, as a service would run it.

use ndarray::{ArcArray, Array1, Array3, Ix3};
use shapeflow::prelude::*;

use super::peers::Case;

pipeline! {
    Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        pixels   = image |> Flatten;
        standard = pixels |> StandardScaler;
        ranged   = pixels |> MinMaxScaler;
        joined   = [standard, ranged] |> Concat;
        probs    = joined |> LogisticRegression<10>.fit(digit);
        probs
    }
}

fn predict_by_hand(steps: &DigitsFitted, image: ArcArray<f32, Ix3>) -> Result<Array2<f32>> {
    let pixels = steps.pixels.transform(image)?;
    let standard = steps.standard.transform(pixels.clone())?;
    let ranged = steps.ranged.transform(pixels)?;
    let joined = steps.joined.transform([standard, ranged])?;
    Ok(steps.probs.transform(joined)?.into_owned())
}

/// One image through the fitted model.
pub(crate) fn case() -> Result<Case> {
    let images = Array3::from_shape_fn((40, 8, 8), |(n, h, w)| ((n * 31 + h * 17 + w * 7) % 16) as f32);
    let fitted = Digits::default().fit(&images, Array1::from_shape_fn(40, |n| (n % 10) as u8))?;
    let image = images.select(Axis(0), &[0]).into_shared();
    let (again, same) = (fitted.clone(), image.clone());
    Case::new(
        "digits",
        5,
        move |_| predict_by_hand(&fitted, image.clone()),
        move |run| again.predict_with(run, &same),
    )
}
