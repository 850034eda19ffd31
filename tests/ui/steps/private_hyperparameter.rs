// A private field of a step.
// error at `seed: 7`
use shapeflow::prelude::*;

mod inner {
    use shapeflow::prelude::*;

    #[derive(Clone, Default)]
    pub struct Noise {
        seed: u64,
    }

    impl Noise {
        pub fn new(seed: u64) -> Self {
            Self { seed }
        }
    }

    impl Stateless for Noise {
        const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
    }

    impl Transform<ArcArray2<f32>> for Noise {
        type Out = ArcArray2<f32>;

        fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
            Ok(x + self.seed as f32)
        }
    }
}

pipeline! {
    Clean(row: f32[n, 4]) -> f32[n, 4] {
        noisy = row |> inner::Noise { seed: 7 };
        noisy
    }
}

fn main() {}
