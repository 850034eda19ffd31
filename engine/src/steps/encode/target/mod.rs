//! Categories as means of a target.
//!
//! | file | owns |
//! |---|---|
//! | `number` | [`TargetEncoder`]: the mean of a number, or the share of one of two classes |
//! | `class` | [`TargetClassEncoder`]: the share of each class |
//! | `outcome` | [`Outcome`]: the targets of a [`TargetEncoder`] |
//! | `means` | the means of the categories, smoothed, of all rows or fold by fold |

mod class;
mod means;
mod number;
mod outcome;

pub use class::{FittedTargetClassEncoder, TargetClassEncoder};
pub use number::{FittedTargetEncoder, TargetEncoder};
pub use outcome::Outcome;
