//! The reader and the resolver on small trees.

use super::Imports;
use super::circles::circles;
use super::floors::Floors;
use super::tree::Sources;

/// The imports of a crate of these files; `src/lib.rs` is the first.
fn imports(files: &[(&str, &str)]) -> Imports {
    let sources: Sources =
        files.iter().map(|(file, text)| (format!("src/{file}"), (*text).to_owned())).collect();
    Imports::read(&sources, "src/lib.rs", &["std", "outside"])
}

/// The imports as `a -> b`, by file.
fn arrows(files: &[(&str, &str)]) -> Vec<String> {
    let imports = imports(files);
    assert_eq!(imports.problems, [""; 0]);
    assert_eq!(imports.tree.problems, [""; 0]);
    let short = |file: &str| file.trim_start_matches("src/").trim_end_matches(".rs").to_owned();
    let mut arrows: Vec<String> = imports
        .arrows
        .iter()
        .map(|arrow| format!("{}:{} -> {}", short(&arrow.from), arrow.line, short(&arrow.to)))
        .collect();
    arrows.dedup();
    arrows
}

fn violations(floors: &str, files: &[(&str, &str)]) -> Vec<String> {
    let imports = imports(files);
    let files = imports.tree.modules.into_iter().map(|module| module.file).collect();
    Floors::read(floors).violations(&files, &imports.tree.contents, &imports.arrows)
}

#[test]
fn a_glob_closes_a_circle_of_three() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "use crate::b::*;\npub struct A;"),
        ("b.rs", "use crate::c::C;\npub struct B;"),
        ("c.rs", "use super::a::A;\npub struct C;"),
    ];
    assert_eq!(arrows(&files), ["a:1 -> b", "b:1 -> c", "c:1 -> a"]);
    let circles = circles(&imports(&files).arrows);
    assert_eq!(
        circles,
        ["a circle of 3 files: src/a.rs, src/b.rs, src/c.rs\n    \
          src/a.rs:1 -> src/b.rs  (crate::b::*)\n    \
          src/b.rs:1 -> src/c.rs  (crate::c::C)\n    \
          src/c.rs:1 -> src/a.rs  (super::a::A)"]
    );
}

#[test]
fn a_parent_module_does_not_open_a_circle() {
    let files = [
        ("lib.rs", "mod room;"),
        (
            "room/mod.rs",
            "mod a; mod b; mod c; pub use a::*; pub(crate) use b::{B as Bee}; pub use self::c::C;",
        ),
        ("room/a.rs", "use super::Bee;\npub struct A;"),
        ("room/b.rs", "use crate::room::C;\npub struct B;"),
        ("room/c.rs", "use super::{A};\npub struct C;"),
    ];
    assert_eq!(arrows(&files), ["room/a:1 -> room/b", "room/b:1 -> room/c", "room/c:1 -> room/a"]);
    assert_eq!(circles(&imports(&files).arrows).len(), 1);
}

#[test]
fn a_pair_is_not_reported() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "use crate::a::A; pub struct B;"),
    ];
    assert_eq!(circles(&imports(&files).arrows), [""; 0]);
}

#[test]
fn globs_lead_through_re_exports_to_every_item() {
    let files = [
        ("lib.rs", "mod user; mod room; mod other;"),
        ("user.rs", "use crate::room::*;"),
        ("room/mod.rs", "mod a; mod b; mod c; pub use a::A; pub use b::*; pub use crate::other::Other;"),
        ("room/a.rs", "pub struct A;"),
        ("room/b.rs", "pub enum B { One }"),
        ("room/c.rs", "pub struct C;"),
        ("other.rs", "pub struct Other;"),
    ];
    let found = arrows(&files);
    assert_eq!(found, ["user:1 -> other", "user:1 -> room/a", "user:1 -> room/b"]);
}

#[test]
fn a_glob_of_the_parent_sees_its_private_names() {
    let files = [
        ("lib.rs", "mod room; mod far;"),
        ("room.rs", "mod child; use crate::far::Far; struct Own;"),
        ("room/child.rs", "use super::*;"),
        ("far.rs", "pub struct Far;"),
    ];
    assert_eq!(arrows(&files), ["room:1 -> far", "room/child:1 -> far", "room/child:1 -> room"]);
}

#[test]
fn paths_in_code_and_macros_are_imports() {
    let files = [
        ("lib.rs", "mod low; mod high; mod top;"),
        (
            "low.rs",
            "fn f() -> u8 {\n    crate::high::made()\n}\nmacro_rules! m { () => { $crate::top::Top } }",
        ),
        ("high.rs", "pub fn made() -> u8 {\n    assert!(super::top::Top::is(1));\n    2\n}"),
        (
            "top.rs",
            "pub struct Top;\nfn f() {\n    use crate::{high, low::{self as ground}};\n    high::made();\n}",
        ),
    ];
    assert_eq!(
        arrows(&files),
        ["high:2 -> top", "low:2 -> high", "low:4 -> top", "top:3 -> high", "top:3 -> low", "top:4 -> high"]
    );
}

#[test]
fn a_written_out_path_is_an_arrow_upwards() {
    let files = [
        ("lib.rs", "mod low; mod high;"),
        ("low/mod.rs", "mod inner;"),
        ("low/inner.rs", "fn f() -> u8 {\n    crate::high::made()\n}"),
        ("high.rs", "pub fn made() -> u8 { 1 }"),
    ];
    assert_eq!(
        violations("src: low < high", &files),
        ["src: `low` is below `high`\n    src/low/inner.rs:2 -> src/high.rs  (crate::high::made)"]
    );
    assert_eq!(violations("src: high < low", &files), [""; 0]);
    assert_eq!(violations("src: high, low", &files).len(), 1);
}

#[test]
fn every_name_has_a_floor_and_every_floor_a_name() {
    let files = [
        ("lib.rs", "mod low; mod high; mod names;"),
        ("low.rs", "pub struct Low;"),
        ("high.rs", "pub struct High;"),
        ("names.rs", "pub use crate::low::Low;"),
    ];
    assert_eq!(
        violations("src: low < lost", &files),
        ["src: `high` has no floor", "src: the floor `lost` is neither a file nor a folder"]
    );
}

#[test]
fn inner_folders_have_floors_of_their_own() {
    let files = [
        ("lib.rs", "mod room;"),
        ("room/mod.rs", "mod plan; mod exec;"),
        ("room/plan.rs", "use super::exec::Exec;"),
        ("room/exec.rs", "pub struct Exec;"),
    ];
    assert_eq!(violations("src: room\nsrc/room: plan\n    < exec", &files).len(), 1);
    assert_eq!(violations("src: room\nsrc/room: exec < plan", &files), [""; 0]);
}

#[test]
fn folders_without_an_order_do_not_import_each_other() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a/mod.rs", "mod x; mod y;"),
        ("a/x.rs", "use crate::b::B;"),
        ("a/y.rs", "pub struct Y;"),
        ("b.rs", "use crate::a::y::Y; pub struct B;"),
    ];
    assert_eq!(
        violations("", &files),
        ["src: `a`, `b` import each other\n    \
          src/a/x.rs:1 -> src/b.rs  (crate::b::B)\n    \
          src/b.rs:1 -> src/a/y.rs  (crate::a::y::Y)"]
    );
}

#[test]
fn test_code_and_links_do_not_count() {
    let files = [
        ("lib.rs", "mod a; mod b; #[cfg(test)] mod laws;"),
        (
            "a.rs",
            "//! See [`crate::b::B`].\n#[cfg(test)]\nuse crate::b::B;\npub struct A;\nimpl A {\n    \
             /// Like [`super::b::B`].\n    #[cfg(all(test, unix))]\n    fn f<T, U>(_: T, _: U) { crate::b::f() }\n    \
             fn g() {}\n}\n#[cfg(test)]\nmod tests { use super::*; use crate::b::B; }",
        ),
        ("b.rs", "pub struct B; #[cfg(not(test))] fn f() { crate::a::A::g() }"),
        ("laws/mod.rs", "mod inner; use crate::a::A;"),
        ("laws/inner.rs", "use crate::b::B;"),
    ];
    assert_eq!(arrows(&files), ["b:1 -> a"]);
}

#[test]
fn macros_by_example_count() {
    let files = [
        ("lib.rs", "mod room; mod user;"),
        (
            "room.rs",
            "macro_rules! here { () => {} }\nmacro_rules! named { () => {} }\npub(crate) use named;\nmod inner;\n#[macro_export] macro_rules! everywhere { () => {} }",
        ),
        ("room/inner.rs", "here!();"),
        ("user.rs", "use crate::room::named;\nnamed!();\ncrate::everywhere!();"),
    ];
    assert_eq!(arrows(&files), ["room/inner:1 -> room", "user:1 -> room", "user:3 -> room"]);
}

#[test]
fn macro_calls_declare_items() {
    let files = [
        ("lib.rs", "mod made; mod user;"),
        ("made.rs", "macro_rules! message { ($name:ident) => { pub trait $name {} } }\nmessage!(Said);"),
        ("user.rs", "use crate::made::Said;\nuse crate::made::*;"),
    ];
    assert_eq!(arrows(&files), ["user:1 -> made", "user:2 -> made"]);
}

#[test]
fn re_exports_of_a_file_with_items_count() {
    let files = [
        ("lib.rs", "mod room;"),
        ("room/mod.rs", "mod a; pub use a::A;\npub struct Own;"),
        ("room/a.rs", "use super::Own; pub struct A;"),
    ];
    assert_eq!(arrows(&files), ["room/a:1 -> room/mod", "room/mod:1 -> room/a"]);
}

#[test]
fn visibilities_and_other_crates_are_not_imports() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        (
            "a.rs",
            "use outside::Thing; use std::{self, fmt};\npub(in crate::b) struct A; fn f() { ::outside::b(); <A as outside::T>::b::c(); }",
        ),
        ("b.rs", "pub mod outside {}"),
    ];
    assert_eq!(arrows(&files), [""; 0]);
}

#[test]
fn what_leads_nowhere_is_reported() {
    let files = [
        ("lib.rs", "mod a; mod lost;"),
        ("a.rs", "use crate::b::B;\nuse unknown::Thing;\nfn f() { super::super::g() }"),
        ("unreached.rs", ""),
    ];
    let imports = imports(&files);
    assert_eq!(
        imports.problems,
        [
            "src/a.rs:1: `crate::b::B` leads to nothing",
            "src/a.rs:2: `unknown::Thing` leads to nothing",
            "src/a.rs:3: `super::super::g` leads to nothing",
        ]
    );
    assert_eq!(
        imports.tree.problems,
        ["src/lib.rs:1: the module `lost` has no file", "src/unreached.rs: no `mod` line leads to this file"]
    );
}

#[test]
fn a_file_that_replaces_a_module_in_some_builds_is_read() {
    let files = [
        ("lib.rs", "#[cfg_attr(not(feature = \"x\"), path = \"no_a.rs\")] mod a;"),
        ("a.rs", ""),
        ("no_a.rs", "use crate::b::B;"),
    ];
    let imports = imports(&files);
    assert_eq!(imports.problems, ["src/no_a.rs:1: `crate::b::B` leads to nothing"]);
    assert_eq!(imports.tree.problems, [""; 0]);
}
