//! The bins of numbers.
//!
//! | file | owns |
//! |---|---|
//! | `step` | [`KBinsDiscretizer`], and the fit |
//! | `fitted` | [`FittedKBinsDiscretizer`] |
//! | `edges` | [`Binning`], and the edges of the bins of a column |
//! | `k_means` | the centers of groups of values |

mod edges;
mod fitted;
mod k_means;
mod step;

pub use edges::Binning;
pub use fitted::FittedKBinsDiscretizer;
pub use step::KBinsDiscretizer;
