//! The paths in the tokens of an item: in code, in the bodies of macros, in the arguments of macro calls.
//!
//! Tokens are read rather than a syntax tree, because the arguments of a macro have none.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::uses::{Use, flatten};

/// A path of two or more segments, as written.
#[derive(Debug)]
pub(crate) struct WrittenPath {
    pub(crate) segments: Vec<String>,
    pub(crate) line: usize,
}

/// The call of a macro by a single name.
#[derive(Debug)]
pub(crate) struct WrittenMacro {
    pub(crate) name: String,
    pub(crate) line: usize,
}

/// What one item mentions.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) paths: Vec<WrittenPath>,
    pub(crate) macros: Vec<WrittenMacro>,
    pub(crate) uses: Vec<Use>,
}

/// Macros whose tokens are data: the code that the caller of a procedural macro gets.
const QUOTES: [&str; 4] = ["quote", "quote_spanned", "parse_quote", "parse_quote_spanned"];

/// Keywords that begin an item which ends with `;` rather than with its first block.
const WITHOUT_BLOCK: [&str; 5] = ["use", "const", "static", "type", "let"];

/// Keywords that begin an item or a statement.
const ITEMS: [&str; 12] = [
    "pub",
    "fn",
    "struct",
    "enum",
    "union",
    "trait",
    "impl",
    "mod",
    "macro_rules",
    "unsafe",
    "async",
    "extern",
];

impl Scan {
    pub(crate) fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at = self.token(&tokens, at);
        }
    }

    /// Reads the token at `at`; returns where to continue.
    fn token(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        match &tokens[at] {
            TokenTree::Group(group) => self.tokens(group.stream()),
            TokenTree::Literal(_) => {}
            TokenTree::Punct(mark) => match mark.as_char() {
                '#' => return self.attribute(tokens, at),
                // A lifetime.
                '\'' => return at + 2,
                // A variable of a macro; `$crate` begins a path.
                '$' if !is_word(tokens.get(at + 1), "crate") => return at + 2,
                // What follows `::` here belongs to a type or to another crate: `<T as Trait>::Item`, `::std`.
                ':' if is_double_colon(tokens, at) => {
                    let mut at = at + 2;
                    while matches!(tokens.get(at), Some(TokenTree::Ident(_))) {
                        at += 1;
                        if is_double_colon(tokens, at)
                            && matches!(tokens.get(at + 2), Some(TokenTree::Ident(_)))
                        {
                            at += 2;
                        } else {
                            break;
                        }
                    }
                    return at;
                }
                _ => {}
            },
            TokenTree::Ident(word) if word == "pub" => return self.after_visibility(tokens, at),
            TokenTree::Ident(word) if word == "use" && !is_mark(tokens.get(at + 1), '<') => {
                if let Some(after) = self.declaration(tokens, at) {
                    return after;
                }
            }
            TokenTree::Ident(_) => return self.path(tokens, at),
        }
        at + 1
    }

    /// `pub(in crate::a)` mentions a module, but imports nothing.
    fn after_visibility(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        match tokens.get(at + 1) {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                let first = group.stream().into_iter().next();
                let limits =
                    ["in", "crate", "self", "super"].iter().any(|word| is_word(first.as_ref(), word));
                if limits { at + 2 } else { at + 1 }
            }
            _ => at + 1,
        }
    }

    /// A `use` inside a function or a macro.
    fn declaration(&mut self, tokens: &[TokenTree], at: usize) -> Option<usize> {
        let end = (at..tokens.len()).find(|&end| is_mark(tokens.get(end), ';'))?;
        let declaration =
            tokens[at..=end].iter().filter(|token| !is_mark(Some(*token), '$')).cloned().collect();
        let declaration: syn::ItemUse = syn::parse2(declaration).ok()?;
        flatten(&declaration.tree, &mut Vec::new(), true, &mut self.uses);
        Some(end + 1)
    }

    fn path(&mut self, tokens: &[TokenTree], start: usize) -> usize {
        let mut segments = Vec::new();
        let mut at = start;
        while let Some(TokenTree::Ident(segment)) = tokens.get(at) {
            segments.push(segment.to_string());
            at += 1;
            if is_double_colon(tokens, at) && matches!(tokens.get(at + 2), Some(TokenTree::Ident(_))) {
                at += 2;
            } else {
                break;
            }
        }
        let line = tokens[start].span().start().line;
        let is_call = is_mark(tokens.get(at), '!')
            && matches!(tokens.get(at + 1), Some(TokenTree::Group(_)) | Some(TokenTree::Ident(_)));
        if is_call && segments.last().is_some_and(|name| QUOTES.contains(&name.as_str())) {
            return at + 2;
        }
        if segments.len() > 1 {
            self.paths.push(WrittenPath { segments, line });
        } else if let (true, Some(name)) = (is_call, segments.pop()) {
            self.macros.push(WrittenMacro { name, line });
        }
        at
    }

    /// An attribute; with it what it belongs to where that is test code.
    fn attribute(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let mut at = at + 1;
        if is_mark(tokens.get(at), '!') {
            at += 1;
        }
        let Some(TokenTree::Group(group)) = tokens.get(at) else {
            return at;
        };
        if is_test_attribute(&group.stream().into_iter().collect::<Vec<_>>()) {
            return after_item(tokens, at + 1);
        }
        if !is_word(group.stream().into_iter().next().as_ref(), "doc") {
            self.tokens(group.stream());
        }
        at + 1
    }
}

/// Every identifier in the tokens.
pub(crate) fn words(tokens: TokenStream, words: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => self::words(group.stream(), words),
            TokenTree::Ident(word) => drop(words.insert(word.to_string())),
            _ => {}
        }
    }
}

/// Whether an attribute, as `cfg(..)`, leaves its item out of every build without tests.
pub(crate) fn is_test_attribute(attribute: &[TokenTree]) -> bool {
    match attribute {
        [TokenTree::Ident(word)] => word == "test",
        [TokenTree::Ident(word), TokenTree::Group(condition)] if word == "cfg" => {
            holds_without_test(condition.stream()) == Some(false)
        }
        _ => false,
    }
}

/// The value of a `cfg` condition where `test` is off; `None` where it depends on other flags.
fn holds_without_test(condition: TokenStream) -> Option<bool> {
    let tokens: Vec<TokenTree> = condition.into_iter().collect();
    match tokens.as_slice() {
        [TokenTree::Ident(word)] if word == "test" => Some(false),
        [TokenTree::Ident(word), TokenTree::Group(inner)] => {
            let inner: Vec<TokenTree> = inner.stream().into_iter().collect();
            let parts: Vec<Option<bool>> = inner
                .split(|token| is_mark(Some(token), ','))
                .filter(|part| !part.is_empty())
                .map(|part| holds_without_test(part.iter().cloned().collect()))
                .collect();
            match word.to_string().as_str() {
                "not" => parts.first().copied().flatten().map(|value| !value),
                "all" if parts.contains(&Some(false)) => Some(false),
                "all" if parts.iter().all(|part| *part == Some(true)) => Some(true),
                "any" if parts.contains(&Some(true)) => Some(true),
                "any" if parts.iter().all(|part| *part == Some(false)) => Some(false),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The end of the item, field, variant or statement that begins at `at`.
fn after_item(tokens: &[TokenTree], mut at: usize) -> usize {
    while is_mark(tokens.get(at), '#') {
        at += 2;
    }
    let first = tokens[at..].iter().find_map(|token| match token {
        TokenTree::Ident(word) if word != "pub" => Some(word.to_string()),
        _ => None,
    });
    let begins = |words: &[&str]| first.as_ref().is_some_and(|word| words.contains(&word.as_str()));
    let (ends_with_block, ends_with_comma) =
        if begins(&WITHOUT_BLOCK) { (false, false) } else { (begins(&ITEMS), !begins(&ITEMS)) };
    while let Some(token) = tokens.get(at) {
        at += 1;
        let is_block = matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        if is_mark(Some(token), ';')
            || ends_with_block && is_block
            || ends_with_comma && is_mark(Some(token), ',')
        {
            break;
        }
    }
    at
}

fn is_double_colon(tokens: &[TokenTree], at: usize) -> bool {
    is_mark(tokens.get(at), ':') && is_mark(tokens.get(at + 1), ':')
}

fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(found)) if found.as_char() == mark)
}

fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(found)) if found == word)
}
