// A category that is not `Copy`, in a record and in a pipeline.
// error at `Sex`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Category)]
enum Sex {
    Female,
    Male,
}

#[derive(Debug, Clone, Record)]
struct Passenger {
    sex: Sex,
    friend: Option<Sex>,
}

pipeline! {
    Indicators(passengers: Passenger[n]) -> f32[n, 2] {
        passengers.sex |> OneHot<2>
    }
}

fn main() {
    let _ = (Indicators::default(), Passenger { sex: Sex::Female, friend: Some(Sex::Male) });
}
