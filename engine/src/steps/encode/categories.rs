//! [`Categories`]: the different values of a column in a fit, and their numbers.
//!
//! Invariant: each text is there once, in the order of the values. A missing value is a category of its own, the last one.

use std::collections::{BTreeMap, HashMap};

use crate::records::Nullable;
use crate::steps::kernels::distinct::{Counts, Distinct};
use crate::text::shown;
use crate::{Error, Result};

/// The categories of a fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Categories {
    texts: Vec<String>,
    numbers: HashMap<String, usize>,
    has_missing: bool,
}

impl Categories {
    /// `None` if a text is there twice.
    pub(super) fn new(texts: Vec<String>, has_missing: bool) -> Option<Self> {
        let numbers: HashMap<String, usize> =
            texts.iter().enumerate().map(|(number, text)| (text.clone(), number)).collect();
        (numbers.len() == texts.len()).then_some(Self { texts, numbers, has_missing })
    }

    /// The texts, without that of missing values.
    pub(super) fn texts(&self) -> &[String] {
        &self.texts
    }

    pub(super) fn has_missing(&self) -> bool {
        self.has_missing
    }

    /// The number of categories.
    pub(super) fn count(&self) -> usize {
        self.texts.len() + usize::from(self.has_missing)
    }

    /// The name of a category.
    pub(super) fn name(&self, number: usize) -> &str {
        self.texts.get(number).map_or("missing", String::as_str)
    }

    /// Calls `give` with each of these rows and the number of its category; `None` for one that the fit did not have. Returns an error if
    /// `refuses` and there is one.
    pub(super) fn each<T: Distinct>(
        &self,
        values: impl IntoIterator<Item = (usize, Option<T>)>,
        refuses: bool,
        mut give: impl FnMut(usize, Option<usize>),
    ) -> Result<()> {
        let (mut text, mut unseen) = (String::new(), Unseen::default());
        for (row, value) in values {
            let number = match &value {
                None => self.has_missing.then_some(self.texts.len()),
                Some(value) => {
                    text.clear();
                    value.key(&mut text);
                    self.numbers.get(&text).copied()
                }
            };
            if number.is_none() && refuses {
                unseen.add(value.as_ref().map(|_| text.as_str()), row);
            }
            give(row, number);
        }
        unseen.into_result()
    }
}

/// The values of an array or a column.
pub(super) trait Cells<T> {
    fn cells(&self) -> impl Iterator<Item = Option<T>>;
}

impl<T: Distinct> Cells<T> for ndarray::ArcArray1<T> {
    fn cells(&self) -> impl Iterator<Item = Option<T>> {
        self.iter().map(|value| Some(value.clone()))
    }
}

impl<T: Distinct> Cells<T> for Nullable<T> {
    fn cells(&self) -> impl Iterator<Item = Option<T>> {
        self.iter().map(Option::<&T>::cloned)
    }
}

/// What was seen in the batches so far.
#[derive(Debug, Clone)]
pub struct SeenCategories<T> {
    counts: Counts<T>,
    missing: usize,
    rows: usize,
}

impl<T> Default for SeenCategories<T> {
    fn default() -> Self {
        Self { counts: Counts::default(), missing: 0, rows: 0 }
    }
}

impl<T: Distinct> SeenCategories<T> {
    pub(super) fn add(&mut self, values: impl Iterator<Item = Option<T>>) {
        for value in values {
            self.rows += 1;
            match value {
                Some(value) => self.counts.add(&value),
                None => self.missing += 1,
            }
        }
    }

    pub(super) fn merge(&mut self, later: Self) {
        self.counts.merge(later.counts);
        self.missing += later.missing;
        self.rows += later.rows;
    }

    /// Returns the same without the missing values, which are then no category.
    pub(super) fn without_missing(self) -> Self {
        Self { missing: 0, ..self }
    }

    /// Returns the categories, and how often each occurred.
    pub(super) fn into_categories(self) -> Result<(Categories, Vec<usize>)> {
        if self.rows == 0 {
            return Err(Error::new("expected at least 1 row, got 0"));
        }
        let (mut texts, mut counts) = (Vec::new(), Vec::new());
        for (_, text, count) in self.counts.sorted() {
            texts.push(text);
            counts.push(count);
        }
        if self.missing > 0 {
            counts.push(self.missing);
        }
        let categories = Categories::new(texts, self.missing > 0);
        Ok((categories.ok_or_else(|| Error::bug("two values with one text"))?, counts))
    }
}

/// The values that a fit did not have, each with its rows.
#[derive(Default)]
struct Unseen {
    rows: BTreeMap<String, Vec<usize>>,
}

impl Unseen {
    fn add(&mut self, text: Option<&str>, row: usize) {
        let text = text.map_or_else(|| "a missing value".to_owned(), shown);
        self.rows.entry(text).or_default().push(row);
    }

    fn into_result(self) -> Result<()> {
        const TOLD: usize = 3;
        if self.rows.is_empty() {
            return Ok(());
        }
        let told: Vec<String> = self
            .rows
            .iter()
            .take(TOLD)
            .map(|(text, rows)| {
                let first: Vec<String> = rows.iter().take(TOLD).map(ToString::to_string).collect();
                match rows.len() {
                    1 => format!("{text} (row {})", first.join(", ")),
                    count if count > TOLD => format!("{text} (rows {}, .. {count} in all)", first.join(", ")),
                    _ => format!("{text} (rows {})", first.join(", ")),
                }
            })
            .collect();
        let more = self.rows.len().saturating_sub(TOLD);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        Err(Error::new(format!(
            "not seen while fitting: {}{more}; rows are counted from 0; fit on rows that have such values, or \
             say what to do with them: `unknown`",
            told.join(", ")
        ))
        .about_column())
    }
}
