//! Pipelines of one macro call that contain themselves.
//!
//! Invariant: after a report, what would cause errors of rustc in the generated code is taken out.

use std::collections::HashMap;

use proc_macro2::TokenTree;

use crate::diagnostic::Reports;
use crate::parse::syntax::{Body, Chain, Link, Pipeline, Source, Step};

/// Reports each step through which a pipeline contains itself, and takes the step out.
pub(crate) fn cut_recursion(pipelines: &mut [Pipeline], reports: &mut Reports) {
    let names: HashMap<String, usize> =
        pipelines.iter().enumerate().map(|(at, pipeline)| (pipeline.name.to_string(), at)).collect();
    let mut uses: Vec<Vec<usize>> = Vec::new();
    for pipeline in &mut *pipelines {
        let mut used = Vec::new();
        for_each_step(pipeline, &mut |step| {
            used.extend(used_pipeline(step, &names));
            false
        });
        uses.push(used);
    }
    // The last pipeline of a cycle first: its use of the others is reported and closes no further cycle.
    for (at, pipeline) in pipelines.iter_mut().enumerate().rev() {
        let name = pipeline.name.to_string();
        let mut closing = Vec::new();
        for_each_step(pipeline, &mut |step| {
            let Some(used) = used_pipeline(step, &names).filter(|&used| reaches(&uses, used, at)) else {
                return false;
            };
            let through = if used == at { String::new() } else { format!(" through `{}`", step.spec.text) };
            // A pipeline has no generics, so another step is meant.
            let message = if step.spec.path.clone().into_iter().count() > 1 {
                format!(
                    "`{name}` is the name of this pipeline here: give it another name than that of the step"
                )
            } else {
                format!(
                    "the pipeline `{name}` contains itself{through}: a pipeline is a graph without cycles"
                )
            };
            reports.at(step.spec.span, message);
            closing.push(used);
            true
        });
        pipeline.broken |= !closing.is_empty();
        if let Some(uses) = uses.get_mut(at) {
            uses.retain(|used| !closing.contains(used));
        }
    }
}

/// Returns the pipeline of this macro call that the step names.
fn used_pipeline(step: &Step, names: &HashMap<String, usize>) -> Option<usize> {
    let path: Vec<TokenTree> = step.spec.path.clone().into_iter().collect();
    let [TokenTree::Ident(name), rest @ ..] = path.as_slice() else { return None };
    let is_generic = matches!(rest, [TokenTree::Punct(open), ..] if open.as_char() == '<');
    if !rest.is_empty() && !is_generic {
        return None;
    }
    names.get(&name.to_string()).copied()
}

fn reaches(uses: &[Vec<usize>], from: usize, to: usize) -> bool {
    let (mut seen, mut open) = (vec![false; uses.len()], vec![from]);
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if !std::mem::replace(&mut seen[at], true) {
            open.extend(&uses[at]);
        }
    }
    false
}

/// Calls `take` for each step of a pipeline. A step for which it returns `true` is taken out.
fn for_each_step(pipeline: &mut Pipeline, take: &mut dyn FnMut(&Step) -> bool) {
    in_body(&mut pipeline.body, take);
}

fn in_body(body: &mut Body, take: &mut dyn FnMut(&Step) -> bool) {
    let chains = body.equations.iter_mut().map(|equation| &mut equation.chain).chain(&mut body.output);
    chains.for_each(|chain| in_chain(chain, take));
}

fn in_chain(chain: &mut Chain, take: &mut dyn FnMut(&Step) -> bool) {
    match &mut chain.source {
        Source::List { chains, .. } => chains.iter_mut().for_each(|chain| in_chain(chain, take)),
        Source::Block(body) => in_body(body, take),
        Source::Name(_) | Source::Missing => {}
    }
    in_links(&mut chain.links, take);
}

fn in_links(links: &mut [Link], take: &mut dyn FnMut(&Step) -> bool) {
    for link in links {
        match link {
            Link::FanOut { branches, .. } => branches.iter_mut().for_each(|branch| in_links(branch, take)),
            Link::Step(step) => {
                if let Some(fit) = &mut step.fit {
                    fit.chains.iter_mut().for_each(|chain| in_chain(chain, take));
                }
                if take(step) {
                    *link = Link::Missing;
                }
            }
            Link::Expect { .. }
            | Link::Column(_)
            | Link::Inverse { .. }
            | Link::Reapply { .. }
            | Link::Missing => {}
        }
    }
}
