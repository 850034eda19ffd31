//! [`Cell`]: one value of a table, as a number by which it is compared.

use crate::records::Category;

/// A cell, as a number by which it is compared.
pub(super) trait Cell: Clone + Send + Sync + 'static {
    fn number(&self) -> f64;

    /// The cell that is this number; `None` if there is none.
    fn of(_: f64) -> Option<Self> {
        None
    }

    /// A number whose square exceeds the type; `None` of other types.
    fn huge() -> Option<Self> {
        None
    }

    /// Cells that no table of this suite has, with what each is.
    fn odd() -> Vec<(&'static str, Self)> {
        Vec::new()
    }
}

macro_rules! numbers {
    ($($number:ty: $of:expr, $huge:expr;)+) => {
        $(impl Cell for $number {
            fn number(&self) -> f64 {
                *self as f64
            }

            fn of(value: f64) -> Option<Self> {
                let of: fn(f64) -> Option<Self> = $of;
                of(value)
            }

            fn huge() -> Option<Self> {
                $huge
            }
        })+
    };
}
numbers! {
    f64: Some, Some(1e300);
    f32: |value| Some(value as f32), Some(3e38);
    u8: |_| None, None;
    u16: |_| None, None;
    usize: |_| None, None;
    i64: |_| None, None;
}

impl Cell for bool {
    fn number(&self) -> f64 {
        f64::from(u8::from(*self))
    }
}

const ODD_TEXTS: [(&str, &str); 3] =
    [("an unseen text", "unseen"), ("an empty text", ""), ("control characters", "a\0b\n\u{202e}c")];

/// The bytes of a text as a number: different for the short texts of this suite.
fn of_text(text: &str) -> f64 {
    text.bytes().fold(0.0, |sum, byte| sum * 257.0 + f64::from(byte))
}

impl Cell for String {
    fn number(&self) -> f64 {
        of_text(self)
    }

    fn odd() -> Vec<(&'static str, Self)> {
        ODD_TEXTS.map(|(name, text)| (name, text.into())).to_vec()
    }
}

impl Cell for Category {
    fn number(&self) -> f64 {
        of_text(self.as_str())
    }

    fn odd() -> Vec<(&'static str, Self)> {
        ODD_TEXTS.map(|(name, text)| (name, text.into())).to_vec()
    }
}
