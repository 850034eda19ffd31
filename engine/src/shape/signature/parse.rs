//! Parses the text of a shape.

use super::cursor::Cursor;
use super::error::SyntaxError;
use super::expression::expression;
use super::scope::Scope;
use crate::shape::shape::Shape;

impl Shape {
    /// Parses a shape such as `[n, 28, 2*K]`: lower-case names are sizes, upper-case names are the given constants.
    pub const fn parse(text: &str, constants: &[(&str, i64)]) -> Result<Shape, SyntaxError> {
        let scope = Scope::new(constants, &[], 0);
        let mut cursor = Cursor::new(text);
        let mut shape = Shape::SCALAR;
        attempt!(cursor.expect(b'[', "expected `[`"));
        if !cursor.eat(b']') {
            loop {
                let column = cursor.position();
                let dim = attempt!(expression(&mut cursor, &scope, 0));
                if dim.decide_non_negative().is_no() {
                    return Err(SyntaxError::new(column, "a size cannot be negative"));
                }
                if !shape.push(&dim) {
                    return Err(SyntaxError::new(column, "an array has at most 6 axes"));
                }
                if cursor.eat(b']') {
                    break;
                }
                attempt!(cursor.expect(b',', "expected `,` or `]`"));
            }
        }
        attempt!(cursor.expect_end("expected nothing after `]`"));
        Ok(shape)
    }

    /// Parses a shape, for constants in code.
    ///
    /// # Panics
    /// If the text is not a shape; see [`Shape::parse`]. In a constant, this is a compile error.
    #[track_caller]
    pub const fn new(text: &str, constants: &[(&str, i64)]) -> Shape {
        match Shape::parse(text, constants) {
            Ok(shape) => shape,
            Err(error) => panic!("{}", error.message("shape", text).as_str()),
        }
    }
}
