//! What a pipeline and its steps are, for the key of a cache.
//!
//! Invariant: a step of which it is not known what it is makes the identity unknown.

use std::any::Any;

use super::step_access::StepAccess;
use crate::plumbing::plan::capability::hyperparameters::HyperparameterVtable;
use crate::plumbing::plan::capability::identity::StepIdentity;
use crate::plumbing::plan::node::Node;
use crate::space::Identity;

/// Tells what a pipeline is: its nodes with their steps, and how they are wired.
pub fn identify<P: StepAccess>(pipeline: &P, identity: &mut Identity) {
    let info = P::info();
    for (number, node) in info.nodes.iter().enumerate() {
        identity.part(node.path, |identity| {
            let of_type = &node.identity;
            for text in [node.step, (of_type.type_name)()] {
                identity.text(text);
            }
            let Node { inputs, targets, outputs, .. } = node;
            identity.text(&format!("{inputs:?} {targets:?} {outputs:?} {:?}", node.reuses));
            identity.text(&format!("{:?} {:?}", node.bypass, of_type.revision));
            identity.text(&format!("{:?}", of_type.saved.map(|saved| saved.version())));
            identify_step(node, pipeline.step(number), identity);
        });
    }
    identity.text(&format!("{:?}", info.fit_transform.outputs()));
}

/// Tells what the step of a node is, beside its type.
pub(crate) fn identify_step(node: &Node, step: &dyn Any, identity: &mut Identity) {
    identify_as((node.step, &node.identity, node.hyperparameters), step, identity);
}

/// Tells what a step is, beside its type: by what is known of that.
pub(crate) fn identify_as(
    (text, of_type, vtable): (&str, &StepIdentity, Option<HyperparameterVtable>),
    step: &dyn Any,
    identity: &mut Identity,
) {
    if of_type.revision.is_none() {
        return identity.unknown(format!("`{text}` does something each time (`REVISION` is `None`)"));
    }
    match vtable {
        Some(vtable) => vtable.identify(step, identity),
        None if of_type.is_empty => {}
        None => identity.unknown(format!("`{text}` has fields but no `Hyperparameters`")),
    }
}
