//! Field paths: the place of each step in the pipeline's struct.
//!
//! Invariant: within a group each name is used once; a second step of the same name becomes `pca_2`.

use std::collections::HashMap;

use proc_macro2::{Ident, Span};

use crate::parse::syntax::{self, Chain, Equation, Link};
use crate::parse::{is_unnamed, snake_case};

/// The names in use, by the path of their group.
#[derive(Debug, Default)]
pub(super) struct Paths {
    taken: HashMap<String, usize>,
}

impl Paths {
    /// Takes a free name of the group: `wish`, or `wish_2` and so on, with the span of `wish`.
    pub(super) fn take(&mut self, group: &[Ident], wish: &Ident) -> Ident {
        let prefix: String = group.iter().map(|ident| format!("{ident}.")).collect();
        let key = format!("{prefix}{wish}");
        let mut count = self.taken.get(&key).copied().unwrap_or(0);
        loop {
            count += 1;
            let name = if count == 1 { wish.to_string() } else { format!("{wish}_{count}") };
            let full = format!("{prefix}{name}");
            if count == 1 || !self.taken.contains_key(&full) {
                self.taken.insert(full, 1);
                self.taken.insert(key, count);
                return if count == 1 { wish.clone() } else { generated(&name, wish.span()) };
            }
        }
    }
}

/// Creates an identifier that the user did not write: resolved at the macro call, located at a token of the user.
pub(super) fn generated(name: &str, span: Span) -> Ident {
    Ident::new(name, Span::call_site().located_at(span))
}

/// Returns the group of an equation without a single name: `a_b` for `(a, b) = ...`, `a` for `(a, _) = ...`.
pub(super) fn joined_name(equation: &Equation) -> Ident {
    let names = equation.names.iter().filter(|name| !is_unnamed(name));
    let names: Vec<String> = names.map(|name| name.to_string().replace("r#", "")).collect();
    let name = if names.is_empty() { "unnamed".to_owned() } else { names.join("_") };
    generated(&snake_case(&name), equation.span)
}

/// Counts the steps of a chain, those in lists, blocks and `.fit(..)` included.
pub(super) fn steps_in(chain: &Chain) -> usize {
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
        Link::Expect { .. }
        | Link::Column(_)
        | Link::Inverse { .. }
        | Link::Reapply { .. }
        | Link::Missing => 0,
    };
    links.iter().map(count).sum()
}

/// Whether the chain's only step is an unnamed link of the chain itself, so that it takes the equation's name.
pub(super) fn is_alone(chain: &Chain) -> bool {
    steps_in(chain) == 1
        && chain.links.iter().any(|link| matches!(link, Link::Step(step) if step.alias.is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn second_names_are_numbered() {
        let mut paths = Paths::default();
        let ident = |name: &str| Ident::new(name, Span::call_site());
        let mut take = |group: &[Ident], wish: &str| paths.take(group, &ident(wish)).to_string();
        assert_eq!(take(&[], "pca"), "pca");
        assert_eq!(take(&[], "pca_2"), "pca_2");
        assert_eq!(take(&[], "pca"), "pca_3");
        assert_eq!(take(&[ident("a")], "pca"), "pca");
        assert_eq!(take(&[], "pca"), "pca_4");
    }
}
