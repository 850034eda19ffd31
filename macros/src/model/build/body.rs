//! Bodies and equations: names are declared first, then each equation becomes nodes.
//!
//! Invariant: field names that the user wrote are assigned before generated ones, so a conflict changes the generated
//! one.

use proc_macro2::Ident;

use super::builder::{Builder, Place};
use super::flow::Flow;
use super::paths::{Paths, generated, is_alone, joined_name, steps_in};
use super::scope::Role;
use super::unresolved::{UnresolvedEquation, UnresolvedOutput, Use, ValueRef};
use crate::parse::syntax::{self, Body, Chain, Equation, Form, Size};

impl Builder<'_> {
    pub(super) fn pipeline_body(&mut self, body: &Body) -> Vec<UnresolvedOutput> {
        let flow = self.body(body, &[]);
        self.scope.leave("");
        let Some(chain) = &body.output else { return Vec::new() };
        let uses = match flow {
            Flow::Many { form: Form::Tuple, uses, .. } if gives_tuple(chain) => uses,
            Flow::Many { form: Form::Array, uses, span } if chain.links.is_empty() => {
                let message = "several outputs are in parentheses, `(a, b)`; a list of values in brackets needs a step that joins \
                               them, such as `|> Concat`";
                self.reports.at(span, message);
                self.uses.extend(uses);
                vec![Use::UNKNOWN]
            }
            flow => vec![self.one(flow)],
        };
        let mut names = Paths::default();
        let count = uses.len();
        let output = |value: Use| {
            let span = value.name.as_ref().map_or(chain.start, Ident::span);
            let name = match (&value.name, value.value) {
                (Some(name), _) => name.clone(),
                (None, ValueRef::Node { node, .. }) if count > 1 => {
                    let path = self.nodes.get(node).and_then(|node| node.path.last());
                    path.map_or_else(|| generated("output", span), Ident::clone)
                }
                _ => generated("output", span),
            };
            UnresolvedOutput { name: names.take(&[], &name), is_promised: false, span, value }
        };
        uses.into_iter().map(output).collect()
    }

    /// Builds a block whose scope the caller has opened, and returns its output.
    pub(super) fn body(&mut self, body: &Body, block: &[Ident]) -> Flow {
        self.scope.misses_names |= body.misses_names;
        self.scope.hidden.extend(body.hidden.iter().cloned());
        if !block.is_empty() {
            for size in &body.sizes {
                let message = "declare sizes among the outermost equations of the pipeline, not in a block";
                self.reports.at(size.name.span(), message);
                self.sizes.push(Size { is_broken: true, ..size.clone() });
            }
        }
        let mut declared = Vec::new();
        for equation in &body.equations {
            let mut ids = Vec::new();
            for name in &equation.names {
                ids.push(self.scope.declare(name, Role::Equation, self.reports));
            }
            declared.push(ids);
        }
        let mut groups: Vec<Option<Ident>> = Vec::new();
        for (equation, ids) in body.equations.iter().zip(&declared) {
            let wish = match (equation.names.as_slice(), ids.as_slice()) {
                ([_], [Some(id)]) => self.scope.names.get(*id).map(|name| name.ident.clone()),
                _ => None,
            };
            groups.push(wish.map(|wish| self.paths.take(block, &wish)));
        }
        for ((equation, ids), group) in body.equations.iter().zip(&declared).zip(groups) {
            let group = group.unwrap_or_else(|| self.paths.take(block, &joined_name(equation)));
            self.equation(equation, ids, &group, block);
        }
        let Some(chain) = &body.output else { return Flow::UNKNOWN };
        let mut place = Place { group: block.to_vec(), is_alone: false, block, names: &[] };
        if steps_in(chain) > 0 {
            let name = generated("output", chain.start);
            if let Some(taken) =
                body.equations.iter().flat_map(|equation| &equation.names).find(|taken| **taken == name)
            {
                let message =
                    "`output` is the field name of the steps in the last line: rename this equation";
                self.reports.at(taken.span(), message);
            }
            place.group.push(self.paths.take(block, &name));
            place.is_alone = is_alone(chain);
        }
        self.chain(chain, &place)
    }

    fn equation(&mut self, equation: &Equation, ids: &[Option<usize>], group: &Ident, block: &[Ident]) {
        let group = block.iter().chain([group]).cloned().collect();
        let place = Place { group, is_alone: is_alone(&equation.chain), block, names: &equation.names };
        let at = self.equations.len();
        self.equations.push(UnresolvedEquation { names: Vec::new(), block: block.to_vec(), renames: None });
        let flow = self.chain(&equation.chain, &place);
        let mut renames = None;
        let sources = match equation.names.as_slice() {
            [] => {
                self.uses.extend(flow.uses());
                return;
            }
            [_] if equation.fit_names == 0 => {
                let one = self.one(flow);
                let source = one.value;
                match (&equation.chain.source, equation.chain.links.is_empty()) {
                    (syntax::Source::Name(_), true) => renames = one.name,
                    _ => self.uses.push(one),
                }
                vec![source]
            }
            names => self.unpack(flow, names.len(), equation),
        };
        let mut names = Vec::new();
        for (id, source) in ids.iter().zip(sources) {
            let Some(id) = *id else { continue };
            self.define(id, source);
            names.extend(self.scope.names.get(id).map(|name| (name.ident.clone(), ValueRef::Name(id))));
        }
        if let Some(equation) = self.equations.get_mut(at) {
            equation.names = names;
            equation.renames = renames;
        }
    }
}

/// Whether the output is written as a tuple, so that the pipeline has several outputs.
fn gives_tuple(chain: &Chain) -> bool {
    chain.links.is_empty()
        && match &chain.source {
            syntax::Source::List { form, .. } => *form == Form::Tuple,
            syntax::Source::Block(body) => body.output.as_ref().is_some_and(gives_tuple),
            syntax::Source::Name(_) | syntax::Source::Missing => false,
        }
}
