//! Steps that change the scale of values.

mod log1p;
mod min_max_scaler;
mod standard_scaler;

pub use log1p::{Expm1, Log1p};
pub use min_max_scaler::{FittedMinMaxScaler, MinMaxScaler};
pub use standard_scaler::{FittedStandardScaler, StandardScaler};
