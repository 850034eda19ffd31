//! A node that only compares a shape, `expect [n, 24]`.

use crate::Result;
use crate::diagnostics::poison::poisoned;
#[cfg(feature = "cache")]
use crate::plumbing::exec::cache_io::KeptNode;
use crate::plumbing::exec::execution::Engine;
use crate::plumbing::exec::fit_state::Learnt;
use crate::plumbing::exec::node::Task;
use crate::plumbing::exec::output::Outlet;
use crate::plumbing::exec::source::Source;
use crate::plumbing::exec::steps::Steps;
use crate::plumbing::plan::erased::{AnyFitted, FittedMut};
use crate::plumbing::plan::liveness::Role;
use crate::step::Step;

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
