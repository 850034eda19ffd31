//! The standard steps.
//!
//! Three guarantees hold for every step here. Statistics are accumulated in `f64`, whatever the element type. The
//! same input gives the same bits on any number of threads, because sums run over parts whose borders depend only on
//! the size of the input. And no problem is hidden: NaN, infinity, missing rows and wrong column counts are errors that
//! name the place.
//!
//! | folder | owns |
//! |---|---|
//! | `scale` | [`StandardScaler`], [`MinMaxScaler`], [`MaxAbsScaler`], [`RobustScaler`], [`Log`], [`Log1p`], [`Expm1`], [`Clip`]: the scale of values |
//! | `encode` | [`LabelEncoder`], [`OneHot`], [`OneHotEncoder`], [`OrdinalEncoder`], [`ArgMax`], [`KBinsDiscretizer`]: labels, categories, class numbers, indicator columns, bins |
//! | `impute` | [`SimpleImputer`], [`MissingIndicator`]: values that may be missing |
//! | `dates` | `DatePart`, `DateCycle`, `ParseDate`: dates and times, with the feature `dates` |
//! | `reduce` | [`Pca`], [`SizedPca`]: fewer columns |
//! | `linear` | [`LogisticRegression`], [`SgdClassifier`], [`Ridge`]: linear models |
//! | `reshape` | [`Flatten`], [`Concat`], [`Columns`]: values in another arrangement |
//! | `series` | [`Windows`], [`Lags`], [`Differences`], [`Rolling`], `FftMagnitudes`, [`SkipRows`], [`Ahead`], [`ValuesAhead`]: series |
//! | `images` | [`Patches`], [`BlockMeans`], [`Hog`]: images |
//! | `rows` | [`DropOutliers`], [`Balance`]: the rows of a fit, changed only while fitting |
//! | `meta` | [`ForEach`], [`CrossFit`], [`Bagging`], [`Frozen`], [`FineTuned`] and others: steps made of a step |
//! | [`metrics`] | how good predictions are |
//! | `kernels` | what several steps share: [`Moments`], [`Scatter`], the element types, checks, blocks of rows |
//!
#![doc = include_str!("../../docs/meta_steps.md")]
#![allow(clippy::needless_pass_by_value, reason = "a view is a reference already")]

#[cfg(feature = "dates")]
mod dates;
mod encode;
mod images;
mod impute;
mod kernels;
mod linear;
mod meta;
pub mod metrics;
#[cfg(test)]
mod properties;
#[cfg(feature = "linalg")]
mod reduce;
mod reshape;
mod rows;
mod scale;
mod series;

#[cfg(feature = "dates")]
pub use dates::{Cycle, DateCycle, DatePart, FromFormat, Moment, ParseDate, Part};
pub use encode::{
    ArgMax, Binning, DropCategory, FittedKBinsDiscretizer, FittedLabelEncoder, FittedOneHotEncoder,
    FittedOrdinalEncoder, KBinsDiscretizer, LabelEncoder, OneHot, OneHotEncoder, OrdinalEncoder,
    UnknownCategory,
};
pub use images::{BlockMeans, BlockNorm, Hog, Patches};
pub use impute::{FittedSimpleImputer, ImputeStrategy, MissingIndicator, SimpleImputer};
pub use kernels::{Distinct, Float, Label, LabelOf, Moments, OneOrTwoAxes, RowWeights, Scatter, Weighted};
pub use linear::{FittedLogisticRegression, FittedSgdClassifier, Lesson, LogisticRegression, SgdClassifier};
#[cfg(feature = "linalg")]
pub use linear::{FittedRidge, Ridge};
#[cfg(feature = "cache")]
pub use meta::Cached;
pub use meta::{
    Bagging, CrossFit, Epochs, FineTuned, FittedBagging, FittedFlattened, FittedForEach, FittedOnlyFit,
    FittedOptional, FittedRetry, Flattened, ForEach, Frozen, Inspect, OnlyFit, Optional, Retry, Sharing,
    Vote, Voting, WithWeights,
};
#[cfg(feature = "linalg")]
pub use reduce::{FittedPca, Pca, SizedPca};
pub use reshape::{Columns, Concat, Flatten, IntoColumns};
pub use rows::{AllRows, Balance, DropOutliers};
pub use scale::{
    Clip, Expm1, FittedMaxAbsScaler, FittedMinMaxScaler, FittedRobustScaler, FittedStandardScaler, Log,
    Log1p, MaxAbsScaler, MinMaxScaler, RobustScaler, StandardScaler,
};
#[cfg(feature = "fft")]
pub use series::FftMagnitudes;
pub use series::{Ahead, Differences, Lags, Rolling, RollingStatistic, SkipRows, ValuesAhead, Windows};
