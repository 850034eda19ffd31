// Borrowed rows of a record that cannot be cloned.
// error at `rows`
use shapeflow::prelude::*;

#[derive(Debug, Record)]
struct House {
    area: f64,
}

pipeline! {
    Prices(houses: House[n]) fit(price: f64[n]) -> f64[n] {
        houses.area |> Columns |> Ridge.fit(price)
    }
}

fn main() -> Result<()> {
    let rows = vec![House { area: 2.0 }];
    Prices::default().fit(&rows, array![1.0])?;
    Prices::default().fit(rows, array![1.0])?;
    Ok(())
}
