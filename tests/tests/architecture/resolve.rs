//! From a path to the file that defines the item, through every re-export on the way.
//!
//! Invariant: an arrow never ends at a file because that file passes a name on. It ends where the item is defined, so that
//! a circle stays a circle when its imports are routed through a parent module.

use std::collections::BTreeSet;

use super::tree::{Crate, EntryKind};
use super::uses::Use;

/// An import: `from` names an item that `to` defines.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Arrow {
    pub(crate) from: String,
    pub(crate) line: usize,
    pub(crate) to: String,
    /// The import as written.
    pub(crate) path: String,
}

/// What a path leads to.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Target {
    Item { file: String },
    Module(usize),
    External,
}

type Targets = BTreeSet<Target>;
/// The lookups that wait for an answer: a name that leads back to itself is found elsewhere or nowhere.
type Open = BTreeSet<(usize, String)>;

/// The imports of a crate, and what cannot be resolved.
pub(crate) fn arrows(tree: &Crate) -> (Vec<Arrow>, Vec<String>) {
    let mut collected = Collected { tree, arrows: BTreeSet::new(), problems: Vec::new() };
    for module in 0..tree.modules.len() {
        collected.module(module);
    }
    (collected.arrows.into_iter().collect(), collected.problems)
}

struct Collected<'a> {
    tree: &'a Crate,
    arrows: BTreeSet<Arrow>,
    problems: Vec<String>,
}

impl Collected<'_> {
    fn module(&mut self, index: usize) {
        let module = &self.tree.modules[index];
        let is_contents = self.tree.contents.contains(&module.file);
        let reexports = |one: &&Use| is_contents && !one.is_private;
        for one in module.uses.iter().filter(|one| !reexports(one)).chain(&module.local_uses) {
            self.declaration(index, one);
        }
        if is_contents {
            // They are no imports of this file, but they must lead somewhere.
            for one in module.uses.iter().filter(reexports) {
                self.found(index, &one.path, one.line);
            }
        }
        for path in &module.paths {
            let head = path.segments[0].as_str();
            let is_rooted = matches!(head, "crate" | "super" | "self");
            if is_rooted || self.tree.is_module_in_scope(index, head) {
                let targets = self.found(index, &path.segments, path.line);
                self.arrows_to(index, &targets, path.line, &path.segments.join("::"));
            }
        }
        for call in &module.macros {
            if let Some(file) = self.tree.textual_macro(index, &call.name) {
                let targets = Targets::from([Target::Item { file }]);
                self.arrows_to(index, &targets, call.line, &format!("{}!", call.name));
            }
        }
    }

    fn declaration(&mut self, index: usize, one: &Use) {
        let targets = self.found(index, &one.path, one.line);
        let path = one.path.join("::");
        if !one.is_glob {
            self.arrows_to(index, &targets, one.line, &path);
            return;
        }
        for target in &targets {
            let targets = match target {
                Target::Module(base) => self.tree.exports(*base, index, &mut BTreeSet::new()),
                other => Targets::from([other.clone()]),
            };
            self.arrows_to(index, &targets, one.line, &format!("{path}::*"));
        }
    }

    /// The targets of a path; a path without any is a problem.
    fn found(&mut self, index: usize, path: &[String], line: usize) -> Targets {
        let targets = self.tree.resolve(index, path, &mut Open::new());
        if targets.is_empty() {
            let file = &self.tree.modules[index].file;
            self.problems.push(format!("{file}:{line}: `{}` leads to nothing", path.join("::")));
        }
        targets
    }

    fn arrows_to(&mut self, index: usize, targets: &Targets, line: usize, path: &str) {
        let from = &self.tree.modules[index].file;
        for target in targets {
            let to = match target {
                Target::Item { file } => file,
                Target::Module(module) => &self.tree.modules[*module].file,
                Target::External => continue,
            };
            if to != from {
                self.arrows.insert(Arrow { from: from.clone(), line, to: to.clone(), path: path.to_owned() });
            }
        }
    }
}

impl Crate {
    fn resolve(&self, from: usize, path: &[String], open: &mut Open) -> Targets {
        let (mut at, mut targets) = match path.first().map(String::as_str) {
            Some("crate") => (1, Targets::from([Target::Module(0)])),
            Some("self") => (1, Targets::from([Target::Module(from)])),
            Some("super") => {
                let supers = path.iter().take_while(|segment| *segment == "super").count();
                let Some(ancestor) = (0..supers).try_fold(from, |module, _| self.modules[module].parent)
                else {
                    return Targets::new();
                };
                (supers, Targets::from([Target::Module(ancestor)]))
            }
            Some(head) => {
                let mut found = self.lookup(from, head, open);
                for one in self.modules[from].local_uses.iter().filter(|one| declares(one, head)) {
                    if open.insert((from, format!("local {head}"))) {
                        found.extend(self.resolve(from, &one.path, open));
                    }
                }
                if found.is_empty() && self.external.contains(head) {
                    found.insert(Target::External);
                }
                (1, found)
            }
            None => return Targets::new(),
        };
        while let Some(segment) = path.get(at) {
            // Only a module or a type can be before `::`, and both have one namespace.
            if targets.iter().any(|target| matches!(target, Target::Module(_))) {
                targets.retain(|target| matches!(target, Target::Module(_)));
            }
            targets = targets
                .into_iter()
                .flat_map(|target| match target {
                    Target::Module(module) => self.lookup(module, segment, open),
                    other => Targets::from([other]),
                })
                .collect();
            at += 1;
        }
        targets
    }

    /// What a name means in a module.
    fn lookup(&self, module: usize, name: &str, open: &mut Open) -> Targets {
        let mut targets = Targets::new();
        if !open.insert((module, name.to_owned())) {
            return targets;
        }
        let this = &self.modules[module];
        for entry in this.entries.iter().filter(|entry| entry.name == name) {
            targets.insert(match &entry.kind {
                EntryKind::Item(_) | EntryKind::Macro => Target::Item { file: this.file.clone() },
                EntryKind::ExportedMacro(file) => Target::Item { file: file.clone() },
                EntryKind::Module(child) => Target::Module(*child),
            });
        }
        for one in this.uses.iter().filter(|one| declares(one, name)) {
            targets.extend(self.resolve(module, &one.path, open));
        }
        if targets.is_empty() {
            for glob in this.uses.iter().filter(|one| one.is_glob) {
                for base in self.resolve(module, &glob.path, open) {
                    match base {
                        Target::Module(base) => targets.extend(self.lookup(base, name, open)),
                        Target::Item { file } if self.is_variant(&file, name) => {
                            targets.insert(Target::Item { file });
                        }
                        Target::Item { .. } => {}
                        // Another crate's names are not known here.
                        Target::External => {}
                    }
                }
            }
        }
        if targets.is_empty() && this.words.contains(name) {
            targets.insert(Target::Item { file: this.file.clone() });
        }
        open.remove(&(module, name.to_owned()));
        targets
    }

    fn is_variant(&self, file: &str, name: &str) -> bool {
        let modules = self.modules.iter().filter(|module| module.file == file);
        modules
            .flat_map(|module| &module.entries)
            .any(|entry| matches!(&entry.kind, EntryKind::Item(variants) if variants.contains(name)))
    }

    /// The items that a glob import of a module makes visible. Child modules are left out: a path through one is counted
    /// where it is written.
    fn exports(&self, module: usize, viewer: usize, seen: &mut BTreeSet<usize>) -> Targets {
        let mut targets = Targets::new();
        if !seen.insert(module) {
            return targets;
        }
        let sees_private = self.is_within(viewer, module);
        let this = &self.modules[module];
        for entry in this.entries.iter().filter(|entry| sees_private || !entry.is_private) {
            match &entry.kind {
                EntryKind::Item(_) => targets.insert(Target::Item { file: this.file.clone() }),
                EntryKind::ExportedMacro(file) => targets.insert(Target::Item { file: file.clone() }),
                // Found by its place in the text, not by its path.
                EntryKind::Macro | EntryKind::Module(_) => false,
            };
        }
        if !this.words.is_empty() {
            targets.insert(Target::Item { file: this.file.clone() });
        }
        for one in this.uses.iter().filter(|one| sees_private || !one.is_private) {
            for target in self.resolve(module, &one.path, &mut Open::new()) {
                match target {
                    Target::Module(base) if one.is_glob => targets.extend(self.exports(base, viewer, seen)),
                    Target::Module(_) => {}
                    other => {
                        targets.insert(other);
                    }
                }
            }
        }
        targets
    }

    fn is_within(&self, module: usize, ancestor: usize) -> bool {
        std::iter::successors(Some(module), |&module| self.modules[module].parent).any(|one| one == ancestor)
    }

    fn is_module_in_scope(&self, module: usize, head: &str) -> bool {
        let path = [head.to_owned()];
        let targets = self.resolve(module, &path, &mut Open::new());
        targets.iter().any(|target| matches!(target, Target::Module(_)))
    }

    /// The file of the `macro_rules!` that a call means by its place in the text.
    fn textual_macro(&self, module: usize, name: &str) -> Option<String> {
        let mut chain = std::iter::successors(Some(module), |&module| self.modules[module].parent);
        let owner = chain.find(|&module| {
            let is_it = |kind: &EntryKind| matches!(kind, EntryKind::Macro);
            self.modules[module].entries.iter().any(|entry| entry.name == name && is_it(&entry.kind))
        })?;
        Some(self.modules[owner].file.clone())
    }
}

fn declares(one: &Use, name: &str) -> bool {
    one.name.as_deref() == Some(name)
}
