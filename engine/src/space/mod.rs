//! Hyperparameters: search spaces, distributions, and assignments of values.
//!
//! ```
//! use shapeflow::space::{Assignment, Hyperparameters, boolean};
//! use shapeflow::steps::LogisticRegression;
//!
//! // The hyperparameters of a step, and how a search samples them.
//! let space = LogisticRegression::<10>::space()?;
//! assert!(space.to_string().starts_with("c                    log(0.0001..=100.0)\n"));
//!
//! // Set them by text, from a configuration file, or by typed paths; a misspelled typed path does not compile.
//! let mut assignment: Assignment = "tolerance = 1e-6".parse()?;
//! assignment.set_at(&LogisticRegression::<10>::at().c, 0.5);
//! let step = LogisticRegression::<10>::default().with(&assignment)?;
//! assert_eq!((step.c, step.tolerance), (0.5, 1e-6));
//!
//! // Random assignments, the same for the same seed; or all combinations.
//! let random: Vec<Assignment> = space.samples(7).take(20).collect();
//! assert!(random.iter().all(|assignment| space.contains(assignment)));
//! assert_eq!(space.grid(5)?.len(), 5);
//! # Ok::<(), shapeflow::Error>(())
//! ```
//!
//! # Pipelines
//!
//! A pipeline has the hyperparameters of its steps, nested pipelines and inline blocks, by the paths of its fields. A `~`
//! after a value gives a hyperparameter another distribution than the step declares; the constructors need no `use`.
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
//! let paths: Vec<&str> = space.paths().collect();
//! assert_eq!(paths[..3], ["output.pca.whiten", "output.model.c", "output.model.max_iterations"]);
//! assert_eq!(space.entry("output.model.c")?.distribution().unwrap().to_string(), "log(0.01..=10.0)");
//!
//! // A candidate of a random search, and one by hand with a path that the compiler checks.
//! let flowers = Flowers::default().with(&space.samples(7).next().unwrap())?;
//! assert!(space.contains(&space.samples(7).next().unwrap()) && flowers.output.model.c <= 10.0);
//! let mut assignment = Assignment::new();
//! assignment.set_at(&Flowers::at().output.pca.whiten, true);
//! assert!(Flowers::default().with(&assignment)?.output.pca.whiten);
//!
//! // From text, a misspelled path is an error with a suggestion.
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
//! The chosen arm of a `choose { .. }` is a hyperparameter at the path of the choice; its value is the name of an arm. The
//! hyperparameters of an arm are below its name, and exist only while it is chosen. In the same way, the hyperparameter of
//! an `optional Step` is `true` or `false`. All arms accept the same input and return one type and one shape, which rustc
//! checks. In the struct, the field `choice` names the chosen arm; the fitted arm is an enum.
//!
//! A declared size, `size k in 8..=64;`, is a hyperparameter of the pipeline and a size in its shapes. Each hyperparameter
//! that is set to `k` has its value; a size of that name in the step's signature says which axis it is.
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
//! | file | contents |
//! |---|---|
//! | `value` | [`Value`], the value of one hyperparameter; [`Parameter`], the types of hyperparameters |
//! | `distribution` | [`Distribution`] and its constructors: [`log`], [`integer`], [`categorical`] and others |
//! | `path` | [`Path`], the typed path of a hyperparameter; suggestions for misspelled paths |
//! | `assignment` | [`Assignment`]: values by path, from pairs or from text |
//! | `space` | [`Space`]: hyperparameters, nested, optional, or in the arms of a choice |
//! | `shared` | one hyperparameter that replaces several |
//! | `check` | whether an assignment belongs to a space |
//! | `sample` | random assignments |
//! | `narrow` | a part of a space: [`Space::fix`], [`Space::only`] |
//! | `grid` | [`Grid`]: all combinations |
//! | `show` | a space as a table |
//! | `serial` | assignments in `serde` formats |
//! | `hyperparameters` | [`Hyperparameters`], the trait and its derive |
//! | `optional` | the hyperparameters of an `Option` |
//! | `at` | [`At`]: the typed paths of a step in a pipeline |
//! | `identity` | [`Identity`]: the settings that make a value different from others of its type |
//! | `parts` | functions that the code of the derive calls |

mod assignment;
mod at;
mod check;
mod distribution;
mod grid;
mod hyperparameters;
mod identity;
mod narrow;
mod optional;
pub(crate) mod parts;
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

/// The names in scope in `#[space(..)]` and after `~`: the constructors of distributions, and `Adjust`.
pub mod declare {
    pub use super::distribution::{
        Adjust, boolean, categorical, integer, log, log_integer, log_normal, normal, ordinal, uniform,
    };
}

pub use assignment::Assignment;
pub use at::At;
pub(crate) use distribution::gaussian;
pub use distribution::*;
pub use grid::Grid;
pub use hyperparameters::Hyperparameters;
pub use identity::Identity;
pub use optional::{OptionalPaths, ValuePaths};
pub use path::Path;
pub use space::{Condition, Entry, Space};
pub use value::{Kind, Parameter, Value};
