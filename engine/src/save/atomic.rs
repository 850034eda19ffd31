//! Writes a file completely or not at all.
//!
//! Invariant: until the rename, the file at the path is untouched; after an error, no other file is left behind, and no file of
//! another process is removed. Only a crash can leave one, called `.shapeflow-RANDOM.tmp`. (tempfile would give the file
//! permissions for the owner alone, but a server under another user must be able to read a model.)

use std::ffi::OsStr;
use std::fs::{self, File, Metadata, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};

use super::writer::WriteSeek;
use crate::{Error, Result};

/// How often a random name may be taken already.
const ATTEMPTS: usize = 16;

/// Writes a file with the contents that `fill` produces. A file that it replaces passes on its permissions and, where the process
/// may set them, its owner and group.
pub(super) fn write(path: &Path, fill: impl FnOnce(&mut dyn WriteSeek) -> Result<()>) -> Result<()> {
    if path.file_name().is_none() {
        return Err(Error::new("the path does not end in a file name"));
    }
    let replaced = replaced(path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (new, mut file) = New::create(folder)?;
    fill(&mut file)?;
    if let Some(old) = replaced {
        file.set_permissions(old.permissions())?;
        keep_owner(&new.0, &old);
    }
    file.sync_all()?;
    drop(file);
    fs::rename(&new.0, path)?;
    std::mem::forget(new);
    sync_folder(folder)
}

/// Whether a file of this name was left by a process that crashed while it wrote.
#[cfg(feature = "cache")]
pub(crate) fn is_temporary(name: &OsStr) -> bool {
    let middle = name.to_str().and_then(|name| name.strip_prefix(".shapeflow-")?.strip_suffix(".tmp"));
    middle.is_some_and(|number| number.len() == 16 && number.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// Returns the file at the path; `None` if there is none, or a symbolic link, which is replaced as such.
fn replaced(path: &Path) -> Result<Option<Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(old) if old.is_file() => Ok(Some(old)),
        Ok(old) if old.is_symlink() => Ok(None),
        Ok(old) if old.is_dir() => Err(Error::new("is a folder; give the path of a file in it")),
        Ok(_) => Err(Error::new("is a device, a FIFO or a socket, and not a file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The new file. It is removed if it is dropped before it is renamed.
struct New(PathBuf);

impl New {
    /// Creates a file of a random name. Names from process numbers repeat: in containers, every process has the number 1.
    fn create(folder: &Path) -> Result<(Self, File)> {
        let mut attempt = 1;
        loop {
            let number = RandomState::new().build_hasher().finish();
            let path = folder.join(format!(".shapeflow-{number:016x}.tmp"));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok((Self(path), file)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < ATTEMPTS => {
                    attempt += 1;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

impl Drop for New {
    fn drop(&mut self) {
        // There is an earlier error, which is more useful than this one.
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(unix)]
fn keep_owner(new: &Path, old: &Metadata) {
    use std::os::unix::fs::{MetadataExt, chown};
    // Only some processes may do this. The file is then theirs, as after every save.
    let _ = chown(new, Some(old.uid()), Some(old.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &Metadata) {}

/// Makes the rename itself survive a loss of power. Only on Unix can a folder be opened as a file, and only by who may read it.
fn sync_folder(folder: &Path) -> Result<()> {
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        folder.sync_all()?;
    }
    Ok(())
}
