//! The kind of a node.
//!
//! Invariant: this is the only file that lists all kinds.

use proc_macro2::Span;

use super::choice::{Choice, ChoiceNode};
use super::column::Column;
use super::expect::Expect;
use super::inverse::Inverse;
use super::kind::Kind;
use super::reapply::{Reapply, ReapplyExpect};
use super::site::Site;
use super::step::Step;
use crate::emit::names::Names;
use crate::model::{NodeId, NodeKind, StepSpec};

/// Returns the kind of the node `id`.
pub(crate) fn of<'model>(names: &'model Names<'model>, id: NodeId) -> Box<dyn Kind + 'model> {
    let (site, pipeline) = (Site::new(names, id), names.pipeline);
    let reused = pipeline.reused(site.node);
    match &site.node.kind {
        NodeKind::Step { spec: StepSpec { path, text, .. }, .. } => match Choice::of(names, id) {
            Some(choice) => Box::new(ChoiceNode { site, choice, path, text }),
            None => Box::new(Step { site, path, text }),
        },
        NodeKind::Expect(dims) => Box::new(Expect { site, dims }),
        NodeKind::Column { name, is_wrong, .. } => Box::new(Column { site, name, is_wrong: *is_wrong }),
        NodeKind::Inverse { text, end, .. } => Box::new(Inverse { site, of: reused, text, end: *end }),
        NodeKind::Reapply { after, text, end, .. } => match pipeline.reapplied_expect(site.node) {
            Some(of) => Box::new(ReapplyExpect { site, of, after: *after, text, end: *end }),
            None => Box::new(Reapply { site, of: reused, after: *after, text, end: *end }),
        },
    }
}

/// Sets the spans of errors in a node to `nowhere`.
pub(crate) fn forget_places(kind: &mut NodeKind, nowhere: Span) {
    match kind {
        NodeKind::Step { spec, arms } => {
            spec.span = nowhere;
            arms.iter_mut().for_each(|arm| arm.spec.span = nowhere);
        }
        NodeKind::Expect(dims) => dims.span = nowhere,
        NodeKind::Column { .. } => {}
        NodeKind::Inverse { end, .. } | NodeKind::Reapply { end, .. } => *end = nowhere,
    }
}
