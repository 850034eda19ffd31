// Two equations wait for each other.
// error at `smoothed`
use shapeflow::prelude::*;

pipeline! {
    Smooth(signal: f32[n, 16]) -> f32[n, 16] {
        smoothed = [signal, residual] |> Concat;
        residual = smoothed |> StandardScaler;
        residual
    }
}

fn main() {}
