//! The names of declared sizes, where an editor finds them.
//!
//! Invariant: a name has one definition, so that a rename reaches every use, or is refused.

use proc_macro2::Ident;

use crate::emit::names::{arms, spec};
use crate::emit::spans::unrenamed;
use crate::model::{Pipeline, Size, SizeUse};

/// Returns the name of a declared size where it is declared. It is renamed only if no use is short, `{ k }`: there the name
/// of the field would change, too.
pub(crate) fn defined(pipeline: &Pipeline, size: &Size) -> Ident {
    let mut name = size.name.clone();
    if uses(pipeline).any(|one| one.written == size.name && is_short(one)) {
        name.set_span(unrenamed(name.span()));
    }
    name
}

/// Returns the hyperparameters that are set to sizes.
pub(crate) fn uses(pipeline: &Pipeline) -> impl Iterator<Item = &SizeUse> {
    pipeline.nodes.iter().flat_map(|node| {
        spec(node).into_iter().chain(arms(node).iter().map(|arm| &arm.spec)).flat_map(|spec| &spec.sizes)
    })
}

/// Whether the name of the size is also that of the field: `{ k }`.
pub(crate) fn is_short(one: &SizeUse) -> bool {
    one.field == one.written
}
