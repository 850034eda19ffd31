//! A cache of what was learnt: a store on disk, by content.
//!
//! An entry's [`Key`] is a hash of all that the entry depends on, so an entry is never out of date: where something
//! changes, the key does. [`Run::cache`](crate::step::Run::cache) uses it for all nodes of a fit, and
//! [`Cached`](crate::steps::Cached) for one step.
//!
//! ```
//! use shapeflow::cache::{Key, Lookup, Store};
//! use shapeflow::ndarray::array;
//!
//! let folder = std::env::temp_dir().join(format!("shapeflow-cache-{}", std::process::id()));
//! let store = Store::open(&folder)?.limit(1 << 20);
//! let key = Key::of("the mean", &array![[1.0, 3.0]].into_shared());
//! assert!(matches!(store.get::<f64>(&key), Lookup::Miss));
//! store.put(&key, &2.0)?;
//! assert!(matches!(store.get(&key), Lookup::Hit(2.0)));
//! # std::fs::remove_dir_all(folder)?;
//! # Ok::<(), shapeflow::Error>(())
//! ```
//!
//! | file | owns |
//! |---|---|
//! | `key` | [`Key`], [`KeyWriter`]: a name made of content |
//! | `keyed` | [`Keyed`]: values that can be part of a key |
//! | `run` | [`Run::cache`](crate::step::Run::cache): a cache for a whole fit |
//! | `store` | [`Store`], [`Lookup`]: entries on disk, for several processes, within a limit |

mod key;
mod keyed;
mod run;
mod store;

pub use key::{Key, KeyWriter};
pub use keyed::{Keyed, KeyedElement};
pub use store::{Lookup, Store};
