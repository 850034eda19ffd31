//! `(a, b) = chain`: the elements of a list, or the outputs of the last step, under several names.
//!
//! Invariant: after an error every name is an unknown value.

use super::builder::Builder;
use super::flow::Flow;
use super::unresolved::{Use, ValueRef};
use crate::model::node::NodeKind;
use crate::parse::syntax::{Equation, Form};

impl Builder<'_> {
    /// Returns the values of the `count` names of an equation.
    pub(super) fn unpack(&mut self, flow: Flow, count: usize, equation: &Equation) -> Vec<ValueRef> {
        let unknown = vec![ValueRef::Unknown; count];
        if equation.fit_names > 0
            && !matches!(flow, Flow::One(Use { value: ValueRef::Node { .. } | ValueRef::Unknown, .. }))
        {
            let message =
                "only an output of a step can be marked `fit`: `(past, fit next) = windows |> Step`";
            self.reports.at(equation.span, message);
            self.uses.extend(flow.uses());
            return unknown;
        }
        match flow {
            Flow::Many { uses, .. } => {
                let values: Vec<ValueRef> = uses.iter().map(|one| one.value).collect();
                self.uses.extend(uses);
                if values.len() == count {
                    return values;
                }
                let found = values.len();
                self.reports.at(
                    equation.span,
                    format!("{count} names for {found} values: write one name for each value"),
                );
                unknown
            }
            Flow::One(Use { value: ValueRef::Unknown, name }) => {
                self.uses.push(Use { value: ValueRef::Unknown, name });
                unknown
            }
            Flow::One(Use { value: ValueRef::Node { node, output: 0 }, name: None }) => {
                self.outputs(node, count, equation).unwrap_or(unknown)
            }
            Flow::One(one) => {
                let name = one.name.as_ref().map_or_else(|| "this".to_owned(), |name| format!("`{name}`"));
                let message = format!(
                    "{name} is one value: {count} names need a list of {count} values, or the outputs of a step"
                );
                self.reports.at(equation.span, message);
                self.uses.push(one);
                unknown
            }
        }
    }

    /// Gives the last node of the chain as many outputs as there are names; `None` after a reported error.
    fn outputs(&mut self, node: usize, count: usize, equation: &Equation) -> Option<Vec<ValueRef>> {
        let last = self.nodes.get_mut(node)?;
        let link_with_one_output = match &last.kind {
            NodeKind::Step { .. } => None,
            NodeKind::Expect(_) => Some("expect"),
            NodeKind::Column { .. } => Some(last.label.as_str()),
            NodeKind::Inverse { .. } => Some("inverse"),
            NodeKind::Reapply { .. } => Some("through"),
        };
        if let Some(word) = link_with_one_output {
            let message = format!(
                "`{word}` returns one value: only a step can return several values under several names"
            );
            self.reports.at(equation.span, message);
            return None;
        }
        let (input_count, fit_count) = (last.inputs.uses.len(), equation.fit_names);
        last.output_count = if fit_count > 0 { input_count + fit_count } else { count };
        last.fit_output_count = fit_count;
        let predicted_count = count - fit_count;
        let message = match (last.inputs.form, equation.names.as_slice()) {
            _ if fit_count == 0 => None,
            (Form::Array, _) => Some(
                "this step takes a list `[..]`: a step with outputs marked `fit` needs one input, or a tuple `(..)`"
                    .to_owned(),
            ),
            (_, [name, ..]) if predicted_count == 0 => Some(format!(
                "an output that exists at predict time is missing before `fit {name}`: write `(past, fit {name}) = ...`"
            )),
            _ if input_count == predicted_count => None,
            _ => Some(format!(
                "this step takes {input_count} {} but has {predicted_count} {} without `fit`: name one output per input",
                if input_count == 1 { "input" } else { "inputs" },
                if predicted_count == 1 { "output" } else { "outputs" },
            )),
        };
        if let Some(message) = message {
            // After an error in the names and values, their numbers are not known.
            if !self.is_broken {
                self.reports.at(equation.span, message);
            }
            return None;
        }
        Some((0..count).map(|output| ValueRef::Node { node, output }).collect())
    }
}
