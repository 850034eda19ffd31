//! What `cargo doc` shows of a user's pipelines: the types that the user wrote, and no generated name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns the text of a page, without its tags.
fn text(page: &str) -> String {
    let parts = page.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let text: String = parts.collect();
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// Returns the declaration of a type on its page.
fn declaration(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("<pre class=\"rust item-decl\">")?;
    Some(text(rest.split_once("</pre>")?.0))
}

/// Runs `cargo doc` and returns the folder of the pages of `shapeflow_tests::documented`.
fn documented() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package is in the workspace");
    let output = Command::new(env!("CARGO"))
        .args(["doc", "--quiet", "--offline", "--no-deps", "--lib", "-p", "shapeflow-tests"])
        .arg("--target-dir")
        .arg(root.join("target"))
        .current_dir(root)
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    root.join("target/doc/shapeflow_tests/documented")
}

#[test]
fn the_pages_of_a_pipeline_show_what_the_user_wrote() {
    let folder = documented();
    // A page of a type that no longer exists may still be in the folder, but not in the index.
    let index = std::fs::read_to_string(folder.join("index.html")).expect("rustdoc wrote the index");
    let pages: BTreeSet<&str> = index
        .split("href=\"")
        .filter_map(|rest| rest.split_once('"'))
        .map(|(page, _)| page)
        .filter(|page| page.starts_with("struct.") || page.starts_with("enum."))
        .collect();

    let mut declarations = String::new();
    for name in pages {
        let page = std::fs::read_to_string(folder.join(name)).expect("a page");
        // `__H` is in what `derive(Hash)` writes.
        let shown = text(&page);
        let generated: Vec<&str> = shown
            .split(|character: char| !character.is_alphanumeric() && character != '_')
            .filter(|word| word.contains("__") && *word != "__H")
            .collect();
        assert!(generated.is_empty(), "{name}: {generated:?}");
        if let Some(declaration) = declaration(&page) {
            declarations.push_str(declaration.trim_end());
            declarations.push_str("\n\n");
        }
    }
    insta::assert_snapshot!(declarations);
}
