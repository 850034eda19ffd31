// A type that cannot move between threads, as the rows of one pipeline and the value of another: one error.
// error at `Customer`
use shapeflow::prelude::*;

#[derive(Debug, Clone)]
pub struct Customer {
    pub age: f32,
    pub shared: std::rc::Rc<str>,
}

/// The age of each customer.
#[step("[n] -> [n]", rowwise)]
fn ages(customers: ArrayView1<'_, Customer>) -> Array1<f32> {
    customers.mapv(|customer| customer.age)
}

/// Greets one customer.
#[step("[] -> []")]
fn greet(customer: Customer) -> String {
    format!("Good morning, {}!", customer.shared)
}

pipeline! {
    AgesOf(customers: Customer[n], others: Customer[n]) -> (f32[n], others: f32[n]) {
        ages = customers |> Ages;
        others_ages = others |> Ages;
        (ages, others_ages)
    }

    Greeting(customer: Customer) -> String { customer |> Greet }
}

fn main() -> Result<()> {
    let ada = Customer { age: 36.0, shared: "Ada".into() };
    println!("{}", Greeting::default().fit(ada.clone())?.predict(ada)?);
    Ok(())
}
