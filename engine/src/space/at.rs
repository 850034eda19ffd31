//! [`At`]: the path of a step in a pipeline, and the typed paths of its hyperparameters.
//!
//! Invariant: the typed paths are made on first use.

use std::any::Any;
use std::cell::OnceCell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use super::hyperparameters::Hyperparameters;
use super::path::Path;

/// The path of a step. It dereferences to the typed paths of the step's hyperparameters, if the step has some.
///
/// The typed paths are made on first use, so a step without hyperparameters is an error only where they are used.
pub struct At<S> {
    path: Path,
    paths: OnceCell<Box<dyn Any>>,
    step: PhantomData<fn() -> S>,
}

impl<S> At<S> {
    pub(crate) fn of(path: Path) -> Self {
        Self { path, paths: OnceCell::new(), step: PhantomData }
    }
}

impl<S: Hyperparameters<Paths: 'static>> Deref for At<S> {
    type Target = S::Paths;

    fn deref(&self) -> &S::Paths {
        let paths = self.paths.get_or_init(|| Box::new(S::paths(&self.path)));
        match paths.downcast_ref() {
            Some(paths) => paths,
            None => unreachable!("the cell holds only the paths of this step"),
        }
    }
}

impl<S> fmt::Debug for At<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("At").field(&self.path).finish()
    }
}
