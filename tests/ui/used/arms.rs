// Two defaults of a choice, whose arms `main` names.
// error at `range`

use shapeflow::prelude::*;

pipeline! {
    P(x: f64[n, 2]) {
        scaled = x |> choose { default standard: StandardScaler, default range: MinMaxScaler };
        scaled
    }
}

fn main() {
    let mut p = P::default();
    p.scaled.choice = PScaledArm::Range;
    println!("{:?}", p.scaled.standard);
}
