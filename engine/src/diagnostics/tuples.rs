//! The lengths of tuples for which the traits about many fields are implemented.
//!
//! Invariant: the longest is `BOUNDS` of `emit/limits.rs` in the macros.

/// Calls a macro for each tuple of up to 16 fields, with the position, a variable and a type for each field:
/// `implement!(0 a A, 1 b B)`.
macro_rules! up_to_16 {
    ($implement:ident) => {
        up_to_16!($implement: 0 a A;
            1 b B, 2 c C, 3 d D, 4 e E, 5 f F, 6 g G, 7 h H, 8 i I, 9 j J, 10 k K, 11 l L, 12 m M, 13 n N, 14 o O, 15 p P);
    };
    ($implement:ident: $($number:literal $field:ident $T:ident),+;) => {
        $implement!($($number $field $T),+);
    };
    ($implement:ident: $($number:literal $field:ident $T:ident),+; $n:literal $f:ident $U:ident $(, $($rest:tt)*)?) => {
        $implement!($($number $field $T),+);
        up_to_16!($implement: $($number $field $T,)+ $n $f $U; $($($rest)*)?);
    };
}
pub(crate) use up_to_16;
