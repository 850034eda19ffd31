//! [`add`]: adds up the states of parts, where there is no state before the first part.

use crate::Result;

/// Adds the state of `later` rows to that of `earlier` ones; `None` is the state of no rows.
pub(crate) fn add<T>(
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
