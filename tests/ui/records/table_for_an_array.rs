// A step of arrays is given a table: its shapes say nothing more.
// error at `StandardScaler`
// error at `Ridge`
// error at `StandardScaler`
// error at `MinMaxScaler`
use shapeflow::prelude::*;

#[derive(Record)]
struct House {
    area: f64,
    rooms: f64,
}

pipeline! {
    Behind(houses: House[n]) fit(paid: f64[n]) -> f64[n] {
        scaled = houses |> StandardScaler;
        scaled |> Ridge.fit(paid)
    }

    Learnt(houses: House[n]) fit(paid: f64[n]) -> f64[n] { houses |> Ridge.fit(paid) }

    Chosen(houses: House[n]) { houses |> choose { a: StandardScaler, b: MinMaxScaler } }

    Kept(houses: House[n]) -> f64[n, 2] { (houses.area, houses.rooms) |> Columns }
}

fn main() {}
