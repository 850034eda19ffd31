//! [`ForEach`]: applies a step to each item of a leading axis.
//!
//! | file | owns |
//! |---|---|
//! | `step` | [`ForEach`], [`Sharing`], and the fit |
//! | `fitted` | [`FittedForEach`] |
//! | `items` | the items of an array, and a fit session over them |

mod fitted;
mod items;
mod step;

pub use fitted::FittedForEach;
pub use step::{ForEach, Sharing};
