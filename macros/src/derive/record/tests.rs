//! The errors of both derives, without a compiler.

use proc_macro2::TokenStream;

/// The messages in the code of a derive.
fn errors(code: &TokenStream) -> Vec<String> {
    let text = code.to_string();
    let parts = text.split("compile_error ! { \"").skip(1);
    parts.filter_map(|part| Some(part.split_once("\" }")?.0.replace("\\\"", "\""))).collect()
}

fn record(text: &str) -> Vec<String> {
    errors(&super::expand_record(text.parse().expect("tokens")))
}

fn category(text: &str) -> Vec<String> {
    errors(&super::expand_category(text.parse().expect("tokens")))
}

#[test]
fn right_types_have_no_error() {
    assert_eq!(record("struct A { b: f32, #[record(name = \"c d\")] c: Option<String> }"), [""; 0]);
    assert_eq!(record("#[record(crate = other::path)] pub struct A { pub r#type: f32 }"), [""; 0]);
    assert_eq!(category("enum A { B, #[category(name = \"c d\")] C }"), [""; 0]);
}

#[test]
fn each_mistake_is_one_error() {
    let cases: [(&[&str], Vec<String>); 12] = [
        (&["a record is a struct: each of its fields is a column"], record("enum A { B }")),
        (&["a record has no generics: its columns have known types"], record("struct A<T> { b: T }")),
        (&["a record has fields with names: they are the names of its columns"], record("struct A(f32);")),
        (&["a record needs at least one field: each is a column"], record("struct A {}")),
        (&["two columns have the name `b`"], record("struct A { b: f32, #[record(name = \"b\")] c: f32 }")),
        (&["expected `#[record(name = \"..\")]`"], record("struct A { #[record(rename = \"b\")] c: f32 }")),
        (&["expected `#[record(name = \"..\")]`"], record("struct A { #[record()] c: f32 }")),
        (
            &["expected `#[record(crate = path)]` before a type"],
            record("#[record(name = \"a\")] struct A { c: f32 }"),
        ),
        (&["a category is an enum: each of its variants is one category"], category("struct A { b: f32 }")),
        (&["a category needs at least one variant"], category("enum A {}")),
        (&["a category has no fields: it is a name alone"], category("enum A { B, C(f32) }")),
        (&["two categories have the name `B`"], category("enum A { B, #[category(name = \"B\")] C }")),
    ];
    for (expected, found) in cases {
        assert_eq!(found, expected);
    }
}
