// `Rc` cannot move between threads.
// error at `Rc<str>`
use std::rc::Rc;

use shapeflow::prelude::*;

#[derive(Clone, Default)]
struct Render;

impl Stateless for Render {
    const SIGNATURE: Signature = Signature::new("[] -> []", &[]);
}

impl Transform<Rc<str>> for Render {
    type Out = String;

    fn transform(&self, page: Rc<str>) -> Result<String> {
        Ok(page.to_string())
    }
}

pipeline! {
    Read(page: Rc<str>) -> String {
        text = page |> Render;
        text
    }
}

fn main() {}
