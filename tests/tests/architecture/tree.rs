//! The modules of a crate, read from its sources without a compiler.
//!
//! Invariant: only the code that a user's build compiles is in the tree. `#[cfg(test)]` items, and files that are
//! reached only through them, are left out.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{Attribute, Item, Visibility};

use super::scan::{Scan, WrittenMacro, WrittenPath};
use super::uses::{Use, flatten};

/// The text of every source file, by its path from the root of the repository.
pub(crate) type Sources = BTreeMap<String, String>;

/// The modules of one crate; the first is its root.
#[derive(Default)]
pub(crate) struct Crate {
    pub(crate) modules: Vec<Module>,
    /// Names of other crates that a path may begin with.
    pub(crate) external: BTreeSet<String>,
    /// What this reader cannot follow.
    pub(crate) problems: Vec<String>,
    /// Files that only re-export the names of others.
    pub(crate) contents: BTreeSet<String>,
}

/// A module, in a file of its own or inline.
pub(crate) struct Module {
    pub(crate) file: String,
    pub(crate) parent: Option<usize>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) uses: Vec<Use>,
    /// The `use` declarations inside functions and macros.
    pub(crate) local_uses: Vec<Use>,
    pub(crate) paths: Vec<WrittenPath>,
    pub(crate) macros: Vec<WrittenMacro>,
    /// The words in the macro calls that stand for items: one of them may be the name of an item.
    pub(crate) words: BTreeSet<String>,
}

/// A name that a module declares itself.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) is_private: bool,
    pub(crate) kind: EntryKind,
}

pub(crate) enum EntryKind {
    /// An item in this file, with the variants of an enum.
    Item(BTreeSet<String>),
    /// An item that `#[macro_export]` puts at the root of the crate, with the file that defines it.
    ExportedMacro(String),
    /// A `macro_rules!`, visible in the rest of the module and in its child modules.
    Macro,
    Module(usize),
}

impl Crate {
    /// Reads the crate whose root file is `root`.
    pub(crate) fn read(sources: &Sources, root: &str, external: &[&str]) -> Self {
        let mut this =
            Self { external: external.iter().map(|&name| name.to_owned()).collect(), ..Self::default() };
        let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut reached = BTreeSet::new();
        let mut reader = Reader { sources, tree: &mut this, reached: &mut reached };
        reader.file(root, folder, None, false);
        let within = sources.keys().filter(|file| file.starts_with(folder));
        for file in within.filter(|file| !reached.contains(*file)) {
            this.problems.push(format!("{file}: no `mod` line leads to this file"));
        }
        this
    }
}

struct Reader<'a> {
    sources: &'a Sources,
    tree: &'a mut Crate,
    reached: &'a mut BTreeSet<String>,
}

impl Reader<'_> {
    /// Reads a file as a module whose child modules are in `folder`; `None` for test code.
    fn file(&mut self, file: &str, folder: &str, parent: Option<usize>, is_test: bool) -> Option<usize> {
        self.reached.insert(file.to_owned());
        let parsed = match syn::parse_file(&self.sources[file]) {
            Ok(parsed) => parsed,
            Err(error) => {
                self.tree.problems.push(format!("{file}:{}: {error}", error.span().start().line));
                return None;
            }
        };
        if !is_test && parsed.items.iter().all(is_contents) {
            self.tree.contents.insert(file.to_owned());
        }
        self.module(file, folder, parent, parsed.items, is_test || is_test_only(&parsed.attrs))
    }

    fn module(
        &mut self,
        file: &str,
        folder: &str,
        parent: Option<usize>,
        items: Vec<Item>,
        is_test: bool,
    ) -> Option<usize> {
        let index = self.tree.modules.len();
        if !is_test {
            self.tree.modules.push(Module {
                file: file.to_owned(),
                parent,
                entries: Vec::new(),
                uses: Vec::new(),
                local_uses: Vec::new(),
                paths: Vec::new(),
                macros: Vec::new(),
                words: BTreeSet::new(),
            });
        }
        for item in items {
            let is_test = is_test || is_test_only(attributes(&item));
            if let Item::Mod(module) = item {
                self.child(file, folder, index, module, is_test);
            } else if !is_test {
                self.item(index, &item);
            }
        }
        (!is_test).then_some(index)
    }

    /// A `mod` item, with a body or in a file of its own.
    fn child(&mut self, file: &str, folder: &str, parent: usize, module: syn::ItemMod, is_test: bool) {
        let name = module.ident.to_string();
        let line = module.ident.span().start().line;
        if module.attrs.iter().any(|attribute| attribute.path().is_ident("path")) {
            self.tree.problems.push(format!("{file}:{line}: this reader does not follow `#[path]`"));
        }
        let inner = format!("{folder}/{}", name.trim_start_matches("r#"));
        // A file that takes the module's place in some builds imports as the module does: it is read under its own name.
        for alternative in module.attrs.iter().filter_map(path_in_some_builds) {
            let (path, name) =
                (format!("{folder}/{alternative}"), alternative.trim_end_matches(".rs").to_owned());
            if !self.sources.contains_key(&path) {
                self.tree.problems.push(format!("{file}:{line}: there is no file `{alternative}`"));
            } else if let Some(child) = self.file(&path, &format!("{folder}/{name}"), Some(parent), is_test) {
                let kind = EntryKind::Module(child);
                self.tree.modules[parent].entries.push(Entry { name, is_private: true, kind });
            }
        }
        let child = match module.content {
            Some((_, items)) => self.module(file, &inner, Some(parent), items, is_test),
            None => {
                let candidates = [format!("{inner}.rs"), format!("{inner}/mod.rs")];
                match candidates.iter().find(|candidate| self.sources.contains_key(*candidate)) {
                    Some(found) => self.file(found, &inner, Some(parent), is_test),
                    None => {
                        self.tree.problems.push(format!("{file}:{line}: the module `{name}` has no file"));
                        None
                    }
                }
            }
        };
        if let Some(child) = child {
            let is_private = is_private(&module.vis);
            let kind = EntryKind::Module(child);
            self.tree.modules[parent].entries.push(Entry { name, is_private, kind });
        }
    }

    fn item(&mut self, module: usize, item: &Item) {
        match item {
            Item::Use(declaration) => {
                let uses = &mut self.tree.modules[module].uses;
                flatten(&declaration.tree, &mut Vec::new(), is_private(&declaration.vis), uses);
                return;
            }
            Item::Macro(call) => {
                if let Some(name) = &call.ident {
                    let name = name.to_string();
                    if call.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export")) {
                        let kind = EntryKind::ExportedMacro(self.tree.modules[module].file.clone());
                        let entry = Entry { name: name.clone(), is_private: false, kind };
                        self.tree.modules[0].entries.push(entry);
                    }
                    let entry = Entry { name, is_private: true, kind: EntryKind::Macro };
                    self.tree.modules[module].entries.push(entry);
                } else {
                    super::scan::words(call.mac.tokens.clone(), &mut self.tree.modules[module].words);
                }
            }
            _ => {
                if let Some((name, visibility, variants)) = declared(item) {
                    let entry =
                        Entry { name, is_private: is_private(visibility), kind: EntryKind::Item(variants) };
                    self.tree.modules[module].entries.push(entry);
                }
            }
        }
        let mut scan = Scan::default();
        scan.tokens(item.to_token_stream());
        let this = &mut self.tree.modules[module];
        this.paths.extend(scan.paths);
        this.macros.extend(scan.macros);
        this.local_uses.extend(scan.uses);
    }
}

/// Whether an item only leads to the items of other files. A `macro_rules!` must be before the `mod` lines that use it.
fn is_contents(item: &Item) -> bool {
    if is_test_only(attributes(item)) {
        return true;
    }
    match item {
        Item::Use(declaration) => !is_private(&declaration.vis),
        Item::Macro(call) => call.ident.is_some(),
        Item::Mod(module) => module.content.as_ref().is_none_or(|(_, items)| items.iter().all(is_contents)),
        _ => false,
    }
}

/// The file of `#[cfg_attr(condition, path = "file")]`.
fn path_in_some_builds(attribute: &Attribute) -> Option<String> {
    let syn::Meta::List(list) = &attribute.meta else { return None };
    if !list.path.is_ident("cfg_attr") {
        return None;
    }
    let parse = syn::punctuated::Punctuated::<syn::Meta, syn::Token![,]>::parse_terminated;
    list.parse_args_with(parse).ok()?.into_iter().find_map(|meta| match meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("path") => match pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(file), .. }) => Some(file.value()),
            _ => None,
        },
        _ => None,
    })
}

fn is_private(visibility: &Visibility) -> bool {
    match visibility {
        Visibility::Inherited => true,
        Visibility::Restricted(restricted) => restricted.path.is_ident("self"),
        Visibility::Public(_) => false,
    }
}

/// The name of an item that paths can lead to.
fn declared(item: &Item) -> Option<(String, &Visibility, BTreeSet<String>)> {
    let (name, visibility) = match item {
        Item::Const(item) => (&item.ident, &item.vis),
        Item::Enum(item) => {
            let variants = item.variants.iter().map(|variant| variant.ident.to_string()).collect();
            return Some((item.ident.to_string(), &item.vis, variants));
        }
        Item::Fn(item) => (&item.sig.ident, &item.vis),
        Item::Static(item) => (&item.ident, &item.vis),
        Item::Struct(item) => (&item.ident, &item.vis),
        Item::Trait(item) => (&item.ident, &item.vis),
        Item::TraitAlias(item) => (&item.ident, &item.vis),
        Item::Type(item) => (&item.ident, &item.vis),
        Item::Union(item) => (&item.ident, &item.vis),
        _ => return None,
    };
    Some((name.to_string(), visibility, BTreeSet::new()))
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn is_test_only(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || super::scan::is_test_attribute(
                &attribute.meta.to_token_stream().into_iter().collect::<Vec<_>>(),
            )
    })
}
