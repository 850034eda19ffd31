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

/// Returns the candidate that a misspelled path may mean: the one whose last names are nearest by spelling (insertions,
/// deletions, replacements and swaps of neighbors), at most a third of the path away. Of equally near ones it is the first.
pub(super) fn closest<'a>(path: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let names = path.split('.').count();
    let distance = |candidate: &str| strsim::damerau_levenshtein(path, last(candidate, names));
    let (nearest, candidate) =
        candidates.map(|candidate| (distance(candidate), candidate)).min_by_key(|&(distance, _)| distance)?;
    let length = path.chars().count();
    // Two short words that differ in every letter are not misspellings of each other.
    (nearest <= length.max(3) / 3 && nearest < length).then_some(candidate)
}

/// Returns the last `count` names of a path.
fn last(path: &str, names: usize) -> &str {
    let start = path.rmatch_indices('.').nth(names.saturating_sub(1)).map_or(0, |(dot, _)| dot + 1);
    &path[start..]
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
    fn suggests_the_nearest_path() {
        let paths = ["c", "strokes.pca.whiten", "tolerance"];
        let closest = |path| closest(path, paths.into_iter());
        assert_eq!(closest("strokes.pca.withen"), Some("strokes.pca.whiten"));
        assert_eq!(closest("whitten"), Some("strokes.pca.whiten"));
        assert_eq!(closest("pca.whiten"), Some("strokes.pca.whiten"));
        assert_eq!(closest("tolerence"), Some("tolerance"));
        assert_eq!(closest("d"), None);
        assert_eq!(closest("unknown"), None);
    }

    #[test]
    fn a_path_of_nothing_is_empty() {
        let root = Path::root();
        assert_eq!(root.field("").field("a").field("").field("b").to_string(), "a.b");
        assert_eq!(root.leaf::<bool>().as_str(), "");
    }
}
