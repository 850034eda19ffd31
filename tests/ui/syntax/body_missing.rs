// A pipeline without a body.
// error at `Scale`
use shapeflow::prelude::*;

pipeline! {
    pub Scale(row: f32[n, 30]) -> f32[n, 30];
}

fn main() {}
