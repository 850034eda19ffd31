//! [`Holds`]: steps that hold something while they work, such as a device, a connection or a thread pool.
//!
//! Invariant: what was opened is released once, in reverse order of opening, when the last [`Run`] that knows it is
//! dropped: after success, error, panic and cancellation alike.

use std::any::{Any, type_name};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::{Context, Run, Step};
use crate::{Error, Phase, Result};

/// A step that holds resources while it works: a device, a connection, a thread pool, a temporary file.
///
/// They are opened once, before any step of the pipeline runs, in topological order, and are shared by all threads. The step
/// reaches its own by [`Context::resource`]. They are released by `Drop`, in reverse order, when the fit, the
/// prediction or the stream that opened them ends, however it ends; or, where a caller has opened them with the
/// pipeline's or the model's `open`, with the last clone of the [`Run`] that `open` gave.
///
/// Where opening fails, panics or is cancelled, what was opened before is released, nothing runs, and the error names the step.
/// A meta-step hands on what the step inside holds ([`Retry`](crate::steps::Retry) tries again to open it). An
/// [`Inverse`](super::Inverse) is told nothing about the run, and has no resources.
///
/// ```
/// use rayon::prelude::*;
/// use rayon::{ThreadPool, ThreadPoolBuilder};
/// use shapeflow::prelude::*;
/// use shapeflow::step::{Holds, Opening};
///
/// /// Squares, on threads of its own.
/// #[derive(Debug, Clone)]
/// struct Squares {
///     threads: usize,
/// }
/// impl Default for Squares {
///     fn default() -> Self {
///         Self { threads: 2 }
///     }
/// }
///
/// impl Stateless for Squares {
///     const SIGNATURE: Signature = Signature::new("[n] -> [n]", &[]);
/// }
/// impl Holds for Squares {
///     fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
///         let pool = ThreadPoolBuilder::new().num_threads(self.threads).build();
///         opening.keep(pool.map_err(Error::from_source)?);
///         Ok(())
///     }
///     fn open_fitted(fitted: &Self, opening: &mut Opening<'_>) -> Result<()> {
///         fitted.open(opening)
///     }
/// }
/// impl Transform<ArcArray1<f64>> for Squares {
///     type Out = ArcArray1<f64>;
///     fn transform(&self, x: ArcArray1<f64>) -> Result<ArcArray1<f64>> {
///         self.transform_with(x, &Context::root(&Run::new(), "", Phase::Predict))
///     }
///     fn transform_with(&self, mut x: ArcArray1<f64>, context: &Context<'_>) -> Result<ArcArray1<f64>> {
///         let pool: &ThreadPool = context.resource()?;
///         pool.install(|| x.par_mapv_inplace(|value| value * value));
///         Ok(x)
///     }
/// }
///
/// pipeline! {
///     Energy(x: f64[n]) -> f64[n] { x |> Squares }
/// }
///
/// let model = Energy::default().fit(array![0.0])?;
/// // Opens the pool, predicts, and releases it.
/// assert_eq!(model.predict(array![3.0])?, array![9.0]);
/// // Opens it once for many predictions.
/// let run = model.open(&Run::new())?;
/// assert_eq!(model.predict_with(&run, array![3.0])?, array![9.0]);
/// assert_eq!(model.predict_with(&run, array![4.0])?, array![16.0]);
/// drop(run); // releases it
/// # Ok::<(), Error>(())
/// ```
pub trait Holds: Step {
    /// Whether there is anything to open. A meta-step hands on that of the step inside.
    const HOLDS: bool = true;

    /// Opens what the step uses while it is fitted, and what its fitted form uses within that fit.
    ///
    /// # Errors
    /// Whatever cannot be opened, said with [`Error::new`]. The engine adds the path.
    fn open(&self, opening: &mut Opening<'_>) -> Result<()>;

    /// Opens what the fitted step uses while it predicts.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    fn open_fitted(fitted: &Self::Fitted, opening: &mut Opening<'_>) -> Result<()>;
}

/// Takes what a step opens.
#[derive(Debug)]
pub struct Opening<'open> {
    context: Context<'open>,
    resources: &'open mut Resources,
}

impl<'open> Opening<'open> {
    /// Starts to open what is used in runs of this context's phase.
    pub(crate) fn new(context: &Context<'open>, resources: &'open mut Resources) -> Self {
        Self { context: *context, resources }
    }

    /// Keeps a resource for this step, where [`Context::resource`] finds it by its type: the last of a type.
    pub fn keep<R: Send + Sync + 'static>(&mut self, resource: R) {
        let (path, resource) = (self.context.path(), Box::new(resource));
        self.resources.opened.push(Opened { path, type_name: type_name::<R>(), resource });
    }

    /// What the step is told about the run.
    pub fn context(&self) -> &Context<'open> {
        &self.context
    }

    /// The place of a step below this one: the nodes of a pipeline, the several fitted steps of a meta-step.
    pub fn node<'node>(&'node mut self, name: &'node str) -> Opening<'node> {
        Opening { context: self.context.node(name), resources: &mut *self.resources }
    }

    /// Opens, and releases what was opened before an error.
    pub(crate) fn all_or_nothing(&mut self, open: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let before = self.resources.opened.len();
        let opened = open(self);
        if opened.is_err() {
            self.resources.release(before);
        }
        opened
    }

    /// Notes that the pipeline at this place opens what it holds.
    pub(crate) fn pipeline(&mut self) {
        self.resources.pipelines.push(self.context.path());
    }
}

/// What is open, in the order of opening.
pub(crate) struct Resources {
    phase: Phase,
    opened: Vec<Opened>,
    /// The paths of the pipelines that have opened what they hold.
    pipelines: Vec<String>,
    /// What a caller has opened before, for another pipeline or phase.
    before: Option<Arc<Resources>>,
}

struct Opened {
    path: String,
    type_name: &'static str,
    resource: Box<dyn Any + Send + Sync>,
}

impl Resources {
    /// Nothing yet, beside what is open in `run`.
    pub(crate) fn new(run: &Run, phase: Phase) -> Self {
        Self { phase, opened: Vec::new(), pipelines: Vec::new(), before: run.resources_value().cloned() }
    }

    /// Whether nothing was opened.
    pub(crate) fn is_empty(&self) -> bool {
        self.opened.is_empty()
    }

    /// Releases all but the first `kept`, the last first; one that panics is told to `tracing`.
    fn release(&mut self, kept: usize) {
        while self.opened.len() > kept
            && let Some(Opened { path, resource, .. }) = self.opened.pop()
        {
            if catch_unwind(AssertUnwindSafe(|| drop(resource))).is_err() {
                tracing::error!(target: "shapeflow", path, "a resource panicked while it was released");
            }
        }
    }

    fn all(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |resources| resources.before.as_deref())
    }
}

impl Drop for Resources {
    fn drop(&mut self) {
        self.release(0);
    }
}

impl fmt::Debug for Resources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.opened.iter().map(|opened| &opened.path)).finish()
    }
}

impl<'run> Context<'run> {
    /// What this step has opened of type `R`: see [`Holds`].
    ///
    /// # Errors
    /// Nothing of that type is open here.
    pub fn resource<R: Send + Sync + 'static>(&self) -> Result<&'run R> {
        let all = self.run().resources_value().into_iter().flat_map(|resources| resources.all());
        let own = all.filter(|resources| resources.phase == self.phase());
        let own = own.flat_map(|resources| resources.opened.iter().rev());
        let mut others = Vec::new();
        for Opened { path, type_name, resource } in own {
            match resource.downcast_ref() {
                _ if !self.stands_at(path) => {}
                Some(resource) => return Ok(resource),
                None => others.push(format!("`{type_name}`")),
            }
        }
        let wanted = type_name::<R>();
        Err(Error::new(if others.is_empty() {
            format!(
                "expected an open `{wanted}`, but the step has opened nothing; keep one in `Holds::open`, for fitting, and \
                 in `Holds::open_fitted`, for predicting, and run the step in a pipeline"
            )
        } else {
            format!("expected an open `{wanted}`, but the step has opened {}", others.join(" and "))
        }))
    }

    /// Whether what the pipeline at this place holds is open.
    pub(crate) fn is_open(&self) -> bool {
        let all = self.run().resources_value().into_iter().flat_map(|resources| resources.all());
        let mut own = all.filter(|resources| resources.phase == self.phase());
        own.any(|resources| resources.pipelines.iter().any(|path| self.stands_at(path)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(resources: Resources) -> Run {
        Run::new().with_resources(resources)
    }

    #[test]
    fn a_step_finds_its_own_by_path_phase_and_type() -> Result<()> {
        let run = Run::new();
        let mut resources = Resources::new(&run, Phase::Fit);
        let context = Context::root(&run, "digits", Phase::Fit);
        let mut opening = Opening::new(&context, &mut resources);
        opening.node("strokes.pca").keep(7_u8);
        opening.node("strokes").node("pca").keep("text");
        opening.node("pixels").keep(8_u8);

        let run = opened(resources);
        let root = Context::root(&run, "digits", Phase::Fit);
        let strokes = root.node("strokes");
        let (whole, pca) = (root.node("strokes.pca"), strokes.node("pca"));
        for pca in [whole, pca, pca.sharing("copy0")] {
            assert_eq!((pca.resource::<u8>()?, *pca.resource::<&str>()?), (&7, "text"));
        }
        assert_eq!(root.node("pixels").resource::<u8>()?, &8);
        let predicting = Context::root(&run, "digits", Phase::Predict);
        let elsewhere = [
            root.node("pca"),
            whole.node("copy0"),
            predicting.node("pixels"),
            Context::root(&run, "pixels", Phase::Fit),
            Context::root(&run, "", Phase::Fit),
        ];
        for context in elsewhere {
            let error = context.resource::<u8>().expect_err("nothing is open here");
            assert!(
                error.message().starts_with("expected an open `u8`, but the step has opened nothing;"),
                "{error}"
            );
        }
        let error = root.node("pixels").resource::<u16>().expect_err("another type");
        assert_eq!(error.message(), "expected an open `u16`, but the step has opened `u8`");
        Ok(())
    }

    #[test]
    fn pipelines_one_beside_the_other_share_a_run() -> Result<()> {
        let mut run = Run::new();
        for (name, number) in [("a", 1_u8), ("b", 2)] {
            let mut resources = Resources::new(&run, Phase::Predict);
            let context = Context::root(&run, name, Phase::Predict);
            let mut opening = Opening::new(&context, &mut resources);
            opening.pipeline();
            opening.node("step").keep(number);
            run = run.with_resources(resources);
        }
        for (name, number) in [("a", 1_u8), ("b", 2)] {
            let root = Context::root(&run, name, Phase::Predict);
            assert_eq!(root.node("step").resource::<u8>()?, &number);
            assert!(root.is_open() && !Context::root(&run, name, Phase::Fit).is_open());
        }
        assert!(!Context::root(&run, "c", Phase::Predict).is_open());
        Ok(())
    }
}
