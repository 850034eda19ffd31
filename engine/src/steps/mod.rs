//! The standard steps.
//!
//! Three guarantees hold for every step here. Statistics are accumulated in `f64`, whatever the element type. The
//! same input gives the same bits on any number of threads, because sums run over parts whose borders depend only on
//! the size of the input. And no problem is hidden: NaN, infinity, missing rows and wrong column counts are errors that
//! name the place.
//!
//! | folder | owns |
//! |---|---|
//! | `scale` | [`StandardScaler`], [`MinMaxScaler`], [`MaxAbsScaler`], [`RobustScaler`], [`QuantileTransformer`], [`PowerTransformer`], [`Normalizer`], [`Binarizer`], [`Log`], [`Log1p`], [`Expm1`], [`Clip`]: the scale of values |
//! | `expand` | [`PolynomialFeatures`], [`SplineTransformer`]: several columns of one |
//! | `encode` | [`LabelEncoder`], [`OneHot`], [`OneHotEncoder`], [`OrdinalEncoder`], [`TargetEncoder`], [`TargetClassEncoder`], [`CountEncoder`], [`FeatureHasher`], [`ArgMax`], [`KBinsDiscretizer`]: labels, categories, class numbers, indicator columns, bins |
//! | `impute` | [`SimpleImputer`], [`KnnImputer`], `IterativeImputer`, [`MissingIndicator`], [`MissingAsNan`]: values that may be missing |
//! | `dates` | `DatePart`, `DateCycle`, `ParseDate`: dates and times, with the feature `dates` |
//! | `reduce` | [`Pca`], [`SizedPca`], [`IncrementalPca`], [`TruncatedSvd`], [`GaussianRandomProjection`], [`SparseRandomProjection`], [`BernoulliRbm`]: fewer columns |
//! | `select` | [`VarianceThreshold`], [`SelectKBest`], [`SelectPercentile`], [`SelectFromModel`], [`Rfe`]: some of the columns |
//! | `text` | [`CountVectorizer`], [`TfidfTransformer`], [`TfidfVectorizer`], [`HashingVectorizer`]: texts as sparse numbers |
//! | `linear` | [`LogisticRegression`], [`SgdClassifier`], [`Ridge`]: linear models |
//! | `reshape` | [`Flatten`], [`Concat`], [`Columns`], [`ToDense`], [`ToSparse`]: values in another arrangement |
//! | `series` | [`Windows`], [`Lags`], [`Differences`], [`Rolling`], `FftMagnitudes`, [`SkipRows`], [`Ahead`], [`ValuesAhead`]: series |
//! | `images` | [`Patches`], [`BlockMeans`], [`Hog`]: images |
//! | `rows` | [`DropOutliers`], [`Balance`]: the rows of a fit, changed only while fitting |
//! | `meta` | [`ForEach`], [`CrossFit`], [`Bagging`], [`Frozen`], [`FineTuned`] and others: steps made of a step |
//! | [`linalg`] | decompositions and products for steps of your own |
//! | [`metrics`] | how good predictions are |
//! | `kernels` | what several steps share: [`Moments`], [`Scatter`], the element types, checks, blocks of rows |
//!
#![doc = include_str!("../../docs/meta_steps.md")]
#![allow(clippy::needless_pass_by_value, reason = "a view is a reference already")]

#[cfg(feature = "dates")]
mod dates;
mod encode;
mod expand;
mod images;
mod impute;
mod kernels;
#[cfg(feature = "linalg")]
pub mod linalg;
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
mod select;
mod series;
mod text;

#[cfg(feature = "dates")]
pub use dates::{Cycle, DateCycle, DatePart, FromFormat, Moment, ParseDate, Part};
pub use encode::{
    ArgMax, Binning, CountEncoder, DropCategory, FeatureHasher, FittedCountEncoder, FittedKBinsDiscretizer,
    FittedLabelEncoder, FittedOneHotEncoder, FittedOrdinalEncoder, FittedTargetClassEncoder,
    FittedTargetEncoder, KBinsDiscretizer, LabelEncoder, OneHot, OneHotEncoder, OrdinalEncoder, Outcome,
    TargetClassEncoder, TargetEncoder, UnknownCategory,
};
pub use expand::{
    Extrapolation, FittedPolynomialFeatures, FittedSplineTransformer, Knots, PolynomialFeatures,
    SplineTransformer,
};
pub use images::{BlockMeans, BlockNorm, Hog, Patches};
#[cfg(feature = "linalg")]
pub use impute::{FittedIterativeImputer, ImputationOrder, IterativeImputer};
pub use impute::{
    FittedKnnImputer, FittedSimpleImputer, ImputeStrategy, KnnImputer, MissingAsNan, MissingIndicator,
    NeighborWeights, SimpleImputer,
};
pub use kernels::{
    Coefficients, Distinct, Float, Label, LabelOf, Moments, OneOrTwoAxes, RowWeights, Scatter, Weighted,
};
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
pub use reduce::{
    BernoulliRbm, FittedBernoulliRbm, FittedIncrementalPca, FittedPca, FittedRandomProjection,
    FittedTruncatedSvd, GaussianRandomProjection, IncrementalPca, Pca, SizedPca, SparseRandomProjection,
    TruncatedSvd, johnson_lindenstrauss_min_dim,
};
pub use reshape::{Columns, Concat, Flatten, IntoColumns, ToDense, ToSparse};
pub use rows::{AllRows, Balance, DropOutliers};
pub use scale::{
    Binarizer, Clip, Expm1, FittedMaxAbsScaler, FittedMinMaxScaler, FittedPowerTransformer,
    FittedQuantileTransformer, FittedRobustScaler, FittedStandardScaler, Log, Log1p, MaxAbsScaler,
    MinMaxScaler, Norm, Normalizer, OutputDistribution, PowerMethod, PowerTransformer, QuantileTransformer,
    RobustScaler, StandardScaler,
};
pub use select::{
    AnovaF, Chi2, FittedBest, FittedRfe, FittedSelectFromModel, FittedVarianceThreshold, ImportanceThreshold,
    MutualInfoClassif, MutualInfoRegression, RegressionF, Rfe, Score, SelectFromModel, SelectKBest,
    SelectPercentile, SparseScore, VarianceThreshold,
};
#[cfg(feature = "fft")]
pub use series::FftMagnitudes;
pub use series::{Ahead, Differences, Lags, Rolling, RollingStatistic, SkipRows, ValuesAhead, Windows};
pub use text::{
    Analyzer, CountVectorizer, FittedCountVectorizer, FittedTfidfTransformer, FittedTfidfVectorizer,
    HashingVectorizer, RowNorm, StripAccents, Terms, TfidfTransformer, TfidfVectorizer, WordRule,
};
