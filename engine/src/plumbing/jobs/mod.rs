//! What can be done with all nodes of a pipeline.
//!
//! | file | owns |
//! |---|---|
//! | `fit_predict` | fit, predict |
//! | `batches` | a fit from batches |
//! | `partial_fit` | learning more, of a fitted pipeline |
//! | `stream` | fit from a source, predictions as a stream |
//! | `resources` | opening what the steps hold |
//! | `cached_fit`, `uncached_fit` | a fit with and without a cache |
//! | `fit_keys` | the keys of its values and nodes |
//! | `draw` | the graph |
//! | `edge_type` | types in drawings |

pub(crate) mod batches;
#[cfg_attr(not(feature = "cache"), path = "uncached_fit.rs")]
pub(crate) mod cached_fit;
pub(crate) mod draw;
pub(crate) mod edge_type;
#[cfg(feature = "cache")]
pub(crate) mod fit_keys;
pub(crate) mod fit_predict;
pub(crate) mod partial_fit;
pub(crate) mod resources;
pub(crate) mod stream;
