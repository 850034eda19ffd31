//! [`Room`]: the limit of a store, and how much of it is used.
//!
//! Invariant: the folder is listed only if this process may have exceeded the limit, or has written many entries since it last
//! looked; a removal makes room for an eighth of the limit. So the cost of a `put` does not grow with the number of entries.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use super::folder::{Folder, remove};

/// The number of entries after which the folder is listed again, because other processes write to it too.
const PUTS: u64 = 1_000;

/// The limit of the entries of a folder, and an estimate of their size that all clones of a store share.
#[derive(Debug, Clone)]
pub(super) struct Room {
    limit: u64,
    used: Arc<Mutex<Used>>,
}

#[derive(Debug, Default)]
struct Used {
    /// The size of all entries when they were last listed, and of those written since; `None` before the first time.
    bytes: Option<u64>,
    puts: u64,
}

impl Room {
    pub(super) fn new(limit: u64) -> Self {
        Self { limit, used: Arc::default() }
    }

    pub(super) fn limit(&self) -> u64 {
        self.limit
    }

    /// Accounts for a new entry of `bytes`, and removes the least recently used entries if there is too little room.
    pub(super) fn added(&self, bytes: u64, folder: &Folder) -> io::Result<()> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.puts += 1;
        used.bytes = used.bytes.map(|before| before.saturating_add(bytes));
        match used.bytes {
            Some(all) if all <= self.limit && used.puts < PUTS => Ok(()),
            _ => {
                *used = Used { bytes: Some(self.remove(folder)?), puts: 0 };
                Ok(())
            }
        }
    }

    /// Removes the least recently used entries if all together exceed the limit; returns the size of the rest.
    fn remove(&self, folder: &Folder) -> io::Result<u64> {
        let mut entries = folder.scan()?;
        let mut total: u64 = entries.iter().map(|entry| entry.bytes).sum();
        if total <= self.limit {
            return Ok(total);
        }
        entries.sort_by(|one, other| (one.used, &one.path).cmp(&(other.used, &other.path)));
        let goal = self.limit - self.limit / 8;
        for entry in entries {
            if total <= goal {
                break;
            }
            remove(&entry.path)?;
            total -= entry.bytes;
        }
        Ok(total)
    }
}
