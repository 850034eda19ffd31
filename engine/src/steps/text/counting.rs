//! [`TermCounts`]: how often terms occur in texts.
//!
//! Invariant: the counts of all texts are the sums of the counts of their parts, whatever the parts, because they are whole numbers.

use std::collections::HashMap;

use ndarray::ArrayView1;

use super::analysis::{Analysis, Buffers};
use crate::Result;
use crate::steps::kernels::blocks;

/// How many parts count for themselves: each has a table of its terms, and these are merged on one thread.
const PARTS: usize = 16;

/// The counts of terms in some texts.
#[derive(Debug, Clone, Default)]
pub struct TermCounts {
    texts: u64,
    terms: HashMap<String, Occurrences>,
}

/// How often a term occurs.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Occurrences {
    /// In how many texts.
    pub(super) texts: u64,
    /// How often in all.
    pub(super) times: u64,
    /// The number of the last text that has it, from 1.
    last: u64,
}

impl TermCounts {
    /// Counts the terms of the texts, in parallel.
    pub(super) fn of(texts: ArrayView1<'_, String>, analysis: &Analysis, is_binary: bool) -> Result<Self> {
        let least = texts.len().div_ceil(PARTS).max(64);
        let part = |rows: std::ops::Range<usize>| {
            let (mut counts, mut buffers) = (Self::default(), Buffers::default());
            for text in rows.filter_map(|row| texts.get(row)) {
                counts.add(text, analysis, &mut buffers, is_binary);
            }
            Ok(counts)
        };
        let merge = |all: &mut Self, next: Self| {
            all.merge(next);
            Ok(())
        };
        Ok(blocks::reduce(texts.len(), least, part, merge)?.unwrap_or_default())
    }

    fn add(&mut self, text: &str, analysis: &Analysis, buffers: &mut Buffers, is_binary: bool) {
        self.texts += 1;
        let number = self.texts;
        analysis.each(text, buffers, |term| {
            let found = match self.terms.get_mut(term) {
                Some(found) => found,
                None => self.terms.entry(term.to_owned()).or_default(),
            };
            let is_first = found.last != number;
            found.texts += u64::from(is_first);
            found.times += u64::from(is_first || !is_binary);
            found.last = number;
        });
    }

    /// Adds the counts of later texts.
    pub(super) fn merge(&mut self, mut later: Self) {
        // The smaller table is added to the larger one: sums of whole numbers have no order.
        if later.terms.len() > self.terms.len() {
            std::mem::swap(&mut self.terms, &mut later.terms);
        }
        self.texts += later.texts;
        for (term, found) in later.terms {
            let sum = self.terms.entry(term).or_default();
            sum.texts += found.texts;
            sum.times += found.times;
        }
        // The numbers of texts have changed.
        self.terms.values_mut().for_each(|found| found.last = 0);
    }

    /// The number of texts.
    pub(super) fn texts(&self) -> u64 {
        self.texts
    }

    /// How often a term occurs; not at all if it is unknown.
    pub(super) fn of_term(&self, term: &str) -> Occurrences {
        self.terms.get(term).copied().unwrap_or_default()
    }

    /// All terms with their counts, in alphabetical order (of code points, as Python has it).
    pub(super) fn into_sorted(self) -> Vec<(String, Occurrences)> {
        let mut terms: Vec<(String, Occurrences)> = self.terms.into_iter().collect();
        terms.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
        terms
    }
}
