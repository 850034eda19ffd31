//! A node with a step.
//!
//! Invariant: a node is made once and typed once.

use std::any::Any;

use crate::Result;
use crate::diagnostics::poison::poisoned;
#[cfg(feature = "cache")]
use crate::plumbing::exec::cache_io::KeptNode;
use crate::plumbing::exec::execution::Engine;
use crate::plumbing::exec::fit_state::Learnt;
use crate::plumbing::exec::node::Task;
use crate::plumbing::exec::output::Outlet;
use crate::plumbing::exec::source::Source;
use crate::plumbing::exec::steps::{FittedOf, StepOf, Steps};
use crate::plumbing::plan::erased::{AnyFitted, FittedMut};
use crate::plumbing::plan::liveness::Role;
use crate::run::FittedSlot;
use crate::step::{Fit, Out, Step, Transform};

/// A node with a step.
#[derive(Debug)]
pub struct StepNode<P: Step, S: Step, X, Y, O> {
    number: u32,
    step: StepOf<P, S>,
    fitted_step: FittedOf<P, S>,
    input: X,
    target: Y,
    /// The fitted step, once the node has learnt.
    pub fitted: FittedSlot<S::Fitted>,
    /// Where the output goes.
    pub outlet: O,
}

impl<P: Step, S: Step, X, Y, O> StepNode<P, S, X, Y, O> {
    pub(crate) fn new(
        number: u32,
        step: StepOf<P, S>,
        fitted_step: FittedOf<P, S>,
        input: X,
        target: Y,
        outlet: O,
    ) -> Self {
        Self { number, step, fitted_step, input, target, fitted: FittedSlot::new(), outlet }
    }

    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    pub(crate) fn step<'s>(&self, steps: &'s P) -> &'s S {
        (self.step)(steps)
    }

    pub(crate) fn input(&self) -> &X {
        &self.input
    }
}

impl<P, S, X, Y, O> Task<P> for StepNode<P, S, X, Y, O>
where
    P: Step,
    S: Fit<X::Value, Y::Value> + 'static,
    X: Source<Value: Clone + Send + 'static>,
    Y: Source<Value: Send + 'static>,
    O: Outlet<Value = Out<S, X::Value>>,
{
    fn run(&self, engine: &Engine<'_>, role: Role, steps: Steps<'_, P>) -> Result<()> {
        let step = match steps {
            Steps::Unfitted(steps) => (self.step)(steps),
            Steps::Fitted(fitted) => {
                return engine.node(self.number, |node| {
                    let (x, measures) = self.input.take()?;
                    let fitted = (self.fitted_step)(fitted);
                    node.check_inputs(fitted, measures.as_ref(), None)?;
                    self.outlet.put(node, fitted.transform_with(x, node.context())?)
                });
            }
        };
        if !role.runs() {
            return engine.skip(self.number, step, &self.fitted);
        }
        engine.node(self.number, |node| {
            let (x, x_measures) = self.input.take()?;
            let (y, y_measures) = self.target.take()?;
            node.check_inputs(step, x_measures.as_ref(), Some(y_measures.as_ref()))?;
            if role == Role::Learn {
                self.fitted.put(step.fit(x, y, node.context())?)?;
                return Ok(Vec::new());
            }
            let (fitted, out) = step.fit_transform(x, y, node.context())?;
            self.fitted.put(fitted)?;
            self.outlet.put(node, out)
        })
    }

    fn start<'s>(&self, engine: &Engine<'_>, steps: &'s P) -> Result<Option<Learnt<'s>>> {
        engine
            .apart(self.number, |context| Learnt::start::<S, X::Value, Y::Value>((self.step)(steps), context))
    }

    fn learn(&self, engine: &Engine<'_>, _: Role, steps: &P, learnt: &mut Learnt<'_>) -> Result<()> {
        engine.node(self.number, |node| {
            let (x, x_measures) = self.input.take()?;
            match learnt {
                Learnt::Running(running) => {
                    let (y, y_measures) = self.target.take()?;
                    let step = (self.step)(steps);
                    node.check_inputs(step, x_measures.as_ref(), Some(y_measures.as_ref()))?;
                    running.update(Box::new((x, y)), node.context())?;
                    Ok(Vec::new())
                }
                Learnt::Fitted(fitted) => {
                    let fitted = fitted.downcast_ref::<S::Fitted>().ok_or_else(poisoned)?;
                    node.check_inputs(fitted, x_measures.as_ref(), None)?;
                    self.outlet.put(node, fitted.transform_with(x, node.context())?)
                }
                Learnt::Stepless => Err(poisoned()),
            }
        })
    }

    fn go_on(&self, engine: &Engine<'_>, role: Role, steps: &P, fitted: Option<FittedMut<'_>>) -> Result<()> {
        let fitted = fitted.and_then(|fitted| fitted.downcast_mut::<S::Fitted>()).ok_or_else(poisoned)?;
        engine.node(self.number, |node| {
            let (x, x_measures) = self.input.take()?;
            let (y, y_measures) = self.target.take()?;
            node.check_inputs((self.step)(steps), x_measures.as_ref(), Some(y_measures.as_ref()))?;
            match role {
                Role::Skip => Ok(Vec::new()),
                Role::Learn => {
                    (self.step)(steps).update_fitted(fitted, x, y, node.context())?;
                    Ok(Vec::new())
                }
                Role::LearnAndTransform => {
                    (self.step)(steps).update_fitted(fitted, x.clone(), y, node.context())?;
                    self.outlet.put(node, fitted.transform_with(x, node.context())?)
                }
                Role::Transform => self.outlet.put(node, fitted.transform_with(x, node.context())?),
            }
        })
    }

    fn adopt(&self, fitted: AnyFitted) -> Result<()> {
        self.fitted.put(*fitted.downcast::<S::Fitted>().map_err(|_| poisoned())?)
    }

    fn type_names(&self) -> Vec<&'static str> {
        self.outlet.type_names()
    }

    fn any_step<'s>(&self, steps: Steps<'s, P>) -> Option<&'s dyn Any> {
        Some(match steps {
            Steps::Unfitted(steps) => (self.step)(steps),
            Steps::Fitted(fitted) => (self.fitted_step)(fitted),
        })
    }

    #[cfg(feature = "cache")]
    fn kept(&self) -> Option<KeptNode<'_>> {
        Some(KeptNode {
            fitted: self.fitted.get().ok().map(|fitted| fitted as &dyn Any),
            sources: [&self.input, &self.target],
            outlet: &self.outlet,
        })
    }
}
