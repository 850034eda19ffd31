//! Runs one node, independent of its types, and the nodes of one pipeline.
//!
//! | file | owns |
//! |---|---|
//! | `execution` | one run: its sizes, its inputs, what happens around a node |
//! | `node_context` | one node while it runs: its checks |
//! | `steps` | the steps of a run, and the state in which a node receives its step |
//! | `measure` | how values are measured |
//! | `source` | the sources of a node's inputs |
//! | `list` | the source `[a, b, c]` |
//! | `output` | the slots of a node's outputs |
//! | `fit_state` | the state of a node that learns from batches |
//! | `arm` | the chosen arm of a choice |
//! | `node` | the operations of a node |
//! | `nodes` | the kinds of nodes |
//! | `pipeline` | a pipeline's nodes, and the trait of jobs |
//! | `cached_node` | a node as a cache sees it |
//! | `cache_io` | how a cache keeps a value |
//! | `cache_keys` | the keys that a run knows |
//! | `no_cache_io`, `no_cache_keys` | the same two without the feature `cache` |
//! | `cached_execution`, `cached_output` | the parts of a run, and of an output, that only a fit with a cache needs |

pub(crate) mod arm;
#[cfg_attr(not(feature = "cache"), path = "no_cache_io.rs")]
pub(crate) mod cache_io;
#[cfg_attr(not(feature = "cache"), path = "no_cache_keys.rs")]
pub(crate) mod cache_keys;
#[cfg(feature = "cache")]
mod cached_execution;
pub(crate) mod cached_node;
#[cfg(feature = "cache")]
mod cached_output;
pub(crate) mod execution;
pub(crate) mod fit_state;
pub(crate) mod list;
pub(crate) mod measure;
pub(crate) mod node;
pub(crate) mod node_context;
pub(crate) mod nodes;
pub(crate) mod output;
pub(crate) mod pipeline;
pub(crate) mod source;
pub(crate) mod steps;
