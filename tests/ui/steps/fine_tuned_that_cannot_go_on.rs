// A step whose fitted form does not remember enough to continue learning.
// error at `LinearCode`
use shapeflow::prelude::*;

pipeline! {
    Code(row: f32[n, 8]) -> f32[n, 2] {
        code = row |> FineTuned<LinearCode>;
        code
    }
}

#[derive(Debug, Clone, Default)]
struct LinearCode;

#[derive(Debug, Clone)]
struct FittedLinearCode;

impl Step for LinearCode {
    type Fitted = FittedLinearCode;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, 2]", &[]);
}

impl Fit<ArcArray2<f32>> for LinearCode {
    fn fit(&self, _: ArcArray2<f32>, (): (), _: &Context<'_>) -> Result<FittedLinearCode> {
        Ok(FittedLinearCode)
    }
}

impl Transform<ArcArray2<f32>> for FittedLinearCode {
    type Out = ArcArray2<f32>;
    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(x)
    }
}

fn main() -> Result<()> {
    let code = FineTuned::new(LinearCode, FittedLinearCode);
    let model = Code { code }.fit(Array2::<f32>::zeros((10, 8)))?;
    model.predict(Array2::<f32>::zeros((10, 8))).map(drop)
}
