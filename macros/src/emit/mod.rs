//! Translates the checked model of a pipeline to Rust code.
//!
//! A pipeline becomes a struct of its steps, a struct of the fitted steps, and a block of constants and functions. The
//! code is flat: a row of a table, a check and a statement for each node, and no type whose depth grows with the graph.
//!
//! Invariant: a file imports only from its own line of this table and from the lines above it.
//!
//! | file | contents |
//! |---|---|
//! | `reader` | the program that reads the expansion: rustc or an editor |
//! | `spans`, `limits`, `checks` | code with the spans of the user's tokens; the lengths of lists; the checks so far |
//! | `names`, `attributes` | the names of the generated items; the user's attributes |
//! | `checked` | the constant with all checks, on which the type of the outputs depends |
//! | `rows` | what rows of a declared type are |
//! | `written` | the types that the user wrote as steps, with their aliases |
//! | `group` | the tree of the steps |
//! | `type_names` | the types that a pipeline adds to the user's module |
//! | `derived` | the traits that a struct implements through its fields |
//! | `kinds` | the code of each kind of node |
//! | `types` | the structs, and the types of values |
//! | `shapes`, `tables`, `bindings`, `columns` | the shapes and their checks; the static table of nodes; the user's names; the names of columns |
//! | `broken` | what a pipeline lacks because of a mistake |
//! | `assemble` | the nodes, each type-checked once, and how a job runs them |
//! | `api` | the public methods, and the traits that make a pipeline a step |
//! | `editor` | the code that only an editor reads, in place of `tables` and `assemble` |
//! | `expansion` | the whole expansion, in order |

mod api;
mod assemble;
mod attributes;
mod bindings;
mod broken;
mod checked;
mod checks;
mod columns;
mod derived;
mod editor;
mod expansion;
mod group;
mod kinds;
mod limits;
mod names;
mod reader;
mod rows;
mod shapes;
mod spans;
mod tables;
mod type_names;
mod types;
mod written;

pub(crate) use checked::errors_name;
pub(crate) use expansion::emit;
pub(crate) use reader::Reader;
pub(crate) use spans::with_span;
pub(crate) use type_names::{TypeName, type_names};
