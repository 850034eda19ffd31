//! Saves and loads whole model files, in memory and on disk.
//!
//! Invariant: a file and the bytes in memory have the same contents, and wide elements come first, so that each array
//! is aligned.

use std::cmp::Reverse;
use std::io::Cursor;
use std::path::Path;

use super::contents::Contents;
use super::opened::{self, Opened};
use super::parts::{self, measure, write_arrays};
use super::writer::WriteSeek;
use super::{Described, Manifest, Save, atomic, header};
use crate::{Error, Result};

/// Saves a model to a file.
///
/// The file at `path` is at every moment either the old one or the new one: the model is written to a new file in the
/// same folder, which is flushed to the disk and then renamed. A symbolic link at `path` is replaced, not followed.
///
/// # Errors
/// The model has state that cannot be saved exactly; the folder is missing or not writable; the disk is full. The old
/// file then stays unchanged, and the new one is removed.
pub fn save_to<M: Save>(path: impl AsRef<Path>, described: &Described, model: &M) -> Result<()> {
    let path = path.as_ref();
    let plan = Plan::new(described, model).map_err(|error| error.in_file(path))?;
    atomic::write(path, |file| plan.write(model, file)).map_err(|error| error.in_file(path))
}

/// Loads a model from a file. Loading runs no code from the file.
///
/// Arrays are read one by one, so loading needs no more memory than the model.
///
/// # Errors
/// The file cannot be read, is damaged, or contains another model than `expected`; the message says what and where.
///
/// ```no_run
/// use shapeflow::save::{Described, load_from};
/// use shapeflow::steps::FittedStandardScaler;
///
/// let scaler: FittedStandardScaler = load_from("scaler.safetensors", &Described::new("Scaler", ""))?;
/// # Ok::<(), shapeflow::Error>(())
/// ```
pub fn load_from<M: Save>(path: impl AsRef<Path>, expected: &Described) -> Result<M> {
    let path = path.as_ref();
    load(opened::open(path)?, expected).map_err(|error| error.in_file(path))
}

/// Loads one part of a model by its path, such as `strokes.pca`: a step, a nested pipeline, an array. Other arrays are
/// not read, and the pipeline is not compared: only the part's own version, types and shapes must match.
///
/// # Errors
/// The same as [`load_from`], or the file has no such part.
pub fn load_part<T: Save>(path: impl AsRef<Path>, part: &str) -> Result<T> {
    let path = path.as_ref();
    parts::load(opened::open(path)?, part).map_err(|error| error.in_file(path))
}

/// Saves a model to bytes, with the contents of a file.
///
/// # Errors
/// The model has state that cannot be saved exactly.
pub fn to_bytes<M: Save>(described: &Described, model: &M) -> Result<Vec<u8>> {
    let plan = Plan::new(described, model)?;
    let mut bytes = Cursor::new(Vec::new());
    plan.write(model, &mut bytes)?;
    Ok(bytes.into_inner())
}

/// Loads a model from the bytes of [`to_bytes`].
///
/// # Errors
/// The same as [`load_from`].
pub fn from_bytes<M: Save>(bytes: &[u8], expected: &Described) -> Result<M> {
    load(opened::open_bytes(bytes)?, expected)
}

fn load<M: Save>(opened: Opened<'_>, expected: &Described) -> Result<M> {
    expected.require(&opened.manifest.described)?;
    parts::load(opened, "")
}

/// The header and layout of a file that is to be written.
struct Plan {
    contents: Contents,
    header: Vec<u8>,
    /// The offset at which each array starts, in the order in which the model writes them.
    starts: Vec<u64>,
}

impl Plan {
    fn new<M: Save>(described: &Described, model: &M) -> Result<Self> {
        let contents = measure(model)?;
        // Wide elements first, as in safetensors itself, so that each array is aligned when the file is memory-mapped.
        let mut order: Vec<usize> = (0..contents.arrays.len()).collect();
        order.sort_by_key(|&at| contents.arrays.get(at).map(|array| Reverse(array.dtype.bitsize())));
        let mut manifest = Manifest::new(described, contents.clone());
        manifest.arrays = order.iter().filter_map(|&at| contents.arrays.get(at).cloned()).collect();
        let layout = header::render(&manifest)?;
        let mut starts = vec![0; order.len()];
        for (&at, &(start, _)) in order.iter().zip(&layout.offsets) {
            if let Some(place) = starts.get_mut(at) {
                *place = (layout.header.len() + start) as u64;
            }
        }
        Ok(Self { contents, header: layout.header, starts })
    }

    fn write<M: Save>(&self, model: &M, file: &mut dyn WriteSeek) -> Result<()> {
        file.write_all(&self.header).map_err(Error::from)?;
        write_arrays(model, &self.contents, &self.starts, file)
    }
}
