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

    /// Returns the number of batches of each pass, where it is known without reading them: arrays in memory, a file that states its
    /// number of rows. An observer of a fit gets it with each batch, as
    /// [`EventKind::Batch::of`](crate::step::EventKind::Batch). `None` is always right.
    fn batch_count(&self) -> Option<usize> {
        None
    }

    /// Converts each batch, for example the columns of a file to `(x, y)`.
    fn map<B, F: Fn(Self::Batch) -> Result<B> + Sync>(self, make: F) -> Map<Self, F>
    where
        Self: Sized,
    {
        Map { source: self, make }
    }

    /// Pairs each batch with one of another source, for example images and labels from two files. The two need the same number of
    /// batches, and, as always, a batch of each the same number of rows.
    ///
    /// ```
    /// use shapeflow::batches::{Rows, Source};
    /// use shapeflow::prelude::*;
    ///
    /// let x = Rows::of(array![1.0, 2.0, 3.0]).by(2)?;
    /// let y = Rows::of(array!['a', 'b', 'c']).by(2)?;
    /// let pairs: Result<Vec<_>> = x.zip(y).pass(0)?.collect();
    /// assert_eq!(pairs?[1], (array![3.0].into_shared(), array!['c'].into_shared()));
    /// # Ok::<(), Error>(())
    /// ```
    fn zip<S: Source>(self, other: S) -> Zip<Self, S>
    where
        Self: Sized,
    {
        Zip { one: self, other }
    }
}

impl<S: Source + ?Sized> Source for &S {
    type Batch = S::Batch;

    fn pass(&self, number: usize) -> Result<impl Iterator<Item = Result<S::Batch>> + Send> {
        (**self).pass(number)
    }

    fn batch_count(&self) -> Option<usize> {
        (**self).batch_count()
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

    fn batch_count(&self) -> Option<usize> {
        self.source.batch_count()
    }
}

/// Two sources, batch by batch: see [`Source::zip`].
#[derive(Debug, Clone)]
pub struct Zip<S, T> {
    one: S,
    other: T,
}

impl<S: Source, T: Source> Source for Zip<S, T> {
    type Batch = (S::Batch, T::Batch);

    fn pass(&self, number: usize) -> Result<impl Iterator<Item = Result<Self::Batch>> + Send> {
        let (mut ones, mut others) = (self.one.pass(number)?, self.other.pass(number)?);
        let mut batch = 0;
        Ok(std::iter::from_fn(move || {
            batch += 1;
            match (ones.next(), others.next()) {
                (None, None) => None,
                (Some(one), Some(other)) => Some(one.and_then(|one| Ok((one, other?)))),
                (Some(Err(error)), None) | (None, Some(Err(error))) => Some(Err(error)),
                (one, _) => {
                    let [ended, goes_on] =
                        if one.is_none() { ["first", "second"] } else { ["second", "first"] };
                    Some(Err(Error::new(format!(
                        "two sources that are read together need the same number of batches, but the {ended} one ends after {} and the {goes_on} one goes on",
                        batch - 1
                    ))))
                }
            }
        }))
    }

    fn batch_count(&self) -> Option<usize> {
        self.one.batch_count().or(self.other.batch_count())
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

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use ndarray::{ArcArray1, Array2};

    use super::*;
    use crate::Phase;
    use crate::batches::{Rows, learn};
    use crate::step::{Context, Event, EventKind, Observer, Run};
    use crate::steps::StandardScaler;

    fn numbers(count: usize) -> impl Source<Batch = usize> {
        from_fn(move || Ok((0..count).map(Ok)))
    }

    #[test]
    fn two_sources_end_together() {
        let pairs: Result<Vec<_>> = numbers(2).zip(numbers(2)).pass(0).expect("opens").collect();
        assert_eq!(pairs.expect("two"), [(0, 0), (1, 1)]);
        for (one, other, ended) in [(1, 3, "first"), (3, 1, "second")] {
            let pairs: Vec<_> = numbers(one).zip(numbers(other)).pass(0).expect("opens").take(2).collect();
            let error = pairs.into_iter().last().expect("two").expect_err("one of them ended").to_string();
            assert!(error.contains(&format!("the {ended} one ends after 1")), "{error}");
        }
    }

    #[test]
    fn known_counts_go_through_and_reach_the_observer() {
        #[derive(Default)]
        struct Counts(Mutex<Vec<(usize, Option<usize>)>>);
        impl Observer for Counts {
            fn event(&self, event: &Event<'_>) {
                if let EventKind::Batch { batch, of, .. } = event.kind {
                    self.0.lock().expect("no panic").push((batch, of));
                }
            }
        }
        let counts = Arc::new(Counts::default());
        let run = Run::new().observer(counts.clone());
        let context = Context::root(&run, "test", Phase::Fit);
        let x = Array2::from_shape_fn((5, 2), |(row, column)| (row * 3 + column) as f64);
        let known = Rows::of(x.clone()).by(3).expect("a size");
        let source = (&known).zip(from_fn(|| Ok([0, 1].map(Ok)))).map(|(x, _)| Ok((x, ())));
        learn(&StandardScaler::default(), &source, &context).expect("a fit");
        let unknown = from_fn(|| Ok([Ok((x.clone().into_shared(), ()))]));
        learn(&StandardScaler::default(), &unknown, &context).expect("a fit");
        assert_eq!(*counts.0.lock().expect("no panic"), [(0, Some(2)), (1, Some(2)), (0, None)]);
        assert_eq!(Rows::of(ArcArray1::<u8>::zeros(0)).by(3).expect("a size").batch_count(), Some(0));
    }
}
