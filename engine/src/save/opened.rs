//! [`Opened`]: a model file with a verified header; its arrays are read one by one.
//!
//! The file is read, not mapped into memory: if another process truncates a mapped file, reading it is undefined
//! behavior, which no check can prevent.
//!
//! Invariant: no more memory is allocated than the file is long enough to fill.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use ndarray::{Array, ArrayD, Dimension, IxDyn};

use super::contents::ArrayInfo;
use super::element::bytes_of;
use super::header::{self, LENGTH};
use super::{Element, Manifest};
use crate::{Error, Result};

/// The number of bytes that are read at a time; a multiple of every element's size.
const BLOCK: usize = 1 << 16;

/// A file or bytes with a verified header.
pub(super) struct Opened<'source> {
    source: Box<dyn ReadSeek + 'source>,
    pub(super) manifest: Manifest,
    /// By name: the array's number in the manifest, and the offset of its bytes in the file.
    arrays: BTreeMap<String, (usize, u64)>,
}

/// A file, or bytes in memory.
trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// Opens a file.
pub(super) fn open(path: &Path) -> Result<Opened<'static>> {
    let opened = || {
        // Opening a FIFO would wait for a writer.
        if std::fs::metadata(path).is_ok_and(|found| !found.is_file()) {
            return Err(Error::new("is not a file, but a folder, a device, a FIFO or a socket"));
        }
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Opened::new(file, length)
    };
    opened().map_err(|error| error.in_file(path))
}

/// Opens bytes.
pub(super) fn open_bytes(bytes: &[u8]) -> Result<Opened<'_>> {
    Opened::new(Cursor::new(bytes), bytes.len() as u64)
}

impl Manifest {
    /// Reads a file's header; its arrays are neither read nor verified.
    ///
    /// # Errors
    /// The file cannot be read, is truncated, or is not a model file.
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        open(path.as_ref()).map(|opened| opened.manifest)
    }
}

impl<'source> Opened<'source> {
    fn new(mut source: impl ReadSeek + 'source, length: u64) -> Result<Self> {
        if length < LENGTH as u64 {
            return Err(Error::new(format!("the file is not a model: it has {length} bytes")));
        }
        let mut bytes = [0; LENGTH];
        source.read_exact(&mut bytes)?;
        let header_length = header::length(bytes, length)?;
        let mut header = vec![0; header_length];
        source.read_exact(&mut header)?;
        let start = (LENGTH + header_length) as u64;
        let (manifest, places) = header::parse(&header, length - start)?;
        let named = manifest.arrays.iter().zip(places).enumerate();
        let arrays = named.map(|(at, (array, place))| (array.name.clone(), (at, start + place.0 as u64)));
        let arrays = arrays.collect();
        Ok(Self { source: Box::new(source), manifest, arrays })
    }

    /// Reads an array as the type that the program expects.
    pub(super) fn array<A: Element, D: Dimension>(&mut self, name: &str) -> Result<Array<A, D>> {
        let found =
            self.arrays.get(name).and_then(|&(at, start)| Some((self.manifest.arrays.get(at)?, start)));
        let Some((info, start)) = found else {
            return Err(Error::new("is expected to be an array, but the file has no array of this name"));
        };
        let rank = D::NDIM.unwrap_or(info.shape.len());
        if (A::DTYPE, rank) != (info.dtype, info.shape.len()) {
            return Err(Error::new(format!(
                "is {info} in the file, but an array of {} with {rank} axes is expected",
                A::DTYPE
            )));
        }
        self.source.seek(SeekFrom::Start(start))?;
        let elements = read(&mut self.source, info)?;
        Ok(ArrayD::from_shape_vec(IxDyn(&info.shape), elements)?.into_dimensionality()?)
    }
}

/// Reads and verifies elements. The verified header ensures that the file is long enough.
fn read<A: Element>(source: &mut impl Read, info: &ArrayInfo) -> Result<Vec<A>> {
    let size = bytes_of::<A>()?;
    let count = info.shape.iter().product::<usize>();
    let mut elements = Vec::new();
    elements
        .try_reserve_exact(count)
        .map_err(|error| Error::new(format!("is {info}, too large for the memory: {error}")))?;
    let mut buffer = vec![0; BLOCK.min(count * size)];
    let mut checksum = crc32fast::Hasher::new();
    while elements.len() < count {
        let block = buffer.len().min((count - elements.len()) * size);
        let bytes = buffer.get_mut(..block).unwrap_or_default();
        source.read_exact(bytes)?;
        checksum.update(bytes);
        for bytes in bytes.chunks_exact(size) {
            elements.push(A::read(bytes)?);
        }
    }
    if checksum.finalize() != info.crc32 {
        return Err(Error::new("is damaged in the file: its checksum does not match; copy the file again"));
    }
    Ok(elements)
}
