// A type that is no step.
// error at `String`
use shapeflow::prelude::*;

pipeline! {
    Read(page: String) -> String {
        text = page |> String;
        text
    }
}

fn main() {}
