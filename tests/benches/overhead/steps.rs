//! Steps that do almost nothing, so that the measured time is that of the engine.

use ndarray::Slice;
use shapeflow::prelude::*;

type Values = ArcArray2<f32>;

/// Learns one number, and passes its input on.
#[derive(Debug, Clone, Default)]
pub(super) struct Shift;

/// A fitted [`Shift`].
#[derive(Debug, Clone)]
pub(super) struct FittedShift(f32);

impl Step for Shift {
    type Fitted = FittedShift;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Fit<Values> for Shift {
    #[inline(never)]
    fn fit(&self, x: Values, (): (), _: &Context<'_>) -> Result<FittedShift> {
        Ok(FittedShift(x[[0, 0]]))
    }
}

impl Transform<Values> for FittedShift {
    type Out = Values;
    #[inline(never)]
    fn transform(&self, x: Values) -> Result<Values> {
        std::hint::black_box(self.0);
        Ok(x)
    }
}

/// Passes the first of two inputs on.
#[derive(Debug, Clone, Default)]
pub(super) struct First;

impl Stateless for First {
    const SIGNATURE: Signature = Signature::new("[n, d], [n, d] -> [n, d]", &[]);
}

impl Transform<(Values, Values)> for First {
    type Out = Values;
    #[inline(never)]
    fn transform(&self, (x, _): (Values, Values)) -> Result<Values> {
        Ok(x)
    }
}

/// Passes the corner of its input on, so that returning the output copies one number.
#[derive(Debug, Clone, Default)]
pub(super) struct Corner;

impl Stateless for Corner {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [1, 1]", &[]);
}

impl Transform<Values> for Corner {
    type Out = Values;
    #[inline(never)]
    fn transform(&self, mut x: Values) -> Result<Values> {
        for axis in [Axis(0), Axis(1)] {
            x.slice_axis_inplace(axis, Slice::from(..1));
        }
        Ok(x)
    }
}

/// Passes the corner of the last of many inputs on.
#[derive(Debug, Clone, Default)]
pub(super) struct LastCorner;

impl Stateless for LastCorner {
    const SIGNATURE: Signature = Signature::new("[n, d*] -> [1, 1]", &[]);
}

impl<const N: usize> Transform<[Values; N]> for LastCorner {
    type Out = Values;
    #[inline(never)]
    fn transform(&self, x: [Values; N]) -> Result<Values> {
        let last = x.into_iter().next_back().ok_or_else(|| Error::new("needs at least 1 input, got 0"))?;
        Corner.transform(last)
    }
}
