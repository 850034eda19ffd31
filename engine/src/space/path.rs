//! [`Path`]: where a hyperparameter stands, and of which type it is.
//!
//! Invariant: the names of a path are joined by dots, and the path of a thing itself is empty.

use std::fmt;
use std::marker::PhantomData;

/// The path of a hyperparameter of type `T`, shown as text: `strokes.pca.whiten`.
///
/// [`Hyperparameters::at`](super::Hyperparameters::at) gives the paths of a type, so that a misspelt one does not
/// compile.
pub struct Path<T = ()> {
    text: String,
    of: PhantomData<fn() -> T>,
}

impl Path {
    /// The path of the thing itself.
    pub fn root() -> Self {
        Self { text: String::new(), of: PhantomData }
    }

    /// The path of a field of the thing at this path.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        Self { text: join(&self.text, name), of: PhantomData }
    }

    /// This path, as that of a hyperparameter.
    pub fn leaf<T>(self) -> Path<T> {
        Path { text: self.text, of: PhantomData }
    }
}

impl<T> Path<T> {
    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// `name` under `prefix`.
pub(super) fn join(prefix: &str, name: &str) -> String {
    match (prefix.is_empty(), name.is_empty()) {
        (true, _) => name.to_owned(),
        (_, true) => prefix.to_owned(),
        _ => format!("{prefix}.{name}"),
    }
}

/// The candidate that a misspelt path may mean: the one whose last names are the nearest by spelling (insertions,
/// deletions, replacements and swaps of neighbours), at most a third of the path away; of equally near ones the first.
pub(super) fn closest<'a>(path: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let names = path.split('.').count();
    let distance = |candidate: &str| strsim::damerau_levenshtein(path, last(candidate, names));
    let (nearest, candidate) =
        candidates.map(|candidate| (distance(candidate), candidate)).min_by_key(|&(distance, _)| distance)?;
    let length = path.chars().count();
    // Of two short words that differ in every letter, one is no misspelling of the other.
    (nearest <= length.max(3) / 3 && nearest < length).then_some(candidate)
}

/// The last so many names of a path.
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
    fn suggests_what_is_meant() {
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
