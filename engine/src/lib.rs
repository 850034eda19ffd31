//! Pipelines for machine learning and data, written as equations, checked by rustc, run in parallel.
//!
//! [`pipeline!`] turns equations into a typed graph: a struct of steps, a struct of fitted steps, and the code that
//! fits and predicts. rustc checks the type **and the shape** of every edge.
//!
//! ```
//! use shapeflow::prelude::*;
//!
//! /// The mean of each row.
//! #[step("[n, d] -> [n, 1]", rowwise)]
//! fn row_means(x: ArrayView2<'_, f64>) -> Result<Array2<f64>> {
//!     let means = x.mean_axis(Axis(1)).ok_or_else(|| Error::new("a mean needs at least one column"))?;
//!     Ok(means.insert_axis(Axis(1)))
//! }
//!
//! pipeline! {
//!     /// Tells two kinds of flowers apart.
//!     Flowers(petals: f64[n, 4]) fit(kind: u8[n]) -> f64[n, 2] {
//!         scaled = petals |> StandardScaler;
//!         means  = petals |> RowMeans;
//!         [scaled, means] |> Concat |> LogisticRegression<2> { c: 0.5 }.fit(kind)
//!     }
//! }
//!
//! let petals = array![[5.1, 3.5, 1.4, 0.2], [4.9, 3.0, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4], [6.4, 3.2, 4.5, 1.5]];
//! let model = Flowers::default().fit(&petals, array![0_u8, 0, 1, 1])?;
//! let probabilities: Array2<f64> = model.predict(petals)?;
//! assert!(probabilities[[0, 0]] > 0.5 && probabilities[[3, 1]] > 0.5);
//! assert!(Flowers::graph().dot().starts_with("digraph"));
//! # Ok::<(), Error>(())
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`prelude`] | what a user needs |
//! | [`shape`] | sizes, shapes, signatures, and the one checker of them |
//! | [`space`] | hyperparameters: distributions, search spaces, assignments |
//! | [`mod@step`] | the contracts: what a step is, what it is told, what a caller chooses |
//! | [`batches`] | sources of batches, to learn from more rows than fit into memory |
//! | [`graph`] | a pipeline as data, and its drawings |
//! | [`run`] | plans, slots, the scheduler, timelines |
//! | [`save`] | saved models: a documented file without code |
//! | [`cache`] | what was learnt before: a store on disk, by content |
//! | [`diagnostics`] | the compile-time error messages of a pipeline |
//! | [`steps`] | the standard steps |
//!
//! From `shape` to `steps`, each module imports only from those before it.

pub mod batches;
#[cfg(feature = "cache")]
pub mod cache;
pub mod diagnostics;
mod error;
pub mod graph;
#[doc(hidden)]
pub mod plumbing;
pub mod prelude;
pub mod run;
#[cfg(feature = "save")]
pub mod save;
pub mod shape;
pub mod space;
pub mod step;
pub mod steps;

/// The arrays on edges.
pub use ndarray;

pub use error::{Error, ErrorKind, Phase, Result};

/// Declares pipelines. See the crate's documentation for the language.
#[macro_export]
macro_rules! pipeline {
    ($($tokens:tt)*) => {
        $crate::plumbing::pipeline! { [$crate] $($tokens)* }
    };
}

pub use shapeflow_macros::step;
