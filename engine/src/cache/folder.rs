//! [`Folder`]: the folder of the entries, which belongs to the cache alone.
//!
//! Invariant: a file is counted or removed only if its whole name has the form of an entry or of an unfinished entry, and only in
//! a folder with the cache's marker.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::Key;
use crate::save::is_temporary;
use crate::{Error, Result};

/// The name of the folder within the one that the user chose, where other files may be.
const ENTRIES: &str = "entries";

/// The marker. Programs for backups skip a folder with this file (<https://bford.info/cachedir>).
const MARKER: &str = "CACHEDIR.TAG";

/// The beginning of the marker is that of the standard.
const MARK: &str =
    "Signature: 8a477f597d28d172789f06886806bc55\n# The cache of shapeflow. This folder may be removed.\n";

/// The file extension of entries.
const ENDING: &str = ".safetensors";

/// The length of a key in hexadecimal.
const KEY_DIGITS: usize = 64;

/// An unfinished entry older than this was left by a process that was killed.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// The folder of the entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folder(PathBuf);

/// An entry on disk.
pub(super) struct Entry {
    pub(super) used: SystemTime,
    pub(super) bytes: u64,
    pub(super) path: PathBuf,
}

impl Folder {
    /// Opens the folder of the entries within `chosen`, and creates both if they do not exist.
    pub(super) fn open(chosen: &Path) -> Result<Self> {
        if chosen.as_os_str().is_empty() {
            return Err(Error::new("the folder of the cache has no name; `.` is the current folder"));
        }
        let entries = chosen.join(ENTRIES);
        let failed = |source: io::Error| {
            Error::new(format!("cannot create the folder of the cache, `{}`: {source}", entries.display()))
        };
        fs::create_dir_all(&entries).map_err(failed)?;
        let marker = entries.join(MARKER);
        match fs::read(&marker) {
            Ok(mark) if is_mark(&mark) => return Ok(Self(entries)),
            Ok(_) => return Err(foreign(&entries)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(error)),
        }
        if fs::read_dir(&entries).map_err(failed)?.next().is_some() {
            // Another process may be creating it at this moment.
            return match fs::read(&marker) {
                Ok(mark) if is_mark(&mark) => Ok(Self(entries)),
                _ => Err(foreign(&entries)),
            };
        }
        match fs::File::options().write(true).create_new(true).open(&marker) {
            Ok(mut file) => file.write_all(MARK.as_bytes()).map_err(failed)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(error)),
        }
        Ok(Self(entries))
    }

    /// The path of the entry of a key.
    pub(super) fn path(&self, key: &Key) -> PathBuf {
        self.0.join(format!("{key}{ENDING}"))
    }

    /// Returns all entries, and removes what killed processes have left.
    pub(super) fn scan(&self) -> io::Result<Vec<Entry>> {
        let now = SystemTime::now();
        let mut entries = Vec::new();
        for file in fs::read_dir(&self.0)? {
            let file = file?;
            let (name, path) = (file.file_name(), file.path());
            let is_unfinished = is_temporary(&name);
            if !is_unfinished && !is_entry(&name) {
                continue;
            }
            let Some(metadata) = unless_missing(fs::symlink_metadata(&path))? else { continue };
            if !metadata.is_file() {
                continue;
            }
            let used = metadata.modified()?;
            if !is_unfinished {
                entries.push(Entry { used, bytes: metadata.len(), path });
            } else if now.duration_since(used).is_ok_and(|age| age > ABANDONED) {
                remove(&path)?;
            }
        }
        Ok(entries)
    }
}

/// Removes a file, which another process may have removed meanwhile.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    unless_missing(fs::remove_file(path)).map(|_| ())
}

/// Whether this is the marker, which another process may be writing at this moment.
fn is_mark(bytes: &[u8]) -> bool {
    MARK.as_bytes().starts_with(bytes)
}

fn is_entry(name: &OsStr) -> bool {
    let key = name.to_str().and_then(|name| name.strip_suffix(ENDING));
    key.is_some_and(|key| key.len() == KEY_DIGITS && key.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

fn foreign(folder: &Path) -> Error {
    Error::new(format!(
        "`{}` has files that are not of a cache, and no marker `{MARKER}`; choose another folder for the cache",
        folder.display()
    ))
}

fn unless_missing<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;

    struct Temporary(PathBuf);

    impl Temporary {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("shapeflow-folder-{}-{name}", std::process::id()));
            fs::create_dir_all(&folder).expect("a folder");
            Self(folder)
        }
    }

    impl Drop for Temporary {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn only_files_of_the_whole_form_are_entries() {
        let chosen = Temporary::new("names");
        let folder = Folder::open(&chosen.0).expect("a new folder");
        let key = "0123456789abcdef".repeat(4);
        let foreign = [
            "model.safetensors".to_owned(),
            format!("{key}.safetensors.bak"),
            format!("{}.safetensors", &key[1..]),
            format!("{}g.safetensors", &key[1..]),
            format!("{key}0.safetensors"),
            "notes.tmp".to_owned(),
            ".shapeflow-0.tmp".to_owned(),
            ".a.1-0.tmp".to_owned(),
        ];
        let old = ".shapeflow-0123456789abcdef.tmp".to_owned();
        let entry = format!("{key}.safetensors");
        for name in foreign.iter().chain([&old, &entry]) {
            for place in [&chosen.0, &folder.0] {
                fs::write(place.join(name), "text").expect("written");
                let file = File::options().write(true).open(place.join(name)).expect("a file");
                file.set_modified(SystemTime::now() - 2 * ABANDONED).expect("has a time");
            }
        }
        fs::create_dir(folder.0.join(format!("{}.safetensors", "f".repeat(64)))).expect("a folder");
        let found: Vec<_> = folder.scan().expect("readable").into_iter().map(|entry| entry.path).collect();
        assert_eq!(found, [folder.0.join(&entry)]);
        assert!(!folder.0.join(&old).exists());
        assert!(chosen.0.join(&old).exists(), "a file of the user");
        assert!(foreign.iter().all(|name| folder.0.join(name).exists() && chosen.0.join(name).exists()));
    }

    #[test]
    fn a_folder_of_others_is_not_taken() {
        let chosen = Temporary::new("foreign");
        fs::create_dir(chosen.0.join(ENTRIES)).expect("a folder");
        fs::write(chosen.0.join(ENTRIES).join("thesis.txt"), "").expect("written");
        let error = Folder::open(&chosen.0).expect_err("not ours").to_string();
        assert!(error.contains("files that are not of a cache"), "{error}");
        fs::write(chosen.0.join(ENTRIES).join(MARKER), "Signature: another program").expect("written");
        assert!(Folder::open(&chosen.0).is_err());
        assert!(Folder::open(Path::new("")).is_err());
    }

    #[test]
    fn processes_may_open_it_at_once() {
        let chosen = Temporary::new("race");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| Folder::open(&chosen.0).expect("a folder"));
            }
        });
    }
}
