//! [`Hyperparameters`]: what can be set in a step, and in everything that is made of steps.
//!
//! Invariant: the paths of the space, of an assignment and of the typed paths are the same.

use std::ops::Deref;

use rand_core::Rng;

use super::assignment::Assignment;
use super::identity::Identity;
use super::path::Path;
use super::space::Space;
use super::value::{Parameter, Value};
use crate::Result;

pub use shapeflow_macros::Hyperparameters;

/// A type with hyperparameters: they can be listed, read and set by path, and searched.
///
/// Implement it by `#[derive(Hyperparameters)]`, on a struct with named fields or on an enum. Before a field stands
///
/// | attribute | the field is |
/// |---|---|
/// | `#[space(log(1e-4..=1e2))]` | searched, with this [distribution](super::Distribution); the constructors need no `use` |
/// | none | settable, and no search tries it |
/// | `#[space(nested)]` | a part with hyperparameters of its own, or an `Option` of one, which a search may leave out |
/// | `#[space(skip)]` | no hyperparameter; a [cache](Self::identify) takes nothing for equal to what has such a field |
/// | `#[space(ignore)]` | no hyperparameter, and of no matter to what the type does: a counter, a place for files |
///
/// and `#[space(crate = path)]` before the type names this library where it is not `::shapeflow`. Fields are numbers,
/// `bool`, `String`, enums of names, or nested, as a pair of such is (`range.0`, `range.1`). An enum is a choice between its variants: of names alone
/// (`enum Penalty { L1, L2 }` is `l1` or `l2`), or with a part in each (`enum Reduce { Pca(Pca<8>), None }`), which is
/// made by its `Default` when its arm is chosen.
///
/// ```
/// use shapeflow::space::{Assignment, Hyperparameters};
///
/// #[derive(Debug, Default, Hyperparameters)]
/// struct Ridge {
///     /// The penalty.
///     #[space(log(1e-3..=1e2))]
///     penalty: f64,
///     #[space(nested)]
///     solver: Solver,
/// }
///
/// #[derive(Debug, Default, PartialEq, Hyperparameters)]
/// enum Solver {
///     #[default]
///     Cholesky,
///     Svd,
/// }
///
/// let ridge = Ridge::default().with(&Assignment::from([("solver", "svd")]).with("penalty", 0.5))?;
/// assert_eq!((ridge.penalty, &ridge.solver), (0.5, &Solver::Svd));
/// assert_eq!(ridge.assignment().to_string(), "penalty = 0.5\nsolver = svd\n");
/// assert_eq!(Ridge::at().penalty.to_string(), "penalty");
/// let sampled = Ridge::default().with(&Ridge::space()?.samples(7).next().unwrap())?;
/// assert!((1e-3..=1e2).contains(&sampled.penalty));
/// let error = ridge.with(&Assignment::from([("penatly", 0.5)])).unwrap_err();
/// assert_eq!(error.to_string(), "penatly: no hyperparameter has this path; did you mean `penalty`?");
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no hyperparameters",
    label = "does not implement `Hyperparameters`",
    note = "write `#[derive(Hyperparameters)]` before the type, or `#[space(skip)]` before the field"
)]
pub trait Hyperparameters: Sized {
    /// The typed paths: a struct with a field per hyperparameter.
    type Paths;

    /// The space that is searched unless a caller says otherwise.
    ///
    /// # Errors
    /// A declaration that makes no sense, such as an empty range, by its path.
    fn space() -> Result<Space>;

    /// The current values.
    fn assignment(&self) -> Assignment;

    /// Sets one hyperparameter. [`with`](Self::with) looks for mistakes first, and names them better.
    ///
    /// # Errors
    /// An unknown path, or a value that the hyperparameter does not take.
    fn set(&mut self, path: &str, value: &Value) -> Result<()>;

    /// Tells what the value is, as far as what it does depends on it: for a cache, which takes what an equal one learnt.
    ///
    /// The derive tells all fields but those that are ignored. Without it, nothing is known of the value, and a cache
    /// reuses nothing.
    fn identify(&self, identity: &mut Identity) {
        identity.unknown(format!(
            "`{}` implements `Hyperparameters` by hand, without `identify`",
            std::any::type_name::<Self>()
        ));
    }

    /// The typed paths of a part that stands at `path`.
    fn paths(path: &Path) -> Self::Paths;

    /// The typed paths: `Ridge::at().penalty`.
    fn at() -> Self::Paths {
        Self::paths(&Path::root())
    }

    /// A random assignment of the space, as [`Space::sample`]: `Ridge::default().with(&Ridge::sample(&mut rng)?)`.
    ///
    /// # Errors
    /// As [`space`](Self::space).
    fn sample<R: Rng + ?Sized>(rng: &mut R) -> Result<Assignment> {
        Ok(Self::space()?.sample(rng))
    }

    /// Sets what is assigned, and keeps the rest. A value may lie outside the range that is searched.
    ///
    /// # Errors
    /// An unknown path (the message names the one that may be meant), a value of another kind, or a value for an arm that is
    /// not chosen; a line for each. Also the errors of [`space`](Self::space).
    fn with(mut self, assignment: &Assignment) -> Result<Self> {
        Self::space()?.check_settable(assignment, &self.assignment())?;
        // A choice stands before its arms in the order of the paths.
        for (path, value) in assignment.iter() {
            self.set(path, value)?;
        }
        Ok(self)
    }
}

/// The typed paths of a part that may be absent: its own path, and through it those of the part.
#[derive(Debug, Clone)]
pub struct OptionalPaths<P> {
    /// Whether the part is there.
    pub present: Path<bool>,
    part: P,
}

impl<P> OptionalPaths<P> {
    /// The paths of a part at `path`.
    pub(crate) fn new(path: &Path, part: P) -> Self {
        Self { present: path.clone().leaf(), part }
    }
}

impl<P> Deref for OptionalPaths<P> {
    type Target = P;

    fn deref(&self) -> &P {
        &self.part
    }
}

/// A part that a search may leave out: the part itself is true or false, and made by `Default` where it becomes true.
impl<T: Hyperparameters + Default> Hyperparameters for Option<T> {
    type Paths = OptionalPaths<T::Paths>;

    fn space() -> Result<Space> {
        Space::new().optional("", T::space())
    }

    fn assignment(&self) -> Assignment {
        self.as_ref().map(T::assignment).unwrap_or_default().with("", self.is_some())
    }

    fn set(&mut self, path: &str, value: &Value) -> Result<()> {
        match (path, value, &mut *self) {
            ("", Value::Boolean(true), None) => *self = Some(T::default()),
            ("", Value::Boolean(true), Some(_)) => {}
            ("", Value::Boolean(false), _) => *self = None,
            ("", other, _) => return Err(other.unexpected("true or false")),
            (path, value, Some(part)) => part.set(path, value)?,
            (path, _, None) => return Err(super::parts::not_chosen(path)),
        }
        Ok(())
    }

    fn identify(&self, identity: &mut Identity) {
        identity.setting("", &self.is_some().into());
        if let Some(part) = self {
            part.identify(identity);
        }
    }

    fn paths(path: &Path) -> Self::Paths {
        OptionalPaths::new(path, T::paths(path))
    }
}

/// A pair of hyperparameters, such as the ends of a range: settable, and no search tries them.
impl<A: Parameter, B: Parameter> Hyperparameters for (A, B) {
    type Paths = (Path<A>, Path<B>);

    fn space() -> Result<Space> {
        let space = Space::new().typed("0", A::KIND, |value| A::from_value(value).map(drop), None)?;
        space.typed("1", B::KIND, |value| B::from_value(value).map(drop), None)
    }

    fn assignment(&self) -> Assignment {
        Assignment::new().with("0", self.0.to_value()).with("1", self.1.to_value())
    }

    fn set(&mut self, path: &str, value: &Value) -> Result<()> {
        match path {
            "0" => self.0 = A::from_value(value).map_err(|error| error.under(path))?,
            "1" => self.1 = B::from_value(value).map_err(|error| error.under(path))?,
            _ => return Err(super::parts::unknown(path)),
        }
        Ok(())
    }

    fn identify(&self, identity: &mut Identity) {
        identity.setting("0", &self.0.to_value());
        identity.setting("1", &self.1.to_value());
    }

    fn paths(path: &Path) -> Self::Paths {
        (path.field("0").leaf(), path.field("1").leaf())
    }
}
