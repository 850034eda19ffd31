//! [`Distribution`]: the values that a search samples for a hyperparameter, and their probabilities.
//!
//! | constructor | values | scikit-learn, SciPy, Optuna, Hyperopt |
//! |---|---|---|
//! | [`uniform`]`(0.0..=1.0)` | real numbers | `scipy.stats.uniform`, `suggest_float`, `hp.uniform` |
//! | [`log`]`(1e-3..=1e2)` | positive numbers, uniform in their logarithm | `loguniform`, `suggest_float(log=True)`, `hp.loguniform` |
//! | [`normal`]`(0.0, 1.0)` | real numbers near a mean; [`within`](Adjust::within) cuts it to a range | `norm`, `truncnorm`, `hp.normal` |
//! | [`log_normal`]`(0.0, 1.0)` | positive numbers whose logarithm is normal | `lognorm`, `hp.lognormal` |
//! | [`integer`]`(1..=8)` | each integer; [`by`](Adjust::by) sets a step | `randint`, `suggest_int` |
//! | [`log_integer`]`(1..=1024)` | integers, uniform in their logarithm | `suggest_int(log=True)` |
//! | [`Adjust::quantised`] | one of the first four, rounded to steps from the low end of its range | `suggest_float(step=..)`, `hp.quniform` |
//! | [`categorical`]`(["a", "b"])` | values without an order | `suggest_categorical`, `hp.choice` |
//! | [`ordinal`]`([1, 2, 4])` | values with an order | |
//! | [`boolean`]`()` | `false`, `true` | |
//!
//! | file | contents |
//! |---|---|
//! | `distribution` | [`Distribution`] |
//! | `constructors` | the constructors, and [`Adjust`] |
//! | `real`, `gaussian` | continuous distributions |
//! | `integers`, `lattice`, `listed` | discrete distributions |
//! | `quantile` | quantiles of discrete distributions |

mod constructors;
#[expect(clippy::module_inception, reason = "the module's main item")]
mod distribution;
pub(crate) mod gaussian;
mod integers;
mod lattice;
mod listed;
mod quantile;
mod real;
#[cfg(test)]
mod tests;

pub use constructors::{
    Adjust, Declared, boolean, categorical, integer, log, log_integer, log_normal, normal, ordinal, uniform,
};
pub use distribution::Distribution;
