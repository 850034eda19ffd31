//! [`Terms`]: a list of terms, such as stop words or a vocabulary.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use super::stop_words::ENGLISH;
use crate::Error;
use crate::Result;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::space::{Assignment, Hyperparameters, Identity, Path, Space, Value};

/// A list of terms: the `stop_words` or the `vocabulary` of a vectorizer. The default is empty.
///
/// ```
/// use shapeflow::steps::Terms;
///
/// let stop_words = Terms::from(["the", "a"]);
/// assert!(stop_words.contains("the") && Terms::english().contains("whenever"));
/// assert_eq!(stop_words.texts(), ["the", "a"]);
/// ```
#[derive(Clone, Default)]
pub struct Terms {
    texts: Arc<[String]>,
    set: Arc<HashSet<String>>,
}

impl Terms {
    /// The 318 English stop words of scikit-learn (`stop_words="english"`).
    pub fn english() -> Self {
        Self::from(ENGLISH)
    }

    /// The terms, in the order of the list.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Whether the term is in the list.
    pub fn contains(&self, term: &str) -> bool {
        !self.set.is_empty() && self.set.contains(term)
    }
}

impl<T: Into<String>> FromIterator<T> for Terms {
    fn from_iter<I: IntoIterator<Item = T>>(terms: I) -> Self {
        let texts: Arc<[String]> = terms.into_iter().map(Into::into).collect();
        let set = Arc::new(texts.iter().cloned().collect());
        Self { texts, set }
    }
}

impl<T: Into<String>, const N: usize> From<[T; N]> for Terms {
    fn from(terms: [T; N]) -> Self {
        terms.into_iter().collect()
    }
}

impl<T: Into<String>> From<Vec<T>> for Terms {
    fn from(terms: Vec<T>) -> Self {
        terms.into_iter().collect()
    }
}

impl PartialEq for Terms {
    fn eq(&self, other: &Self) -> bool {
        self.texts == other.texts
    }
}

impl Eq for Terms {}

impl fmt::Debug for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.texts.iter()).finish()
    }
}

/// A list is not searched, and a cache tells one from another by its terms.
impl Hyperparameters for Terms {
    type Paths = ();

    fn space() -> Result<Space> {
        Ok(Space::new())
    }

    fn assignment(&self) -> Assignment {
        Assignment::new()
    }

    fn set(&mut self, path: &str, _: &Value) -> Result<()> {
        Err(Error::new(format!("a list of terms has no hyperparameter `{path}`")))
    }

    fn identify(&self, identity: &mut Identity) {
        self.texts.iter().for_each(|term| identity.text(term));
    }

    fn paths(_: &Path) {}
}

#[cfg(feature = "save")]
impl Save for Terms {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("texts", &self.texts.to_vec())
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Ok(Self::from(state.field::<Vec<String>>("texts")?))
    }
}
