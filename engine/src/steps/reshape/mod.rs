//! Steps that rearrange values without computing with them.

mod columns;
mod concat;
mod flatten;
mod storage;

pub use columns::{Columns, IntoColumns};
pub use concat::Concat;
pub use flatten::Flatten;
pub use storage::{ToDense, ToSparse};
