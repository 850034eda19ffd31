//! What flows along a chain: one value, or a list of values.

use proc_macro2::Span;

use super::unresolved::{UnresolvedArguments, Use};
use crate::parse::syntax::Form;

/// What flows along a chain.
pub(super) enum Flow {
    One(Use),
    /// A tuple or an array: the input of a step that joins the values, or the right side of several names.
    Many {
        form: Form,
        uses: Vec<Use>,
        span: Span,
    },
}

impl Flow {
    pub(super) const UNKNOWN: Flow = Flow::One(Use::UNKNOWN);

    pub(super) fn uses(self) -> Vec<Use> {
        match self {
            Flow::One(one) => vec![one],
            Flow::Many { uses, .. } => uses,
        }
    }

    /// Returns the same values for a second branch. A name is emitted once, so only the first branch keeps it.
    pub(super) fn branch(&self) -> Flow {
        match self {
            Flow::One(one) => Flow::One(Use::unnamed(one.value)),
            Flow::Many { form, uses, span } => {
                let uses = uses.iter().map(|one| Use::unnamed(one.value)).collect();
                Flow::Many { form: *form, uses, span: *span }
            }
        }
    }

    /// Returns the values as arguments of a node.
    pub(super) fn arguments(self) -> UnresolvedArguments {
        match self {
            Flow::One(one) => one.into_arguments(),
            Flow::Many { form, uses, .. } => UnresolvedArguments { form, uses },
        }
    }
}
