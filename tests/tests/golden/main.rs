//! The standard steps against scikit-learn's results on the same numbers: `tests/golden/README.md` says what is in the
//! files and how they were made.

mod categories;
mod data;
mod degenerate;
mod distributions;
mod encoders;
mod expansions;
mod folds;
mod imputers;
mod k_bins;
mod logistic_regression;
mod pca;
mod reductions;
mod ridge;
mod sample_weights;
mod scalers;
mod scales;
mod selection;
mod series;
mod sgd_classifier;
mod sparse;
mod text;
mod two_classes;
