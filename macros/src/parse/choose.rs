//! A choice between steps: `choose { pca: Pca<8>, default best: SelectBest<8> }`.
//!
//! Invariant: a choice that is returned has at least one arm, each with its own name, and exactly one default.

use proc_macro2::{Group, Ident, Span};

use super::cursor::{Cursor, Run};
use super::lookahead::{choose_arms, is_optional, starts_step};
use super::parser::Parser;
use super::syntax::{Arm, Step, StepSpec};
use super::{names, text};

/// The example in messages.
const EXAMPLE: &str = "`choose { pca: Pca<8>, scaled: StandardScaler }`";

impl Parser<'_> {
    /// Reads a choice that starts here, with its arms in `group`; `None` if it has no arm, which has been reported.
    pub(super) fn choose(
        &mut self,
        cursor: &mut Cursor<'_>,
        group: &Group,
        alias: Option<Ident>,
    ) -> Option<Step> {
        let word = cursor.ident(0)?.clone();
        self.keyword(Some(&word));
        cursor.skip(2);
        let before = self.reports.count();
        let tokens = self.inside(group);
        let mut inside = Cursor::new(&tokens, group.span_close()).of(Run::List);
        let mut arms = self.nested(group.span(), |parser| parser.arms(&mut inside)).unwrap_or_default();
        let fit = self.fit(cursor);
        if arms.is_empty() && self.reports.count() == before {
            self.reports
                .at(group.span(), format!("`choose` is empty: write the steps to choose from, {EXAMPLE}"));
        }
        if !arms.iter().any(|arm| arm.is_default) {
            arms.first_mut()?.is_default = true;
        }
        let texts: Vec<String> = arms.iter().map(|arm| format!("{}: {}", arm.name, arm.spec.text)).collect();
        Some(Step {
            alias,
            name: word.to_string(),
            is_word: false,
            spec: StepSpec {
                is_optional: false,
                text: format!("choose {{ {} }}", texts.join(", ")),
                span: word.span(),
                path: [proc_macro2::TokenTree::Ident(word)].into_iter().collect(),
                hyperparameters: None,
                searches: Vec::new(),
                sizes: Vec::new(),
            },
            arms,
            fit,
            pipe: None,
        })
    }

    fn arms(&mut self, cursor: &mut Cursor<'_>) -> Vec<Arm> {
        let mut arms: Vec<Arm> = Vec::new();
        while !cursor.is_at_end() {
            if cursor.is_char(0, ',') {
                self.lose(cursor.span(), cursor.span(), "a step is missing before this `,`");
            } else if let Some(arm) = self.arm(cursor) {
                if arm.is_default && arms.iter().any(|arm| arm.is_default) {
                    self.reports.at(arm.name.span(), "a choice has one `default`: leave this one out");
                }
                let is_default = arm.is_default && !arms.iter().any(|arm| arm.is_default);
                if arms.iter().any(|other| other.name == arm.name) {
                    let message = format!(
                        "`{}` is already the name of an arm here: give this arm another name",
                        arm.name
                    );
                    self.reports.at(arm.name.span(), message);
                } else if arm.name == "choice" {
                    let message = "`choice` is the field for the chosen arm: give this arm another name";
                    self.reports.at(arm.name.span(), message);
                } else {
                    arms.push(Arm { is_default, ..arm });
                }
            }
            self.next_element(cursor, "the arms of `choose`");
        }
        arms
    }

    /// Reads `default name: optional Step { field: value }`.
    fn arm(&mut self, cursor: &mut Cursor<'_>) -> Option<Arm> {
        self.misspelt_default(cursor);
        let is_default = cursor.is_word(0, "default") && cursor.ident(1).is_some();
        self.keyword(cursor.ident(0).filter(|_| is_default));
        cursor.skip(usize::from(is_default));
        let is_arrow = cursor.is_pair(1, '=', '>');
        let is_equals = cursor.is_equals(1) || is_arrow;
        let name = cursor.ident(0).filter(|_| cursor.is_colon(1) || is_equals).cloned();
        if let Some(name) = &name {
            names::check(name, self.reports);
            if is_equals {
                let sign = if is_arrow { "=>" } else { "=" };
                let message = format!("write `{name}: ...`: arms use `:`, not `{sign}`");
                self.reports.range(cursor.span_at(1), cursor.span_at(1 + usize::from(is_arrow)), message);
            }
            cursor.skip(2 + usize::from(is_arrow));
        }
        if let Some(group) = choose_arms(cursor) {
            let message = "a choice cannot be an arm: add its arms to the outer choice";
            self.reports.range(cursor.span(), group.span(), message);
            cursor.skip(2);
            return None;
        }
        if cursor.is_at_end() || cursor.is_char(0, ',') {
            let span = name.map_or_else(|| cursor.span(), |name| name.span());
            self.lose(span, span, format!("a step is missing after the name of this arm, as in {EXAMPLE}"));
            return None;
        }
        let nothing = ["none", "None", "passthrough", "identity", "Identity"];
        if let Some(word) = cursor.ident(0).filter(|word| nothing.contains(&word.to_string().as_str()))
            && (cursor.nth(1).is_none() || cursor.is_char(1, ','))
        {
            let message = format!(
                "`{word}` is no step: `optional Step` as an arm, or in place of the choice, can also pass its input on"
            );
            self.lose(word.span(), word.span(), message);
            cursor.skip(1);
            return None;
        }
        if !starts_step(cursor) {
            let found = cursor.peek().map_or_else(String::new, text::found);
            let message = format!("expected a step as an arm of `choose`, found `{found}`");
            self.lose(cursor.span(), cursor.span(), message);
            cursor.skip_element();
            return None;
        }
        self.misspelt_optional(cursor);
        let is_optional = is_optional(cursor);
        self.keyword(cursor.ident(0).filter(|_| is_optional));
        cursor.skip(usize::from(is_optional));
        let step = self.step(cursor, None)?;
        if let Some(fit) = &step.fit {
            let message = "write `.fit(..)` once, after the braces, for all arms: `choose { .. }.fit(y)`";
            self.reports.at(fit.span, message);
        }
        if cursor.is_pipe(0) {
            let message = "an arm is one step: for several, write a pipeline and use its name here";
            self.lose(cursor.span(), cursor.span_at(1), message);
            cursor.skip_element();
        }
        let name = name.filter(names::is_usable);
        let name = name.unwrap_or_else(|| {
            Ident::new(&names::snake_case(&step.name), Span::call_site().located_at(step.spec.span))
        });
        Some(Arm { name, is_default, spec: step.spec.marked(is_optional) })
    }
}
