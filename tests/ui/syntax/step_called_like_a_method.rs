// A step as a method, as in pandas.
// error at `x.StandardScaler`
use shapeflow::prelude::*;

pipeline! {
    F(x: f64[n, 8]) -> f64[n, 8] {
        a = x.StandardScaler();
        a
    }
}

fn main() {}
