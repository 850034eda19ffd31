//! [`AllRows`]: the fitted form of the steps in this folder.

use crate::Result;
use crate::step::{Transform, Value};

/// The fitted form of a step that changes rows only while fitting: it returns its input unchanged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct AllRows;

impl<X: Value> Transform<X> for AllRows {
    type Out = X;

    fn transform(&self, x: X) -> Result<X> {
        Ok(x)
    }
}
