//! The order of rows in an epoch.
//!
//! Invariant: the order depends on the random numbers alone, on every platform and in every version.

use rand_core::Rng;

/// Returns the numbers from 0 to `rows - 1` in random order, each order equally likely (Fisher and Yates; Durstenfeld 1964).
///
/// ```
/// use rand_chacha::ChaCha8Rng;
/// use rand_core::SeedableRng;
/// use shapeflow::batches::permutation;
///
/// let mut order = permutation(100, &mut ChaCha8Rng::seed_from_u64(7));
/// assert_ne!(order, (0..100).collect::<Vec<_>>());
/// order.sort();
/// assert_eq!(order, (0..100).collect::<Vec<_>>());
/// ```
pub fn permutation(rows: usize, random: &mut impl Rng) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows).collect();
    for last in (1..rows).rev() {
        order.swap(last, below(last as u64 + 1, random) as usize);
    }
    order
}

/// Returns a number from 0 to `bound - 1`, each equally likely (Lemire, *Fast random integer generation in an interval*,
/// 2019).
pub(crate) fn below(bound: u64, random: &mut impl Rng) -> u64 {
    let rejected = bound.wrapping_neg() % bound;
    loop {
        let product = u128::from(random.next_u64()) * u128::from(bound);
        if product as u64 >= rejected {
            return (product >> 64) as u64;
        }
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha8Rng;
    use rand_core::SeedableRng;

    use super::*;

    #[test]
    fn each_order_of_four_comes_equally_often() {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let mut counts = std::collections::BTreeMap::<Vec<usize>, f64>::new();
        for _ in 0..24_000 {
            *counts.entry(permutation(4, &mut random)).or_default() += 1.0;
        }
        // Chi-squared with 23 degrees of freedom exceeds 50 once in a thousand.
        let chi_squared: f64 = counts.values().map(|count| (count - 1000.0).powi(2) / 1000.0).sum();
        assert!(counts.len() == 24 && chi_squared < 50.0, "{chi_squared}: {counts:?}");
    }
}
