//! [`Holds`]: steps with resources, such as a device, a connection or a thread pool.
//!
//! Invariant: a step finds only the resources that it opened itself, in runs of the phase for which they were opened.

use std::any::type_name;

use super::opened::{Opened, Resources};
use super::{Context, Run, Step};
use crate::{Error, Phase, Result};

/// A step that holds resources while it works: a device, a connection, a thread pool, a temporary file.
///
/// Resources are opened once, before any step of the pipeline runs, in topological order, and are shared by all threads. The
/// step reaches its own with [`Context::resource`]. They are released by `Drop`, in reverse order, when the fit, the
/// prediction or the stream that opened them ends, also by an error. Where a caller opens them with the `open` method of the
/// pipeline or the model, they are released with the last clone of the [`Run`] that `open` returns.
///
/// If opening fails, panics or is cancelled, the resources opened before it are released, nothing runs, and the error names
/// the step. A meta-step opens the resources of the step inside ([`Retry`](crate::steps::Retry) retries). An
/// [`Inverse`](super::Inverse) receives no context, so it has no resources.
///
/// ```
/// use rayon::prelude::*;
/// use rayon::{ThreadPool, ThreadPoolBuilder};
/// use shapeflow::prelude::*;
/// use shapeflow::step::{Holds, Opening};
///
/// /// Squares each number, on threads of its own.
/// #[step("[n] -> [n]", rowwise)]
/// fn squares(mut x: Array1<f64>, #[default(2)] threads: usize, context: &Context<'_>) -> Result<Array1<f64>> {
///     let pool: &ThreadPool = context.resource()?;
///     assert_eq!(pool.current_num_threads(), threads);
///     pool.install(|| x.par_mapv_inplace(|value| value * value));
///     Ok(x)
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
///
/// pipeline! {
///     Energy(x: f64[n]) -> f64[n] { x |> Squares }
/// }
///
/// let model = Energy::default().fit(array![0.0])?;
/// // Opens the pool, predicts, and releases the pool.
/// assert_eq!(model.predict(array![3.0])?, array![9.0]);
/// // Opens the pool once for many predictions.
/// let run = model.open(&Run::new())?;
/// assert_eq!(model.predict_with(&run, array![3.0])?, array![9.0]);
/// assert_eq!(model.predict_with(&run, array![4.0])?, array![16.0]);
/// drop(run); // releases the pool
/// # Ok::<(), Error>(())
/// ```
pub trait Holds: Step {
    /// Whether there is anything to open. A meta-step passes on the value of the step inside.
    const HOLDS: bool = true;

    /// Opens the resources that the step uses while it is fitted, and its fitted step within that fit.
    ///
    /// # Errors
    /// A resource cannot be opened: return an [`Error::new`]. The engine adds the path.
    fn open(&self, opening: &mut Opening<'_>) -> Result<()>;

    /// Opens the resources that the fitted step uses while it predicts.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    fn open_fitted(fitted: &Self::Fitted, opening: &mut Opening<'_>) -> Result<()>;
}

/// Collects the resources that a step opens.
#[derive(Debug)]
pub struct Opening<'open> {
    context: Context<'open>,
    resources: &'open mut Resources,
}

impl<'open> Opening<'open> {
    /// Starts to open resources for runs of this context's phase.
    pub(crate) fn new(context: &Context<'open>, resources: &'open mut Resources) -> Self {
        Self { context: *context, resources }
    }

    /// Keeps a resource for this step. [`Context::resource`] finds it by its type; of several of one type, the last.
    pub fn keep<R: Send + Sync + 'static>(&mut self, resource: R) {
        let (path, resource) = (self.context.path(), Box::new(resource));
        self.resources.opened.push(Opened { path, type_name: type_name::<R>(), resource });
    }

    /// Returns the context of the step.
    pub fn context(&self) -> &Context<'open> {
        &self.context
    }

    /// Returns the opening of a step below this one: a node of a pipeline, or one of several fitted steps of a meta-step.
    pub fn node<'node>(&'node mut self, name: &'node str) -> Opening<'node> {
        Opening { context: self.context.node(name), resources: &mut *self.resources }
    }

    /// Calls `open`, and releases what it has opened if it fails.
    pub(crate) fn all_or_nothing(&mut self, open: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let before = self.resources.opened.len();
        let opened = open(self);
        if opened.is_err() {
            self.resources.release(before);
        }
        opened
    }

    /// Records that the pipeline at this place opens its resources.
    pub(crate) fn pipeline(&mut self) {
        self.resources.pipelines.push(self.context.path());
    }
}

impl Resources {
    /// Creates an empty collection on top of the resources that are open in `run`.
    pub(crate) fn new(run: &Run, phase: Phase) -> Self {
        Self::on_top_of(run.resources_value().cloned(), phase)
    }
}

impl<'run> Context<'run> {
    /// Returns the resource of type `R` that this step has opened: see [`Holds`].
    ///
    /// # Errors
    /// No resource of that type is open for this step.
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

    /// Returns whether the resources of the pipeline at this place are open.
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
