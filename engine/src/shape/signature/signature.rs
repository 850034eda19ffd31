//! A step's signature: its text, and the numbers of its constants.
//!
//! Invariant: none on construction, which is free. The text is parsed where the signature is used, and a mistake in it is
//! a [`Mismatch`](crate::shape::check::Mismatch) there; `require_syntax` finds it where the signature is written.

use super::cursor::{Cursor, same};
use super::declared::Declared;
use crate::shape::bindings::Sizes;
use crate::shape::limits::MAX_CONSTANTS;
use crate::shape::shape::Shape;
use crate::shape::size::Symbol;

/// The shapes of a step's inputs and outputs, as text.
///
/// | text | meaning |
/// |---|---|
/// | `[n, d] -> [n, K]` | lower case: a size to be bound; upper case: a constant |
/// | `[n, h, w] -> [n, (h - 3)/2 + 1, 2*w]` | arithmetic; `/` rounds down |
/// | `[n, ..] -> [n, product(..)]` | the remaining axes, none or more |
/// | `[n, d?] -> [n, d?]` | an axis that may be missing |
/// | `[n, d*] -> [n, sum(d)]` | one or more inputs that differ in `d` |
/// | `[n, d?*] -> [n, sum(d)]` | inputs that differ in an axis that may be missing, and then counts as 1 |
/// | `[n, d]* -> [n, d]` | one or more inputs of the same shape |
/// | `[n, d] fit([n]) -> [n, 3]` | an input that exists only while fitting: a target |
/// | `[n, d] fit([n], [n]?) -> [n, 3]` | an optional target, after the required ones |
/// | `[n, d] fit([n], ([m, d], [m])?) -> [n, 3]` | optional targets that are left out together |
/// | `[n, d] -> [n, K], [n]` | several outputs |
/// | `[n] -> [n, vocab]` | a size known only at run time |
/// | `[n, d] -> [n, K] where K <= d, d >= 2` | conditions |
/// | `!needs a step that keeps its rows` | no signature: a compile error with this text at the step, for a meta-step that computes its text from that of the step inside |
///
/// The number of given targets determines which ones they are; if that is ambiguous, the first ones are chosen. A name
/// that occurs only in targets, such as `m`, is bound if they are given.
///
/// ```
/// use shapeflow::shape::Signature;
/// struct Pca<const K: usize>;
/// impl<const K: usize> Pca<K> {
///     const SIGNATURE: Signature = Signature::new("[n, d] -> [n, K] where K <= d", &[("K", K as i64)]);
/// }
/// assert!(Pca::<3>::SIGNATURE.check().is_ok());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signature {
    /// The signature, as written.
    pub text: &'static str,
    /// By value: rust-analyzer does not find the names in a slice behind the reference to a constant.
    constants: [(&'static str, i64); MAX_CONSTANTS],
    constant_count: usize,
    pub(in crate::shape) declared: Declared,
}

impl Signature {
    /// The signature of a pipeline after a reported error: it accepts every shape, and its outputs are poison.
    pub const POISON: Signature = Signature::new("poison", &[]);

    /// Creates a signature, without parsing its text. `constants` are the upper-case names in it, and their numbers.
    ///
    /// # Panics
    /// If there are more than [`MAX_CONSTANTS`] constants. In a constant, this is a compile error.
    #[track_caller]
    pub const fn new(text: &'static str, constants: &[(&'static str, i64)]) -> Signature {
        if constants.len() > MAX_CONSTANTS {
            panic!("a signature has at most 8 constants")
        }
        let mut held = [("", 0); MAX_CONSTANTS];
        let mut at = 0;
        while at < constants.len() {
            held[at] = constants[at];
            at += 1;
        }
        Signature { text, constants: held, constant_count: constants.len(), declared: Declared::NONE }
    }

    /// Returns the upper-case names in the text, and their numbers.
    pub const fn constants(&self) -> &[(&'static str, i64)] {
        self.constants.split_at(self.constant_count).0
    }

    /// Returns the names and numbers in a list that may be longer; the entries after them are empty names.
    pub(in crate::shape) const fn constant_table(&self) -> &[(&'static str, i64)] {
        &self.constants
    }

    pub(in crate::shape) const fn is_poison(&self) -> bool {
        same(self.text.as_bytes(), 0, self.text.len(), Signature::POISON.text.as_bytes())
    }

    /// Returns the signature in which `name` stands for the declared size `size` of the pipeline.
    ///
    /// ```
    /// use shapeflow::plumbing::{Shape, Signature, Targets, infer};
    /// const PCA: Signature = Signature::new("[n, d] -> [n, components]", &[]).declared_as("components", "k");
    /// const FOUND: Shape = infer(&PCA, &[Shape::new("[n, 64]", &[])], Targets::None, 1).output(0);
    /// assert!(FOUND.equals(&Shape::new("[n, k]", &[])));
    /// ```
    ///
    /// # Panics
    /// If `size` is not the name of a size, or there are more than 4 declared sizes. In a constant, this is a compile error.
    #[must_use]
    pub const fn declared_as(mut self, name: &'static str, size: &str) -> Signature {
        let Some(size) = Symbol::new(size, 0) else {
            panic!("the name of a size has at most 20 characters of a-z, 0-9 and _")
        };
        if !self.declared.push(name, size) {
            panic!("at most 4 hyperparameters of one step can be set to declared sizes")
        }
        self
    }

    /// Returns the signature with a number in the place of a name that [`declared_as`](Self::declared_as) has added.
    pub(in crate::shape) const fn numbered(mut self, name: &str, number: i64) -> Signature {
        self.declared.number(name, number);
        self
    }

    /// Returns the signature with the known numbers of its declared sizes.
    pub(crate) fn at(mut self, sizes: &Sizes) -> Signature {
        self.declared.fill(sizes);
        self
    }

    /// Returns a shape of one axis for each declared size in it.
    pub(crate) fn declared_sizes(&self) -> impl Iterator<Item = Shape> + use<> {
        self.declared.shapes()
    }

    /// Returns whether the text contains this word.
    pub(in crate::shape) const fn names(&self, word: &str) -> bool {
        let mut cursor = Cursor::new(self.text);
        while cursor.position() < self.text.len() {
            match cursor.word() {
                Some((from, to)) => {
                    if same(self.text.as_bytes(), from, to, word.as_bytes()) {
                        return true;
                    }
                }
                None => cursor.advance(1),
            }
        }
        false
    }
}
