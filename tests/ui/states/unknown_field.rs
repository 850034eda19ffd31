// A step by a name that the pipeline does not have.
// error at `pcaa`
use shapeflow::prelude::*;

pipeline! {
    Compress(row: f32[n, 30]) -> f32[n, 4] {
        row |> StandardScaler |> pca: Pca<4>
    }
}

fn main() {
    let pipeline = Compress::default();
    println!("{}", pipeline.output.pcaa.whiten);
}
