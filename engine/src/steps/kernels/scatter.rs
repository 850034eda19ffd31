//! [`Scatter`]: the mean and covariance of all columns, accumulated in parts.
//!
//! Invariant: `products` is the weighted sum, over exactly `rows` rows with the total weight `weight`, of the outer products of
//! the deviations from their weighted `mean`; without weights, each row has the weight 1. Only deviations from the mean of the
//! same block are multiplied, so a large common offset costs no digits.

use std::ops::Range;

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, Slice};

use super::blocks;
use super::checks::{require_columns, require_finite, too_far_apart};
use super::float::Float;
#[cfg(feature = "save")]
use super::moments::{load_means, save_means};
use crate::Result;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};

/// The number of rows that are centered and multiplied at a time.
const BLOCK: usize = 512;

/// The rows of a shard: all states together take at most a quarter of the memory of the rows.
fn least_rows(columns: usize) -> usize {
    4 * BLOCK.max(columns)
}

/// The mean and covariance of the columns of `[n, d]`, accumulated from any number of parts.
///
/// As [`Moments`](super::Moments), with the products of all pairs of columns: each block is centered on its own mean, and parts
/// are combined by the formula of Chan, Golub and LeVeque (1979). The products of a block are one matrix product.
///
/// ```
/// use ndarray::array;
/// use shapeflow::steps::Scatter;
///
/// let mut scatter = Scatter::new(2);
/// scatter.update(array![[1.0, 4.0], [3.0, 0.0]].view())?;
/// assert_eq!((scatter.rows(), scatter.covariance()), (2, array![[2.0, -4.0], [-4.0, 8.0]]));
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Scatter {
    rows: u64,
    weight: f64,
    mean: Array1<f64>,
    products: Array2<f64>,
}

impl Scatter {
    /// Creates the scatter of no rows with that many columns.
    pub fn new(columns: usize) -> Self {
        let (mean, products) = (Array1::zeros(columns), Array2::zeros((columns, columns)));
        Self { rows: 0, weight: 0.0, mean, products }
    }

    /// Computes the scatter of all rows of `x` (`[n, d]`), in parallel; the same bits on any number of threads.
    ///
    /// # Errors
    /// A value is not finite, or so large that a product is not finite.
    pub fn of<A: Float>(x: ArrayView2<'_, A>) -> Result<Self> {
        Self::of_rows(x, 0)
    }

    /// As [`of`](Self::of), with rows numbered from `first_row` in errors.
    pub(crate) fn of_rows<A: Float>(x: ArrayView2<'_, A>, first_row: usize) -> Result<Self> {
        let shard = |range: Range<usize>| {
            let mut scatter = Self::new(x.ncols());
            let rows = x.slice_axis(Axis(0), Slice::from(range.clone()));
            scatter.update_from(rows, first_row + range.start)?;
            Ok(scatter)
        };
        let scatter = blocks::reduce(x.nrows(), least_rows(x.ncols()), shard, |all, next| all.merge(&next))?;
        Ok(scatter.unwrap_or_else(|| Self::new(x.ncols())))
    }

    /// Adds rows (`[n, d]`).
    ///
    /// # Errors
    /// The number of columns differs, a value is not finite (the message counts rows from 0 over all updates), or so large that a
    /// product is not finite. Do not use the scatter after an error.
    pub fn update<A: Float>(&mut self, rows: ArrayView2<'_, A>) -> Result<()> {
        self.update_from(rows, self.rows as usize)
    }

    /// As [`update`](Self::update), in parallel if there are enough rows.
    #[cfg(feature = "linalg")]
    pub(crate) fn extend<A: Float>(&mut self, x: ArrayView2<'_, A>) -> Result<()> {
        if x.nrows() <= least_rows(x.ncols()) {
            return self.update(x);
        }
        self.merge(&Self::of_rows(x, self.rows as usize)?)
    }

    fn update_from<A: Float>(&mut self, rows: ArrayView2<'_, A>, first_row: usize) -> Result<()> {
        require_columns(self.mean.len(), rows.ncols())?;
        let mut buffer = Array2::zeros((0, 0));
        for (at, block) in rows.axis_chunks_iter(Axis(0), BLOCK).enumerate() {
            require_finite(block, first_row + at * BLOCK)?;
            self.absorb(A::widen_rows(block, &mut buffer), None);
        }
        self.require_finite_products()
    }

    /// Adds rows that are known to be finite, each counting as much as its weight.
    #[cfg(feature = "linalg")]
    pub(crate) fn update_weighted(
        &mut self,
        rows: ArrayView2<'_, f64>,
        weights: Option<ArrayView1<'_, f64>>,
    ) -> Result<()> {
        require_columns(self.mean.len(), rows.ncols())?;
        self.absorb(rows, weights);
        self.require_finite_products()
    }

    fn absorb(&mut self, block: ArrayView2<'_, f64>, weights: Option<ArrayView1<'_, f64>>) {
        let rows = block.nrows() as u64;
        let Some(weights) = weights else {
            let mean = block.sum_axis(Axis(0)) / rows as f64;
            let centered = &block - &mean;
            general_mat_mul(1.0, &centered.t(), &centered, 1.0, &mut self.products);
            self.join(rows, rows as f64, &mean);
            return;
        };
        let weight = weights.sum();
        if weight == 0.0 {
            self.rows += rows;
            return;
        }
        let column = weights.insert_axis(Axis(1));
        let mean = (&block * &column).sum_axis(Axis(0)) / weight;
        let centered = &block - &mean;
        general_mat_mul(1.0, &(&centered * &column).t(), &centered, 1.0, &mut self.products);
        self.join(rows, weight, &mean);
    }

    /// Accounts for the distance between the means when rows join whose deviations are already added.
    fn join(&mut self, rows: u64, weight: f64, mean: &Array1<f64>) {
        let share = weight / (self.weight + weight);
        let distance = (mean - &self.mean).insert_axis(Axis(0));
        general_mat_mul(self.weight * share, &distance.t(), &distance, 1.0, &mut self.products);
        self.mean.scaled_add(share, &distance.remove_axis(Axis(0)));
        self.rows += rows;
        self.weight += weight;
    }

    /// Adds the rows of `other`.
    ///
    /// # Errors
    /// The number of columns differs, or a product of values is not finite.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        require_columns(self.mean.len(), other.mean.len())?;
        if other.weight == 0.0 {
            self.rows += other.rows;
            return Ok(());
        }
        self.products += &other.products;
        self.join(other.rows, other.weight, &other.mean);
        self.require_finite_products()
    }

    fn require_finite_products(&self) -> Result<()> {
        match self.products.diag().iter().position(|product| !product.is_finite()) {
            None => Ok(()),
            Some(column) => Err(too_far_apart(column, "variance")),
        }
    }

    /// The number of rows.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The sum of the weights of the rows; without weights, their number.
    pub fn weight(&self) -> f64 {
        self.weight
    }

    /// The weighted sum of the products of deviations from the mean, `[d, d]`.
    #[cfg(feature = "linalg")]
    pub(crate) fn products(&self) -> ArrayView2<'_, f64> {
        self.products.view()
    }

    /// The mean of each column, `[d]`; zero before the first row.
    pub fn mean(&self) -> ArrayView1<'_, f64> {
        self.mean.view()
    }

    /// The unbiased covariance, `[d, d]`: products of deviations divided by the number of rows minus one (NumPy's `cov`); zero
    /// before the second row.
    pub fn covariance(&self) -> Array2<f64> {
        &self.products / (self.rows.max(2) - 1) as f64
    }
}

#[cfg(feature = "save")]
impl Save for Scatter {
    /// Version 2 added the weights of rows.
    const VERSION: u32 = 2;
    const OLDEST: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        save_means(out, self.rows, self.weight, &self.mean)?;
        out.field("products", &self.products)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let (rows, weight, mean) = load_means(state)?;
        Ok(Self { rows, weight, products: state.shaped("products", &[mean.len(), mean.len()])?, mean })
    }
}
