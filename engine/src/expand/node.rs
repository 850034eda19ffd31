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

/// A node of a run of the steps in `Root`, whatever its types.
pub trait Task<Root>: Sync {
    /// Runs the node.
    ///
    /// # Errors
    /// What the step reports, with the node's path.
    fn run(&self, engine: &Engine<'_>, steps: &Root) -> Result<()>;
}

/// Where a step is among the steps of a pipeline.
pub type StepOf<Root, S> = fn(&Root) -> &S;

/// A node of the fit graph.
#[derive(Debug)]
pub struct FitNode<Root, S: Step, X, Y, O> {
    node: &'static Node,
    role: Role,
    step: StepOf<Root, S>,
    input: X,
    target: Y,
    /// The fitted step, once the node has run.
    pub fitted: FittedSlot<S::Fitted>,
    /// Where the output goes.
    pub outlet: O,
}

/// A node of the predict graph.
#[derive(Debug)]
pub struct TransformNode<Root, S, X, O> {
    node: &'static Node,
    step: StepOf<Root, S>,
    input: X,
    /// Where the output goes.
    pub outlet: O,
}

/// A node that only compares a shape, `expect [n, 24]`.
#[derive(Debug)]
pub struct ExpectNode<X, O> {
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
pub fn fit_probe<Root, S, X: Source, Y: Source>(
    _: StepOf<Root, S>,
    _: &X,
    _: &Y,
) -> FitProbe<S, X::Value, Y::Value> {
    FitProbe::new()
}

/// Asks whether the fitted step takes what this source gives.
pub fn transform_probe<Root, S, X: Source>(_: StepOf<Root, S>, _: &X) -> TransformProbe<S, X::Value> {
    TransformProbe::new()
}

impl Typed {
    /// What the fitted step makes of the source's values.
    pub fn fits<Root, S, X>(&self, _: StepOf<Root, S>, _: &X) -> Of<Out<S, X::Value>>
    where
        S: Step<Fitted: Transform<X::Value>>,
        X: Source,
    {
        Of::new()
    }

    /// What the fitted step makes of the source's values.
    pub fn gives<Root, S: Transform<X::Value>, X: Source>(&self, _: StepOf<Root, S>, _: &X) -> Of<S::Out> {
        Of::new()
    }

    /// A node of the fit graph.
    pub fn fit_node<Root, S: Fit<X::Value, Y::Value>, X: Source, Y: Source, O>(
        self,
        (node, role): (&'static Node, Role),
        step: StepOf<Root, S>,
        input: X,
        target: Y,
        outlet: O,
    ) -> FitNode<Root, S, X, Y, O> {
        FitNode { node, role, step, input, target, fitted: FittedSlot::new(), outlet }
    }

    /// A node of the predict graph.
    pub fn transform_node<Root, S: Transform<X::Value>, X: Source, O>(
        self,
        node: &'static Node,
        step: StepOf<Root, S>,
        input: X,
        outlet: O,
    ) -> TransformNode<Root, S, X, O> {
        TransformNode { node, step, input, outlet }
    }
}

impl Broken {
    /// Poison.
    pub fn fits<Root, S, X>(&self, _: StepOf<Root, S>, _: &X) -> Of<Poison> {
        Of::new()
    }

    /// Poison.
    pub fn gives<Root, S, X>(&self, _: StepOf<Root, S>, _: &X) -> Of<Poison> {
        Of::new()
    }

    /// A node that never runs.
    pub fn fit_node<Root, S: Step, X, Y, O>(
        self,
        _: (&'static Node, Role),
        _: StepOf<Root, S>,
        _: X,
        _: Y,
        outlet: O,
    ) -> BrokenNode<S::Fitted, O> {
        BrokenNode { fitted: FittedSlot::new(), outlet }
    }

    /// A node that never runs.
    pub fn transform_node<Root, S, X, O>(
        self,
        _: &'static Node,
        _: StepOf<Root, S>,
        _: X,
        outlet: O,
    ) -> BrokenNode<(), O> {
        BrokenNode { fitted: FittedSlot::new(), outlet }
    }
}

/// What flows through a check at run time.
pub fn passes<X: Source>(_: &X) -> Of<X::Value> {
    Of::new()
}

impl<X, O> ExpectNode<X, O> {
    /// A node that only compares a shape.
    pub fn new(node: &'static Node, role: Role, input: X, outlet: O) -> Self {
        Self { node, role, input, outlet }
    }
}

impl<Root, S, X, Y, O> Task<Root> for FitNode<Root, S, X, Y, O>
where
    S: Fit<X::Value, Y::Value>,
    X: Source<Value: Clone>,
    Y: Source,
    O: Outlet<Value = Out<S, X::Value>>,
{
    fn run(&self, engine: &Engine<'_>, steps: &Root) -> Result<()> {
        let step = (self.step)(steps);
        if !self.role.runs() {
            return engine.skip(self.node, step, &self.fitted);
        }
        engine.node(self.node, |node| {
            let (x, x_measures) = self.input.take()?;
            let (y, y_measures) = self.target.take()?;
            node.check_inputs(x_measures.as_ref(), Some(y_measures.as_ref()))?;
            if self.role == Role::Learn {
                self.fitted.put(step.fit(x, y, node.context())?)?;
                return Ok(Vec::new());
            }
            let (fitted, out) = step.fit_transform(x, y, node.context())?;
            self.fitted.put(fitted)?;
            self.outlet.put(node, out)
        })
    }
}

impl<Root, S, X, O> Task<Root> for TransformNode<Root, S, X, O>
where
    S: Transform<X::Value>,
    X: Source,
    O: Outlet<Value = S::Out>,
{
    fn run(&self, engine: &Engine<'_>, steps: &Root) -> Result<()> {
        engine.node(self.node, |node| {
            let (x, measures) = self.input.take()?;
            node.check_inputs(measures.as_ref(), None)?;
            self.outlet.put(node, (self.step)(steps).transform_with(x, node.context())?)
        })
    }
}

impl<Root, X: Source, O: Outlet<Value = X::Value>> Task<Root> for ExpectNode<X, O> {
    fn run(&self, engine: &Engine<'_>, _: &Root) -> Result<()> {
        if !self.role.runs() {
            return Ok(());
        }
        engine.node(self.node, |node| {
            let (value, _) = self.input.take()?;
            self.outlet.put(node, value)
        })
    }
}

impl<Root, F: Send + Sync, O: Sync> Task<Root> for BrokenNode<F, O> {
    fn run(&self, _: &Engine<'_>, _: &Root) -> Result<()> {
        Err(poisoned())
    }
}
