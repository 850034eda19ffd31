// A target of a type that does not exist.
// error at `Kind`
use shapeflow::prelude::*;

pipeline! {
    Flowers(petals: f64[n, 4]) fit(kind: Kind[n]) -> f64[n, 3] {
        scaled = petals |> StandardScaler;
        scaled |> LogisticRegression<3>.fit(kind)
    }
}

fn main() -> Result<()> {
    let model = Flowers::default().fit(array![[1.0, 2.0, 3.0, 4.0]], vec![0_u8])?;
    println!("{}", model.predict(array![[1.0, 2.0, 3.0, 4.0]])?);
    Ok(())
}
