//! [`Save`]: how a value writes its state into a model file and reads it back.
//!
//! Invariant: what is loaded equals what was saved, bit for bit; whatever cannot be kept is an error while saving.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Reader, Writer, plain};
use crate::{Error, Result};

/// A value whose state a model file can hold: a fitted step, a pipeline, an array, a number.
///
/// A type names each part of its state once while saving and once while loading. The name is added to the path of the
/// value, so the file's arrays are called `strokes.pca.components`. What `save` does must depend on `self` alone: it
/// is called twice, first to measure and then to write.
///
/// ```
/// use ndarray::{Array1, array};
/// use shapeflow::save::{Described, Reader, Save, Writer, from_bytes, to_bytes};
/// use shapeflow::Result;
///
/// #[derive(Debug, PartialEq)]
/// struct FittedShift {
///     shift: Array1<f32>,
///     rows: u64,
/// }
///
/// impl Save for FittedShift {
///     const VERSION: u32 = 1;
///
///     fn save(&self, out: &mut Writer<'_>) -> Result<()> {
///         out.field("shift", &self.shift)?;
///         out.field("rows", &self.rows)
///     }
///
///     fn load(state: &mut Reader<'_>) -> Result<Self> {
///         Ok(Self { shift: state.field("shift")?, rows: state.field("rows")? })
///     }
/// }
///
/// let model = FittedShift { shift: array![0.5, -0.0], rows: 12 };
/// let described = Described::new("Example", "(x: f32[n, 2]) -> f32[n, 2]");
/// assert_eq!(from_bytes::<FittedShift>(&to_bytes(&described, &model)?, &described)?, model);
/// # Ok::<(), shapeflow::Error>(())
/// ```
///
/// A pipeline saves each of its nodes under the node's path ([`Writer::node`]) and has version 0, since each node has a
/// version of its own.
///
/// A step without arrays needs one line: see [`PlainState`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be saved",
    label = "has no `Save`",
    note = "implement `shapeflow::save::Save` for it; where it implements serde's `Serialize` and `Deserialize`, one line does: `impl PlainState for {Self} {{}}`",
    note = "an array of other elements than numbers and `bool` is saved as a list: `out.plain(\"name\", &array.to_vec())`"
)]
pub trait Save: Sized {
    /// The version of the state's form, from 1. Raise it when a field is added, removed or changes its meaning.
    ///
    /// 0 is for what has no form of its own and never changes: numbers, arrays, and structs whose fields have versions.
    const VERSION: u32;

    /// The oldest version that [`load`](Self::load) still reads; it asks [`Reader::version`] which one it has. Files
    /// of other versions are refused before `load` is called.
    const OLDEST: u32 = Self::VERSION;

    /// Writes the state.
    ///
    /// # Errors
    /// Something cannot be written exactly, or two parts have one name.
    fn save(&self, out: &mut Writer<'_>) -> Result<()>;

    /// Reads the state. A file may come from anyone: check whatever later code relies on, such as lengths that must
    /// agree, and never panic.
    ///
    /// # Errors
    /// A part is missing, has another type or shape, or does not agree with another.
    fn load(state: &mut Reader<'_>) -> Result<Self>;

    /// Writes several of them: one array, where the element type has one.
    #[doc(hidden)]
    fn save_all(items: &[Self], out: &mut Writer<'_>) -> Result<()> {
        out.plain("len", &items.len())?;
        items.iter().enumerate().try_for_each(|(at, item)| out.field(&at.to_string(), item))
    }

    /// Reads what [`save_all`](Self::save_all) wrote.
    #[doc(hidden)]
    fn load_all(state: &mut Reader<'_>) -> Result<Vec<Self>> {
        let count: usize = state.plain("len")?;
        state.require_entries(count)?;
        (0..count).map(|at| state.field(&at.to_string())).collect()
    }
}

/// A type whose state is plain data: numbers, text, lists, maps, enums, by its serde implementations.
///
/// This is what a step without arrays needs, such as a stateless step, whose state is its hyperparameters:
///
/// ```
/// use serde::{Deserialize, Serialize};
/// use shapeflow::save::{Described, PlainState, from_bytes, to_bytes};
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize)]
/// struct Clip {
///     low: f64,
///     high: f64,
/// }
/// impl PlainState for Clip {}
///
/// let described = Described::new("Example", "");
/// let clip = Clip { low: -1.0, high: 0.1 };
/// assert_eq!(from_bytes::<Clip>(&to_bytes(&described, &clip)?, &described)?, clip);
///
/// let unbounded = Clip { low: f64::NEG_INFINITY, high: 0.0 };
/// assert!(to_bytes(&described, &unbounded).is_err());
/// # Ok::<(), shapeflow::Error>(())
/// ```
///
/// Plain data is JSON in the file, and JSON has neither NaN nor infinity: they are errors while saving. A type that
/// needs them implements [`Save`] itself; its fields of type `f64` keep every bit.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not plain data",
    label = "has no `PlainState`",
    note = "derive serde's `Serialize` and `Deserialize`, and write `impl PlainState for {Self} {{}}`"
)]
pub trait PlainState: Serialize + DeserializeOwned {
    /// The version of the state's form, as [`Save::VERSION`].
    const VERSION: u32 = 1;
}

#[diagnostic::do_not_recommend]
impl<T: PlainState> Save for T {
    const VERSION: u32 = <T as PlainState>::VERSION;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        let text = plain::to_text(self)?;
        // The two serde implementations may disagree (a field that is skipped, say). The time to hear of it is now.
        let again: T = plain::from_text(&text)
            .map_err(|error| Error::new(format!("would not be readable: {}", error.message())))?;
        if plain::to_text(&again)? != text {
            return Err(Error::new("would be read back as another value by its `Deserialize`"));
        }
        out.text(text)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        state.value()
    }
}
