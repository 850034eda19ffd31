//! The cache keys of a fit: of the inputs, of each node and of each value.
//!
//! Invariant: keys are computed before any node runs, from the keys of the inputs. A node has a key only if the key
//! covers everything that its result depends on. A node without a key is never looked up.

use std::any::Any;

use crate::Result;
use crate::cache::{Key, KeyWriter};
use crate::plumbing::exec::cache_keys::{InputKeys, Keys};
use crate::plumbing::exec::execution::Execution;
use crate::plumbing::exec::pipeline::PipelineDef;
use crate::plumbing::plan::execution_plan::ExecutionPlan;
use crate::plumbing::plan::liveness::NodeRole;
use crate::plumbing::plan::node::Node;
use crate::plumbing::plan::pipeline_info::PipelineInfo;
use crate::plumbing::reflect::identity::{identify_code, identify_step};
use crate::space::Identity;
use crate::step::Context;

/// Returns the text that represents the role in a key: `fit` and `fit_transform` of a step may differ in their results.
fn purpose(role: NodeRole) -> &'static str {
    match role {
        NodeRole::Skip => "skip",
        NodeRole::Transform => "transform",
        NodeRole::Learn => "fit",
        NodeRole::LearnAndTransform => "fit_transform",
    }
}

/// Returns the reason why a value has no key.
fn unknown(info: &PipelineInfo, value: u32) -> String {
    match info.inputs.get(value as usize) {
        Some(input) if input.key.is_none() => {
            format!(
                "the input `{}` cannot be part of a key: `{}` does not implement `Keyed`",
                input.name,
                (input.type_name)()
            )
        }
        _ => {
            let label = info.labels.get(value as usize).copied().unwrap_or_default();
            format!("it depends on `{label}`, which has no key")
        }
    }
}

/// Returns the keys of all nodes that run in this plan, and of their values.
pub(crate) fn fit_keys<P: PipelineDef>(execution: &Execution<'_>, plan: &ExecutionPlan, steps: &P) -> Keys {
    let PipelineInfo { nodes, .. } = P::info();
    let inputs = execution.input_keys().map(InputKeys::keys).unwrap_or_default();
    let mut keys = Keys::of_inputs(inputs, nodes.len(), plan.uses().len());
    for (number, (node, &role)) in nodes.iter().zip(plan.roles()).enumerate() {
        if !role.runs() {
            continue;
        }
        if node.is_expect() || node.is_column() {
            let given = node.inputs.first().and_then(|&input| keys.value(input));
            keys.put(
                node,
                0,
                if node.is_column() { given.map(|given| column_key(node, &given)) } else { given },
            );
            continue;
        }
        // The identity of a step is computed by the code of its author, which may panic.
        let key = execution.apart(number as u32, |context| {
            Ok(node_key(&keys, P::info(), node, role, steps.step(number), context))
        });
        match key.unwrap_or_else(|error| Err(error.message().to_owned())) {
            Ok(key) => keys.put_node(number, node, key),
            Err(reason) => keys.put_reason(number, reason),
        }
    }
    keys
}

/// Returns the key of a column of a value with the key `given`.
fn column_key(node: &Node, given: &Key) -> Key {
    let mut key = KeyWriter::new("column");
    key.text(node.step);
    key.key(given);
    key.finish()
}

/// Returns the key of a node, or the reason why it has none.
fn node_key(
    keys: &Keys,
    info: &PipelineInfo,
    node: &Node,
    role: NodeRole,
    step: &dyn Any,
    context: &Context<'_>,
) -> Result<Key, String> {
    let mut identity = Identity::default();
    identity.text(node.step);
    identify_code(info, node, step, &mut identity);
    identify_step(node, step, &mut identity);
    if let Some(part) = identity.unknown_part() {
        return Err(part.to_owned());
    }
    let version = node.identity.saved.map_or(0, |saved| saved.version());
    let of_type = ((node.identity.type_name)(), node.identity.revision.unwrap_or(0), version);
    let mut key = KeyWriter::of_step(purpose(role), of_type, &identity, context);
    for values in [node.inputs, node.targets] {
        key.number(values.len() as u64);
        for &value in values {
            key.key(&keys.value(value).ok_or_else(|| unknown(info, value))?);
        }
    }
    if let Some(reuse) = node.reuses {
        key.key(&keys.node(reuse.node()).ok_or("the fitted step that it uses has no key")?);
    }
    Ok(key.finish())
}
