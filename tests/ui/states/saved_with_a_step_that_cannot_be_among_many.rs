// A long pipeline with a step that cannot be saved: the step is named.
// error at `save`
use shapeflow::prelude::*;

/// Holds a connection, which no file can.
#[derive(Debug, Clone, Default)]
struct Connected;

impl Stateless for Connected {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Transform<ArcArray2<f32>> for Connected {
    type Out = ArcArray2<f32>;
    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(x)
    }
}

pipeline! {
    Long(x: f32[n, 2]) -> f32[n, 2] {
        x |> a: StandardScaler |> b: StandardScaler |> c: StandardScaler |> d: StandardScaler
          |> e: StandardScaler |> f: StandardScaler |> g: StandardScaler |> h: StandardScaler
          |> i: StandardScaler |> j: StandardScaler |> k: StandardScaler |> l: StandardScaler
          |> m: StandardScaler |> o: StandardScaler |> p: StandardScaler |> q: StandardScaler
          |> r: StandardScaler |> Connected
    }
}

fn saved(model: &LongFitted) -> Result<()> {
    model.save("long.safetensors")
}

fn main() {}
