//! Sizes that a pipeline declares, `size k in 8..=64`: what they are called in the signature of a step that is set to one.
//!
//! Invariant: to the checker such a size is one that the user named, equal to itself and to no other, like those of the
//! header; to a run it is a number as soon as it is known.

use super::cursor::Cursor;
use super::dim::Dim;
use super::scope::Scope;
use super::shape::Shape;
use super::signature::Signature;
use super::sizes::Sizes;
use super::symbol::Symbol;
use super::text::Text;

/// The most names of one signature that stand for declared sizes.
const MAX_DECLARED: usize = 4;

/// In place of the input that gave a name its value.
pub(super) const DECLARED: usize = usize::MAX;

/// The names of a signature that stand for declared sizes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Declared {
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
    pub(super) const NONE: Declared = Declared {
        names: [Name { name: "", size: Symbol::from_bits(0), number: None }; MAX_DECLARED],
        count: 0,
    };

    /// Binds the names before any input does.
    pub(super) const fn bind(&self, scope: &mut Scope<'_>) {
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
}

impl Signature {
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
        if self.declared.count == MAX_DECLARED {
            panic!("at most 4 hyperparameters of one step can be set to declared sizes")
        }
        self.declared.names[self.declared.count] = Name { name, size, number: None };
        self.declared.count += 1;
        self
    }

    /// The same, with the numbers of the declared sizes that are known.
    pub(crate) fn at(mut self, sizes: &Sizes) -> Signature {
        for name in self.declared.names.iter_mut().take(self.declared.count) {
            name.number = sizes.get(name.size).and_then(|number| i64::try_from(number).ok());
        }
        self
    }

    /// A shape for each declared size that it names.
    pub(crate) fn declared_sizes(&self) -> impl Iterator<Item = Shape> {
        let names = self.declared.names.into_iter().take(self.declared.count);
        names.filter_map(|name| Shape::from_dims(&[Dim::symbol(name.size)]))
    }

    /// Does a word stand in the text?
    const fn names(&self, word: &str) -> bool {
        let mut cursor = Cursor::new(self.text);
        while cursor.position() < self.text.len() {
            match cursor.word() {
                Some((from, to)) => {
                    if super::cursor::same(self.text.as_bytes(), from, to, word.as_bytes()) {
                        return true;
                    }
                }
                None => cursor.advance(1),
            }
        }
        false
    }
}

/// Stops the compiler, at the caller, where a hyperparameter that is set to a declared size is no size of the signature.
#[track_caller]
pub const fn require_named(signature: &Signature, step: &str, name: &str, size: &str) {
    if signature.is_poison() || signature.names(name) {
        return;
    }
    let mut text = Text::<1024>::new();
    text.push_str("`");
    text.push_str(name);
    text.push_str("` is no size in the signature of step `");
    text.push_str(step);
    text.push_str("`, and cannot be set to the size `");
    text.push_str(size);
    text.push_str("`");
    text.push_str(super::explain::INDENT);
    text.push_str("its signature is ");
    text.push_str(signature.text);
    panic!("{}", text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{Edge, Targets, infer};

    const PCA: Signature = Signature::new("[n, d] -> [n, components] where components <= d", &[]);

    fn message(signature: &Signature, inputs: &[Shape]) -> String {
        let edge = Edge {
            step: "Pca",
            signature,
            inputs,
            sources: &["x"],
            targets: Targets::None,
            target_sources: &[],
            origin: 1,
        };
        edge.infer().mismatch().map_or_else(String::new, |mismatch| mismatch.message(&edge).to_string())
    }

    #[test]
    fn a_declared_size_is_itself_and_no_other() {
        let given = [Shape::new("[n, 64]", &[])];
        let k = PCA.declared_as("components", "k");
        let found = infer(&k, &given, Targets::None, 1);
        assert_eq!((found.output(0).to_string().as_str(), found.undecided()), ("[n, k]", true));
        let same = infer(&k, &given, Targets::None, 2);
        assert!(found.output(0).equals(&same.output(0)));
        let other = infer(&PCA.declared_as("components", "j"), &given, Targets::None, 3);
        assert!(!found.output(0).equals(&other.output(0)));
    }

    #[test]
    fn a_known_number_decides_what_the_name_left_open() {
        let k = PCA.declared_as("components", "k");
        let sizes = Sizes::for_shapes([&Shape::new("[k]", &[])]);
        let given = [Shape::new("[n, 8]", &[])];
        assert_eq!(message(&k.at(&sizes), &given), "");
        assert_eq!(sizes.bind(Symbol::new("k", 0).expect("a name"), 9), Ok(()));
        assert_eq!(
            message(&k.at(&sizes), &given),
            "shape mismatch at step `Pca`\n  takes    [n, d]\n  is given [n, 8]  from `x`\n  needs `components <= d`, and components = 9, d = 8"
        );
    }

    #[test]
    fn an_input_of_the_name_has_to_be_that_size() {
        let same = Signature::new("[n, width] -> [n, width]", &[]).declared_as("width", "k");
        assert_eq!(message(&same, &[Shape::new("[n, k]", &[])]), "");
        assert_eq!(
            message(&same, &[Shape::new("[n, 8]", &[])]),
            "shape mismatch at step `Pca`\n  takes    [n, width]\n  is given [n, 8]  from `x`\n  `width` is k, not 8"
        );
    }

    #[test]
    fn a_name_is_a_whole_word_of_the_signature() {
        assert!(PCA.names("components") && PCA.names("d"));
        assert!(!PCA.names("component") && !PCA.names("k"));
    }
}
