// A step that changes rows, but does not say which it selects.
// error at `WithWeights<Half>`
use shapeflow::prelude::*;

/// Keeps every second row.
#[derive(Debug, Clone, Default, Hyperparameters)]
struct Half;

impl Stateless for Half {
    const SIGNATURE: Signature = Signature::new("[n, d], [n] -> [half, d], [half]", &[]);
}
impl FitOnly for Half {}
impl Transform<(ArcArray2<f64>, ArcArray1<f64>)> for Half {
    type Out = (ArcArray2<f64>, ArcArray1<f64>);
    fn transform(&self, (x, y): (ArcArray2<f64>, ArcArray1<f64>)) -> Result<Self::Out> {
        let kept: Vec<usize> = (0..y.len()).step_by(2).collect();
        Ok((x.select(Axis(0), &kept).into_shared(), y.select(Axis(0), &kept).into_shared()))
    }
}

pipeline! {
    Thinned(x: f64[n, 4]) fit(y: f64[n], weight: f64[n]) -> f64[n] {
        (x2, y2, w2) = (x, y, weight) |> WithWeights<Half>;
        x2 |> Ridge.fit(y2, w2)
    }
}

fn main() {}
