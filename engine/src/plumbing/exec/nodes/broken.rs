//! A node that has been reported and never runs.

use crate::Result;
use crate::diagnostics::poison::poisoned;
use crate::diagnostics::{Asked, Right};
#[cfg(feature = "cache")]
use crate::plumbing::exec::cache_io::KeptNode;
use crate::plumbing::exec::execution::Engine;
use crate::plumbing::exec::fit_state::Learnt;
use crate::plumbing::exec::node::Task;
use crate::plumbing::exec::steps::Steps;
use crate::plumbing::plan::erased::{AnyFitted, FittedMut};
use crate::plumbing::plan::liveness::Role;
use crate::run::FittedSlot;
use crate::step::Step;

/// A node of a step that does not take what stands before it, which has been reported.
#[derive(Debug)]
pub struct BrokenNode<F, O> {
    /// Never filled.
    pub fitted: FittedSlot<F>,
    /// Never filled.
    pub outlet: O,
}

impl<F, O> BrokenNode<F, O> {
    pub(crate) fn new(outlet: O) -> Self {
        Self { fitted: FittedSlot::new(), outlet }
    }
}

impl<P: Step, F: Send + Sync, O: Sync> Task<P> for BrokenNode<F, O> {
    fn run(&self, _: &Engine<'_>, _: Role, _: Steps<'_, P>) -> Result<()> {
        Err(poisoned())
    }

    fn start<'s>(&self, _: &Engine<'_>, _: &'s P) -> Result<Option<Learnt<'s>>> {
        Err(poisoned())
    }

    fn learn(&self, _: &Engine<'_>, _: Role, _: &P, _: &mut Learnt<'_>) -> Result<()> {
        Err(poisoned())
    }

    fn go_on(&self, _: &Engine<'_>, _: Role, _: &P, _: Option<FittedMut<'_>>) -> Result<()> {
        Err(poisoned())
    }

    fn adopt(&self, _: AnyFitted) -> Result<()> {
        Err(poisoned())
    }

    fn type_names(&self) -> Vec<&'static str> {
        Vec::new()
    }

    #[cfg(feature = "cache")]
    fn kept(&self) -> Option<KeptNode<'_>> {
        None
    }
}

impl<F, O> BrokenNode<F, O> {
    /// Nothing is tied to what never runs.
    pub fn __tied_to<L>(&self, _: &FittedSlot<L>) -> BrokenNode<(), ()> {
        BrokenNode::new(())
    }
}

impl<F, O> BrokenNode<F, O> {
    /// Nothing is said behind a mistake.
    pub fn __passing(&self, _: &'static [bool], _: Asked<Right>) -> BrokenNode<(), ()> {
        BrokenNode::new(())
    }
}
