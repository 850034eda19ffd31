//! The first `cargo check` of a user's crate: `cargo bench -p shapeflow-tests --bench cold_check`.
//!
//! A fresh crate that depends on `shapeflow`, a fresh target folder, two jobs; with the default features and
//! without. The sources of all dependencies must have been downloaded (`cargo fetch`): the network is not measured.
//!
//! Options: `--quick` (once), `--rounds N`.
#![allow(clippy::print_stdout, reason = "a benchmark reports to a person")]

mod common {
    pub(crate) mod machine;
    pub(crate) mod spread;
    pub(crate) mod user_crate;
}

use std::io::Result;

use common::machine;
use common::spread::Spread;
use common::user_crate::{Cost, UserCrate};

/// The aim, in seconds on two cores.
const AIM: f64 = 40.0;
const JOBS: &str = "2";

const FEATURES: [(&str, &str); 2] =
    [("default features", ""), ("without default features", ", default-features = false")];

const SOURCE: &str = "//! A user's first pipeline.

use shapeflow::prelude::*;

pipeline! {
    /// Reads a handwritten digit.
    pub Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        pixels = image |> Flatten |> StandardScaler;
        probs  = pixels |> LogisticRegression<10>.fit(digit);
        probs
    }
}
";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let at = |name: &str| arguments.iter().position(|argument| argument == name);
    let rounds = at("--rounds").and_then(|at| arguments.get(at + 1)?.parse().ok());
    let rounds = rounds.unwrap_or(if at("--quick").is_some() { 1 } else { 3 });
    machine::print();

    let mut samples = [Vec::new(), Vec::new()];
    let mut crates = [0, 0];
    for _ in 0..rounds {
        for (index, (_, options)) in FEATURES.into_iter().enumerate() {
            let (cost, said) = check(options)?;
            samples[index].push(cost);
            crates[index] = said
                .lines()
                .filter(|line| ["Checking", "Compiling"].iter().any(|verb| line.contains(verb)))
                .count();
        }
    }
    println!("`cargo check -j {JOBS}` of a fresh crate: median [quartiles] of {rounds} rounds in turns");
    println!(
        "{:26}{:>8}{:>26}{:>26}  aim: under {AIM} s on the clock",
        "", "crates", "s on the clock", "s of CPU"
    );
    for (((name, _), samples), crates) in FEATURES.iter().zip(&samples).zip(crates) {
        let spread = |time: fn(&Cost) -> f64| Spread::of(samples.iter().map(time));
        let wall = spread(|cost| cost.wall);
        println!(
            "{name:26}{crates:>8}{wall:>26}{:>26}  {}",
            spread(|cost| cost.cpu),
            if wall.median < AIM { "met" } else { "missed" }
        );
    }
    Ok(())
}

/// Checks a crate for the first time; returns the cost and cargo's output.
fn check(options: &str) -> Result<(Cost, String)> {
    let user = UserCrate::new("cold", options)?;
    user.write(SOURCE)?;
    user.run(user.cargo(&["check", "-j", JOBS]))
}
