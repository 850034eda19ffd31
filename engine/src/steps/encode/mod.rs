//! Steps between labels, class numbers and indicator columns, and from numbers to bins.

mod arg_max;
mod k_bins;
mod label_encoder;
mod one_hot;

pub use arg_max::ArgMax;
pub use k_bins::{Binning, FittedKBinsDiscretizer, KBinsDiscretizer};
pub use label_encoder::{FittedLabelEncoder, LabelEncoder};
pub use one_hot::OneHot;
