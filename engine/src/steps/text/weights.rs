//! The weights of terms, and rows of length 1.
//!
//! Invariant: weights are computed in `f64` and rounded once, whatever the element type.

use ndarray::Array1;

use crate::space::Hyperparameters;

/// What is the same for each row (scikit-learn's `norm`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub enum RowNorm {
    /// The sum of the squares is 1.
    #[default]
    L2,
    /// The sum of the absolute values is 1.
    L1,
    /// Nothing.
    None,
}

impl RowNorm {
    /// Divides a row by its length. A row of zeros stays, and so does one with a NaN or an infinity, for the caller to tell of it.
    pub(super) fn scale(self, row: &mut [f64]) {
        /// The range in which a sum of squares keeps its digits.
        const SAFE: std::ops::Range<f64> = 1e-140..1e140;
        let largest = row.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        if self == Self::None || largest == 0.0 || largest.is_infinite() {
            return;
        }
        if !SAFE.contains(&largest) {
            row.iter_mut().for_each(|value| *value /= largest);
        }
        let length = match self {
            Self::L2 => row.iter().map(|value| value * value).sum::<f64>().sqrt(),
            Self::L1 => row.iter().map(|value| value.abs()).sum(),
            Self::None => return,
        };
        if length > 0.0 {
            row.iter_mut().for_each(|value| *value /= length);
        }
    }
}

/// How counts become weights.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub(super) struct Weighting {
    pub(super) norm: RowNorm,
    pub(super) sublinear_tf: bool,
    /// `[d]`; `None` without `use_idf`.
    pub(super) idf: Option<Array1<f64>>,
}

impl Weighting {
    /// Converts the counts of a row, in these columns, to weights. A count of 0 stays 0, as if it were not stored.
    pub(super) fn weigh(&self, columns: &[u32], row: &mut [f64]) {
        if self.sublinear_tf {
            row.iter_mut().filter(|count| **count != 0.0).for_each(|count| *count = count.ln() + 1.0);
        }
        if let Some(idf) = &self.idf {
            for (value, &column) in row.iter_mut().zip(columns).filter(|(value, _)| **value != 0.0) {
                *value *= idf.get(column as usize).copied().unwrap_or(0.0);
            }
        }
        self.norm.scale(row);
    }
}

/// Returns the inverse document frequencies of terms that are in so many of all texts: `ln(n / df) + 1`, `smooth` with one more text that
/// has every term.
pub(super) fn inverse_frequencies(texts: u64, frequencies: &[u64], smooth: bool) -> Array1<f64> {
    let more = if smooth { 1.0 } else { 0.0 };
    frequencies.iter().map(|&found| ((texts as f64 + more) / (found as f64 + more)).ln() + 1.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_any_magnitude_have_length_1() {
        for scale in [1e-300, 1e-200, 1.0, 1e200, 4e307] {
            for (norm, expected) in [(RowNorm::L1, [3.0 / 7.0, -4.0 / 7.0]), (RowNorm::L2, [0.6, -0.8])] {
                let mut row = [3.0 * scale, -4.0 * scale];
                norm.scale(&mut row);
                let is_close =
                    row.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-15);
                assert!(is_close, "{norm:?} of {scale:e}: {row:?}");
            }
        }
    }
}
