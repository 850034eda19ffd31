//! Random assignments of a space.
//!
//! Invariant: a seed gives the same assignments on every platform, and each belongs to its space.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

use super::assignment::Assignment;
use super::space::{Entry, Space};

impl Space {
    /// Returns a random assignment: a value for each hyperparameter that is searched, and of a choice only for the chosen
    /// arm.
    ///
    /// ```
    /// use shapeflow::space::{Space, integer, log};
    ///
    /// let space = Space::new().with("c", log(1e-3..=1e2))?.with("depth", integer(1..=8))?;
    /// let assignment = space.samples(7).next().unwrap();
    /// assert!(space.contains(&assignment) && assignment.len() == 2);
    /// assert_eq!(space.samples(7).next(), Some(assignment));
    /// # Ok::<(), shapeflow::Error>(())
    /// ```
    pub fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> Assignment {
        let mut assignment = Assignment::new();
        for entry in self {
            if !entry.exists_in(&assignment) {
                continue;
            }
            if let Some(fixed) = entry.fixed() {
                assignment.set(entry.path(), fixed.clone());
            } else if let Some(distribution) = entry.distribution() {
                assignment.set(entry.path(), distribution.sample(rng));
            }
        }
        assignment
    }

    /// Returns an endless iterator of random assignments, by a seed.
    pub fn samples(&self, seed: u64) -> impl Iterator<Item = Assignment> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        std::iter::repeat_with(move || self.sample(&mut rng))
    }
}

impl Entry {
    /// Returns whether each choice above it has chosen its arm.
    pub fn exists_in(&self, assignment: &Assignment) -> bool {
        let mut conditions = self.conditions().iter();
        conditions.all(|condition| assignment.get(condition.path()) == Some(condition.value()))
    }
}
