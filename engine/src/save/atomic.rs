//! Writes a file completely or not at all.
//!
//! Invariant: until the rename, the file at the path is untouched; after an error, no other file is left behind. Only a
//! crash can leave one, called `.NAME.PROCESS-NUMBER.tmp`. (tempfile would give the file permissions for the owner
//! alone, but a server under another user must be able to read a model.)

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::writer::WriteSeek;
use crate::{Error, Result};

/// Writes a file with the contents that `fill` produces.
pub(super) fn write(path: &Path, fill: impl FnOnce(&mut dyn WriteSeek) -> Result<()>) -> Result<()> {
    let Some(name) = path.file_name() else {
        return Err(Error::new("the path does not end in a file name"));
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}-{number}.tmp", std::process::id()));
    let new = New(folder.join(hidden));

    let mut file = OpenOptions::new().write(true).create_new(true).open(&new.0)?;
    fill(&mut file)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&new.0, path)?;
    std::mem::forget(new);
    sync_folder(folder)
}

/// The new file. It is removed if it is dropped before it is renamed.
struct New(PathBuf);

impl Drop for New {
    fn drop(&mut self) {
        // There is an earlier error, which is more useful than this one.
        let _ = fs::remove_file(&self.0);
    }
}

/// Makes the rename itself survive a loss of power. Only on Unix can a folder be opened as a file.
fn sync_folder(folder: &Path) -> Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
