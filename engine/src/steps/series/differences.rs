//! [`Differences`]: the change of a series since some places before.
//!
//! Invariant: every result is finite, or the step returns an error.

use ndarray::{ArcArray, Axis, Slice};

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Features, Stateless, Transform, Value};
use crate::steps::kernels::checks::require_finite;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::one_or_two_axes::OneOrTwoAxes;
use crate::{Error, Result};

/// Subtracts from each value the value `LAG` places before it: `[t, d?] -> [t - LAG, d?]` (pandas' `diff(LAG)` without its first
/// rows), so that a trend (`Differences<1>`) or a season (`Differences<12>` of months) is gone.
///
/// Accepts `f32` and `f64`; `[t]` is one series, `[t, d]` are `d` series. Row `i` belongs to place `i + LAG`.
///
/// # Errors
/// A NaN or infinity, `LAG` values or fewer, or a difference beyond the range of the type.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::Differences;
///
/// pipeline! {
///     Changes(level: f64[t]) -> f64[t - 1] { level |> Differences<1> }
/// }
///
/// let level = array![1.0, 3.0, 2.0];
/// assert_eq!(Changes::default().fit(&level)?.predict(&level)?, array![2.0, -1.0]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(serde::Serialize, serde::Deserialize))]
pub struct Differences<const LAG: usize>;

impl<const LAG: usize> Stateless for Differences<LAG> {
    const SIGNATURE: Signature =
        Signature::new("[t, d?] -> [t - LAG, d?] where LAG >= 1, t > LAG", &[("LAG", LAG as i64)]);

    fn feature_names(&self, inputs: &[Features]) -> Vec<Features> {
        inputs.iter().filter_map(|input| input.each(|name| vec![format!("{name}.change_{LAG}")])).collect()
    }
}

impl<A: Float, D: OneOrTwoAxes<A>, const LAG: usize> Transform<ArcArray<A, D>> for Differences<LAG>
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn transform(&self, series: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        let x = D::__into_columns(series);
        if LAG == 0 || x.nrows() <= LAG {
            return Err(Error::new(format!(
                "`Differences<{LAG}>` needs a lag of at least 1 and more values than that, got {} values",
                x.nrows()
            )));
        }
        require_finite(x.view(), 0)?;
        let changed = &x.slice_axis(Axis(0), Slice::from(LAG..))
            - &x.slice_axis(Axis(0), Slice::from(..x.nrows() - LAG));
        if let Some(((row, column), _)) = changed.indexed_iter().find(|(_, value)| !value.is_finite()) {
            return Err(Error::new(format!(
                "the difference between rows {} and {row} of column {column} (counted from 0) is beyond the range of {}; scale \
                 the series before this step",
                row + LAG,
                std::any::type_name::<A>()
            )));
        }
        Ok(D::__from_columns(changed.into_shared()))
    }
}

#[cfg(feature = "save")]
impl<const LAG: usize> crate::save::PlainState for Differences<LAG> {}

#[cfg(test)]
mod tests {
    use ndarray::{ArcArray1, array};

    use super::*;

    #[test]
    fn columns_are_differenced_on_their_own() {
        let x = array![[1.0_f32, 10.0], [2.0, 30.0], [4.0, 60.0]].into_shared();
        assert_eq!(Differences::<1>.transform(x.clone()).expect("3 rows"), array![[1.0, 20.0], [2.0, 30.0]]);
        assert_eq!(Differences::<2>.transform(x).expect("3 rows"), array![[3.0, 50.0]]);
    }

    #[test]
    fn each_mistake_has_its_message() {
        let says = |values: Vec<f64>| {
            Differences::<1>.transform(ArcArray1::from(values)).expect_err("wrong").to_string()
        };
        assert!(says(vec![1.0]).contains("got 1 values"));
        assert!(says(vec![1.0, f64::NAN]).contains("row 1, column 0"));
        assert!(says(vec![-f64::MAX, f64::MAX]).contains("between rows 1 and 0"));
    }
}
