//! A package of a user: its files, compiled by rustc against the library of this test.
//!
//! cargo is not asked, because it would build the dependencies once more.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder with a package, which is removed when the value is dropped.
pub(crate) struct Package(PathBuf);

impl Package {
    pub(crate) fn new(name: &str) -> Self {
        let root =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("edited-{}-{name}", std::process::id()));
        fs::create_dir_all(&root).expect("a folder");
        Self(root)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, file: &str, text: &str) {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().expect("in the package")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Compiles the program, which may depend on another package.
    pub(crate) fn compile(&self, dependency: Option<&Package>) {
        let mut said = "there is no library".to_owned();
        let compiled = library(&libraries()).iter().any(|library| {
            let steps = dependency.map(|package| {
                let file = package.0.join("libdependency.rlib");
                said = package.rustc(library, "dependency", "src/lib.rs", &["--crate-type=rlib"], &file);
                format!("--extern=dependency={}", file.display())
            });
            let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
            said = self.rustc(library, "edited", "src/main.rs", &steps, &self.0.join("program"));
            said.is_empty()
        });
        assert!(compiled, "{}: {said}", self.0.display());
    }

    /// Runs rustc with this build of the library; returns the errors.
    fn rustc(&self, library: &Path, name: &str, file: &str, more: &[&str], to: &Path) -> String {
        let output = Command::new("rustc")
            .args(["--edition=2024", "--crate-name", name, "-Cdebuginfo=0", "--cap-lints=allow"])
            .arg(format!("-Ldependency={}", libraries().display()))
            .arg(format!("--extern=shapeflow={}", library.display()))
            .args(more)
            .arg("-o")
            .arg(to)
            .arg(self.0.join(file))
            // What cargo tells the macros.
            .env("CARGO_MANIFEST_DIR", &self.0)
            .env("CARGO_PKG_NAME", name)
            .output()
            .expect("rustc starts");
        match output.status.success() {
            true => String::new(),
            false => format!("rustc failed: {}", String::from_utf8_lossy(&output.stderr)),
        }
    }

    /// Runs the program with a cache in this folder; returns the nodes that ran.
    pub(crate) fn run(&self, store: &Path) -> String {
        let output = Command::new(self.0.join("program")).env("STORE", store).output().expect("it starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let paths = String::from_utf8(output.stdout).expect("text");
        let paths: Vec<&str> = paths
            .split_whitespace()
            .map(|path| path.split_once('.').map_or(path, |(_, path)| path))
            .collect();
        paths.join(" ")
    }
}

impl Drop for Package {
    fn drop(&mut self) {
        // A package that failed may be incomplete.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The folder of the libraries with which this test was linked.
fn libraries() -> PathBuf {
    let program = std::env::current_exe().expect("this test");
    program.parent().expect("in a folder").to_owned()
}

/// The builds of the library, the newest first: there may be others with other features.
fn library(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder of this test").filter_map(Result::ok);
    let is_library = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with("libshapeflow-") && name.ends_with(".rlib")
    };
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_library).collect();
    found.sort_by_key(|path| std::cmp::Reverse(fs::metadata(path).and_then(|data| data.modified()).ok()));
    found
}
