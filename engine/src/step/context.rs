//! [`Context`]: what a step knows about the run: its path, its phase, its random numbers.
//!
//! Invariant: random numbers depend on the run's seed and the node's path alone, so neither the order in which
//! nodes run nor the number of threads can change them.

use std::any::Any;

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

use super::{Event, EventKind, Run, bounded_by, on_threads_of_run};
use crate::{Error, Phase};

/// What a step knows about the run: its path in the pipeline, the phase, its random numbers, its resources.
///
/// Steps receive it in [`Fit::fit`](super::Fit::fit) and [`Transform::transform_with`](super::Transform::transform_with). In a
/// `#[step]` it may be the last parameter.
///
/// ```
/// use rand_core::Rng;
/// use shapeflow::prelude::*;
///
/// /// Adds a random number below 1 to each value.
/// #[step("[n, d] -> [n, d]")]
/// fn noisy(mut x: Array2<f64>, context: &Context<'_>) -> Array2<f64> {
///     let mut rng = context.rng();
///     x.mapv_inplace(|value| value + f64::from(rng.next_u32()) / f64::from(u32::MAX));
///     x
/// }
///
/// pipeline! {
///     Copies(x: f64[n, 2]) -> f64[n, 4] {
///         x |> [first: Noisy, second: Noisy] |> Concat
///     }
/// }
///
/// let (run, x) = (Run::new().seed(7), array![[1.0, 2.0]]);
/// let model = Copies::default().fit(&x)?;
/// let noisy = model.predict_with(&run, &x)?;
/// // Two nodes have different random numbers; the same node has the same ones in each run with this seed.
/// assert_ne!(noisy[[0, 0]], noisy[[0, 2]]);
/// assert_eq!(noisy, model.predict_with(&run, &x)?);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Context<'run> {
    run: &'run Run,
    parent: Option<&'run Context<'run>>,
    name: &'run str,
    phase: Phase,
    /// The name of the node whose resources this one uses: its own, unless it uses the step of another node.
    holder: &'run str,
    /// Whether the node shares the resources of the node around it.
    shares: bool,
    /// What the engine passes to a nested pipeline about its inputs. Steps do not see it.
    pub(super) attached: Option<&'run (dyn Any + Send + Sync)>,
}

impl<'run> Context<'run> {
    /// Creates the context of a pipeline that a caller runs, not another pipeline. The generated methods call it; a test of a
    /// lone step may.
    pub fn root(run: &'run Run, name: &'run str, phase: Phase) -> Self {
        Self { run, parent: None, name, phase, holder: name, shares: false, attached: None }
    }

    /// Returns the context of a node of this pipeline.
    pub fn node<'node>(&'node self, name: &'node str) -> Context<'node> {
        Context { parent: Some(self), name, ..Context::root(self.run, name, self.phase) }
    }

    /// Returns the context of one of several uses of this node's step by a meta-step, with its own path and random numbers
    /// and with the [resources](Self::resource) of this node.
    pub fn sharing<'node>(&'node self, name: &'node str) -> Context<'node> {
        Context { shares: true, ..self.node(name) }
    }

    /// Returns this context with the [resources](Self::resource) of the node of this name, whose step it uses.
    pub(crate) fn held_by(self, holder: &'run str) -> Self {
        Self { holder, ..self }
    }

    /// Returns this context in another run.
    pub(crate) fn in_run<'other>(&'other self, run: &'other Run) -> Context<'other> {
        Context { run, ..*self }
    }

    /// Returns the options of the run.
    pub fn run(&self) -> &'run Run {
        self.run
    }

    /// Returns whether the pipeline learns or predicts.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Returns the path from the outermost pipeline: `digits.strokes.pca`.
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

    /// Returns whether this is the node at `path`, or shares its resources.
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

    /// Returns the random number generator of this node. It depends on the seed and the path alone, not on where and when the
    /// node runs.
    pub fn rng(&self) -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(self.run.seed_value() ^ fnv1a(self.path().as_bytes()))
    }

    /// Calls `work`, which may use several threads of rayon (`par_iter`, `join`), on the threads of the run, as the steps of the
    /// library do. Otherwise, the loops of a step that a run with [`threads(1)`](Run::threads) executes, or that a run with a pool
    /// executes outside of it because that is faster, use rayon's global pool.
    ///
    /// ```
    /// use rayon::prelude::*;
    /// use shapeflow::prelude::*;
    ///
    /// /// The sum of each row.
    /// #[step("[n, d] -> [n]", rowwise)]
    /// fn row_sums(x: ArrayView2<'_, f64>, context: &Context<'_>) -> Array1<f64> {
    ///     let sums: Vec<f64> = context.parallel(|| (0..x.nrows()).into_par_iter().map(|row| x.row(row).sum()).collect());
    ///     Array1::from(sums)
    /// }
    ///
    /// pipeline! {
    ///     Sums(x: f64[n, 2]) -> f64[n] { x |> RowSums }
    /// }
    ///
    /// let run = Run::new().threads(1)?;
    /// let model = Sums::default().fit(array![[1.0, 2.0]])?;
    /// assert_eq!(model.predict_with(&run, array![[1.0, 2.0], [3.0, 4.0]])?, array![3.0, 7.0]);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn parallel<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        bounded_by(self.run.threads_value(), || on_threads_of_run(work))
    }

    /// Reports a message that is not an error to the run's observer ([`EventKind::Noted`]) and to `tracing` (as a warning): a fit
    /// that did not converge, a cache that cannot be used.
    pub fn note(&self, message: &str) {
        let path = self.path();
        tracing::warn!(target: "shapeflow", path = path.as_str(), "{message}");
        if let Some(observer) = self.run.observer_value() {
            observer.event(&Event::now(&path, self.phase, EventKind::Noted { message }));
        }
    }

    /// Adds this node to the path of an error.
    pub(crate) fn locate(&self, error: Error) -> Error {
        error.at(self.name, self.phase)
    }
}

/// Computes the 64-bit FNV-1a hash (Fowler, Noll, Vo), which is stable across versions and platforms, unlike `DefaultHasher`.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
