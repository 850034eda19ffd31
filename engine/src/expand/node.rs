//! The nodes of a pipeline: a step with its sources and its outlet, for all that can be done with it.
//!
//! Invariant: a node is made once, typed once, and serves fitting, predicting and drawing; which of them is a value
//! ([`Role`], [`Steps`]), so that the generated code is one call for a node.

use std::any::Any;

use super::engine::Engine;
use super::going_on::FittedMut;
#[cfg(feature = "cache")]
use super::keeping::KeptNode;
use super::learnt::{AnyFitted, Learnt};
use super::outlet::Outlet;
use super::schedule::Role;
use super::source::Source;
use crate::Result;
use crate::diagnostics::poison::poisoned;
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

    /// Starts to learn from batches; `None`: the step needs all rows at once.
    ///
    /// # Errors
    /// What the step reports, with the node's path.
    fn start<'s>(&self, engine: &Engine<'_>, steps: &'s P) -> Result<Option<Learnt<'s>>>;

    /// Runs the node on a batch: it learns, or transforms with what it has learnt. A node that uses the step of another is
    /// handed what that one has learnt.
    ///
    /// # Errors
    /// What the step reports, with the node's path.
    fn learn(&self, engine: &Engine<'_>, role: Role, steps: &P, learnt: &mut Learnt<'_>) -> Result<()>;

    /// Runs the node of a fitted pipeline on a batch: it learns from it where it stands, and then transforms it. A node
    /// that uses the step of another is handed that one's.
    ///
    /// # Errors
    /// What the step reports, with the node's path.
    fn go_on(&self, engine: &Engine<'_>, role: Role, steps: &P, fitted: Option<FittedMut<'_>>) -> Result<()>;

    /// Takes the fitted step that it became elsewhere.
    ///
    /// # Errors
    /// It is another node's: a bug in the engine.
    fn adopt(&self, fitted: AnyFitted) -> Result<()>;

    /// The names of the types of the values that it gives.
    fn type_names(&self) -> Vec<&'static str>;

    /// The node's step among these; `None`: it has none of its own.
    fn any_step<'s>(&self, _: Steps<'s, P>) -> Option<&'s dyn Any> {
        None
    }

    /// The node as a cache sees it; `None` behind a mistake.
    #[cfg(feature = "cache")]
    fn kept(&self) -> Option<KeptNode<'_>>;
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

    pub(super) fn step<'s>(&self, steps: &'s P) -> &'s S {
        (self.step)(steps)
    }

    pub(super) fn input(&self) -> &X {
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

    fn start<'s>(&self, _: &Engine<'_>, _: &'s P) -> Result<Option<Learnt<'s>>> {
        Ok(Some(Learnt::Stepless))
    }

    fn learn(&self, engine: &Engine<'_>, role: Role, steps: &P, _: &mut Learnt<'_>) -> Result<()> {
        self.run(engine, role, Steps::Unfitted(steps))
    }

    fn go_on(&self, engine: &Engine<'_>, role: Role, steps: &P, _: Option<FittedMut<'_>>) -> Result<()> {
        self.run(engine, role, Steps::Unfitted(steps))
    }

    fn adopt(&self, _: AnyFitted) -> Result<()> {
        Err(poisoned())
    }

    fn type_names(&self) -> Vec<&'static str> {
        self.outlet.type_names()
    }

    #[cfg(feature = "cache")]
    fn kept(&self) -> Option<KeptNode<'_>> {
        Some(KeptNode { fitted: None, sources: [&self.input, &()], outlet: &self.outlet })
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
