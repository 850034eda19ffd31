//! A file or bytes, and the parts of it that are asked for.
//!
//! Invariant: a part that does not lie within the file is an error, before memory for it is allocated.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;

use ::parquet::errors::{ParquetError, Result as ParquetResult};
use ::parquet::file::reader::{ChunkReader, Length};
use bytes::Bytes;

/// Where the bytes of a file are.
#[derive(Debug, Clone)]
pub(super) enum Place {
    File(PathBuf),
    Memory(Bytes),
}

impl Place {
    pub(super) fn open(&self) -> std::io::Result<Input> {
        match self {
            Self::Memory(bytes) => Ok(Input::Memory(bytes.clone())),
            Self::File(path) => {
                let file = File::open(path)?;
                let length = file.metadata()?.len();
                Ok(Input::File(Arc::new(file), length))
            }
        }
    }
}

/// An open file.
#[derive(Debug, Clone)]
pub(super) enum Input {
    File(Arc<File>, u64),
    Memory(Bytes),
}

impl Length for Input {
    fn len(&self) -> u64 {
        match self {
            Self::File(_, length) => *length,
            Self::Memory(bytes) => bytes.len() as u64,
        }
    }
}

impl ChunkReader for Input {
    type T = Box<dyn Read>;

    fn get_read(&self, start: u64) -> ParquetResult<Box<dyn Read>> {
        match self {
            Self::File(file, _) => {
                let mut file = file.try_clone()?;
                file.seek(SeekFrom::Start(start))?;
                Ok(Box::new(file))
            }
            Self::Memory(_) => {
                let left = self.len().saturating_sub(start);
                let bytes = self.get_bytes(start, usize::try_from(left).unwrap_or(usize::MAX))?;
                Ok(Box::new(std::io::Cursor::new(bytes)))
            }
        }
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        let end = start.checked_add(length as u64).filter(|end| *end <= self.len());
        let Some(end) = end else {
            return Err(ParquetError::EOF(format!(
                "{length} bytes at {start} are needed, but the file has {}",
                self.len()
            )));
        };
        match self {
            Self::Memory(bytes) => Ok(bytes.slice(start as usize..end as usize)),
            Self::File(file, _) => {
                let mut file = file.try_clone()?;
                file.seek(SeekFrom::Start(start))?;
                let mut bytes = vec![0; length];
                file.read_exact(&mut bytes)?;
                Ok(bytes.into())
            }
        }
    }
}
