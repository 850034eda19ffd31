//! [`ForwardFolds`]: folds of a series, whose future is not known.
//!
//! Invariant: in each fold, every row to learn from is earlier than every row to validate with, by more than the gap.

use super::fold::Fold;
use crate::{Error, Result};

/// Splits the rows of a series, in the order of time, into folds that validate with later rows than those that they learn from
/// (scikit-learn's `TimeSeriesSplit`).
///
/// The last rows are cut into `count` parts of equal size. Fold `i` validates with part `i` and learns from all rows before it,
/// except for a gap, or from the last of these. So the first rows are never validated, and a step that needs a value for each row
/// that it learns from, such as [`CrossFit`](crate::steps::CrossFit), cannot use these folds.
///
/// ```
/// use shapeflow::batches::ForwardFolds;
///
/// // The target of a row is known two rows later.
/// let folds = ForwardFolds::new(3)?.gap(2).split(12)?;
/// assert_eq!((&folds[0].train[..], &folds[0].validation[..]), (&[0][..], &[3, 4, 5][..]));
/// assert_eq!((&folds[1].train[..], &folds[1].validation[..]), (&[0, 1, 2, 3][..], &[6, 7, 8][..]));
/// assert_eq!(folds[2].validation, [9, 10, 11]);
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct ForwardFolds {
    count: usize,
    gap: usize,
    validation_rows: Option<usize>,
    most_train_rows: Option<usize>,
}

impl ForwardFolds {
    /// Creates `count` folds (`n_splits`). One fold, which scikit-learn does not have, is the last part and all rows before it.
    ///
    /// # Errors
    /// `count` is 0.
    pub fn new(count: usize) -> Result<Self> {
        if count == 0 {
            return Err(Error::new("forward folds need at least 1 fold, got 0"));
        }
        Ok(Self { count, gap: 0, validation_rows: None, most_train_rows: None })
    }

    /// Leaves out `rows` rows between those to learn from and those to validate with (`gap`). Default: 0.
    #[must_use]
    pub fn gap(mut self, rows: usize) -> Self {
        self.gap = rows;
        self
    }

    /// Validates with `rows` rows in each fold (`test_size`). Default: the number of rows divided by `count + 1`, rounded down.
    #[must_use]
    pub fn validation_rows(mut self, rows: usize) -> Self {
        self.validation_rows = Some(rows);
        self
    }

    /// Learns from the last `rows` rows before the gap at most (`max_train_size`). Default: from all.
    #[must_use]
    pub fn most_train_rows(mut self, rows: usize) -> Self {
        self.most_train_rows = Some(rows);
        self
    }

    /// Returns the folds of `rows` rows, in the order of time.
    ///
    /// # Errors
    /// There are too few rows for each fold to have one to learn from and one to validate with, or a size is 0.
    pub fn split(&self, rows: usize) -> Result<Vec<Fold>> {
        let (count, gap) = (self.count, self.gap);
        if self.validation_rows == Some(0) || self.most_train_rows == Some(0) {
            return Err(Error::new(
                "each forward fold needs at least 1 row to learn from and 1 to validate with, but a size is 0",
            ));
        }
        // With `count` as large as a `usize` can be, there are never enough rows.
        let size = self.validation_rows.unwrap_or(rows / count.saturating_add(1)).max(1);
        let first: Option<usize> = size.checked_mul(count).and_then(|validated| rows.checked_sub(validated));
        let Some(first) = first.filter(|&first| first > gap) else {
            let needed = (count as u128 * size as u128).saturating_add(gap as u128).saturating_add(1);
            return Err(Error::new(format!(
                "{count} forward folds of {size} rows with a gap of {gap} need at least {needed} rows, got {rows}; \
                 use fewer folds, fewer rows to validate with or a smaller gap"
            )));
        };
        let fold = |fold: usize| {
            let start = first + fold * size;
            let end = start - gap;
            let begin = end.saturating_sub(self.most_train_rows.unwrap_or(end));
            Fold { train: (begin..end).collect(), validation: (start..start + size).collect() }
        };
        Ok((0..count).map(fold).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn mistakes_are_named() {
        let message = |folds: ForwardFolds, rows| folds.split(rows).expect_err("a mistake").to_string();
        assert!(ForwardFolds::new(0).expect_err("none").message().contains("at least 1 fold, got 0"));
        let folds = || ForwardFolds::new(3).expect("three");
        let error = message(folds().gap(2).validation_rows(5), 17);
        assert!(
            error.starts_with("3 forward folds of 5 rows with a gap of 2 need at least 18 rows, got 17"),
            "{error}"
        );
        assert!(folds().gap(2).validation_rows(5).split(18).is_ok());
        assert!(message(folds(), 3).contains("need at least 4 rows, got 3"));
        assert!(message(folds(), 0).contains("got 0"));
        assert!(message(folds().validation_rows(0), 30).contains("a size is 0"));
        assert!(message(folds().most_train_rows(0), 30).contains("a size is 0"));
        assert!(message(folds().gap(usize::MAX), 30).contains("got 30"));
        assert!(message(ForwardFolds::new(usize::MAX).expect("many"), 30).contains("got 30"));
    }

    proptest! {
        #[test]
        fn the_future_is_not_learned_from(
            count in 1..6_usize,
            gap in 0..5_usize,
            size: Option<u8>,
            most: Option<u8>,
            rows in 0..80_usize,
        ) {
            let folds = ForwardFolds {
                count,
                gap,
                validation_rows: size.map(usize::from),
                most_train_rows: most.map(usize::from),
            };
            for fold in folds.split(rows).unwrap_or_default() {
                let (last, first) = (fold.train.last().expect("a row"), fold.validation.first().expect("a row"));
                prop_assert_eq!(last + gap + 1, *first);
                prop_assert!(most.is_none_or(|most| fold.train.len() <= usize::from(most)));
                prop_assert!(fold.validation.iter().all(|&row| row < rows));
            }
        }
    }
}
