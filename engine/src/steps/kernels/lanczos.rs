//! The largest eigenvalues of a symmetric positive semidefinite operator that is known by its products alone: Lanczos with thick restarts
//! (Stewart 2001, *A Krylov-Schur algorithm for large eigenproblems*; Wu and Simon 2000), where each vector is made orthogonal to all before it.
//!
//! Invariant: the rows of the basis are orthonormal up to rounding, and `projected` holds the products of the operator between them. The basis has at most
//! `2 k + 20` vectors, whatever the number of steps.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, Slice};
use rand_core::Rng;

use super::decompose::symmetric_eigen;
use crate::{Error, Result};

/// More vectors than twice the wanted ones.
const MORE: usize = 20;

/// The number of restarts after which there is an error.
const MOST_RESTARTS: usize = 1000;

/// The share of the largest eigenvalue by which a residual counts as 0, and two eigenvalues as equal.
const ROUNDING: f64 = 10.0 * f64::EPSILON;

struct Basis {
    /// `[up to the most, size]`
    vectors: Array2<f64>,
    /// `[the most, the most]`, of which the upper left part is known
    projected: Array2<f64>,
    known: usize,
}

impl Basis {
    /// The known vectors as rows.
    fn known(&self) -> ArrayView2<'_, f64> {
        first(&self.vectors, self.known)
    }

    /// Subtracts the parts of a vector along the known ones, twice, so that rounding leaves none of them. Returns the parts.
    fn subtract(&self, vector: &mut Array1<f64>) -> Array1<f64> {
        let mut parts = Array1::zeros(self.known);
        for _ in 0..2 {
            let rest = self.known().dot(vector);
            *vector -= &self.known().t().dot(&rest);
            parts += &rest;
        }
        parts
    }

    fn push(&mut self, vector: ArrayView1<'_, f64>) {
        self.vectors.row_mut(self.known).assign(&vector);
        self.known += 1;
    }

    /// Adds a random direction.
    fn push_random(&mut self, random: &mut impl Rng) {
        let size = self.vectors.ncols();
        // A draw within the space of the known vectors, up to rounding, has probability 0.
        loop {
            let mut vector: Array1<f64> =
                (0..size).map(|_| (random.next_u64() >> 11) as f64 / (1_u64 << 52) as f64 - 1.0).collect();
            let before = vector.dot(&vector).sqrt();
            self.subtract(&mut vector);
            let length = vector.dot(&vector).sqrt();
            if length > 1e-8 * before {
                vector /= length;
                return self.push(vector.view());
            }
        }
    }

    /// Replaces the basis by combinations of it, which are eigenvectors of `projected`.
    fn combine(&mut self, values: &Array1<f64>, combinations: ArrayView2<'_, f64>) {
        let kept = combinations.dot(&self.known());
        self.known = kept.nrows();
        self.vectors.slice_axis_mut(Axis(0), Slice::from(..self.known)).assign(&kept);
        self.projected.fill(0.0);
        for at in 0..self.known {
            self.projected[[at, at]] = values[at];
        }
    }
}

/// Returns orthonormal vectors as rows, `[wanted, size]`, that span the directions of the `wanted` largest eigenvalues. `product` multiplies a vector by the
/// operator; `random` gives the first direction, which changes the result by rounding alone.
///
/// The search finds directions of equal eigenvalues one after the other. When all residuals are 0 up to rounding, it goes on from a new random
/// direction, and ends if it finds no larger eigenvalue there.
///
/// # Errors
/// Those of `product`, or no convergence.
pub(crate) fn largest(
    size: usize,
    wanted: usize,
    random: &mut impl Rng,
    mut product: impl FnMut(ArrayView1<'_, f64>) -> Result<Array1<f64>>,
) -> Result<Array2<f64>> {
    let most = size.min(2 * wanted + MORE);
    let mut basis =
        Basis { vectors: Array2::zeros((most, size)), projected: Array2::zeros((most, most)), known: 0 };
    // The eigenvalues once they had converged, and those before.
    let mut settled: Option<Array1<f64>> = None;
    basis.push_random(random);
    for _ in 0..MOST_RESTARTS {
        let rest = loop {
            let at = basis.known - 1;
            let mut next = product(basis.vectors.row(at))?;
            let parts = basis.subtract(&mut next);
            for (other, &part) in parts.iter().enumerate() {
                basis.projected[[at, other]] = part;
                basis.projected[[other, at]] = part;
            }
            let rest = next.dot(&next).sqrt();
            let is_full = basis.known == most;
            if is_full && most == size {
                break None;
            }
            let scale = basis.projected.diag().fold(0.0_f64, |largest, value| largest.max(value.abs()));
            let is_invariant = rest <= ROUNDING * scale;
            if is_full {
                break (!is_invariant).then(|| (next / rest, rest));
            }
            if is_invariant {
                basis.push_random(random);
            } else {
                next /= rest;
                basis.push(next.view());
            }
        };
        let (values, vectors) = symmetric_eigen(&basis.projected)?;
        let bound = ROUNDING * values[0];
        let last = vectors.column(most - 1);
        let has_converged =
            |at: usize| rest.as_ref().is_none_or(|(_, rest)| (rest * last[at]).abs() <= bound);
        let wanted_values = values.slice_axis(Axis(0), Slice::from(..wanted)).to_owned();
        if most == size {
            basis.combine(&values, first(&vectors, wanted));
            return Ok(basis.known().to_owned());
        }
        if (0..wanted).all(has_converged) {
            let is_same = |before: &Array1<f64>| {
                before.iter().zip(&wanted_values).all(|(before, now)| now - before <= 16.0 * bound)
            };
            let is_settled = settled.as_ref().is_some_and(is_same);
            basis.combine(&values, first(&vectors, wanted));
            if is_settled {
                return Ok(basis.known().to_owned());
            }
            settled = Some(wanted_values);
            basis.push_random(random);
        } else {
            // Those next to the wanted ones stay too, so that these converge faster.
            basis.combine(&values, first(&vectors, wanted + (most - wanted) / 2));
            match rest {
                Some((next, _)) => basis.push(next.view()),
                None => basis.push_random(random),
            }
        }
    }
    Err(Error::new(format!(
        "the {wanted} largest of {size} singular values did not converge in {MOST_RESTARTS} restarts; ask for fewer components"
    )))
}

fn first(rows: &Array2<f64>, count: usize) -> ArrayView2<'_, f64> {
    rows.slice_axis(Axis(0), Slice::from(..count))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand_chacha::ChaCha8Rng;
    use rand_core::SeedableRng;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// An operator with known eigenvectors: a reflection of a diagonal matrix, of which some entries are equal.
        #[test]
        fn the_largest_eigenvectors_are_found_also_of_equal_values(seed: u64, size in 1..150_usize, wanted in 1..9_usize, levels in 1..60_usize) {
            let wanted = wanted.min(size);
            let mut random = ChaCha8Rng::seed_from_u64(seed);
            let mut uniform = || f64::from(random.next_u32()) / f64::from(u32::MAX);
            let mirror: Array1<f64> = (0..size).map(|_| uniform() - 0.5).collect();
            let mirror = &mirror / mirror.dot(&mirror).sqrt().max(1e-9);
            let values: Array1<f64> = (0..size).map(|_| ((uniform() * levels as f64).floor() / levels as f64).powi(3)).collect();
            let reflect = |x: Array1<f64>| &x - &(&mirror * (2.0 * mirror.dot(&x)));
            let product = |x: ArrayView1<'_, f64>| Ok(reflect(&values * &reflect(x.to_owned())));
            let found = largest(size, wanted, &mut ChaCha8Rng::seed_from_u64(1), product).expect("converges");
            let mut sorted = values.to_vec();
            sorted.sort_by(|one, other| other.total_cmp(one));
            for (at, row) in found.rows().into_iter().enumerate() {
                let image = product(row).expect("a vector");
                let value = image.dot(&row);
                prop_assert!((value - sorted[at]).abs() <= 1e-12, "{at}: {value} {}", sorted[at]);
                prop_assert!((&image - &(&row * value)).iter().all(|rest| rest.abs() <= 1e-10));
            }
            let products = found.dot(&found.t());
            prop_assert!(products.indexed_iter().all(|((row, column), product)| (product - f64::from(u8::from(row == column))).abs() <= 1e-12));
        }
    }

    /// Two directions converge, of which one has a smaller eigenvalue than one that rounding has not yet shown.
    #[test]
    fn two_directions_of_one_eigenvalue_are_found_before_a_smaller_one() {
        let mut values = Array1::from_shape_fn(400, |at| (at % 97) as f64 / 97.0);
        (values[3], values[200], values[9]) = (1.5, 1.5, 1.45);
        for seed in 0..8 {
            let product = |x: ArrayView1<'_, f64>| Ok(&values * &x);
            let found = largest(400, 2, &mut ChaCha8Rng::seed_from_u64(seed), product).expect("converges");
            assert!(
                found.rows().into_iter().all(|row| (row[3].hypot(row[200]) - 1.0).abs() < 1e-12),
                "{seed}"
            );
        }
    }
}
