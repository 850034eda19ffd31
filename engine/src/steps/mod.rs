//! The standard steps.
//!
//! Three promises hold for every step here. Statistics are accumulated in `f64`, whatever the element type. The
//! same input gives the same bits on any number of threads, because sums run over parts whose borders depend on
//! the size of the input alone. And nothing is swallowed: NaN, infinity, missing rows and wrong column counts are
//! errors that say where.
//!
//! | file | owns |
//! |---|---|
//! | `flatten` | [`Flatten`]: images and sequences to rows of features |
//! | `concat` | [`Concat`]: several arrays side by side |
//! | `standard_scaler` | [`StandardScaler`]: columns with mean 0 and variance 1 |
//! | `min_max_scaler` | [`MinMaxScaler`]: columns within a range |
//! | `pca`, `sized_pca` | [`Pca`], [`SizedPca`]: the directions in which rows vary most |
//! | `logistic_regression` | [`LogisticRegression`]: probabilities of classes |
//! | `ridge` | [`Ridge`]: a number for each row, by least squares |
//! | `sgd_classifier` | [`SgdClassifier`]: probabilities of classes, learnt batch by batch, with early stopping |
//! | `arg_max` | [`ArgMax`]: from probabilities to classes |
//! | `label_encoder` | [`LabelEncoder`]: labels of any type to class numbers, and back |
//! | `one_hot` | [`OneHot`]: classes to rows with a single one, and back |
//! | `log1p` | [`Log1p`], [`Expm1`]: logarithms of amounts, and back |
//! | `drop_outliers`, `balance` | [`DropOutliers`], [`Balance`]: the rows to learn from, changed while fitting |
//! | `windows` | [`Windows`], [`Ahead`]: a series as rows, and what follows each of them |
//! | `meta` | [`ForEach`], [`CrossFit`], [`Bagging`], [`Frozen`], [`FineTuned`] and others: steps made of a step |
//! | [`metrics`] | how good predictions are |
//! | `moments`, `scatter` | [`Moments`], [`Scatter`]: mergeable means, variances, covariances |
//! | `softmax`, `newton` | the objective of logistic regression, and how its minimum is found |
//! | `principal` | what a principal component analysis knows of the rows it has seen |
//! | `decompose` | eigenvectors and singular vectors |
//! | `float`, `label` | [`Float`], [`Label`]: the element types that steps take |
//! | `weight` | [`RowWeights`], [`Weighted`]: how much each row counts while learning |
//! | `affine`, `rows`, `check` | rows in blocks, in parallel and in a fixed order; what steps ask of them |
//!
#![doc = include_str!("../../docs/meta_steps.md")]
#![allow(clippy::needless_pass_by_value, reason = "a view is a reference already")]

mod accumulate;
mod affine;
mod arg_max;
mod balance;
mod check;
mod concat;
#[cfg(feature = "linalg")]
mod decompose;
mod drop_outliers;
mod flatten;
mod float;
mod label;
mod label_encoder;
#[cfg(test)]
mod laws;
mod log1p;
mod logistic_regression;
mod meta;
pub mod metrics;
mod min_max_scaler;
mod moments;
mod newton;
mod one_hot;
#[cfg(feature = "linalg")]
mod pca;
#[cfg(feature = "linalg")]
mod principal;
#[cfg(feature = "linalg")]
mod ridge;
mod rows;
mod scatter;
mod sgd_classifier;
#[cfg(feature = "linalg")]
mod sized_pca;
mod softmax;
mod standard_scaler;
mod weight;
mod windows;

pub use arg_max::ArgMax;
pub use balance::Balance;
pub use concat::Concat;
pub use drop_outliers::{AllRows, DropOutliers};
pub use flatten::Flatten;
pub use float::Float;
pub use label::Label;
pub use label_encoder::{FittedLabelEncoder, LabelEncoder};
pub use log1p::{Expm1, Log1p};
pub use logistic_regression::{FittedLogisticRegression, LogisticRegression};
#[cfg(feature = "cache")]
pub use meta::Cached;
pub use meta::{
    Bagging, CrossFit, Epochs, FineTuned, FittedBagging, FittedFlattened, FittedForEach, FittedOnlyFit,
    FittedOptional, FittedRetry, Flattened, ForEach, Frozen, Inspect, OnlyFit, Optional, Retry, Sharing,
    Vote, Voting,
};
pub use min_max_scaler::{FittedMinMaxScaler, MinMaxScaler};
pub use moments::Moments;
pub use one_hot::OneHot;
#[cfg(feature = "linalg")]
pub use pca::{FittedPca, Pca};
#[cfg(feature = "linalg")]
pub use ridge::{FittedRidge, Ridge};
pub use scatter::Scatter;
pub use sgd_classifier::{FittedSgdClassifier, Lesson, SgdClassifier};
#[cfg(feature = "linalg")]
pub use sized_pca::SizedPca;
pub use standard_scaler::{FittedStandardScaler, StandardScaler};
pub use weight::{RowWeights, Weighted};
pub use windows::{Ahead, Windows};
