//! [`Folds`]: each row validates once.
//!
//! Invariant: over all folds, each row is used exactly once for validation, and never for learning in the same fold.

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

use super::fold::{Fold, folds_of};
use crate::batches::classes::{numbered, rows_of};
use crate::batches::permutation;
use crate::{Error, Result};

/// Splits rows into folds (scikit-learn's `KFold` and `StratifiedKFold`).
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
        let count = self.require_rows(rows)?;
        let mut fold_of_row = vec![0; rows];
        let order = self.seed.map_or_else(
            || (0..rows).collect(),
            |seed| permutation(rows, &mut ChaCha8Rng::seed_from_u64(seed)),
        );
        let border = |fold: usize| (fold as u128 * rows as u128 / count as u128) as usize;
        for fold in 0..count {
            for &row in order.get(border(fold)..border(fold + 1)).unwrap_or_default() {
                if let Some(of) = fold_of_row.get_mut(row) {
                    *of = fold;
                }
            }
        }
        Ok(folds_of(&fold_of_row, count))
    }

    /// Returns the folds of rows with these labels, each class spread over the folds as evenly as possible (`StratifiedKFold`).
    ///
    /// The rows of a class in two folds differ by at most one, and so do the sizes of the folds. A class with fewer rows than folds
    /// is in as many folds as it has rows. Without [`shuffled`](Self::shuffled), the first rows of a class are in the first folds,
    /// exactly as in scikit-learn; with it, the folds have the same numbers of rows of each class.
    ///
    /// # Errors
    /// There are fewer rows than folds: a fold would have none to validate with.
    ///
    /// ```
    /// use ndarray::array;
    /// use shapeflow::batches::Folds;
    ///
    /// let kinds = array!["a", "a", "a", "a", "b", "b"];
    /// let folds = Folds::new(2)?.split_by_class(&kinds)?;
    /// assert_eq!(folds[0].validation, [0, 1, 4]);
    /// assert_eq!(folds[1].validation, [2, 3, 5]);
    /// # Ok::<(), shapeflow::Error>(())
    /// ```
    pub fn split_by_class<L: Ord>(&self, labels: impl IntoIterator<Item = L>) -> Result<Vec<Fold>> {
        let classes = numbered(labels);
        let count = self.require_rows(classes.len())?;
        let mut fold_of_row = vec![0; classes.len()];
        let mut random = self.seed.map(ChaCha8Rng::seed_from_u64);
        // The folds take the rows in turn, class after class, so neither a class nor the whole favours a fold by more than one.
        let mut turn = 0;
        for rows in rows_of(&classes) {
            let mut folds: Vec<usize> = (turn..turn + rows.len()).map(|turn| turn % count).collect();
            turn += rows.len();
            folds.sort_unstable();
            let order = match &mut random {
                Some(random) => permutation(rows.len(), random),
                None => (0..rows.len()).collect(),
            };
            for (&row, at) in rows.iter().zip(order) {
                if let (Some(of), Some(&fold)) = (fold_of_row.get_mut(row), folds.get(at)) {
                    *of = fold;
                }
            }
        }
        Ok(folds_of(&fold_of_row, count))
    }

    /// The number of folds, if each can have a row.
    fn require_rows(&self, rows: usize) -> Result<usize> {
        let count = self.count;
        if rows < count {
            return Err(Error::new(format!("{count} folds need at least {count} rows, got {rows}")));
        }
        Ok(count)
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
        let five = Folds::new(5).expect("five");
        let error = five.split(4).expect_err("four rows");
        assert!(error.message().contains("5 folds need at least 5 rows, got 4"));
        assert_eq!(five.split_by_class([1, 1, 2, 2]).expect_err("four rows").message(), error.message());
    }

    #[test]
    fn shuffled_folds_depend_on_the_seed() {
        let split = |seed| Folds::new(3).expect("three").shuffled(seed).split(30).expect("rows enough");
        assert_eq!(split(1), split(1));
        assert_ne!(split(1), split(2));
        assert_ne!(split(1), Folds::new(3).expect("three").split(30).expect("rows enough"));
        let labels = || (0..30).map(|row| row % 2);
        let split = |seed| Folds::new(3).expect("three").shuffled(seed).split_by_class(labels());
        let split = |seed| split(seed).expect("rows enough");
        assert_eq!(split(1), split(1));
        assert_ne!(split(1), split(2));
    }

    /// Each row is validated once, and not learned from.
    fn require_each_row_once(folds: &[Fold], rows: usize) {
        let mut validated: Vec<usize> = folds.iter().flat_map(|fold| fold.validation.clone()).collect();
        validated.sort_unstable();
        assert_eq!(validated, (0..rows).collect::<Vec<_>>());
        for fold in folds {
            assert!((rows / folds.len()..=rows.div_ceil(folds.len())).contains(&fold.validation.len()));
            let mut all = [fold.train.clone(), fold.validation.clone()].concat();
            all.sort_unstable();
            assert_eq!(all, (0..rows).collect::<Vec<_>>());
        }
    }

    proptest! {
        #[test]
        fn each_row_is_validated_once_and_not_learned_from(count in 2..9_usize, more in 0..50_usize, seed: Option<u64>) {
            let folds = Folds { count, seed }.split(count + more).expect("rows enough");
            require_each_row_once(&folds, count + more);
        }

        #[test]
        fn classes_and_folds_are_even(count in 2..9_usize, labels in prop::collection::vec(0..5_u8, 9..60), seed: Option<u64>) {
            let folds = Folds { count, seed }.split_by_class(&labels).expect("rows enough");
            require_each_row_once(&folds, labels.len());
            for class in 0..5 {
                let of_class = |rows: &[usize]| rows.iter().filter(|row| labels[**row] == class).count();
                let counts: Vec<usize> = folds.iter().map(|fold| of_class(&fold.validation)).collect();
                let (least, most) = (counts.iter().min().expect("folds"), counts.iter().max().expect("folds"));
                prop_assert!(most - least <= 1, "class {class}: {counts:?}");
            }
        }
    }
}
