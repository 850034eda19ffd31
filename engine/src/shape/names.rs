//! How sizes are called in a text where two different sizes would have the same name.
//!
//! Invariant: no two sizes listed here are called the same; a size not listed keeps its own name.

use super::cursor::is_word;
use super::dim::Dim;
use super::shape::Shape;
use super::symbol::{MAX_LEN, Symbol};
use super::text::Text;

const CAPACITY: usize = 32;

/// Names for sizes: the first size of a name keeps it, the next ones are `name_2`, `name_3`.
#[derive(Clone, Copy)]
pub(super) struct Names {
    sizes: [Symbol; CAPACITY],
    called: [Symbol; CAPACITY],
    count: usize,
    /// More sizes than there is room for.
    pub(super) overfull: bool,
}

impl Names {
    pub(super) const fn new() -> Names {
        let nothing = Symbol::from_bits(0);
        Names { sizes: [nothing; CAPACITY], called: [nothing; CAPACITY], count: 0, overfull: false }
    }

    /// Lists the sizes in a shape.
    pub(super) const fn list(&mut self, shape: &Shape) {
        let mut axis = 0;
        while axis < shape.rank() {
            self.list_dim(&shape.dims[axis]);
            axis += 1;
        }
    }

    pub(super) const fn list_dim(&mut self, dim: &Dim) {
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

    pub(super) const fn of(&self, symbol: Symbol) -> Symbol {
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

/// `name_2`, the name shortened if need be.
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

impl<const N: usize> Text<N> {
    /// Appends `text[start..end]` with each constant replaced by its number.
    pub(super) const fn push_with_constants(
        &mut self,
        text: &str,
        start: usize,
        end: usize,
        constants: &[(&str, i64)],
    ) {
        let bytes = text.as_bytes();
        let mut at = start;
        while at < end {
            let from = at;
            if !is_word(bytes[at]) {
                while at < end && !is_word(bytes[at]) {
                    at += 1;
                }
                self.push_part(text, from, at);
                continue;
            }
            while at < end && is_word(bytes[at]) {
                at += 1;
            }
            let mut constant = 0;
            while constant < constants.len()
                && !super::cursor::same(bytes, from, at, constants[constant].0.as_bytes())
            {
                constant += 1;
            }
            if constant < constants.len() {
                self.push_i64(constants[constant].1);
            } else {
                self.push_part(text, from, at);
            }
        }
    }
}
