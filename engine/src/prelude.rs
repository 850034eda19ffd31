//! The names that most programs need: `use shapeflow::prelude::*;`.
//!
//! It holds the array types, the macros, the standard steps, and the traits that your own steps implement. Everything else has
//! one path, in the module that owns it: [`steps::Moments`](crate::steps::Moments), [`Learn`](crate::step::Learn).

pub use ndarray::{
    ArcArray, ArcArray1, ArcArray2, Array, Array0, Array1, Array2, Array3, Array4, ArrayView, ArrayView1,
    ArrayView2, ArrayView3, ArrayView4, Axis, Dimension, Ix0, Ix1, Ix2, Ix3, Ix4, array,
};

pub use crate::graph::Graph;
pub use crate::records::{Category, Record, Records};
pub use crate::run::Timeline;
#[cfg(feature = "save")]
pub use crate::save::{Described, PlainState, Save, load_from, save_to};
pub use crate::shape::Signature;
pub use crate::space::{Assignment, Hyperparameters, Space};
pub use crate::sparse::Sparse;
pub use crate::step::{
    Context, Fit, FitOnly, Inverse, Invertible, PredictOne, Run, Stateless, Step, Transform, Value,
};
#[cfg(feature = "cache")]
pub use crate::steps::Cached;
pub use crate::steps::{
    Ahead, AnovaF, ArgMax, Bagging, Balance, Binarizer, BlockMeans, Chi2, Clip, Columns, Concat,
    CountEncoder, CountVectorizer, CrossFit, Differences, DropOutliers, Epochs, Expm1, FeatureHasher,
    FineTuned, Flatten, Flattened, ForEach, Frozen, HashingVectorizer, Hog, Inspect, KBinsDiscretizer,
    KnnImputer, LabelEncoder, Lags, Log, Log1p, LogisticRegression, MaxAbsScaler, MinMaxScaler, MissingAsNan,
    MissingIndicator, MutualInfoClassif, MutualInfoRegression, Normalizer, OneHot, OneHotEncoder, OnlyFit,
    Optional, OrdinalEncoder, Patches, PolynomialFeatures, PowerTransformer, QuantileTransformer,
    RegressionF, Retry, Rfe, RobustScaler, Rolling, SelectFromModel, SelectKBest, SelectPercentile,
    SgdClassifier, SimpleImputer, SkipRows, SplineTransformer, StandardScaler, TargetClassEncoder,
    TargetEncoder, TfidfTransformer, TfidfVectorizer, ToDense, ToSparse, ValuesAhead, VarianceThreshold,
    Voting, Windows, WithWeights,
};
#[cfg(feature = "linalg")]
pub use crate::steps::{
    BernoulliRbm, GaussianRandomProjection, IncrementalPca, IterativeImputer, Pca, Ridge, SizedPca,
    SparseRandomProjection, TruncatedSvd,
};
pub use crate::{Error, Phase, Result, pipeline, step};
