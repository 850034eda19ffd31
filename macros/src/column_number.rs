//! The number by which generated code names a column: a constant can be the argument of a type, and a text cannot.
//!
//! Invariant: `#[derive(Record)]` and `pipeline!` compute the same number from the name of a field.

/// Returns the number of a column: FNV-1a, 64 bits.
pub(crate) fn column_number(name: &str) -> u64 {
    let name = name.strip_prefix("r#").unwrap_or(name);
    name.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
