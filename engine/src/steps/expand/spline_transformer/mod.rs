//! Columns as B-splines.
//!
//! | file | owns |
//! |---|---|
//! | `step` | [`SplineTransformer`], [`Knots`], and the fit |
//! | `fitted` | [`FittedSplineTransformer`], and [`Extrapolation`] |
//! | `basis` | the B-splines of a column |

mod basis;
mod fitted;
mod step;

pub use fitted::{Extrapolation, FittedSplineTransformer};
pub use step::{Knots, SplineTransformer};
