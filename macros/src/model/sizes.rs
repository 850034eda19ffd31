//! The sizes that a pipeline declares, and the hyperparameters that are set to them.
//!
//! Invariant: the name of a declared size is no other name of the pipeline, and no size of its inputs, so that it means the
//! one thing in every shape and in the paths of hyperparameters.

use proc_macro2::{Ident, TokenStream};

use super::build::Builder;
use super::{NodeKind, Search, Size, SizeUse, ValueType};
use crate::parse::set_to_words;
use crate::parse::syntax::Body;

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
                of.map(|(input, _)| format!("a size of the input `{input}`, which only data tells"))
            };
            let is_taken = taken.is_some();
            if let Some(taken) = taken {
                self.reports.at(name.span(), format!("`{name}` is {taken}: give this size another name"));
            } else {
                // Its path among the hyperparameters is that of a field.
                self.paths.take(&[], name);
            }
            self.sizes.push(Size { is_broken: size.is_broken || is_taken, ..size.clone() });
        }
    }

    /// The hyperparameters of a step that are set to a declared size.
    pub(super) fn size_uses(
        &mut self,
        hyperparameters: Option<&TokenStream>,
        searches: &[Search],
    ) -> Vec<SizeUse> {
        let mut uses = Vec::new();
        for (field, written) in hyperparameters.map(set_to_words).unwrap_or_default() {
            let Some(size) = self.sizes.iter().position(|size| size.name == written) else { continue };
            if let Some(search) = searches.iter().find(|search| search.field == field) {
                let message =
                    format!("`{written}` is a size, which has a range of its own: leave out this `~`");
                self.reports.at(search.sign, message);
            }
            uses.push(SizeUse { field, written, size });
        }
        uses
    }

    /// Reports sizes that no step is set to.
    pub(super) fn unused_sizes(&mut self) {
        let mut is_used = vec![false; self.sizes.len()];
        for node in &self.nodes {
            if let NodeKind::Step { sizes, arms, .. } = &node.kind {
                for SizeUse { size, .. } in sizes.iter().chain(arms.iter().flat_map(|arm| &arm.sizes)) {
                    is_used[*size] = true;
                }
            }
        }
        for (size, _) in self.sizes.iter().zip(is_used).filter(|(_, is_used)| !is_used) {
            let name = &size.name;
            let message = format!(
                "no step is set to the size `{name}`: write it as the value of a hyperparameter, `SizedPca {{ components: {name} }}`"
            );
            self.reports.at(name.span(), message);
        }
    }
}

/// Does the word stand in the dims?
fn has_size(kind: &ValueType, name: &Ident) -> bool {
    let axes = kind.dims.iter().flat_map(|dims| &dims.axes);
    let mut words =
        axes.flat_map(|axis| axis.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_'));
    words.any(|word| name == word)
}
