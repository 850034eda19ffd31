// A parameter that is borrowed for a lifetime.
// error at `&'static str`
use shapeflow::prelude::*;

#[step("[] -> []")]
fn shout(x: &'static str) -> String { x.to_uppercase() }

fn main() {}
