// The scaler of four columns cannot undo one column, and that of one column cannot undo four: only the number of rows may differ.
// error at `inverse(scaled)`
// error at `inverse(unit)`
use shapeflow::prelude::*;

pipeline! {
    Prices(house: f64[n, 4]) fit(price: f64[n]) -> f64[n] {
        scaled = house |> StandardScaler;
        scaled |> Ridge.fit(price) |> inverse(scaled)
    }

    Houses(house: f64[n, 4]) fit(price: f64[n]) -> f64[n, 4] {
        unit = price |> Log1p |> StandardScaler;
        house |> MinMaxScaler |> inverse(unit)
    }
}

fn main() {}
