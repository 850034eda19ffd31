//! [`Store`]: entries on disk.
//!
//! Invariant: an entry is a model file under its key, so it appears as a whole or not at all and has checksums. An entry that
//! cannot be used is reported and never returned as a value. Processes share a folder without a lock: two that write one key
//! write the same, and one that reads an entry while another removes it gets either the entry or a miss.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::Key;
use super::folder::Folder;
use super::room::Room;
use crate::save::{Described, Reader, Save, Writer, load_from, save_to};
use crate::step::Context;
use crate::{Error, Result};

/// A folder of entries, each under its [`Key`]. Clones use the same folder; several processes may use it, too.
///
/// The entries are in a folder `entries` of their own, with a marker (`CACHEDIR.TAG`). The store neither counts nor removes any
/// other file.
///
/// Pass it to [`Run::cache`](crate::step::Run::cache), and a fit reuses what earlier fits have computed:
///
/// ```
/// use shapeflow::cache::Store;
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Flowers(petals: f64[n, 2]) fit(kind: u8[n]) -> f64[n, 2] {
///         scaled = petals |> StandardScaler;
///         scaled |> LogisticRegression<2>.fit(kind)
///     }
/// }
///
/// let folder = std::env::temp_dir().join(format!("shapeflow-store-example-{}", std::process::id()));
/// let run = Run::new().cache(Store::open(&folder)?.limit(1 << 30));
/// let (petals, kind) = (array![[1.4, 0.2], [4.7, 1.4], [1.3, 0.2], [4.5, 1.5]], array![0, 1, 0, 1]);
/// let model = Flowers::default().fit_with(&run, &petals, &kind)?;
/// let again = Flowers::default().fit_with(&run, &petals, &kind)?; // loads both fitted steps
/// assert_eq!(model.predict(&petals)?, again.predict(&petals)?);
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Store {
    folder: Folder,
    room: Room,
}

/// Two stores are equal if they have one folder and one limit.
impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        (&self.folder, self.room.limit()) == (&other.folder, other.room.limit())
    }
}

impl Eq for Store {}

/// The result of [`Store::get`].
#[derive(Debug)]
pub enum Lookup<T> {
    /// The value.
    Hit(T),
    /// There is no entry.
    Miss,
    /// The entry cannot be used, for example because the disk has damaged it. Compute the value again, and report the error.
    Unusable(Error),
}

impl Store {
    /// Opens a folder, and creates it if it does not exist. Without a [`limit`](Self::limit) it may grow.
    ///
    /// # Errors
    /// The folder cannot be created, or its folder `entries` has other files.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self> {
        Ok(Self { folder: Folder::open(folder.as_ref())?, room: Room::new(u64::MAX) })
    }

    /// Limits the size of all entries together to this many bytes: a [`put`](Self::put) that exceeds it removes the least recently
    /// used entries, until there is room for an eighth of the limit. An entry that alone is larger is not kept. Of several
    /// processes that use the folder, each counts its own entries at once and those of the others from time to time.
    #[must_use]
    pub fn limit(self, bytes: u64) -> Self {
        Self { room: Room::new(bytes), ..self }
    }

    /// Returns whether there is an entry under a key. By the time of [`get`](Self::get) it may be removed or
    /// [unusable](Lookup::Unusable).
    pub fn contains(&self, key: &Key) -> bool {
        self.folder.path(key).exists()
    }

    /// Returns the value under a key, and marks the entry as used.
    pub fn get<T: Save>(&self, key: &Key) -> Lookup<T> {
        let path = self.folder.path(key);
        match load_from(&path, &described(key)) {
            Ok(Read(value)) => {
                // A read-only folder is a cache too; its entries keep their age.
                let _ = File::options()
                    .write(true)
                    .open(&path)
                    .and_then(|file| file.set_modified(SystemTime::now()));
                Lookup::Hit(value)
            }
            // The error decides, not a second look at the file, which another process may have written since.
            Err(error) if is_of_a_missing_file(&error) => Lookup::Miss,
            Err(error) => Lookup::Unusable(error),
        }
    }

    /// Writes a value under a key.
    ///
    /// # Errors
    /// The value cannot be saved, or the folder cannot be written to.
    pub fn put<T: Save>(&self, key: &Key, value: &T) -> Result<()> {
        let path = self.folder.path(key);
        save_to(&path, &described(key), &Written(value))?;
        // Another process may have removed it already.
        let bytes = fs::metadata(&path).map_or(0, |entry| entry.len());
        Ok(self.room.added(bytes, &self.folder)?)
    }
}

/// An entry to write. An array needs a name in a file, so every value gets the same one.
struct Written<'value, T>(&'value T);

/// An entry that was read, which owns the value.
struct Read<T>(T);

/// The name of the value in its entry.
const VALUE: &str = "value";

impl<T: Save> Save for Written<'_, T> {
    const VERSION: u32 = 0;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field(VALUE, self.0)
    }

    fn load(_: &mut Reader<'_>) -> Result<Self> {
        Err(Error::bug("this form of a cache entry is written, but never read"))
    }
}

impl<T: Save> Save for Read<T> {
    const VERSION: u32 = 0;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        Written(&self.0).save(out)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        state.field(VALUE).map(Self)
    }
}

/// An entry contains its key, so a file under the name of another key is not accepted.
fn described(key: &Key) -> Described {
    Described::new("cache entry", key.to_string())
}

fn is_of_a_missing_file(error: &Error) -> bool {
    let source = std::error::Error::source(error).and_then(|source| source.downcast_ref::<io::Error>());
    source.is_some_and(|source| source.kind() == io::ErrorKind::NotFound)
}

/// Reports that a value is computed although the store has an entry, which is unusable.
pub(crate) fn note_unusable(context: &Context<'_>, error: &Error) {
    context.note(&format!("computed again, since the cache's entry is unusable: {}", error.message()));
}

/// Reports that a computed value could not be kept.
pub(crate) fn note_not_kept(context: &Context<'_>, error: &Error) {
    context.note(&format!("computed, but not kept in the cache: {}", error.message()));
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::Duration;

    use ndarray::Array1;

    use super::*;

    /// A store of one test, removed when it is dropped.
    struct Temporary(Store, PathBuf);

    impl Temporary {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("shapeflow-store-{}-{name}", std::process::id()));
            Self(Store::open(&folder).expect("a folder"), folder)
        }
    }

    impl Drop for Temporary {
        fn drop(&mut self) {
            // The folder may be empty.
            let _ = fs::remove_dir_all(&self.1);
        }
    }

    fn key(number: u64) -> Key {
        Key::of("test", &Array1::from_elem(1, number))
    }

    fn is_hit(store: &Store, number: u64) -> bool {
        matches!(store.get::<Array1<u64>>(&key(number)), Lookup::Hit(value) if value[0] == number)
    }

    fn value(number: u64) -> Array1<u64> {
        Array1::from_elem(1000, number)
    }

    #[test]
    fn an_entry_is_there_for_every_process_and_only_for_its_key() {
        let Temporary(store, folder) = &Temporary::new("put");
        assert!(matches!(store.get::<Array1<u64>>(&key(1)), Lookup::Miss));
        store.put(&key(1), &value(1)).expect("written");
        assert!(is_hit(&Store::open(folder).expect("a folder"), 1) && !is_hit(store, 2));
        fs::rename(store.folder.path(&key(1)), store.folder.path(&key(2))).expect("renamed");
        assert!(matches!(store.get::<Array1<u64>>(&key(2)), Lookup::Unusable(_)));
    }

    #[test]
    fn a_flipped_bit_and_a_truncated_file_are_reported_and_replaced() {
        let store = &Temporary::new("damage").0;
        store.put(&key(1), &value(1)).expect("written");
        let whole = fs::read(store.folder.path(&key(1))).expect("an entry");
        for at in [0, 9, whole.len() / 20, whole.len() / 2, whole.len() - 1] {
            let mut bytes = whole.clone();
            bytes[at] ^= 4;
            fs::write(store.folder.path(&key(1)), bytes).expect("written");
            assert!(matches!(store.get::<Array1<u64>>(&key(1)), Lookup::Unusable(_)), "byte {at}");
        }
        fs::write(store.folder.path(&key(1)), &whole[..whole.len() / 2]).expect("written");
        assert!(matches!(store.get::<Array1<u64>>(&key(1)), Lookup::Unusable(_)));
        store.put(&key(1), &value(1)).expect("written");
        assert!(is_hit(store, 1));
    }

    #[test]
    fn the_least_recently_used_entry_is_removed_first() {
        let Temporary(store, _) = &Temporary::new("limit");
        store.put(&key(1), &value(1)).expect("written");
        let bytes = fs::metadata(store.folder.path(&key(1))).expect("an entry").len();
        let store = store.clone().limit(3 * bytes + bytes / 2);
        let age = |number, seconds| {
            let file = File::options().write(true).open(store.folder.path(&key(number))).expect("an entry");
            file.set_modified(SystemTime::now() - Duration::from_secs(seconds)).expect("has a time");
        };
        store.put(&key(2), &value(2)).expect("written");
        store.put(&key(3), &value(3)).expect("written");
        (1..=3).for_each(|number| age(number, 100 - number));
        assert!(is_hit(&store, 1), "reading makes it the youngest");
        store.put(&key(4), &value(4)).expect("written");
        assert_eq!([1, 2, 3, 4].map(|number| is_hit(&store, number)), [true, false, true, true]);
        store.clone().limit(bytes - 1).put(&key(5), &value(5)).expect("written");
        assert_eq!([1, 3, 4, 5].map(|number| is_hit(&store, number)), [false; 4]);
    }

    /// Files of the user beside the entries are never counted or removed, whatever they are called.
    #[test]
    fn models_in_the_same_folder_stay() {
        let Temporary(store, folder) = &Temporary::new("models");
        let mine = ["model.safetensors", "notes.tmp", &format!("{}.safetensors", "0".repeat(64))]
            .map(|name| folder.join(name));
        for path in &mine {
            fs::write(path, vec![0; 100_000]).expect("written");
            let file = File::options().write(true).open(path).expect("a file");
            file.set_modified(SystemTime::now() - Duration::from_secs(1_000_000)).expect("has a time");
        }
        let limited = store.clone().limit(10_000);
        (0..20).for_each(|number| limited.put(&key(number), &value(number)).expect("written"));
        assert!(mine.iter().all(|path| path.exists()));
        assert!(!is_hit(store, 0) && is_hit(store, 19));
    }

    /// The folder is not listed at each `put`: files that another process adds are found later.
    #[test]
    fn a_put_does_not_list_the_folder_each_time() {
        let Temporary(store, _) = &Temporary::new("listing");
        let limited = store.clone().limit(100_000);
        limited.put(&key(0), &value(0)).expect("written");
        // As another process would.
        let other = store.folder.path(&key(1_000));
        fs::write(&other, vec![0; 1_000_000]).expect("written");
        let old = File::options().write(true).open(&other).expect("a file");
        old.set_modified(SystemTime::now() - Duration::from_secs(1_000)).expect("has a time");
        limited.put(&key(1), &value(1)).expect("written");
        assert!(other.exists());
        (2..20).for_each(|number| limited.put(&key(number), &value(number)).expect("written"));
        assert!(!other.exists());
    }

    #[test]
    fn threads_that_write_and_read_at_once_see_whole_entries_only() {
        let Temporary(store, _) = &Temporary::new("threads");
        let limited = store.clone().limit(20_000);
        std::thread::scope(|scope| {
            for thread in 0..4_u64 {
                let store = limited.clone();
                scope.spawn(move || {
                    for round in 0..30 {
                        let number = (thread + round) % 5;
                        store.put(&key(number), &value(number)).expect("written");
                        match store.get::<Array1<u64>>(&key((number + 1) % 5)) {
                            Lookup::Hit(found) => assert_eq!(found, value((number + 1) % 5)),
                            Lookup::Miss => {}
                            Lookup::Unusable(error) => panic!("{error}"),
                        }
                    }
                });
            }
        });
    }
}
