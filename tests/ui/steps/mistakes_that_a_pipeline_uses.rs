// Mistakes in steps, each with a pipeline that uses the step.
// error at `"2"`
// error at `impl std::fmt::Display`
// error at `&str`
// error at `FittedVarying`
// error at `FittedKept`
use shapeflow::prelude::*;

/// Raises values to a power.
#[step("[n, d] -> [n, d]", rowwise)]
fn power(
    x: ArrayView2<'_, f64>,
    #[default("2")]
    #[space(uniform(0.5..=3.0))]
    exponent: f64,
) -> Array2<f64> {
    x.mapv(|value| value.powf(exponent))
}

/// Greets one customer.
#[step("[] -> []")]
fn greet(customer: String, greeting: impl std::fmt::Display) -> String {
    format!("{greeting}, {customer}!")
}

/// Returns one of two texts.
#[step("[] -> []")]
fn longer(text: &String, other: &str) -> &str {
    if text.len() > other.len() { text } else { other }
}

/// Keeps the columns that vary.
#[derive(Debug, Clone, Default)]
pub struct Varying;

/// The columns that vary.
#[derive(Debug, Clone)]
pub struct FittedVarying;

#[step("[n, d] -> [n, kept]", rowwise)]
impl Varying {
    fn fit(&self, x: ArrayView2<'_, f64>) -> FittedVarying {
        let _ = x;
        FittedVarying
    }
}

#[step]
impl FittedVarying {
    fn transform(&self, x: ArrayView2<'_, f64>) -> Array1<f64> {
        x.sum_axis(Axis(1))
    }
}

/// Keeps all columns.
#[derive(Debug, Clone, Default)]
pub struct Kept;

/// All columns.
#[derive(Debug, Clone)]
pub struct FittedKept;

#[step("[n, d] -> [n, d]", rowwise)]
impl Kept {
    fn fit(&self, x: ArrayView2<'_, f64>) -> Result<FittedKept> {
        let _ = x;
        Ok(FittedKept)
    }
}

impl FittedKept {
    fn transform(&self, x: ArrayView2<'_, f64>) -> Array2<f64> {
        x.to_owned()
    }
}

pipeline! {
    Powers(x: f64[n, 2]) -> f64[n, 2] { x |> Power { exponent: 3.0 } }

    Greeting(customer: String) -> String { customer |> Greet { greeting: "Hello".to_owned() } }

    Texts(text: String) -> String { text |> Longer { other: "no".to_owned() } }

    Pair(x: f64[n, 2]) fit(y: u8[n]) -> f64[n, 2] {
        kept = x |> Varying |> expect [n, 2];
        kept |> LogisticRegression<2>.fit(y)
    }

    All(x: f64[n, 2]) fit(y: u8[n]) -> f64[n, 2] { x |> Kept |> LogisticRegression<2>.fit(y) }
}

fn main() -> Result<()> {
    println!("{}", Powers::default().fit(array![[1.0, 2.0]])?.predict(array![[1.0, 2.0]])?);
    println!("{}", Greeting::default().fit("Ada".to_owned())?.predict("Ada".to_owned())?);
    println!("{}", Texts::default().fit("Ada".to_owned())?.predict("Ada".to_owned())?);
    println!("{}", Pair::default().fit(array![[1.0, 2.0]], array![0_u8])?.predict(array![[1.0, 2.0]])?);
    println!("{}", All::default().fit(array![[1.0, 2.0]], array![0_u8])?.predict(array![[1.0, 2.0]])?);
    Ok(())
}
