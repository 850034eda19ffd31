//! The values of the names in a text.
//!
//! Invariant: a name is bound at most once; `inputs` are the shapes that stars point into.

use super::cursor::{Cursor, same};
use crate::shape::limits::{MAX_NAMES, MAX_STARS};
use crate::shape::shape::Shape;
use crate::shape::size::{Dim, Symbol};

/// Stands in [`Scope::givers`] for the input that bound a name, if the name is a declared size.
pub(in crate::shape) const DECLARED: usize = usize::MAX;

/// The names in scope.
#[derive(Clone, Copy)]
pub(in crate::shape) struct Scope<'a> {
    /// The upper-case names and their numbers.
    pub(in crate::shape) constants: &'a [(&'a str, i64)],
    /// Whether every constant has some number, to check a text whose constants are not known.
    pub(in crate::shape) any_constant: bool,
    /// The origin of names that are not bound.
    pub(in crate::shape) unknown: u16,
    pub(in crate::shape) inputs: &'a [Shape],
    /// The axes that `..` stands for, if it is bound.
    pub(in crate::shape) rest: Shape,
    pub(in crate::shape) has_rest: bool,
    /// The input that bound `..`.
    pub(in crate::shape) rest_from: usize,
    pub(in crate::shape) names: [Symbol; MAX_NAMES],
    pub(in crate::shape) values: [Dim; MAX_NAMES],
    /// For each name, the input that bound it, or [`DECLARED`].
    pub(in crate::shape) givers: [usize; MAX_NAMES],
    pub(in crate::shape) count: usize,
    stars: [Star; MAX_STARS],
    star_count: usize,
}

/// A starred name: one axis of each of several inputs.
#[derive(Clone, Copy)]
pub(in crate::shape) struct Star {
    pub(in crate::shape) name: Symbol,
    pub(in crate::shape) first: usize,
    pub(in crate::shape) count: usize,
    /// The axis, counted from the front, or from the back if it comes after `..`.
    pub(in crate::shape) axis: usize,
    pub(in crate::shape) from_back: bool,
    /// The rank of a shape in which the axis is missing; for an axis that is never missing, more than any rank.
    pub(in crate::shape) missing_at: usize,
}

impl Star {
    /// A star that points to no axis.
    pub(in crate::shape) const fn named(name: Symbol) -> Star {
        Star { name, first: 0, count: 0, axis: 0, from_back: false, missing_at: usize::MAX }
    }

    /// Returns the size of the axis in a shape: 1 if it is missing.
    pub(in crate::shape) const fn size_in(&self, shape: &Shape) -> Dim {
        if shape.rank() == self.missing_at {
            return Dim::constant(1);
        }
        shape.dims[if self.from_back { shape.rank() - self.axis } else { self.axis }]
    }
}

impl<'a> Scope<'a> {
    pub(in crate::shape) const fn new(
        constants: &'a [(&'a str, i64)],
        inputs: &'a [Shape],
        unknown: u16,
    ) -> Scope<'a> {
        let nothing = Symbol::from_bits(0);
        Scope {
            constants,
            any_constant: false,
            unknown,
            inputs,
            rest: Shape::SCALAR,
            has_rest: false,
            rest_from: 0,
            names: [nothing; MAX_NAMES],
            values: [Dim::ZERO; MAX_NAMES],
            givers: [0; MAX_NAMES],
            count: 0,
            stars: [Star::named(nothing); MAX_STARS],
            star_count: 0,
        }
    }

    pub(in crate::shape) const fn constant(&self, bytes: &[u8], start: usize, end: usize) -> Option<i64> {
        let mut at = 0;
        while at < self.constants.len() {
            if same(bytes, start, end, self.constants[at].0.as_bytes()) {
                return Some(self.constants[at].1);
            }
            at += 1;
        }
        // A prime that no signature contains, so that no terms cancel and no divisor is zero by chance.
        if self.any_constant { Some(10007) } else { None }
    }

    /// Returns the index of a bound name.
    pub(in crate::shape) const fn find(&self, name: Symbol) -> Option<usize> {
        let mut at = 0;
        while at < self.count {
            if self.names[at].0 == name.0 {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    pub(in crate::shape) const fn lookup(&self, name: Symbol) -> Option<Dim> {
        match self.find(name) {
            Some(at) => Some(self.values[at]),
            None => None,
        }
    }

    pub(in crate::shape) const fn star(&self, name: Symbol) -> Option<Star> {
        let mut at = 0;
        while at < self.star_count {
            if self.stars[at].name.equals(name) {
                return Some(self.stars[at]);
            }
            at += 1;
        }
        None
    }

    /// Returns whether `text[start..end]` contains a name without a value.
    pub(in crate::shape) const fn lacks_name(&self, text: &str, start: usize, end: usize) -> bool {
        let mut cursor = Cursor::within(text, start, end);
        while cursor.position() < end {
            let Some((from, to)) = cursor.word() else {
                cursor.advance(1);
                continue;
            };
            // A word that is not a name, such as a function, needs no value.
            if cursor.peek() != b'('
                && let Some(name) = Symbol::from_bytes(text.as_bytes(), from, to, 0)
                && self.find(name).is_none()
                && self.star(name).is_none()
            {
                return true;
            }
        }
        false
    }

    /// Binds a name; returns false if the table is full.
    pub(in crate::shape) const fn bind(&mut self, name: Symbol, value: &Dim, giver: usize) -> bool {
        if self.count == MAX_NAMES {
            return false;
        }
        self.names[self.count] = name;
        self.values[self.count] = *value;
        self.givers[self.count] = giver;
        self.count += 1;
        true
    }

    /// Binds a starred name; returns false if the table is full.
    pub(in crate::shape) const fn bind_star(&mut self, star: Star) -> bool {
        if self.star_count == MAX_STARS {
            return false;
        }
        self.stars[self.star_count] = star;
        self.star_count += 1;
        true
    }
}
