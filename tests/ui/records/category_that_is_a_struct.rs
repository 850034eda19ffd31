// A struct as a category, used in a record, as a label and in a step.
// error at `struct`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Category)]
struct Kind {
    number: u8,
}

#[derive(Debug, Clone, Record)]
struct Row {
    kind: Kind,
    size: f64,
}

pipeline! {
    Kinds(rows: Row[n]) fit(kind: Kind[n]) -> f64[n, 3] {
        size   = rows.size |> Columns;
        coded  = rows.kind |> OneHot<3, f64>;
        [size, coded] |> Concat |> LogisticRegression<3>.fit(kind)
    }
}

fn main() {}
