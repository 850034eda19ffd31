//! [`Grid`]: every combination of a few values of each hyperparameter.
//!
//! The combinations of a choice are those of its arms, one arm after another.
//!
//! Invariant: combinations are numbered, so the grid knows its length and makes each combination on demand.

use std::iter::FusedIterator;
use std::ops::Range;

use super::assignment::Assignment;
use super::space::{Entry, Space};
use super::value::Value;
use crate::{Error, Result};

/// The combinations of a [`Space::grid`], an iterator of known length. The last hyperparameter changes fastest.
#[derive(Debug, Clone)]
pub struct Grid<'space> {
    axes: Vec<Axis<'space>>,
    left: Range<usize>,
}

/// One hyperparameter with its values, each with the hyperparameters that exist only there.
#[derive(Debug, Clone)]
struct Axis<'space> {
    path: &'space str,
    values: Vec<(Value, Vec<Axis<'space>>)>,
}

impl Space {
    /// Returns every combination of at most `points` values of each hyperparameter that is searched: all its values if there
    /// are no more than that, else evenly spread quantiles (at 1/2n, 3/2n and so on). Choices keep all their arms.
    ///
    /// # Errors
    /// `points` is 0, or there are more combinations than can be counted.
    ///
    /// ```
    /// use shapeflow::space::{Space, boolean, uniform};
    ///
    /// let space = Space::new().with("share", uniform(0.0..=1.0))?.with("whiten", boolean())?;
    /// let grid = space.grid(3)?;
    /// assert_eq!(grid.len(), 6);
    /// assert_eq!(grid.map(|assignment| assignment.to_string()).nth(3).unwrap(), "share = 0.5\nwhiten = true\n");
    /// # Ok::<(), shapeflow::Error>(())
    /// ```
    pub fn grid(&self, points: usize) -> Result<Grid<'_>> {
        if points == 0 {
            return Err(Error::new("a grid needs at least 1 point of each hyperparameter, got 0"));
        }
        let entries: Vec<&Entry> = self.iter().filter(|entry| entry.is_assigned()).collect();
        let axes = axes(&entries, 0, points);
        let size = size(&axes).ok_or_else(|| {
            Error::new(format!(
                "a grid of {points} points of each hyperparameter has more than {} combinations; \
                 ask for fewer points, or sample the space",
                usize::MAX
            ))
        })?;
        Ok(Grid { axes, left: 0..size })
    }
}

/// Returns the axes of the entries that depend on `depth` choices, each with the axes that depend on it.
fn axes<'space>(entries: &[&'space Entry], depth: usize, points: usize) -> Vec<Axis<'space>> {
    let here = entries.iter().filter(|entry| entry.conditions().len() == depth);
    here.map(|entry| {
        let dependent: Vec<&'space Entry> = entries
            .iter()
            .copied()
            .filter(|other| other.conditions().get(depth).is_some_and(|it| it.path() == entry.path()))
            .collect();
        // A choice keeps all its arms.
        let count = if dependent.is_empty() { points } else { usize::MAX };
        let values = match entry.fixed() {
            Some(fixed) => vec![fixed.clone()],
            None => entry.distribution().map_or_else(Vec::new, |distribution| distribution.points(count)),
        };
        let with_dependent = values.into_iter().map(|value| {
            let of_value: Vec<&'space Entry> = dependent
                .iter()
                .copied()
                .filter(|other| other.conditions().get(depth).is_some_and(|it| *it.value() == value))
                .collect();
            (value, axes(&of_value, depth + 1, points))
        });
        Axis { path: entry.path(), values: with_dependent.collect() }
    })
    .collect()
}

/// Counts the combinations.
fn size(axes: &[Axis<'_>]) -> Option<usize> {
    axes.iter().try_fold(1_usize, |size, axis| size.checked_mul(axis.size()?))
}

impl Axis<'_> {
    fn size(&self) -> Option<usize> {
        self.values.iter().try_fold(0_usize, |sum, (_, dependent)| sum.checked_add(size(dependent)?))
    }
}

/// Writes the combination with this number.
fn assign(axes: &[Axis<'_>], mut number: usize, assignment: &mut Assignment) {
    for axis in axes.iter().rev() {
        let Some(size) = axis.size().filter(|&size| size > 0) else { continue };
        let mut digit = number % size;
        number /= size;
        for (value, dependent) in &axis.values {
            let under = self::size(dependent).unwrap_or(usize::MAX);
            if digit < under {
                assignment.set(axis.path, value.clone());
                assign(dependent, digit, assignment);
                break;
            }
            digit -= under;
        }
    }
}

impl Iterator for Grid<'_> {
    type Item = Assignment;

    fn next(&mut self) -> Option<Assignment> {
        self.nth(0)
    }

    fn nth(&mut self, skipped: usize) -> Option<Assignment> {
        let number = self.left.nth(skipped)?;
        let mut assignment = Assignment::new();
        assign(&self.axes, number, &mut assignment);
        Some(assignment)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }
}

impl ExactSizeIterator for Grid<'_> {}

impl FusedIterator for Grid<'_> {}
