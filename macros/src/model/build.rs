//! The syntax tree to a graph: every name looked up, every step a node.
//!
//! Invariant: whatever is missing in the tree becomes [`Source::Unknown`], about which nothing more is said.

use proc_macro2::Ident;

use super::draft::{Draft, DraftEquation, DraftNode, DraftOutput, Source, Use};
use super::flow::Flow;
use super::paths::{Paths, generated, is_alone, joined_name, steps_in};
use super::scope::{Role, Scope};
use super::{Form, NodeKind, Size, ValueType};
use crate::diagnostic::Reports;
use crate::parse::syntax::{self, Body, Chain, Equation};

/// Builds the graph of one pipeline.
pub(crate) fn build(syntax: syntax::Pipeline, reports: &mut Reports) -> Draft {
    let before = reports.count();
    let mut builder = Builder::new(reports, syntax.broken);
    let mut inputs = Vec::new();
    builder.scope.enter();
    builder.scope.misses_names = syntax.misses_inputs;
    builder.inputs(syntax.inputs, &mut inputs);
    let input_count = inputs.len();
    builder.inputs(syntax.fit_inputs, &mut inputs);
    builder.sizes(&syntax.body, &inputs);
    let outputs = builder.pipeline_body(&syntax.body);
    if !syntax.broken && builder.reports.count() == before {
        builder.unused_sizes();
    }
    let broken = syntax.broken || builder.reports.count() > before;
    Draft {
        attributes: syntax.attributes,
        visibility: syntax.visibility,
        name: syntax.name,
        inputs,
        input_count,
        promise: syntax.promise,
        sizes: builder.sizes,
        names: builder.scope.names,
        nodes: builder.nodes,
        equations: builder.equations,
        outputs,
        uses: builder.uses,
        broken,
    }
}

/// Where in the struct the steps of an equation stand.
pub(super) struct Place<'a> {
    /// The equation's group of fields.
    pub(super) group: Vec<Ident>,
    /// The equation has one step, which is the equation's field.
    pub(super) is_alone: bool,
    pub(super) block: &'a [Ident],
    /// The names on the left side.
    pub(super) names: &'a [Ident],
}

pub(super) struct Builder<'r> {
    pub(super) reports: &'r mut Reports,
    /// The syntax has a mistake.
    is_broken: bool,
    pub(super) scope: Scope,
    pub(super) paths: Paths,
    pub(super) nodes: Vec<DraftNode>,
    pub(super) sizes: Vec<Size>,
    equations: Vec<DraftEquation>,
    pub(super) uses: Vec<Use>,
}

impl<'r> Builder<'r> {
    fn new(reports: &'r mut Reports, is_broken: bool) -> Builder<'r> {
        Builder {
            reports,
            is_broken,
            scope: Scope::default(),
            paths: Paths::default(),
            nodes: Vec::new(),
            sizes: Vec::new(),
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
    pub(super) fn body(&mut self, body: &Body, block: &[Ident]) -> Flow {
        self.scope.misses_names |= body.misses_names;
        if !block.is_empty() {
            for size in &body.sizes {
                let message = "a size is declared among the outermost equations of the pipeline";
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
            [_] if equation.fit_names == 0 => {
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
        if equation.fit_names > 0
            && !matches!(flow, Flow::One(Use { source: Source::Node { .. } | Source::Unknown, .. }))
        {
            let message = "`fit` before a name is for what a step makes only while fitting: `(past, fit next) = windows |> Step`";
            self.reports.at(equation.span, message);
            self.uses.extend(flow.uses());
            return unknown;
        }
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
                let gives_one = match &last.kind {
                    NodeKind::Step { .. } => None,
                    NodeKind::Expect(_) => Some("expect"),
                    NodeKind::Inverse { .. } => Some("inverse"),
                    NodeKind::Again { .. } => Some("through"),
                };
                if let Some(word) = gives_one {
                    let message = format!(
                        "`{word}` gives one value: only a step can give several values to several names"
                    );
                    self.reports.at(equation.span, message);
                    return unknown;
                }
                let (given, fit_count) = (last.inputs.uses.len(), equation.fit_names);
                last.output_count = if fit_count > 0 { given + fit_count } else { count };
                last.fit_output_count = fit_count;
                let going_on = count - fit_count;
                let message = match (last.inputs.form, equation.names.as_slice()) {
                    _ if fit_count == 0 => None,
                    (Form::Array, _) => Some(
                        "a list goes into this step: what exists only while fitting is made from one value, or from a tuple"
                            .to_owned(),
                    ),
                    (_, [name, ..]) if going_on == 0 => Some(format!(
                        "before `fit {name}` stands the name that goes on while predicting: `(past, fit {name}) = ...`"
                    )),
                    _ if given == going_on => None,
                    _ => Some(format!(
                        "{given} {} into this step, and {going_on} {} without `fit`: each value that goes in goes on \
                         under one name",
                        if given == 1 { "value goes" } else { "values go" },
                        if going_on == 1 { "name stands" } else { "names stand" },
                    )),
                };
                if let Some(message) = message {
                    // How many names and values there are is not known behind a mistake in them.
                    if !self.is_broken {
                        self.reports.at(equation.span, message);
                    }
                    return unknown;
                }
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
