//! Principal component analysis.
//!
//! | file | owns |
//! |---|---|
//! | `fixed` | [`Pca`]: the number of components is a constant |
//! | `sized` | [`SizedPca`]: the number of components is a hyperparameter |
//! | `fitted` | [`FittedPca`], the fitted form of both |
//! | `search` | the fit of both, for a given number of components |
//! | `principal` | the state between batches, and the directions found from it |

mod fitted;
mod fixed;
mod principal;
mod search;
mod sized;

pub use fitted::FittedPca;
pub use fixed::Pca;
pub(super) use search::point_up;
pub use sized::SizedPca;
