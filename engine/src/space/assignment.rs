//! [`Assignment`]: values of hyperparameters by path.
//!
//! Invariant: a path occurs once. An assignment need not be complete: other hyperparameters keep their current values.

use std::collections::BTreeMap;
use std::collections::btree_map;
use std::fmt;
use std::str::FromStr;

use super::path::{Path, join};
use super::value::{Parameter, Value};
use crate::{Error, Result};

/// Values of hyperparameters: a sorted map of paths to [`Value`]s.
///
/// ```
/// use shapeflow::space::Assignment;
///
/// let from_pairs = Assignment::from([("pca.whiten", true)]).with("c", 0.5);
/// let from_text: Assignment = "
///     c = 0.5          # a comment
///     pca.whiten = true
/// ".parse()?;
/// assert_eq!(from_pairs, from_text);
/// assert_eq!(from_text.to_string(), "c = 0.5\npca.whiten = true\n");
/// # Ok::<(), shapeflow::Error>(())
/// ```
///
/// A pipeline is set with [`Hyperparameters::with`](super::Hyperparameters::with), by the paths of its fields:
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Flowers(petals: f64[n, 4]) fit(kind: u8[n]) -> f64[n, 3] {
///         reduced = petals |> Pca<2>;
///         probs   = reduced |> LogisticRegression<3>.fit(kind);
///         probs
///     }
/// }
///
/// let at = Flowers::at();
/// let assignment = Assignment::new().with_at(&at.reduced.whiten, true).with_at(&at.probs.c, 0.5);
/// let flowers = Flowers::default().with(&assignment)?;
/// assert!(flowers.reduced.whiten && flowers.probs.c == 0.5);
/// // The current values of all hyperparameters:
/// assert_eq!(flowers.assignment().get("probs.c"), Some(&0.5.into()));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Assignment {
    values: BTreeMap<String, Value>,
}

impl Assignment {
    /// Creates an empty assignment.
    pub fn new() -> Self {
        Self::default()
    }

    /// Assigns the value, and returns the one that it replaces.
    pub fn set(&mut self, path: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.values.insert(path.into(), value.into())
    }

    /// Assigns a value of the path's type; one of another type does not compile.
    #[expect(clippy::needless_pass_by_value, reason = "reads as an assignment: `set_at(&path, true)`")]
    pub fn set_at<T: Parameter>(&mut self, path: &Path<T>, value: T) -> Option<Value> {
        self.set(path.to_string(), value.to_value())
    }

    /// Returns the assignment with one more value.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, value: impl Into<Value>) -> Self {
        self.set(path, value);
        self
    }

    /// Returns the assignment with one more value, of the path's type.
    #[must_use]
    pub fn with_at<T: Parameter>(mut self, path: &Path<T>, value: T) -> Self {
        self.set_at(path, value);
        self
    }

    /// Returns the value at the path.
    pub fn get(&self, path: &str) -> Option<&Value> {
        self.values.get(path)
    }

    /// Returns the value at the path, in the path's type.
    ///
    /// # Errors
    /// The value is of another kind, or the type cannot hold it.
    pub fn get_at<T: Parameter>(&self, path: &Path<T>) -> Result<Option<T>> {
        let value = self.get(path.as_str()).map(T::from_value).transpose();
        value.map_err(|error| error.under(path.as_str()))
    }

    /// Removes the value at the path, and returns it.
    pub fn remove(&mut self, path: &str) -> Option<Value> {
        self.values.remove(path)
    }

    /// Returns the assignment under a prefix: `whiten` under `pca` is `pca.whiten`.
    #[must_use]
    pub fn under(self, prefix: &str) -> Self {
        self.into_iter().map(|(path, value)| (join(prefix, &path), value)).collect()
    }

    /// Iterates over paths and values, sorted by path.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.values.iter().map(|(path, value)| (path.as_str(), value))
    }

    /// Returns the number of values.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Returns whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl<P: Into<String>, V: Into<Value>> FromIterator<(P, V)> for Assignment {
    fn from_iter<I: IntoIterator<Item = (P, V)>>(pairs: I) -> Self {
        Self { values: pairs.into_iter().map(|(path, value)| (path.into(), value.into())).collect() }
    }
}

impl<P: Into<String>, V: Into<Value>> Extend<(P, V)> for Assignment {
    fn extend<I: IntoIterator<Item = (P, V)>>(&mut self, pairs: I) {
        self.values.extend(pairs.into_iter().map(|(path, value)| (path.into(), value.into())));
    }
}

impl<P: Into<String>, V: Into<Value>, const N: usize> From<[(P, V); N]> for Assignment {
    fn from(pairs: [(P, V); N]) -> Self {
        pairs.into_iter().collect()
    }
}

impl IntoIterator for Assignment {
    type Item = (String, Value);
    type IntoIter = btree_map::IntoIter<String, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.into_iter()
    }
}

impl fmt::Display for Assignment {
    /// Writes a line `path = value` for each value, which [`parse`](str::parse) reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|(path, value)| writeln!(f, "{path} = {value}"))
    }
}

impl FromStr for Assignment {
    type Err = Error;

    /// Reads lines `path = value`; `#` starts a comment.
    fn from_str(text: &str) -> Result<Self> {
        let mut assignment = Self::new();
        for (number, line) in text.lines().enumerate() {
            let line = without_comment(line).trim();
            if line.is_empty() {
                continue;
            }
            let error = |what: &str| Error::new(format!("line {}: `{line}`: {what}", number + 1));
            let (path, value) = line.split_once('=').ok_or_else(|| error("expected `path = value`"))?;
            let value: Value = value.parse().map_err(|cause: Error| error(cause.message()))?;
            if assignment.set(path.trim(), value).is_some() {
                return Err(error("the path is assigned twice"));
            }
        }
        Ok(assignment)
    }
}

/// Returns the line up to a `#` that is outside quotes and after a space.
fn without_comment(line: &str) -> &str {
    let (mut quoted, mut escaped, mut before) = (false, false, ' ');
    for (index, letter) in line.char_indices() {
        match letter {
            '#' if !quoted && before.is_whitespace() => return &line[..index],
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = letter == '\\' && !escaped;
        before = letter;
    }
    line
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_assignment_survives_as_text(
            pairs in prop::collection::btree_map("[a-z_]{1,3}(\\.[a-z0-9_]{1,3}){0,2}", "[ #\"\\\\=a-c0-2\n]{0,5}", 0..6),
        ) {
            let assignment: Assignment = pairs.into_iter().collect();
            prop_assert_eq!(assignment.to_string().parse::<Assignment>().expect("its own text"), assignment);
        }
    }

    #[test]
    fn lines_that_say_nothing_are_errors() {
        let message = |text: &str| text.parse::<Assignment>().expect_err("an error").to_string();
        assert_eq!(message("a = 1\nb"), "line 2: `b`: expected `path = value`");
        assert_eq!(message("a = 1\na = 2"), "line 2: `a = 2`: the path is assigned twice");
        assert!(message("a =").contains("expected a value, found nothing"));
    }

    #[test]
    fn typed_paths_name_what_they_expect() {
        let assignment = Assignment::from([("pca.whiten", 3)]);
        let whiten: Path<bool> = Path::root().field("pca").field("whiten").leaf();
        let error = assignment.get_at(&whiten).expect_err("no boolean");
        assert_eq!(error.to_string(), "pca.whiten: expected true or false, found integer `3`");
        assert_eq!(Assignment::new().with_at(&whiten, true).get_at(&whiten).expect("a boolean"), Some(true));
    }
}
