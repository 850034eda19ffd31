//! `Hyperparameters` for a pipeline, from those of its steps.
//!
//! The generated code gives the steps by number; what each of them has is in the pipeline's table of nodes. Invariant:
//! the paths of the steps are those of fields, so none of them begins with another.

use std::any::Any;
use std::cell::OnceCell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use super::assemble::Assembled;
use super::engine::Node;
use super::is_step::NotAStep;
use super::sizes::DeclaredSize;
use crate::Result;
use crate::space::parts::{below, unknown};
use crate::space::{Assignment, Hyperparameters, Identity, Path, Space, Value};

/// A pipeline whose steps can be reached by the numbers of their nodes.
pub trait Tuned: Assembled + Sized + 'static {
    /// The step of a node; the pipeline itself where the node has none.
    fn step(&self, node: usize) -> &dyn Any;

    /// As [`step`](Self::step), to change it.
    fn step_mut(&mut self, node: usize) -> &mut dyn Any;

    /// The sizes that the user declares.
    const SIZES: &'static [DeclaredSize] = &[];

    /// The step of a use of a size, whether it is chosen and there or not; the pipeline itself where there is none.
    fn sized(&self, _number: usize) -> &dyn Any {
        self
    }

    /// As [`sized`](Self::sized), to change it.
    fn sized_mut(&mut self, _number: usize) -> &mut dyn Any {
        self
    }
}

/// What can be done with the hyperparameters of a step.
#[derive(Debug, Clone, Copy)]
pub struct Knobs {
    pub(super) space: fn() -> Result<Space>,
    pub(super) assignment: fn(&dyn Any) -> Option<Assignment>,
    pub(super) set: fn(&mut dyn Any, &str, &Value) -> Result<()>,
    identify: fn(&dyn Any, &mut Identity),
}

impl Knobs {
    /// Tells what the step is.
    pub(super) fn identify(&self, step: &dyn Any, identity: &mut Identity) {
        (self.identify)(step, identity);
    }
}

/// Asks for the hyperparameters of a step: `<Tuning<S>>::KNOBS`.
#[derive(Debug)]
pub struct Tuning<S>(PhantomData<S>);

impl<S: Hyperparameters + 'static> Tuning<S> {
    /// The step has some.
    pub const KNOBS: Option<Knobs> = Some(Knobs {
        space: S::space,
        assignment: |step| step.downcast_ref::<S>().map(S::assignment),
        set: |step, path, value| match step.downcast_mut::<S>() {
            Some(step) => step.set(path, value),
            None => Err(unknown(path)),
        },
        identify: |step, identity| match step.downcast_ref::<S>() {
            Some(step) => step.identify(identity),
            None => identity.unknown("it is a step of another type"),
        },
    });
}

/// The answer for any other step.
pub trait NoKnobs {
    /// None.
    const KNOBS: Option<Knobs> = None;
}

impl<S> NoKnobs for Tuning<S> {}

/// The steps with hyperparameters: the number of the node, the path, and what can be done.
fn knobs<P: Tuned>() -> impl Iterator<Item = (usize, &'static str, Knobs)> {
    let nodes = P::tables().nodes.iter().enumerate();
    nodes.filter_map(|(number, node): (usize, &'static Node)| Some((number, node.path, node.knobs?)))
}

/// The space of a pipeline, with the distributions of the steps' types.
///
/// # Errors
/// Those of [`Hyperparameters::space`].
pub fn space<P: Tuned>() -> Result<Space> {
    let space =
        knobs::<P>().try_fold(Space::new(), |space, (_, path, knobs)| space.nested(path, (knobs.space)()))?;
    super::sizes::in_space::<P>(space)
}

/// The current values.
pub fn assignment<P: Tuned>(pipeline: &P) -> Assignment {
    let mut all = Assignment::new();
    for (number, path, knobs) in knobs::<P>() {
        all.extend((knobs.assignment)(pipeline.step(number)).unwrap_or_default().under(path));
    }
    super::sizes::in_assignment(pipeline, &mut all);
    all
}

/// Sets one hyperparameter.
///
/// # Errors
/// Those of [`Hyperparameters::set`].
pub fn set<P: Tuned>(pipeline: &mut P, path: &str, value: &Value) -> Result<()> {
    if let Some(result) = super::sizes::set_size(pipeline, path, value) {
        return result;
    }
    let step = knobs::<P>().find_map(|(number, step, knobs)| Some((number, step, knobs, below(path, step)?)));
    let Some((number, step, knobs, rest)) = step else { return Err(unknown(path)) };
    (knobs.set)(pipeline.step_mut(number), rest, value).map_err(|error| error.under(step))
}

/// Where a step's hyperparameters stand; where it has some, their typed paths.
///
/// The paths are made when they are looked at: whether a step has any is not asked before.
pub struct At<S> {
    path: Path,
    paths: OnceCell<Box<dyn Any>>,
    step: PhantomData<fn() -> S>,
}

/// The place of a step, by the path of the pipeline and its own below that.
pub fn at<S>(pipeline: &Path, step: &str) -> At<S> {
    At { path: pipeline.field(step), paths: OnceCell::new(), step: PhantomData }
}

impl<S: Hyperparameters<Paths: 'static>> Deref for At<S> {
    type Target = S::Paths;

    fn deref(&self) -> &S::Paths {
        let paths = self.paths.get_or_init(|| Box::new(S::paths(&self.path)));
        match paths.downcast_ref() {
            Some(paths) => paths,
            None => unreachable!("nothing else is put there"),
        }
    }
}

impl<S> fmt::Debug for At<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("At").field(&self.path).finish()
    }
}

/// Nothing is said about the hyperparameters of what has been reported.
#[diagnostic::do_not_recommend]
impl Hyperparameters for NotAStep {
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
