//! From the checked model to Rust code.
//!
//! One pipeline becomes a struct of steps, a struct of fitted steps, and a block of constants and functions. The
//! code is flat: a constant per value, a `let` or a `match` arm per node, no type that nests with the graph.
//!
//! A file imports from its own line of this table and from the lines above it:
//!
//! | file | is about |
//! |---|---|
//! | `reader` | who reads the expansion: rustc or an editor |
//! | `spans`, `chunked` | code at the user's tokens; long lists of bounds in parts |
//! | `names`, `attributes` | the names of what is emitted, the user's attributes |
//! | `group` | the tree of the steps |
//! | `derived` | what a struct implements by way of its fields |
//! | `kinds` | what is emitted for each kind of node |
//! | `types` | the structs, and the types of values |
//! | `shapes`, `tables`, `bindings` | the shapes and their checks, the static table of nodes, the user's names |
//! | `assemble` | the nodes, each typed once, and how a job runs them |
//! | `api` | the methods that a caller uses, and the traits that make a pipeline a step |
//! | `editor` | what only an editor reads, in place of `tables` and `assemble` |
//! | `expansion` | the order of all of it |

mod api;
mod assemble;
mod attributes;
mod bindings;
mod chunked;
mod derived;
mod editor;
mod expansion;
mod group;
mod kinds;
mod names;
mod reader;
mod shapes;
mod spans;
mod tables;
mod types;

pub(crate) use expansion::emit;
pub(crate) use reader::Reader;
