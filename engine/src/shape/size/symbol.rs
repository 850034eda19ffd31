//! The name of a size, packed into one integer, so that two names are compared by one comparison.
//!
//! Invariant: the upper 112 bits hold 1 to 20 characters of `[a-z_][a-z0-9_]*` in base 38, the lower 16 bits the origin.

use crate::shape::text::Text;
use core::fmt;

pub(in crate::shape) const BASE: u128 = 38;

/// The longest name, in characters.
pub(in crate::shape) const MAX_LEN: usize = 20;

/// The entries of `0` and `9` in [`DIGITS`].
pub(in crate::shape) const DIGIT_0: u8 = 2;
pub(in crate::shape) const DIGIT_9: u8 = 11;

/// The digit of each character that is allowed in a name; 0 for all others.
pub(in crate::shape) const DIGITS: [u8; 256] = {
    let mut digits = [0; 256];
    digits[b'_' as usize] = 1;
    let mut digit = 0;
    while digit < 10 {
        digits[b'0' as usize + digit] = DIGIT_0 + digit as u8;
        digit += 1;
    }
    let mut letter = 0;
    while letter < 26 {
        digits[b'a' as usize + letter] = 12 + letter as u8;
        letter += 1;
    }
    digits
};

/// The name of a size, and its origin.
///
/// Origin 0 is a size that the user named in a pipeline's header; origin `k > 0` is a new size in the output of node `k`,
/// which is known only at run time. The same name with another origin is another size.
///
/// ```
/// use shapeflow::shape::Symbol;
/// const N: Symbol = Symbol::new("n", 0).unwrap();
/// assert_eq!(N.name().as_str(), "n");
/// assert_ne!(Some(N), Symbol::new("n", 3));
/// assert_eq!(None, Symbol::new("N", 0));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub(in crate::shape) u128);

impl Symbol {
    /// The longest name, in characters.
    pub const MAX_LEN: usize = MAX_LEN;

    /// The origin of a variable that a signature has not bound yet; no node has this number.
    pub(in crate::shape) const UNBOUND: u16 = u16::MAX;

    /// Packs a name; `None` unless it is an ASCII lower-case identifier of at most 20 characters.
    pub const fn new(name: &str, origin: u16) -> Option<Symbol> {
        Symbol::from_bytes(name.as_bytes(), 0, name.len(), origin)
    }

    /// Packs `bytes[start..end]`.
    pub(in crate::shape) const fn from_bytes(
        bytes: &[u8],
        start: usize,
        end: usize,
        origin: u16,
    ) -> Option<Symbol> {
        if start >= end
            || end - start > Symbol::MAX_LEN
            || matches!(DIGITS[bytes[start] as usize], DIGIT_0..=DIGIT_9)
        {
            return None;
        }
        let mut packed = 0u128;
        let mut at = start;
        while at < end {
            let digit = DIGITS[bytes[at] as usize];
            if digit == 0 {
                return None;
            }
            packed = packed * BASE + digit as u128;
            at += 1;
        }
        Some(Symbol(packed << 16 | origin as u128))
    }

    /// Returns 0 for a size of the header, otherwise the number of the node whose output introduced the size.
    pub const fn origin(self) -> u16 {
        self.0 as u16
    }

    /// Returns the size of the same name with another origin.
    pub const fn with_origin(self, origin: u16) -> Symbol {
        Symbol(self.0 >> 16 << 16 | origin as u128)
    }

    /// Returns the name.
    pub const fn name(self) -> Text<MAX_LEN> {
        let mut digits = [0u8; MAX_LEN];
        let mut start = Symbol::MAX_LEN;
        let mut left = self.0 >> 16;
        while left != 0 && start > 0 {
            start -= 1;
            let digit = (left % BASE) as u8;
            digits[start] = match digit {
                0 | 1 => b'_',
                2..=11 => b'0' + digit - 2,
                _ => b'a' + digit - 12,
            };
            left /= BASE;
        }
        let mut text = Text::new();
        text.push_bytes(digits.split_at(start).1);
        text
    }

    /// Returns whether both are the same size.
    pub const fn equals(self, other: Symbol) -> bool {
        self.0 == other.0
    }

    pub(in crate::shape) const fn bits(self) -> u128 {
        self.0
    }

    pub(in crate::shape) const fn from_bits(bits: u128) -> Symbol {
        Symbol(bits)
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name().as_str())
    }
}

impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.origin() {
            0 => write!(f, "{self}"),
            origin => write!(f, "{self}@{origin}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rejects_texts_that_are_not_names() {
        for text in ["", "N", "9a", "a-b", "ä", "abcdefghijklmnopqrstu", "a b"] {
            assert_eq!(Symbol::new(text, 0), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn keeps_name_and_origin(name in "[a-z_][a-z0-9_]{0,19}", origin: u16, other: u16) {
            let symbol = Symbol::new(&name, origin).expect("a name");
            prop_assert_eq!(symbol.to_string(), name.clone());
            prop_assert_eq!(symbol.origin(), origin);
            prop_assert_eq!(symbol.with_origin(other), Symbol::new(&name, other).expect("a name"));
        }

        #[test]
        fn differs_when_the_name_differs(a in "[a-z_][a-z0-9_]{0,19}", b in "[a-z_][a-z0-9_]{0,19}") {
            prop_assert_eq!(Symbol::new(&a, 1) == Symbol::new(&b, 1), a == b);
        }
    }
}
