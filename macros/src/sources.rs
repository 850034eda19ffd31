//! The identity of the code of the crate that is compiled, for the keys of a cache.
//!
//! Invariant: it changes with every edit of a Rust file of the package and of its `Cargo.lock`, and with nothing else. It is 0 if
//! the files cannot be read.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Returns the identity of the package that is compiled by this process.
pub(crate) fn of_this_package() -> u64 {
    static IDENTITY: OnceLock<u64> = OnceLock::new();
    *IDENTITY.get_or_init(|| {
        let root = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        root.and_then(|root| of_package(&root)).unwrap_or(0)
    })
}

/// Adds bytes to a 64-bit hash, which is the same in every process and for every compiler.
///
/// Eight bytes at a time, by the folded multiplication of wyhash: cargo compiles macros without optimization, where a step for
/// each byte takes a second for a megabyte of sources.
pub(crate) fn hash(start: u64, bytes: &[u8]) -> u64 {
    const MULTIPLIER: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835 | 1;
    let mix = |hash: u64, word: u64| {
        let product = u128::from(hash ^ word ^ 0xa076_1d64_78bd_642f).wrapping_mul(MULTIPLIER);
        product as u64 ^ (product >> 64) as u64
    };
    let (words, rest) = bytes.as_chunks::<8>();
    let mut hash = mix(start, bytes.len() as u64);
    for word in words {
        hash = mix(hash, u64::from_le_bytes(*word));
    }
    let mut last = [0; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    mix(hash, u64::from_le_bytes(last))
}

fn of_package(root: &Path) -> Option<u64> {
    let mut files = Vec::new();
    collect(root, &mut files)?;
    files.sort();
    let mut identity = 0;
    for file in files {
        let name = file.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/");
        let text = fs::read(&file).ok()?;
        identity = hash(hash(identity, name.as_bytes()), &text);
    }
    let lock = root.ancestors().find_map(|folder| fs::read(folder.join("Cargo.lock")).ok());
    // 0 means that nothing is known.
    Some(hash(identity, &lock.unwrap_or_default()).max(1))
}

/// Collects the Rust files of a package, without those of packages inside it.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Option<()> {
    for entry in fs::read_dir(folder).ok()? {
        let entry = entry.ok()?;
        let (path, name) = (entry.path(), entry.file_name());
        let kind = entry.file_type().ok()?;
        if kind.is_dir() {
            // cargo marks its build folders, whatever they are called.
            let has = |file: &str| path.join(file).exists();
            let is_other =
                name.to_string_lossy().starts_with('.') || has("Cargo.toml") || has("CACHEDIR.TAG");
            if !is_other {
                collect(&path, files)?;
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Package(PathBuf);

    impl Package {
        fn new() -> Self {
            let root = std::env::temp_dir().join(format!("shapeflow-sources-{}", std::process::id()));
            let this = Self(root);
            this.write("Cargo.toml", "[package]");
            this.write("Cargo.lock", "ndarray 0.17.1");
            this.write("src/lib.rs", "mod steps;");
            this.write("src/steps.rs", "fn half(x: f64) -> f64 { x / 2.0 }");
            this
        }

        fn write(&self, path: &str, text: &str) {
            let path = self.0.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("created");
            fs::write(path, text).expect("written");
        }

        fn identity(&self) -> u64 {
            of_package(&self.0).expect("readable")
        }
    }

    impl Drop for Package {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn every_byte_and_the_length_count() {
        let text = b"fn half(x: f64) -> f64 { x / 2.0 }";
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut other = *text;
                other[at] ^= 1 << bit;
                assert_ne!(hash(7, text), hash(7, &other), "byte {at}");
            }
            assert_ne!(hash(7, text), hash(7, &text[..at]), "the first {at} bytes");
        }
        assert_ne!(hash(7, text), hash(8, text));
        assert_ne!(hash(0, &[0; 8]), hash(0, &[0; 16]));
    }

    /// Each edit, and whether a cache has to see it.
    #[test]
    fn every_edit_of_the_package_changes_its_identity() {
        let package = Package::new();
        let edits = [
            ("the body of a step", "src/steps.rs", "fn half(x: f64) -> f64 { x / 4.0 }", true),
            ("a comment", "src/steps.rs", "fn half(x: f64) -> f64 { x / 4.0 } // a quarter", true),
            ("a helper", "src/lib.rs", "mod steps; const SCALE: f64 = 2.0;", true),
            ("a new file", "src/deep/er/new.rs", "", true),
            ("an example", "examples/one.rs", "fn main() {}", true),
            ("a dependency", "Cargo.lock", "ndarray 0.17.2", true),
            ("a page", "README.md", "text", false),
            ("a build folder", "target/CACHEDIR.TAG", "Signature", false),
            ("a build output", "target/debug/build/generated.rs", "fn f() {}", false),
            ("a hidden folder", ".git/hook.rs", "fn f() {}", false),
            ("a package inside", "inner/Cargo.toml", "[package]", false),
            ("its code", "inner/src/lib.rs", "fn f() {}", false),
            ("the same text again", "src/lib.rs", "mod steps; const SCALE: f64 = 2.0;", false),
        ];
        for (what, path, text, is_seen) in edits {
            let before = package.identity();
            package.write(path, text);
            assert_eq!(package.identity() != before, is_seen, "{what}");
        }
        let before = package.identity();
        fs::rename(package.0.join("src/steps.rs"), package.0.join("src/moved.rs")).expect("renamed");
        assert_ne!(package.identity(), before, "a renamed file");
        assert!(of_package(&package.0.join("missing")).is_none());
    }
}
