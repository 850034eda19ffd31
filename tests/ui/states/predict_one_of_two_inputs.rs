// `predict_one` of a pipeline with two inputs, none of which is a table of records.
// error at `predict_one`
use shapeflow::prelude::*;

pipeline! {
    Joined(left: f64[n, 2], right: f64[n, 1]) -> f64[n, 3] {
        [left, right] |> Concat
    }
}

fn main() -> Result<()> {
    let model = Joined::default().fit(array![[1.0, 2.0]], array![[3.0]])?;
    println!("{}", model.predict_one(1)?);
    Ok(())
}
