//! The operations on the hyperparameters of a step, as a table of functions.
//!
//! As in `is_step`, the code can ask for a bound without an error if it does not hold.
//!
//! Invariant: the functions of a table are called with a step of the type for which the table was made.

use std::any::Any;
use std::marker::PhantomData;

use crate::Result;
use crate::plumbing::plan::erased::wrong_type;
use crate::space::{Assignment, Hyperparameters, Identity, Space, Value};

/// The operations on the hyperparameters of a step.
#[derive(Debug, Clone, Copy)]
pub struct HyperparameterVtable {
    pub(crate) space: fn() -> Result<Space>,
    pub(crate) assignment: fn(&dyn Any) -> Option<Assignment>,
    pub(crate) set: fn(&mut dyn Any, &str, &Value) -> Result<()>,
    identify: fn(&dyn Any, &mut Identity),
}

impl HyperparameterVtable {
    /// Adds the settings of a step to its identity.
    pub(crate) fn identify(&self, step: &dyn Any, identity: &mut Identity) {
        (self.identify)(step, identity);
    }
}

/// Asks for the hyperparameters of a step: `<HyperparameterProbe<S>>::VTABLE`.
#[derive(Debug)]
pub struct HyperparameterProbe<S>(PhantomData<S>);

impl<S: Hyperparameters + 'static> HyperparameterProbe<S> {
    /// The table of a step with hyperparameters.
    pub const VTABLE: Option<HyperparameterVtable> = Some(HyperparameterVtable {
        space: S::space,
        assignment: |step| step.downcast_ref::<S>().map(S::assignment),
        set: |step, path, value| step.downcast_mut::<S>().ok_or_else(wrong_type::<S>)?.set(path, value),
        identify: |step, identity| match step.downcast_ref::<S>() {
            Some(step) => step.identify(identity),
            None => identity.unknown("it is a step of another type"),
        },
    });
}

/// The answer for any other step.
pub trait NoHyperparameters {
    /// `None`: the step has no hyperparameters.
    const VTABLE: Option<HyperparameterVtable> = None;
}

impl<S> NoHyperparameters for HyperparameterProbe<S> {}
