//! The header of a model file: a safetensors header with the manifest in its metadata.
//!
//! Invariant: every byte of the header is verified. The first bytes are fixed; then comes the checksum of the rest. A
//! reader compares both before it reads anything else.

use std::fmt;

use safetensors::tensor::{Metadata, TensorInfo};
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};

use super::Dtype;
use super::contents::ArrayInfo;
use super::manifest::{Manifest, hexadecimal};
use crate::{Error, Result};

/// The fixed bytes of every model file after the eight bytes of the header's length.
const START: &str = r#"{"__metadata__":{"crc32":""#;

/// The largest header that safetensors accepts, in Rust and in Python.
const LARGEST: usize = 100_000_000;

/// The number of bytes in which the header's length is stored.
pub(super) const LENGTH: usize = 8;

/// The header, and the offsets of each array's bytes after it.
pub(super) struct Layout {
    pub(super) header: Vec<u8>,
    /// In the order of the manifest's arrays.
    pub(super) offsets: Vec<(usize, usize)>,
}

/// Returns the header of a manifest, preceded by its length. The arrays follow in the manifest's order: put those with
/// wide elements first, so that all are aligned.
pub(super) fn render(manifest: &Manifest) -> Result<Layout> {
    let json = |text: &str| serde_json::to_string(text).map_err(|error| Error::new(error.to_string()));
    let mut rest = format!(r#"","shapeflow":{}}}"#, json(&manifest.to_json()?)?);
    let mut offsets = Vec::with_capacity(manifest.arrays.len());
    let mut start = 0;
    for array in &manifest.arrays {
        let end = start + array.size()?;
        offsets.push((start, end));
        let info = TensorInfo { dtype: array.dtype, shape: array.shape.clone(), data_offsets: (start, end) };
        let info = serde_json::to_string(&info).map_err(|error| Error::new(error.to_string()))?;
        rest += &format!(",{}:{info}", json(&array.name)?);
        start = end;
    }
    rest.push('}');
    // The arrays begin at a multiple of eight bytes.
    let unpadded = START.len() + 8 + rest.len();
    rest.extend(std::iter::repeat_n(' ', unpadded.next_multiple_of(LENGTH) - unpadded));
    let text = format!("{START}{}{rest}", hexadecimal(crc32fast::hash(rest.as_bytes())));
    if text.len() > LARGEST {
        return Err(Error::new(format!(
            "the header takes {} bytes, but a safetensors header has at most {LARGEST}; save large lists as arrays",
            text.len()
        )));
    }
    let header = [&(text.len() as u64).to_le_bytes(), text.as_bytes()].concat();
    Ok(Layout { header, offsets })
}

/// Returns the header's length from the first eight bytes of a file of this size.
pub(super) fn length(bytes: [u8; LENGTH], file: u64) -> Result<usize> {
    let length = u64::from_le_bytes(bytes);
    if length > file.saturating_sub(LENGTH as u64) {
        return Err(Error::new(format!(
            "the file is truncated or not a model: its header would take {length} bytes, but the file has {file}"
        )));
    }
    usize::try_from(length).ok().filter(|&length| length <= LARGEST).ok_or_else(|| {
        Error::new(format!("the header would take {length} bytes, but at most {LARGEST} are accepted"))
    })
}

/// Returns the manifest and the arrays' offsets. `header` is without its length; `behind` is the number of bytes after it.
pub(super) fn parse(header: &[u8], behind: u64) -> Result<(Manifest, Vec<(usize, usize)>)> {
    let Some(rest) = header.strip_prefix(START.as_bytes()) else {
        return Err(Error::new(format!(
            "the file is not a model saved by shapeflow: its header does not begin with `{START}`"
        )));
    };
    let Some((checksum, rest)) = rest.split_at_checked(8) else {
        return Err(Error::new("the header is truncated"));
    };
    if checksum != hexadecimal(crc32fast::hash(rest)).as_bytes() {
        return Err(Error::new("the header is damaged: its checksum does not match; copy the file again"));
    }
    let Header { manifest, tensors } = serde_json::from_slice(header)
        .map_err(|error| Error::new(format!("the header is not that of a model: {error}")))?;
    let places: Vec<_> = tensors.iter().map(|(_, info)| info.data_offsets).collect();
    let arrays = tensors.iter().map(|(name, info)| {
        let (name, shape) = (name.clone(), info.shape.clone());
        ArrayInfo { name, dtype: info.dtype, shape, crc32: 0 }
    });
    let arrays = arrays.collect();
    // Checks that there are no gaps and no overlaps, and that each size matches the type and shape.
    Metadata::new(None, tensors)
        .map_err(|error| Error::new(format!("the header contradicts itself: {error}")))?;
    let end = places.last().map_or(0, |&(_, end)| end);
    if end as u64 != behind {
        return Err(Error::new(format!(
            "the file is truncated or too long: its arrays take {end} bytes, but {behind} follow the header"
        )));
    }
    Ok((Manifest::from_json(&manifest, arrays)?, places))
}

/// The JSON of the header, with the arrays in the order of their bytes.
struct Header {
    manifest: String,
    tensors: Vec<(String, TensorInfo)>,
}

impl<'de> Deserialize<'de> for Header {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries)
    }
}

struct Entries;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct FileMetadata {
    #[serde(rename = "crc32")]
    _crc32: String,
    shapeflow: String,
}

/// Like [`TensorInfo`], which itself ignores unknown entries.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Tensor {
    dtype: Dtype,
    shape: Vec<usize>,
    data_offsets: (usize, usize),
}

impl<'de> Visitor<'de> for Entries {
    type Value = Header;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the header of a safetensors file")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Header, A::Error> {
        let (mut manifest, mut tensors) = (None, Vec::new());
        while let Some(name) = map.next_key::<String>()? {
            if name != "__metadata__" {
                let Tensor { dtype, shape, data_offsets } = map.next_value()?;
                tensors.push((name, TensorInfo { dtype, shape, data_offsets }));
            } else if manifest.replace(map.next_value::<FileMetadata>()?.shapeflow).is_some() {
                return Err(A::Error::duplicate_field("__metadata__"));
            }
        }
        let manifest = manifest.ok_or_else(|| A::Error::missing_field("__metadata__"))?;
        tensors.sort_by(|(left, _), (right, _)| left.cmp(right));
        if let Some(pair) = tensors
            .windows(2)
            .find(|pair| pair.first().map(|(name, _)| name) == pair.last().map(|(name, _)| name))
        {
            let name = pair.first().map_or("", |(name, _)| name);
            return Err(A::Error::custom(format!("the array `{name}` appears twice")));
        }
        tensors.sort_by_key(|(_, info)| info.data_offsets);
        Ok(Header { manifest, tensors })
    }
}

impl ArrayInfo {
    /// Returns the number of bytes of the elements.
    fn size(&self) -> Result<usize> {
        let elements = self.shape.iter().try_fold(1_usize, |all, &length| all.checked_mul(length));
        let size = elements.and_then(|elements| elements.checked_mul(self.dtype.bitsize() / 8));
        size.ok_or_else(|| Error::new(format!("the array `{}` is too large to be saved", self.name)))
    }
}
