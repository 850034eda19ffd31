//! The syntax tree to a graph: every name looked up, every step a node.
//!
//! Invariant: whatever is missing in the tree becomes [`Source::Unknown`], about which nothing more is said.

use proc_macro2::{Ident, Span};

use super::draft::{Draft, DraftArguments, DraftEquation, DraftNode, DraftOutput, Source, Use};
use super::paths::{Paths, generated};
use super::scope::{Role, Scope};
use super::{Form, NodeKind, ValueType};
use crate::diagnostic::{Reports, marks};
use crate::parse::snake_case;
use crate::parse::syntax::{self, Body, Chain, Equation, Link, Step};

/// Builds the graph of one pipeline.
pub(crate) fn build(syntax: syntax::Pipeline, reports: &mut Reports) -> Draft {
    let before = reports.count();
    let mut builder = Builder::new(reports);
    let mut inputs = Vec::new();
    builder.scope.enter();
    builder.scope.misses_names = syntax.misses_inputs;
    builder.inputs(syntax.inputs, &mut inputs);
    let input_count = inputs.len();
    builder.inputs(syntax.fit_inputs, &mut inputs);
    let outputs = builder.pipeline_body(&syntax.body);
    let broken = syntax.broken || builder.reports.count() > before;
    Draft {
        attributes: syntax.attributes,
        visibility: syntax.visibility,
        name: syntax.name,
        inputs,
        input_count,
        promise: syntax.promise,
        names: builder.scope.names,
        nodes: builder.nodes,
        equations: builder.equations,
        outputs,
        uses: builder.uses,
        broken,
    }
}

/// What flows along a chain.
enum Flow {
    One(Use),
    /// A tuple or an array, which a step has to join or names have to take.
    Many {
        form: Form,
        uses: Vec<Use>,
        span: Span,
    },
}

impl Flow {
    const UNKNOWN: Flow = Flow::One(Use::UNKNOWN);

    fn uses(self) -> Vec<Use> {
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

/// Where in the struct the steps of an equation stand.
struct Place<'a> {
    /// The equation's group of fields.
    group: Vec<Ident>,
    /// The equation has one step, which is the equation's field.
    is_alone: bool,
    block: &'a [Ident],
    /// The names on the left side.
    names: &'a [Ident],
}

struct Builder<'r> {
    reports: &'r mut Reports,
    scope: Scope,
    paths: Paths,
    nodes: Vec<DraftNode>,
    equations: Vec<DraftEquation>,
    uses: Vec<Use>,
}

impl<'r> Builder<'r> {
    fn new(reports: &'r mut Reports) -> Builder<'r> {
        Builder {
            reports,
            scope: Scope::default(),
            paths: Paths::default(),
            nodes: Vec::new(),
            equations: Vec::new(),
            uses: Vec::new(),
        }
    }

    /// Declares inputs. A second one of the same name is left out: no function has two such parameters.
    fn inputs(&mut self, inputs: Vec<syntax::Input>, found: &mut Vec<(Ident, Option<ValueType>)>) {
        for input in inputs {
            let Some(id) = self.scope.declare(&input.name, Role::Input, self.reports) else { continue };
            self.define(id, Source::Input(found.len()));
            found.extend(self.scope.names.get(id).map(|name| (name.ident.clone(), input.kind)));
        }
    }

    fn define(&mut self, name: usize, definition: Source) {
        if let Some(name) = self.scope.names.get_mut(name) {
            name.definition = definition;
        }
    }

    fn pipeline_body(&mut self, body: &Body) -> Vec<DraftOutput> {
        let flow = self.body(body, &[]);
        self.scope.leave("");
        let Some(chain) = &body.output else { return Vec::new() };
        let uses = match flow {
            Flow::Many { form: Form::Tuple, uses, .. } if gives_tuple(chain) => uses,
            flow => vec![self.one(flow)],
        };
        let mut names = Paths::default();
        let count = uses.len();
        let output = |value: Use| {
            let span = value.name.as_ref().map_or(chain.start, Ident::span);
            let name = match (&value.name, value.source) {
                (Some(name), _) => name.clone(),
                (None, Source::Node { node, .. }) if count > 1 => {
                    let path = self.nodes.get(node).and_then(|node| node.path.last());
                    path.map_or_else(|| generated("output", span), Ident::clone)
                }
                _ => generated("output", span),
            };
            DraftOutput { name: names.take(&[], &name), span, value }
        };
        uses.into_iter().map(output).collect()
    }

    /// Builds a block whose scope the caller has opened; gives what its output is.
    fn body(&mut self, body: &Body, block: &[Ident]) -> Flow {
        self.scope.misses_names |= body.misses_names;
        let mut declared = Vec::new();
        for equation in &body.equations {
            let mut ids = Vec::new();
            for name in &equation.names {
                ids.push(self.scope.declare(name, Role::Equation, self.reports));
            }
            declared.push(ids);
        }
        // The names that the user wrote come first: a generated one gives way.
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
                    "`output` is the name of the last line, whose steps have no other: rename this equation";
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
        self.equations.push(DraftEquation { names: Vec::new(), block: block.to_vec(), renames: None });
        let flow = self.chain(&equation.chain, &place);
        let mut renames = None;
        let sources = match equation.names.as_slice() {
            [] => {
                self.uses.extend(flow.uses());
                return;
            }
            [_] => {
                let one = self.one(flow);
                let source = one.source;
                match (&equation.chain.source, equation.chain.links.is_empty()) {
                    (syntax::Source::Name(_), true) => renames = one.name,
                    _ => self.uses.push(one),
                }
                vec![source]
            }
            names => self.take_apart(flow, names.len(), equation),
        };
        let mut names = Vec::new();
        for (id, source) in ids.iter().zip(sources) {
            let Some(id) = *id else { continue };
            self.define(id, source);
            names.extend(self.scope.names.get(id).map(|name| (name.ident.clone(), Source::Name(id))));
        }
        if let Some(equation) = self.equations.get_mut(at) {
            equation.names = names;
            equation.renames = renames;
        }
    }

    /// `(a, b) = chain`: the parts of a list, or the outputs of the last step.
    fn take_apart(&mut self, flow: Flow, count: usize, equation: &Equation) -> Vec<Source> {
        let unknown = vec![Source::Unknown; count];
        match flow {
            Flow::Many { uses, .. } => {
                let sources: Vec<Source> = uses.iter().map(|one| one.source).collect();
                self.uses.extend(uses);
                if sources.len() == count {
                    return sources;
                }
                let given = sources.len();
                self.reports.at(
                    equation.span,
                    format!("{count} names for {given} values: each value takes one name"),
                );
                unknown
            }
            Flow::One(Use { source: Source::Unknown, name }) => {
                self.uses.push(Use { source: Source::Unknown, name });
                unknown
            }
            Flow::One(Use { source: Source::Node { node, output: 0 }, name: None }) => {
                let Some(last) = self.nodes.get_mut(node) else { return unknown };
                if let NodeKind::Expect(_) = last.kind {
                    let message =
                        "`expect` gives one value: only a step can give several values to several names";
                    self.reports.at(equation.span, message);
                    return unknown;
                }
                last.output_count = count;
                (0..count).map(|output| Source::Node { node, output }).collect()
            }
            Flow::One(one) => {
                let name = one.name.as_ref().map_or_else(|| "this".to_owned(), |name| format!("`{name}`"));
                let message = format!(
                    "{name} is one value: {count} names take a list of {count} values, or what a step gives"
                );
                self.reports.at(equation.span, message);
                self.uses.push(one);
                unknown
            }
        }
    }

    fn chain(&mut self, chain: &Chain, place: &Place<'_>) -> Flow {
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
            Link::Expect { dims, start, end } => {
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
                    label: format!("expect [{}]", dims.axes.join(", ")),
                    span: *start,
                    tokens: marks(*start, *end),
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
            path.push(self.paths.take(&place.group, &wish));
            path
        };
        let inputs = arguments(flow);
        let fit = step.fit.as_ref().map(|fit| self.fit(fit, place));
        self.node(DraftNode {
            kind: NodeKind::Step {
                path: step.path.clone(),
                hyperparameters: step.hyperparameters.clone(),
                text: step.text.clone(),
            },
            path,
            block: place.block.to_vec(),
            inputs,
            fit,
            output_count: 1,
            label: step.text.clone(),
            span: step.span,
            tokens: marks(step.span, step.end),
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
    fn one(&mut self, flow: Flow) -> Use {
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

/// The group of an equation without a name of its own: `a_b` for `(a, b) = ...`.
fn joined_name(equation: &Equation) -> Ident {
    let names: Vec<String> = equation.names.iter().map(|name| name.to_string().replace("r#", "")).collect();
    let name = if names.is_empty() { "unnamed".to_owned() } else { names.join("_") };
    generated(&snake_case(&name), equation.span)
}

/// How many steps the chain has, those in lists, blocks and `.fit(..)` included.
fn steps_in(chain: &Chain) -> usize {
    let source = match &chain.source {
        syntax::Source::List { chains, .. } => chains.iter().map(steps_in).sum(),
        syntax::Source::Block(body) => {
            let chains = body.equations.iter().map(|equation| &equation.chain).chain(&body.output);
            chains.map(steps_in).sum()
        }
        syntax::Source::Name(_) | syntax::Source::Missing => 0,
    };
    source + steps_in_links(&chain.links)
}

fn steps_in_links(links: &[Link]) -> usize {
    let count = |link: &Link| match link {
        Link::Step(step) => 1 + step.fit.iter().flat_map(|fit| &fit.chains).map(steps_in).sum::<usize>(),
        Link::FanOut { branches, .. } => branches.iter().map(|branch| steps_in_links(branch)).sum(),
        Link::Expect { .. } | Link::Missing => 0,
    };
    links.iter().map(count).sum()
}

/// Is the chain's only step an unnamed link of its own, so that it takes the equation's name?
fn is_alone(chain: &Chain) -> bool {
    steps_in(chain) == 1
        && chain.links.iter().any(|link| matches!(link, Link::Step(step) if step.alias.is_none()))
}

/// Does the output stand as a tuple, so that it is several outputs?
fn gives_tuple(chain: &Chain) -> bool {
    chain.links.is_empty()
        && match &chain.source {
            syntax::Source::List { form, .. } => *form == Form::Tuple,
            syntax::Source::Block(body) => body.output.as_ref().is_some_and(gives_tuple),
            syntax::Source::Name(_) | syntax::Source::Missing => false,
        }
}
