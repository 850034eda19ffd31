//! The nodes of a pipeline: a step with its sources and its outlet, for all that can be done with it.
//!
//! Invariant: a node is made once, typed once, and serves fitting, predicting and drawing; which of them is a value
//! ([`Role`], [`Steps`]), so that the generated code is one call for a node.

use super::engine::Engine;
use super::outlet::Outlet;
use super::poison::poisoned;
use super::schedule::Role;
use super::source::Source;
use crate::Result;
use crate::run::FittedSlot;
use crate::step::{Fit, Out, Step, Transform};

/// The steps of a run.
#[derive(Debug)]
pub enum Steps<'run, P: Step> {
    /// Before fitting.
    Unfitted(&'run P),
    /// After fitting.
    Fitted(&'run P::Fitted),
}

impl<P: Step> Clone for Steps<'_, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Step> Copy for Steps<'_, P> {}

/// A node of the pipeline `P`, whatever its types.
pub trait Task<P: Step>: Sync {
    /// Runs the node.
    ///
    /// # Errors
    /// What the step reports, with the node's path.
    fn run(&self, engine: &Engine<'_>, role: Role, steps: Steps<'_, P>) -> Result<()>;

    /// The names of the types of the values that it gives.
    fn type_names(&self) -> Vec<&'static str>;
}

/// Where a step is among the steps of a pipeline.
pub type StepOf<P, S> = fn(&P) -> &S;

/// Where a fitted step is among the fitted steps of a pipeline.
pub type FittedOf<P, S> = fn(&<P as Step>::Fitted) -> &<S as Step>::Fitted;

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
    pub(super) fn new(
        number: u32,
        step: StepOf<P, S>,
        fitted_step: FittedOf<P, S>,
        input: X,
        target: Y,
        outlet: O,
    ) -> Self {
        Self { number, step, fitted_step, input, target, fitted: FittedSlot::new(), outlet }
    }

    pub(super) fn number(&self) -> u32 {
        self.number
    }

    pub(super) fn input(&self) -> &X {
        &self.input
    }
}

impl<P, S, X, Y, O> Task<P> for StepNode<P, S, X, Y, O>
where
    P: Step,
    S: Fit<X::Value, Y::Value>,
    X: Source<Value: Clone>,
    Y: Source,
    O: Outlet<Value = Out<S, X::Value>>,
{
    fn run(&self, engine: &Engine<'_>, role: Role, steps: Steps<'_, P>) -> Result<()> {
        let step = match steps {
            Steps::Unfitted(steps) => (self.step)(steps),
            Steps::Fitted(fitted) => {
                return engine.node(self.number, |node| {
                    let (x, measures) = self.input.take()?;
                    node.check_inputs(measures.as_ref(), None)?;
                    self.outlet.put(node, (self.fitted_step)(fitted).transform_with(x, node.context())?)
                });
            }
        };
        if !role.runs() {
            return engine.skip(self.number, step, &self.fitted);
        }
        engine.node(self.number, |node| {
            let (x, x_measures) = self.input.take()?;
            let (y, y_measures) = self.target.take()?;
            node.check_inputs(x_measures.as_ref(), Some(y_measures.as_ref()))?;
            if role == Role::Learn {
                self.fitted.put(step.fit(x, y, node.context())?)?;
                return Ok(Vec::new());
            }
            let (fitted, out) = step.fit_transform(x, y, node.context())?;
            self.fitted.put(fitted)?;
            self.outlet.put(node, out)
        })
    }

    fn type_names(&self) -> Vec<&'static str> {
        self.outlet.type_names()
    }
}

/// A node that only compares a shape, `expect [n, 24]`.
#[derive(Debug)]
pub struct ExpectNode<X, O> {
    number: u32,
    input: X,
    /// Where the value goes on.
    pub outlet: O,
}

impl<X, O> ExpectNode<X, O> {
    /// A node that only compares a shape.
    pub fn new(number: u32, input: X, outlet: O) -> Self {
        Self { number, input, outlet }
    }
}

impl<P: Step, X: Source, O: Outlet<Value = X::Value>> Task<P> for ExpectNode<X, O> {
    fn run(&self, engine: &Engine<'_>, role: Role, _: Steps<'_, P>) -> Result<()> {
        if !role.runs() {
            return Ok(());
        }
        engine.node(self.number, |node| {
            let (value, _) = self.input.take()?;
            self.outlet.put(node, value)
        })
    }

    fn type_names(&self) -> Vec<&'static str> {
        self.outlet.type_names()
    }
}

/// A node of a step that does not take what stands before it, which has been reported.
#[derive(Debug)]
pub struct BrokenNode<F, O> {
    /// Never filled.
    pub fitted: FittedSlot<F>,
    /// Never filled.
    pub outlet: O,
}

impl<F, O> BrokenNode<F, O> {
    pub(super) fn new(outlet: O) -> Self {
        Self { fitted: FittedSlot::new(), outlet }
    }
}

impl<P: Step, F: Send + Sync, O: Sync> Task<P> for BrokenNode<F, O> {
    fn run(&self, _: &Engine<'_>, _: Role, _: Steps<'_, P>) -> Result<()> {
        Err(poisoned())
    }

    fn type_names(&self) -> Vec<&'static str> {
        Vec::new()
    }
}
