//! [`Path`]: the path of a hyperparameter, with its type.
//!
//! Invariant: the names of a path are joined by dots, and the path of the root is empty.

use std::fmt;
use std::marker::PhantomData;

use crate::Error;

/// The path of a hyperparameter of type `T`, displayed as `strokes.pca.whiten`.
///
/// [`Hyperparameters::at`](super::Hyperparameters::at) returns the paths of a type, so that a misspelled one does not
/// compile.
pub struct Path<T = ()> {
    text: String,
    of: PhantomData<fn() -> T>,
}

impl Path {
    /// Returns the path of the root.
    pub fn root() -> Self {
        Self { text: String::new(), of: PhantomData }
    }

    /// Returns the path of a field below this path.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        Self { text: join(&self.text, name), of: PhantomData }
    }

    /// Returns this path as that of a hyperparameter of type `T`.
    pub fn leaf<T>(self) -> Path<T> {
        Path { text: self.text, of: PhantomData }
    }
}

impl<T> Path<T> {
    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Returns the error for an unknown path.
pub fn unknown(path: &str) -> Error {
    Error::new("no hyperparameter has this path").under(path)
}

/// Returns the error for a path into an arm that is not chosen.
pub fn not_chosen(path: &str) -> Error {
    Error::new("belongs to an arm that is not chosen").under(path)
}

/// Joins `prefix` and `name`.
pub(super) fn join(prefix: &str, name: &str) -> String {
    match (prefix.is_empty(), name.is_empty()) {
        (true, _) => name.to_owned(),
        (_, true) => prefix.to_owned(),
        _ => format!("{prefix}.{name}"),
    }
}

impl<T> Clone for Path<T> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), of: PhantomData }
    }
}

impl<T> PartialEq for Path<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Path<T> {}

impl<T> fmt::Debug for Path<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Path<{}>({})", std::any::type_name::<T>(), self.text)
    }
}

impl<T> fmt::Display for Path<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<T> From<Path<T>> for String {
    fn from(path: Path<T>) -> Self {
        path.text
    }
}

impl<T> From<&Path<T>> for String {
    fn from(path: &Path<T>) -> Self {
        path.text.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_nothing_is_empty() {
        let root = Path::root();
        assert_eq!(root.field("").field("a").field("").field("b").to_string(), "a.b");
        assert_eq!(root.leaf::<bool>().as_str(), "");
    }
}
