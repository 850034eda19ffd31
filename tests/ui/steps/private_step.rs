// A private step of another module.
// error at `Secret`
use shapeflow::prelude::*;

mod inner {
    use shapeflow::prelude::*;

    #[derive(Clone, Default)]
    struct Secret;

    impl Stateless for Secret {
        const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
    }

    impl Transform<ArcArray2<f32>> for Secret {
        type Out = ArcArray2<f32>;

        fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
            Ok(x)
        }
    }
}

pipeline! {
    Clean(row: f32[n, 4]) -> f32[n, 4] {
        cleaned = row |> inner::Secret;
        cleaned
    }
}

fn main() {}
