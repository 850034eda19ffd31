//! [`Exact`]: a serializer that writes nothing and reports values that JSON cannot hold exactly.
//!
//! serde_json writes NaN, infinity and `Some(None)` as `null`, which an `Option` reads as `None`, without an error. It
//! also writes deeper nesting than it reads.

use std::fmt;

use serde::{Serialize, ser};

/// The most levels of nesting; serde_json reads 128.
const DEPTH: u8 = 100;

/// Visits a value at some depth.
#[derive(Clone, Copy)]
pub(super) struct Exact {
    left: u8,
    /// Whether `null` would be read here as the `None` of the surrounding option.
    in_option: bool,
}

impl Exact {
    pub(super) fn new() -> Self {
        Self { left: DEPTH, in_option: false }
    }

    fn deeper(self) -> Result<Self, Inexact> {
        match self.left.checked_sub(1) {
            Some(left) => Ok(Self { left, in_option: false }),
            None => Err(Inexact(format!("it is nested deeper than {DEPTH} levels"))),
        }
    }

    fn null(self) -> Result<(), Inexact> {
        if !self.in_option {
            return Ok(());
        }
        Err(Inexact(
            "JSON cannot distinguish `None` from `Some` of `None` or of an empty value; use an enum"
                .to_owned(),
        ))
    }

    fn finite(value: f64) -> Result<(), Inexact> {
        if value.is_finite() {
            return Ok(());
        }
        Err(Inexact(format!(
            "JSON has no {value}; implement `Save` and write the number as a separate field, which keeps every bit"
        )))
    }
}

/// The reason why a value cannot be plain data.
#[derive(Debug)]
pub(super) struct Inexact(String);

impl fmt::Display for Inexact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Inexact {}

impl ser::Error for Inexact {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Methods for values that JSON always holds exactly.
macro_rules! fine {
    ($($method:ident($type:ty)),+) => {
        $(fn $method(self, _: $type) -> Result<(), Inexact> { Ok(()) })+
    };
}

impl ser::Serializer for Exact {
    type Ok = ();
    type Error = Inexact;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    fine!(
        serialize_bool(bool),
        serialize_char(char),
        serialize_str(&str),
        serialize_bytes(&[u8]),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_i128(i128),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64),
        serialize_u128(u128)
    );

    fn serialize_f32(self, value: f32) -> Result<(), Inexact> {
        Self::finite(f64::from(value))
    }

    fn serialize_f64(self, value: f64) -> Result<(), Inexact> {
        Self::finite(value)
    }

    fn serialize_none(self) -> Result<(), Inexact> {
        self.null()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Inexact> {
        value.serialize(Self { in_option: true, ..self.deeper()? })
    }

    fn serialize_unit(self) -> Result<(), Inexact> {
        self.null()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Inexact> {
        self.null()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<(), Inexact> {
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Inexact> {
        value.serialize(Self { in_option: self.in_option, ..self.deeper()? })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Inexact> {
        value.serialize(self.deeper()?)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Inexact> {
        self.deeper()
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Inexact> {
        self.deeper()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Inexact> {
        self.deeper()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Inexact> {
        self.deeper()?.deeper()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Inexact> {
        self.deeper()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Inexact> {
        self.deeper()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Inexact> {
        self.deeper()?.deeper()
    }
}

/// Compound values: each part is visited.
macro_rules! parts {
    ($($compound:ident: $method:ident($($key:ty)?)),+) => {
        $(impl ser::$compound for Exact {
            type Ok = ();
            type Error = Inexact;

            fn $method<T: Serialize + ?Sized>(&mut self, $(_: $key,)? value: &T) -> Result<(), Inexact> {
                value.serialize(*self)
            }

            fn end(self) -> Result<(), Inexact> {
                Ok(())
            }
        })+
    };
}
parts!(
    SerializeSeq: serialize_element(), SerializeTuple: serialize_element(), SerializeTupleStruct: serialize_field(),
    SerializeTupleVariant: serialize_field(), SerializeStruct: serialize_field(&'static str),
    SerializeStructVariant: serialize_field(&'static str)
);

impl ser::SerializeMap for Exact {
    type Ok = ();
    type Error = Inexact;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Inexact> {
        key.serialize(*self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Inexact> {
        value.serialize(*self)
    }

    fn end(self) -> Result<(), Inexact> {
        Ok(())
    }
}
