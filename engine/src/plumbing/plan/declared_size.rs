//! The sizes that a pipeline declares, as data: `size k in 8..=64`, and the fields of steps that hold it.
//!
//! Invariant: a declared size has at least one use.

use crate::plumbing::plan::capability::hyperparameters::HyperparameterVtable;

/// A size that the user declares.
#[derive(Debug, Clone, Copy)]
pub struct DeclaredSize {
    /// Its name.
    pub name: &'static str,
    /// The smallest and the largest size of the search.
    pub range: (u32, u32),
    /// The hyperparameters that are set to it: at least one.
    pub uses: &'static [SizeUse],
}

/// A hyperparameter that is set to a size.
#[derive(Debug, Clone, Copy)]
pub struct SizeUse {
    /// The number of the use: see `StepAccess::sized`.
    pub number: usize,
    /// The path that it would have if it were not set to a size: `features.pca.components`.
    pub path: &'static str,
    /// Its name in the step: `components`.
    pub field: &'static str,
    /// The hyperparameters of the step.
    pub hyperparameters: Option<HyperparameterVtable>,
}
