// A function takes a fitted pipeline, and gets one that is not.
// error at `Scale::default()`
use shapeflow::prelude::*;

pipeline! {
    Scale(row: f32[n, 4]) -> f32[n, 4] {
        scaled = row |> StandardScaler;
        scaled
    }
}

fn serve(model: &ScaleFitted) {}

fn main() {
    let model = Scale::default();
    serve(&model);
}
