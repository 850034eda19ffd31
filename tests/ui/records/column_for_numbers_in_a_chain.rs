// A column of texts for a step of numbers, in a chain.
// error at `StandardScaler`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Record)]
struct House {
    town: String,
    size: f64,
}

pipeline! {
    Prices(houses: House[n]) fit(price: f64[n]) -> f64[n] {
        town = houses.town |> StandardScaler |> MinMaxScaler;
        size = houses.size |> StandardScaler |> Flatten;
        [town, size] |> Concat |> Ridge.fit(price)
    }
}

fn main() {}
