//! Steps that change the scale of values.

mod binarizer;
mod clip;
mod log;
mod log1p;
mod max_abs_scaler;
mod min_max_scaler;
mod normalizer;
mod power_transformer;
mod quantile_transformer;
mod robust_scaler;
mod sparse;
mod standard_scaler;

pub use binarizer::Binarizer;
pub use clip::Clip;
pub use log::Log;
pub use log1p::{Expm1, Log1p};
pub use max_abs_scaler::{FittedMaxAbsScaler, MaxAbsScaler};
pub use min_max_scaler::{FittedMinMaxScaler, MinMaxScaler};
pub use normalizer::{Norm, Normalizer};
pub use power_transformer::{FittedPowerTransformer, PowerMethod, PowerTransformer};
pub use quantile_transformer::{FittedQuantileTransformer, OutputDistribution, QuantileTransformer};
pub use robust_scaler::{FittedRobustScaler, RobustScaler};
pub use standard_scaler::{FittedStandardScaler, StandardScaler};
