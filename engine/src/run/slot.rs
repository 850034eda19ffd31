//! Slots: they hold a value between the node that produces it and the nodes that use it.
//!
//! Invariant: a value is in memory only from its `put` to its last use. The last use owns it: if no other clone exists,
//! an `ArcArray` is then unshared and may be changed in place.

use std::fmt;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::failure::caught;
use crate::{Error, Result};

/// Holds a node's output for a known number of uses.
///
/// ```
/// use shapeflow::plumbing::Slot;
/// use std::sync::Arc;
///
/// let slot = Slot::new();
/// slot.put(Arc::new(5), 2);
/// let first = slot.take()?;
/// drop(first);
/// let last = slot.take()?;
/// assert_eq!(Arc::strong_count(&last), 1); // moved out, not cloned
/// assert!(slot.take().is_err());
/// # Ok::<(), shapeflow::Error>(())
/// ```
pub struct Slot<T>(Mutex<Held<T>>);

struct Held<T> {
    left: u32,
    value: Option<T>,
}

impl<T> Slot<T> {
    /// An empty slot.
    pub const fn new() -> Self {
        Self(Mutex::new(Held { left: 0, value: None }))
    }

    /// Stores the value for this many uses. A value with 0 uses is dropped.
    pub fn put(&self, value: T, uses: u32) {
        if uses > 0 {
            let mut held = self.lock();
            held.left = uses;
            // The old value, if there is one, is dropped after the lock is released.
            let _old = held.value.replace(value);
            drop(held);
        }
    }

    /// Takes the value for one use: a clone or, at the last use, the value itself.
    ///
    /// # Errors
    /// The slot is empty. That is a bug of the engine, not of a step.
    pub fn take(&self) -> Result<T>
    where
        T: Clone,
    {
        let mut held = self.lock();
        let value = if held.left > 1 { held.value.clone() } else { held.value.take() };
        held.left = held.left.saturating_sub(1);
        value.ok_or_else(|| empty("value"))
    }

    /// Gives up one use; the last one drops the value. An empty slot stays empty.
    pub fn release(&self) {
        let mut held = self.lock();
        held.left = held.left.saturating_sub(1);
        let dropped = if held.left == 0 { held.value.take() } else { None };
        // The value is dropped after the lock is released.
        drop(held);
        drop(dropped);
    }

    fn lock(&self) -> MutexGuard<'_, Held<T>> {
        // The lock is poisoned if a `clone` panicked; the original value is intact.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> fmt::Debug for Slot<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slot").field("left", &self.lock().left).finish_non_exhaustive()
    }
}

/// A run that failed leaves values in its slots. A panic while one is dropped must not replace the error of the run, nor leave the
/// others undropped.
impl<T> Drop for Slot<T> {
    fn drop(&mut self) {
        let held = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = held.value.take() {
            drop_caught(value);
        }
    }
}

/// Holds a fitted step until the end of the run. Until then, other nodes can borrow it (`inverse` does).
///
/// ```
/// use shapeflow::plumbing::FittedSlot;
///
/// let slot = FittedSlot::new();
/// slot.put("fitted")?;
/// assert_eq!(slot.get()?, &"fitted");
/// assert!(slot.put("again").is_err());
/// assert_eq!(slot.into_inner()?, "fitted");
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[derive(Debug)]
pub struct FittedSlot<T>(OnceLock<T>);

impl<T> FittedSlot<T> {
    /// An empty slot.
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// Stores the fitted step, once.
    ///
    /// # Errors
    /// The slot has one already. That is a bug of the engine, not of a step.
    #[inline]
    pub fn put(&self, fitted: T) -> Result<()> {
        self.0.set(fitted).map_err(|_| Error::bug("a step was fitted twice in one run"))
    }

    /// Borrows the fitted step.
    ///
    /// # Errors
    /// The slot is empty. That is a bug of the engine, not of a step.
    pub fn get(&self) -> Result<&T> {
        self.0.get().ok_or_else(|| empty("fitted step"))
    }

    /// Takes the fitted step, at the end of the run.
    ///
    /// # Errors
    /// The slot is empty. That is a bug of the engine, not of a step.
    pub fn into_inner(mut self) -> Result<T> {
        self.0.take().ok_or_else(|| empty("fitted step"))
    }
}

/// As for a [`Slot`].
impl<T> Drop for FittedSlot<T> {
    fn drop(&mut self) {
        if let Some(fitted) = self.0.take() {
            drop_caught(fitted);
        }
    }
}

/// Drops a value; a panic is reported to `tracing`.
fn drop_caught<T>(value: T) {
    let dropped = caught(|| {
        drop(value);
        Ok(())
    });
    if let Err(panicked) = dropped {
        let message = panicked.message();
        tracing::error!(target: "shapeflow", "while a value of a failed run was dropped: {message}");
    }
}

impl<T> Default for FittedSlot<T> {
    fn default() -> Self {
        Self::new()
    }
}

#[cold]
fn empty(what: &str) -> Error {
    Error::bug(format_args!("a node uses a {what} that does not exist"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use ndarray::{ArcArray, Ix1};

    use super::*;

    #[test]
    fn the_last_of_three_uses_owns_the_array() -> Result<()> {
        let slot = Slot::new();
        let array = ArcArray::<f32, Ix1>::zeros(4);
        let buffer = array.as_ptr();
        slot.put(array, 3);
        let (first, second) = (slot.take()?, slot.take()?);
        assert_eq!([first.as_ptr(), second.as_ptr()], [buffer; 2]);
        drop((first, second));
        let mut last = slot.take()?;
        // Changing an array that is shared would copy it.
        last.mapv_inplace(|x| x + 1.0);
        assert_eq!((last.as_ptr(), last.sum()), (buffer, 4.0));
        assert!(slot.take().is_err());
        Ok(())
    }

    #[test]
    fn a_value_is_cloned_for_all_uses_but_the_last() -> Result<()> {
        let clones = AtomicU32::new(0);
        struct Clones<'a>(&'a AtomicU32, Arc<()>);
        impl Clone for Clones<'_> {
            fn clone(&self) -> Self {
                self.0.fetch_add(1, Ordering::Relaxed);
                Self(self.0, self.1.clone())
            }
        }
        for uses in 0..5 {
            let alive = Arc::new(());
            let slot = Slot::new();
            slot.put(Clones(&clones, alive.clone()), uses);
            for left in (0..uses).rev() {
                drop(slot.take()?);
                assert_eq!(
                    Arc::strong_count(&alive),
                    if left == 0 { 1 } else { 2 },
                    "{left} of {uses} uses left"
                );
            }
            assert_eq!(Arc::strong_count(&alive), 1, "{uses} uses");
            assert_eq!(clones.swap(0, Ordering::Relaxed), uses.saturating_sub(1), "{uses} uses");
            assert!(slot.take().is_err());
        }
        Ok(())
    }

    #[test]
    fn uses_on_eight_threads_find_one_owner() -> Result<()> {
        for _ in 0..200 {
            let slot = Slot::new();
            slot.put(Arc::new(()), 8);
            let taken: Vec<_> = std::thread::scope(|scope| {
                let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| slot.take())).collect();
                threads.into_iter().map(|thread| thread.join().expect("no panic")).collect::<Result<_>>()
            })?;
            assert_eq!(Arc::strong_count(&taken[0]), 8);
            assert!(slot.take().is_err());
        }
        Ok(())
    }
}
