// A step is called as in Python.
// error at `StandardScaler(row)`
use shapeflow::prelude::*;

pipeline! {
    Scale(row: f32[n, 30]) {
        scaled = StandardScaler(row);
        scaled
    }
}

fn main() {}
