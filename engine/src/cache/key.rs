//! [`Key`]: a hash of content that names a cache entry.
//!
//! Invariant: the parts of a key are kept apart, so `"ab", "c"` and `"a", "bc"` have different keys. Keys are the same on
//! every platform and in every run.
//!
//! Why BLAKE3: equal keys are treated as equal content without a comparison, so nobody may be able to
//! find two contents with the same hash, not even on purpose. BLAKE3 is the fastest maintained hash of this kind, and with its
//! feature `pure` it needs no C compiler. xxhash and crc32 are faster, but it is easy to find such contents; SHA-256 is slower.

use std::any::type_name;
use std::fmt;

use super::Keyed;
use crate::space::Identity;
use crate::step::Context;

/// The name of an entry: a 256-bit hash of everything on which the entry depends. `{}` formats it in hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key([u8; blake3::OUT_LEN]);

impl Key {
    /// Returns the key of one value, for a purpose.
    pub fn of<T: Keyed + ?Sized>(purpose: &str, value: &T) -> Self {
        let mut key = KeyWriter::new(purpose);
        key.value(value);
        key.finish()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({self})")
    }
}

/// Builds a key, part after part.
///
/// ```
/// use shapeflow::cache::KeyWriter;
///
/// let key = |parts: [&str; 2]| {
///     let mut key = KeyWriter::new("example");
///     parts.iter().for_each(|part| key.text(part));
///     key.finish()
/// };
/// assert_ne!(key(["ab", "c"]), key(["a", "bc"]));
/// ```
#[derive(Debug, Clone)]
pub struct KeyWriter(blake3::Hasher);

impl KeyWriter {
    /// Starts a key for a purpose. Keys of different purposes differ, even if their parts are equal.
    pub fn new(purpose: &str) -> Self {
        let mut this = Self(blake3::Hasher::new());
        this.text(purpose);
        this
    }

    /// Starts the key of a step in a run, before its inputs are added: from the version of this library, the type and
    /// revision of the step, the version of its saved form, its settings, the seed and the path.
    pub(crate) fn of_step(
        purpose: &str,
        (type_name, revision, version): (&str, u64, u32),
        identity: &Identity,
        context: &Context<'_>,
    ) -> Self {
        let mut key = Self::new(purpose);
        key.text(env!("CARGO_PKG_VERSION"));
        key.text(type_name);
        key.number(revision);
        key.number(u64::from(version));
        key.number(identity.texts().len() as u64);
        identity.texts().for_each(|text| key.text(text));
        key.number(context.run().seed_value());
        key.text(&context.path());
        key
    }

    /// Adds text.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    /// Adds a number.
    pub fn number(&mut self, number: u64) {
        self.bytes(&number.to_le_bytes());
    }

    /// Adds another key, for example that of an input.
    pub fn key(&mut self, key: &Key) {
        self.bytes(&key.0);
    }

    /// Adds a value.
    pub fn value<T: Keyed + ?Sized>(&mut self, value: &T) {
        value.add_to(self);
    }

    /// Adds a value and its type: two types may have equal bits, such as degrees and radians.
    pub(crate) fn typed<T: Keyed>(&mut self, value: &T) {
        self.text(type_name::<T>());
        self.value(value);
    }

    /// Adds bytes. The parts before determine how many.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Returns the key of all parts.
    pub fn finish(&self) -> Key {
        Key(*self.0.finalize().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Phase;
    use crate::step::Run;

    #[test]
    fn everything_that_a_step_depends_on_is_in_its_key() {
        let key = |purpose, of_type, text: &str, seed, path| {
            let mut identity = Identity::default();
            identity.text(text);
            let run = Run::new().seed(seed);
            KeyWriter::of_step(purpose, of_type, &identity, &Context::root(&run, path, Phase::Fit)).finish()
        };
        let keys = [
            key("fit", ("Pca", 0, 1), "8", 0, "pca"),
            key("fit_transform", ("Pca", 0, 1), "8", 0, "pca"),
            key("fit", ("Ica", 0, 1), "8", 0, "pca"),
            key("fit", ("Pca", 1, 1), "8", 0, "pca"),
            key("fit", ("Pca", 0, 2), "8", 0, "pca"),
            key("fit", ("Pca", 0, 1), "9", 0, "pca"),
            key("fit", ("Pca", 0, 1), "8", 1, "pca"),
            key("fit", ("Pca", 0, 1), "8", 0, "a.pca"),
        ];
        assert_eq!(keys[0], key("fit", ("Pca", 0, 1), "8", 0, "pca"));
        let different: std::collections::HashSet<_> = keys.into_iter().collect();
        assert_eq!(different.len(), keys.len());
    }
}
