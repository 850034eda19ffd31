//! The editor's side of the machine: rust-analyzer, the sources of `std`, and a project to open.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// A rust-analyzer that starts, and sources of `std` that it can read.
pub(crate) struct Installed {
    pub(crate) server: PathBuf,
    pub(crate) std: PathBuf,
}

impl Installed {
    /// Finds both, or returns what is missing.
    pub(crate) fn find() -> Result<Self, String> {
        let candidates = [
            env::var_os("RUST_ANALYZER").map(PathBuf::from),
            Some(PathBuf::from("rust-analyzer")),
            env::home_dir().map(|home| home.join(".cargo/bin/rust-analyzer")),
        ];
        let server = candidates.into_iter().flatten().find(|server| starts(server)).ok_or(
            "no rust-analyzer that starts: neither in $RUST_ANALYZER nor in $PATH nor in ~/.cargo/bin; \
             `.ci/rust-analyzer` builds one",
        )?;
        let given = env::var_os("RUST_ANALYZER_STD").map(PathBuf::from);
        let std = given.or_else(|| Some(sysroot()?.join("lib/rustlib/src/rust/library")));
        let std = std.filter(|std| std.join("core/src/lib.rs").exists()).ok_or(
            "no sources of `std`: neither in $RUST_ANALYZER_STD nor in the toolchain (`rustup component add rust-src`)",
        )?;
        Ok(Self { server, std })
    }
}

/// Whether the server runs. rustup leaves a proxy for a `rust-analyzer` that is not installed, which fails.
fn starts(server: &Path) -> bool {
    let version = Command::new(server).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    version.is_ok_and(|status| status.success())
}

fn sysroot() -> Option<PathBuf> {
    let printed = Command::new("rustc").args(["--print", "sysroot"]).output().ok()?;
    Some(PathBuf::from(String::from_utf8(printed.stdout).ok()?.trim()))
}

/// Writes the project of a user who depends on this engine.
pub(crate) fn project() -> std::io::Result<PathBuf> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = tests.parent().unwrap_or(tests);
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("editor");
    let fixture = tests.join("tests/editor/fixture");
    fs::create_dir_all(root.join("src"))?;
    fs::write(
        root.join("Cargo.toml"),
        format!(
            "[package]\nname = \"fixture\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nshapeflow = {{ path = {:?} }}\n\n[workspace]\n",
            workspace.join("engine")
        ),
    )?;
    // The versions of this workspace, so that nothing is fetched.
    fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock"))?;
    for file in ["lib.rs", "steps.rs", "forms.rs"] {
        fs::copy(fixture.join(file), root.join("src").join(file))?;
    }
    fs::canonicalize(root)
}
