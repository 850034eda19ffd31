//! The questions that the generated code asks rustc by method resolution, and the messages if the answer is no.
//!
//! The code here runs no step: its answers make the nodes of `exec`.
//!
//! | file | owns |
//! |---|---|
//! | `probe` | the types and traits that all questions share |
//! | `is_step` | whether a type is a step |
//! | `step` | whether a step accepts its inputs |
//! | `arm` | whether each arm of a choice accepts the input of the choice |
//! | `reuse` | whether a fitted step can be inverted, or reapplied to another value |
//! | `fit_only` | whether a step acts only while fitting |
//! | `flow` | whether an input can flow along an edge |
//! | `poison_probe` | whether a value is poison |
//! | `tuple` | whether a value is a tuple |
//! | `list` | whether the values of a list are of one type |
//! | `columns` | whether rows are an array or columns, and the columns of records |
//! | `output_slot` | how a value is measured |
//! | `cached` | the answer if a cache does not keep a value |
//! | `display` | how types are shown in messages |
//! | `stored` | the same values as arrays, and as sparse matrices |
//! | `output` | the types of outputs |
//! | `deliver` | the return of outputs, which may be poison |
//! | `deferred` | `Default`, `Clone` and `Debug` of a pipeline, by late bounds |
//! | `shapes` | the shape checks that rustc evaluates |
//! | `checked` | whether a pipeline has a mistake, in the type of its outputs |
//! | `usable` | whether a type in a user's own step can flow, or be shared between threads |
//! | `editor` | the items that the expansion for editors calls |

pub(crate) mod arm;
pub(crate) mod cached;
pub(crate) mod checked;
pub(crate) mod columns;
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
pub(crate) mod stored;
pub(crate) mod tuple;
pub(crate) mod usable;
