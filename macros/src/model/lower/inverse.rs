//! `z |> inverse(label)`: the inverses of the fitted steps that compute `label`, the last step first.
//!
//! An `inverse` is replaced by a node for each of these steps. It goes back to the input from which `label` is computed, or, as
//! `inverse(price..label)`, to `price`.
//!
//! Invariant: an `inverse` is replaced if and only if a single path of steps with one input and one output leads back; otherwise
//! it is reported. The named value may exist only while fitting: this is not a leak, because only fitted steps are used.

use proc_macro2::{Ident, Span};

use super::reapply::bypassed;
use crate::diagnostic::Reports;
use crate::model::node::{Arguments, Node, NodeKind};
use crate::model::pipeline::Pipeline;
use crate::model::value::{NodeId, Origin, ValueId};
use crate::parse::syntax::Form;

/// A step to undo.
struct Undone {
    /// The node of the step.
    of: NodeId,
    /// The node that applies it, which is another one if a `through` does.
    at: NodeId,
}

/// Why the steps before a value cannot be undone.
enum Obstacle {
    /// It was reported before.
    Reported,
    /// No step lies between the two ends.
    NoStep,
    /// The path ends at an input, and did not pass the value named before the dots.
    NotPassed(ValueId),
    /// A node that is not a step with one input and one output, and its output on the path.
    Node(NodeId, ValueId),
}

/// Returns the nodes that replace `node`, an `inverse`: one for each step, or the node itself after an error.
pub(super) fn undone(pipeline: &mut Pipeline, node: Node, reports: &mut Reports) -> Vec<Node> {
    let NodeKind::Inverse { text, end, .. } = &node.kind else { return vec![node] };
    let (text, end) = (text.clone(), *end);
    let Some(fit) = &node.fit else { return vec![node] };
    let (Some(&value), Some(Some(name))) = (fit.values.first(), fit.uses.first()) else { return vec![node] };
    let back_to = fit.values.get(1).copied();
    let steps = match steps_before(pipeline, value, back_to) {
        Ok(steps) => steps,
        Err(obstacle) => {
            if let Some((at, message)) = explain(pipeline, fit, name, &obstacle) {
                reports.at(at, message);
            }
            return vec![node];
        }
    };
    nodes(pipeline, node, &steps, &text, end)
}

/// Finds the steps that compute `value` from an input, or from `back_to`, the last one first.
fn steps_before(
    pipeline: &Pipeline,
    value: ValueId,
    back_to: Option<ValueId>,
) -> Result<Vec<Undone>, Obstacle> {
    let back_to = back_to.map(|value| bypassed(pipeline, value));
    let (mut steps, mut value) = (Vec::new(), bypassed(pipeline, value));
    while back_to != Some(value) {
        let origin = pipeline.values.get(value.0).map_or(&Origin::Unknown, |value| &value.origin);
        let id = match (origin, back_to) {
            (Origin::Unknown, _) => return Err(Obstacle::Reported),
            (Origin::Node { node, .. }, _) => *node,
            (Origin::Input(_) | Origin::FitInput(_), Some(_)) => return Err(Obstacle::NotPassed(value)),
            (Origin::Input(_) | Origin::FitInput(_), None) => break,
        };
        let node = pipeline.nodes.get(id.0).ok_or(Obstacle::Reported)?;
        match &node.kind {
            NodeKind::Expect(_) => {}
            // A column is where the steps begin, as an input is.
            NodeKind::Column { .. } if back_to.is_some() => return Err(Obstacle::NotPassed(value)),
            NodeKind::Column { .. } => break,
            NodeKind::Step { arms, .. } if arms.is_empty() && node.outputs.len() == 1 => {
                steps.push(Undone { of: id, at: id });
            }
            NodeKind::Reapply { .. } if pipeline.reapplied_expect(node).is_some() => {}
            NodeKind::Reapply { of: Some(of), .. } => steps.push(Undone { of: *of, at: id }),
            NodeKind::Reapply { of: None, .. } => return Err(Obstacle::Reported),
            NodeKind::Step { .. } | NodeKind::Inverse { .. } => return Err(Obstacle::Node(id, value)),
        }
        let [input] = *node.inputs.values.as_slice() else { return Err(Obstacle::Node(id, value)) };
        value = bypassed(pipeline, input);
    }
    if steps.is_empty() { Err(Obstacle::NoStep) } else { Ok(steps) }
}

/// Returns the message about an obstacle, and its place.
fn explain(
    pipeline: &Pipeline,
    fit: &Arguments,
    name: &Ident,
    obstacle: &Obstacle,
) -> Option<(Span, String)> {
    let back_to = fit.uses.get(1).and_then(Option::as_ref);
    match (obstacle, back_to) {
        (Obstacle::Reported, _) => None,
        (Obstacle::NoStep, None) => {
            let message = format!(
                "no step computes `{name}`: `inverse` takes the name of a value whose steps to undo; {}",
                candidates(pipeline)
            );
            Some((name.span(), message))
        }
        (Obstacle::NoStep, Some(from)) => Some((
            name.span(),
            format!("no step lies between `{from}` and `{name}`, so there is nothing to undo"),
        )),
        (Obstacle::NotPassed(input), from) => {
            let input = label(pipeline, *input);
            let from = from?;
            let message = format!(
                "`{name}` is not computed from `{from}`: its steps lead back to the input `{input}`, without `{from}`"
            );
            Some((from.span(), message))
        }
        (Obstacle::Node(id, output), _) => {
            let node = pipeline.nodes.get(id.0)?;
            let reason = match &node.kind {
                NodeKind::Step { spec, arms } if !arms.is_empty() => {
                    format!("the step of `{}` is chosen only at run time", spec.text)
                }
                NodeKind::Step { spec, .. } if node.outputs.len() > 1 => {
                    format!("`{}` returns {} values", spec.text, node.outputs.len())
                }
                NodeKind::Step { spec, .. } => {
                    format!("`{}` takes {} values", spec.text, node.inputs.values.len())
                }
                NodeKind::Inverse { text, .. } => format!("`{text}` is an inverse itself"),
                NodeKind::Expect(_) | NodeKind::Column { .. } | NodeKind::Reapply { .. } => {
                    format!("a step takes {} values", node.inputs.values.len())
                }
            };
            let output = pipeline.values.get(output.0)?;
            let advice = match &output.name {
                _ if *name == output.label => String::new(),
                Some(output) => {
                    format!("; to undo only the steps after it, write `inverse({output}..{name})`")
                }
                None => {
                    format!(
                        "; to undo only the steps after it, name its output and write `inverse(output..{name})`"
                    )
                }
            };
            let message = format!(
                "the steps that compute `{name}` cannot be undone: {reason}, and `inverse` undoes steps with one input and one \
                 output{advice}"
            );
            Some((name.span(), message))
        }
    }
}

fn label(pipeline: &Pipeline, value: ValueId) -> String {
    pipeline.values.get(value.0).map_or_else(String::new, |value| value.label.clone())
}

/// Lists the names that `inverse` takes, fit-only values first, since usually a target's encoding is inverted.
fn candidates(pipeline: &Pipeline) -> String {
    let mut ids: Vec<usize> = (0..pipeline.values.len()).collect();
    ids.sort_by_key(|&id| !pipeline.values.get(id).is_some_and(|value| value.fit_only));
    let undone = ids.into_iter().filter(|&id| steps_before(pipeline, ValueId(id), None).is_ok());
    let named = undone.filter_map(|id| pipeline.values.get(id)?.name.as_ref());
    let names: Vec<String> = named.map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => "there is none here".to_owned(),
        names => {
            let more = if names.len() > 6 { ", ..." } else { "" };
            format!("here: {}{more}", names.iter().take(6).cloned().collect::<Vec<_>>().join(", "))
        }
    }
}

/// Returns a node for each step, which takes the value of the one before.
fn nodes(pipeline: &mut Pipeline, mut node: Node, steps: &[Undone], text: &str, end: Span) -> Vec<Node> {
    if let Some(fit) = node.fit.take() {
        pipeline.keep_uses(fit);
    }
    let none = Arguments::unnamed(Form::One, Vec::new());
    let mut inputs = std::mem::replace(&mut node.inputs, none);
    let mut nodes = Vec::new();
    for (number, &Undone { of, at }) in steps.iter().enumerate() {
        let is_last = number + 1 == steps.len();
        let outputs =
            if is_last { node.outputs.clone() } else { vec![pipeline.add_unnamed(text.to_owned())] };
        let next = Arguments::unnamed(Form::One, outputs.clone());
        let applied = pipeline.nodes.get(at.0).filter(|_| steps.len() > 1);
        let path = node.path.iter().chain(applied.iter().flat_map(|node| &node.path)).cloned().collect();
        let kind = NodeKind::Inverse { of: Some(of), text: text.to_owned(), end };
        nodes.push(Node::part_of(&node, kind, path, std::mem::replace(&mut inputs, next), outputs));
    }
    nodes
}
