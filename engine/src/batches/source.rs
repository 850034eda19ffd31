//! [`Source`]: batches that can be read pass after pass.
//!
//! Invariant: a source that cannot be read again returns an error; it never returns an empty second pass.

use std::fmt;
use std::sync::Mutex;

use crate::{Error, Result};

/// Batches that can be read pass after pass, each pass from the first batch.
///
/// For the `fit_batches` of a pipeline, a batch is a tuple of the inputs and then the `fit(..)` inputs, or the input if there
/// is only one; for [`learn`](super::learn()) it is `(x, y)`. The iterator is `Send`, so that one thread can
/// read batches and another can learn from them.
///
/// A source of your own is often a function: see [`from_fn`].
pub trait Source {
    /// The type of a batch.
    type Batch;

    /// Returns the batches of a pass; passes count from 0. A shuffled source uses the number as its epoch.
    ///
    /// # Errors
    /// Returns an error if the source cannot be opened, or cannot be opened again. Each batch can be an error, too.
    fn pass(&self, number: usize) -> Result<impl Iterator<Item = Result<Self::Batch>> + Send>;

    /// Converts each batch, for example the columns of a file to `(x, y)`.
    fn map<B, F: Fn(Self::Batch) -> Result<B> + Sync>(self, make: F) -> Map<Self, F>
    where
        Self: Sized,
    {
        Map { source: self, make }
    }
}

impl<S: Source + ?Sized> Source for &S {
    type Batch = S::Batch;

    fn pass(&self, number: usize) -> Result<impl Iterator<Item = Result<S::Batch>> + Send> {
        (**self).pass(number)
    }
}

/// A source whose batches are converted: see [`Source::map`].
#[derive(Debug, Clone)]
pub struct Map<S, F> {
    source: S,
    make: F,
}

impl<S: Source + Sync, B, F: Fn(S::Batch) -> Result<B> + Sync> Source for Map<S, F> {
    type Batch = B;

    fn pass(&self, number: usize) -> Result<impl Iterator<Item = Result<B>> + Send> {
        Ok(self.source.pass(number)?.map(|batch| batch.and_then(&self.make)))
    }
}

/// Creates a source that calls `open` for each pass.
///
/// ```
/// use shapeflow::batches::{Source, from_fn};
///
/// let source = from_fn(|| Ok((0..3).map(Ok)));
/// for pass in 0..2 {
///     let batches: Result<Vec<i32>, _> = source.pass(pass)?.collect();
///     assert_eq!(batches?, [0, 1, 2]);
/// }
/// # Ok::<(), shapeflow::Error>(())
/// ```
pub fn from_fn<B, I, F>(open: F) -> FromFn<F>
where
    F: Fn() -> Result<I>,
    I: IntoIterator<Item = Result<B>>,
{
    FromFn { open }
}

/// A source made of a function: see [`from_fn`].
#[derive(Clone)]
pub struct FromFn<F> {
    open: F,
}

impl<F> fmt::Debug for FromFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FromFn").finish_non_exhaustive()
    }
}

impl<B, I, F> Source for FromFn<F>
where
    F: Fn() -> Result<I>,
    I: IntoIterator<Item = Result<B>, IntoIter: Send>,
{
    type Batch = B;

    fn pass(&self, _: usize) -> Result<impl Iterator<Item = Result<B>> + Send> {
        Ok((self.open)()?.into_iter())
    }
}

/// Creates a source that can be read once: a socket, a pipe, a generator. Steps that need several passes cannot learn from it.
///
/// ```
/// use shapeflow::batches::{Source, once};
///
/// let source = once([1, 2].map(Ok));
/// assert_eq!(source.pass(0)?.count(), 2);
/// assert!(source.pass(1).is_err());
/// # Ok::<(), shapeflow::Error>(())
/// ```
pub fn once<B, I: IntoIterator<Item = Result<B>>>(batches: I) -> Once<I::IntoIter> {
    Once { batches: Mutex::new(Some(batches.into_iter())) }
}

/// A source that can be read once: see [`once`].
#[derive(Debug)]
pub struct Once<I> {
    batches: Mutex<Option<I>>,
}

impl<B, I: Iterator<Item = Result<B>> + Send> Source for Once<I> {
    type Batch = B;

    fn pass(&self, _: usize) -> Result<impl Iterator<Item = Result<B>> + Send> {
        let mut batches = self.batches.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        batches.take().ok_or_else(|| {
            Error::new(
                "these batches can be read only once, and another pass is asked for; \
                 give a source that can be opened again, with `from_fn`",
            )
        })
    }
}
