// `through` in place of `inverse`: the steps of the target, applied to what was learned from it.
// error at `through(scaled)`
// error at `through(scaled)`
use shapeflow::prelude::*;

pipeline! {
    Prices(area: f64[n, 3]) fit(price: f64[n]) -> f64[n] {
        scaled = price |> Log1p |> StandardScaler;
        area |> StandardScaler |> Ridge.fit(scaled) |> through(scaled)
    }

    Cut(area: f64[n, 3]) fit(price: f64[n]) -> f64[n] {
        scaled = price |> StandardScaler;
        low    = area |> Ridge.fit(scaled) |> Clip { min: 0.0, max: 9.0 };
        low |> through(scaled)
    }

    Right(area: f64[n, 3], last: f64[n]) fit(price: f64[n]) -> f64[n] {
        scaled = price |> StandardScaler;
        before = last |> through(scaled);
        (area, before) |> Columns |> Ridge.fit(scaled) |> inverse(scaled)
    }
}

fn main() -> Result<()> {
    let areas = array![[2.0, 60.0, 1.0], [3.0, 80.0, 1.0], [4.0, 120.0, 2.0]];
    let model = Prices::default().fit(&areas, array![200.0, 260.0, 390.0])?;
    println!("{}", model.predict(&areas)?[0]);
    Ok(())
}
