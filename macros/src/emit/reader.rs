//! The program that reads the expansion: rustc, rustdoc, or rust-analyzer on behalf of an editor.
//!
//! Invariant: all readers see the same types, signatures and hyperparameters; only checks and bodies differ.

use crate::sources;

/// The program that reads the expansion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// rustc, which checks and compiles everything.
    Compiler,
    /// rustdoc. It shows the type behind a private alias.
    Documentation,
    /// rust-analyzer. Each token of the user's code is emitted only where an editor looks for its meaning.
    Editor,
}

impl Reader {
    /// Returns the program that runs this macro. rust-analyzer runs macros in a separate process and passes no
    /// information to them: `cfg(rust_analyzer)` is set only in the user's crates, where a macro cannot query it.
    pub(crate) fn here() -> Self {
        let program = std::env::current_exe().unwrap_or_default();
        let name = program.file_name().unwrap_or_default().to_string_lossy();
        if name.contains("rust-analyzer") {
            Self::Editor
        } else if name.contains("rustdoc") {
            Self::Documentation
        } else {
            Self::Compiler
        }
    }
}

impl Reader {
    /// Returns the identity of the code of this package, for caches. An editor runs nothing, so it needs none.
    pub(crate) fn sources(self) -> u64 {
        if self == Self::Compiler { sources::of_this_package() } else { 0 }
    }
}
