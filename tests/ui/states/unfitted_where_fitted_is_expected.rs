// A function that accepts a fitted pipeline receives an unfitted one.
// error at `&model`
use shapeflow::prelude::*;

pipeline! {
    Scale(row: f32[n, 4]) -> f32[n, 4] {
        scaled = row |> StandardScaler;
        scaled
    }
}

fn serve(_: &ScaleFitted) {}

fn main() {
    let model = Scale::default();
    serve(&model);
}
