//! The messages about a pipeline that cannot be saved, as late bounds.
//!
//! Invariant: the bound of each step has a number, because two bounds on projections that resolve to the same type are
//! ambiguous.

use super::deferred::Fields;
use super::tuples::up_to_16;
use crate::Result;
use crate::save::{Reader, Save, Writer};

/// The fitted step number `NUMBER` of a pipeline, or of a part of a long pipeline, that can be saved. The lifetime lets a pipeline
/// require it only where it is saved.
#[diagnostic::on_unimplemented(
    message = "the fitted step `{Self}` cannot be saved",
    label = "a fitted step of this pipeline has no `Save`",
    note = "write `#[derive(Save)]` before the type; if it implements serde's `Serialize` and `Deserialize`, one line is enough: `impl PlainState for {Self} {{}}`",
    note = "if it is a pipeline, a call of its own `save` names the inner step that has no `Save`"
)]
pub trait SavedAsStep<'late, const NUMBER: usize>: Sized {
    /// Writes the state.
    ///
    /// # Errors
    /// The same as [`Writer::node`].
    #[doc(hidden)]
    fn save_field(&self, name: &str, out: &mut Writer<'_>) -> Result<()>;

    /// Reads the state.
    ///
    /// # Errors
    /// The same as [`Reader::node`].
    #[doc(hidden)]
    fn load_field(name: &str, state: &mut Reader<'_>) -> Result<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: Save, const NUMBER: usize> SavedAsStep<'_, NUMBER> for T {
    #[doc(hidden)]
    fn save_field(&self, name: &str, out: &mut Writer<'_>) -> Result<()> {
        out.node(name, self)
    }

    #[doc(hidden)]
    fn load_field(name: &str, state: &mut Reader<'_>) -> Result<T> {
        state.node(name)
    }
}

/// Part number `INDEX` of the steps of a pipeline.
#[doc(hidden)]
#[derive(Debug)]
pub struct StatePart<const INDEX: usize>;

/// Up to 16 fitted steps of a pipeline that can all be saved. `T` is the tuple of their types.
#[doc(hidden)]
pub trait SavedPart<'late, T: Fields> {
    /// Writes them under these names.
    ///
    /// # Errors
    /// The same as [`Writer::node`].
    fn save_part(steps: T::Refs<'_>, names: T::Names, out: &mut Writer<'_>) -> Result<()>;

    /// Reads the states of these names.
    ///
    /// # Errors
    /// The same as [`Reader::node`].
    fn load_part(names: T::Names, state: &mut Reader<'_>) -> Result<T>;
}

macro_rules! saved_part {
    ($($number:literal $step:ident $T:ident),*) => {
        impl<'late, $($T,)* const INDEX: usize> SavedPart<'late, ($($T,)*)> for StatePart<INDEX>
        where
            $($T: SavedAsStep<'late, $number>,)*
        {
            fn save_part(
                ($($step,)*): ($(&$T,)*),
                names: [&'static str; [$($number),*].len()],
                out: &mut Writer<'_>,
            ) -> Result<()> {
                $(<$T as SavedAsStep<'late, $number>>::save_field($step, names[$number], out)?;)*
                Ok(())
            }

            fn load_part(names: [&'static str; [$($number),*].len()], state: &mut Reader<'_>) -> Result<($($T,)*)> {
                Ok(($(<$T as SavedAsStep<'late, $number>>::load_field(names[$number], state)?,)*))
            }
        }
    };
}
up_to_16!(saved_part);
