//! The kinds of nodes, a file each.
//!
//! | file | owns |
//! |---|---|
//! | `step` | a step |
//! | `expect` | a comparison of a shape |
//! | `column` | a column of records |
//! | `reuse` | the fitted step of another node: its inverse, or the step applied again |
//! | `fit_only` | a step that acts only while fitting |
//! | `broken` | a node with a reported mistake |

pub(crate) mod broken;
pub(crate) mod column;
pub(crate) mod expect;
pub(crate) mod fit_only;
pub(crate) mod reuse;
pub(crate) mod step;
