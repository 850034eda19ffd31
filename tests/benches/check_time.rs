//! The time that a node adds to `cargo check`: `cargo bench -p shapeflow-tests --bench check_time`.
//!
//! Crates with one generated pipeline are checked in turns with the same crate without it; the difference, over the
//! number of nodes, is the cost of a node. Dependencies are compiled before, nothing is incremental, and each source is
//! new. CPU time (user and system, of cargo and rustc) is the figure to compare on a busy machine.
//!
//! Options: `--quick` (50 and 200 nodes, 3 rounds), `--rounds N`, `--only chain,fan`, `--passes` (where rustc spends
//! the time, by its unstable `-Ztime-passes`).
#![allow(clippy::print_stdout, reason = "a benchmark reports to a person")]

mod common {
    #[allow(dead_code, reason = "each benchmark has graphs of its own")]
    pub(crate) mod graphs;
    pub(crate) mod machine;
    pub(crate) mod spread;
    pub(crate) mod user_crate;
}

use std::io::Result;

use common::graphs::{Graph, Steps, nested};
use common::machine;
use common::spread::Spread;
use common::user_crate::{Cost, UserCrate};

/// The aim, in CPU milliseconds.
const AIM: f64 = 2.0;
const COLUMNS: usize = 8;
const SHAPES: [&str; 5] = ["chain", "piped", "fan", "layered", "nested"];
const STEPS: Steps = Steps { one: "StandardScaler", two: "Sum2", many: "Concat", last: None };

/// The code of every crate, also of the one without a pipeline.
const PRELUDE: &str = r#"
use shapeflow::prelude::*;

/// Adds two arrays.
#[derive(Debug, Clone, Default)]
pub struct Sum2;

impl Stateless for Sum2 {
    const SIGNATURE: Signature = Signature::new("[n, d], [n, d] -> [n, d]", &[]);
}

impl Transform<(ArcArray2<f32>, ArcArray2<f32>)> for Sum2 {
    type Out = ArcArray2<f32>;
    fn transform(&self, (a, b): (ArcArray2<f32>, ArcArray2<f32>)) -> Result<ArcArray2<f32>> {
        Ok(a + b)
    }
}
"#;

struct Options {
    rounds: usize,
    sizes: &'static [usize],
    shapes: Vec<&'static str>,
    passes: bool,
}

impl Options {
    fn read() -> Self {
        let arguments: Vec<String> = std::env::args().collect();
        let has = |name: &str| arguments.iter().any(|argument| argument == name);
        let after = |name: &str| {
            let at = arguments.iter().position(|argument| argument == name)?;
            arguments.get(at + 1).map(String::as_str)
        };
        let quick = has("--quick");
        let rounds = after("--rounds").and_then(|rounds| rounds.parse().ok());
        let wanted = after("--only");
        Self {
            rounds: rounds.unwrap_or(if quick { 3 } else { 9 }),
            sizes: if quick { &[50, 200] } else { &[50, 200, 1000] },
            shapes: SHAPES
                .into_iter()
                .filter(|shape| wanted.is_none_or(|wanted| wanted.split(',').any(|one| one == *shape)))
                .collect(),
            passes: has("--passes"),
        }
    }
}

fn main() -> Result<()> {
    let options = Options::read();
    machine::print();
    // Every crate loads the dependencies of the features alike; without them the preparation is shorter.
    let user = UserCrate::new("generated", ", default-features = false")?;
    user.write("")?;
    println!("preparing the dependencies");
    user.run(user.cargo(&["check"]))?;
    let cases: Vec<_> = options
        .shapes
        .iter()
        .flat_map(|shape| options.sizes.iter().map(|size| Case::new(shape, *size)))
        .collect();
    if options.passes {
        return cases.iter().try_for_each(|case| passes(&user, case));
    }
    let mut empty = Vec::new();
    let mut samples = vec![Vec::new(); cases.len()];
    for round in 0..options.rounds {
        empty.push(check(&user, "", round)?);
        for (case, samples) in cases.iter().zip(&mut samples) {
            samples.push(check(&user, &case.source, round)?);
        }
    }

    println!("\nmedian [quartiles] of {} rounds in turns", options.rounds);
    println!(
        "without a pipeline: {} ms on the clock, {} ms of CPU\n",
        Spread::of(empty.iter().map(|cost| cost.wall * 1e3)),
        Spread::of(empty.iter().map(|cost| cost.cpu * 1e3))
    );
    println!(
        "{:9} {:>5} {:>24} {:>26} {:>26}  CPU aim: under {AIM} ms",
        "graph", "nodes", "ms of CPU in all", "ms of CPU per node", "ms on the clock per node"
    );
    for (Case { shape, nodes, .. }, samples) in cases.iter().zip(&samples) {
        let per_node = |time: fn(&Cost) -> f64| {
            let pairs = samples.iter().zip(&empty);
            Spread::of(pairs.map(|(sample, empty)| (time(sample) - time(empty)) * 1e3 / *nodes as f64))
        };
        let cpu = per_node(|cost| cost.cpu);
        println!(
            "{shape:9} {nodes:>5} {:>24} {:>26} {:>26}  {}",
            Spread::of(samples.iter().map(|cost| cost.cpu * 1e3)).to_string(),
            cpu.to_string(),
            per_node(|cost| cost.wall).to_string(),
            if cpu.median < AIM { "met" } else { "missed" }
        );
    }

    println!("\nms of CPU for each further node: a linear cost does not grow from one column to the next");
    let sizes = options.sizes.len();
    for (cases, samples) in cases.chunks(sizes).zip(samples.chunks(sizes)) {
        print!("{:9}", cases[0].shape);
        for (cases, samples) in cases.windows(2).zip(samples.windows(2)) {
            let [few, many] = [cases[0].nodes, cases[1].nodes];
            let pairs = samples[0].iter().zip(&samples[1]);
            let slope = pairs.map(|(a, b)| (b.cpu - a.cpu) * 1e3 / (many - few) as f64);
            print!("{:>36}", format!("{few} to {many}: {}", Spread::of(slope)));
        }
        println!();
    }
    Ok(())
}

/// Checks a crate that no earlier round has seen.
fn check(user: &UserCrate, pipeline: &str, round: usize) -> Result<Cost> {
    user.write(&source(pipeline, round))?;
    user.check()
}

fn source(pipeline: &str, round: usize) -> String {
    let source = format!("//! Round {round}.\n{PRELUDE}\n{pipeline}");
    assert!(!source.contains("recursion_limit"), "a pipeline of any size compiles with the default limit");
    source
}

/// A pipeline.
struct Case {
    shape: &'static str,
    nodes: usize,
    source: String,
}

impl Case {
    /// A pipeline of that shape with about `size` nodes.
    fn new(shape: &'static str, size: usize) -> Self {
        let promise = |columns: usize| format!("f32[n, {columns}]");
        let same = promise(COLUMNS);
        let (nodes, source) = match shape {
            "chain" => (size, Graph::chain(&STEPS, size).pipeline("pub Chain", COLUMNS, &same)),
            "piped" => (size, Graph::chain(&STEPS, size).piped("pub Piped", COLUMNS, &same)),
            "fan" => {
                (size, Graph::fan(&STEPS, size).pipeline("pub Fan", COLUMNS, &promise(COLUMNS * (size - 1))))
            }
            "layered" => {
                let graph = Graph::layered(&STEPS, 10, size);
                (graph.len(), graph.pipeline("pub Layered", COLUMNS, &promise(COLUMNS * 10)))
            }
            _ => (size, nested(&STEPS, size, COLUMNS)),
        };
        Self { shape, nodes, source }
    }
}

/// Prints the passes of rustc that take the most time in the largest of the graphs.
fn passes(user: &UserCrate, case: &Case) -> Result<()> {
    user.write(&source(&case.source, 0))?;
    let mut command = user.cargo(&["rustc", "--profile", "check"]);
    command.env("RUSTC_BOOTSTRAP", "1").args(["--", "-Ztime-passes"]);
    let (cost, said) = user.run(command)?;
    // `time:   0.123; rss:   45MB ->   67MB (  +22MB)  name`
    let mut rows: Vec<(f64, &str)> = said
        .lines()
        .filter_map(|line| {
            let (seconds, rest) = line.trim_start().strip_prefix("time:")?.split_once(';')?;
            Some((seconds.trim().parse().ok()?, rest.rsplit([')', '\t']).next()?.trim()))
        })
        .collect();
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!(
        "\n{} of {}: {:.2} s on the clock, {:.2} s of CPU; passes may contain each other",
        case.shape, case.nodes, cost.wall, cost.cpu
    );
    for (seconds, name) in rows.iter().take(14) {
        println!("{:>8.0} ms  {name}", seconds * 1e3);
    }
    Ok(())
}
