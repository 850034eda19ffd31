//! [`SkipRows`]: the values without the first ones.

use crate::batches::Table;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Stateless, Transform, Value};
use crate::{Error, Result};

/// Leaves out the first `BACK` rows: `[t, ..] -> [t - BACK, ..]` (pandas' `iloc[BACK:]`), so that a value has the same rows as those
/// of a step that looks `BACK` places back.
///
/// Accepts arrays of any element type with at least one axis, columns with missing values and records.
///
/// # Errors
/// Fewer than `BACK` rows.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::{Lags, SkipRows};
///
/// pipeline! {
///     /// The level with its change over two days.
///     Trend(level: f64[t]) -> f64[t - 2, 2] {
///         now = level |> SkipRows<2>;
///         change = level |> Differences<2>;
///         [now, change] |> Columns
///     }
/// }
/// # use shapeflow::steps::Differences;
///
/// let level = array![1.0, 3.0, 2.0];
/// assert_eq!(Trend::default().fit(&level)?.predict(&level)?, array![[2.0, 1.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(serde::Serialize, serde::Deserialize))]
pub struct SkipRows<const BACK: usize>;

impl<const BACK: usize> Stateless for SkipRows<BACK> {
    const SIGNATURE: Signature =
        Signature::new("[t, ..] -> [t - BACK, ..] where t >= BACK", &[("BACK", BACK as i64)]);
    const COLUMNWISE: bool = true;
}

impl<T: Table + Value, const BACK: usize> Transform<T> for SkipRows<BACK> {
    type Out = T;

    fn transform(&self, rows: T) -> Result<T> {
        let count = rows.row_count()?;
        if count < BACK {
            return Err(Error::new(format!(
                "`SkipRows<{BACK}>` needs at least {BACK} rows, got {count}; pass a longer series"
            )));
        }
        Ok(rows.cut(BACK..count))
    }
}

#[cfg(feature = "save")]
impl<const BACK: usize> crate::save::PlainState for SkipRows<BACK> {}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::records::Nullable;

    #[test]
    fn the_first_rows_of_any_value_are_left_out() {
        assert_eq!(
            SkipRows::<2>.transform(array!["a", "b", "c"].into_shared()).expect("3 rows"),
            array!["c"]
        );
        let x = array![[1, 2], [3, 4]].into_shared();
        assert_eq!(SkipRows::<1>.transform(x.clone()).expect("2 rows"), array![[3, 4]]);
        assert_eq!(SkipRows::<2>.transform(x.clone()).expect("2 rows").dim(), (0, 2));
        assert_eq!(
            SkipRows::<3>.transform(x).expect_err("2 rows").to_string(),
            "`SkipRows<3>` needs at least 3 rows, got 2; pass a longer series"
        );
        let cells: Nullable<f64> = [Some(1.0), None, Some(3.0)].into_iter().collect();
        assert_eq!(SkipRows::<1>.transform(cells).expect("3 rows"), [None, Some(3.0)].into_iter().collect());
    }
}
