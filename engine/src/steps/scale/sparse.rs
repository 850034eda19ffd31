//! Sparse values in the scalers that keep zeros.
//!
//! Invariant: a column or row is scaled by the number that an array of the same values would have, up to rounding, and no zero becomes
//! another number.

use ndarray::ArrayViewMut1;

use super::binarizer::Binarizer;
use super::max_abs_scaler::{FittedMaxAbsScaler, MaxAbsScaler, Sizes};
use super::normalizer::Normalizer;
use super::standard_scaler::{FittedStandardScaler, StandardScaler};
use crate::sparse::Sparse;
use crate::step::{Context, Inverse, Learn, Transform};
use crate::steps::kernels::accumulate::add;
use crate::steps::kernels::checks::{require_columns, require_rows};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::moments::Moments;
use crate::steps::kernels::sparse::{map_rows, require_stored_finite};
use crate::steps::kernels::weights::{RowWeights, require_weight};
use crate::{Error, Result};

/// Rewrites each stored value with the number of its column.
fn scaled<A: Float>(
    x: &Sparse<A>,
    columns: &ndarray::Array1<f64>,
    compute: impl Fn(f64, f64) -> f64 + Sync,
) -> Result<Sparse<A>> {
    require_columns(columns.len(), x.columns())?;
    require_stored_finite(x, 0)?;
    map_rows(x, |row, numbers, values| {
        for (value, &column) in values.iter_mut().zip(numbers) {
            *value = compute(*value, columns[column as usize]);
        }
        match values.iter().zip(numbers).find(|(value, _)| !A::narrow(**value).is_finite()) {
            None => Ok(()),
            Some((value, column)) => Err(Error::new(format!(
                "the result in row {row}, column {column} (counted from 0) is {value}, beyond the range of {}; the row is too far \
                 from the rows of the fit: scale or clip its columns before this step",
                std::any::type_name::<A>()
            ))),
        }
    })
}

impl<A: Float> Learn<Sparse<A>> for MaxAbsScaler {
    /// `None` before the first batch, which determines the number of columns.
    type State = Option<Sizes>;

    fn start(&self, _: &Context<'_>) -> Result<Self::State> {
        Ok(None)
    }

    fn update(&self, state: &mut Self::State, x: Sparse<A>, (): (), _: &Context<'_>) -> Result<()> {
        require_stored_finite(&x, state.as_ref().map_or(0, |sizes| sizes.rows))?;
        let mut sizes = Sizes::new(x.columns());
        sizes.rows = x.rows();
        for (&column, value) in x.column_numbers().iter().zip(x.values()) {
            let largest = &mut sizes.largest[column as usize];
            *largest = largest.max(value.widen().abs());
        }
        add(state, Some(sizes), Sizes::merge)
    }

    fn merge(&self, earlier: &mut Self::State, later: Self::State) -> Result<()> {
        add(earlier, later, Sizes::merge)
    }

    fn finish(&self, state: Self::State, _: &Context<'_>) -> Result<FittedMaxAbsScaler> {
        let sizes = state.unwrap_or_else(|| Sizes::new(0));
        require_rows(sizes.rows)?;
        Ok(FittedMaxAbsScaler::new(self.clip, sizes))
    }

    fn resume(&self, fitted: &FittedMaxAbsScaler, _: &Context<'_>) -> Result<Self::State> {
        Ok(Some(fitted.sizes.clone()))
    }
}

impl<A: Float> Transform<Sparse<A>> for FittedMaxAbsScaler {
    type Out = Sparse<A>;

    fn transform(&self, x: Sparse<A>) -> Result<Sparse<A>> {
        let most = if self.clip { 1.0 } else { f64::INFINITY };
        scaled(&x, &self.scale, |value, scale| f64::clamp(value / scale, -most, most))
    }
}

impl<A: Float> Inverse<Sparse<A>> for FittedMaxAbsScaler {
    type Out = Sparse<A>;

    fn inverse(&self, z: Sparse<A>) -> Result<Sparse<A>> {
        scaled(&z, &self.scale, |value, scale| value * scale)
    }
}

fn require_no_mean(subtracts: bool) -> Result<()> {
    if !subtracts {
        return Ok(());
    }
    Err(Error::new(
        "the mean cannot be subtracted from a sparse value, because no zero would be left; write \
         `StandardScaler { with_mean: false }`, or `ToDense` before this step",
    ))
}

impl<A: Float, W: RowWeights> Learn<Sparse<A>, W> for StandardScaler {
    /// `None` before the first batch, which determines the number of columns.
    type State = Option<Moments>;

    fn start(&self, _: &Context<'_>) -> Result<Self::State> {
        require_no_mean(self.with_mean)?;
        Ok(None)
    }

    fn update(&self, state: &mut Self::State, x: Sparse<A>, weights: W, _: &Context<'_>) -> Result<()> {
        let seen = state.as_ref().map_or(0, Moments::rows) as usize;
        let weights = weights.__weights(x.rows(), seen)?;
        let batch = Moments::of_sparse(&x, weights.as_ref().map(|weights| weights.view()), seen)?;
        add(state, Some(batch), Moments::merge)
    }

    fn merge(&self, earlier: &mut Self::State, later: Self::State) -> Result<()> {
        add(earlier, later, Moments::merge)
    }

    fn finish(&self, state: Self::State, _: &Context<'_>) -> Result<FittedStandardScaler> {
        let moments = state.unwrap_or_else(|| Moments::new(0));
        require_rows(moments.rows() as usize)?;
        require_weight(moments.weight())?;
        Ok(FittedStandardScaler::new(self, moments))
    }

    fn resume(&self, fitted: &FittedStandardScaler, _: &Context<'_>) -> Result<Self::State> {
        Ok(Some(fitted.moments.clone()))
    }
}

impl FittedStandardScaler {
    fn require_no_shift(&self) -> Result<()> {
        require_no_mean(self.shift.iter().any(|shift| *shift != 0.0))
    }
}

impl<A: Float> Transform<Sparse<A>> for FittedStandardScaler {
    type Out = Sparse<A>;

    fn transform(&self, x: Sparse<A>) -> Result<Sparse<A>> {
        self.require_no_shift()?;
        scaled(&x, &self.scale, |value, scale| value / scale)
    }
}

impl<A: Float> Inverse<Sparse<A>> for FittedStandardScaler {
    type Out = Sparse<A>;

    fn inverse(&self, z: Sparse<A>) -> Result<Sparse<A>> {
        self.require_no_shift()?;
        scaled(&z, &self.scale, |value, scale| value * scale)
    }
}

impl<A: Float> Transform<Sparse<A>> for Normalizer {
    type Out = Sparse<A>;

    fn transform(&self, x: Sparse<A>) -> Result<Sparse<A>> {
        require_stored_finite(&x, 0)?;
        map_rows(&x, |_, _, values| {
            self.norm.divide(ArrayViewMut1::from(values));
            Ok(())
        })
    }
}

/// The values that become 0 are no longer stored.
impl<A: Float> Transform<Sparse<A>> for Binarizer {
    type Out = Sparse<A>;

    fn transform(&self, x: Sparse<A>) -> Result<Sparse<A>> {
        self.check()?;
        if self.threshold < 0.0 {
            return Err(Error::new(format!(
                "a `threshold` below 0 makes every 0 that is not stored a 1, got {}; use one from 0 on, or `ToDense` before this step",
                self.threshold
            )));
        }
        require_stored_finite(&x, 0)?;
        Ok(x.retain(|value| value.widen() > self.threshold).map(|_| A::one()))
    }
}
