//! Chains to nodes, link by link.
//!
//! Invariant: a list flows only into a step, names or branches; a list in the place of one value is reported.

use proc_macro2::{Ident, Span};

use super::builder::{Builder, Place};
use super::flow::Flow;
use super::paths::generated;
use super::unresolved::{UnresolvedArguments, UnresolvedNode, Use, ValueRef};
use crate::model::node::NodeKind;
use crate::parse::syntax::{self, Chain, Form, Link, Step};
use crate::parse::{is_type_like, snake_case};

/// The largest number of values in a tuple that a step accepts.
const MOST_INPUTS: usize = 16;

impl Builder<'_> {
    /// Builds a chain, and returns its output.
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
        if chain.is_wrong {
            self.uses.extend(flow.uses());
            flow = Flow::UNKNOWN;
        }
        let was_wrong = self.is_wrong;
        self.is_wrong |= chain.is_wrong;
        for link in &chain.links {
            flow = self.link(flow, link, place);
        }
        self.is_wrong = was_wrong;
        if chain.is_lost || chain.is_wrong {
            self.uses.extend(flow.uses());
            return Flow::UNKNOWN;
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
            Link::Expect { dims, .. } if !self.are_known(dims) => {
                self.uses.extend(flow.uses());
                Flow::UNKNOWN
            }
            Link::Expect { dims, start } => {
                let inputs = self.one(flow).into_arguments();
                let (kind, label) =
                    (NodeKind::Expect(dims.clone()), format!("expect [{}]", dims.axes.join(", ")));
                let path = self.path_of_word("expect", *start, place);
                self.node(UnresolvedNode {
                    path,
                    inputs,
                    ..UnresolvedNode::of(kind, label, *start, place.block)
                })
            }
            Link::Column(name) => self.column(flow, name, place),
            Link::Inverse { name, back_to, start, end } => {
                let mut fit = self.scope.resolve_of(name, Some("inverse"), self.reports).into_arguments();
                if let Some(back_to) = back_to {
                    fit.uses.push(self.scope.resolve_of(back_to, Some("inverse"), self.reports));
                }
                let inputs = self.one(flow).into_arguments();
                let path = self.path_of_word("inverse", *start, place);
                let dots = back_to.as_ref().map_or_else(String::new, |back_to| format!("{back_to}.."));
                let text = format!("inverse({dots}{name})");
                let kind = NodeKind::Inverse { of: None, text: text.clone(), end: *end };
                self.node(UnresolvedNode {
                    path,
                    inputs,
                    fit: Some(fit),
                    ..UnresolvedNode::of(kind, text, *start, place.block)
                })
            }
            Link::Reapply { name, start, end } => {
                let fit = Some(self.scope.resolve_of(name, Some("through"), self.reports).into_arguments());
                let path = self.path_of_word("through", *start, place);
                let text = format!("through({name})");
                let kind = NodeKind::Reapply { of: None, after: None, text: text.clone(), end: *end };
                let inputs = flow.arguments();
                self.node(UnresolvedNode {
                    path,
                    inputs,
                    fit,
                    ..UnresolvedNode::of(kind, text, *start, place.block)
                })
            }
            Link::Missing => {
                self.uses.extend(flow.uses());
                Flow::UNKNOWN
            }
        }
    }

    /// Builds a column of records. Each column of a value is one node, wherever the user writes it.
    fn column(&mut self, flow: Flow, name: &Ident, place: &Place<'_>) -> Flow {
        let records = self.one(flow);
        let known = self.nodes.iter_mut().enumerate().find_map(|(number, node)| match &mut node.kind {
            NodeKind::Column { name: known, uses, .. }
                if *name == *known && node.inputs.uses.iter().all(|input| input.value == records.value) =>
            {
                uses.push(name.clone());
                Some(number)
            }
            _ => None,
        });
        if let Some(node) = known {
            self.uses.push(records);
            return Flow::One(Use::unnamed(ValueRef::Node { node, output: 0 }));
        }
        let is_input = match records.value {
            ValueRef::Name(known) => {
                self.scope.names.get(known).is_some_and(|name| matches!(name.definition, ValueRef::Input(_)))
            }
            _ => false,
        };
        let path = match &records.name {
            // No equation has the name of an input, so no step has this path.
            Some(input) if is_input => vec![input.clone(), name.clone()],
            _ => self.path_of_word("column", name.span(), place),
        };
        // A column belongs to its input and to no block.
        let block = if is_input { &[] } else { place.block };
        let of = records.name.as_ref().map_or_else(String::new, Ident::to_string);
        let kind = NodeKind::Column { name: name.to_string(), uses: vec![name.clone()], is_wrong: false };
        let inputs = records.into_arguments();
        self.node(UnresolvedNode {
            path,
            inputs,
            ..UnresolvedNode::of(kind, format!("{of}.{name}"), name.span(), block)
        })
    }

    fn step(&mut self, flow: Flow, step: &Step, place: &Place<'_>) -> Flow {
        // `log = x |> log` is fine: `log` cannot mean the value here, which would be computed from itself.
        let is_own_name = place.names.iter().any(|name| *name == step.name);
        // A word of a statement with an error is a step only if it looks like one.
        let is_doubtful = self.is_wrong && !is_type_like(&step.name);
        if is_doubtful || step.is_word && !is_own_name && self.scope.is_value(&step.name) {
            let name = &step.name;
            let message = format!(
                "`{name}` is a value, not a step: to pass both values to a step, write `(.., {name}) |> Step`"
            );
            if !self.is_wrong {
                self.reports.at(step.spec.span, message);
            }
            self.uses.extend(flow.uses());
            return Flow::UNKNOWN;
        }
        let specs = || std::iter::once(&step.spec).chain(step.arms.iter().map(|arm| &arm.spec));
        if specs().any(|spec| self.size_as_constant(spec)) || specs().any(|spec| self.is_unknown_step(spec)) {
            self.uses.extend(flow.uses());
            let targets: Vec<Use> = step.fit.iter().flat_map(|fit| self.fit(fit, place).uses).collect();
            self.uses.extend(targets);
            return Flow::UNKNOWN;
        }
        let path = if place.is_alone {
            place.group.clone()
        } else {
            let wish =
                step.alias.clone().unwrap_or_else(|| generated(&snake_case(&step.name), step.spec.span));
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
        let inputs = self.step_inputs(flow).arguments();
        let fit = step.fit.as_ref().map(|fit| self.fit(fit, place));
        let (mut spec, mut arms) = (step.spec.clone(), step.arms.clone());
        if self.is_wrong && !arms.is_empty() {
            arms.retain(|arm| is_type_like(arm.spec.text.trim_start_matches("optional ")));
            if !arms.iter().any(|arm| arm.is_default) {
                let Some(first) = arms.first_mut() else { return Flow::UNKNOWN };
                first.is_default = true;
            }
        }
        for spec in std::iter::once(&mut spec).chain(arms.iter_mut().map(|arm| &mut arm.spec)) {
            match self.size_uses(spec) {
                Some(sizes) => spec.sizes = sizes,
                None => {
                    spec.hyperparameters = None;
                    spec.searches.clear();
                }
            }
        }
        let (text, span) = (spec.text.clone(), spec.span);
        let kind = NodeKind::Step { spec, arms };
        let invented = is_invented.then(|| step.pipe.unwrap_or_else(Span::call_site));
        let node = UnresolvedNode::of(kind, text, span, place.block);
        self.node(UnresolvedNode { path, inputs, fit, invented, ..node })
    }

    /// Reports a tuple that is longer than a step can accept.
    fn step_inputs(&mut self, flow: Flow) -> Flow {
        match flow {
            Flow::Many { form: Form::Tuple, uses, span } if uses.len() > MOST_INPUTS => {
                let message = format!(
                    "a step accepts a tuple of at most {MOST_INPUTS} values, but these are {}: join some before, for example with `Columns`",
                    uses.len()
                );
                self.reports.at(span, message);
                self.uses.extend(uses);
                Flow::UNKNOWN
            }
            flow => flow,
        }
    }

    /// Returns the field path of a link that starts with a word of the language, such as `expect`.
    fn path_of_word(&mut self, word: &str, start: Span, place: &Place<'_>) -> Vec<Ident> {
        let mut path = place.group.clone();
        path.push(self.paths.take(&place.group, &generated(word, start)));
        path
    }

    fn fit(&mut self, fit: &syntax::Fit, place: &Place<'_>) -> UnresolvedArguments {
        match fit.chains.as_slice() {
            [chain] => self.chain(chain, place).arguments(),
            chains => self.list(Form::Tuple, chains, fit.span, place).arguments(),
        }
    }

    fn node(&mut self, node: UnresolvedNode) -> Flow {
        self.nodes.push(node);
        Flow::One(Use::unnamed(ValueRef::Node { node: self.nodes.len() - 1, output: 0 }))
    }

    /// Returns the one value of a flow; a list is reported.
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
