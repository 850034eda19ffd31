//! Every standard step obeys the same laws, and meets the same bad inputs.
//!
//! | file | owns |
//! |---|---|
//! | `table` | a line for each step: the step with its hyperparameters, its inputs and targets |
//! | `values` | [`Values`](values::Values): what the laws ask of an input or an output |
//! | `inputs` | the inputs of the table |
//! | `case` | [`Case`](case::Case): a line of the table |
//! | `laws` | one function for each law |
//! | `bad_inputs` | inputs from which a step cannot learn, or which it cannot transform |
//! | `complete` | whether each step that the library exports is in the table |

mod bad_inputs;
mod case;
mod complete;
mod inputs;
mod laws;
mod table;
mod values;
