//! The identity of a pipeline and its steps, for cache keys.
//!
//! Invariant: a step whose identity is unknown makes the identity of the pipeline unknown.

use std::any::Any;

use crate::plumbing::exec::pipeline::PipelineDef;
use crate::plumbing::plan::capability::hyperparameters::HyperparameterVtable;
use crate::plumbing::plan::capability::identity::StepIdentity;
use crate::plumbing::plan::node::Node;
use crate::space::Identity;

/// Adds a pipeline to the identity: its nodes with their steps, and their connections.
pub fn identify<P: PipelineDef>(pipeline: &P, identity: &mut Identity) {
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

/// Adds the settings of the step of a node to the identity.
pub(crate) fn identify_step(node: &Node, step: &dyn Any, identity: &mut Identity) {
    identify_as((node.step, &node.identity, node.hyperparameters), step, identity);
}

/// Adds the settings of a step to the identity, from the facts that the table has about its type.
pub(crate) fn identify_as(
    (text, of_type, vtable): (&str, &StepIdentity, Option<HyperparameterVtable>),
    step: &dyn Any,
    identity: &mut Identity,
) {
    if of_type.revision.is_none() {
        return identity.unknown(format!("`{text}` has to run each time (`REVISION` is `None`)"));
    }
    match vtable {
        Some(vtable) => vtable.identify(step, identity),
        None if of_type.is_empty => {}
        None => identity.unknown(format!("`{text}` has fields but does not implement `Hyperparameters`")),
    }
}
