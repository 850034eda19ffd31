// One number for each row where a step joins columns: the message names the step that makes a column.
// error at `Concat`
use shapeflow::prelude::*;

pipeline! {
    Joined(age: f64[n], fare: f64[n]) -> f64[n, 2] {
        [age, fare] |> Concat
    }
}

fn main() {}
