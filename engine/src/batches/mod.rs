//! Sources of batches: rows in parts, to learn from more rows than fit into memory, or epoch by epoch.
//!
//! Every source here keeps two rules. Each row is in exactly one batch of a pass, and the last, smaller batch is never left
//! out. The same pass number gives the same batches.
//!
//! # A whole pipeline
//!
//! `fit_batches` of a pipeline learns in passes over the source. Each step learns in the first pass in which all steps
//! before it are fitted, and steps of equal depth learn in the same pass. The result is that of `fit` on all rows, for
//! steps that are exact, in the memory of one batch. A step that needs all rows at once is a compile error that names it. A
//! fit that is cancelled returns no model. `partial_fit` updates a model: a batch counts for all steps or, after an error,
//! for none, so what was learned before a cancellation is kept. `stream` predicts batch after batch: see [`Stream`].
//!
//! ```
//! use std::sync::Arc;
//!
//! use shapeflow::batches::{Rows, Source};
//! use shapeflow::prelude::*;
//!
//! pipeline! {
//!     Flowers(petals: f64[n, 2]) fit(kind: u8[n]) -> f64[n, 2] {
//!         scaled = petals |> StandardScaler;
//!         scaled |> SgdClassifier<2> { epochs: 3 }.fit(kind)
//!     }
//! }
//!
//! let petals = array![[1.4, 0.2], [4.7, 1.4], [1.3, 0.2], [4.5, 1.5], [1.5, 0.1]].into_shared();
//! let kind = array![0_u8, 1, 0, 1, 0].into_shared();
//! let (flowers, run) = (Flowers::default(), Run::new().seed(7));
//!
//! // Each epoch has its own order, which depends on the seed of the run.
//! let batches = Rows::of((petals.clone(), kind)).by(2)?.shuffled(run.seed_value());
//! assert_eq!(flowers.passes()?, 1 + 3);
//! let mut model = flowers.fit_batches_with(&run, &batches)?;
//!
//! // Two more epochs for the same model.
//! for epoch in 4..6 {
//!     for batch in batches.pass(epoch)? {
//!         let (petals, kind) = batch?;
//!         flowers.partial_fit_with(&run, &mut model, petals, kind)?;
//!     }
//! }
//! for probabilities in Arc::new(model).stream(Rows::of(petals).by(2)?.pass(0)?) {
//!     assert!(probabilities?.nrows() <= 2);
//! }
//! # Ok::<(), Error>(())
//! ```
//!
//! | file | contents |
//! |---|---|
//! | `source` | [`Source`], batches that can be read again; [`from_fn`] and [`once`] |
//! | `table` | [`Table`], values that have rows |
//! | `into_table` | [`IntoTable`], the forms in which a caller passes them |
//! | `rows` | [`Rows`] and [`Batches`], arrays cut into batches |
//! | `lines` | [`Lines`], a text file of numbers |
//! | `order` | [`permutation`], the order of rows in an epoch |
//! | `classes` | [`Classes`], which rows of a target have the same label |
//! | `folds` | [`Folds`], [`ForwardFolds`] and [`GivenFolds`], rows to learn from and rows to validate with |
//! | `stream` | [`Stream`], predictions in the order of the batches |
//! | `learn` | [`learn`], which fits a step to a source |

mod classes;
mod folds;
mod into_table;
mod learn;
mod lines;
mod order;
mod rows;
mod source;
mod stream;
mod table;

pub use classes::Classes;
pub use folds::{Fold, Folds, ForwardFolds, GivenFolds};
pub use into_table::IntoTable;
pub use learn::learn;
pub(crate) use learn::learn_as;
pub use lines::Lines;
pub(crate) use order::below;
pub use order::permutation;
pub use rows::{Batches, Rows};
pub use source::{FromFn, Map, Once, Source, Zip, from_fn, once};
pub use stream::Stream;
pub use table::Table;
