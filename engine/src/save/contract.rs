//! [`Save`]: how a value writes its state into a model file and reads it back.
//!
//! Invariant: a loaded value equals the saved one, bit for bit; state that cannot be kept is an error while saving.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Reader, Writer, plain};
use crate::Result;

/// Saves each field of a struct, or of an enum's variants, under its name.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::save::{from_bytes, to_bytes};
///
/// /// Learns what to add to each column, so that its smallest value is zero.
/// #[derive(Debug, Clone, Default)]
/// struct FromZero;
///
/// #[derive(Debug, Clone, PartialEq, Save)]
/// #[save(version = 2, oldest = 1, check = Self::check)]
/// struct FittedFromZero {
///     shift: Array1<f64>,
///     /// Files of version 1 do not have it.
///     #[save(since = 2, default = 1)]
///     rows: u64,
///     /// Saved by serde.
///     #[save(plain)]
///     notes: Vec<String>,
/// }
///
/// impl FittedFromZero {
///     fn check(&self) -> Result<()> {
///         if self.rows > 0 { Ok(()) } else { Err(Error::new("`rows` must be at least 1, got 0")) }
///     }
/// }
///
/// let model = FittedFromZero { shift: array![0.5, -0.0], rows: 12, notes: vec!["no NaN".into()] };
/// let described = Described::new("Example", "(x: f64[n, 2]) -> f64[n, 2]");
/// assert_eq!(from_bytes::<FittedFromZero>(&to_bytes(&described, &model)?, &described)?, model);
///
/// // What could not be loaded is not saved either.
/// let error = to_bytes(&described, &FittedFromZero { rows: 0, ..model }).unwrap_err();
/// assert_eq!(error.to_string(), "`rows` must be at least 1, got 0");
/// # Ok::<(), Error>(())
/// ```
pub use shapeflow_macros::Save;

/// A value whose state can be stored in a model file: a fitted step, a pipeline, an array, a number.
///
/// Derive it for a struct or an enum of such values:
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::save::{from_bytes, to_bytes};
///
/// #[derive(Debug, PartialEq, Save)]
/// struct FittedShift {
///     shift: Array1<f32>,
///     rows: u64,
/// }
///
/// let model = FittedShift { shift: array![0.5, -0.0], rows: 12 };
/// let described = Described::new("Example", "(x: f32[n, 2]) -> f32[n, 2]");
/// assert_eq!(from_bytes::<FittedShift>(&to_bytes(&described, &model)?, &described)?, model);
/// # Ok::<(), Error>(())
/// ```
///
/// | attribute | meaning |
/// |---|---|
/// | `#[save(version = 2)]` before the type | [`VERSION`](Self::VERSION); without it, 1 |
/// | `#[save(oldest = 1)]` before the type | [`OLDEST`](Self::OLDEST); without it, the version alone |
/// | `#[save(check = Self::check)]` before the type | a `fn(&Self) -> Result<()>`, called before a value is saved and after it was loaded |
/// | `#[save(plain)]` before a field | the field is plain data, saved by its serde implementations |
/// | `#[save(since = 2)]` before a field | files before version 2 do not have the field: it is `Default`, or the value of `default = ..` |
/// | `#[save(name = "step")]` before a field | the name in the file, if it is not that of the field |
///
/// An enum has the name of its variant under `variant`, beside the fields of the variant. No field is skipped: a field that
/// need not be in the file has to be computed again on loading, which is an implementation by hand.
///
/// # By hand
///
/// A type names each part of its state once while saving and once while loading. The name is added to the path of the
/// value, so the file's arrays are called `strokes.pca.components`. `save` must depend on `self` alone: it is called
/// twice, first to measure and then to write.
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
/// A pipeline saves each of its nodes under the node's path ([`Writer::node`]) and has version 0, since each node has
/// its own version.
///
/// A step without arrays needs one line: see [`PlainState`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be saved",
    label = "does not implement `Save`",
    note = "write `#[derive(Save)]` before the type; if it implements serde's `Serialize` and `Deserialize`, one line is enough: `impl PlainState for {Self} {{}}`",
    note = "save an array whose elements are not numbers or `bool` as a list: `out.plain(\"name\", &array.to_vec())`"
)]
pub trait Save: Sized {
    /// The version of the state's form, from 1. Increase it when a field is added, removed or changes its meaning.
    ///
    /// 0 is for types without a form of their own that could change: numbers, arrays, and structs whose fields have
    /// versions.
    const VERSION: u32;

    /// The oldest version that [`load`](Self::load) still reads; [`Reader::version`] returns the version in the file.
    /// Files of other versions are rejected before `load` is called.
    const OLDEST: u32 = Self::VERSION;

    /// Writes the state.
    ///
    /// # Errors
    /// A part cannot be written exactly, or two parts have the same name.
    fn save(&self, out: &mut Writer<'_>) -> Result<()>;

    /// Reads the state. A file may come from an untrusted source: check every property that later code relies on, such
    /// as lengths that must agree, and never panic.
    ///
    /// # Errors
    /// A part is missing, has another type or shape, or contradicts another part.
    fn load(state: &mut Reader<'_>) -> Result<Self>;

    /// Writes the value as a part with a name, for the derive.
    #[doc(hidden)]
    fn save_field(&self, name: &str, out: &mut Writer<'_>) -> Result<()> {
        out.field(name, self)
    }

    /// Reads the value of a part with a name, for the derive.
    #[doc(hidden)]
    fn load_field(name: &str, state: &mut Reader<'_>) -> Result<Self> {
        state.field(name)
    }

    /// Writes several values: as one array, if they are elements of arrays.
    #[doc(hidden)]
    fn save_all(items: &[Self], out: &mut Writer<'_>) -> Result<()> {
        out.plain("len", &items.len())?;
        items.iter().enumerate().try_for_each(|(at, item)| out.field(&at.to_string(), item))
    }

    /// Reads the values that [`save_all`](Self::save_all) wrote.
    #[doc(hidden)]
    fn load_all(state: &mut Reader<'_>) -> Result<Vec<Self>> {
        let count: usize = state.plain("len")?;
        state.require_entries(count)?;
        (0..count).map(|at| state.field(&at.to_string())).collect()
    }
}

/// A type whose state is plain data: numbers, text, lists, maps and enums, saved by its serde implementations.
///
/// Use it for a step without arrays, such as a stateless step, whose state is its hyperparameters:
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
/// Plain data is JSON in the file. JSON has neither NaN nor infinity, so they are errors while saving. A type that
/// needs them implements [`Save`] itself: its fields of type `f64` then keep every bit.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not plain data",
    label = "does not implement `PlainState`",
    note = "derive serde's `Serialize` and `Deserialize`, and write `impl PlainState for {Self} {{}}`; a pipeline is saved once it is fitted: `pipeline.fit(..)?.save(path)`"
)]
pub trait PlainState: Serialize + DeserializeOwned {
    /// The version of the state's form, as [`Save::VERSION`].
    const VERSION: u32 = 1;
}

#[diagnostic::do_not_recommend]
impl<T: PlainState> Save for T {
    const VERSION: u32 = <T as PlainState>::VERSION;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.text(plain::to_kept_text(self)?)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        state.value()
    }
}
