// A step implements `Fit`, but its fitted form does not implement `Transform`.
// error at `Centre`
use shapeflow::prelude::*;

#[derive(Clone, Default)]
struct Centre;
struct FittedCentre(f32);

impl Step for Centre {
    type Fitted = FittedCentre;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Transform<ArcArray2<f64>> for FittedCentre {
    type Out = ArcArray2<f64>;

    fn transform(&self, x: ArcArray2<f64>) -> Result<ArcArray2<f64>> {
        Ok(x - f64::from(self.0))
    }
}

pipeline! {
    Clean(row: f32[n, 4]) {
        centred = row |> Centre;
        centred
    }
}

fn main() {}
