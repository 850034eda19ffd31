//! One hyperparameter that replaces several that always have the same value.
//!
//! Invariant: every value of it is valid for each of them, and it is searched whichever arms are chosen.

use super::distribution::{Declared, Distribution};
use super::space::Space;
use crate::Result;

impl Space {
    /// Replaces the hyperparameters at `paths` with one, which comes first.
    ///
    /// # Errors
    /// The error of the distribution, an unknown path, or values that one of the hyperparameters does not accept.
    pub(crate) fn share<'path>(
        mut self,
        name: &str,
        paths: impl Iterator<Item = &'path str>,
        distribution: impl Declared<Distribution>,
    ) -> Result<Self> {
        let distribution = distribution.declared().map_err(|error| error.under(name))?;
        let mut shared = None;
        for path in paths {
            let entry = self.take(path)?;
            entry.require_takes(&distribution)?;
            shared.get_or_insert(entry);
        }
        match shared {
            Some(entry) => self.lead(entry.renamed(name, distribution)),
            None => Ok(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Assignment, boolean, integer};
    use super::*;

    fn space() -> Result<Space> {
        let pca = Space::new().settable::<u8>("components")?.with("whiten", boolean())?;
        let best = Space::new().settable::<usize>("kept")?;
        Space::new().with("c", boolean())?.choice("features", [("pca", pca), ("best", best)])
    }

    #[test]
    fn a_shared_hyperparameter_comes_first_and_has_no_condition() -> Result<()> {
        let paths = ["features.pca.components", "features.best.kept"];
        let space = space()?.share("k", paths.into_iter(), integer(2..=9))?;
        assert!(space.paths().eq(["k", "c", "features", "features.pca.whiten"]));
        assert!(space.entry("k")?.conditions().is_empty());
        assert!(space.samples(1).take(9).all(|sample| sample.get("k").is_some()));
        let settable =
            |value: i64| space.check_settable(&Assignment::from([("k", value)]), &Assignment::new()).is_ok();
        assert!(settable(3) && settable(200) && !settable(300));
        Ok(())
    }

    #[test]
    fn a_hyperparameter_that_cannot_be_shared_is_named() -> Result<()> {
        let error = space()?.share("k", ["c"].into_iter(), integer(2..=9)).expect_err("a boolean");
        assert!(error.to_string().starts_with("c: integer(2..=9): "), "{error}");
        let error = space()?
            .share("k", ["features.pca.components"].into_iter(), integer(2..=256))
            .expect_err("more than a byte holds");
        assert!(error.to_string().contains("256"), "{error}");
        assert!(space()?.share("c", ["features.best.kept"].into_iter(), integer(2..=9)).is_err());
        Ok(())
    }
}
