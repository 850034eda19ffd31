// A parameter that is borrowed for a lifetime.
// error at `&'a str`
use shapeflow::prelude::*;

#[step("[] -> []")]
fn shout<'a>(x: &'a str) -> String { x.to_uppercase() }

fn main() {}
