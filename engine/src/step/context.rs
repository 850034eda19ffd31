//! What a step is told about the run it is part of: its path, its phase, its random numbers.
//!
//! Invariant: random numbers depend on the run's seed and the node's path alone, so neither the order in which
//! nodes run nor the number of threads can change them.

#[cfg(feature = "cache")]
use std::any::Any;

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

use super::Run;
#[cfg(feature = "cache")]
use super::{Event, EventKind, Measure};
use crate::{Error, Phase};

/// What a step is told about the run. Steps receive it in [`Fit::fit`](super::Fit::fit).
///
/// ```
/// use shapeflow::prelude::*;
/// use rand_core::Rng;
///
/// let run = Run::new().seed(7);
/// let context = Context::root(&run, "digits", Phase::Fit);
/// assert_eq!(context.rng().next_u64(), context.rng().next_u64());
/// assert_ne!(context.rng().next_u64(), context.node("pca").rng().next_u64());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Context<'run> {
    run: &'run Run,
    parent: Option<&'run Context<'run>>,
    name: &'run str,
    phase: Phase,
    /// The name of the node that has opened what this one uses: itself, unless it uses the step of another.
    holder: &'run str,
    /// Whether the node shares the resources of the one around it.
    shares: bool,
    /// What the engine tells a pipeline inside about what it is given, and no step.
    #[cfg(feature = "cache")]
    told: Option<&'run (dyn Any + Send + Sync)>,
}

impl<'run> Context<'run> {
    /// The context of a pipeline that is run by a caller, not by another pipeline.
    pub fn root(run: &'run Run, name: &'run str, phase: Phase) -> Self {
        Self {
            run,
            parent: None,
            name,
            phase,
            holder: name,
            shares: false,
            #[cfg(feature = "cache")]
            told: None,
        }
    }

    /// The context of a node of this pipeline.
    pub fn node<'node>(&'node self, name: &'node str) -> Context<'node> {
        Context { parent: Some(self), name, ..Context::root(self.run, name, self.phase) }
    }

    /// The context of one of several uses of this node's step, by a meta-step: with a path and random numbers of its own, and
    /// with the [resources](Self::resource) of this node.
    pub fn sharing<'node>(&'node self, name: &'node str) -> Context<'node> {
        Context { shares: true, ..self.node(name) }
    }

    /// The same place, with the [resources](Self::resource) of the node of this name, whose step it uses.
    pub(crate) fn held_by(self, holder: &'run str) -> Self {
        Self { holder, ..self }
    }

    /// The same place in another run.
    pub(crate) fn in_run<'other>(&'other self, run: &'other Run) -> Context<'other> {
        Context { run, ..*self }
    }

    /// The options of the run.
    pub fn run(&self) -> &'run Run {
        self.run
    }

    /// Whether the pipeline learns or predicts.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// The path from the outermost pipeline: `digits.strokes.pca`.
    pub fn path(&self) -> String {
        let mut path = match self.parent {
            Some(parent) => parent.path(),
            None => String::new(),
        };
        if !path.is_empty() && !self.name.is_empty() {
            path.push('.');
        }
        path.push_str(self.name);
        path
    }

    /// Whether this is the place at `path`, or shares its resources.
    pub(super) fn stands_at(&self, path: &str) -> bool {
        let before = |path: &str| match self.parent {
            Some(parent) => parent.stands_at(path),
            None => path.is_empty(),
        };
        if self.holder.is_empty() || (self.shares && before(path)) {
            return before(path);
        }
        let Some(rest) = path.strip_suffix(self.holder) else { return false };
        match rest.strip_suffix('.') {
            Some(rest) => before(rest),
            None => rest.is_empty() && before(rest),
        }
    }

    /// This node's random numbers: the same for the same seed and path, wherever and whenever the node runs.
    pub fn rng(&self) -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(self.run.seed_value() ^ fnv1a(self.path().as_bytes()))
    }

    /// Tells a pipeline inside about what it is given.
    #[cfg(feature = "cache")]
    pub(crate) fn telling(self, told: &'run (dyn Any + Send + Sync)) -> Self {
        Self { told: Some(told), ..self }
    }

    /// What this pipeline was told about what it is given.
    #[cfg(feature = "cache")]
    pub(crate) fn told<T: 'static>(&self) -> Option<&'run T> {
        self.told.and_then(|told| told.downcast_ref())
    }

    /// Tells the run's observer, and `tracing`, that the node is not run.
    #[cfg(feature = "cache")]
    pub(crate) fn reused(&self, outputs: &[Measure]) {
        let path = self.path();
        tracing::debug!(target: "shapeflow", path = path.as_str(), "taken from the cache");
        if let Some(observer) = self.run.observer_value() {
            observer.event(&Event::now(&path, self.phase, EventKind::Reused { outputs }));
        }
    }

    /// Tells the run's observer, and `tracing`, something that is no error.
    #[cfg(feature = "cache")]
    pub(crate) fn note(&self, message: &str) {
        let path = self.path();
        tracing::warn!(target: "shapeflow", path = path.as_str(), "{message}");
        if let Some(observer) = self.run.observer_value() {
            observer.event(&Event::now(&path, self.phase, EventKind::Noted { message }));
        }
    }

    /// Names this node in an error.
    pub(crate) fn locate(&self, error: Error) -> Error {
        error.at(self.name, self.phase)
    }
}

/// The 64-bit FNV-1a hash (Fowler, Noll, Vo): stable across versions and platforms, unlike `DefaultHasher`.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
