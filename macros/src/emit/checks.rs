//! The checks that rustc evaluates, while the code is written that they are about.
//!
//! Invariant: a check is emitted once, in the order in which the code asked for it.

use std::cell::RefCell;

use proc_macro2::TokenStream;

/// The checks so far: expressions that panic where the pipeline has a mistake.
#[derive(Default)]
pub(super) struct Checks(RefCell<Vec<TokenStream>>);

impl Checks {
    /// Adds a check.
    pub(super) fn add(&self, check: TokenStream) {
        self.0.borrow_mut().push(check);
    }

    /// Takes all checks out.
    pub(super) fn take(&self) -> Vec<TokenStream> {
        self.0.take()
    }
}
