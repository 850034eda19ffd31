// A part that has no hyperparameters.
// error at `Solver`
use shapeflow::prelude::*;

struct Solver;

#[derive(Hyperparameters)]
struct Ridge {
    #[space(nested)]
    solver: Solver,
}

fn main() {}
