//! Tokens to a syntax tree, in which names have no meaning yet.
//!
//! Invariant: reading never stops at an error. Each error is reported once, at its token, and reading continues with the
//! next element of a list, the next equation, or the next pipeline.
//!
//! | file | owns |
//! |---|---|
//! | `syntax` | the syntax tree |
//! | `parser` | the state of reading |
//! | `words`, `marker` | words that rustc rejects, and the word at the cursor of an editor |
//! | `cursor`, `lookahead`, `text`, `names` | tokens: a position, what starts there, their text, usable names |
//! | `first_error`, `depth` | one error for a statement; how deep brackets may be nested |
//! | `misspelt`, `habits`, `items` | misspelt words of the language; what other languages write; items of Rust |
//! | `recover` | mistaken operators, and where reading continues after an error |
//! | `header`, `signature`, `value_type`, `dims` | the header: the name, inputs, promise, types |
//! | `body`, `left_side`, `size` | equations and declared sizes |
//! | `chain`, `link`, `choose`, `step`, `generics`, `called`, `hyperparameters`, `space`, `literal`, `fit` | a chain and its steps |

mod body;
mod called;
mod chain;
mod choose;
mod cursor;
mod depth;
mod dims;
mod first_error;
mod fit;
mod generics;
mod habits;
mod header;
mod hyperparameters;
mod items;
mod left_side;
mod link;
mod literal;
mod lookahead;
mod marker;
mod misspelt;
mod names;
mod parser;
mod recover;
mod signature;
mod size;
mod space;
mod step;
pub(crate) mod syntax;
mod text;
mod value_type;
mod words;

pub(crate) use header::pipelines;
pub(crate) use hyperparameters::{is_comma, set_to_words};
pub(crate) use items::mentions;
pub(crate) use lookahead::is_type_like;
pub(crate) use marker::holds_cursor;
pub(crate) use names::{is_unnamed, is_usable, snake_case};
pub(crate) use space::{may_be, mistake, mistake_for};
pub(crate) use words::valid_words;
