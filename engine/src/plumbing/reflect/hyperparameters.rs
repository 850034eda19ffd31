//! `Hyperparameters` for a pipeline, from those of its steps.
//!
//! The generated code returns a step by its number, and the table of nodes has the functions for its hyperparameters.
//! Invariant: the paths of the steps are the paths of fields, so that no path is the beginning of another.

use super::sizes::{in_assignment, in_space, set_size};
use crate::Result;
use crate::plumbing::exec::pipeline::PipelineDef;
use crate::plumbing::plan::capability::hyperparameters::HyperparameterVtable;
use crate::plumbing::plan::node::Node;
use crate::plumbing::typing::is_step::NotAStep;
use crate::space::parts::{below, unknown};
use crate::space::{Assignment, At, Hyperparameters, Path, Space, Value};

/// Returns the steps with hyperparameters: the number of the node, its path, and its functions.
fn with_hyperparameters<P: PipelineDef>() -> impl Iterator<Item = (usize, &'static str, HyperparameterVtable)>
{
    let nodes = P::info().nodes.iter().enumerate();
    nodes
        .filter_map(|(number, node): (usize, &'static Node)| Some((number, node.path, node.hyperparameters?)))
}

/// Returns the space of a pipeline, with the distributions that the types of the steps declare.
///
/// # Errors
/// The same as [`Hyperparameters::space`].
pub fn space<P: PipelineDef>() -> Result<Space> {
    let space = with_hyperparameters::<P>()
        .try_fold(Space::new(), |space, (_, path, vtable)| space.nested(path, (vtable.space)()))?;
    in_space::<P>(space)
}

/// Returns the current values of the hyperparameters.
pub fn assignment<P: PipelineDef>(pipeline: &P) -> Assignment {
    let mut all = Assignment::new();
    for (number, path, vtable) in with_hyperparameters::<P>() {
        all.extend((vtable.assignment)(pipeline.step(number)).unwrap_or_default().under(path));
    }
    in_assignment(pipeline, &mut all);
    all
}

/// Sets one hyperparameter.
///
/// # Errors
/// The same as [`Hyperparameters::set`].
pub fn set<P: PipelineDef>(pipeline: &mut P, path: &str, value: &Value) -> Result<()> {
    if let Some(result) = set_size(pipeline, path, value) {
        return result;
    }
    let step = with_hyperparameters::<P>()
        .find_map(|(number, step, vtable)| Some((number, step, vtable, below(path, step)?)));
    let Some((number, step, vtable, rest)) = step else { return Err(unknown(path)) };
    (vtable.set)(pipeline.step_mut(number), rest, value).map_err(|error| error.under(step))
}

/// Returns the path of a step, from the path of the pipeline and the path of the step in it.
pub fn at<S>(pipeline: &Path, step: &str) -> At<S> {
    At::of(pipeline.field(step))
}

/// An empty space, so that a type that is not a step causes no second error about hyperparameters.
#[diagnostic::do_not_recommend]
impl<T: 'static> Hyperparameters for NotAStep<T> {
    type Paths = ();

    fn space() -> Result<Space> {
        Ok(Space::new())
    }

    fn assignment(&self) -> Assignment {
        Assignment::new()
    }

    fn set(&mut self, path: &str, _: &Value) -> Result<()> {
        Err(unknown(path))
    }

    fn paths(_: &Path) {}
}
