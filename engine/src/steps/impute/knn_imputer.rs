//! [`KnnImputer`]: missing values from the nearest rows.
//!
//! Invariant: a value that is there stays as it is, and none is missing afterwards. What a row receives depends on the rows of the fit
//! alone, and of rows at equal distance the earlier one is nearer.

use ndarray::parallel::prelude::*;
use ndarray::{ArcArray2, Array1, Array2, ArrayView1, ArrayView2};

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Features, Fit, Step, Transform, on_threads_of_run};
use crate::steps::kernels::checks::{
    no_value, require_columns, require_finite_results, require_finite_where_present, require_rows,
};
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// Puts in the place of each missing value the mean of that column in the nearest rows of the fit that have it: `[n, d] -> [n, d]`
/// (scikit-learn's `KNNImputer`; Troyanskaya and others 2001, *Missing value estimation methods for DNA microarrays*).
///
/// Accepts `f32` and `f64`; a NaN is missing. The distance of two rows is that of the columns that both have, scaled up to all
/// columns: `sqrt(d / common * sum((x - y)²))`. A row that has no column in common with any other receives the mean of the column. Columns
/// of a record with missing values become a table of NaN by [`MissingAsNan`](crate::steps::MissingAsNan) and
/// [`Columns`](crate::steps::Columns). Scale the columns before this step if their units differ:
/// [`SimpleImputer`](crate::steps::SimpleImputer) needs no scale. The fitted step holds all rows of the fit, and compares each incomplete row
/// with all of them.
///
/// Of rows at equal distance, the earlier one is nearer; scikit-learn leaves it to the order of a partition. A column without any value
/// is an error here, and left out there.
///
/// # Errors
/// Fitting: no rows, an infinity, a column without any value, or `n_neighbors` of 0. Transforming: an infinity, or another number of columns.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Filled(x: f64[n, 2]) -> f64[n, 2] { x |> KnnImputer { n_neighbors: 2 } }
/// }
///
/// let x = array![[1.0, 10.0], [2.0, 20.0], [9.0, 90.0]];
/// let filled = Filled::default().fit(&x)?.predict(array![[1.4, f64::NAN]])?;
/// assert_eq!(filled, array![[1.4, 15.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct KnnImputer {
    /// The number of rows of the fit of which the mean is taken; fewer if fewer have the column. Default: 5.
    #[space(integer(1..=20))]
    pub n_neighbors: usize,
    /// How much each of them counts. Default: equally.
    #[space(nested)]
    pub weights: NeighborWeights,
}

/// How much a near row counts (scikit-learn's `weights`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub enum NeighborWeights {
    /// As much as any other.
    #[default]
    Uniform,
    /// The inverse of its distance; rows at distance 0 count alone.
    Distance,
}

impl Default for KnnImputer {
    fn default() -> Self {
        Self { n_neighbors: 5, weights: NeighborWeights::default() }
    }
}

/// The fitted form of a [`KnnImputer`].
#[derive(Debug, Clone)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, check = Self::check))]
pub struct FittedKnnImputer {
    rows: Array2<f64>,
    /// The mean of each column.
    means: Array1<f64>,
    n_neighbors: usize,
    weights: NeighborWeights,
}

/// A NaN equals a NaN.
impl PartialEq for FittedKnnImputer {
    fn eq(&self, other: &Self) -> bool {
        let bits =
            |rows: &Array2<f64>| rows.mapv(|value| if value.is_nan() { f64::NAN } else { value }.to_bits());
        (self.n_neighbors, self.weights, &self.means) == (other.n_neighbors, other.weights, &other.means)
            && bits(&self.rows) == bits(&other.rows)
    }
}

impl FittedKnnImputer {
    /// The rows of the fit, `[n, d]`, with NaN for missing values.
    pub fn rows(&self) -> ArrayView2<'_, f64> {
        self.rows.view()
    }

    /// The mean of each column, `[d]`.
    pub fn means(&self) -> ArrayView1<'_, f64> {
        self.means.view()
    }

    #[cfg(feature = "save")]
    fn check(&self) -> Result<()> {
        let is_complete =
            self.means.len() == self.rows.ncols() && self.means.iter().all(|mean| mean.is_finite());
        if is_complete && self.n_neighbors > 0 && self.rows.iter().all(|value| !value.is_infinite()) {
            return Ok(());
        }
        Err(Error::new(
            "`rows` and `means` must hold numbers for each column, and `n_neighbors` be at least 1; the file is damaged or forged",
        ))
    }
}

/// The rows of a fit for distances: 0 in place of a missing value, and whether each is there, as 1 or 0.
struct Donors {
    values: Array2<f64>,
    present: Array2<f64>,
}

impl Donors {
    fn of(rows: &Array2<f64>) -> Self {
        Self {
            values: rows.mapv(|value| if value.is_nan() { 0.0 } else { value }),
            present: rows.mapv(|value| if value.is_nan() { 0.0 } else { 1.0 }),
        }
    }

    /// Writes the squared distance of a row to each donor, NaN where no column is common.
    fn distances(&self, row: &[f64], distances: &mut [f64]) {
        let there: Vec<f64> = row.iter().map(|value| if value.is_nan() { 0.0 } else { 1.0 }).collect();
        let row: Vec<f64> = row.iter().map(|value| if value.is_nan() { 0.0 } else { *value }).collect();
        let (columns, width) = (row.len() as f64, row.len().max(1));
        let values = self.values.as_slice().unwrap_or_default().chunks_exact(width);
        let present = self.present.as_slice().unwrap_or_default().chunks_exact(width);
        for ((distance, values), present) in distances.iter_mut().zip(values).zip(present) {
            let (sum, common) = masked_distance(&row, &there, values, present);
            *distance = if common > 0.0 { sum / common * columns } else { f64::NAN };
        }
    }
}

/// The sum of the squared differences of the columns that both rows have, and the number of these columns.
fn masked_distance(row: &[f64], there: &[f64], values: &[f64], present: &[f64]) -> (f64, f64) {
    /// As many sums as the processor computes at once.
    const LANES: usize = 4;
    let (mut sums, mut counts) = ([0.0; LANES], [0.0; LANES]);
    let mut rows = row.chunks_exact(LANES);
    let mut theres = there.chunks_exact(LANES);
    let mut all_values = values.chunks_exact(LANES);
    let mut all_present = present.chunks_exact(LANES);
    for (((x, there), y), present) in (&mut rows).zip(&mut theres).zip(&mut all_values).zip(&mut all_present)
    {
        for lane in 0..LANES {
            let common = there[lane] * present[lane];
            let difference = (x[lane] - y[lane]) * common;
            sums[lane] += difference * difference;
            counts[lane] += common;
        }
    }
    let rest = rows.remainder().iter().zip(theres.remainder());
    let others = all_values.remainder().iter().zip(all_present.remainder());
    for ((x, there), (y, present)) in rest.zip(others) {
        let common = there * present;
        let difference = (x - y) * common;
        sums[0] += difference * difference;
        counts[0] += common;
    }
    (sums.iter().sum(), counts.iter().sum())
}

/// The nearest donors found so far, by distance and then by number.
struct Nearest {
    most: usize,
    found: Vec<(f64, usize)>,
}

impl Nearest {
    fn add(&mut self, distance: f64, donor: usize) {
        if self.found.len() == self.most {
            if self.found.last().is_none_or(|last| distance >= last.0) {
                return;
            }
            self.found.pop();
        }
        let at = self.found.partition_point(|found| found.0 <= distance);
        self.found.insert(at, (distance, donor));
    }
}

impl FittedKnnImputer {
    /// The value for a column of a row with these squared distances.
    fn value(&self, column: usize, distances: &[f64], nearest: &mut Nearest) -> f64 {
        nearest.found.clear();
        for (donor, (distance, value)) in distances.iter().zip(self.rows.column(column)).enumerate() {
            if !value.is_nan() && !distance.is_nan() {
                nearest.add(*distance, donor);
            }
        }
        let has_equal = nearest.found.first().is_some_and(|(distance, _)| *distance == 0.0);
        let weight = |distance: f64| match self.weights {
            NeighborWeights::Uniform => 1.0,
            NeighborWeights::Distance if has_equal => f64::from(u8::from(distance == 0.0)),
            NeighborWeights::Distance => distance.sqrt().recip(),
        };
        let (mut sum, mut total) = (0.0, 0.0);
        for &(distance, donor) in &nearest.found {
            let weight = weight(distance);
            sum += weight * self.rows[[donor, column]];
            total += weight;
        }
        if nearest.found.is_empty() { self.means[column] } else { sum / total }
    }
}

impl Step for KnnImputer {
    type Fitted = FittedKnnImputer;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
    const ROWWISE: bool = true;

    /// The values that are there stay.
    fn feature_names(_: &FittedKnnImputer, inputs: &[Features]) -> Vec<Features> {
        inputs.to_vec()
    }

    fn features_in(fitted: &FittedKnnImputer) -> Option<usize> {
        Some(fitted.means.len())
    }
}

impl<A: Float> Fit<ArcArray2<A>> for KnnImputer {
    fn fit(&self, x: ArcArray2<A>, (): (), _: &Context<'_>) -> Result<FittedKnnImputer> {
        if self.n_neighbors == 0 {
            return Err(Error::new("`n_neighbors` must be at least 1, got 0"));
        }
        require_rows(x.nrows())?;
        require_finite_where_present(x.view(), 0)?;
        let rows = x.mapv(A::widen).as_standard_layout().into_owned();
        let mean = |(number, column): (usize, ArrayView1<'_, f64>)| {
            let present = column.iter().filter(|value| !value.is_nan()).count();
            if present == 0 {
                return Err(no_value(number, column.len()));
            }
            // Divided first, so that the sum of large values is finite.
            Ok(column.iter().filter(|value| !value.is_nan()).map(|value| value / present as f64).sum())
        };
        let means = rows.columns().into_iter().enumerate().map(mean).collect::<Result<_>>()?;
        Ok(FittedKnnImputer { means, rows, n_neighbors: self.n_neighbors, weights: self.weights })
    }
}

impl<A: Float> Transform<ArcArray2<A>> for FittedKnnImputer {
    type Out = ArcArray2<A>;

    fn transform(&self, mut x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        require_columns(self.means.len(), x.ncols())?;
        require_finite_where_present(x.view(), 0)?;
        let incomplete: Vec<usize> =
            (0..x.nrows()).filter(|&row| x.row(row).iter().any(|value| value.is_nan())).collect();
        if incomplete.is_empty() {
            return Ok(x);
        }
        let donors = Donors::of(&self.rows);
        let scratch =
            || (vec![0.0; self.rows.nrows()], Nearest { most: self.n_neighbors, found: Vec::new() });
        let fill = |(distances, nearest): &mut (Vec<f64>, Nearest), &row: &usize| {
            let mut values: Vec<f64> = x.row(row).iter().map(|value| value.widen()).collect();
            donors.distances(&values, distances);
            for (column, value) in values.iter_mut().enumerate().filter(|(_, value)| value.is_nan()) {
                *value = self.value(column, distances, nearest);
            }
            values
        };
        let filled: Vec<Vec<f64>> =
            on_threads_of_run(|| incomplete.par_iter().map_init(scratch, fill).collect());
        for (&row, values) in incomplete.iter().zip(&filled) {
            x.row_mut(row).iter_mut().zip(values).for_each(|(slot, value)| {
                if slot.is_nan() {
                    *slot = A::narrow(*value);
                }
            });
        }
        require_finite_results(x.view(), 0)?;
        Ok(x)
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::Phase;
    use crate::step::Run;

    const NAN: f64 = f64::NAN;

    fn fit(step: &KnnImputer, x: Array2<f64>) -> Result<FittedKnnImputer> {
        let run = Run::new();
        step.fit(x.into_shared(), (), &Context::root(&run, "test", Phase::Fit))
    }

    #[test]
    fn a_row_without_a_common_column_receives_the_mean() {
        let fitted = fit(&KnnImputer::default(), array![[1.0, NAN], [NAN, 4.0], [NAN, 8.0]]).expect("values");
        let out = fitted.transform(array![[NAN, NAN], [3.0, NAN]].into_shared()).expect("two columns");
        assert_eq!(out, array![[1.0, 6.0], [3.0, 6.0]]);
    }

    #[test]
    fn the_earlier_of_equally_near_rows_is_nearer_and_equal_rows_count_alone() {
        let x = array![[1.0, 10.0], [3.0, 30.0], [2.0, 20.0], [2.0, 40.0]];
        let near = |n_neighbors, weights, value| {
            let fitted = fit(&KnnImputer { n_neighbors, weights }, x.clone()).expect("values");
            fitted.transform(array![[value, NAN]].into_shared()).expect("two columns")[[0, 1]]
        };
        assert_eq!(near(1, NeighborWeights::Uniform, 1.5), 10.0);
        assert_eq!(near(4, NeighborWeights::Distance, 2.0), 30.0);
        assert_eq!(near(99, NeighborWeights::Uniform, 2.0), 25.0);
    }

    #[test]
    fn each_wrong_input_has_its_message() {
        let says = |x: Array2<f64>| fit(&KnnImputer::default(), x).expect_err("wrong").to_string();
        assert!(
            says(array![[1.0, NAN], [2.0, NAN]])
                .starts_with("column 1 (counted from 0) has no value to learn from: all 2")
        );
        assert!(says(array![[1.0], [f64::INFINITY]]).contains("row 1, column 0 (counted from 0) is inf"));
        let error =
            fit(&KnnImputer { n_neighbors: 0, ..Default::default() }, array![[1.0]]).expect_err("none");
        assert_eq!(error.to_string(), "`n_neighbors` must be at least 1, got 0");
    }
}
