// An input with one axis too few, and callers that pass what was meant.
// error at `LogisticRegression<3>`
use shapeflow::prelude::*;

pipeline! {
    Flowers(petals: f64[n]) fit(kind: u8[n]) -> f64[n, 3] {
        petals |> LogisticRegression<3>.fit(kind)
    }
}

fn main() -> Result<()> {
    let petals = array![[1.0, 2.0], [3.0, 4.0]];
    let model = Flowers::default().fit(&petals, array![0_u8, 1])?;
    println!("{}", model.predict(&petals)?);
    Ok(())
}
