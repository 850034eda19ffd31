// A list in braces, a column as a method, and a body without braces.
// error at `{pixels, strokes}`
// error at `passengers.age`
// error at `=`
use shapeflow::prelude::*;

pipeline! {
    Digits(pixels: f32[n, 8], strokes: f32[n, 4]) fit(digit: u8[n]) -> f32[n, 10] {
        {pixels, strokes} |> Concat |> LogisticRegression<10>.fit(digit)
    }

    Survival(passengers: Passenger[n]) -> f64[n, 1] {
        passengers.age() |> Columns
    }
}

pipeline! {
    Kinds(x: f64[n, 2]) -> f64[n, 2] = x |> StandardScaler;
}

#[derive(Debug, Clone, Record)]
struct Passenger {
    age: f64,
}

fn main() -> Result<()> {
    println!("{}", Kinds::default().fit(array![[1.0, 2.0]])?.predict(array![[1.0, 2.0]])?);
    Ok(())
}
