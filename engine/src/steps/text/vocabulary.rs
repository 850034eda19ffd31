//! [`Vocabulary`]: which terms have a column, and texts as rows of counts.
//!
//! Invariant: each term has one column, and the columns are those of [`terms`](Vocabulary::terms) in order.

use std::collections::HashMap;

use ndarray::ArrayView1;

use super::analysis::{Analysis, Buffers};
use super::counting::{Occurrences, TermCounts};
use super::terms::Terms;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::sparse::Sparse;
use crate::steps::kernels::blocks;
use crate::text::shown;
use crate::{Error, Result};

/// The terms of a fit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Vocabulary {
    terms: Vec<String>,
    columns: HashMap<String, u32>,
}

/// Which terms have a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Selection {
    pub(super) min_df: usize,
    pub(super) min_share: f64,
    pub(super) max_df: usize,
    pub(super) max_share: f64,
    pub(super) max_features: usize,
}

impl Selection {
    /// # Errors
    /// A share is not between 0 and 1.
    pub(super) fn require_sound(&self) -> Result<()> {
        for (name, share) in [("min_share", self.min_share), ("max_share", self.max_share)] {
            if !(0.0..=1.0).contains(&share) {
                return Err(Error::new(format!(
                    "`{name}` must be a share of the texts from 0 to 1, got {share}; a number of texts is `min_df` or `max_df`"
                )));
            }
        }
        Ok(())
    }

    /// The least and the greatest number of texts that a term is in.
    fn range(&self, texts: u64) -> (f64, f64) {
        let most = if self.max_df == 0 { texts as f64 } else { self.max_df as f64 };
        let least = (self.min_df as f64).max(self.min_share * texts as f64);
        (least, most.min(self.max_share * texts as f64))
    }

    /// # Errors
    /// There is no term, or none remains.
    fn of(&self, counts: TermCounts) -> Result<Vec<(String, Occurrences)>> {
        let texts = counts.texts();
        let (least, most) = self.range(texts);
        let all = counts.into_sorted();
        if all.is_empty() {
            return Err(Error::new(format!(
                "the vocabulary is empty: none of {texts} texts has a term; the texts may be empty, or have only stop words and \
                 words of one letter; check the column, or count other terms (`analyzer`, `words`)"
            )));
        }
        if least > most {
            return Err(Error::new(format!(
                "of {texts} texts, a term must be in at least {least} (`min_df`, `min_share`) and at most {most} (`max_df`, \
                 `max_share`), which is impossible; lower the first or raise the second"
            )));
        }
        let count = all.len();
        let is_kept = |found: &Occurrences| (least..=most).contains(&(found.texts as f64));
        let mut kept: Vec<(String, Occurrences)> =
            all.into_iter().filter(|(_, found)| is_kept(found)).collect();
        if kept.is_empty() {
            return Err(Error::new(format!(
                "none of {count} terms is in at least {least} and at most {most} of {texts} texts; lower `min_df` or \
                 `min_share`, or raise `max_df` or `max_share`"
            )));
        }
        if self.max_features > 0 && kept.len() > self.max_features {
            // The most frequent terms; of equally frequent ones, the first.
            kept.sort_by_key(|(_, found)| std::cmp::Reverse(found.times));
            kept.truncate(self.max_features);
            kept.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
        }
        Ok(kept)
    }
}

impl Vocabulary {
    /// Creates the vocabulary of a fit, and returns in how many texts each of its terms is. The terms are in alphabetical order, or
    /// those `given`, in their order.
    ///
    /// # Errors
    /// No text, no term, or none that is selected; a term that is given twice.
    pub(super) fn learn(
        given: &Terms,
        selection: &Selection,
        counts: TermCounts,
    ) -> Result<(Self, Vec<u64>)> {
        if counts.texts() == 0 {
            return Err(crate::steps::kernels::checks::no_rows());
        }
        if !given.is_empty() {
            let frequencies = given.texts().iter().map(|term| counts.of_term(term).texts).collect();
            return Ok((Self::new(given.texts().to_vec())?, frequencies));
        }
        let selected = selection.of(counts)?;
        let frequencies = selected.iter().map(|(_, found)| found.texts).collect();
        Ok((Self::new(selected.into_iter().map(|(term, _)| term).collect())?, frequencies))
    }

    /// # Errors
    /// A term is there twice, or there are more than 2³² - 1 terms.
    pub(super) fn new(terms: Vec<String>) -> Result<Self> {
        let mut columns = HashMap::with_capacity(terms.len());
        for (column, term) in terms.iter().enumerate() {
            let column = u32::try_from(column).map_err(Error::from_source)?;
            if let Some(first) = columns.insert(term.clone(), column) {
                return Err(Error::new(format!(
                    "the vocabulary has {} twice, in columns {first} and {column} (counted from 0); leave one out",
                    shown(term)
                )));
            }
        }
        Ok(Self { terms, columns })
    }

    /// The terms, by their columns.
    pub(super) fn terms(&self) -> &[String] {
        &self.terms
    }

    /// Counts the terms in each text, in parallel. `finish` converts the counts of a row, with their columns, to its values.
    pub(super) fn rows<A: Clone + Send>(
        &self,
        texts: ArrayView1<'_, String>,
        analysis: &Analysis,
        finish: impl Fn(&[u32], &mut [f64], &mut Vec<A>) + Sync,
    ) -> Result<Sparse<A>> {
        by_columns(
            texts,
            self.terms.len(),
            analysis,
            |term| self.columns.get(term).map(|column| (*column, 1.0)),
            finish,
        )
    }
}

/// Makes a row of each text, in parallel: the sums of what `place` says of its terms, a column and an amount. `finish` converts the sums
/// of a row, with their columns, to its values.
pub(super) fn by_columns<A: Clone + Send>(
    texts: ArrayView1<'_, String>,
    width: usize,
    analysis: &Analysis,
    place: impl Fn(&str) -> Option<(u32, f64)> + Sync,
    finish: impl Fn(&[u32], &mut [f64], &mut Vec<A>) + Sync,
) -> Result<Sparse<A>> {
    let part = |rows: std::ops::Range<usize>| {
        let mut part = Part { ends: Vec::with_capacity(rows.len()), columns: Vec::new(), values: Vec::new() };
        let (mut buffers, mut found, mut sums) = (Buffers::default(), Vec::new(), Vec::new());
        for text in rows.filter_map(|row| texts.get(row)) {
            found.clear();
            analysis.each(text, &mut buffers, |term| found.extend(place(term)));
            // Stable, so that the amounts of a column are added in the order of the text.
            found.sort_by_key(|&(column, _)| column);
            let start = part.columns.len();
            sums.clear();
            for &(column, amount) in &found {
                match (part.columns.get(start..).and_then(<[u32]>::last), sums.last_mut()) {
                    (Some(last), Some(sum)) if *last == column => *sum += amount,
                    _ => {
                        part.columns.push(column);
                        sums.push(amount);
                    }
                }
            }
            finish(part.columns.get(start..).unwrap_or_default(), &mut sums, &mut part.values);
            part.ends.push(part.columns.len());
        }
        Ok(part)
    };
    let merge = |all: &mut Part<A>, next: Part<A>| {
        let before = all.columns.len();
        all.ends.extend(next.ends.into_iter().map(|end| before + end));
        all.columns.extend(next.columns);
        all.values.extend(next.values);
        Ok(())
    };
    let all = blocks::reduce(texts.len(), 64, part, merge)?;
    let Part { ends, columns, values } =
        all.unwrap_or_else(|| Part { ends: Vec::new(), columns: Vec::new(), values: Vec::new() });
    let offsets = std::iter::once(0).chain(ends).collect();
    Ok(Sparse::of_parts(width, offsets, columns, values))
}

/// Some rows of a sparse matrix.
struct Part<A> {
    ends: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<A>,
}

#[cfg(feature = "save")]
impl Save for Vocabulary {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("terms", &self.terms)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Self::new(state.field("terms")?)
    }
}
