// A struct that is no record, and code that passes its rows.
// error at `age`
use shapeflow::prelude::*;

#[derive(Debug, Clone)]
struct Passenger {
    age: f64,
    fare: f64,
}

pipeline! {
    Survival(passengers: Passenger[n]) fit(survived: u8[n]) -> f64[n, 2] {
        (passengers.age, passengers.fare) |> Columns |> LogisticRegression<2>.fit(survived)
    }
}

fn main() -> Result<()> {
    let rows = vec![Passenger { age: 29.0, fare: 211.3 }, Passenger { age: 2.0, fare: 7.9 }];
    let model = Survival::default().fit(&rows, array![1_u8, 0])?;
    println!("{}", model.predict_one(Passenger { age: 30.0, fare: 9.0 })?);
    let (model, probs) = Survival::default().fit_transform(rows, array![1_u8, 0])?;
    println!("{probs} {:?}", model.feature_names().taken_by("output")?.names());
    Ok(())
}
