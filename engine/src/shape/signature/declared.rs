//! Declared sizes of a pipeline, `size k in 8..=64`, and their names in the signature of a step that is set to one.
//!
//! Invariant: for the checker, a declared size is a named size like those of the header, equal only to itself; for a run,
//! it is a number as soon as the number is known.

use super::cursor::same;
use super::scope::{DECLARED, Scope};
use crate::shape::bindings::Sizes;
use crate::shape::limits::MAX_DECLARED;
use crate::shape::shape::Shape;
use crate::shape::size::{Dim, Symbol};

/// The names of a signature that stand for declared sizes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::shape) struct Declared {
    names: [Name; MAX_DECLARED],
    count: usize,
}

/// A name in the signature, and the size that it stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Name {
    name: &'static str,
    size: Symbol,
    number: Option<i64>,
}

impl Declared {
    pub(in crate::shape) const NONE: Declared = Declared {
        names: [Name { name: "", size: Symbol::from_bits(0), number: None }; MAX_DECLARED],
        count: 0,
    };

    /// Binds the names, before any input does.
    pub(in crate::shape) const fn bind(&self, scope: &mut Scope<'_>) {
        let mut at = 0;
        while at < self.count {
            let Name { name, size, number } = self.names[at];
            let value = match number {
                Some(number) => Dim::constant(number),
                None => Dim::symbol(size),
            };
            if let Some(name) = Symbol::new(name, 0) {
                scope.bind(name, &value, DECLARED);
            }
            at += 1;
        }
    }

    /// Adds a name; returns false if the table is full.
    pub(super) const fn push(&mut self, name: &'static str, size: Symbol) -> bool {
        if self.count == MAX_DECLARED {
            return false;
        }
        self.names[self.count] = Name { name, size, number: None };
        self.count += 1;
        true
    }

    /// Gives the name a number.
    pub(super) const fn number(&mut self, name: &str, number: i64) {
        let mut at = 0;
        while at < self.count {
            let known = self.names[at].name.as_bytes();
            if same(known, 0, known.len(), name.as_bytes()) {
                self.names[at].number = Some(number);
            }
            at += 1;
        }
    }

    /// Adds the numbers of the known sizes.
    pub(super) fn fill(&mut self, sizes: &Sizes) {
        for name in self.names.iter_mut().take(self.count) {
            name.number = sizes.get(name.size).and_then(|number| i64::try_from(number).ok());
        }
    }

    /// Returns a shape of one axis for each size.
    pub(super) fn shapes(&self) -> impl Iterator<Item = Shape> + use<> {
        let names = self.names.into_iter().take(self.count);
        names.filter_map(|name| Shape::from_dims(&[Dim::symbol(name.size)]))
    }
}
