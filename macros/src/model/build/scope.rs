//! Names: which value a name refers to at a place in the source.
//!
//! Invariant: a name is visible in its own block and in the blocks nested in it; no block hides a name of an outer block.

use std::collections::{HashMap, HashSet};

use proc_macro2::Ident;

use super::paths::generated;
use super::unresolved::{Name, Use, ValueRef};
use crate::diagnostic::Reports;
use crate::parse::{is_type_like, is_usable};
use crate::spelling;

/// How many names the first unknown name is compared with; the second with half of them, and so on. Without a limit, a
/// large pipeline whose main input was renamed would compare every name with every other.
const COMPARISONS: usize = 100_000;

/// The kind of a declaration, for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Input,
    Equation,
}

impl Role {
    fn text(self) -> &'static str {
        match self {
            Role::Input => "an input",
            Role::Equation => "an equation",
        }
    }
}

/// The names of the pipeline, and the blocks that are open.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub(super) names: Vec<Name>,
    open: Vec<HashMap<String, (usize, Role)>>,
    /// Names in closed blocks, each with its block: they are not visible here, but a message mentions them.
    closed: HashMap<String, String>,
    /// The words of statements and headers that have an error: no error is about such a name.
    pub(super) hidden: HashSet<String>,
    /// Whether two equations or inputs have one name: an unknown name may be that of one of them, before it was changed.
    has_duplicates: bool,
    /// The unknown names that have been reported.
    reported: HashSet<String>,
    /// The number of unknown names so far.
    unknown: usize,
    /// An error has hidden a name: an unknown name may be that one.
    pub(super) misses_names: bool,
}

impl Scope {
    pub(super) fn enter(&mut self) {
        self.open.push(HashMap::new());
    }

    pub(super) fn leave(&mut self, block: &str) {
        for name in self.open.pop().into_iter().flat_map(HashMap::into_keys) {
            self.closed.insert(name, block.to_owned());
        }
    }

    /// Declares a name in the innermost open block. Reports a name that is taken, and returns `None`.
    pub(super) fn declare(&mut self, name: &Ident, role: Role, reports: &mut Reports) -> Option<usize> {
        let text = name.to_string();
        if let Some((id, taken)) = self.lookup(&text) {
            self.has_duplicates = true;
            let (taken, this) = (taken.text(), if role == Role::Input { "input" } else { "equation" });
            if !self.hidden.contains(&text) {
                reports.at(
                    name.span(),
                    format!("`{text}` is already the name of {taken}: give this {this} another name"),
                );
            }
            if let Some(name) = self.names.get_mut(id) {
                name.is_ambiguous = true;
            }
            return None;
        }
        // A value that is named like a step may have another name elsewhere.
        self.has_duplicates |= is_type_like(&text) && text.len() > 3;
        let ident = if is_usable(name) { name.clone() } else { generated(&safe(&text), name.span()) };
        let id = self.names.len();
        self.names.push(Name { ident, definition: ValueRef::Unknown, is_used: false, is_ambiguous: false });
        self.open.last_mut()?.insert(text, (id, role));
        Some(id)
    }

    fn lookup(&self, text: &str) -> Option<(usize, Role)> {
        self.open.iter().rev().find_map(|block| block.get(text)).copied()
    }

    /// Whether this word is the name of a value here.
    pub(super) fn is_value(&self, word: &str) -> bool {
        self.lookup(word).is_some()
    }

    /// Returns the value of a name; an unknown name is reported.
    pub(super) fn resolve(&mut self, name: &Ident, reports: &mut Reports) -> Use {
        self.resolve_of(name, None, reports)
    }

    /// As [`resolve`](Self::resolve), in the parentheses of `inverse` or `through`.
    pub(super) fn resolve_of(
        &mut self,
        name: &Ident,
        word: Option<&'static str>,
        reports: &mut Reports,
    ) -> Use {
        let text = name.to_string();
        let usable = is_usable(name).then(|| name.clone());
        if let Some((id, _)) = self.lookup(&text) {
            if let Some(name) = self.names.get_mut(id) {
                name.is_used = true;
            }
            return Use { value: ValueRef::Name(id), name: usable };
        }
        self.unknown += 1;
        let is_new = self.reported.insert(text.clone());
        if let Some(message) = self.explain(&text, word).filter(|_| is_new && !self.hidden.contains(&text)) {
            reports.at(name.span(), message);
        }
        Use { value: ValueRef::Unknown, name: usable }
    }

    /// Explains why a name is unknown; `None` if an earlier error is the likely reason.
    fn explain(&self, text: &str, word: Option<&str>) -> Option<String> {
        let mut visible: Vec<(usize, &str)> =
            self.open.iter().flatten().map(|(text, (id, _))| (*id, text.as_str())).collect();
        visible.sort_unstable();
        if let Some(block) = self.closed.get(text) {
            return Some(format!(
                "`{text}` is a name inside the block `{block}`: only the block's output can be used here"
            ));
        }
        let candidates = visible.iter().map(|(_, text)| *text).take(COMPARISONS / self.unknown.max(1));
        let near = spelling::closest(text, candidates);
        // Short names are near each other by chance.
        if self.has_duplicates && (near.is_none() || text.len() < 4) {
            return None;
        }
        if let Some(near) = near {
            return Some(format!("unknown name `{text}`: did you mean `{near}`?"));
        }
        if text.chars().next().is_some_and(char::is_uppercase) {
            if let Some(word) = word {
                return Some(format!(
                    "`{text}` is a step: `{word}` takes the name of a value, the output of its steps, as in `{word}(label)`"
                ));
            }
            let value = visible.first().map_or("image", |(_, name)| name);
            return Some(format!(
                "`{text}` is a step, not a value: a chain starts with a value, as in `{value} |> {text}`"
            ));
        }
        if self.misses_names {
            return None;
        }
        let names: Vec<String> = visible.iter().take(6).map(|(_, name)| format!("`{name}`")).collect();
        let more = if visible.len() > names.len() { ", ..." } else { "" };
        let names = names.join(", ");
        Some(format!("unknown name `{text}`: no input or equation has this name; known here: {names}{more}"))
    }
}

/// Turns a keyword or raw name, which has been reported, into an identifier that can be emitted.
fn safe(text: &str) -> String {
    format!("{}_", text.trim_start_matches("r#"))
}
