//! [`ValuesAhead`]: the target of a forecast from any features.
//!
//! Invariant: the target of a row is a later value than the one that belongs to the row.

use crate::batches::Table;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{FitOnly, Stateless, Transform, Value};
use crate::{Error, Result};

/// Makes forecast targets: pairs each row of features with the value `H` rows later, `[n, ..], [n] -> [n - H, ..], [n - H], [n - H]`.
///
/// Acts only while fitting ([`FitOnly`]): `(past, now, fit next) = (features, values) |> ValuesAhead<1>`. In the fit, `past` and `now` are
/// the rows and values whose target is known, and `next` is these targets. At predict time, `past` and `now` are all of them, including
/// the last, so the output of the steps after it is the forecast. Row `i` of the features must belong to the same time as value `i`:
/// [`SkipRows`](super::SkipRows) leaves out the values that have no features. [`Ahead`](super::Ahead) takes the values from windows.
///
/// Features are anything with rows: arrays with any number of axes, columns, or records. Values are arrays or columns.
///
/// # Errors
/// `H` rows or fewer, `H` = 0, or a number of values that differs from that of the rows.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::{Lags, SkipRows, ValuesAhead};
///
/// pipeline! {
///     /// Each value as a combination of the two before it.
///     Forecast(series: f64[t]) -> f64[t - 1] {
///         lags = series |> Lags<1>;
///         now = series |> SkipRows<1>;
///         (past, _now, fit next) = (lags, now) |> ValuesAhead<1>;
///         past |> Ridge { alpha: 0.0 }.fit(next)
///     }
/// }
///
/// // Fibonacci numbers.
/// let series = array![1.0, 1.0, 2.0, 3.0, 5.0, 8.0, 13.0];
/// let forecast = Forecast::default().fit(&series)?.predict(&series)?;
/// assert_eq!(forecast.len(), 6);
/// assert!((forecast[5] - 21.0).abs() < 1e-9);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(serde::Serialize, serde::Deserialize))]
pub struct ValuesAhead<const H: usize>;

impl<const H: usize> Stateless for ValuesAhead<H> {
    const SIGNATURE: Signature = Signature::new(
        "[n, ..], [n] -> [n - H, ..], [n - H], [n - H] where H >= 1, n > H",
        &[("H", H as i64)],
    );
}

impl<const H: usize> FitOnly for ValuesAhead<H> {}

impl<X: Table + Value, Y: Table + Value, const H: usize> Transform<(X, Y)> for ValuesAhead<H> {
    type Out = (X, Y, Y);

    fn transform(&self, (features, values): (X, Y)) -> Result<Self::Out> {
        let (rows, count) = (features.row_count()?, values.row_count()?);
        if rows != count {
            return Err(Error::new(format!(
                "each row needs a value, got {rows} rows and {count} values; `SkipRows` leaves out the values without features"
            )));
        }
        if H == 0 || rows <= H {
            return Err(Error::new(format!(
                "`ValuesAhead<{H}>` needs a distance of at least 1 and more than {H} rows, got {rows}; pass a longer series"
            )));
        }
        Ok((features.cut(0..rows - H), values.cut(0..rows - H), values.cut(H..rows)))
    }
}

#[cfg(feature = "save")]
impl<const H: usize> crate::save::PlainState for ValuesAhead<H> {}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn each_row_has_a_later_value() {
        let (x, y) = (array![[1], [2], [3]].into_shared(), array!["a", "b", "c"].into_shared());
        let out = ValuesAhead::<2>.transform((x.clone(), y.clone())).expect("3 rows");
        assert_eq!(out, (x.cut(0..1), y.cut(0..1), y.cut(2..3)));
        let says = |x, y| ValuesAhead::<3>.transform((x, y)).expect_err("wrong").to_string();
        assert!(says(x.clone(), y.clone()).contains("more than 3 rows, got 3"));
        assert!(says(x, y.cut(1..3)).contains("got 3 rows and 2 values"));
        let empty = (array![[0.0]].into_shared(), array![0.0].into_shared());
        assert!(ValuesAhead::<0>.transform(empty).is_err());
    }
}
