//! The declared sizes of a pipeline, and the hyperparameters set to them.
//!
//! Invariant: the name of a declared size is not the name of an input, an equation or a size of an input, so that it has one
//! meaning in every shape and in the paths of hyperparameters.

use proc_macro2::{Ident, TokenStream, TokenTree};

use super::builder::Builder;
use crate::model::node::NodeKind;
use crate::parse::syntax::{Body, Size, SizeUse, StepSpec, ValueType};
use crate::parse::{is_comma, mentions, set_to_words};
use crate::spelling::is_near;

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

    /// Reports a declared size among the constants of a step, `Pca<k>`; returns whether there is one.
    pub(super) fn size_as_constant(&mut self, step: &StepSpec) -> bool {
        let Some((word, is_broken)) = self.size_in(step.path.clone()) else { return false };
        if !is_broken {
            let message = format!(
                "`{word}` is a declared size, and no constant: a hyperparameter is set to it, as in `SizedPca {{ components: {word} }}`"
            );
            self.reports.at(word.span(), message);
        }
        true
    }

    /// Reports a declared size in an expression, `components: 2*k`; returns whether there is one.
    fn size_in_an_expression(&mut self, step: &StepSpec) -> bool {
        let given = step.hyperparameters.clone().unwrap_or_default();
        let tokens: Vec<TokenTree> = given.into_iter().collect();
        for field in tokens.split(is_comma) {
            let ([TokenTree::Ident(name), TokenTree::Punct(colon), value @ ..], true) =
                (field, field.len() > 3)
            else {
                continue;
            };
            if colon.as_char() != ':' {
                continue;
            }
            if let Some((word, is_broken)) = self.size_in(value.iter().cloned().collect()) {
                if !is_broken {
                    let message = format!(
                        "a hyperparameter is set to the declared size itself: write `{name}: {word}`"
                    );
                    self.reports.at(word.span(), message);
                }
                return true;
            }
        }
        false
    }

    /// Returns the first declared size among the tokens, and whether its declaration has an error.
    fn size_in(&self, tokens: TokenStream) -> Option<(Ident, bool)> {
        if self.sizes.is_empty() {
            return None;
        }
        let mut open: Vec<TokenTree> = tokens.into_iter().collect();
        open.reverse();
        let mut before = None;
        while let Some(token) = open.pop() {
            match token {
                TokenTree::Group(group) => {
                    let mut inside: Vec<TokenTree> = group.stream().into_iter().collect();
                    inside.reverse();
                    open.extend(inside);
                    before = None;
                }
                TokenTree::Ident(word) => {
                    // Neither `a::k` nor `x.k`, and no closure `|k|`.
                    let is_alone = !matches!(before, Some(':' | '.' | '|'));
                    if let Some(size) = self.sizes.iter().find(|size| is_alone && size.name == word) {
                        return Some((word, size.is_broken));
                    }
                    before = None;
                }
                TokenTree::Punct(sign) => before = Some(sign.as_char()),
                TokenTree::Literal(_) => before = None,
            }
        }
        None
    }

    /// Returns the hyperparameters of a step that are set to a declared size; `None` if one of the values is, or may be, an error.
    pub(super) fn size_uses(&mut self, step: &StepSpec) -> Option<Vec<SizeUse>> {
        if self.size_in_an_expression(step)
            || mentions(
                &step.hyperparameters.clone().into_iter().flatten().collect::<Vec<_>>(),
                &self.unknown,
            )
        {
            return None;
        }
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
                if self.is_strict && self.is_misspelt_size(&written) {
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

    /// Reports a word that is nearly the name of a declared size, which then counts as used; returns whether it is one.
    fn is_misspelt_size(&mut self, written: &Ident) -> bool {
        let word = written.to_string();
        let near = self.sizes.iter_mut().find(|size| {
            let name = size.name.to_string();
            is_near(&word, &name) || word.starts_with(&name) || name.starts_with(&word)
        });
        let is_name = word.starts_with(|letter: char| letter.is_ascii_lowercase() || letter == '_');
        let Some(size) = near.filter(|_| is_name && !["true", "false"].contains(&word.as_str())) else {
            return false;
        };
        size.is_broken = true;
        let message = format!("unknown size `{word}`: did you mean `{}`?", size.name);
        self.reports.at(written.span(), message);
        true
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
        for (size, _) in self.sizes.iter().zip(is_used).filter(|(size, is_used)| !is_used && !size.is_broken)
        {
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
