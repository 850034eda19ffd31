//! The identity of a pipeline and its steps, for cache keys.
//!
//! Invariant: a step whose identity is unknown makes the identity of the pipeline unknown.

use std::any::Any;

use crate::plumbing::exec::pipeline::PipelineDef;
use crate::plumbing::plan::capability::hyperparameters::HyperparameterVtable;
use crate::plumbing::plan::capability::identity::StepIdentity;
use crate::plumbing::plan::node::Node;
use crate::plumbing::plan::pipeline_info::PipelineInfo;
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
            identify_code(info, node, pipeline.step(number), identity);
            identity.text(&format!("{:?}", of_type.saved.map(|saved| saved.version())));
            identify_step(node, pipeline.step(number), identity);
        });
    }
    identity.text(&format!("{:?}", info.fit_transform.outputs()));
}

/// Adds the code of the step of a node to the identity, as far as it is known, so that an edit is seen:
///
/// - nothing of a step with a declared revision, nor of a nested pipeline, whose nodes are identified themselves;
/// - of a `#[step]`, its own hash;
/// - of another step that the package of the pipeline defines: the code of the package, and the place of the node, because two
///   types of one name in two blocks of a function have the same type name.
pub(crate) fn identify_code(info: &PipelineInfo, node: &Node, step: &dyn Any, identity: &mut Identity) {
    let of_type = match node.choice {
        Some(choice) => choice.chosen(step).map(|arm| &arm.identity),
        None => node.nested.is_none().then_some(&node.identity),
    };
    let Some(of_type) = of_type.filter(|of_type| of_type.revision == Some(0)) else { return };
    let (module, sources) = info.package;
    if of_type.code != 0 {
        identity.text(&format!("code {:016x}", of_type.code));
    } else if mentions((of_type.type_name)(), module) {
        identity.text(&format!("code {sources:016x} at {}", node.location));
    }
}

/// Whether a type, or a type inside it, is of the crate of this module.
fn mentions(type_name: &str, module: &str) -> bool {
    let krate = module.split("::").next().unwrap_or_default();
    type_name.match_indices("::").any(|(end, _)| {
        let before = &type_name[..end];
        let name = before
            .rsplit(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
            .next()
            .unwrap_or_default();
        let path = before.strip_suffix(name).unwrap_or_default();
        name == krate && !path.ends_with("::")
    })
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

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn a_type_mentions_the_crate_of_a_module() {
        for name in
            ["mine::Sum", "shapeflow::steps::ForEach<mine::steps::Sum>", "(f64, mine::Sum)", "[mine::Sum; 2]"]
        {
            assert!(mentions(name, "mine::pipelines"), "{name}");
        }
        for name in [
            "shapeflow::steps::Pca<2>",
            "other::mine::Sum",
            "not_mine::Sum",
            "f64",
            "mine",
            "other::Sum<mine>",
        ] {
            assert!(!mentions(name, "mine"), "{name}");
        }
    }
}
