//! What a user sees when wrong: every case in `ui/` fails to compile, with exactly the text beside it.

#[test]
fn cases() {
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}
