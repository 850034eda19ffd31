// Steps that act only while fitting, with too few names and with too many.
// error at `WithWeights<DropOutliers>`
// error at `DropOutliers`
// error at `DropOutliers`
use shapeflow::prelude::*;

pipeline! {
    Robust(x: f64[n, 4]) fit(y: u8[n], weight: f64[n]) -> f64[n, 2] {
        (x2, y2) = (x, y, weight) |> WithWeights<DropOutliers>;
        (x3, y3, w3) = (x2, y2, weight) |> WithWeights<Balance>;
        probs = x3 |> StandardScaler.fit(w3) |> LogisticRegression<2>.fit(y3, w3);
        probs
    }

    One(x: f64[n, 4]) fit(y: u8[n]) -> f64[n, 2] {
        kept = (x, y) |> DropOutliers { limit: 3.0 };
        kept |> LogisticRegression<2>.fit(y)
    }

    Three(x: f64[n, 4]) fit(y: u8[n]) -> f64[n, 2] {
        (kept, labels, _more) = (x, y) |> DropOutliers;
        kept |> LogisticRegression<2>.fit(labels)
    }
}

fn main() -> Result<()> {
    let (x, y) = (Array2::<f64>::ones((40, 4)), Array1::from_shape_fn(40, |row| (row % 2) as u8));
    let model = Robust::default().fit(&x, &y, Array1::ones(40))?;
    println!("{} {}", model.predict(&x)?.row(0), Three::default().fit(&x, &y)?.predict(&x)?.row(0));
    Ok(())
}
