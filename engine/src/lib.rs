//! Pipelines for machine learning and data, written as equations, checked by rustc, run in parallel.
//!
//! [`pipeline!`] turns equations into a typed graph: a struct of steps, a struct of fitted steps, and the methods that
//! fit and predict. rustc checks the type **and the shape** of every edge, and a scheduler runs independent branches in
//! parallel.
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
//! **[`pipeline!`] documents the whole language**, with an example of every form. A function becomes a step with
//! [`#[step]`](macro@step), and the [standard steps](steps) are ready to use. [How to read the errors](diagnostics) shows one
//! compile-time error of each kind.
//!
//! | module | contents |
//! |---|---|
//! | [`prelude`] | what most programs need: `use shapeflow::prelude::*;` |
//! | [`shape`] | sizes, shapes, signatures, and the shape checker |
//! | [`space`] | hyperparameters: distributions, search spaces, assignments |
//! | [`mod@step`] | the traits of steps, [`Context`](step::Context), and [`Run`](step::Run), the options of a run |
//! | [`records`] | tables of typed columns: records, missing values, categories |
//! | [`sparse`] | tables of which most values are zero |
//! | [`sources`] | tables in files |
//! | [`batches`] | sources of batches, for more rows than fit into memory |
//! | [`graph`] | a pipeline as data, and its drawings |
//! | [`run`] | timelines: which step ran when, and for how long |
//! | [`save`] | model files: a documented format without code |
//! | [`cache`] | fitted steps and values of earlier fits, kept on disk |
//! | [`diagnostics`] | the traits behind the compile-time errors, and how to read them |
//! | [`steps`] | the standard steps |

pub mod batches;
#[cfg(feature = "cache")]
pub mod cache;
pub mod diagnostics;
mod error;
pub mod graph;
#[doc(hidden)]
pub mod plumbing;
pub mod prelude;
pub mod records;
pub mod run;
#[cfg(feature = "save")]
pub mod save;
pub mod shape;
pub mod sources;
pub mod space;
pub mod sparse;
pub mod step;
pub mod steps;
mod text;

/// The crate of the arrays on edges.
pub use ndarray;

pub use error::{Error, ErrorKind, Phase, Result};

#[doc = include_str!("../docs/language.md")]
#[macro_export]
macro_rules! pipeline {
    ($($tokens:tt)*) => {
        $crate::plumbing::pipeline! { [$crate] $($tokens)* }
    };
}

/// Makes a category part of cache keys, if there is a cache: what `#[derive(Category)]` calls.
#[doc(hidden)]
#[cfg(feature = "cache")]
#[macro_export]
macro_rules! __keyed_category {
    ($category:ident) => {
        #[automatically_derived]
        impl $crate::cache::KeyedElement for $category
        where
            for<'late> $category: $crate::records::CategoryLate<'late>,
        {
            fn type_text() -> ::std::string::String {
                <Self as $crate::records::ClosedCategory>::all()
            }

            fn add_all<'a>(
                elements: impl ::core::iter::Iterator<Item = &'a Self>,
                key: &mut $crate::cache::KeyWriter,
            ) {
                $crate::cache::add_categories(elements, key);
            }
        }
    };
}

/// Does nothing: without a cache, there are no keys.
#[doc(hidden)]
#[cfg(not(feature = "cache"))]
#[macro_export]
macro_rules! __keyed_category {
    ($category:ident) => {};
}

/// Makes a step of a function, or of an `impl` block with `fit` or `transform`.
///
/// A function is a stateless step. Its first parameters are the inputs of the signature; the others are hyperparameters:
/// fields of the generated struct, which a search can set.
///
/// ```
/// use shapeflow::prelude::*;
///
/// /// The mean of each row, times a factor.
/// #[step("[n, d] -> [n, 1]", rowwise)]
/// fn row_means(
///     x: ArrayView2<'_, f64>,
///     /// What each mean is multiplied by.
///     #[default(1.0)]
///     #[space(log(1e-2..=1e2))]
///     factor: f64,
/// ) -> Result<Array2<f64>> {
///     let means = x.mean_axis(Axis(1)).ok_or_else(|| Error::new("a mean needs at least 1 column, got 0"))?;
///     Ok((means * factor).insert_axis(Axis(1)))
/// }
///
/// pipeline! {
///     Features(x: f64[n, 4]) -> f64[n, 5] {
///         [x, x |> RowMeans { factor: 2.0 }] |> Concat
///     }
/// }
///
/// let x = array![[1.0, 2.0, 3.0, 6.0]];
/// let features = Features::default().fit(&x)?.predict(&x)?;
/// assert_eq!(features, array![[1.0, 2.0, 3.0, 6.0, 6.0]]);
/// let tripled = Features::default().with(&"output.row_means.factor = 3".parse()?)?;
/// assert_eq!(tripled.fit(&x)?.predict(&x)?[[0, 4]], 9.0);
/// # Ok::<(), Error>(())
/// ```
///
/// `rowwise` says that each row of the output depends on the same row of the input alone. A constant of the function is a
/// constant of the signature:
///
/// ```
/// use shapeflow::prelude::*;
///
/// /// The first `K` columns.
/// #[step("[n, d] -> [n, K] where K <= d", rowwise)]
/// fn first<const K: usize>(x: ArrayView2<'_, f64>) -> Array2<f64> {
///     x.slice_axis(Axis(1), (..K).into()).to_owned()
/// }
///
/// pipeline! {
///     Left(x: f64[n, 4]) -> f64[n, 2] { x |> First<2> }
/// }
/// ```
///
/// An `impl` block with a method `fit` is a step that learns, and one with a method `transform` is its fitted step.
/// `fit([n])` in the signature is the target:
///
/// ```
/// use shapeflow::prelude::*;
///
/// /// Predicts the mean of the targets, whatever the rows are.
/// #[derive(Debug, Clone, Default)]
/// struct Baseline;
///
/// #[derive(Debug, Clone)]
/// struct FittedBaseline {
///     mean: f64,
/// }
///
/// #[step("[n, d] fit([n]) -> [n]", rowwise)]
/// impl Baseline {
///     fn fit(&self, _x: ArrayView2<'_, f64>, y: ArrayView1<'_, f64>) -> Result<FittedBaseline> {
///         let mean = y.mean().ok_or_else(|| Error::new("a mean needs at least 1 row, got 0"))?;
///         Ok(FittedBaseline { mean })
///     }
/// }
/// #[step]
/// impl FittedBaseline {
///     fn transform(&self, x: ArrayView2<'_, f64>) -> Array1<f64> {
///         Array1::from_elem(x.nrows(), self.mean)
///     }
/// }
///
/// pipeline! {
///     Prices(house: f64[n, 2]) fit(price: f64[n]) -> f64[n] { house |> Baseline.fit(price) }
/// }
///
/// let model = Prices::default().fit(array![[1.0, 2.0], [3.0, 4.0]], array![10.0, 20.0])?;
/// assert_eq!(model.output.mean, 15.0);
/// assert_eq!(model.predict(array![[9.0, 9.0]])?, array![15.0]);
/// # Ok::<(), Error>(())
/// ```
///
/// Where the attribute is not enough, implement the [traits](mod@step) by hand.
///
/// # Details
///
pub use shapeflow_macros::step;
