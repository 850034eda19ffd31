// A step by a name that the pipeline does not have.
// error at `pcaa`
use shapeflow::prelude::*;
use shapeflow_tests::steps::Pca;

pipeline! {
    Compress(row: f32[n, 30]) -> f32[n, 4] {
        row |> pca: Pca<4>
    }
}

fn main() {
    let pipeline = Compress::default();
    println!("{}", pipeline.pcaa.whiten);
}
