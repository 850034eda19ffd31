//! Steps between labels, class numbers and indicator columns.

mod arg_max;
mod label_encoder;
mod one_hot;

pub use arg_max::ArgMax;
pub use label_encoder::{FittedLabelEncoder, LabelEncoder};
pub use one_hot::OneHot;
