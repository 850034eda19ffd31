//! What a pipeline and its steps are, for the key of a cache.
//!
//! Invariant: a step of which it is not known what it is makes the identity unknown.

use std::any::Any;

use super::step_access::Tuned;
use crate::plumbing::plan::capability::hyperparameters::Knobs;
use crate::plumbing::plan::capability::identity::StepFacts;
use crate::plumbing::plan::node::Node;
use crate::space::Identity;

/// Tells what a pipeline is: its nodes with their steps, and how they are wired.
pub fn identify<P: Tuned>(pipeline: &P, identity: &mut Identity) {
    let tables = P::tables();
    for (number, node) in tables.nodes.iter().enumerate() {
        identity.part(node.path, |identity| {
            let facts = &node.facts;
            for text in [node.step, (facts.type_name)()] {
                identity.text(text);
            }
            let Node { inputs, targets, outputs, .. } = node;
            identity.text(&format!("{inputs:?} {targets:?} {outputs:?} {:?}", node.reuses));
            identity.text(&format!("{:?} {:?}", node.passes, facts.revision));
            #[cfg(feature = "cache")]
            identity.text(&format!("{:?}", facts.saved.map(|saved| saved.version)));
            identify_step(node, pipeline.step(number), identity);
        });
    }
    identity.text(&format!("{:?}", tables.fit_transform.outputs()));
}

/// Tells what the step of a node is, beside its type.
pub(crate) fn identify_step(node: &Node, step: &dyn Any, identity: &mut Identity) {
    identify_as((node.step, &node.facts, node.knobs), step, identity);
}

/// Tells what a step is, beside its type: by what is known of that.
pub(crate) fn identify_as(
    (text, facts, knobs): (&str, &StepFacts, Option<Knobs>),
    step: &dyn Any,
    identity: &mut Identity,
) {
    if facts.revision.is_none() {
        return identity.unknown(format!("`{text}` does something each time (`REVISION` is `None`)"));
    }
    match knobs {
        Some(knobs) => knobs.identify(step, identity),
        None if facts.is_empty => {}
        None => identity.unknown(format!("`{text}` has fields but no `Hyperparameters`")),
    }
}
