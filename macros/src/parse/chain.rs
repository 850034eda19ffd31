//! A chain: `source |> link |> link`.
//!
//! Invariant: reading a chain ends at a token that cannot continue it, and leaves that token to the caller.

use proc_macro2::{Delimiter, Group, Ident, TokenTree};

use super::cursor::{Cursor, Run, tokens};
use super::habits::computes;
use super::lookahead::{choose_arms, has_comma, holds_values, is_optional, is_type_like, reuse_word};
use super::names::is_keyword;
use super::parser::Parser;
use super::syntax::{Chain, Form, Link, Source};
use super::text;

/// What a list of chains is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// The values that a step joins.
    Values,
    /// The values of `.fit(..)`.
    Targets,
    /// The outputs of the pipeline.
    Outputs,
}

impl Parser<'_> {
    /// Reads a chain; the caller has seen a token.
    pub(super) fn chain(&mut self, cursor: &mut Cursor<'_>) -> Chain {
        let start = cursor.span();
        let mut chain = Chain {
            source: Source::Missing,
            links: Vec::new(),
            start,
            end: start,
            is_lost: false,
            is_wrong: false,
        };
        if cursor.is_pipe(0) {
            let message = "a value is missing before this `|>`: a chain starts with the name of a value";
            self.lose(start, cursor.span_at(1), message);
        } else {
            chain.source = self.source(cursor, &mut chain.links);
        }
        self.links(cursor, &mut chain.links);
        chain.end = cursor.before();
        chain.is_lost = self.is_lost;
        chain
    }

    /// Reads chains separated by commas, up to the end of the run.
    pub(super) fn chains(&mut self, cursor: &mut Cursor<'_>, what: Listed) -> Vec<Chain> {
        let (mut chains, mut is_told) = (Vec::new(), false);
        while !cursor.is_at_end() {
            if cursor.is_char(0, ',') {
                self.lose(cursor.span(), cursor.span(), "a value is missing before this `,`");
            } else {
                self.named_element(cursor, what, &mut is_told);
                chains.push(self.chain(cursor));
            }
            self.next_element(
                cursor,
                if what == Listed::Targets { "the values of `.fit`" } else { "the list" },
            );
        }
        chains
    }

    fn source(&mut self, cursor: &mut Cursor<'_>, links: &mut Vec<Link>) -> Source {
        let Some(token) = cursor.peek() else { return Source::Missing };
        match token {
            TokenTree::Ident(_) => self.named_source(cursor, links),
            TokenTree::Group(group) => {
                cursor.skip(1);
                match group.delimiter() {
                    Delimiter::Brace if is_list(group) => {
                        let tokens = tokens(group.stream());
                        let message = format!("a list is in brackets: write `[{}]`", text::written(&tokens));
                        self.lose(group.span(), group.span(), message);
                        self.list(group, Delimiter::Bracket, false, links)
                    }
                    Delimiter::Brace => {
                        let body = self.nested(group.span(), |parser| parser.body(group));
                        body.map_or(Source::Missing, |body| Source::Block(Box::new(body)))
                    }
                    delimiter => {
                        let is_output = cursor.is(Run::Output) && cursor.is_at_end();
                        self.list(group, delimiter, is_output, links)
                    }
                }
            }
            other if cursor.is_char(0, '#') => {
                self.lose(other.span(), other.span(), "a comment begins with `//`, not with `#`");
                cursor.skip_lost();
                Source::Missing
            }
            other => {
                let message = computes(cursor).filter(|_| cursor.ident(1).is_some()).unwrap_or_else(|| {
                    format!("`{}` cannot start a chain: write the name of a value", text::found(other))
                });
                self.lose(other.span(), other.span(), message);
                if !cursor.is_char(0, ',') {
                    cursor.skip(1);
                }
                // `a = = x`: after the superfluous token comes the intended one.
                match cursor.peek() {
                    Some(TokenTree::Ident(_) | TokenTree::Group(_)) => self.source(cursor, links),
                    _ => Source::Missing,
                }
            }
        }
    }

    /// Reads a name; a step in its place is reported.
    fn named_source(&mut self, cursor: &mut Cursor<'_>, links: &mut Vec<Link>) -> Source {
        if self.habit(cursor) {
            return Source::Missing;
        }
        let Some(name) = cursor.ident(0) else { return Source::Missing };
        if let Some(group) = choose_arms(cursor) {
            let message = "a chain starts with a value, not with a choice: write `image |> choose { .. }`";
            self.lose(name.span(), group.span(), message);
            cursor.skip(2);
            return Source::Missing;
        }
        if is_optional(cursor) && cursor.ident(1).is_some_and(|word| is_type_like(&word.to_string())) {
            cursor.skip(1);
            return self.step_as_source(cursor);
        }
        if cursor.is_char(1, '.') && (cursor.is_word(2, "fit") || is_type_like(&name.to_string())) {
            return self.step_as_source(cursor);
        }
        if cursor.is_char(1, '.') {
            let step = cursor.ident(2).filter(|word| {
                cursor.group(3, Delimiter::Parenthesis).is_some() || is_type_like(&word.to_string())
            });
            // After `x.` in the making comes the next equation.
            let is_column = !cursor.is_char(3, '.') && !cursor.is_equals(3);
            if let (None, Some(column), true) =
                (step, cursor.ident(2).filter(|word| is_keyword(&word.to_string())), is_column)
            {
                let message = format!("`{column}` is a keyword of Rust, and no name of a column");
                self.lose(column.span(), column.span(), message);
                cursor.skip(3);
                return Source::Missing;
            }
            if let (None, Some(column), true) = (step, cursor.ident(2), is_column) {
                let (name, column) = (name.clone(), column.clone());
                cursor.skip(3);
                links.push(Link::Column(column));
                return Source::Name(name);
            }
            let called =
                |at| cursor.ident(at).filter(|_| cursor.group(at + 1, Delimiter::Parenthesis).is_some());
            let message = match step {
                Some(word) if word == "inverse" || word == "through" => {
                    let given = cursor.group(3, Delimiter::Parenthesis).map(Group::stream);
                    let given = given.filter(|given| !given.is_empty()).map(|given| given.to_string());
                    let given = given.unwrap_or_else(|| "value".to_owned());
                    format!(
                        "`{word}` follows the value that it is applied to: write `{given} |> {word}({name})`"
                    )
                }
                Some(step) => {
                    let arguments = cursor.group(3, Delimiter::Parenthesis);
                    let takes_nothing = arguments.is_some_and(|group| group.stream().is_empty());
                    let column = if takes_nothing && !is_type_like(&step.to_string()) {
                        format!("; a column of records has no parentheses: `{name}.{step}`")
                    } else {
                        String::new()
                    };
                    let step = as_type(&step.to_string());
                    format!(
                        "a value has no methods: pass it to a step with `|>`, as in `{name} |> {step}`{column}"
                    )
                }
                None if called(4).is_some() => {
                    format!(
                        "a column has no methods: pass it to a step with `|>`, as in `{name}.column |> Step`"
                    )
                }
                None if cursor.ident(2).is_some() && !cursor.is_equals(3) => {
                    format!("a column has no columns of its own: write `{name}.column`")
                }
                None => match cursor.group(2, Delimiter::Parenthesis).and_then(columns) {
                    Some(columns) => {
                        let columns: Vec<String> =
                            columns.iter().map(|column| format!("{name}.{column}")).collect();
                        format!("each column is taken by itself: write `({}) |> Columns`", columns.join(", "))
                    }
                    None => format!("the name of a column is missing: write `{name}.column`"),
                },
            };
            let end = if cursor.ident(2).is_some() && !cursor.is_equals(3) { 3 } else { 2 };
            self.lose(name.span(), cursor.nth(end - 1).map_or(name.span(), TokenTree::span), message);
            cursor.skip_lost();
            return Source::Missing;
        }
        // A name that is a keyword has been reported where it is defined.
        let is_name = cursor.is_pipe(1) || cursor.is_char(1, ',') || cursor.nth(1).is_none();
        if is_keyword(&name.to_string()) && !is_name {
            let message = format!("unexpected `{name}`: a chain starts with the name of a value");
            self.lose(name.span(), name.span(), message);
            cursor.skip_lost();
            return Source::Missing;
        }
        if let Some(word) = reuse_word(cursor) {
            let message = if word == "inverse" {
                "`inverse(..)` needs a value before it: write `image |> inverse(label)`"
            } else {
                "`through(..)` needs a value before it: write `check |> through(features)`"
            };
            self.lose(name.span(), cursor.span_at(1), message);
            cursor.skip(2);
            return Source::Missing;
        }
        let is_path = cursor.is_pair(1, ':', ':') || cursor.is_char(1, '<') && !cursor.is_pair(1, '<', '-');
        let is_literal = cursor.group(1, Delimiter::Brace).is_some();
        if is_path || is_literal {
            return self.step_as_source(cursor);
        }
        let is_call = cursor.group(1, Delimiter::Parenthesis).is_some() && !cursor.is_equals(2);
        let is_output = cursor.is(Run::Last)
            && cursor.nth(2).is_none()
            && cursor.group(1, Delimiter::Parenthesis).is_some_and(holds_values)
            && !is_type_like(&name.to_string());
        if is_call && !is_output {
            let end = cursor.nth(1).map_or(name.span(), TokenTree::span);
            let message = format!(
                "a step is not called like a function: pass values to it with `|>`, as in `image |> {}`",
                as_type(&name.to_string())
            );
            self.lose(name.span(), end, message);
            cursor.skip(2);
            return Source::Missing;
        }
        cursor.skip(1);
        self.index(cursor, &name.to_string());
        Source::Name(name.clone())
    }

    fn step_as_source(&mut self, cursor: &mut Cursor<'_>) -> Source {
        let (span, before) = (cursor.span(), self.reports.count());
        let path = cursor.clone();
        let step = self.step(cursor, None);
        if self.reports.count() == before {
            let written = step.map_or_else(|| text::written(path.peek()), |step| step.spec.text);
            let message = format!("a chain starts with a value, not with a step: write `image |> {written}`");
            self.lose(span, cursor.before(), message);
        }
        Source::Missing
    }

    /// Reads `(a, b)` or `[a, b]`; parentheses around one chain only group.
    fn list(
        &mut self,
        group: &Group,
        delimiter: Delimiter,
        is_output: bool,
        links: &mut Vec<Link>,
    ) -> Source {
        let tokens = self.inside(group);
        if tokens.is_empty() {
            self.reports
                .at(group.span(), "an empty list of values: write the values in it, such as `[a, b]`");
            return Source::Missing;
        }
        let mut inside = Cursor::new(&tokens, group.span_close()).of(Run::List);
        let what = if is_output { Listed::Outputs } else { Listed::Values };
        let chains = self.nested(group.span(), |parser| parser.chains(&mut inside, what));
        let Some(mut chains) = chains else { return Source::Missing };
        let is_group = delimiter == Delimiter::Parenthesis && !has_comma(&tokens) && chains.len() == 1;
        if is_group && let Some(chain) = chains.pop() {
            links.extend(chain.links);
            return chain.source;
        }
        let form = if delimiter == Delimiter::Parenthesis { Form::Tuple } else { Form::Array };
        Source::List { form, chains, span: group.span() }
    }
}

/// Returns the name of a step in camel case: `standard_scaler` of another language is `StandardScaler`.
fn as_type(word: &str) -> String {
    if is_type_like(word) {
        return word.to_owned();
    }
    let mut name = String::new();
    for part in word.split('_') {
        let mut letters = part.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(letters.as_str());
    }
    name
}

/// Whether the braces have values with commas between them, as the brackets of a list, and no statement.
fn is_list(braces: &Group) -> bool {
    let tokens = tokens(braces.stream());
    let has = |wanted| {
        tokens.iter().any(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == wanted))
    };
    has(',') && !has(';') && !has('=')
}

/// Returns the names in `(a, b)`.
fn columns(group: &Group) -> Option<Vec<Ident>> {
    let tokens = tokens(group.stream());
    let names: Option<Vec<Ident>> = tokens
        .split(super::is_comma)
        .filter(|part| !part.is_empty())
        .map(|part| match part {
            [TokenTree::Ident(name)] => Some(name.clone()),
            _ => None,
        })
        .collect();
    names.filter(|names| !names.is_empty())
}
