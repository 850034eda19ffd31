//! A node with a step.
//!
//! Invariant: every job runs the same node, so rustc checks the types of a node once.

use std::any::Any;

use crate::Result;
use crate::plumbing::exec::cached_node::CachedNode;
use crate::plumbing::exec::execution::Execution;
use crate::plumbing::exec::fit_state::FitState;
use crate::plumbing::exec::node::ErasedNode;
use crate::plumbing::exec::output::OutputSlots;
use crate::plumbing::exec::source::Source;
use crate::plumbing::exec::steps::{LearnInto, StepAccess, StepState};
use crate::plumbing::plan::erased::{AnyFitted, downcast, downcast_mut, wrong_type};
use crate::plumbing::plan::liveness::NodeRole;
use crate::run::FittedSlot;
use crate::step::{Fit, Out, Step, Transform};

/// A node with a step.
#[derive(Debug)]
pub struct StepNode<S: Step, X, Y, O> {
    number: u32,
    input: X,
    target: Y,
    /// The fitted step, after the node has learned.
    pub fitted: FittedSlot<S::Fitted>,
    /// Where the output goes.
    pub output: O,
}

impl<S: Step, X, Y, O> StepNode<S, X, Y, O> {
    pub(crate) fn new(number: u32, input: X, target: Y, output: O) -> Self {
        Self { number, input, target, fitted: FittedSlot::new(), output }
    }

    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    pub(crate) fn step<'s, P: StepAccess>(&self, steps: &'s P) -> Result<&'s S>
    where
        S: 'static,
    {
        downcast(steps.step(self.number as usize))
    }

    pub(crate) fn input(&self) -> &X {
        &self.input
    }
}

impl<P: StepAccess, S, X, Y, O> ErasedNode<P> for StepNode<S, X, Y, O>
where
    S: Fit<X::Value, Y::Value> + 'static,
    X: Source<Value: Clone + Send + 'static>,
    Y: Source<Value: Send + 'static>,
    O: OutputSlots<Value = Out<S, X::Value>>,
{
    fn run(&self, execution: &Execution<'_>, role: NodeRole, state: StepState<'_, P>) -> Result<()> {
        let (step, into) = match state {
            StepState::Unfitted(steps, into) => (self.step(steps)?, into),
            StepState::Fitted(fitted) => {
                let fitted: &S::Fitted = fitted.of(self.number)?;
                return execution.node(self.number, |node| {
                    let (x, measures) = self.input.take()?;
                    node.check_inputs(fitted, measures.as_ref(), None)?;
                    self.output.put(node, fitted.transform_with(x, node.context())?)
                });
            }
        };
        if !role.runs() {
            return execution.skip(self.number, step, &self.fitted);
        }
        execution.node(self.number, |node| {
            let (x, x_measures) = self.input.take()?;
            let (y, y_measures) = self.target.take()?;
            node.check_inputs(step, x_measures.as_ref(), Some(y_measures.as_ref()))?;
            match (into, role) {
                (LearnInto::Slot, NodeRole::Learn) => self.fitted.put(step.fit(x, y, node.context())?)?,
                (LearnInto::Slot, _) => {
                    let (fitted, out) = step.fit_transform(x, y, node.context())?;
                    self.fitted.put(fitted)?;
                    return self.output.put(node, out);
                }
                (LearnInto::Session(fit), _) => fit.update(Box::new((x, y)), node.context())?,
                (LearnInto::Model(fitted), NodeRole::Learn) => {
                    step.update_fitted(downcast_mut(fitted)?, x, y, node.context())?;
                }
                (LearnInto::Model(fitted), _) => {
                    let fitted: &mut S::Fitted = downcast_mut(fitted)?;
                    if role == NodeRole::LearnAndTransform {
                        step.update_fitted(fitted, x.clone(), y, node.context())?;
                    }
                    return self.output.put(node, fitted.transform_with(x, node.context())?);
                }
            }
            Ok(Vec::new())
        })
    }

    fn start<'s>(&self, execution: &Execution<'_>, steps: &'s P) -> Result<Option<FitState<'s>>> {
        execution.apart(self.number, |context| {
            FitState::start::<S, X::Value, Y::Value>(self.step(steps)?, context)
        })
    }

    fn adopt(&self, fitted: AnyFitted) -> Result<()> {
        self.fitted.put(*fitted.downcast::<S::Fitted>().map_err(|_| wrong_type::<S::Fitted>())?)
    }

    fn type_names(&self) -> Vec<&'static str> {
        self.output.type_names()
    }

    fn cached(&self) -> Option<CachedNode<'_>> {
        Some(CachedNode {
            fitted: self.fitted.get().ok().map(|fitted| fitted as &dyn Any),
            sources: [&self.input, &self.target],
            output: &self.output,
        })
    }
}
