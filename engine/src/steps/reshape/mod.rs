//! Steps that rearrange values without computing with them.

mod columns;
mod concat;
mod flatten;

pub use columns::{Columns, IntoColumns};
pub use concat::Concat;
pub use flatten::Flatten;
