//! The contract between the macro and the module that its code calls: `plumbing` re-exports exactly the names that the
//! macro writes, one by one. A name that is public there and written nowhere would be a promise to nobody.

use std::collections::BTreeSet;
use std::fs::{read_dir, read_to_string};
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::{Item, UseTree, Visibility};

#[test]
fn plumbing_exports_exactly_what_the_macro_names() {
    let room = room();
    let exports = Exports::read(&room.join("mod.rs"));
    assert!(exports.globs.is_empty(), "globs hide which names are public: {:?}", exports.globs);
    let mut named = Named::new(room.file_name().and_then(|name| name.to_str()).expect("a name"));
    for path in sources(&repository().join("macros/src")) {
        named.read(&path);
    }
    // `pipeline!` itself calls the procedural macro through this module.
    named.read(&repository().join("engine/src/lib.rs"));
    let missing: Vec<&String> = named.names.difference(&exports.names).collect();
    assert!(missing.is_empty(), "the macro names these, which are not exported: {missing:?}");
    let is_named = |name: &&String| named.names.contains(*name) || named.literals.contains(*name);
    let superfluous: Vec<&String> = exports.names.iter().filter(|name| !is_named(name)).collect();
    assert!(superfluous.is_empty(), "these are exported, but the macro does not name them: {superfluous:?}");
}

/// The public names of the module.
#[derive(Default)]
struct Exports {
    names: BTreeSet<String>,
    globs: Vec<String>,
}

impl Exports {
    fn read(path: &Path) -> Self {
        let mut this = Self::default();
        for item in syn::parse_file(&read_to_string(path).expect("the module")).expect("Rust").items {
            let (visibility, name) = match &item {
                Item::Use(item) if matches!(item.vis, Visibility::Public(_)) => {
                    this.flatten(&item.tree, "");
                    continue;
                }
                Item::Mod(item) => (&item.vis, &item.ident),
                Item::Fn(item) => (&item.vis, &item.sig.ident),
                Item::Struct(item) => (&item.vis, &item.ident),
                Item::Enum(item) => (&item.vis, &item.ident),
                Item::Trait(item) => (&item.vis, &item.ident),
                Item::Type(item) => (&item.vis, &item.ident),
                Item::Const(item) => (&item.vis, &item.ident),
                _ => continue,
            };
            if matches!(visibility, Visibility::Public(_)) {
                this.names.insert(name.to_string());
            }
        }
        this
    }

    fn flatten(&mut self, tree: &UseTree, path: &str) {
        match tree {
            UseTree::Path(segment) => self.flatten(&segment.tree, &format!("{path}{}::", segment.ident)),
            UseTree::Name(name) => drop(self.names.insert(name.ident.to_string())),
            UseTree::Rename(rename) => drop(self.names.insert(rename.rename.to_string())),
            UseTree::Glob(_) => self.globs.push(format!("{path}*")),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.flatten(tree, path)),
        }
    }
}

/// The names behind the path of the module in the sources of the macro.
struct Named {
    /// The module, and the name that a block of generated code has for it.
    heads: [String; 2],
    names: BTreeSet<String>,
    /// The texts of the sources. Some names are made of one: `let probe = Ident::new("inverse_probe", ..)`.
    literals: BTreeSet<String>,
}

impl Named {
    fn new(room: &str) -> Self {
        let heads = [room.to_owned(), format!("__{room}")];
        Self { heads, names: BTreeSet::new(), literals: BTreeSet::new() }
    }

    fn read(&mut self, path: &Path) {
        self.tokens(read_to_string(path).expect("a source").parse().expect("Rust"));
    }

    /// Reads `#plumbing::Name`, `#krate::plumbing::Name`, `__plumbing::Name` and `#plumbing::{Name, Other as _}`.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for window in tokens.windows(4) {
            let [TokenTree::Ident(head), TokenTree::Punct(one), TokenTree::Punct(two), name] = window else {
                continue;
            };
            if !self.heads.iter().any(|known| head == known) || one.as_char() != ':' || two.as_char() != ':' {
                continue;
            }
            match name {
                TokenTree::Ident(name) => drop(self.names.insert(name.to_string())),
                TokenTree::Group(group) => {
                    let group: Vec<TokenTree> = group.stream().into_iter().collect();
                    let is_comma =
                        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
                    let first = group.split(is_comma).filter_map(<[TokenTree]>::first);
                    self.names.extend(first.map(ToString::to_string));
                }
                _ => {}
            }
        }
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Literal(text) => {
                    self.literals.insert(text.to_string().trim_matches('"').to_owned());
                }
                _ => {}
            }
        }
    }
}

/// All Rust files in a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = read_dir(folder).expect("a folder of sources").map(|entry| entry.expect("an entry").path());
    let within = |path: PathBuf| if path.is_dir() { sources(&path) } else { vec![path] };
    entries.flat_map(within).filter(|path| path.extension().is_some_and(|found| found == "rs")).collect()
}

/// The folder of the module.
fn room() -> PathBuf {
    let rooms = ["plumbing", "expand"].map(|room| repository().join("engine/src").join(room));
    rooms.into_iter().find(|room| room.is_dir()).expect("the module that the generated code calls")
}

fn repository() -> PathBuf {
    let package = std::env::var("CARGO_MANIFEST_DIR").expect("cargo runs the tests");
    Path::new(&package).parent().expect("the package is in the repository").to_owned()
}
