// A step whose path has no default receives no hyperparameters.
// error at `Digits::default()`
use shapeflow::prelude::*;

#[derive(Clone)]
struct Lookup {
    table: Vec<f32>,
}

impl Stateless for Lookup {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Transform<ArcArray2<f32>> for Lookup {
    type Out = ArcArray2<f32>;

    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(x * self.table[0])
    }
}

pipeline! {
    Digits(row: f32[n, 4]) -> f32[n, 4] {
        found = row |> Lookup;
        found
    }
}

fn main() {
    let _ = Digits::default();
}
