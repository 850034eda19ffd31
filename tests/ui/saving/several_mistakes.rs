// A misspelt word, a version that is no number, a word in the wrong place, and two fields with one name.
// error at `versoin`
// error at `"2"`
// error at `check`
// error at `"rows"`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Save)]
#[save(versoin = 2)]
struct Fitted {
    #[save(since = "2")]
    mean: Array1<f64>,
    #[save(check = Self::check)]
    scale: Array1<f64>,
    rows: u64,
    #[save(name = "rows")]
    columns: u64,
}

fn main() {}
