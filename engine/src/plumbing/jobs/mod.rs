//! The jobs: the operations on all nodes of a pipeline.
//!
//! | file | owns |
//! |---|---|
//! | `fit_predict` | fit and predict, each as one run |
//! | `batches` | a fit from batches |
//! | `partial_fit` | updating a fitted pipeline with more rows |
//! | `stream` | fit from a source of batches, predictions as a stream |
//! | `resources` | opening the resources that the steps hold |
//! | `cached_fit`, `uncached_fit` | a fit with and without a cache |
//! | `fit_keys` | the cache keys of the values and nodes of a fit |
//! | `draw` | the graph of a pipeline, for drawings |
//! | `feature_names` | the names of the features of all values |
//! | `edge_type` | how types are shown in drawings |

pub(crate) mod batches;
#[cfg_attr(not(feature = "cache"), path = "uncached_fit.rs")]
pub(crate) mod cached_fit;
pub(crate) mod draw;
pub(crate) mod edge_type;
pub(crate) mod feature_names;
#[cfg(feature = "cache")]
pub(crate) mod fit_keys;
pub(crate) mod fit_predict;
pub(crate) mod partial_fit;
pub(crate) mod resources;
pub(crate) mod stream;
