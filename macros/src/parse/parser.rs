//! The state of reading.

use std::collections::HashMap;

use proc_macro2::{Ident, Span};

use super::syntax::{Input, Words};
use crate::diagnostic::Reports;

/// The state of reading; each file adds the methods that read its part of the language.
pub(super) struct Parser<'r> {
    pub(super) reports: &'r mut Reports,
    /// The current depth of nested brackets.
    pub(super) depth: usize,
    /// An error in this statement left its meaning open, so further errors may only follow from it.
    pub(super) is_lost: bool,
    /// rustc reads the expansion: the first error of a statement is its only one. An editor reads the rest, too.
    pub(super) is_strict: bool,
    /// The number of errors of the statements in blocks.
    pub(super) in_blocks: usize,
    /// An error in the inputs of this pipeline has hidden a name.
    pub(super) misses_inputs: bool,
    /// The names of types, constants and steps that a reported error has hidden.
    pub(super) unknown: Vec<String>,
    /// The inputs with `fit` among the others, which have been reported.
    pub(super) inner_fit: Vec<Input>,
    /// The types of values in this macro call, and the first and last token of each where it is first.
    pub(super) types: HashMap<String, (Span, Span)>,
    /// The number of outputs without a name, `_`.
    pub(super) unnamed: usize,
    /// The words of this pipeline that only an editor needs.
    pub(super) words: Words,
}

impl<'r> Parser<'r> {
    pub(super) fn new(reports: &'r mut Reports, is_strict: bool) -> Parser<'r> {
        Parser {
            reports,
            depth: 0,
            is_lost: false,
            is_strict,
            in_blocks: 0,
            misses_inputs: false,
            unknown: Vec::new(),
            inner_fit: Vec::new(),
            types: HashMap::new(),
            unnamed: 0,
            words: Words::default(),
        }
    }

    /// Notes a word of the language.
    pub(super) fn keyword(&mut self, word: Option<&Ident>) {
        self.words.keywords.extend(word.cloned());
    }

    /// Reports an error after which the meaning of the rest of the statement is a guess; only the first is reported.
    pub(super) fn lose(&mut self, start: Span, end: Span, message: impl Into<String>) {
        if !self.is_lost {
            self.reports.range(start, end, message);
        }
        self.is_lost = true;
    }
}
