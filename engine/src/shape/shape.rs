//! A shape: the sizes of an array's axes, or poison after a reported error.
//!
//! Invariant: axes beyond the rank are zero, and poison has rank 0.

use super::limits::MAX_RANK;
use super::size::{Dim, DimError, Names, Symbol};
use super::text::Text;
use core::fmt;

/// The shape of a value: the sizes of an array's axes. A value that is not an array has the shape `[]`.
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
    /// The shape of a value that is not an array.
    pub const SCALAR: Shape = Shape { dims: [Dim::ZERO; MAX_RANK], rank: 0, poison: false };

    /// The shape of a value after a reported error: it matches every shape, and every result of it is poison.
    pub const POISON: Shape = Shape { poison: true, ..Shape::SCALAR };

    /// Creates a shape with these axes; `None` for more than [`MAX_RANK`].
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

    /// Creates the shape of a real array; `None` for more than [`MAX_RANK`] axes.
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

    /// Returns the number of axes.
    pub const fn rank(&self) -> usize {
        self.rank
    }

    /// Returns the sizes of the axes.
    pub const fn dims(&self) -> &[Dim] {
        self.dims.split_at(self.rank).0
    }

    /// Returns whether this is the shape of a value after a reported error.
    pub const fn is_poison(&self) -> bool {
        self.poison
    }

    /// Returns whether all axes are equal as normal forms. Poison equals only poison.
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

    /// Replaces each name in `sizes` by its number; other names stay.
    pub const fn substitute(&self, sizes: &[(Symbol, i64)]) -> Result<Shape, DimError> {
        let mut shape = *self;
        let mut axis = 0;
        while axis < self.rank() {
            shape.set(axis, attempt!(self.dims()[axis].substitute(sizes)));
            axis += 1;
        }
        Ok(shape)
    }

    /// Replaces the size of an existing axis.
    pub(super) const fn set(&mut self, axis: usize, dim: Dim) {
        self.dims[axis] = dim;
    }

    /// Appends an axis; returns false if there are [`MAX_RANK`] already.
    pub(super) const fn push(&mut self, dim: &Dim) -> bool {
        if self.rank == MAX_RANK {
            return false;
        }
        self.dims[self.rank] = *dim;
        self.rank += 1;
        true
    }
}

/// Returns whether one of these shapes is poison.
pub(super) const fn any_poison(mut shapes: &[Shape]) -> bool {
    while let [shape, rest @ ..] = shapes {
        if shape.poison {
            return true;
        }
        shapes = rest;
    }
    false
}

impl Names {
    /// Adds the sizes in a shape.
    pub(super) const fn list(&mut self, shape: &Shape) {
        let mut axis = 0;
        while axis < shape.rank() {
            self.list_dim(&shape.dims[axis]);
            axis += 1;
        }
    }
}

impl<const N: usize> Text<N> {
    /// Appends a shape: `[n, 64]`.
    pub const fn push_shape(&mut self, shape: &Shape) {
        self.push_shape_called(shape, &Names::new());
    }

    pub(super) const fn push_shape_called(&mut self, shape: &Shape, names: &Names) {
        if shape.is_poison() {
            self.push_str("[?]");
            return;
        }
        self.push_str("[");
        let mut axis = 0;
        while axis < shape.rank() {
            if axis > 0 {
                self.push_str(", ");
            }
            self.push_dim_called(&shape.dims[axis], names);
            axis += 1;
        }
        self.push_str("]");
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
