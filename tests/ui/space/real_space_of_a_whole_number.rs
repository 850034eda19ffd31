// A logarithmic space of real numbers for a number of epochs, and a space of booleans for a text.
// error at `log`
// error at `boolean`
use shapeflow::prelude::*;

/// Adds a word to each text.
#[step("[n] -> [n]", rowwise)]
fn ended(
    texts: ArrayView1<'_, String>,
    #[default("!".to_owned())]
    #[space(boolean())]
    end: String,
) -> Array1<String> {
    texts.mapv(|text| format!("{text}{end}"))
}

pipeline! {
    Kinds(x: f64[n, 2]) fit(kind: u8[n]) -> f64[n, 2] {
        x |> SgdClassifier<2> { alpha: 1e-4 ~ log(1e-6..=1e-2), epochs: 3 ~ log(1.0..=9.0) }.fit(kind)
    }
}

fn main() -> Result<()> {
    println!("{}", Kinds::space()?);
    Ok(())
}
