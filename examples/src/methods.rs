//! The methods of Rust's standard library: name, documentation and receiver; source and license are in `data/README.md`.

use shapeflow::prelude::*;
use shapeflow::sources::Csv;

/// A method, as its documentation tells of it.
#[derive(Debug, Clone, PartialEq, Record)]
pub struct Method {
    /// Its name.
    pub name: String,
    /// The minor version of Rust that has stabilized it: 36 is 1.36.
    pub since: u16,
    /// The number of its parameters, without the receiver.
    pub parameters: u8,
    /// The number of lines of its documentation.
    pub lines: u16,
    /// The number of examples in it.
    pub examples: u8,
    /// Its first sentence, in Markdown.
    pub text: String,
}

/// What is to be predicted.
#[derive(Debug, Clone, PartialEq, Record)]
pub struct Answer {
    /// How the method takes its value.
    pub receiver: Receiver,
}

/// How a method takes its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Category)]
pub enum Receiver {
    /// It takes none, as `Vec::new` does.
    #[category(name = "none")]
    None,
    /// It consumes or copies it, as `Option::unwrap` does.
    #[category(name = "self")]
    Owned,
    /// It looks at it, as `Vec::len` does.
    #[category(name = "&self")]
    Shared,
    /// It changes it, as `Vec::push` does.
    #[category(name = "&mut self")]
    Mutable,
}

/// The file: see `data/README.md`.
#[must_use]
pub fn file() -> Csv {
    Csv::of_text(include_str!("../data/methods.csv")).called("methods.csv")
}
