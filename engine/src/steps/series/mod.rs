//! Series: values in the order of time, as rows to learn from.
//!
//! The first axis is the time, so no step here is row-wise: a row of the output depends on several rows of the input. A step that
//! looks `k` values back has `k` rows less than its input, and its first row belongs to row `k` of the input; [`SkipRows`] brings
//! values that do not look back to the same rows.
//!
//! | file | owns |
//! |---|---|
//! | `windows` | [`Windows`] and [`Ahead`]: windows of the series, and the value that follows each of them |
//! | `values_ahead` | [`ValuesAhead`]: the value that follows any features |
//! | `lags` | [`Lags`]: the values at some distances before each place |
//! | `differences` | [`Differences`]: the change since some places before |
//! | `rolling` | [`Rolling`]: a statistic of each window; `sliding` has the algorithm |
//! | `skip_rows` | [`SkipRows`]: the values without the first ones |
//! | `spectrum` | `FftMagnitudes`: the strength of each frequency, with the feature `fft` |

mod differences;
mod lags;
mod rolling;
mod skip_rows;
mod sliding;
#[cfg(feature = "fft")]
mod spectrum;
mod values_ahead;
mod windows;

pub use differences::Differences;
pub use lags::Lags;
pub use rolling::{Rolling, RollingStatistic};
pub use skip_rows::SkipRows;
#[cfg(feature = "fft")]
pub use spectrum::FftMagnitudes;
pub use values_ahead::ValuesAhead;
pub use windows::{Ahead, Windows};
