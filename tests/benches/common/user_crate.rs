//! A user's crate in a folder of its own, and the cost of `cargo check` in it.
//!
//! Invariant: nothing but its `Cargo.toml` ties the crate to this repository, so it is checked as a user's is, in the
//! default profile. The versions of its dependencies are those of the repository's `Cargo.lock`.

use std::io::Result;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Seconds of one command.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    /// On the clock.
    pub(crate) wall: f64,
    /// Of all its processes on all cores, user and system; the wall time where the system does not report it.
    pub(crate) cpu: f64,
}

/// A user's crate.
pub(crate) struct UserCrate {
    folder: PathBuf,
}

impl UserCrate {
    /// A new crate that depends on `shapeflow` with these `options`: `, default-features = false`.
    pub(crate) fn new(name: &str, options: &str) -> Result<Self> {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(folder.join("src"))?;
        let engine = repository.join("engine").canonicalize()?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nshapeflow = {{ path = {engine:?}{options} }}\n\n[workspace]\n"
        );
        std::fs::write(folder.join("Cargo.toml"), manifest)?;
        std::fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Self { folder })
    }

    /// Replaces the source.
    pub(crate) fn write(&self, source: &str) -> Result<()> {
        std::fs::write(self.folder.join("src/lib.rs"), source)
    }

    /// `cargo SUBCOMMAND --offline`, with the crate's own target folder and without incremental compilation.
    pub(crate) fn cargo(&self, subcommand: &[&str]) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .args(subcommand)
            .arg("--offline")
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.target())
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TERM_COLOR", "never");
        command
    }

    /// Runs the command; returns its cost and its error stream.
    ///
    /// # Panics
    /// Where the command fails: figures of a crate that does not compile would mislead.
    pub(crate) fn run(&self, mut command: Command) -> Result<(Cost, String)> {
        let (start, cpu) = (Instant::now(), children_cpu());
        let output = command.output()?;
        let wall = start.elapsed().as_secs_f64();
        let cost = Cost { wall, cpu: children_cpu().zip(cpu).map_or(wall, |(end, start)| end - start) };
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{command:?} in {}:\n{said}", self.folder.display());
        Ok((cost, said))
    }

    #[allow(dead_code, reason = "one of the benchmarks that share this file checks the dependencies alone")]
    /// Checks the crate alone; its dependencies and a changed source must be there.
    #[allow(dead_code, reason = "one of the benchmarks that share this file checks the dependencies alone")]
    pub(crate) fn check(&self) -> Result<Cost> {
        let (cost, said) = self.run(self.cargo(&["check"]))?;
        assert_eq!(
            said.matches("Checking ").count(),
            1,
            "the crate alone is compiled, and it is compiled:\n{said}"
        );
        Ok(cost)
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }
}

/// CPU seconds of all processes that this one has started and waited for.
#[cfg(unix)]
fn children_cpu() -> Option<f64> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    Some((usage.user_time() + usage.system_time()).num_microseconds() as f64 * 1e-6)
}

#[cfg(not(unix))]
fn children_cpu() -> Option<f64> {
    None
}
