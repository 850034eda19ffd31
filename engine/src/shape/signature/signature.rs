//! A step's signature: text, and the numbers of its constants.
//!
//! Invariant: none is enforced on construction, so that it costs nothing; the text is read where it is used, and a mistake
//! in it is a [`Mismatch`](super::Mismatch) there. `require_syntax` finds it where the signature is written.

use super::cursor::{Cursor, same};
use super::declared::Declared;
use crate::shape::bindings::Sizes;
use crate::shape::limits::MAX_CONSTANTS;
use crate::shape::shape::Shape;
use crate::shape::size::Symbol;

/// What a step takes and yields, as text.
///
/// | text | meaning |
/// |---|---|
/// | `[n, d] -> [n, K]` | lower case: a size to be bound; upper case: a constant |
/// | `[n, h, w] -> [n, (h - 3)/2 + 1, 2*w]` | arithmetic; `/` rounds down |
/// | `[n, ..] -> [n, product(..)]` | the remaining axes, none or more |
/// | `[n, d*] -> [n, sum(d)]` | one or more inputs that differ in `d` |
/// | `[n, d]* -> [n, d]` | one or more inputs of the same shape |
/// | `[n, d] fit([n]) -> [n, 3]` | an input that exists only while fitting: a target |
/// | `[n, d] fit([n], [n]?) -> [n, 3]` | a target that may be left out, behind those that may not |
/// | `[n, d] fit([n], ([m, d], [m])?) -> [n, 3]` | targets that are left out together |
/// | `[n, d] -> [n, K], [n]` | several outputs |
/// | `[n] -> [n, vocab]` | a size that only data can tell |
/// | `[n, d] -> [n, K] where K <= d, d >= 2` | conditions |
///
/// Which targets are given is told by their number; where it can be had in two ways, those that stand first are there.
/// A name that stands only in targets, like `m`, is bound where they are given.
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
    /// The signature of a pipeline with a mistake in it: it takes everything, and yields poison.
    pub const POISON: Signature = Signature::new("poison", &[]);

    /// A signature; its text is read where it is used. `constants` are the upper-case names in it, and their numbers.
    ///
    /// # Panics
    /// If there are more than [`MAX_CONSTANTS`] of them: a compile error, since this is for constants.
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

    /// The upper-case names in the text, and their numbers.
    pub const fn constants(&self) -> &[(&'static str, i64)] {
        self.constants.split_at(self.constant_count).0
    }

    pub(in crate::shape) const fn is_poison(&self) -> bool {
        same(self.text.as_bytes(), 0, self.text.len(), Signature::POISON.text.as_bytes())
    }

    /// The same, in which `name` stands for the size that the pipeline declares as `size`.
    ///
    /// ```
    /// use shapeflow::shape::{Shape, Signature, Targets, infer};
    /// const PCA: Signature = Signature::new("[n, d] -> [n, components]", &[]).declared_as("components", "k");
    /// const FOUND: Shape = infer(&PCA, &[Shape::new("[n, 64]", &[])], Targets::None, 1).output(0);
    /// assert!(FOUND.equals(&Shape::new("[n, k]", &[])));
    /// ```
    ///
    /// # Panics
    /// `size` is not the name of a size, or there are more than 4 of them: a compile error, since this is for constants.
    #[must_use]
    pub const fn declared_as(mut self, name: &'static str, size: &str) -> Signature {
        let Some(size) = Symbol::new(size, 0) else {
            panic!("the name of a size is at most 20 characters of a-z, 0-9 and _")
        };
        if !self.declared.push(name, size) {
            panic!("at most 4 hyperparameters of one step can be set to declared sizes")
        }
        self
    }

    /// The same, with the numbers of the declared sizes that are known.
    pub(crate) fn at(mut self, sizes: &Sizes) -> Signature {
        self.declared.fill(sizes);
        self
    }

    /// A shape for each declared size that it names.
    pub(crate) fn declared_sizes(&self) -> impl Iterator<Item = Shape> + use<> {
        self.declared.shapes()
    }

    /// Does a word stand in the text?
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
