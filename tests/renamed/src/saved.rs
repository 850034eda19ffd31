//! The derives under the other name.

use sf::save::Save;

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq, Save)]
#[save(crate = sf, version = 2, oldest = 1)]
#[non_exhaustive]
pub enum Counted<T> {
    /// Nothing.
    Nothing,
    /// By row.
    Rows(u64, T),
    /// By column.
    Columns {
        /// The columns.
        all: Vec<T>,
        /// Their number.
        #[save(since = 2)]
        count: u64,
    },
}
