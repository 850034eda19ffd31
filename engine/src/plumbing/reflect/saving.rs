//! Saving and loading the model of a pipeline.
//!
//! Invariant: the manifest describes the graph of the pipeline.

use std::path::Path;

use crate::Result;
use crate::plumbing::plan::capability::nested::Pipeline;
use crate::save::{Described, Save, load_from, save_to};
use crate::space::Assignment;

/// Saves a model of the pipeline `P`, with the hyperparameters of its steps.
///
/// # Errors
/// The same as [`save_to`].
pub fn save_model<P: Pipeline, F: Save>(model: &F, path: &Path, settings: &Assignment) -> Result<()> {
    save_to(path, &Described::from(&P::drawn()).fitted_by(settings), model)
}

/// Loads a model of the pipeline `P`.
///
/// # Errors
/// The same as [`load_from`].
pub fn load_model<P: Pipeline, F: Save>(path: &Path) -> Result<F> {
    load_from(path, &Described::from(&P::drawn()))
}
