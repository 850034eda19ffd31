// Numbers as the input of a step for texts.
// error at `TfIdf`
use shapeflow::prelude::*;
use shapeflow_tests::misused::TfIdf;

pipeline! {
    Topics(year: u16[n]) {
        words = year |> TfIdf;
        words
    }
}

fn main() {}
