//! [`Rows`]: arrays split into batches.
//!
//! Invariant: the batches of a pass have each row once. All have the same number of rows except the last, which has the rest.

use std::ops::Range;

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

use super::{IntoTable, Source, Table, permutation};
use crate::{Error, Result};

/// Arrays whose rows belong together, to be split into batches.
///
/// ```
/// use shapeflow::batches::{Rows, Source};
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
///         image |> Flatten |> StandardScaler |> SgdClassifier<10>.fit(digit)
///     }
/// }
///
/// let images = ArcArray::from_shape_fn((10, 8, 8), |(n, row, column)| (n * row + column) as f32);
/// let digits = ArcArray::from_shape_fn(10, |n| n as u8);
///
/// // The batches have 3, 3, 3 and 1 rows, in another order in each epoch.
/// let batches = Rows::of((images, digits)).by(3)?.shuffled(7);
/// let sizes: Vec<usize> = batches.pass(0)?.filter_map(Result::ok).map(|(_, digits)| digits.len()).collect();
/// assert_eq!(sizes, [3, 3, 3, 1]);
/// let model = Digits::default().fit_batches(batches)?;
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Rows<T> {
    table: T,
}

impl<T: Table> Rows<T> {
    /// Creates the rows of an array or of a tuple of arrays, owned, shared, borrowed or as views.
    pub fn of(table: impl IntoTable<Table = T>) -> Self {
        Self { table: table.into_table() }
    }

    /// Splits the rows into batches of `size`; the last batch has the rest.
    ///
    /// # Errors
    /// `size` is 0, or the arrays differ in their number of rows.
    pub fn by(self, size: usize) -> Result<Batches<T>> {
        let rows = self.table.row_count()?;
        if size == 0 {
            return Err(Error::new("a batch needs at least 1 row, got a size of 0"));
        }
        Ok(Batches { table: self.table, rows, size, seed: None })
    }
}

/// Arrays split into batches: see [`Rows::by`]. Batches that are not shuffled share the buffers of the arrays.
#[derive(Debug, Clone)]
pub struct Batches<T> {
    table: T,
    rows: usize,
    size: usize,
    seed: Option<u64>,
}

impl<T> Batches<T> {
    /// Shuffles the rows in each pass; the order depends on the seed and the number of the pass. Labels stay with their rows.
    #[must_use]
    pub fn shuffled(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Returns the number of batches of a pass.
    pub fn count(&self) -> usize {
        self.rows.div_ceil(self.size)
    }

    fn range(&self, batch: usize) -> Range<usize> {
        let start = batch * self.size;
        start..self.rows.min(start.saturating_add(self.size))
    }
}

impl<T: Table + Send + Sync> Source for Batches<T> {
    type Batch = T;

    fn pass(&self, number: usize) -> Result<impl Iterator<Item = Result<T>> + Send> {
        let order = self.seed.map(|seed| {
            let mut random = ChaCha8Rng::seed_from_u64(seed);
            random.set_stream(number as u64);
            permutation(self.rows, &mut random)
        });
        Ok((0..self.count()).map(move |batch| match &order {
            None => self.table.row_range(self.range(batch)),
            Some(order) => self.table.rows_at(order.get(self.range(batch)).unwrap_or_default()),
        }))
    }

    fn batch_count(&self) -> Option<usize> {
        Some(self.count())
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{ArcArray1, ArcArray2, Array1, Axis, concatenate};
    use proptest::prelude::*;

    use super::*;

    fn table(rows: usize) -> (ArcArray2<usize>, ArcArray1<usize>) {
        let x = ArcArray2::from_shape_fn((rows, 2), |(row, column)| 2 * row + column);
        (x, ArcArray1::from_iter(0..rows))
    }

    fn sizes(rows: usize, size: usize) -> Vec<usize> {
        let batches = Rows::of(table(rows)).by(size).expect("a size");
        batches.pass(0).expect("rows").map(|batch| batch.expect("rows").0.nrows()).collect()
    }

    #[test]
    fn the_last_batch_is_given_whatever_its_size() {
        assert_eq!(sizes(10, 3), [3, 3, 3, 1]);
        assert_eq!(sizes(9, 3), [3, 3, 3]);
        assert_eq!(sizes(2, 3), [2]);
        assert_eq!(sizes(2, usize::MAX), [2]);
        assert!(sizes(0, 3).is_empty());
    }

    #[test]
    fn batches_in_order_share_the_buffer() {
        let (x, y) = table(10);
        let batches = Rows::of((x.clone(), y)).by(4).expect("a size");
        let second = batches.pass(0).expect("rows").nth(1).expect("three batches").expect("rows");
        assert_eq!(second.0.as_ptr(), x.row(4).as_ptr());
    }

    #[test]
    fn wrong_sizes_are_named() {
        let message = |error: Error| error.message().to_owned();
        assert!(message(Rows::of(table(4)).by(0).expect_err("no size")).contains("size of 0"));
        let (x, y) = (table(10).0, table(9).1);
        let error = message(Rows::of((x.clone(), (), y)).by(3).expect_err("rows differ"));
        assert!(error.contains("array 0 has 10 and array 1 (counted from 0) has 9"), "{error}");
        assert!(message(Rows::of(()).by(3).expect_err("no array")).contains("got none"));
        assert!(
            message(x.row_range(3..11).expect_err("too far"))
                .contains("asked for rows 3 to 11 of 10: the start must not exceed the end")
        );
        assert!(message(x.rows_at(&[3, 10]).expect_err("too far")).contains("row 10"));
    }

    proptest! {
        #[test]
        fn each_row_is_given_once_with_its_label(rows in 0..40_usize, size in 1..12_usize, seed: u64, shuffled: bool) {
            let mut batches = Rows::of(table(rows)).by(size).expect("a size");
            if shuffled {
                batches = batches.shuffled(seed);
            }
            let mut labels = Array1::zeros(0);
            for batch in batches.pass(3).expect("rows") {
                let (x, y) = batch.expect("rows");
                prop_assert_eq!(x.column(1), y.mapv(|label| 2 * label + 1));
                labels = concatenate![Axis(0), labels, y];
            }
            let mut sorted = labels.to_vec();
            if shuffled {
                sorted.sort_unstable();
            }
            prop_assert_eq!(sorted, (0..rows).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_order_differs_between_passes_and_seeds_and_is_the_same_again() {
        let order = |seed, pass| -> Vec<usize> {
            let batches = Rows::of(table(30)).by(7).expect("a size").shuffled(seed);
            batches.pass(pass).expect("rows").flat_map(|batch| batch.expect("rows").1.to_vec()).collect()
        };
        assert_eq!(order(1, 2), order(1, 2));
        assert_ne!(order(1, 2), order(1, 3));
        assert_ne!(order(1, 2), order(2, 2));
    }
}
