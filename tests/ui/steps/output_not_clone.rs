// A step that returns a type without `Clone`.
// error at `Summary`
use shapeflow::prelude::*;

struct Summary {
    mean: f64,
}

#[step("[n] -> []")]
fn summarize(x: ArrayView1<'_, f64>) -> Summary {
    Summary { mean: x.mean().unwrap_or_default() }
}

pipeline! {
    Summarized(x: f64[n]) -> Summary {
        x |> Summarize
    }
}

fn main() -> Result<()> {
    println!("{}", Summarized::default().fit(vec![1.0])?.predict(vec![2.0])?);
    println!("{}", Summary { mean: 0.0 }.mean);
    Ok(())
}
