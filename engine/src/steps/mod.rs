//! The standard steps.
//!
//! Three promises hold for every step here. Statistics are accumulated in `f64`, whatever the element type. The
//! same input gives the same bits on any number of threads, because sums run over parts whose borders depend on
//! the size of the input alone. And nothing is swallowed: NaN, infinity, missing rows and wrong column counts are
//! errors that say where.
//!
//! | file | owns |
//! |---|---|
//! | `flatten` | [`Flatten`]: images and sequences to rows of features |
//! | `concat` | [`Concat`]: several arrays side by side |
//! | `standard_scaler` | [`StandardScaler`] and [`FittedStandardScaler`] |
//! | `moments` | [`Moments`]: mergeable means and variances |
//! | `float` | [`Float`]: the element types that the numeric steps take |
//! | `rows` | rows in blocks: in place, in parallel, in a fixed order |
//! | `check` | what numeric steps ask of their input |

mod check;
mod concat;
mod flatten;
mod float;
mod moments;
mod rows;
mod standard_scaler;

pub use concat::Concat;
pub use flatten::Flatten;
pub use float::Float;
pub use moments::Moments;
pub use standard_scaler::{FittedStandardScaler, StandardScaler};
