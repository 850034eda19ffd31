// The step has two outputs, the equation has three names.
// error at `SplitAddress`
use shapeflow::prelude::*;
use shapeflow_tests::misused::SplitAddress;

pipeline! {
    Addresses(address: String[n]) {
        (name, domain, country) = address |> SplitAddress;
        (name, domain, country)
    }
}

fn main() {}
