//! Columns that are brought near a normal distribution by a power.
//!
//! | file | owns |
//! |---|---|
//! | `step` | [`PowerTransformer`], the fit, and [`FittedPowerTransformer`] |
//! | `method` | [`PowerMethod`]: the powers, their inverses, and the likelihood of an exponent |

mod method;
mod step;

pub use method::PowerMethod;
pub use step::{FittedPowerTransformer, PowerTransformer};
