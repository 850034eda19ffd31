//! A cache of fitted steps and values: a store on disk, addressed by content.
//!
//! The [`Key`] of an entry is a hash of everything on which the entry depends, so an entry is never out of date: after a
//! change, the key is another one. [`Run::cache`](crate::step::Run::cache) uses a store for all nodes of a fit, and
//! [`Cached`](crate::steps::Cached) for one step. A store can be used alone, too:
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
//! | file | contents |
//! |---|---|
//! | `key` | [`Key`], [`KeyWriter`]: a hash of content |
//! | `keyed` | [`Keyed`]: values that can be part of a key |
//! | `run` | [`Run::cache`](crate::step::Run::cache): a cache for a whole fit |
//! | `store` | [`Store`], [`Lookup`]: entries on disk, for several processes |
//! | `folder`, `room` | the folder that belongs to the cache alone; its limit |

mod folder;
mod key;
mod keyed;
mod room;
mod run;
mod store;

pub use key::{Key, KeyWriter};
#[doc(hidden)]
pub use keyed::add_categories;
pub use keyed::{Keyed, KeyedElement};
pub use store::{Lookup, Store};
pub(crate) use store::{note_not_kept, note_unusable};
