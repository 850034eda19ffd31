//! What is learnt from one part of the rows after the other, where nothing is known before the first part.

use crate::Result;

/// Adds what was learnt from `later` rows; `None` stands for no rows.
///
/// # Errors
/// Those of `merge`.
pub(super) fn add<T>(
    earlier: &mut Option<T>,
    later: Option<T>,
    merge: impl FnOnce(&mut T, &T) -> Result<()>,
) -> Result<()> {
    match (earlier.as_mut(), later) {
        (Some(earlier), Some(later)) => merge(earlier, &later)?,
        (None, later) => *earlier = later,
        (Some(_), None) => {}
    }
    Ok(())
}
