//! Saved models: one file that a person, Python and a later version of this library can read.
//!
//! A model file is a `.safetensors` file: the arrays under their paths, and a manifest in the header with the pipeline's
//! description, its steps and their fitted state other than arrays. It contains no code, and loading runs none.
//!
//! ```
//! use shapeflow::prelude::*;
//! use shapeflow::save::{Described, Manifest, load_from, load_part, save_to};
//! use shapeflow::steps::FittedStandardScaler;
//!
//! let run = Run::new();
//! let context = Context::root(&run, "example", Phase::Fit);
//! let x = array![[1.0_f64, 7.0], [3.0, 7.0]].into_shared();
//! let scaler = StandardScaler::default().fit(x.clone(), (), &context)?;
//!
//! let folder = std::env::temp_dir().join(format!("shapeflow-{}", std::process::id()));
//! std::fs::create_dir_all(&folder)?;
//! let path = folder.join("scaler.safetensors");
//! let described = Described::new("Scaler", "(x: f64 [n, 2]) -> f64 [n, 2]");
//! save_to(&path, &described, &scaler)?;
//!
//! let loaded: FittedStandardScaler = load_from(&path, &described)?;
//! assert_eq!(loaded, scaler);
//!
//! // A single part, and the manifest for people and tools.
//! let scale: Array1<f64> = load_part(&path, "scale")?;
//! assert_eq!(scale, array![1.0, 1.0]);
//! assert_eq!(Manifest::read(&path)?.arrays[0].dtype.to_string(), "F64");
//!
//! // A file of another pipeline is rejected, and the error says why.
//! let error = load_from::<FittedStandardScaler>(&path, &Described::new("Digits", "")).unwrap_err();
//! assert!(error.to_string().contains("of the pipeline `Scaler`, not of `Digits`"));
//! # std::fs::remove_dir_all(folder)?;
//! # Ok::<(), Error>(())
//! ```
//!
//! A pipeline's description is that of its graph: `Described::from(&Digits::graph())`.
//!
//! | file | owns |
//! |---|---|
//! | `contract` | [`Save`] and its derive, [`PlainState`]: how a value writes and reads its state |
//! | `fields` | what the code of the derive calls |
//! | `writer`, `reader`, `path` | [`Writer`], [`Reader`]: arrays and plain data under their paths, each once |
//! | `parts` | parts within parts, with their names and versions |
//! | `arrays`, `element`, `values` | [`Element`]; arrays, numbers, text, lists, options as state |
//! | `cells` | categories, dates, columns whose values may be missing |
//! | `plain`, `exact` | plain data as JSON, without silent loss |
//! | `described` | [`Described`]: the description of a pipeline, and how two of them differ |
//! | `manifest`, `contents` | [`Manifest`], [`ArrayInfo`]: the description of a file's contents |
//! | `header`, `opened` | the file's header; verified reading |
//! | `file`, `atomic` | [`save_to`], [`load_from`]: a file is written completely or not at all |
//!
#![doc = include_str!("../../docs/format.md")]

mod arrays;
mod atomic;
mod cells;
mod contents;
mod contract;
mod described;
mod element;
mod exact;
mod fields;
mod file;
mod header;
mod manifest;
mod opened;
mod parts;
mod path;
mod plain;
mod reader;
#[cfg(test)]
mod tests;
mod values;
mod writer;

#[cfg(feature = "cache")]
pub(crate) use atomic::is_temporary;
pub use contents::ArrayInfo;
pub use contract::{PlainState, Save};
pub use described::{Described, SavedEdge, SavedNode};
pub use element::{Dtype, Element};
#[doc(hidden)]
pub use fields::{PlainField, unknown_variant};
pub use file::{from_bytes, load_from, load_part, save_to, to_bytes};
pub use manifest::{FORMAT, Manifest};
pub use reader::Reader;
pub use writer::Writer;
