// A step of another type, with another signature.
// error at `Pca::<3>::default()`
use shapeflow::prelude::*;

pipeline! {
    Code(row: f32[n, 4]) -> f32[n, 2] {
        code = row |> Pca<2>;
        code
    }
}

fn main() -> Result<()> {
    let mut pipeline = Code::default();
    pipeline.code = Pca::<3>::default();
    pipeline.fit(Array2::<f32>::zeros((150, 4))).map(drop)
}
