// The name of a type in the place of a pipeline.
// error at `Scale`
use shapeflow::prelude::*;

pipeline! {
    Scale(row: f32[n, 4]) -> f32[n, 4] {
        scaled = row |> StandardScaler;
        scaled
    }
}

fn main() {
    let model = Scale.fit(Array2::<f32>::zeros((150, 4)));
}
