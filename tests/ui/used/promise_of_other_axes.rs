// A promise of another type and number of axes, and a caller that takes what is returned.
// error at `[n]`
// error at `f32`
use shapeflow::prelude::*;

pipeline! {
    Flowers(petals: f64[n, 2]) fit(kind: u8[n]) -> f64[n] {
        petals |> LogisticRegression<3>.fit(kind)
    }
    Scaled(petals: f64[n, 2]) -> (scaled: f32[n, 2], same: f64[n, 2]) {
        scaled = petals |> StandardScaler;
        (scaled, petals)
    }
}

fn main() -> Result<()> {
    let petals = array![[1.0, 2.0], [3.0, 4.0]];
    let probs: Array2<f64> = Flowers::default().fit(&petals, array![0_u8, 1])?.predict(&petals)?;
    let scaled = Scaled::default().fit(&petals)?.predict(&petals)?;
    let scaled: Array2<f64> = scaled.scaled;
    println!("{} {scaled}", probs[[0, 1]]);
    Ok(())
}
