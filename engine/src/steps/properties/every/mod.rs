//! Every standard step obeys the same laws, and meets the same bad inputs.
//!
//! | file | owns |
//! |---|---|
//! | `table` | a line for each step: the step with its hyperparameters, its inputs and targets |
//! | `texts`, `dates` | the lines of the steps of texts and sparse values, and of dates |
//! | `line` | [`Line`](line::Line): a step with its cases |
//! | `cell`, `values`, `sparse` | [`Values`](values::Values): what the laws ask of an input or an output |
//! | `inputs` | the inputs of the table |
//! | `case` | [`Case`](case::Case): a step with its inputs |
//! | `laws` | one function for each law |
//! | `bad_inputs` | inputs from which a step cannot learn, or which it cannot transform |
//! | `complete` | whether each step that the library exports is in the table |

mod bad_inputs;
mod case;
mod cell;
mod complete;
#[cfg(feature = "dates")]
mod dates;
mod inputs;
mod laws;
mod line;
mod sparse;
mod table;
mod texts;
mod values;
