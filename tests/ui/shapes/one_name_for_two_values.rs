// The step has two outputs, the equation has one name.
// error at `SplitAddress`
use shapeflow::prelude::*;
use shapeflow_tests::misused::SplitAddress;

pipeline! {
    Addresses(address: String[n]) {
        parts = address |> SplitAddress;
        parts
    }
}

fn main() {}
