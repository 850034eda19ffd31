// The name of a category without `name =`.
// error at `"female"`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Copy, Category)]
enum Sex {
    #[category("female")]
    Female,
    #[category(name = "male")]
    Male,
}

fn main() {
    println!("{:?} {:?}", Sex::Female, Sex::Male);
}
