//! Chains to nodes: what flows in, link by link, to what comes out.
//!
//! Invariant: a list flows only into a step, names or branches; where one value is wanted, it is reported.

use proc_macro2::{Ident, Span};

use super::build::{Builder, Place};
use super::draft::{DraftArguments, DraftNode, Source, Use};
use super::paths::generated;
use super::{Form, NodeKind};
use crate::parse::snake_case;
use crate::parse::syntax::{self, Chain, Link, Step};

/// What flows along a chain.
pub(super) enum Flow {
    One(Use),
    /// A tuple or an array, which a step has to join or names have to take.
    Many {
        form: Form,
        uses: Vec<Use>,
        span: Span,
    },
}

impl Flow {
    pub(super) const UNKNOWN: Flow = Flow::One(Use::UNKNOWN);

    pub(super) fn uses(self) -> Vec<Use> {
        match self {
            Flow::One(one) => vec![one],
            Flow::Many { uses, .. } => uses,
        }
    }

    /// The same values for a second branch. A name is emitted once, so only the first branch keeps it.
    fn branch(&self) -> Flow {
        match self {
            Flow::One(one) => Flow::One(Use::link(one.source)),
            Flow::Many { form, uses, span } => {
                let uses = uses.iter().map(|one| Use::link(one.source)).collect();
                Flow::Many { form: *form, uses, span: *span }
            }
        }
    }
}

impl Builder<'_> {
    /// Builds a chain: what comes out at its end.
    pub(super) fn chain(&mut self, chain: &Chain, place: &Place<'_>) -> Flow {
        let mut flow = match &chain.source {
            syntax::Source::Name(name) => Flow::One(self.scope.resolve(name, self.reports)),
            syntax::Source::List { form, chains, span } => self.list(*form, chains, *span, place),
            syntax::Source::Block(body) => {
                self.scope.enter();
                let flow = self.body(body, &place.group);
                let block = place.group.last().map_or_else(String::new, Ident::to_string);
                self.scope.leave(&block);
                flow
            }
            syntax::Source::Missing => Flow::UNKNOWN,
        };
        for link in &chain.links {
            flow = self.link(flow, link, place);
        }
        flow
    }

    fn list(&mut self, form: Form, chains: &[Chain], span: Span, place: &Place<'_>) -> Flow {
        let mut uses = Vec::new();
        for chain in chains {
            let flow = self.chain(chain, place);
            uses.push(self.one(flow));
        }
        if uses.is_empty() { Flow::UNKNOWN } else { Flow::Many { form, uses, span } }
    }

    fn link(&mut self, flow: Flow, link: &Link, place: &Place<'_>) -> Flow {
        match link {
            Link::Step(step) => self.step(flow, step, place),
            Link::FanOut { form, branches, span } => {
                let mut uses = Vec::new();
                let others = flow.branch();
                let mut first = Some(flow);
                for branch in branches {
                    let mut flow = first.take().unwrap_or_else(|| others.branch());
                    for link in branch {
                        flow = self.link(flow, link, place);
                    }
                    uses.push(self.one(flow));
                }
                if uses.is_empty() { Flow::UNKNOWN } else { Flow::Many { form: *form, uses, span: *span } }
            }
            Link::Expect { dims, start } => {
                let inputs = DraftArguments { form: Form::One, uses: vec![self.one(flow)] };
                let mut path = place.group.clone();
                path.push(self.paths.take(&place.group, &generated("expect", *start)));
                self.node(DraftNode {
                    kind: NodeKind::Expect(dims.clone()),
                    path,
                    block: place.block.to_vec(),
                    inputs,
                    fit: None,
                    output_count: 1,
                    fit_output_count: 0,
                    label: format!("expect [{}]", dims.axes.join(", ")),
                    span: *start,
                    invented: None,
                })
            }
            Link::Inverse { name, start, end } => {
                let learnt = self.scope.resolve(name, self.reports);
                let inputs = DraftArguments { form: Form::One, uses: vec![self.one(flow)] };
                let mut path = place.group.clone();
                path.push(self.paths.take(&place.group, &generated("inverse", *start)));
                let text = format!("inverse({name})");
                self.node(DraftNode {
                    kind: NodeKind::Inverse { text: text.clone(), end: *end },
                    path,
                    block: place.block.to_vec(),
                    inputs,
                    fit: Some(DraftArguments { form: Form::One, uses: vec![learnt] }),
                    output_count: 1,
                    fit_output_count: 0,
                    label: text,
                    span: *start,
                    invented: None,
                })
            }
            Link::Through { name, start, end } => {
                let made = self.scope.resolve(name, self.reports);
                let inputs = arguments(flow);
                let mut path = place.group.clone();
                path.push(self.paths.take(&place.group, &generated("through", *start)));
                let text = format!("through({name})");
                self.node(DraftNode {
                    kind: NodeKind::Again { of: None, after: None, text: text.clone(), end: *end },
                    path,
                    block: place.block.to_vec(),
                    inputs,
                    fit: Some(DraftArguments { form: Form::One, uses: vec![made] }),
                    output_count: 1,
                    fit_output_count: 0,
                    label: text,
                    span: *start,
                    invented: None,
                })
            }
            Link::Missing => {
                self.uses.extend(flow.uses());
                Flow::UNKNOWN
            }
        }
    }

    fn step(&mut self, flow: Flow, step: &Step, place: &Place<'_>) -> Flow {
        // `log = x |> log` is fine: a value cannot be meant, since it would be made from itself.
        let is_own_name = place.names.iter().any(|name| *name == step.name);
        if step.is_word && !is_own_name && self.scope.is_value(&step.name) {
            let name = &step.name;
            let message = format!(
                "`{name}` is a value, not a step: to hand over both values, write `(.., {name}) |> Step`"
            );
            self.reports.at(step.span, message);
            self.uses.extend(flow.uses());
            return Flow::UNKNOWN;
        }
        let path = if place.is_alone {
            place.group.clone()
        } else {
            let wish = step.alias.clone().unwrap_or_else(|| generated(&snake_case(&step.name), step.span));
            let mut path = place.group.clone();
            let taken = self.paths.take(&place.group, &wish);
            if step.alias.is_some() && taken != wish {
                let message =
                    format!("`{wish}` is already the name of a step here: give this step another name");
                self.reports.at(wish.span(), message);
            }
            path.push(taken);
            path
        };
        let is_invented = !place.is_alone && step.alias.is_none();
        let inputs = arguments(flow);
        let text = if step.is_optional { format!("optional {}", step.text) } else { step.text.clone() };
        let fit = step.fit.as_ref().map(|fit| self.fit(fit, place));
        let sizes = self.size_uses(step.hyperparameters.as_ref(), &step.searches);
        let mut arms = step.arms.clone();
        for arm in &mut arms {
            arm.sizes = self.size_uses(arm.hyperparameters.as_ref(), &arm.searches);
        }
        self.node(DraftNode {
            kind: NodeKind::Step {
                is_optional: step.is_optional,
                path: step.path.clone(),
                hyperparameters: step.hyperparameters.clone(),
                searches: step.searches.clone(),
                sizes,
                arms,
                text: text.clone(),
            },
            path,
            block: place.block.to_vec(),
            inputs,
            fit,
            output_count: 1,
            fit_output_count: 0,
            label: text,
            span: step.span,
            invented: is_invented.then(|| step.pipe.unwrap_or_else(Span::call_site)),
        })
    }

    fn fit(&mut self, fit: &syntax::Fit, place: &Place<'_>) -> DraftArguments {
        match fit.chains.as_slice() {
            [chain] => arguments(self.chain(chain, place)),
            chains => arguments(self.list(Form::Tuple, chains, fit.span, place)),
        }
    }

    fn node(&mut self, node: DraftNode) -> Flow {
        self.nodes.push(node);
        Flow::One(Use::link(Source::Node { node: self.nodes.len() - 1, output: 0 }))
    }

    /// A flow that has to be one value here.
    pub(super) fn one(&mut self, flow: Flow) -> Use {
        match flow {
            Flow::One(one) => one,
            Flow::Many { uses, span, .. } => {
                self.reports.at(span, "a list of values needs a step that joins them, such as `|> Concat`");
                self.uses.extend(uses);
                Use::UNKNOWN
            }
        }
    }
}

fn arguments(flow: Flow) -> DraftArguments {
    match flow {
        Flow::One(one) => DraftArguments { form: Form::One, uses: vec![one] },
        Flow::Many { form, uses, .. } => DraftArguments { form, uses },
    }
}
