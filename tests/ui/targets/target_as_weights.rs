// A target in the `.fit(..)` of a step that learns without one, which would weight its rows.
// error at `StandardScaler`
use shapeflow::prelude::*;

pipeline! {
    Prices(x: f64[n, 3]) fit(price: f64[n]) -> f64[n] {
        scaled = x |> StandardScaler.fit(price);
        scaled |> Ridge.fit(price)
    }
}

fn main() -> Result<()> {
    let model = Prices::default().fit(array![[1.0, 2.0, 3.0]], array![1.0])?;
    println!("{}", model.predict(array![[1.0, 2.0, 3.0]])?);
    Ok(())
}
