// A record with a type parameter, one without names, a category with a field, and an input without axes.
// error at `<T>`
// error at `Unnamed`
// error at `(u8)`
// error at `age`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Record)]
struct Generic<T> {
    age: f64,
    name: T,
}

#[derive(Debug, Clone, Record)]
struct Unnamed(f64);

#[derive(Debug, Clone, Copy, Category)]
enum Sex {
    Female,
    Male(u8),
}

#[derive(Debug, Clone, Record)]
struct Passenger {
    age: f64,
    sex: Sex,
}

pipeline! {
    OfGeneric(passengers: Generic<String>[n]) -> f64[n, 1] {
        passengers.age |> Columns
    }

    OfUnnamed(passengers: Unnamed[n]) -> f64[n, 1] {
        passengers.age |> Columns
    }

    OfCategory(passengers: Passenger[n]) -> f64[n, 3] {
        sex = passengers.sex |> OneHot<2>;
        (passengers.age, sex) |> Columns
    }

    OfOne(passengers: Passenger) -> f64[n, 1] {
        passengers.age |> Columns
    }
}

fn main() -> Result<()> {
    let generic = vec![Generic { age: 29.0, name: String::new() }];
    let ages = OfGeneric::default().fit(&generic)?.predict_one(Generic { age: 2.0, name: String::new() })?;
    let unnamed = OfUnnamed::default().fit(vec![Unnamed(1.0)])?.predict_one(Unnamed(2.0))?;
    let rows = vec![Passenger { age: 29.0, sex: Sex::Male(1) }, Passenger { age: 29.0, sex: Sex::Female }];
    println!("{ages} {unnamed} {}", OfCategory::default().fit(&rows)?.predict(&rows)?);
    println!("{}", OfOne::default().fit(&rows)?.predict_one(Passenger { age: 2.0, sex: Sex::Female })?);
    Ok(())
}
