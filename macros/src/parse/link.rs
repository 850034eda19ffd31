//! A link: the part of a chain after a `|>`.
//!
//! Invariant: each `|>` makes one link, or several if parentheses group them; an unreadable link is `Link::Missing`.

use proc_macro2::{Delimiter, Group, Span, TokenTree};

use super::cursor::{self, Cursor, Run};
use super::lookahead::{
    alias_sign, choose_arms, has_comma, is_dims, is_equation, is_optional, is_type_like, reuse_word,
    starts_step, starts_with_type,
};
use super::parser::Parser;
use super::syntax::{Form, Link, Step};
use super::{names, text};
use crate::spelling;

impl Parser<'_> {
    /// Reads every `|> link` that follows.
    pub(super) fn links(&mut self, cursor: &mut Cursor<'_>, links: &mut Vec<Link>) {
        while !cursor.is_at_end() {
            let pipe = (cursor.span(), cursor.span_at(1));
            // `Pca3>`: the `<` is missing.
            let is_lone_end = cursor.is_char(0, '>') && !cursor.is_pipe(1) && !cursor.is_pair(0, '>', '>');
            if self.pipe(cursor) {
                if is_lone_end {
                    self.doubt(links);
                }
                self.link(cursor, pipe, links);
                if let Some(Link::Step(step)) = links.last_mut() {
                    step.pipe.get_or_insert(pipe.0);
                }
                self.name_behind(cursor, links);
            } else if misses_pipe(cursor) {
                let sign = if cursor.is(Run::List) { "`,` or `|>`" } else { "`|>`" };
                self.reports.at(cursor.span(), format!("{sign} is missing before this step"));
                self.doubt(links);
                self.link(cursor, pipe, links);
                self.doubt(links);
            } else {
                break;
            }
        }
    }

    /// Reads the link after a `|>`.
    fn link(&mut self, cursor: &mut Cursor<'_>, pipe: (Span, Span), links: &mut Vec<Link>) {
        let is_next_equation = is_equation(cursor)
            && alias_sign(cursor) == 0
            && !cursor.ident(0).is_some_and(|word| is_type_like(&word.to_string()));
        if cursor.is_at_end() || cursor.is_char(0, ',') || cursor.is_pipe(0) || is_next_equation {
            self.reports.range(pipe.0, pipe.1, "a step is missing after this `|>`");
            links.push(Link::Missing);
            return;
        }
        let sign = alias_sign(cursor);
        let alias = cursor.ident(0).filter(|_| sign > 0);
        if let Some(alias) = alias {
            names::check(alias, self.reports);
            if !cursor.is_colon(1) {
                let message = format!("write `{alias}: ...`: the name of a step is followed by `:`, not `=`");
                self.reports.range(cursor.span_at(1), cursor.span_at(sign), message);
            }
            cursor.skip(1 + sign);
            let is_expect = cursor.is_word(0, "expect") && cursor.group(1, Delimiter::Bracket).is_some()
                || reuse_word(cursor).is_some();
            let is_list = matches!(cursor.peek(), Some(TokenTree::Group(_)));
            if !starts_step(cursor) || is_expect {
                self.reports.at(alias.span(), "a name with `:` belongs to one step: write `name: Step`");
            }
            if is_equation(cursor) {
                self.reports.at(alias.span(), format!("a step is missing after `{alias}:`"));
                links.push(Link::Missing);
                return;
            }
            if !starts_step(cursor) && !is_list {
                self.is_lost = true;
                links.push(Link::Missing);
                return;
            }
        }
        if let Some(TokenTree::Group(group)) = cursor.peek() {
            cursor.skip(1);
            match group.delimiter() {
                Delimiter::Brace => {
                    let message =
                        "a block cannot follow `|>`, because it takes no input: write `name = { ... };`";
                    self.reports.at(group.span(), message);
                    links.push(Link::Missing);
                }
                _ if is_named_list(group) => {
                    let message = "a chain of steps has no list of names: write `|>` between the steps, and a name before a step, as in `x |> scaled: StandardScaler |> Pca<8>`";
                    self.lose(group.span(), group.span(), message);
                    links.push(Link::Missing);
                }
                delimiter => self.fan_out(group, delimiter, links),
            }
            return;
        }
        if self.expect(cursor, links) || self.reuse(cursor, links) {
            return;
        }
        if self.misspelt_link(cursor) {
            links.push(Link::Missing);
            return;
        }
        if !starts_step(cursor) {
            self.no_step(cursor);
            links.push(Link::Missing);
            return;
        }
        let alias = alias.filter(|alias| names::is_usable(alias)).cloned();
        if let Some(group) = choose_arms(cursor) {
            let step = self.choose(cursor, group, alias);
            links.push(step.map_or(Link::Missing, |step| Link::Step(Box::new(step))));
            return;
        }
        if self.late_name(cursor) {
            links.push(Link::Missing);
            return;
        }
        if let Some(end) = misplaced_choice(cursor) {
            let message = if cursor.is_word(0, "optional") {
                "a choice cannot be optional: write `optional` before the steps of its arms"
            } else {
                "`choose` takes its steps in braces, each with a name: `choose { pca: Pca<8>, scaled: StandardScaler }`"
            };
            self.lose(cursor.span(), end, message);
            cursor.skip_lost();
            links.push(Link::Missing);
            return;
        }
        let is_optional = is_optional(cursor);
        if !is_optional && cursor.is_word(0, "optional") && !cursor.is_pair(1, ':', ':') {
            let (word, call) = (cursor.span(), cursor.group(1, Delimiter::Parenthesis).map(Group::span));
            let message = match call {
                Some(_) => {
                    "`optional` is a word before a step, and no function: write `optional StandardScaler`"
                }
                None => "`optional` needs a step after it: `optional StandardScaler`",
            };
            self.lose(word, call.unwrap_or(word), message);
            cursor.skip(1 + usize::from(call.is_some()));
            links.push(Link::Missing);
            return;
        }
        self.keyword(cursor.ident(0).filter(|_| is_optional));
        cursor.skip(usize::from(is_optional));
        let step = self.step(cursor, alias);
        let step = step.map(|step| Step { spec: step.spec.marked(is_optional), ..step });
        links.push(step.map_or(Link::Missing, |step| Link::Step(Box::new(step))));
    }

    /// Reports a name between a word and its step: `optional scaled: StandardScaler`, `choose scaled: { .. }`.
    fn late_name(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let word = cursor.ident(0).filter(|word| *word == "optional" || *word == "choose");
        let (Some(word), Some(name), true) = (word, cursor.ident(1), cursor.is_colon(2)) else {
            return false;
        };
        let rest = if word == "choose" { "{ .. }" } else { "Step" };
        let message = format!("the name of a step comes first: write `{name}: {word} {rest}`");
        self.lose(word.span(), cursor.span_at(2), message);
        cursor.skip_lost();
        true
    }

    /// Reports and skips a name behind its step: `StandardScaler as scaled`.
    fn name_behind(&mut self, cursor: &mut Cursor<'_>, links: &[Link]) {
        let (Some(Link::Step(step)), true, Some(name)) =
            (links.last(), cursor.is_word(0, "as"), cursor.ident(1))
        else {
            return;
        };
        let message = format!("the name of a step comes first: write `{name}: {}`", step.spec.text);
        self.reports.range(cursor.span(), name.span(), message);
        cursor.skip(2);
    }

    /// Reports and skips a token in the place of a step.
    fn no_step(&mut self, cursor: &mut Cursor<'_>) {
        let Some(token) = cursor.peek() else { return };
        if cursor.is_char(0, '.') && cursor.is_word(1, "fit") {
            self.reports.at(token.span(), "a step is missing before this `.fit`");
            cursor.skip(if cursor.group(2, Delimiter::Parenthesis).is_some() { 3 } else { 2 });
            return;
        }
        let message = if cursor.is_char(0, '|') {
            "a closure is not a step: write a function with `#[step(\"[n, d] -> [n, d]\")]` and use its name here".to_owned()
        } else {
            format!("expected a step after `|>`, found `{}`", text::found(token))
        };
        self.lose(token.span(), token.span(), message);
        cursor.skip_lost();
    }

    /// Reads `[A, B |> C]` after a `|>`; parentheses around one branch only group.
    fn fan_out(&mut self, group: &Group, delimiter: Delimiter, links: &mut Vec<Link>) {
        let tokens = self.inside(group);
        if tokens.is_empty() {
            self.reports.at(
                group.span(),
                "an empty fan-out: write the steps that receive the value, such as `[A, B]`",
            );
            links.push(Link::Missing);
            return;
        }
        if delimiter == Delimiter::Bracket && is_dims(&tokens) {
            self.reports.at(group.span(), "`expect` is missing before these dims: write `expect [n, 24]`");
            links.push(Link::Missing);
            return;
        }
        let mut inside = Cursor::new(&tokens, group.span_close()).of(Run::List);
        let branches = self.nested(group.span(), |parser| parser.branches(&mut inside));
        let Some(mut branches) = branches else {
            links.push(Link::Missing);
            return;
        };
        let is_group = delimiter == Delimiter::Parenthesis && !has_comma(&tokens) && branches.len() == 1;
        if is_group && let Some(branch) = branches.pop() {
            links.extend(branch);
            return;
        }
        let form = if delimiter == Delimiter::Parenthesis { Form::Tuple } else { Form::Array };
        links.push(Link::FanOut { form, branches, span: group.span() });
    }

    fn branches(&mut self, cursor: &mut Cursor<'_>) -> Vec<Vec<Link>> {
        let mut branches = Vec::new();
        while !cursor.is_at_end() {
            if cursor.is_char(0, ',') {
                self.lose(cursor.span(), cursor.span(), "a step is missing before this `,`");
            } else {
                let mut branch = Vec::new();
                let start = cursor.span();
                if cursor.is_pipe(0) {
                    self.reports.at(
                        start,
                        "a branch starts with a step, which receives the value: leave out this `|>`",
                    );
                    cursor.skip(2);
                }
                self.link(cursor, (start, start), &mut branch);
                self.links(cursor, &mut branch);
                branches.push(branch);
            }
            self.next_element(cursor, "the fan-out");
        }
        branches
    }

    /// Reads `expect [n, 24]`, also with a misspelled `expect`.
    fn expect(&mut self, cursor: &mut Cursor<'_>, links: &mut Vec<Link>) -> bool {
        let Some(word) = cursor.ident(0) else { return false };
        let written = word.to_string();
        let dims = cursor.group(1, Delimiter::Bracket);
        let is_expect = written == "expect" && !cursor.is_pair(1, ':', ':');
        let is_typo = !is_expect && dims.is_some() && spelling::is_near(&written, "expect");
        if !is_expect && !is_typo {
            return false;
        }
        self.keyword(Some(word).filter(|_| is_expect));
        cursor.skip(1);
        if is_typo {
            self.reports.at(word.span(), format!("unknown `{written}`: did you mean `expect`?"));
        }
        let Some(group) = dims else {
            self.lose(word.span(), word.span(), "`expect` needs a shape: `expect [n, 24]`");
            links.push(Link::Missing);
            return true;
        };
        cursor.skip(1);
        let dims = self.dims(group);
        links.push(dims.map_or(Link::Missing, |dims| Link::Expect { dims, start: word.span() }));
        true
    }

    /// Reads `inverse(label)`, `inverse(price..label)` or `through(joined)`.
    fn reuse(&mut self, cursor: &mut Cursor<'_>, links: &mut Vec<Link>) -> bool {
        let (Some(word), Some(group)) = (reuse_word(cursor), cursor.group(1, Delimiter::Parenthesis)) else {
            return false;
        };
        let start = cursor.span();
        self.keyword(cursor.ident(0));
        cursor.skip(2);
        let end = group.span();
        links.push(match (cursor::tokens(group.stream()).as_slice(), word) {
            ([TokenTree::Ident(name)], "inverse") => Link::Inverse { name: name.clone(), back_to: None, start, end },
            ([TokenTree::Ident(from), TokenTree::Punct(dot), TokenTree::Punct(other), TokenTree::Ident(name)], "inverse")
                if dot.as_char() == '.' && other.as_char() == '.' =>
            {
                Link::Inverse { name: name.clone(), back_to: Some(from.clone()), start, end }
            }
            ([TokenTree::Ident(name)], _) => Link::Reapply { name: name.clone(), start, end },
            (_, "inverse") => {
                let message = "`inverse` takes the name of the value whose steps to undo, `inverse(label)`, or two: `inverse(price..label)` goes back to `price`";
                self.lose(start, end, message);
                Link::Missing
            }
            _ => {
                let message =
                    "`through` takes one name, the value whose steps are applied: `through(features)`";
                self.lose(start, end, message);
                Link::Missing
            }
        });
        true
    }
}

/// Returns the end of an `optional choose { .. }`, or of a `choose` with other brackets, that starts here.
fn misplaced_choice(cursor: &Cursor<'_>) -> Option<Span> {
    let (at, delimiters): (_, &[Delimiter]) = match cursor.is_word(0, "optional") {
        true => (1, &[Delimiter::Brace]),
        false => (0, &[Delimiter::Bracket, Delimiter::Parenthesis]),
    };
    let group = delimiters.iter().find_map(|&delimiter| cursor.group(at + 1, delimiter)).map(Group::span);
    // `choose A | B`
    let step =
        cursor.ident(at + 1).filter(|word| is_type_like(&word.to_string())).map(proc_macro2::Ident::span);
    let end = group.or(step.filter(|_| at == 0))?;
    cursor.is_word(at, "choose").then_some(end)
}

/// Whether this is a list of names and steps, as other languages write it: `[("scale", StandardScaler), ..]`.
fn is_named_list(group: &Group) -> bool {
    let first = group.stream().into_iter().next();
    matches!(first, Some(TokenTree::Group(pair)) if pair.delimiter() == Delimiter::Parenthesis
        && matches!(pair.stream().into_iter().next(), Some(TokenTree::Literal(_))))
}

/// Whether a `|>` is missing before a step here.
fn misses_pipe(cursor: &Cursor<'_>) -> bool {
    if is_equation(cursor) {
        return false;
    }
    if let Some(TokenTree::Group(group)) = cursor.peek() {
        return group.delimiter() != Delimiter::Brace && starts_with_type(group);
    }
    cursor.ident(0).is_some_and(|word| is_type_like(&word.to_string()))
}
