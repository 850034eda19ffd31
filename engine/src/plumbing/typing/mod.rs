//! What the generated code asks rustc by method resolution, and the messages where the answer is no.
//!
//! Nothing here runs, but makes the nodes of `exec`.
//!
//! | file | owns |
//! |---|---|
//! | `probe` | the vocabulary of all questions |
//! | `is_step` | whether a type is a step |
//! | `step` | whether a step takes its inputs |
//! | `arm` | whether each arm of a choice does |
//! | `reuse` | whether a fitted step is undone, or applied again |
//! | `fit_only` | whether a step acts only while fitting |
//! | `flow` | whether an input can flow along an edge |
//! | `poison_probe` | whether a value is poison |
//! | `tuple` | whether a value is a tuple |
//! | `list` | whether values are of one type |
//! | `output_slot` | how a value is measured |
//! | `cached` | whether a value can be kept |
//! | `display` | types in messages |
//! | `output` | types of outputs |
//! | `deliver` | outputs that may be poison |
//! | `deferred` | `Default`, `Clone` and `Debug`, asked late |
//! | `shapes` | the checks of shapes that rustc evaluates |
//! | `editor` | what the expansion calls that an editor reads |

pub(crate) mod arm;
pub(crate) mod cached;
pub(crate) mod deferred;
pub(crate) mod deliver;
pub(crate) mod display;
pub(crate) mod editor;
pub(crate) mod fit_only;
pub(crate) mod flow;
pub(crate) mod is_step;
pub(crate) mod list;
pub(crate) mod output;
pub(crate) mod output_slot;
pub(crate) mod poison_probe;
pub(crate) mod probe;
pub(crate) mod reuse;
pub(crate) mod shapes;
pub(crate) mod step;
pub(crate) mod tuple;
