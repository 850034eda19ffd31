//! Hyperparameters: which a step has, how each is distributed, and what they are set to.
//!
//! ```
//! use shapeflow::space::{Assignment, Hyperparameters, boolean};
//! use shapeflow::steps::LogisticRegression;
//!
//! // What there is to search, and from where the values come.
//! let space = LogisticRegression::<10>::space()?;
//! assert!(space.to_string().starts_with("c               log(0.0001..=100.0)\n"));
//!
//! // By text, from a configuration file; by typed paths, of which a misspelt one does not compile.
//! let mut assignment: Assignment = "tolerance = 1e-6".parse()?;
//! assignment.set_at(&LogisticRegression::<10>::at().c, 0.5);
//! let step = LogisticRegression::<10>::default().with(&assignment)?;
//! assert_eq!((step.c, step.tolerance), (0.5, 1e-6));
//!
//! // At random, the same for the same seed; or all combinations.
//! let random: Vec<Assignment> = space.samples(7).take(20).collect();
//! assert!(random.iter().all(|assignment| space.contains(assignment)));
//! assert_eq!(space.grid(5)?.len(), 5);
//! # Ok::<(), shapeflow::Error>(())
//! ```
//!
//! # Pipelines
//!
//! A pipeline has the hyperparameters of its steps, by the paths of its fields: of those steps that have some, of nested
//! pipelines and of inline blocks. A `~` behind a value gives a hyperparameter another distribution than its type does;
//! the constructors need no `use`.
//!
//! ```
//! use shapeflow::prelude::*;
//!
//! pipeline! {
//!     Flowers(petals: f64[n, 4]) fit(kind: u8[n]) -> f64[n, 3] {
//!         petals |> Pca<2> |> model: LogisticRegression<3> { c: 0.5 ~ log(1e-2..=1e1) }.fit(kind)
//!     }
//! }
//!
//! let space = Flowers::space()?;
//! assert!(space.paths().eq(
//!     ["output.pca.whiten", "output.model.c", "output.model.max_iterations", "output.model.tolerance"]
//! ));
//! assert_eq!(space.entry("output.model.c")?.distribution().unwrap().to_string(), "log(0.01..=10.0)");
//!
//! // A candidate of a random search; and one by hand, with a path that the compiler knows.
//! let flowers = Flowers::default().with(&space.samples(7).next().unwrap())?;
//! assert!(space.contains(&space.samples(7).next().unwrap()) && flowers.output.model.c <= 10.0);
//! let mut assignment = Assignment::new();
//! assignment.set_at(&Flowers::at().output.pca.whiten, true);
//! assert!(Flowers::default().with(&assignment)?.output.pca.whiten);
//!
//! // From text, a misspelt path is an error that names the one that may be meant.
//! let error = Flowers::default().with(&"output.pca.withen = true".parse()?).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "output.pca.withen: no hyperparameter has this path; did you mean `output.pca.whiten`?"
//! );
//! # Ok::<(), shapeflow::Error>(())
//! ```
//!
//! # Choices and sizes
//!
//! Which arm of a `choose { .. }` runs is a hyperparameter at its own path, the name of the arm; those of an arm stand below
//! its name, and exist where it is chosen. So does whether an `optional Step` is there. All arms take the same values and
//! give one type and one shape, which rustc checks; arms that learn against the target behind the braces are handed it.
//! The chosen arm is a field, and the fitted arm an enum.
//!
//! A size that is declared, `size k in 8..=64;`, is a hyperparameter of the pipeline, and a size in its shapes. It is the
//! number in each hyperparameter that is set to it, and the signature of the step says with that name which axis it is.
//!
//! ```
//! # #[cfg(feature = "linalg")] {
//! use shapeflow::prelude::*;
//!
//! pipeline! {
//!     Flowers(petals: f64[n, 4]) fit(kind: u8[n]) -> f64[n, 2] {
//!         size k in 1..=3;
//!         scaled = petals |> choose { standard: StandardScaler, default lines: MinMaxScaler };
//!         low    = scaled |> SizedPca { components: k };
//!         low |> LogisticRegression<2>.fit(kind)
//!     }
//! }
//!
//! assert!(Flowers::space()?.paths().take(3).eq(["k", "scaled", "scaled.standard.with_mean"]));
//! let flowers = Flowers::default().with(&"k = 2\nscaled = standard\nscaled.standard.with_std = false".parse()?)?;
//! assert_eq!((flowers.low.components, flowers.scaled.choice), (2, FlowersScaledArm::Standard));
//! assert_eq!((Flowers::at().k.to_string(), Flowers::at().scaled.choice.to_string()), ("k".into(), "scaled".into()));
//!
//! let petals = array![[5.1, 3.5, 1.4, 0.2], [4.9, 3.0, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4], [6.4, 3.2, 4.5, 1.5]];
//! let model = flowers.fit(&petals, array![0_u8, 0, 1, 1])?;
//! assert!(matches!(&model.scaled, FlowersScaledFitted::Standard(scaler) if scaler.mean().len() == 4));
//! # }
//! # Ok::<(), shapeflow::Error>(())
//! ```
//!
//! | file | owns |
//! |---|---|
//! | `value` | [`Value`], one setting, and [`Parameter`], the types that have one |
//! | `distribution` | [`Distribution`] and its constructors: [`log`], [`integer`], [`categorical`] and others |
//! | `path` | [`Path`], the place of a hyperparameter, and "did you mean" |
//! | `assignment` | [`Assignment`]: values by path, from pairs or from text |
//! | `space` | [`Space`]: hyperparameters, nested, optional, or in the arms of a choice |
//! | `shared` | one hyperparameter in place of several |
//! | `check` | whether an assignment belongs to a space |
//! | `sample` | random assignments |
//! | `grid` | [`Grid`]: all combinations |
//! | `show` | a space as a table |
//! | `serial` | assignments by way of `serde` |
//! | `hyperparameters` | [`Hyperparameters`], the trait and its derive |
//! | `identity` | [`Identity`]: what tells one value of a type from another |
//! | `parts` | what the derive's code calls |

mod assignment;
mod check;
mod distribution;
mod grid;
mod hyperparameters;
mod identity;
#[doc(hidden)]
pub mod parts;
mod path;
mod sample;
#[cfg(feature = "serde")]
mod serial;
mod shared;
mod show;
#[expect(clippy::module_inception, reason = "the module's main item")]
mod space;
#[cfg(test)]
mod tests;
mod value;

/// What `#[space(..)]` brings into scope: the constructors of distributions, and what changes them.
pub mod declare {
    pub use super::distribution::{
        Adjust, boolean, categorical, integer, log, log_integer, log_normal, normal, ordinal, uniform,
    };
}

pub use assignment::Assignment;
pub use distribution::*;
pub use grid::Grid;
pub use hyperparameters::{Hyperparameters, OptionalPaths};
pub use identity::Identity;
pub use path::Path;
pub use space::{Condition, Entry, Space};
pub use value::{Kind, Parameter, Value};
