//! Properties of the shape checker, on random sizes, texts and signatures.

mod arithmetic;
mod inference;
mod messages;
mod reading;
mod running;

use super::{Dim, Symbol};
use proptest::prelude::*;

/// The names in random dims.
const NAMES: [&str; 4] = ["a", "b", "h_2", "rows"];

fn name(index: usize) -> Symbol {
    Symbol::new(NAMES[index], 0).expect("a name")
}

/// Arithmetic as a tree, which is computed in two ways.
#[derive(Clone, Debug)]
enum Tree {
    Number(i64),
    Name(usize),
    Add(Box<Tree>, Box<Tree>),
    Sub(Box<Tree>, Box<Tree>),
    Mul(Box<Tree>, Box<Tree>),
    Floor(Box<Tree>, i64),
}

impl Tree {
    /// Computes the dim; `None` if that is an error.
    fn dim(&self) -> Option<Dim> {
        match self {
            Tree::Number(number) => Some(Dim::constant(*number)),
            Tree::Name(index) => Some(Dim::symbol(name(*index))),
            Tree::Add(left, right) => left.dim()?.add(&right.dim()?).ok(),
            Tree::Sub(left, right) => left.dim()?.sub(&right.dim()?).ok(),
            Tree::Mul(left, right) => left.dim()?.mul(&right.dim()?).ok(),
            Tree::Floor(inner, divisor) => inner.dim()?.floor_div(*divisor).ok(),
        }
    }

    /// Computes the number, without dims.
    fn number(&self, values: &[i64; 4]) -> i128 {
        match self {
            Tree::Number(number) => i128::from(*number),
            Tree::Name(index) => i128::from(values[*index]),
            Tree::Add(left, right) => left.number(values) + right.number(values),
            Tree::Sub(left, right) => left.number(values) - right.number(values),
            Tree::Mul(left, right) => left.number(values) * right.number(values),
            Tree::Floor(inner, divisor) => inner.number(values).div_euclid(i128::from(*divisor)),
        }
    }

    /// Returns the text, with every parenthesis.
    fn text(&self) -> String {
        match self {
            Tree::Number(number) => number.to_string(),
            Tree::Name(index) => NAMES[*index].to_string(),
            Tree::Add(left, right) => format!("({} + {})", left.text(), right.text()),
            Tree::Sub(left, right) => format!("({} - {})", left.text(), right.text()),
            Tree::Mul(left, right) => format!("({}*{})", left.text(), right.text()),
            Tree::Floor(inner, divisor) => format!("({}/{divisor})", inner.text()),
        }
    }
}

/// Generates trees up to a depth, with or without floors.
fn trees(depth: u32, floors: bool) -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![(-9i64..10).prop_map(Tree::Number), (0usize..4).prop_map(Tree::Name)];
    leaf.prop_recursive(depth, 12, 2, move |inner| {
        let pair = (inner.clone(), inner.clone());
        let boxed = |(a, b): (Tree, Tree)| (Box::new(a), Box::new(b));
        let divisors = if floors { 1i64..7 } else { 1..2 };
        prop_oneof![
            pair.clone().prop_map(boxed).prop_map(|(a, b)| Tree::Add(a, b)),
            pair.clone().prop_map(boxed).prop_map(|(a, b)| Tree::Sub(a, b)),
            pair.prop_map(boxed).prop_map(|(a, b)| Tree::Mul(a, b)),
            (inner, divisors).prop_map(|(a, divisor)| Tree::Floor(Box::new(a), divisor)),
        ]
    })
}

fn values() -> impl Strategy<Value = [i64; 4]> {
    [0i64..40, 0i64..40, 0i64..40, 0i64..40]
}

fn bindings(values: &[i64; 4]) -> [(Symbol, i64); 4] {
    [0, 1, 2, 3].map(|index| (name(index), values[index]))
}
