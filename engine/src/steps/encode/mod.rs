//! Steps between labels, categories, numbers and indicator columns, and from numbers to bins.

mod arg_max;
mod categories;
mod count_encoder;
mod feature_hasher;
mod k_bins;
mod label_encoder;
mod one_hot;
mod one_hot_encoder;
mod ordinal_encoder;
mod target;

pub use arg_max::ArgMax;
pub use count_encoder::{CountEncoder, FittedCountEncoder};
pub use feature_hasher::FeatureHasher;
pub use k_bins::{Binning, FittedKBinsDiscretizer, KBinsDiscretizer};
pub use label_encoder::{FittedLabelEncoder, LabelEncoder};
pub use one_hot::OneHot;
pub use one_hot_encoder::{DropCategory, FittedOneHotEncoder, OneHotEncoder, UnknownCategory};
pub use ordinal_encoder::{FittedOrdinalEncoder, OrdinalEncoder};
pub use target::{FittedTargetClassEncoder, FittedTargetEncoder, Outcome, TargetClassEncoder, TargetEncoder};
