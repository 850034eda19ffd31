//! Parses the arithmetic of a size and evaluates it at the same time, with the names in scope.
//!
//! Grammar: `expression = product {(+|-) product}`, `product = factor {(*|/) factor}`, `factor = number | name | CONSTANT
//! | (expression) | - factor | sum(name) | product(name) | sum(..) | product(..)`. A name that is not in scope stands for itself.
//!
//! Invariant: parentheses nested deeper than `MAX_DEPTH` are an error, because rustc limits the depth of calls in a
//! constant.

use super::cursor::{Cursor, same};
use super::error::SyntaxError;
use super::scope::Scope;
use crate::shape::size::{DIGIT_0, DIGIT_9, DIGITS, Dim, DimError, Symbol};

/// The deepest nesting: more than any real signature needs, and far from the const evaluator's limit of 128 calls.
const MAX_DEPTH: u8 = 8;

pub(in crate::shape) const fn expression(
    cursor: &mut Cursor<'_>,
    scope: &Scope<'_>,
    depth: u8,
) -> Result<Dim, SyntaxError> {
    if depth > MAX_DEPTH {
        return Err(cursor.error("parentheses are nested too deeply here"));
    }
    let mut sum = attempt!(product(cursor, scope, depth));
    loop {
        let operator = cursor.peek();
        let at = cursor.at;
        let result = match operator {
            b'+' => {
                cursor.at += 1;
                sum.add(&attempt!(product(cursor, scope, depth)))
            }
            b'-' => {
                cursor.at += 1;
                sum.sub(&attempt!(product(cursor, scope, depth)))
            }
            _ => return Ok(sum),
        };
        sum = attempt!(located(result, at));
    }
}

const fn product(cursor: &mut Cursor<'_>, scope: &Scope<'_>, depth: u8) -> Result<Dim, SyntaxError> {
    let mut product = attempt!(factor(cursor, scope, depth));
    loop {
        let operator = cursor.peek();
        let at = cursor.at;
        let result = match operator {
            b'*' => {
                cursor.at += 1;
                product.mul(&attempt!(factor(cursor, scope, depth)))
            }
            b'/' => {
                cursor.at += 1;
                product.div(&attempt!(factor(cursor, scope, depth)))
            }
            _ => return Ok(product),
        };
        product = attempt!(located(result, at));
    }
}

const fn factor(cursor: &mut Cursor<'_>, scope: &Scope<'_>, depth: u8) -> Result<Dim, SyntaxError> {
    let first = cursor.peek();
    let at = cursor.at;
    if matches!(DIGITS[first as usize], DIGIT_0..=DIGIT_9) {
        return Ok(Dim::constant(attempt!(cursor.number())));
    }
    if cursor.eat(b'(') {
        let inner = attempt!(expression(cursor, scope, depth + 1));
        attempt!(cursor.expect(b')', "expected `)`"));
        return Ok(inner);
    }
    if first == b'-' {
        if depth >= MAX_DEPTH {
            return Err(cursor.error("too many signs here"));
        }
        cursor.at += 1;
        let inner = attempt!(factor(cursor, scope, depth + 1));
        return located(Dim::ZERO.sub(&inner), at);
    }
    let Some((start, end)) = cursor.word() else {
        return Err(cursor.error("expected a size: a name, a number or `(`"));
    };
    let bytes = cursor.bytes();
    if cursor.peek() == b'(' {
        let multiply = same(bytes, start, end, b"product");
        if !multiply && !same(bytes, start, end, b"sum") {
            return Err(SyntaxError::new(start, "the only functions are `sum(..)` and `product(..)`"));
        }
        cursor.at += 1;
        let dim = attempt!(fold(cursor, scope, multiply));
        attempt!(cursor.expect(b')', "expected `)`"));
        return Ok(dim);
    }
    if first.is_ascii_uppercase() {
        return match scope.constant(bytes, start, end) {
            Some(value) => Ok(Dim::constant(value)),
            None => Err(SyntaxError::new(start, CONSTANT)),
        };
    }
    match Symbol::from_bytes(bytes, start, end, 0) {
        Some(name) => match scope.lookup(name) {
            Some(dim) => Ok(dim),
            None if scope.star(name).is_some() => Err(SyntaxError::new(
                start,
                "a starred name has many sizes: write `sum(name)` or `product(name)`",
            )),
            None => Ok(Dim::symbol(name.with_origin(scope.unknown))),
        },
        None => Err(SyntaxError::new(start, NAME)),
    }
}

/// The error for an unknown upper-case name.
pub(in crate::shape) const CONSTANT: &str = "this constant is not among the given ones";

/// The error for an invalid name.
pub(in crate::shape) const NAME: &str =
    "a name has at most 20 characters of a-z, 0-9 and _, or is a constant in upper case";

/// Computes the sum or product of the sizes that `..` or a starred name stands for.
const fn fold(cursor: &mut Cursor<'_>, scope: &Scope<'_>, multiply: bool) -> Result<Dim, SyntaxError> {
    let at = cursor.position();
    let mut folded = Dim::constant(multiply as i64);
    let mut index = 0;
    if cursor.eat_two(b'.', b'.') {
        if !scope.has_rest {
            return Err(SyntaxError::new(at, "`..` is in no input"));
        }
        let rest = &scope.rest;
        while index < rest.rank() {
            let dim = &rest.dims[index];
            folded = attempt!(located(if multiply { folded.mul(dim) } else { folded.add(dim) }, at));
            index += 1;
        }
        return Ok(folded);
    }
    let Some((start, end)) = cursor.word() else {
        return Err(cursor.error("expected `..` or a starred name"));
    };
    let star = match Symbol::from_bytes(cursor.bytes(), start, end, 0) {
        Some(name) => scope.star(name),
        None => return Err(SyntaxError::new(start, NAME)),
    };
    let Some(star) = star else {
        return Err(SyntaxError::new(start, "this name is not starred in the inputs"));
    };
    while index < star.count {
        let dim = &star.size_in(&scope.inputs[star.first + index]);
        folded = attempt!(located(if multiply { folded.mul(dim) } else { folded.add(dim) }, at));
        index += 1;
    }
    Ok(folded)
}

const fn located(result: Result<Dim, DimError>, at: usize) -> Result<Dim, SyntaxError> {
    match result {
        Ok(dim) => Ok(dim),
        Err(error) => Err(SyntaxError::of_size(at, error)),
    }
}
