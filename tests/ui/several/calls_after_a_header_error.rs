// Mistakes in headers, whose inputs still accept what the calls pass, and whose outputs are still printed.
// error at `f64`
// error at `fit`
// error at `;`
// error at `5`
use shapeflow::prelude::*;

pipeline! {
    NoColon(x f64[n, 2]) { x |> StandardScaler }

    NoParentheses(x: f64[n, 2]) fit y: f64[n] -> f64[n] { x |> Ridge.fit(y) }

    Semicolon(x: f64[n, 2]; z: f64[n]) fit(y: f64[n]) -> (f64[n], f64[n]) {
        price = x |> Ridge.fit(y);
        (price, z)
    }

    NoType(x: 5) { x |> StandardScaler }
}

fn main() -> Result<()> {
    let (x, y) = (array![[1.0, 2.0], [3.0, 4.0]], array![1.0, 2.0]);
    let scaled = NoColon::default().fit(&x)?.predict(x.view())?;
    println!("{scaled} {:?}", scaled.shape());
    println!("{}", NoParentheses::default().fit(&x, &y)?.predict(&x)?.len());
    println!("{}", Semicolon::default().fit(&x, &y, &y)?.predict(&x, &y)?.price);
    let model = NoType::default().fit_with(&Run::new(), &x)?;
    println!("{} {:?}", model.predict(x.view())?, model.predict(x)?);
    Ok(())
}
