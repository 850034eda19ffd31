// A record as the input of a step for arrays.
// error at `StandardScaler`
use shapeflow::prelude::*;

#[derive(Clone)]
struct Customer {
    age: u8,
}

pipeline! {
    Scale(customer: Customer) {
        scaled = customer |> StandardScaler;
        scaled
    }
}

fn main() {}
