//! How a step that holds resources opens them, as a table of functions.
//!
//! Invariant: whether a step holds anything is a constant, so a pipeline without such steps pays nothing.

use std::any::Any;
use std::marker::PhantomData;

use crate::Result;
use crate::diagnostics::poison::poisoned;
use crate::step::{Holds, Opening};

/// How a step and its fitted form open what they hold.
#[derive(Debug, Clone, Copy)]
pub struct ResourceVtable {
    pub(crate) step: fn(&dyn Any, &mut Opening<'_>) -> Result<()>,
    pub(crate) fitted: fn(&dyn Any, &mut Opening<'_>) -> Result<()>,
}

/// Asks whether a step holds resources: `<ResourceProbe<S>>::VTABLE`.
#[derive(Debug)]
pub struct ResourceProbe<S>(PhantomData<S>);

impl<S: Holds + 'static> ResourceProbe<S> {
    /// It may.
    pub const VTABLE: Option<ResourceVtable> = if S::HOLDS {
        Some(ResourceVtable {
            step: |step, opening| step.downcast_ref::<S>().ok_or_else(poisoned)?.open(opening),
            fitted: |fitted, opening| S::open_fitted(fitted.downcast_ref().ok_or_else(poisoned)?, opening),
        })
    } else {
        None
    };
}

/// The answer for any other step.
pub trait NoResources {
    /// It does not.
    const VTABLE: Option<ResourceVtable> = None;
}

impl<S> NoResources for ResourceProbe<S> {}
