// Two targets for a step that learns against one.
// error at `Ridge`
use shapeflow::prelude::*;
use shapeflow_tests::misused::Ridge;

pipeline! {
    Value(flat: f32[n, 12]) fit(price: f32[n], rent: f32[n]) -> f32[n] {
        value = flat |> Ridge.fit(price, rent);
        value
    }
}

fn main() {}
