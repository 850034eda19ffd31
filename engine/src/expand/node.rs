//! The nodes of a run: a step with its sources and its outlet.
//!
//! One generic type per reading, so that the generated code is one call for a node.

use super::engine::{Engine, Node};
use super::probe::{Broken, FitProbe, Poison, TransformProbe, Typed, poisoned};
use super::schedule::Role;
use super::sketch::Of;
use super::source::{Outlet, Source};
use crate::Result;
use crate::run::FittedSlot;
use crate::step::{Fit, Out, Step, Transform};

/// A node of a run, whatever its types.
pub trait Task: Sync {
    /// Runs the node.
    ///
    /// # Errors
    /// What the step reports, with the node's path.
    fn run(&self) -> Result<()>;
}

/// A node of the fit graph.
#[derive(Debug)]
pub struct FitNode<'run, S: Step, X, Y, O> {
    engine: &'run Engine<'run>,
    node: &'static Node,
    role: Role,
    step: &'run S,
    input: X,
    target: Y,
    /// The fitted step, once the node has run.
    pub fitted: FittedSlot<S::Fitted>,
    /// Where the output goes.
    pub outlet: O,
}

/// A node of the predict graph.
#[derive(Debug)]
pub struct TransformNode<'run, S, X, O> {
    engine: &'run Engine<'run>,
    node: &'static Node,
    step: &'run S,
    input: X,
    /// Where the output goes.
    pub outlet: O,
}

/// A node that only compares a shape, `expect [n, 24]`.
#[derive(Debug)]
pub struct ExpectNode<'run, X, O> {
    engine: &'run Engine<'run>,
    node: &'static Node,
    role: Role,
    input: X,
    /// Where the value goes on.
    pub outlet: O,
}

/// A node that the sketch has rejected.
#[derive(Debug)]
pub struct BrokenNode<F, O> {
    /// Never filled.
    pub fitted: FittedSlot<F>,
    /// Never filled.
    pub outlet: O,
}

/// Asks whether the step can be fitted to what these sources give.
pub fn fit_probe<S, X: Source, Y: Source>(_: &S, _: &X, _: &Y) -> FitProbe<S, X::Value, Y::Value> {
    FitProbe::new()
}

/// Asks whether the fitted step takes what this source gives.
pub fn transform_probe<S, X: Source>(_: &S, _: &X) -> TransformProbe<S, X::Value> {
    TransformProbe::new()
}

impl Typed {
    /// What the fitted step makes of the source's values.
    pub fn fits<S: Step<Fitted: Transform<X::Value>>, X: Source>(
        &self,
        _: &S,
        _: &X,
    ) -> Of<Out<S, X::Value>> {
        Of::new()
    }

    /// What the fitted step makes of the source's values.
    pub fn gives<S: Transform<X::Value>, X: Source>(&self, _: &S, _: &X) -> Of<S::Out> {
        Of::new()
    }

    /// A node of the fit graph.
    pub fn fit_node<'run, S: Fit<X::Value, Y::Value>, X: Source, Y: Source, O>(
        self,
        (engine, node, role): (&'run Engine<'run>, &'static Node, Role),
        step: &'run S,
        input: X,
        target: Y,
        outlet: O,
    ) -> FitNode<'run, S, X, Y, O> {
        FitNode { engine, node, role, step, input, target, fitted: FittedSlot::new(), outlet }
    }

    /// A node of the predict graph.
    pub fn transform_node<'run, S: Transform<X::Value>, X: Source, O>(
        self,
        (engine, node): (&'run Engine<'run>, &'static Node),
        step: &'run S,
        input: X,
        outlet: O,
    ) -> TransformNode<'run, S, X, O> {
        TransformNode { engine, node, step, input, outlet }
    }
}

impl Broken {
    /// Poison.
    pub fn fits<S, X>(&self, _: &S, _: &X) -> Of<Poison> {
        Of::new()
    }

    /// Poison.
    pub fn gives<S, X>(&self, _: &S, _: &X) -> Of<Poison> {
        Of::new()
    }

    /// A node that never runs.
    pub fn fit_node<S: Step, X, Y, O, At>(
        self,
        _: At,
        _: &S,
        _: X,
        _: Y,
        outlet: O,
    ) -> BrokenNode<S::Fitted, O> {
        BrokenNode { fitted: FittedSlot::new(), outlet }
    }

    /// A node that never runs.
    pub fn transform_node<S, X, O, At>(self, _: At, _: &S, _: X, outlet: O) -> BrokenNode<(), O> {
        BrokenNode { fitted: FittedSlot::new(), outlet }
    }
}

/// What flows through a check at run time.
pub fn passes<X: Source>(_: &X) -> Of<X::Value> {
    Of::new()
}

impl<'run, X, O> ExpectNode<'run, X, O> {
    /// A node that only compares a shape.
    pub fn new((engine, node, role): (&'run Engine<'run>, &'static Node, Role), input: X, outlet: O) -> Self {
        Self { engine, node, role, input, outlet }
    }
}

impl<S, X, Y, O> Task for FitNode<'_, S, X, Y, O>
where
    S: Fit<X::Value, Y::Value>,
    X: Source<Value: Clone>,
    Y: Source,
    O: Outlet<Value = Out<S, X::Value>>,
{
    fn run(&self) -> Result<()> {
        if !self.role.runs() {
            return self.engine.skip(self.node, self.step, &self.fitted);
        }
        self.engine.node(self.node, |node| {
            let (x, x_measures) = self.input.take()?;
            let (y, y_measures) = self.target.take()?;
            node.check_inputs(x_measures.as_ref(), Some(y_measures.as_ref()))?;
            if self.role == Role::Learn {
                self.fitted.put(self.step.fit(x, y, node.context())?)?;
                return Ok(Vec::new());
            }
            let (fitted, out) = self.step.fit_transform(x, y, node.context())?;
            self.fitted.put(fitted)?;
            self.outlet.put(node, out)
        })
    }
}

impl<S, X, O> Task for TransformNode<'_, S, X, O>
where
    S: Transform<X::Value>,
    X: Source,
    O: Outlet<Value = S::Out>,
{
    fn run(&self) -> Result<()> {
        self.engine.node(self.node, |node| {
            let (x, measures) = self.input.take()?;
            node.check_inputs(measures.as_ref(), None)?;
            self.outlet.put(node, self.step.transform_with(x, node.context())?)
        })
    }
}

impl<X: Source, O: Outlet<Value = X::Value>> Task for ExpectNode<'_, X, O> {
    fn run(&self) -> Result<()> {
        if !self.role.runs() {
            return Ok(());
        }
        self.engine.node(self.node, |node| {
            let (value, _) = self.input.take()?;
            self.outlet.put(node, value)
        })
    }
}

impl<F: Send + Sync, O: Sync> Task for BrokenNode<F, O> {
    fn run(&self) -> Result<()> {
        Err(poisoned())
    }
}
