//! A part of a space: some hyperparameters with one value, and only some that are searched.
//!
//! Invariant: whatever is searched can be sampled: each choice above it is searched too, or fixed to the arm that it belongs to.

use super::space::Space;
use super::value::Value;
use crate::{Error, Result};

impl Space {
    /// Fixes the hyperparameter at this path: every assignment has this value. Of a choice, only the hyperparameters of that arm
    /// are left to search.
    ///
    /// # Errors
    /// An unknown path, or a value that the hyperparameter does not accept.
    pub fn fix(mut self, path: &str, value: impl Into<Value>) -> Result<Self> {
        let value = value.into();
        let entry = self.entry_mut(path)?;
        entry.require_settable(&value)?;
        (entry.distribution, entry.fixed) = (None, Some(value));
        Ok(self)
    }

    /// Searches only these hyperparameters, and leaves the others as they are in the pipeline. Those that are
    /// [fixed](Self::fix) stay fixed.
    ///
    /// ```
    /// use shapeflow::prelude::*;
    ///
    /// pipeline! {
    ///     Flowers(petals: f64[n, 4]) fit(kind: u8[n]) -> f64[n, 3] {
    ///         scaled = petals |> optional StandardScaler;
    ///         scaled |> model: LogisticRegression<3>.fit(kind)
    ///     }
    /// }
    ///
    /// // A grid over two hyperparameters of five, with the scaler present.
    /// let space = Flowers::space()?
    ///     .fix("scaled", true)?
    ///     .only(["scaled.with_std", "output.model.c"])?;
    /// let grid: Vec<Assignment> = space.grid(3)?.collect();
    /// assert_eq!(grid.len(), 2 * 3);
    /// assert!(grid.iter().all(|assignment| assignment.len() == 3));
    /// assert!(grid.iter().all(|assignment| Flowers::default().with(assignment).unwrap().scaled.present));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// An unknown path, one that has no distribution, or one that exists only in an arm of a choice that is neither searched nor
    /// fixed to that arm.
    pub fn only<'path>(mut self, paths: impl IntoIterator<Item = &'path str>) -> Result<Self> {
        let kept: Vec<&str> = paths.into_iter().collect();
        for &path in &kept {
            let entry = self.entry(path)?;
            if !entry.is_assigned() {
                let message = "has no distribution to search: give it one with `search`";
                return Err(Error::new(message).under(path));
            }
            for condition in entry.conditions() {
                let above = self.entry(condition.path())?;
                let is_chosen = above.fixed.as_ref() == Some(condition.value());
                if !is_chosen && !kept.contains(&condition.path()) {
                    return Err(Error::new(format!(
                        "exists only where `{}` is `{}`: search that too, or fix it with `fix`",
                        condition.path(),
                        condition.value()
                    ))
                    .under(path));
                }
            }
        }
        for entry in &mut self.entries {
            if !kept.contains(&entry.path.as_str()) {
                entry.distribution = None;
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Assignment, Space, boolean, log, uniform};
    use crate::Result;

    fn space() -> Result<Space> {
        let arm = Space::new().with("rate", uniform(0.0..=1.0))?;
        Space::new()
            .with("c", log(1e-2..=1e2))?
            .choice("reduce", [("pca", Space::new().with("whiten", boolean())?), ("none", Space::new())])?
            .optional("drop", arm)?
            .settable::<u64>("steps")
    }

    #[test]
    fn a_fixed_value_is_in_every_assignment_and_no_other_arm_is_searched() -> Result<()> {
        let fixed = space()?.fix("reduce", "none")?.fix("steps", 7_u64)?;
        for assignment in fixed.samples(1).take(50).chain(fixed.grid(2)?) {
            assert_eq!(assignment.get("reduce").map(ToString::to_string).as_deref(), Some("none"));
            assert_eq!(assignment.get("steps").map(ToString::to_string).as_deref(), Some("7"));
            assert!(assignment.get("reduce.pca.whiten").is_none());
            assert!(fixed.contains(&assignment));
        }
        assert!(!fixed.contains(&Assignment::from([("reduce", "pca")])));
        assert_eq!(fixed.grid(2)?.len(), 2 * (1 + 2));
        assert!(fixed.to_string().contains("= none"), "{fixed}");
        Ok(())
    }

    #[test]
    fn only_the_named_ones_are_searched() -> Result<()> {
        let narrow = space()?.only(["c", "drop", "drop.rate"])?;
        assert_eq!(narrow.grid(3)?.len(), 3 * (1 + 3));
        let narrow = space()?.fix("drop", true)?.only(["drop.rate"])?;
        assert!(narrow.grid(3)?.all(|assignment| assignment.len() == 2));
        Ok(())
    }

    #[test]
    fn what_cannot_be_narrowed_is_named() {
        let message = |space: Result<Space>| space.expect_err("a mistake").to_string();
        let all = || space().expect("sound");
        assert!(
            message(all().only(["cc"])).starts_with("cc: no hyperparameter has this path; did you mean `c`?")
        );
        assert!(message(all().only(["steps"])).starts_with("steps: has no distribution to search"));
        let error = message(all().only(["drop.rate"]));
        assert_eq!(
            error,
            "drop.rate: exists only where `drop` is `true`: search that too, or fix it with `fix`"
        );
        let wrong_arm = all().fix("reduce", "none").and_then(|space| space.only(["reduce.pca.whiten"]));
        assert!(message(wrong_arm).contains("exists only where `reduce` is `pca`"));
        assert!(message(all().fix("reduce", "svd")).contains("reduce: expected an arm of"));
        assert!(message(all().fix("steps", "many")).starts_with("steps: "));
    }
}
