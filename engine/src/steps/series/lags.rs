//! [`Lags`]: the values at some distances before each place of a series.
//!
//! Invariant: no value of a row is later than the place that the row belongs to.

use ndarray::{ArcArray1, ArcArray2, Array2};

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Features, Stateless, Transform};
use crate::{Error, Result};

/// Returns for each place of a series the values at some distances before it: `[t] -> [t - BACK, lags]` (a column for each
/// `Series.shift(lag)` of pandas, without the rows that have no value).
///
/// Row `i` belongs to place `i + BACK` of the series, and column `j` has the value `lags[j]` places before that; the lag 0 is the
/// value at the place itself. Distances need not be next to each other: `Lags<12> { lags: vec![0, 1, 12] }` is this month, the
/// month before, and the month a year ago. For all of them see [`Windows`](super::Windows), whose width rustc knows. Accepts a
/// series of any element type.
///
/// # Errors
/// A lag above `BACK`, no lag, or a series of `BACK` values or fewer.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::Lags;
///
/// pipeline! {
///     Months(sold: f64[t]) -> f64[t - 3, 2] { sold |> Lags<3> { lags: vec![0, 3] } }
/// }
///
/// let sold = array![1.0, 2.0, 3.0, 4.0, 5.0];
/// let model = Months::default().fit(&sold)?;
/// assert_eq!(model.predict(&sold)?, array![[4.0, 1.0], [5.0, 2.0]]);
/// assert_eq!(model.feature_names().of("output")?.to_string(), "sold.lag_0, sold.lag_3");
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct Lags<const BACK: usize> {
    /// The distances, in the order of the columns. Default: all from 0 to `BACK`.
    #[space(ignore)]
    pub lags: Vec<usize>,
}

impl<const BACK: usize> Default for Lags<BACK> {
    fn default() -> Self {
        Self { lags: (0..=BACK).collect() }
    }
}

impl<const BACK: usize> Stateless for Lags<BACK> {
    const SIGNATURE: Signature =
        Signature::new("[t] -> [t - BACK, lags] where t > BACK", &[("BACK", BACK as i64)]);

    fn feature_names(&self, inputs: &[Features]) -> Vec<Features> {
        let each = |name: &str| self.lags.iter().map(|lag| format!("{name}.lag_{lag}")).collect();
        inputs.iter().filter_map(|input| input.each(each)).collect()
    }
}

impl<A: Clone + Send + Sync + 'static, const BACK: usize> Transform<ArcArray1<A>> for Lags<BACK> {
    type Out = ArcArray2<A>;

    fn transform(&self, series: ArcArray1<A>) -> Result<ArcArray2<A>> {
        if self.lags.is_empty() {
            return Err(Error::new("`lags` must have at least one distance"));
        }
        if let Some(far) = self.lags.iter().find(|&&lag| lag > BACK) {
            return Err(Error::new(format!(
                "`lags` has {far}, but `Lags<{BACK}>` looks at most {BACK} places back"
            )));
        }
        let Some(rows) = series.len().checked_sub(BACK).filter(|&rows| rows > 0) else {
            return Err(Error::new(format!(
                "`Lags<{BACK}>` needs a series of more than {BACK} values, got {}; pass a longer series",
                series.len()
            )));
        };
        let value = |(row, column): (usize, usize)| series[row + BACK - self.lags[column]].clone();
        Ok(Array2::from_shape_fn((rows, self.lags.len()), value).into_shared())
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn each_row_has_the_values_before_its_place() {
        let series = array!["a", "b", "c", "d"].into_shared();
        let lags = Lags::<2>::default().transform(series.clone()).expect("4 values");
        assert_eq!(lags, array![["c", "b", "a"], ["d", "c", "b"]]);
        let lags = Lags::<2> { lags: vec![1, 1] }.transform(series.clone()).expect("4 values");
        assert_eq!(lags, array![["b", "b"], ["c", "c"]]);
        assert_eq!(Lags::<0>::default().transform(series).expect("4 values").dim(), (4, 1));
    }

    #[test]
    fn each_mistake_has_its_message() {
        let says = |lags: Vec<usize>, values| {
            let series = ArcArray1::from_elem(values, 1.0);
            Lags::<2> { lags }.transform(series).expect_err("wrong").to_string()
        };
        assert_eq!(says(vec![0, 3], 9), "`lags` has 3, but `Lags<2>` looks at most 2 places back");
        assert_eq!(says(vec![], 9), "`lags` must have at least one distance");
        assert_eq!(
            says(vec![0], 2),
            "`Lags<2>` needs a series of more than 2 values, got 2; pass a longer series"
        );
    }
}
