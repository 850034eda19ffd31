//! [`SlowBuild`]: a note, once in a process, that a slow fit runs in a library without optimization.
//!
//! Invariant: in an optimized library it reads no clock.

use std::sync::Once;
use std::time::{Duration, Instant};

/// A fit that takes longer in an unoptimized library is worth a note.
const SLOW: Duration = Duration::from_secs(1);

/// Measures a fit, from its creation until it is dropped.
pub(crate) struct SlowBuild(Option<Instant>);

impl SlowBuild {
    pub(crate) fn watch() -> Self {
        Self(cfg!(unoptimized).then(Instant::now))
    }
}

impl Drop for SlowBuild {
    fn drop(&mut self) {
        static NOTED: Once = Once::new();
        if self.0.is_some_and(|began| began.elapsed() > SLOW) {
            NOTED.call_once(|| {
                tracing::warn!(
                    target: "shapeflow",
                    "this fit is slow because shapeflow is compiled without optimization; add \
                     `[profile.dev.package.\"*\"] opt-level = 2` to Cargo.toml, or compile with `--release`"
                );
            });
        }
    }
}
