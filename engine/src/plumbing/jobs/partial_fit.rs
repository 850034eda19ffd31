//! Partial fit: a fitted pipeline that continues to learn. Each step learns from its input of a batch, and then
//! transforms it for the steps after it.
//!
//! Invariant: a batch counts for all steps or for none, because the model is replaced after all steps have learned.

use std::cell::{Cell, RefCell};

use super::resources::holding;
use crate::Result;
use crate::diagnostics::poison::poisoned;
use crate::plumbing::exec::execution::Execution;
use crate::plumbing::exec::node::ErasedNode;
use crate::plumbing::exec::pipeline::{NodeVisitor, PipelineDef, RunInputs};
use crate::plumbing::exec::steps::{FittedStep, LearnInto, StepState, Steps};
use crate::step::{Context, Measure, Step};

/// The function that copies a model.
pub(crate) type CopyOf<F> = fn(&F) -> F;

/// Updates a fitted pipeline with more rows. After an error, some steps have learned from them and others have not.
///
/// # Errors
/// Returns the first error of a step, with its path.
pub fn update_fitted<P: PipelineDef>(
    steps: &P,
    fitted: &mut P::Fitted,
    inputs: P::Inputs,
    targets: P::Targets,
    context: &Context<'_>,
) -> Result<()> {
    holding(&P::info().fit, Steps::Unfitted(steps), context, |context| {
        let given = Cell::new(Some((inputs, Some(targets))));
        P::visit_nodes(&PartialFitVisitor { context, steps, fitted: RefCell::new(fitted), given })
    })
}

/// Updates a fitted pipeline with more rows. After an error, the model is unchanged.
///
/// # Errors
/// The same as [`update_fitted`].
pub fn partial_fit<P: PipelineDef>(
    steps: &P,
    (fitted, copy): (&mut P::Fitted, CopyOf<P::Fitted>),
    inputs: P::Inputs,
    targets: P::Targets,
    context: &Context<'_>,
) -> Result<()> {
    let mut next = copy(fitted);
    update_fitted(steps, &mut next, inputs, targets, context)?;
    *fitted = next;
    Ok(())
}

/// The visitor that updates the nodes with one batch, one node after the other.
struct PartialFitVisitor<'run, P: PipelineDef> {
    context: &'run Context<'run>,
    steps: &'run P,
    fitted: RefCell<&'run mut <P as Step>::Fitted>,
    given: Cell<Option<RunInputs<P>>>,
}

impl<P: PipelineDef> NodeVisitor<P> for PartialFitVisitor<'_, P> {
    fn next(&self) -> Result<Option<RunInputs<P>>> {
        Ok(self.given.take())
    }

    fn execution(&self) -> Execution<'_> {
        Execution::new(self.context, P::info(), &P::info().fit)
    }

    fn run(&self, execution: &Execution<'_>, inputs: &[Measure], nodes: &[&dyn ErasedNode<P>]) -> Result<()> {
        execution.declare(self.steps.declared()?);
        execution.inputs(inputs)?;
        let mut fitted = self.fitted.try_borrow_mut().map_err(|_| poisoned())?;
        for (number, (node, &role)) in nodes.iter().zip(P::info().fit.roles()).enumerate() {
            if !role.runs() {
                continue;
            }
            let owner = P::info().owner(number);
            let state = if owner == number {
                let model = LearnInto::Model(P::fitted_mut(&mut fitted, number));
                StepState::Unfitted(self.steps, model)
            } else {
                StepState::Fitted(FittedStep::Model(&**fitted))
            };
            node.run(execution, role, state)?;
        }
        Ok(())
    }
}
