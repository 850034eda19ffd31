//! Samples and their spread: the median and the quartiles.

use std::fmt;

/// Median and quartiles of samples that are taken in turns with those of the other variant.
#[derive(Clone, Copy)]
pub(crate) struct Spread {
    pub(crate) low: f64,
    pub(crate) median: f64,
    pub(crate) high: f64,
}

impl Spread {
    /// The spread of at least one sample.
    pub(crate) fn of(samples: impl IntoIterator<Item = f64>) -> Self {
        let mut samples: Vec<f64> = samples.into_iter().collect();
        samples.sort_by(f64::total_cmp);
        let [low, median, high] = [1, 2, 3].map(|quarter| samples[samples.len() * quarter / 4]);
        Self { low, median, high }
    }
}

/// `1.84 [1.80, 1.97]`
impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { low, median, high } = self;
        let digits = if median.abs() < 10.0 { 2 } else { usize::from(median.abs() < 100.0) };
        f.pad(&format!("{median:.digits$} [{low:.digits$}, {high:.digits$}]"))
    }
}
