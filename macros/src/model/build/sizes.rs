//! The declared sizes of a pipeline, and the hyperparameters set to them.
//!
//! Invariant: the name of a declared size is not the name of an input, an equation or a size of an input, so that it has one
//! meaning in every shape and in the paths of hyperparameters.

use proc_macro2::Ident;

use super::builder::Builder;
use crate::model::node::NodeKind;
use crate::parse::set_to_words;
use crate::parse::syntax::{Body, Size, SizeUse, StepSpec, ValueType};

impl Builder<'_> {
    /// Declares the sizes; the inputs are declared already.
    pub(super) fn sizes(&mut self, body: &Body, inputs: &[(Ident, Option<ValueType>)]) {
        for size in &body.sizes {
            let name = &size.name;
            let is_equation = body.equations.iter().any(|equation| equation.names.contains(name));
            let taken = if inputs.iter().any(|(input, _)| input == name) {
                Some("already the name of an input".to_owned())
            } else if is_equation {
                Some("already the name of an equation".to_owned())
            } else if self.sizes.iter().any(|other| other.name == *name) {
                Some("already declared as a size".to_owned())
            } else {
                let of =
                    inputs.iter().find(|(_, kind)| kind.as_ref().is_some_and(|kind| has_size(kind, name)));
                of.map(|(input, _)| format!("a size of the input `{input}`, known only at run time"))
            };
            let is_taken = taken.is_some();
            if let Some(taken) = taken {
                self.reports.at(name.span(), format!("`{name}` is {taken}: give this size another name"));
            } else {
                // A size has a path among the hyperparameters, as a field has.
                self.paths.take(&[], name);
            }
            self.sizes.push(Size { is_broken: size.is_broken || is_taken, ..size.clone() });
        }
    }

    /// Returns the hyperparameters of a step that are set to a declared size; `None` if one of the values is, or may be, an error.
    pub(super) fn size_uses(&mut self, step: &StepSpec) -> Option<Vec<SizeUse>> {
        let mut uses = Vec::new();
        for (field, written) in step.hyperparameters.as_ref().map(set_to_words).unwrap_or_default() {
            let Some(size) = self.sizes.iter().position(|size| size.name == written) else {
                let may_be_size = self.sizes.iter().any(|size| size.is_broken);
                if may_be_size || self.scope.hidden.contains(&written.to_string()) {
                    return None;
                }
                if self.scope.is_value(&written.to_string()) {
                    let message = format!(
                        "`{written}` is a value of the pipeline, but a hyperparameter is known before it runs: write a constant \
                         or declare a size"
                    );
                    self.reports.at(written.span(), message);
                    return None;
                }
                continue;
            };
            if let Some(search) = step.searches.iter().find(|search| search.field == field) {
                let message =
                    format!("`{written}` is a declared size, which has its own range: leave out this `~`");
                self.reports.at(search.sign, message);
                return None;
            }
            uses.push(SizeUse { field, written, size });
        }
        Some(uses)
    }

    /// Reports sizes that no hyperparameter is set to.
    pub(super) fn unused_sizes(&mut self) {
        let mut is_used = vec![false; self.sizes.len()];
        for node in &self.nodes {
            if let NodeKind::Step { spec, arms } = &node.kind {
                let of_arms = arms.iter().flat_map(|arm| &arm.spec.sizes);
                for SizeUse { size, .. } in spec.sizes.iter().chain(of_arms) {
                    is_used[*size] = true;
                }
            }
        }
        for (size, _) in self.sizes.iter().zip(is_used).filter(|(_, is_used)| !is_used) {
            let name = &size.name;
            let message = format!(
                "no hyperparameter is set to the size `{name}`: use it as a value, as in `SizedPca {{ components: {name} }}`"
            );
            self.reports.at(name.span(), message);
        }
    }
}

/// Whether the dims contain this size.
fn has_size(kind: &ValueType, name: &Ident) -> bool {
    let axes = kind.dims.iter().flat_map(|dims| &dims.axes);
    let mut words =
        axes.flat_map(|axis| axis.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_'));
    words.any(|word| name == word)
}
