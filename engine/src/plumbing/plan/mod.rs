//! Data about a pipeline: its static table, and what is computed from the table before any node runs.
//!
//! | file | owns |
//! |---|---|
//! | `node` | the rows of the static table: inputs and nodes |
//! | `table` | the table, and the shapes that rustc infers from it |
//! | `capability` | what a step's type can do: tables of functions, and the questions that fill them |
//! | `choice` | the arms of a choice |
//! | `declared_size` | the sizes that a pipeline declares |
//! | `liveness` | which nodes a run needs, and how often each value is used |
//! | `execution_plan` | which nodes run, what each does, and in which order |
//! | `pipeline_info` | all of it for one pipeline |
//! | `erased` | fitted steps of any type |

pub(crate) mod capability;
pub(crate) mod choice;
pub(crate) mod declared_size;
pub(crate) mod erased;
pub(crate) mod execution_plan;
pub(crate) mod liveness;
pub(crate) mod node;
pub(crate) mod pipeline_info;
pub(crate) mod table;
