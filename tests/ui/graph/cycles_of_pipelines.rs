// Pipelines that contain each other, three in each cycle: one error for a cycle, whatever the order of the text.
// error at `F`
// error at `G`
use shapeflow::prelude::*;

mod in_order {
    use shapeflow::prelude::*;

    pipeline! {
        F(x: f32[n, 3]) -> f32[n, 3] {
            x |> G
        }

        G(x: f32[n, 3]) -> f32[n, 3] {
            x |> H
        }

        H(x: f32[n, 3]) -> f32[n, 3] {
            x |> F
        }
    }
}

pipeline! {
    F(x: f32[n, 3]) -> f32[n, 3] {
        x |> H
    }

    G(x: f32[n, 3]) -> f32[n, 3] {
        x |> F
    }

    H(x: f32[n, 3]) -> f32[n, 3] {
        x |> G
    }
}

fn main() {}
