// A type that is not a step.
// error at `String`
use shapeflow::prelude::*;

pipeline! {
    Read(page: String) -> String {
        text = page |> String;
        text
    }
}

fn main() {}
