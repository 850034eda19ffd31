// A choice learns from batches only where each of its arms can.
// error at `fit_batches`
use shapeflow::batches::Rows;
use shapeflow::prelude::*;

pipeline! {
    Flowers(x: f32[n, 4]) fit(y: u8[n]) -> f32[n, 2] {
        x |> choose { exact: LogisticRegression<2>, fast: SgdClassifier<2> }.fit(y)
    }
}

fn main() {
    let (x, y) = (ArcArray2::<f32>::zeros((4, 4)), ArcArray1::<u8>::zeros(4));
    let _ = Flowers::default().fit_batches(Rows::of((x, y)).by(2).unwrap());
}
