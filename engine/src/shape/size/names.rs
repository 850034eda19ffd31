//! Unique names for sizes in a text in which two different sizes have the same name.
//!
//! Invariant: no two listed sizes have the same name in the text; a size that is not listed keeps its own name.

use super::dim::Dim;
use super::symbol::{MAX_LEN, Symbol};
use crate::shape::text::Text;

const CAPACITY: usize = 32;

/// Names for sizes: the first size with a name keeps it, the next ones become `name_2`, `name_3`.
#[derive(Clone, Copy)]
pub(in crate::shape) struct Names {
    sizes: [Symbol; CAPACITY],
    called: [Symbol; CAPACITY],
    count: usize,
    /// Whether there were more sizes than the table holds.
    pub(in crate::shape) overfull: bool,
}

impl Names {
    pub(in crate::shape) const fn new() -> Names {
        let nothing = Symbol::from_bits(0);
        Names { sizes: [nothing; CAPACITY], called: [nothing; CAPACITY], count: 0, overfull: false }
    }

    pub(in crate::shape) const fn list_dim(&mut self, dim: &Dim) {
        let mut at = 0;
        while let Some(symbol) = dim.symbol_at(at) {
            self.list_symbol(symbol);
            at += 1;
        }
    }

    const fn list_symbol(&mut self, symbol: Symbol) {
        if find(&self.sizes, self.count, symbol).is_some() {
            return;
        }
        if self.count == CAPACITY {
            self.overfull = true;
            return;
        }
        let mut called = symbol.with_origin(0);
        let mut number = 2;
        while find(&self.called, self.count, called).is_some() {
            called = numbered(symbol, number);
            number += 1;
        }
        self.sizes[self.count] = symbol;
        self.called[self.count] = called;
        self.count += 1;
    }

    pub(in crate::shape) const fn of(&self, symbol: Symbol) -> Symbol {
        match find(&self.sizes, self.count, symbol) {
            Some(at) => self.called[at],
            None => symbol,
        }
    }
}

const fn find(symbols: &[Symbol; CAPACITY], count: usize, symbol: Symbol) -> Option<usize> {
    let mut at = 0;
    while at < count {
        if symbols[at].equals(symbol) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Returns `name_2`, with the name shortened if necessary.
const fn numbered(symbol: Symbol, number: i64) -> Symbol {
    let mut suffix = Text::<8>::new();
    suffix.push_str("_");
    suffix.push_i64(number);
    let name = symbol.name();
    let keep =
        if name.len() + suffix.len() > Symbol::MAX_LEN { Symbol::MAX_LEN - suffix.len() } else { name.len() };
    let mut text = Text::<MAX_LEN>::new();
    text.push_part(name.as_str(), 0, keep);
    text.push_str(suffix.as_str());
    match Symbol::new(text.as_str(), 0) {
        Some(symbol) => symbol,
        None => symbol,
    }
}
