//! [`Folds`]: rows to learn from and rows to validate with.
//!
//! Invariant: over all folds, each row is used exactly once for validation, and never for learning in the same fold.

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

use super::permutation;
use crate::{Error, Result};

/// Splits rows into folds (scikit-learn's `KFold`).
///
/// Fold `i` of `k` validates with the rows from `i n / k` to `(i + 1) n / k`, rounded down, so sizes differ by at most one.
///
/// ```
/// use shapeflow::batches::Folds;
///
/// let folds = Folds::new(2)?.split(11)?;
/// assert_eq!(folds[0].validation, [0, 1, 2, 3, 4]);
/// assert_eq!(folds[1].train, folds[0].validation);
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Folds {
    count: usize,
    seed: Option<u64>,
}

/// One fold: the indices of rows, for [`Table::rows_at`](super::Table::rows_at).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// The rows to learn from, in ascending order.
    pub train: Vec<usize>,
    /// The rows to validate with, in ascending order.
    pub validation: Vec<usize>,
}

impl Folds {
    /// Creates `count` folds (`n_splits`).
    ///
    /// # Errors
    /// `count` is below 2: there would be no rows to learn from.
    pub fn new(count: usize) -> Result<Self> {
        if count < 2 {
            return Err(Error::new(format!("cross-validation needs at least 2 folds, got {count}")));
        }
        Ok(Self { count, seed: None })
    }

    /// Assigns rows to folds at random (`shuffle=True`, `random_state`).
    #[must_use]
    pub fn shuffled(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Returns the folds of `rows` rows.
    ///
    /// # Errors
    /// There are fewer rows than folds: a fold would have none to validate with.
    pub fn split(&self, rows: usize) -> Result<Vec<Fold>> {
        let count = self.count;
        if rows < count {
            return Err(Error::new(format!("{count} folds need at least {count} rows, got {rows}")));
        }
        // The fold of each row.
        let mut fold_of = vec![0; rows];
        let order = self.seed.map_or_else(
            || (0..rows).collect(),
            |seed| permutation(rows, &mut ChaCha8Rng::seed_from_u64(seed)),
        );
        let border = |fold: usize| (fold as u128 * rows as u128 / count as u128) as usize;
        for fold in 0..count {
            for &row in order.get(border(fold)..border(fold + 1)).unwrap_or_default() {
                if let Some(of) = fold_of.get_mut(row) {
                    *of = fold;
                }
            }
        }
        let fold = |fold| {
            let (validation, train) = (0..rows).partition(|&row| fold_of.get(row) == Some(&fold));
            Fold { train, validation }
        };
        Ok((0..count).map(fold).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn eleven_rows_in_two_folds_are_five_and_six() {
        let folds = Folds::new(2).expect("two").split(11).expect("rows enough");
        assert_eq!(folds[0], Fold { train: (5..11).collect(), validation: (0..5).collect() });
        assert_eq!(folds[1], Fold { train: (0..5).collect(), validation: (5..11).collect() });
    }

    #[test]
    fn too_few_folds_or_rows_are_an_error() {
        assert!(Folds::new(1).expect_err("one fold").message().contains("at least 2 folds, got 1"));
        let error = Folds::new(5).expect("five").split(4).expect_err("four rows");
        assert!(error.message().contains("5 folds need at least 5 rows, got 4"));
    }

    #[test]
    fn shuffled_folds_depend_on_the_seed() {
        let split = |seed| Folds::new(3).expect("three").shuffled(seed).split(30).expect("rows enough");
        assert_eq!(split(1), split(1));
        assert_ne!(split(1), split(2));
        assert_ne!(split(1), Folds::new(3).expect("three").split(30).expect("rows enough"));
    }

    proptest! {
        #[test]
        fn each_row_is_validated_once_and_not_learned_from(count in 2..9_usize, more in 0..50_usize, seed: Option<u64>) {
            let rows = count + more;
            let folds = Folds { count, seed }.split(rows).expect("rows enough");
            let mut validated: Vec<usize> = folds.iter().flat_map(|fold| fold.validation.clone()).collect();
            validated.sort_unstable();
            prop_assert_eq!(validated, (0..rows).collect::<Vec<_>>());
            for fold in folds {
                prop_assert!((rows / count..=rows.div_ceil(count)).contains(&fold.validation.len()));
                let mut all = [fold.train, fold.validation].concat();
                all.sort_unstable();
                prop_assert_eq!(all, (0..rows).collect::<Vec<_>>());
            }
        }
    }
}
