//! [`Hyperparameters`]: the settings of a step, and of everything that is made of steps.
//!
//! Invariant: the paths of the space, of an assignment and of the typed paths are the same.

use rand_core::Rng;

use super::assignment::Assignment;
use super::identity::Identity;
use super::path::{Path, unknown};
use super::space::Space;
use super::value::{Parameter, Value};
use crate::Result;

/// Lists the hyperparameters of a struct, or makes an enum a choice.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::space::Hyperparameters;
///
/// /// Multiplies each value by a factor.
/// #[derive(Debug, Clone, Hyperparameters)]
/// struct Scale {
///     #[space(log(1e-3..=1e3))]
///     factor: f64,
/// }
/// impl Default for Scale {
///     fn default() -> Self {
///         Self { factor: 1.0 }
///     }
/// }
/// #[step("[n, d] -> [n, d]", rowwise)]
/// impl Scale {
///     fn transform(&self, x: Array2<f64>) -> Array2<f64> {
///         x * self.factor
///     }
/// }
///
/// pipeline! {
///     Scaled(x: f64[n, 2]) -> f64[n, 2] { x |> Scale }
/// }
///
/// assert_eq!(Scaled::space()?.paths().collect::<Vec<_>>(), ["output.factor"]);
/// let scaled = Scaled::default().with(&Assignment::from([("output.factor", 2.0)]))?;
/// assert_eq!(scaled.fit(array![[1.0, 2.0]])?.predict(array![[1.0, 2.0]])?, array![[2.0, 4.0]]);
/// # Ok::<(), Error>(())
/// ```
pub use shapeflow_macros::Hyperparameters;

/// A type with hyperparameters, which can be listed, read and set by path, and searched.
///
/// Derive it with `#[derive(Hyperparameters)]` on a struct with named fields or on an enum. A field has one of these
/// attributes:
///
/// | attribute | the field is |
/// |---|---|
/// | `#[space(log(1e-4..=1e2))]` | searched, with this [distribution](super::Distribution); the constructors need no `use` |
/// | none | settable, but not searched |
/// | `#[space(nested)]` | a part with its own hyperparameters, or an `Option` of one, which a search may leave out |
/// | `#[space(skip)]` | not a hyperparameter; a value with such a field is never equal to another for a [cache](Self::identify) |
/// | `#[space(ignore)]` | not a hyperparameter, and without effect on results: a counter, a folder for files |
///
/// `#[space(crate = path)]` before the type gives the path of this library where it is not `::shapeflow`. Fields are
/// numbers, `bool`, `String`, enums of names, or nested; a pair of such types is nested too (`range.0`, `range.1`), and an
/// `Option` of a number, `bool` or `String` (`unknown`, which is true or false, and `unknown.value`). An enum
/// is a choice between its variants: of names alone (`enum Penalty { L1, L2 }` is `l1` or `l2`), or with a part in each
/// (`enum Reduce { Pca(Pca<8>), None }`), which is created with `Default` when its arm is chosen.
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

    /// Returns the default search space.
    ///
    /// # Errors
    /// An invalid declaration, such as an empty range, with its path.
    fn space() -> Result<Space>;

    /// Returns the current values.
    fn assignment(&self) -> Assignment;

    /// Sets one hyperparameter. Prefer [`with`](Self::with), which checks everything first and has better messages.
    ///
    /// # Errors
    /// An unknown path, or a value that the hyperparameter does not accept.
    fn set(&mut self, path: &str, value: &Value) -> Result<()>;

    /// Adds all settings on which the behavior of this value depends. A cache reuses the results of a value with an equal
    /// identity.
    ///
    /// The derive adds all fields except the ignored ones. The default marks the value as unknown, so that a cache reuses
    /// nothing.
    fn identify(&self, identity: &mut Identity) {
        identity.unknown(format!(
            "`{}` implements `Hyperparameters` by hand, without `identify`",
            std::any::type_name::<Self>()
        ));
    }

    /// Returns the typed paths of a part at `path`.
    fn paths(path: &Path) -> Self::Paths;

    /// Returns the typed paths: `Ridge::at().penalty`.
    fn at() -> Self::Paths {
        Self::paths(&Path::root())
    }

    /// Returns a random assignment of the space, as [`Space::sample`]: `Ridge::default().with(&Ridge::sample(&mut rng)?)`.
    ///
    /// # Errors
    /// As [`space`](Self::space).
    fn sample<R: Rng + ?Sized>(rng: &mut R) -> Result<Assignment> {
        Ok(Self::space()?.sample(rng))
    }

    /// Returns `self` with the assigned values; other values are kept. A value may lie outside the range that is searched.
    ///
    /// # Errors
    /// An unknown path (with a suggestion), a value of another kind, or a value for an arm that is not chosen; one line
    /// each. Also the errors of [`space`](Self::space).
    fn with(mut self, assignment: &Assignment) -> Result<Self> {
        Self::space()?.check_settable(assignment, &self.assignment())?;
        // In the order of the paths, a choice comes before its arms.
        for (path, value) in assignment.iter() {
            self.set(path, value)?;
        }
        Ok(self)
    }
}

impl Identity {
    /// Returns the identity of a value.
    pub fn of<T: Hyperparameters>(value: &T) -> Self {
        let mut identity = Self::default();
        value.identify(&mut identity);
        identity
    }
}

/// A pair of hyperparameters, such as the ends of a range: settable, but not searched.
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
            _ => return Err(unknown(path)),
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
