//! Numbers, text, options, lists and tuples as state.
//!
//! Invariant: a `Vec` of numbers is one array; a float keeps every bit, even those of a NaN.

use std::marker::PhantomData;

use ndarray::{Array1, ArrayView1};

use super::{Reader, Save, Writer, plain};
use crate::{Error, Result};

/// Saves several values as one array.
macro_rules! in_an_array {
    () => {
        fn save_all(items: &[Self], out: &mut Writer<'_>) -> Result<()> {
            out.array(&ArrayView1::from(items))
        }

        fn load_all(state: &mut Reader<'_>) -> Result<Vec<Self>> {
            state.array().map(|array: Array1<Self>| array.into_iter().collect())
        }
    };
}

/// Saves several values as one JSON list.
macro_rules! in_a_list {
    () => {
        fn save_all(items: &[Self], out: &mut Writer<'_>) -> Result<()> {
            out.value(items)
        }

        fn load_all(state: &mut Reader<'_>) -> Result<Vec<Self>> {
            state.value()
        }
    };
}

/// Saves values of these types as JSON; `$several` says how a list of them is saved.
macro_rules! json {
    ($several:ident: $($type:ty),+) => {
        $(impl Save for $type {
            const VERSION: u32 = 0;

            fn save(&self, out: &mut Writer<'_>) -> Result<()> {
                out.value(self)
            }

            fn load(state: &mut Reader<'_>) -> Result<Self> {
                state.value()
            }

            $several!();
        })+
    };
}
json!(in_an_array: u8, i8, u16, i16, u32, i32, u64, i64, usize, isize, bool);
json!(in_a_list: String, char, (), i128, u128);

/// Saves a finite float as a JSON number, and any other as the text of its bits, since JSON has no such numbers.
macro_rules! float {
    ($($type:ty, $bits:ty, $digits:literal);+) => {
        $(impl Save for $type {
            const VERSION: u32 = 0;

            fn save(&self, out: &mut Writer<'_>) -> Result<()> {
                if self.is_finite() {
                    out.value(self)
                } else {
                    out.value(&format!(concat!("0x{:0", $digits, "x}"), self.to_bits()))
                }
            }

            fn load(state: &mut Reader<'_>) -> Result<Self> {
                let text = state.take_text()?;
                if !text.starts_with('"') {
                    return plain::from_text(&text);
                }
                let bits: String = plain::from_text(&text)?;
                let bits = bits.strip_prefix("0x").and_then(|bits| <$bits>::from_str_radix(bits, 16).ok());
                bits.map(<$type>::from_bits)
                    .ok_or_else(|| Error::new(format!("contains {text}, which is neither a number nor the bits of one")))
            }

            in_an_array!();
        })+
    };
}
float!(f32, u32, "8"; f64, u64, "16");

impl<T> Save for PhantomData<T> {
    const VERSION: u32 = 0;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.value(&())
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        state.value::<()>().map(|()| Self)
    }
}

impl<T: Save> Save for Vec<T> {
    const VERSION: u32 = 0;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        T::save_all(self, out)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        T::load_all(state)
    }
}

impl<T: Save, const N: usize> Save for [T; N] {
    const VERSION: u32 = 0;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        T::save_all(self, out)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let items = T::load_all(state)?;
        let count = items.len();
        items.try_into().map_err(|_| Error::new(format!("contains {count} items, but {N} are expected")))
    }
}

/// Saves `None` as `null`, and a value under the name `some`, so that `None` and `Some(None)` differ.
impl<T: Save> Save for Option<T> {
    const VERSION: u32 = 0;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        match self {
            None => out.value(&()),
            Some(value) => out.field("some", value),
        }
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        if state.has_value() {
            return state.value::<()>().map(|()| None);
        }
        state.field("some").map(Some)
    }
}

macro_rules! tuple {
    ($($name:ident: $at:tt),+) => {
        impl<$($name: Save),+> Save for ($($name,)+) {
            const VERSION: u32 = 0;

            fn save(&self, out: &mut Writer<'_>) -> Result<()> {
                $(out.field(stringify!($at), &self.$at)?;)+
                Ok(())
            }

            fn load(state: &mut Reader<'_>) -> Result<Self> {
                Ok(($(state.field::<$name>(stringify!($at))?,)+))
            }
        }
    };
}
tuple!(A: 0);
tuple!(A: 0, B: 1);
tuple!(A: 0, B: 1, C: 2);
tuple!(A: 0, B: 1, C: 2, D: 3);
tuple!(A: 0, B: 1, C: 2, D: 3, E: 4);
tuple!(A: 0, B: 1, C: 2, D: 3, E: 4, F: 5);
