//! Fit-only steps that change the set of rows.

mod all_rows;
mod balance;
mod drop_outliers;
mod selection;

pub use all_rows::AllRows;
pub use balance::Balance;
pub use drop_outliers::DropOutliers;
pub(crate) use selection::selected;
