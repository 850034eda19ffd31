//! [`Manifest`]: the description of a model file's contents, and its JSON.
//!
//! Invariant: each array has one checksum, and each checksum belongs to an array. No key of `versions`, `values` or
//! `crc32` occurs twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::contents::{ArrayInfo, Contents};
use super::described::{Described, SavedEdge, SavedNode};
use crate::{Error, Result};

/// The version of the file format that this library writes. It is the only one so far.
pub const FORMAT: u32 = 1;

/// The contents of a model file without the arrays' elements, for people and tools.
///
/// Its `Display` output is JSON.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Manifest {
    /// The version of the file format.
    pub format: u32,
    /// The library that wrote the file: `shapeflow 0.1.0`.
    pub library: String,
    /// The pipeline.
    pub described: Described,
    /// The version of each part's state, by path; see [`Save::VERSION`](super::Save::VERSION).
    pub versions: BTreeMap<String, u32>,
    /// Plain data as JSON text, by path.
    pub values: BTreeMap<String, String>,
    /// The arrays, in the order of the file.
    pub arrays: Vec<ArrayInfo>,
}

impl Manifest {
    pub(super) fn new(described: &Described, contents: Contents) -> Self {
        Self {
            format: FORMAT,
            library: concat!("shapeflow ", env!("CARGO_PKG_VERSION")).to_owned(),
            described: described.clone(),
            versions: contents.versions,
            values: contents.values,
            arrays: contents.arrays,
        }
    }
}

/// The manifest as stored in the file. The arrays' types and shapes are in the header; their checksums are here.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    format: u32,
    library: String,
    pipeline: String,
    signature: String,
    nodes: Vec<SavedNode>,
    edges: Vec<SavedEdge>,
    #[serde(deserialize_with = "unique")]
    versions: BTreeMap<String, u32>,
    #[serde(deserialize_with = "unique")]
    values: BTreeMap<String, Box<RawValue>>,
    #[serde(deserialize_with = "unique")]
    crc32: BTreeMap<String, String>,
}

/// The one entry that is needed to reject a newer format before anything else is read.
#[derive(Deserialize)]
struct Format {
    format: u32,
}

impl Manifest {
    /// Returns the JSON that is stored in the file.
    pub(super) fn to_json(&self) -> Result<String> {
        serde_json::to_string(&self.to_text()?).map_err(|error| Error::new(error.to_string()))
    }

    fn to_text(&self) -> Result<Text> {
        let raw = |(path, text): (&String, &String)| {
            let raw = RawValue::from_string(text.clone()).map_err(|error| Error::new(error.to_string()))?;
            Ok((path.clone(), raw))
        };
        let checksum = |array: &ArrayInfo| (array.name.clone(), hexadecimal(array.crc32));
        Ok(Text {
            format: self.format,
            library: self.library.clone(),
            pipeline: self.described.pipeline.clone(),
            signature: self.described.signature.clone(),
            nodes: self.described.nodes.clone(),
            edges: self.described.edges.clone(),
            versions: self.versions.clone(),
            values: self.values.iter().map(raw).collect::<Result<_>>()?,
            crc32: self.arrays.iter().map(checksum).collect(),
        })
    }

    /// Reads the manifest from JSON. `arrays` come from the header; their checksums are added here.
    pub(super) fn from_json(json: &str, mut arrays: Vec<ArrayInfo>) -> Result<Self> {
        let unreadable = |error: serde_json::Error| Error::new(format!("the manifest is damaged: {error}"));
        let Format { format } = serde_json::from_str(json).map_err(unreadable)?;
        if format != FORMAT {
            return Err(Error::new(format!(
                "the file has format {format}, but this version of shapeflow reads format {FORMAT}; update shapeflow"
            )));
        }
        let Text { format, library, pipeline, signature, nodes, edges, versions, values, crc32 } =
            serde_json::from_str(json).map_err(unreadable)?;
        for array in &mut arrays {
            let checksum = crc32.get(&array.name).and_then(|text| from_hexadecimal(text));
            array.crc32 = checksum
                .ok_or_else(|| Error::new(format!("the array `{}` has no readable checksum", array.name)))?;
        }
        let present: BTreeSet<&str> = arrays.iter().map(|array| array.name.as_str()).collect();
        if let Some(name) = crc32.keys().find(|name| !present.contains(name.as_str())) {
            return Err(Error::new(format!("the array `{name}` of the manifest is missing")));
        }
        let values = values.into_iter().map(|(path, raw)| (path, raw.get().to_owned())).collect();
        let described = Described { pipeline, signature, nodes, edges };
        Ok(Self { format, library, described, versions, values, arrays })
    }
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.to_text().map_err(|_| fmt::Error)?;
        f.write_str(&serde_json::to_string_pretty(&text).map_err(|_| fmt::Error)?)
    }
}

/// Formats a checksum as eight lower-case digits.
pub(super) fn hexadecimal(checksum: u32) -> String {
    format!("{checksum:08x}")
}

fn from_hexadecimal(text: &str) -> Option<u32> {
    let checksum = u32::from_str_radix(text, 16).ok()?;
    (hexadecimal(checksum) == text).then_some(checksum)
}

/// Reads a map and rejects duplicate keys; serde's own implementation keeps the last one.
fn unique<'de, D: Deserializer<'de>, V: Deserialize<'de>>(
    deserializer: D,
) -> std::result::Result<BTreeMap<String, V>, D::Error> {
    struct Unique<V>(std::marker::PhantomData<V>);

    impl<'de, V: Deserialize<'de>> Visitor<'de> for Unique<V> {
        type Value = BTreeMap<String, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Self::Value, A::Error> {
            let mut entries = BTreeMap::new();
            while let Some((key, value)) = map.next_entry::<String, V>()? {
                if entries.contains_key(&key) {
                    return Err(A::Error::custom(format!("`{key}` appears twice")));
                }
                entries.insert(key, value);
            }
            Ok(entries)
        }
    }
    deserializer.deserialize_map(Unique(std::marker::PhantomData))
}
