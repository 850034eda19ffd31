// An input of a type without `Clone`.
// error at `Opaque`
use shapeflow::prelude::*;

pub struct Opaque {
    values: Vec<f32>,
}

#[step("[] -> [m]")]
fn opened(opaque: &Opaque) -> ArcArray1<f32> {
    ArcArray1::from(opaque.values.clone())
}

pipeline! {
    Values(opaque: Opaque) {
        values = opaque |> Opened;
        values
    }
}

fn main() {}
