//! [`Space`]: hyperparameters in the order of their declaration, with their distributions and the conditions under which
//! they exist.
//!
//! The tree of nested spaces and choices is kept flat: an [`Entry`] per hyperparameter, under its full path, with a
//! [`Condition`] per choice above it.
//!
//! Invariant: a path occurs once; a choice comes before the entries that depend on it; each distribution makes only values
//! that the hyperparameter accepts.

use super::distribution::{Declared, Distribution, boolean, categorical};
use super::path::join;
use super::value::{Kind, Parameter, Value};
use crate::text::closest;
use crate::{Error, Result};

/// A search space: hyperparameters and their distributions.
///
/// Every step that derives [`Hyperparameters`](super::Hyperparameters) has one, and so has every pipeline:
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Flowers(petals: f64[n, 4]) fit(kind: u8[n]) -> f64[n, 3] {
///         scaled = petals |> optional StandardScaler;
///         scaled |> model: LogisticRegression<3> { c: 0.5 ~ log(1e-2..=1e1) }.fit(kind)
///     }
/// }
///
/// let space = Flowers::space()?;
/// for assignment in space.samples(7).take(3) {
///     assert!(space.contains(&assignment));
///     let candidate = Flowers::default().with(&assignment)?;
///     assert!((1e-2..=1e1).contains(&candidate.output.model.c));
/// }
/// # Ok::<(), Error>(())
/// ```
///
/// A space can be written by hand too:
///
/// ```
/// use shapeflow::space::{Space, boolean, log};
///
/// let pca = Space::new().with("whiten", boolean())?;
/// let space = Space::new()
///     .with("c", log(1e-3..=1e2))?
///     .choice("reduce", [("pca", pca.clone()), ("none", Space::new())])?
///     .optional("scale", Space::new().with("with_mean", boolean())?)?;
/// let paths: Vec<&str> = space.paths().collect();
/// assert_eq!(paths, ["c", "reduce", "reduce.pca.whiten", "scale", "scale.with_mean"]);
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Space {
    pub(super) entries: Vec<Entry>,
}

/// One hyperparameter of a [`Space`].
#[derive(Debug, Clone)]
pub struct Entry {
    pub(super) path: String,
    takes: Takes,
    pub(super) distribution: Option<Distribution>,
    /// The only value, if it is fixed.
    pub(super) fixed: Option<Value>,
    conditions: Vec<Condition>,
}

/// A hyperparameter exists only where another has this value.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    path: String,
    value: Value,
}

/// The values that a hyperparameter accepts, whether a search tries them or not.
#[derive(Debug, Clone)]
enum Takes {
    /// The values of its type.
    Type(Kind, fn(&Value) -> Result<()>),
    /// All values of this kind, also outside the distribution.
    Kind(Kind),
    /// The arms of a choice.
    Arms(Distribution),
}

impl Space {
    /// Creates a space without hyperparameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a hyperparameter that is searched.
    ///
    /// # Errors
    /// The error of the distribution; a name that exists already or is invalid.
    pub fn with(self, name: &str, distribution: impl Declared<Distribution>) -> Result<Self> {
        let distribution = distribution.declared().map_err(|error| error.under(name))?;
        let takes = Takes::Kind(distribution.kind());
        self.add(name, takes, Some(distribution))
    }

    /// Adds a hyperparameter of type `T` that is searched.
    ///
    /// # Errors
    /// As [`with`](Self::with), and a distribution with values that `T` cannot hold.
    pub fn searched<T: Parameter>(
        self,
        name: &str,
        distribution: impl Declared<Distribution>,
    ) -> Result<Self> {
        self.typed(name, T::KIND, check::<T>, Some(distribution.declared()))
    }

    /// Adds a hyperparameter of type `T` that can be set but is not searched.
    ///
    /// # Errors
    /// A name that exists already or is invalid.
    pub fn settable<T: Parameter>(self, name: &str) -> Result<Self> {
        self.typed(name, T::KIND, check::<T>, None)
    }

    pub(super) fn typed(
        self,
        name: &str,
        kind: Kind,
        check: fn(&Value) -> Result<()>,
        distribution: Option<Result<Distribution>>,
    ) -> Result<Self> {
        let distribution = distribution.transpose().map_err(|error| error.under(name))?;
        self.add(name, Takes::Type(kind, check), distribution)
    }

    /// Adds the hyperparameters of a part: `whiten` of the part `pca` gets the path `pca.whiten`. With an empty name they
    /// keep their paths.
    ///
    /// # Errors
    /// The error of the space; a name that exists already or is invalid.
    pub fn nested(mut self, name: &str, space: impl Declared<Space>) -> Result<Self> {
        let space = space.declared().map_err(|error| error.under(name))?;
        for entry in space.entries {
            self.push(entry.under(name))?;
        }
        Ok(self)
    }

    /// Adds a choice between arms, all equally probable. The value of `reduce` is the name of an arm, and
    /// `reduce.pca.whiten` exists only if it is `pca`.
    ///
    /// # Errors
    /// There is no arm; an arm occurs twice; a name exists already or is invalid.
    pub fn choice<'a>(
        mut self,
        name: &str,
        arms: impl IntoIterator<Item = (&'a str, Space)>,
    ) -> Result<Self> {
        let arms: Vec<(&str, Space)> = arms.into_iter().collect();
        let names = categorical(arms.iter().map(|(arm, _)| *arm)).map_err(|error| error.under(name))?;
        self = self.add(name, Takes::Arms(names.clone()), Some(names))?;
        for (arm, space) in arms {
            require_name(arm)?;
            self.depend(name, &Value::from(arm), &join(name, arm), space)?;
        }
        Ok(self)
    }

    /// Adds a part that may be absent: `scale` is true or false, and `scale.with_mean` exists only if it is true.
    ///
    /// # Errors
    /// The error of the space; a name that exists already or is invalid.
    pub fn optional(mut self, name: &str, space: impl Declared<Space>) -> Result<Self> {
        let space = space.declared().map_err(|error| error.under(name))?;
        let presence = boolean()?;
        self = self.add(name, Takes::Arms(presence.clone()), Some(presence))?;
        self.depend(name, &Value::Boolean(true), name, space)?;
        Ok(self)
    }

    /// Adds a part that a search keeps as it is. The value of `unknown` is true or false, and `unknown.value` exists only if it is
    /// true.
    pub(super) fn settable_optional(mut self, name: &str, part: Space) -> Result<Self> {
        self = self.settable::<bool>(name)?;
        self.depend(name, &Value::Boolean(true), name, part)?;
        Ok(self)
    }

    /// Replaces the distribution of the hyperparameter at this path. The new one of a choice may leave out arms.
    ///
    /// # Errors
    /// The error of the distribution, an unknown path, or values that the hyperparameter does not accept.
    pub fn search(mut self, path: &str, distribution: impl Declared<Distribution>) -> Result<Self> {
        let distribution = distribution.declared().map_err(|error| error.under(path))?;
        let entry = self.entry_mut(path)?;
        entry.require_takes(&distribution)?;
        (entry.distribution, entry.fixed) = (Some(distribution), None);
        Ok(self)
    }

    /// Iterates over the hyperparameters, each choice before the ones that depend on it.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// Returns the hyperparameter at this path.
    ///
    /// # Errors
    /// The path is unknown; the message has a suggestion.
    pub fn entry(&self, path: &str) -> Result<&Entry> {
        self.entries.iter().find(|entry| entry.path == path).ok_or_else(|| self.unknown(path))
    }

    pub(super) fn entry_mut(&mut self, path: &str) -> Result<&mut Entry> {
        match self.entries.iter().position(|entry| entry.path == path) {
            Some(index) => Ok(&mut self.entries[index]),
            None => Err(self.unknown(path)),
        }
    }

    /// Iterates over the paths, in the order of [`iter`](Self::iter).
    pub fn paths(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.entries.iter().map(Entry::path)
    }

    /// Returns the number of hyperparameters, including those that are not searched.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether there are no hyperparameters.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn unknown(&self, path: &str) -> Error {
        let hint = match closest(path, self.paths()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None if self.is_empty() => "there is none".to_owned(),
            None => format!("there are `{}`", self.paths().collect::<Vec<_>>().join("`, `")),
        };
        Error::new(format!("no hyperparameter has this path; {hint}")).under(path)
    }

    /// Removes the hyperparameter at this path, and returns it.
    pub(super) fn take(&mut self, path: &str) -> Result<Entry> {
        match self.entries.iter().position(|entry| entry.path == path) {
            Some(index) => Ok(self.entries.remove(index)),
            None => Err(self.unknown(path)),
        }
    }

    /// Inserts a hyperparameter before all others.
    pub(super) fn lead(mut self, entry: Entry) -> Result<Self> {
        self.push(entry)?;
        self.entries.rotate_right(1);
        Ok(self)
    }

    fn add(mut self, name: &str, takes: Takes, distribution: Option<Distribution>) -> Result<Self> {
        let entry = Entry { path: name.to_owned(), takes, distribution, fixed: None, conditions: Vec::new() };
        if let Some(distribution) = &entry.distribution {
            entry.require_takes(distribution)?;
        }
        self.push(entry)?;
        Ok(self)
    }

    /// Adds a space that exists only if the hyperparameter `of` has this value.
    fn depend(&mut self, of: &str, value: &Value, prefix: &str, space: Space) -> Result<()> {
        for entry in space.entries {
            let mut entry = entry.under(prefix);
            entry.conditions.insert(0, Condition { path: of.to_owned(), value: value.clone() });
            self.push(entry)?;
        }
        Ok(())
    }

    fn push(&mut self, entry: Entry) -> Result<()> {
        entry
            .path
            .split('.')
            .try_for_each(|name| if entry.path.is_empty() { Ok(()) } else { require_name(name) })?;
        if self.paths().any(|path| path == entry.path) {
            return Err(Error::new("two hyperparameters have this path").under(&entry.path));
        }
        self.entries.push(entry);
        Ok(())
    }
}

/// Checks that each name of a path can be the name of a field, so that a path can be read from text.
fn require_name(name: &str) -> Result<()> {
    let is_name = !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    if is_name {
        return Ok(());
    }
    Err(Error::new(format!("`{name}` is not the name of a hyperparameter: write letters, digits and `_`")))
}

fn check<T: Parameter>(value: &Value) -> Result<()> {
    T::from_value(value).map(drop)
}

impl Entry {
    /// Returns the path.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the kind of the values.
    pub fn kind(&self) -> Kind {
        match &self.takes {
            Takes::Type(kind, _) | Takes::Kind(kind) => *kind,
            Takes::Arms(arms) => arms.kind(),
        }
    }

    /// Returns the distribution; `None` if it is not searched.
    pub fn distribution(&self) -> Option<&Distribution> {
        self.distribution.as_ref()
    }

    /// Returns whether a search assigns it: it has a distribution, or is fixed.
    pub(super) fn is_assigned(&self) -> bool {
        self.distribution.is_some() || self.fixed.is_some()
    }

    /// Returns the only value, if it is [fixed](Space::fix).
    pub fn fixed(&self) -> Option<&Value> {
        self.fixed.as_ref()
    }

    /// Returns the conditions under which it exists, the outermost first. All of them must hold.
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// Checks that it can be set to this value, inside or outside the range that is searched.
    ///
    /// # Errors
    /// It cannot; the message says what was expected and what was found.
    pub fn require_settable(&self, value: &Value) -> Result<()> {
        let checked = match &self.takes {
            Takes::Type(_, check) => check(value),
            Takes::Kind(kind) if kind.takes(value.kind()) => Ok(()),
            Takes::Kind(kind) => Err(value.unexpected(&format!("a value of kind {kind}"))),
            Takes::Arms(arms) if arms.contains(value) => Ok(()),
            Takes::Arms(arms) => Err(value.unexpected(&format!("an arm of {arms}"))),
        };
        checked.map_err(|error| error.under(&self.path))
    }

    /// Checks that the value is one that a search tries.
    ///
    /// # Errors
    /// It is not; the message says what was expected and what was found.
    pub fn require_searched(&self, value: &Value) -> Result<()> {
        self.require_settable(value)?;
        if let Some(fixed) = self.fixed.as_ref().filter(|fixed| *fixed != value) {
            return Err(value.unexpected(&format!("the fixed value `{fixed}`")).under(&self.path));
        }
        match &self.distribution {
            Some(distribution) if !distribution.contains(value) => {
                Err(value.unexpected(&format!("a value of {distribution}")).under(&self.path))
            }
            _ => Ok(()),
        }
    }

    /// Checks that it can be set to the values of the distribution: the listed values, or the ends and the middle of a range.
    pub(super) fn require_takes(&self, distribution: &Distribution) -> Result<()> {
        const LISTED: u64 = 1000;
        let values = match distribution.count() {
            Some(count @ ..=LISTED) => distribution.points(usize::try_from(count).unwrap_or(usize::MAX)),
            _ => [0.0, 0.5, 1.0].map(|p| distribution.inverse(p)).into(),
        };
        values.iter().try_for_each(|value| self.require_settable(value)).map_err(|error| {
            let message = format!("{distribution}: {}", error.message());
            Error::new(message).under(&self.path)
        })
    }

    /// Returns it under another name, with this distribution and without conditions.
    pub(super) fn renamed(self, name: &str, distribution: Distribution) -> Self {
        Self {
            path: name.to_owned(),
            takes: self.takes,
            distribution: Some(distribution),
            fixed: None,
            conditions: Vec::new(),
        }
    }

    fn under(mut self, prefix: &str) -> Self {
        self.path = join(prefix, &self.path);
        for condition in &mut self.conditions {
            condition.path = join(prefix, &condition.path);
        }
        self
    }
}

impl Condition {
    /// Returns the path of the choice.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the value that the choice must have.
    pub fn value(&self) -> &Value {
        &self.value
    }
}

impl<'a> IntoIterator for &'a Space {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
