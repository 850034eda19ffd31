// Pixels are bytes, the scaler accepts floating-point numbers.
// error at `StandardScaler`
use shapeflow::prelude::*;

pipeline! {
    Pixels(image: u8[n, 8, 8]) {
        pixels = image |> Flatten |> StandardScaler;
        pixels
    }
}

fn main() {}
