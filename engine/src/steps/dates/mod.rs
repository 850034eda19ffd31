//! Dates and times as numbers.
//!
//! | file | owns |
//! |---|---|
//! | `moment` | [`Moment`]: the types of dates and times, as a date and a time of the day |
//! | `part` | [`DatePart`]: a part such as the month, as a number |
//! | `cycle` | [`DateCycle`]: a place on a circle, such as that of the day in its year |
//! | `parse` | [`ParseDate`]: dates and times from texts |

mod cycle;
mod moment;
mod parse;
mod part;

pub use cycle::{Cycle, DateCycle};
pub use moment::Moment;
pub use parse::{FromFormat, ParseDate};
pub use part::{DatePart, Part};
