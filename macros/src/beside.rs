//! The types that other items declare beside a macro call, as the text of the file tells.
//!
//! A macro sees its own tokens alone. Two items of one name in a module make rustc report each generated implementation, so the
//! macro reads the file to report the name once. The file is read and searched for the name as a word first, which a right program
//! passes; only then is it split into tokens.
//!
//! Invariant: a name counts as taken only if it is in every module and block that has such a call. Items with `#[cfg(..)]` and
//! files that cannot be read do not count.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use crate::case::camel_case;

/// The texts of the files that this process has read.
static FILES: Mutex<Option<HashMap<PathBuf, Arc<str>>>> = Mutex::new(None);

/// The calls of which a name may be taken.
static EXPANDED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// What a macro call is in its file.
pub(crate) enum Call<'a> {
    /// `pipeline! { .. }` with these tokens.
    Pipelines(&'a TokenStream),
    /// `#[step]` on the function of this name.
    Step(&'a str),
}

/// Returns those of the names that other items beside the call declare; of several macro calls that declare a name, the first
/// may keep it.
pub(crate) fn taken<'a>(call: &Call<'_>, place: Span, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    if !proc_macro::is_available() {
        return Vec::new();
    }
    let Some(text) = text_at(place) else { return Vec::new() };
    let suspected: Vec<&str> = names.filter(|name| is_suspect(&text, name)).collect();
    if suspected.is_empty() {
        return Vec::new();
    }
    let Ok(tokens) = text.parse::<TokenStream>() else { return Vec::new() };
    let nth = expanded_before(call);
    suspected.into_iter().filter(|name| is_taken(&tokens, call, name, nth)).collect()
}

/// Whether the file declares a type of this name with generic parameters.
pub(crate) fn is_generic(place: Span, name: &str) -> bool {
    let text = text_at(place);
    text.is_some_and(|text| {
        text.match_indices(name).any(|(at, _)| text[at + name.len()..].trim_start().starts_with('<'))
    })
}

/// Returns how many calls with the same tokens this process has expanded.
fn expanded_before(call: &Call<'_>) -> usize {
    let Call::Pipelines(tokens) = call else { return 0 };
    let mut calls = EXPANDED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let text = flat(tokens);
    let before = calls.iter().filter(|call| **call == text).count();
    calls.push(text);
    before
}

fn text_at(place: Span) -> Option<Arc<str>> {
    let path = place.unwrap().local_file()?;
    let mut files = FILES.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let files = files.get_or_insert_default();
    if let Some(text) = files.get(&path) {
        return Some(Arc::clone(text));
    }
    let text: Arc<str> = std::fs::read_to_string(&path).ok()?.into();
    files.insert(path, Arc::clone(&text));
    Some(text)
}

/// Whether an item of the file may declare the name: a type, or a second macro call.
fn is_suspect(text: &str, name: &str) -> bool {
    const WORDS: [&str; 6] = ["struct", "enum", "union", "type", "trait", "="];
    let mut calls = 0;
    for (at, _) in text.match_indices(name) {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        let is_part = |letter: char| letter == '_' || letter.is_alphanumeric();
        if before.ends_with(is_part) || after.starts_with(is_part) {
            continue;
        }
        if WORDS.iter().any(|word| before.trim_end().ends_with(word)) {
            return true;
        }
        calls += usize::from(after.trim_start().starts_with('('));
    }
    calls > 1 || calls == 1 && text.contains(&format!("fn {}", snake(name)))
}

/// Returns `column_sums` for `ColumnSums`, as the name of a step's function is made.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// Whether the name is taken in every scope that has the call.
fn is_taken(file: &TokenStream, call: &Call<'_>, name: &str, nth: usize) -> bool {
    let mut scopes = Vec::new();
    collect(file.clone(), (call, nth), name, &mut scopes);
    !scopes.is_empty() && scopes.into_iter().all(|taken| taken)
}

/// Adds, for each module or block that has the call, whether another item there takes the name.
fn collect(scope: TokenStream, (call, nth): (&Call<'_>, usize), name: &str, scopes: &mut Vec<bool>) {
    let tokens: Vec<TokenTree> = scope.into_iter().collect();
    // Whether a type has the name; and of each macro call whether it is like this one, and whether it declares the name.
    let (mut by_type, mut calls) = (false, Vec::new());
    let (mut at, mut has_cfg, mut is_step, mut step_name) = (0, false, false, None);
    while at < tokens.len() {
        match &tokens[at..] {
            [TokenTree::Punct(hash), TokenTree::Group(attribute), ..] if hash.as_char() == '#' => {
                let words: Vec<String> =
                    attribute.stream().into_iter().map(|token| token.to_string()).collect();
                has_cfg |= words.first().is_some_and(|word| word == "cfg" || word == "cfg_attr");
                if words.first().is_some_and(|word| word == "step") || words.ends_with(&["step".to_owned()]) {
                    is_step = true;
                    step_name = named(attribute.stream());
                }
                at += 1;
            }
            [TokenTree::Ident(word), TokenTree::Ident(declared), ..] => {
                let word = word.to_string();
                if ["struct", "enum", "union", "type", "trait"].contains(&word.as_str()) {
                    by_type |= !has_cfg && declared == name;
                } else if word == "fn" && is_step {
                    let declared = declared.to_string();
                    let is_this = matches!(call, Call::Step(function) if *function == declared);
                    let makes = step_name.take().unwrap_or_else(|| camel_case(&declared));
                    calls.push((is_this, !has_cfg && makes == name));
                }
            }
            [TokenTree::Ident(word), TokenTree::Punct(bang), TokenTree::Group(body), ..]
                if bang.as_char() == '!' && word == "pipeline" =>
            {
                let is_this = matches!(call, Call::Pipelines(own) if flat(own) == flat(&body.stream()));
                calls.push((is_this, !has_cfg && calls_it(body.stream(), name)));
                at += 2;
            }
            [TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Brace => {
                collect(group.stream(), (call, nth), name, scopes);
            }
            _ => {}
        }
        // The end of an item.
        let ends = match &tokens[at.min(tokens.len() - 1)] {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Punct(punct) => punct.as_char() == ';',
            _ => false,
        };
        if ends {
            (has_cfg, is_step, step_name) = (false, false, None);
        }
        at += 1;
    }
    let Some(first) = calls.iter().position(|(is_this, _)| *is_this) else { return };
    let before = calls.iter().take(first).any(|(_, declares)| *declares);
    // Of copies of one call, the first is expanded first.
    let copies = calls.iter().filter(|(is_this, declares)| *is_this && *declares).count();
    scopes.push(by_type || before || nth > 0 && copies > 1);
}

/// Returns the name in `name = ColumnSums` among the arguments of `#[step(..)]`.
fn named(attribute: TokenStream) -> Option<String> {
    let arguments = attribute.into_iter().find_map(|token| match token {
        TokenTree::Group(group) => Some(group.stream().into_iter().collect::<Vec<_>>()),
        _ => None,
    })?;
    arguments.windows(3).find_map(|tokens| match tokens {
        [TokenTree::Ident(word), TokenTree::Punct(_), TokenTree::Ident(name)] if word == "name" => {
            Some(name.to_string())
        }
        _ => None,
    })
}

/// Whether a pipeline of these has the name: `Name(..)` outside of all brackets. One of several with `#[cfg(..)]` may not exist.
fn calls_it(body: TokenStream, name: &str) -> bool {
    let tokens: Vec<TokenTree> = body.into_iter().collect();
    let has_cfg = tokens.iter().any(|token| {
        matches!(token, TokenTree::Group(group)
            if group.delimiter() == Delimiter::Bracket && group.stream().to_string().starts_with("cfg"))
    });
    !has_cfg
        && tokens.windows(2).any(|pair| {
            matches!(pair, [TokenTree::Ident(word), TokenTree::Group(group)]
            if word == name && group.delimiter() == Delimiter::Parenthesis)
        })
}

/// Returns the tokens as text, without documentation, whose form differs between a file and a macro's input.
fn flat(tokens: &TokenStream) -> String {
    let mut text = String::new();
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at..] {
            [TokenTree::Punct(hash), TokenTree::Group(attribute), ..]
                if hash.as_char() == '#' && attribute.stream().to_string().starts_with("doc") =>
            {
                at += 1;
            }
            [TokenTree::Group(group), ..] if group.delimiter() == Delimiter::None => {
                text.push_str(&flat(&group.stream()));
            }
            [TokenTree::Group(group), ..] => {
                text.push_str(&format!(" {:?} {} end", group.delimiter(), flat(&group.stream())));
            }
            [token, ..] => {
                text.push(' ');
                text.push_str(&token.to_string());
            }
            [] => {}
        }
        at += 1;
    }
    text
}
