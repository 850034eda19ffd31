//! The sizes of an array's axes, or the mark that they are not worth checking any more.
//!
//! Invariant: axes beyond the rank are zero, and poison has rank 0.

use super::cursor::{Cursor, SyntaxError};
use super::dim::Dim;
use super::expression;
use super::scope::Scope;
use super::text::Text;
use core::fmt;

/// The most axes that an array on an edge can have.
pub const MAX_RANK: usize = 6;

/// The shape of a value: the sizes of an array's axes. A value that is no array has the shape `[]`.
///
/// ```
/// use shapeflow::shape::Shape;
/// const IMAGE: Shape = Shape::new("[n, SIDE, SIDE]", &[("SIDE", 28)]);
/// assert_eq!(IMAGE.to_string(), "[n, 28, 28]");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    pub(super) dims: [Dim; MAX_RANK],
    pub(super) rank: usize,
    poison: bool,
}

impl Shape {
    /// The shape of a value that is no array.
    pub const SCALAR: Shape = Shape { dims: [Dim::ZERO; MAX_RANK], rank: 0, poison: false };

    /// The shape of a value whose mistake has been reported already: it fits everywhere, and yields poison.
    pub const POISON: Shape = Shape { poison: true, ..Shape::SCALAR };

    /// Reads a shape such as `[n, 28, 2*K]`: lower-case names are sizes, upper-case names are the given constants.
    pub const fn parse(text: &str, constants: &[(&str, i64)]) -> Result<Shape, SyntaxError> {
        let scope = Scope::new(constants, &[], 0);
        let mut cursor = Cursor::new(text);
        let mut shape = Shape::SCALAR;
        attempt!(cursor.expect(b'[', "expected `[`"));
        if !cursor.eat(b']') {
            loop {
                let column = cursor.position();
                let dim = attempt!(expression::expression(&mut cursor, &scope, 0));
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

    /// [`Shape::parse`], for constants in code: a text that is no shape stops the compiler with a message.
    #[track_caller]
    pub const fn new(text: &str, constants: &[(&str, i64)]) -> Shape {
        match Shape::parse(text, constants) {
            Ok(shape) => shape,
            Err(error) => panic!("{}", error.message("shape", text).as_str()),
        }
    }

    /// The shape with these axes; `None` for more than [`MAX_RANK`].
    pub const fn from_dims(dims: &[Dim]) -> Option<Shape> {
        let mut shape = Shape::SCALAR;
        let mut at = 0;
        while at < dims.len() {
            if !shape.push(&dims[at]) {
                return None;
            }
            at += 1;
        }
        Some(shape)
    }

    /// The shape of a real array; `None` for more than [`MAX_RANK`] axes.
    pub const fn from_sizes(sizes: &[usize]) -> Option<Shape> {
        let mut shape = Shape::SCALAR;
        let mut at = 0;
        while at < sizes.len() {
            if sizes[at] > i64::MAX as usize || !shape.push(&Dim::constant(sizes[at] as i64)) {
                return None;
            }
            at += 1;
        }
        Some(shape)
    }

    /// The number of axes.
    pub const fn rank(&self) -> usize {
        self.rank
    }

    /// The sizes of the axes.
    pub const fn dims(&self) -> &[Dim] {
        self.dims.split_at(self.rank).0
    }

    /// Is this the shape of a value whose mistake has been reported already?
    pub const fn is_poison(&self) -> bool {
        self.poison
    }

    /// Are all axes equal as normal forms? Poison equals poison only.
    pub const fn equals(&self, other: &Shape) -> bool {
        if self.rank != other.rank || self.poison != other.poison {
            return false;
        }
        let mut at = 0;
        while at < self.rank {
            if !self.dims[at].equals(&other.dims[at]) {
                return false;
            }
            at += 1;
        }
        true
    }

    /// Replaces the size of an axis that there is.
    pub(super) const fn set(&mut self, axis: usize, dim: Dim) {
        self.dims[axis] = dim;
    }

    /// Appends an axis; false when there is no room.
    pub(super) const fn push(&mut self, dim: &Dim) -> bool {
        if self.rank == MAX_RANK {
            return false;
        }
        self.dims[self.rank] = *dim;
        self.rank += 1;
        true
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Text::<2048>::new();
        text.push_shape(self);
        f.write_str(text.as_str())
    }
}

impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
