//! The static data of a choice: the rows of its arms.
//!
//! Invariant: arms are numbered in the order in which they are written.

use std::any::Any;

use crate::plumbing::plan::capability::hyperparameters::HyperparameterVtable;
use crate::plumbing::plan::capability::identity::StepIdentity;
use crate::plumbing::plan::capability::naming::Naming;
use crate::plumbing::plan::capability::resources::ResourceVtable;
use crate::shape::Signature;
use crate::step::Step;

/// A choice between steps, whose arms are numbered.
pub trait Arms: Step + Sized + 'static {
    /// The rows of the arms.
    const ARMS: &'static [Arm];

    /// Returns the number of the chosen arm.
    fn chosen(&self) -> usize;

    /// Chooses an arm.
    fn choose(&mut self, arm: usize);

    /// Returns the number of the arm that was fitted.
    fn fitted_arm(fitted: &Self::Fitted) -> usize;

    /// Returns the fitted step of the arm that was fitted.
    fn fitted_step(fitted: &Self::Fitted) -> &dyn Any;

    /// Returns the step of an arm, or the choice itself if there is no such arm.
    fn arm(&self, arm: usize) -> &dyn Any;

    /// Returns a mutable reference to the step of an arm, like [`arm`](Self::arm).
    fn arm_mut(&mut self, arm: usize) -> &mut dyn Any;
}

/// The enum of the fitted arms of a choice.
pub trait FittedArms {
    /// The choice before fitting.
    type Choice: Arms;
}

/// An arm of a choice.
#[derive(Debug, Clone, Copy)]
pub struct Arm {
    /// The user's name for it.
    pub name: &'static str,
    /// The step as the user wrote it.
    pub step: &'static str,
    /// The step's signature.
    pub signature: Signature,
    /// The hyperparameters of a step that has some.
    pub hyperparameters: Option<HyperparameterVtable>,
    /// How a step that holds resources opens them.
    pub resources: Option<ResourceVtable>,
    /// What identifies the type of the step in a cache.
    pub identity: StepIdentity,
    /// How the fitted step names the features of its outputs.
    pub naming: Naming,
}

/// The arms of a node whose step is a choice, independent of their types.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChoiceNode {
    pub(super) arms: &'static [Arm],
    chosen: fn(&dyn Any) -> Option<usize>,
}

impl ChoiceNode {
    /// Creates it for the choice `C`.
    pub(crate) const fn of<C: Arms>() -> Self {
        Self {
            arms: C::ARMS,
            chosen: |step| {
                let fitted = || step.downcast_ref::<C::Fitted>().map(C::fitted_arm);
                step.downcast_ref::<C>().map(C::chosen).or_else(fitted)
            },
        }
    }

    /// Returns the signatures of the arms.
    pub(crate) fn signatures(&self) -> impl Iterator<Item = &'static Signature> {
        self.arms.iter().map(|arm| &arm.signature)
    }

    /// Returns the chosen arm of a choice, or the fitted arm of a fitted choice.
    pub(crate) fn chosen(&self, step: &dyn Any) -> Option<&'static Arm> {
        self.arms.get((self.chosen)(step)?)
    }
}

/// Returns whether an arm may hold resources.
pub const fn arms_hold_resources(arms: &[Arm]) -> bool {
    let mut at = 0;
    while at < arms.len() {
        if arms[at].resources.is_some() {
            return true;
        }
        at += 1;
    }
    false
}
