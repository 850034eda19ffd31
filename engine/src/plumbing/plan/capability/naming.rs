//! How a fitted step names the features of its outputs.

use std::any::Any;

use crate::step::{Features, Step, output_features};

/// How a fitted step of one type names the features of its outputs.
#[derive(Debug, Clone, Copy)]
pub struct Naming {
    /// The features of the outputs; an output beyond the end of the list has no names of its own.
    pub(crate) outputs: fn(&dyn Any, &[Features]) -> Vec<Features>,
    /// The number of features that a fitted step takes, if it knows it.
    pub(crate) width: fn(&dyn Any) -> Option<usize>,
}

impl Naming {
    /// The naming of a node without a step.
    pub(crate) const NONE: Self = Self { outputs: |_, _| Vec::new(), width: |_| None };

    /// Creates the naming of the step `S`.
    pub const fn of<S: Step>() -> Self {
        Self {
            // A node that has no step passes the pipeline itself.
            outputs: |fitted, inputs| {
                fitted.downcast_ref().map_or_else(Vec::new, |fitted| output_features::<S>(fitted, inputs))
            },
            width: |fitted| S::features_in(fitted.downcast_ref()?),
        }
    }
}
