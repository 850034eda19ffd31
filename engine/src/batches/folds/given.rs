//! [`GivenFolds`]: a fold number for each row, chosen by the user.
//!
//! Invariant: either no folds are given, or there are at least two and each has a row.

use std::sync::Arc;

use super::fold::{Fold, folds_of};
use crate::space::{Kind, Parameter, Value};
use crate::{Error, Result};

/// What [`GivenFolds`] without folds is called in an assignment.
const NONE: &str = "none";

/// The fold in which each row is validated, chosen by the user: for groups of rows that must not be apart, for example the rows of
/// one person (scikit-learn's `PredefinedSplit`, without rows that are never validated). The default has no folds.
///
/// As a hyperparameter it is a text: the numbers with spaces between them, or `none`.
///
/// ```
/// use shapeflow::batches::GivenFolds;
///
/// let folds = GivenFolds::new([0, 1, 1, 0])?.split(4)?;
/// assert_eq!((&folds[1].train[..], &folds[1].validation[..]), (&[0, 3][..], &[1, 2][..]));
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GivenFolds {
    /// Empty if no folds are given.
    of_row: Arc<[usize]>,
    count: usize,
}

impl GivenFolds {
    /// Creates folds from the number of the fold of each row, `test_fold`. Numbers begin at 0, and each up to the largest one
    /// has a row.
    ///
    /// # Errors
    /// A fold has no row to validate with or, if there is only one, no row to learn from.
    pub fn new(of_row: impl IntoIterator<Item = usize>) -> Result<Self> {
        let of_row: Arc<[usize]> = of_row.into_iter().collect();
        let Some((row, &last)) = of_row.iter().enumerate().max_by_key(|&(_, &fold)| fold) else {
            return Err(Error::new("folds need a number for each row, got no rows"));
        };
        // Numbers below the number of rows, so that a wrong one does not take all memory.
        let mut has_row = vec![false; of_row.len()];
        for &fold in &*of_row {
            if let Some(has_row) = has_row.get_mut(fold) {
                *has_row = true;
            }
        }
        let empty = has_row.iter().position(|has_row| !has_row).unwrap_or(of_row.len());
        if empty < last {
            return Err(Error::new(format!(
                "fold {empty} has no row to validate with, but row {row} (counted from 0) is in fold {last}; number the folds \
                 from 0 without gaps"
            )));
        }
        if last == 0 {
            return Err(Error::new(
                "fold 0 has no row to learn from, because all rows are in it; give at least 2 folds",
            ));
        }
        Ok(Self { of_row, count: last + 1 })
    }

    /// Returns whether no folds are given.
    pub fn is_none(&self) -> bool {
        self.count == 0
    }

    /// Returns the number of folds.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Returns the folds of `rows` rows.
    ///
    /// # Errors
    /// There are more or fewer rows than numbers, or no folds are given.
    pub fn split(&self, rows: usize) -> Result<Vec<Fold>> {
        if self.is_none() {
            return Err(Error::new("no folds are given; create them with `GivenFolds::new`"));
        }
        if self.of_row.len() != rows {
            return Err(Error::new(format!(
                "each row needs the number of its fold, got {rows} rows and {} numbers",
                self.of_row.len()
            )));
        }
        Ok(folds_of(&self.of_row, self.count))
    }
}

impl Parameter for GivenFolds {
    const KIND: Kind = Kind::Text;

    fn to_value(&self) -> Value {
        if self.is_none() {
            return Value::from(NONE);
        }
        let numbers: Vec<String> = self.of_row.iter().map(ToString::to_string).collect();
        Value::Text(numbers.join(" "))
    }

    fn from_value(value: &Value) -> Result<Self> {
        match value {
            Value::Text(text) if text == NONE => Ok(Self::default()),
            Value::Text(text) => {
                let numbers = text.split_whitespace().map(|number| {
                    number
                        .parse()
                        .map_err(|_| value.unexpected("the number of a fold for each row, or `none`"))
                });
                Self::new(numbers.collect::<Result<Vec<_>>>()?)
            }
            other => Err(other.unexpected("the number of a fold for each row, or `none`")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_validated_in_its_fold() {
        let given = GivenFolds::new([2, 0, 1, 0]).expect("three folds");
        let folds = given.split(4).expect("four rows");
        assert_eq!(folds[0], Fold { train: vec![0, 2], validation: vec![1, 3] });
        assert_eq!(folds[2], Fold { train: vec![1, 2, 3], validation: vec![0] });
        assert_eq!(given.count(), 3);
    }

    #[test]
    fn mistakes_are_named() {
        let message =
            |numbers: &[usize]| GivenFolds::new(numbers.iter().copied()).expect_err("a mistake").to_string();
        assert!(message(&[]).contains("got no rows"));
        assert!(message(&[0, 0]).contains("fold 0 has no row to learn from"));
        let error = message(&[0, 3, 1, 1]);
        assert!(
            error.contains("fold 2 has no row") && error.contains("row 1 (counted from 0) is in fold 3"),
            "{error}"
        );
        assert!(message(&[1, 2]).contains("fold 0 has no row to validate with"));
        assert!(message(&[0, usize::MAX]).contains("fold 1 has no row"));
        let error = GivenFolds::new([0, 1]).expect("two").split(3).expect_err("three rows").to_string();
        assert!(error.contains("got 3 rows and 2 numbers"), "{error}");
        assert!(GivenFolds::default().split(0).expect_err("none").message().contains("no folds are given"));
    }

    #[test]
    fn folds_survive_as_a_text() {
        for folds in [GivenFolds::default(), GivenFolds::new([1, 0, 1]).expect("two folds")] {
            assert_eq!(GivenFolds::from_value(&folds.to_value()).expect("its own value"), folds);
        }
        assert_eq!(GivenFolds::new([1, 0, 1]).expect("two folds").to_value(), Value::from("1 0 1"));
        let error = GivenFolds::from_value(&Value::from("0 one")).expect_err("a word").to_string();
        assert!(error.contains("expected the number of a fold for each row, or `none`"), "{error}");
        assert!(GivenFolds::from_value(&Value::from("0 0")).is_err());
        assert!(GivenFolds::from_value(&Value::Integer(0)).is_err());
    }
}
