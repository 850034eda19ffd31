//! Arithmetic on `i64` with overflow checks.
//!
//! It uses `i128` instead of the methods of `i64`: rust-analyzer (1.96) evaluates `i64::checked_mul` and similar
//! methods as if their arguments were unsigned, and would show other shapes than rustc computes.
//!
//! Invariant: the results equal those of the methods of `i64`.

const fn narrow(wide: i128) -> Option<i64> {
    if wide < i64::MIN as i128 || wide > i64::MAX as i128 { None } else { Some(wide as i64) }
}

pub(in crate::shape) const fn add(left: i64, right: i64) -> Option<i64> {
    narrow(left as i128 + right as i128)
}

pub(in crate::shape) const fn mul(left: i64, right: i64) -> Option<i64> {
    narrow(left as i128 * right as i128)
}

pub(in crate::shape) const fn div(left: i64, right: i64) -> Option<i64> {
    if right == 0 { None } else { narrow(left as i128 / right as i128) }
}

pub(in crate::shape) const fn rem(left: i64, right: i64) -> Option<i64> {
    if right == 0 || (left == i64::MIN && right == -1) { None } else { narrow(left as i128 % right as i128) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number() -> impl Strategy<Value = i64> {
        prop_oneof![any::<i64>(), -9..9i64, Just(i64::MIN), Just(i64::MAX)]
    }

    proptest! {
        #[test]
        fn the_results_are_those_of_i64(left in number(), right in number()) {
            prop_assert_eq!(add(left, right), left.checked_add(right));
            prop_assert_eq!(mul(left, right), left.checked_mul(right));
            prop_assert_eq!(div(left, right), left.checked_div(right));
            prop_assert_eq!(rem(left, right), left.checked_rem(right));
        }
    }
}
