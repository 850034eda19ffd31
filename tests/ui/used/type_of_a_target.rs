// A target of another type than the classifier takes, and a caller that passes what was meant.
// error at `LogisticRegression<3>`
use shapeflow::prelude::*;

pipeline! {
    Flowers(petals: f64[n, 2]) fit(kind: f64[n]) -> f64[n, 3] {
        petals |> LogisticRegression<3>.fit(kind)
    }
}

fn main() -> Result<()> {
    let model = Flowers::default().fit(array![[1.0, 2.0], [3.0, 4.0]], array![0_u8, 1])?;
    println!("{}", model.predict(array![[1.0, 2.0]])?);
    Ok(())
}
