//! `Save` for a fitted pipeline, where every fitted step has it, and the methods that use it.
//!
//! As in `fields`, a bound is asked late, where a model is saved or loaded, and names the step.

use std::path::Path;

use super::is_step::Pipeline;
use crate::Result;
use crate::save::{Described, Reader, Save, Writer, load_from, save_to};
use crate::space::Assignment;

/// Part `PART` of the fields, whose types are `Types`.
pub trait SavePart<'late, const PART: usize, Types>: Sized {
    /// Writes them.
    ///
    /// # Errors
    /// As of [`Writer::field`].
    fn save_part(&self, out: &mut Writer<'_>) -> Result<()>;

    /// Reads them.
    ///
    /// # Errors
    /// As of [`Reader::field`].
    fn load_part(state: &mut Reader<'_>) -> Result<Types>;
}

/// A fitted pipeline all of whose steps can be saved, asked late.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be saved",
    label = "a fitted step of this pipeline has no `Save`"
)]
pub trait SavedModel<'late>: Sized {
    /// Saves the model of the pipeline `P`, and tells what its steps were set to.
    ///
    /// # Errors
    /// As of [`save_to`].
    fn save_model<P: Pipeline>(&self, path: &Path, settings: &Assignment) -> Result<()>;

    /// Loads a model of the pipeline `P`.
    ///
    /// # Errors
    /// As of [`load_from`].
    fn load_model<P: Pipeline>(path: &Path) -> Result<Self>;
}

impl<T: Save> SavedModel<'_> for T {
    fn save_model<P: Pipeline>(&self, path: &Path, settings: &Assignment) -> Result<()> {
        save_to(path, &Described::from(&P::graph()).fitted_by(settings), self)
    }

    fn load_model<P: Pipeline>(path: &Path) -> Result<Self> {
        load_from(path, &Described::from(&P::graph()))
    }
}
