//! The names that a `use` declaration brings into scope.

use syn::UseTree;

/// One name or glob of a `use` declaration.
#[derive(Clone, Debug)]
pub(crate) struct Use {
    pub(crate) path: Vec<String>,
    /// The name that it declares; `None` for `as _` and for globs.
    pub(crate) name: Option<String>,
    pub(crate) is_glob: bool,
    pub(crate) is_private: bool,
    pub(crate) line: usize,
}

/// The names that a `use` tree declares.
pub(crate) fn flatten(tree: &UseTree, path: &mut Vec<String>, is_private: bool, uses: &mut Vec<Use>) {
    let mut declare = |path: Vec<String>, name: Option<String>, is_glob, span: proc_macro2::Span| {
        uses.push(Use { path, name, is_glob, is_private, line: span.start().line });
    };
    let joined = |path: &[String], last: &syn::Ident| {
        let mut path = path.to_vec();
        // `a::{self}` is `a`.
        if last != "self" || path.is_empty() {
            path.push(last.to_string());
        }
        path
    };
    match tree {
        UseTree::Path(segment) => {
            path.push(segment.ident.to_string());
            flatten(&segment.tree, path, is_private, uses);
            path.pop();
        }
        UseTree::Name(name) => {
            let path = joined(path, &name.ident);
            declare(path.clone(), path.last().cloned(), false, name.ident.span());
        }
        UseTree::Rename(rename) => {
            let name = (rename.rename != "_").then(|| rename.rename.to_string());
            declare(joined(path, &rename.ident), name, false, rename.ident.span());
        }
        UseTree::Glob(glob) => declare(path.clone(), None, true, glob.star_token.spans[0]),
        UseTree::Group(group) => {
            for tree in &group.items {
                flatten(tree, path, is_private, uses);
            }
        }
    }
}
