//! Whole-system tests of shapeflow.
//!
//! | file | owns |
//! |---|---|
//! | `steps` | steps of a user, for the compile-fail cases |

pub mod steps;
