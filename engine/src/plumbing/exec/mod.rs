//! Running one node, whatever its types, and the nodes of one pipeline.
//!
//! | file | owns |
//! |---|---|
//! | `execution` | one run: its sizes, its inputs, what happens around a node |
//! | `node_context` | one node while it runs: its checks |
//! | `steps` | the steps of a run |
//! | `measure` | how values are measured |
//! | `source` | where a node takes its values from |
//! | `list` | the source `[a, b, c]` |
//! | `output` | where it puts what it gives |
//! | `fit_state` | what a node has learnt from batches so far |
//! | `arm` | the chosen arm of a choice |
//! | `node` | what can be done with a node |
//! | `nodes` | the kinds of nodes |
//! | `pipeline` | a pipeline's nodes, and what a job is |
//! | `cache_io` | what a cache keeps of a node |
//! | `no_cache` | the same without a cache |
//! | `cache_keys` | the keys that a fit knows |

pub(crate) mod arm;
#[cfg(feature = "cache")]
pub(crate) mod cache_io;
#[cfg(feature = "cache")]
pub(crate) mod cache_keys;
pub(crate) mod execution;
pub(crate) mod fit_state;
pub(crate) mod list;
pub(crate) mod measure;
#[cfg(not(feature = "cache"))]
pub(crate) mod no_cache;
pub(crate) mod node;
pub(crate) mod node_context;
pub(crate) mod nodes;
pub(crate) mod output;
pub(crate) mod pipeline;
pub(crate) mod source;
pub(crate) mod steps;
