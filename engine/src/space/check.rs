//! The check whether an assignment belongs to a space.
//!
//! Invariant: a mistake is reported with its path, and all mistakes are reported together.

use super::assignment::Assignment;
use super::space::{Entry, Space};
use super::value::Value;
use crate::{Error, Result};

impl Space {
    /// Checks that each value of the assignment is one that a search tries. The assignment need not be complete: a choice
    /// that it leaves out may have any arm.
    ///
    /// # Errors
    /// An unknown path (with a suggestion), a value of another kind or out of range, or a value for an arm that the
    /// assignment does not choose; one line each.
    ///
    /// ```
    /// use shapeflow::space::{Assignment, Space, log};
    ///
    /// let space = Space::new().with("penalty", log(1e-3..=1e2))?;
    /// let error = space.check(&Assignment::from([("penlaty", 1.0)])).unwrap_err();
    /// assert_eq!(error.to_string(), "penlaty: no hyperparameter has this path; did you mean `penalty`?");
    /// let error = space.check(&Assignment::from([("penalty", 0.0)])).unwrap_err();
    /// assert_eq!(error.to_string(), "penalty: expected a value of log(0.001..=100.0), found real number `0.0`");
    /// # Ok::<(), shapeflow::Error>(())
    /// ```
    pub fn check(&self, assignment: &Assignment) -> Result<()> {
        self.check_each(assignment, &Assignment::new(), Entry::require_searched)
    }

    /// Returns whether [`check`](Self::check) finds no mistake.
    pub fn contains(&self, assignment: &Assignment) -> bool {
        self.check(assignment).is_ok()
    }

    /// Checks that the assignment can be set, given the current values. A value may lie outside the range that a search
    /// tries.
    ///
    /// # Errors
    /// As [`check`](Self::check). The chosen arms are those of the assignment, or else those of the current values.
    pub fn check_settable(&self, assignment: &Assignment, current: &Assignment) -> Result<()> {
        self.check_each(assignment, current, Entry::require_settable)
    }

    fn check_each(
        &self,
        assignment: &Assignment,
        current: &Assignment,
        require: fn(&Entry, &Value) -> Result<()>,
    ) -> Result<()> {
        let chosen = |path: &str| assignment.get(path).or_else(|| current.get(path));
        let mistakes = assignment.iter().filter_map(|(path, value)| {
            let checked = self.entry(path).and_then(|entry| {
                require(entry, value)?;
                entry.require_chosen(chosen)
            });
            checked.err()
        });
        let mistakes: Vec<Error> = mistakes.collect();
        match <[Error; 1]>::try_from(mistakes) {
            Ok([mistake]) => Err(mistake),
            Err(mistakes) if mistakes.is_empty() => Ok(()),
            Err(mistakes) => {
                let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
                Err(Error::new(lines.join("\n")))
            }
        }
    }
}

impl Entry {
    /// Checks that the arms to which it belongs are chosen, as far as the chosen arms are known.
    fn require_chosen<'a>(&self, chosen: impl Fn(&str) -> Option<&'a Value>) -> Result<()> {
        for condition in self.conditions() {
            if let Some(value) = chosen(condition.path()).filter(|value| *value != condition.value()) {
                let choice = condition.path();
                let choice = if choice.is_empty() { "the choice" } else { &format!("`{choice}`") };
                return Err(Error::new(format!(
                    "exists only where {choice} is `{}`, and it is `{value}`",
                    condition.value()
                ))
                .under(self.path()));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{boolean, integer, log};
    use super::*;

    fn space() -> Space {
        let pca = Space::new().with("whiten", boolean()).expect("sound");
        let select = Space::new().searched::<u32>("k", integer(1..=8)).expect("sound");
        Space::new()
            .with("c", log(1e-3..=1e2))
            .and_then(|space| space.settable::<f64>("tolerance"))
            .and_then(|space| space.choice("reduce", [("pca", pca.clone()), ("select", select)]))
            .and_then(|space| space.optional("scale", pca))
            .expect("sound")
    }

    fn errors<const N: usize>(pairs: [(&str, Value); N]) -> String {
        space().check(&Assignment::from(pairs)).map_or_else(|error| error.to_string(), |()| String::new())
    }

    #[test]
    fn valid_assignments_pass() {
        assert_eq!(errors([("c", Value::Real(1.0)), ("tolerance", Value::Integer(1))]), "");
        assert_eq!(errors([("reduce", "pca".into()), ("reduce.pca.whiten", true.into())]), "");
        assert_eq!(errors([("reduce.pca.whiten", true.into()), ("scale.whiten", true.into())]), "");
        assert_eq!(errors([]), "");
    }

    #[test]
    fn each_mistake_is_named() {
        insta::assert_snapshot!(errors([
            ("c", Value::Real(1e9)),
            ("reduce", "pcb".into()),
            ("reduce.select.k", Value::Real(2.5)),
            ("scale", false.into()),
            ("scale.whiten", true.into()),
            ("tolerance", "small".into()),
            ("whitten", true.into()),
            ("zzz", 1.into()),
        ]), @r#"
    c: expected a value of log(0.001..=100.0), found real number `1000000000.0`
    reduce: expected an arm of categorical(["pca", "select"]), found text `pcb`
    reduce.select.k: expected an integer of 0..=4294967295, found real number `2.5`
    scale.whiten: exists only where `scale` is `true`, and it is `false`
    tolerance: expected a real number, found text `small`
    whitten: no hyperparameter has this path; did you mean `reduce.pca.whiten`?
    zzz: no hyperparameter has this path; there are `c`, `tolerance`, `reduce`, `reduce.pca.whiten`, `reduce.select.k`, `scale`, `scale.whiten`
    "#);
        assert!(
            errors([("reduce", "pca".into()), ("reduce.select.k", 3.into())])
                .contains("`reduce` is `select`")
        );
    }

    #[test]
    fn the_current_arm_counts_where_none_is_assigned() {
        let current = Assignment::from([("reduce", "select")]);
        let whiten = Assignment::from([("reduce.pca.whiten", true)]);
        let error = space().check_settable(&whiten, &current).expect_err("another arm");
        assert_eq!(
            error.to_string(),
            "reduce.pca.whiten: exists only where `reduce` is `pca`, and it is `select`"
        );
        assert!(space().check_settable(&whiten.with("reduce", "pca"), &current).is_ok());
        // Outside the range that is searched.
        assert!(space().check_settable(&Assignment::from([("c", 1e9)]), &current).is_ok());
    }
}
