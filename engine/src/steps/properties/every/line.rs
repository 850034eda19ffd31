//! [`Line`]: a step with its cases, whatever their types.

use super::case::{Case, Check, OutOf};
use super::values::Values;
use crate::save::Save;
use crate::step::Fit;

/// A line of the table.
pub(super) struct Line {
    pub(super) name: &'static str,
    pub(super) cases: Vec<Box<dyn Check>>,
}

impl Line {
    /// Adds a case.
    pub(super) fn with<S, X, Y>(mut self, case: Case<S, X, Y>) -> Self
    where
        S: Fit<X, Y> + 'static,
        X: Values,
        Y: Values,
        S::Fitted: Save,
        OutOf<S, X>: Values,
    {
        self.cases.push(any(case));
        self
    }
}

/// A case of any types.
pub(super) fn any<S, X, Y>(case: Case<S, X, Y>) -> Box<dyn Check>
where
    S: Fit<X, Y> + 'static,
    X: Values,
    Y: Values,
    S::Fitted: Save,
    OutOf<S, X>: Values,
{
    Box::new(case)
}

/// The name of a step, and its cases.
macro_rules! line {
    ($name:ident: $($case:expr),+ $(,)?) => {
        $crate::steps::properties::every::line::Line {
            name: stringify!($name),
            cases: vec![$($crate::steps::properties::every::line::any($case)),+],
        }
    };
}
pub(super) use line;
