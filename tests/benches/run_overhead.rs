//! The run time that the engine adds to a step: `cargo bench -p shapeflow-tests --bench run_overhead`.
//!
//! Graphs of 64 steps that do almost nothing are run as pipelines and as functions that call the same steps one
//! after the other, in turns. The difference, over the number of nodes, is the overhead of a node: values measured and
//! compared with their shapes, slots, events, panics caught, and in parallel the scheduler and waking threads.
//!
//! Options: `--quick`, `--rounds N`, `--only chain,fan`, `--spin GRAPH COUNT` (one graph's `predict`, or with `--fit` its
//! `fit_transform`, inline, COUNT times, for a profiler), `--write` (rewrites `overhead/pipelines.in`).
#![allow(clippy::print_stdout, reason = "a benchmark reports to a person")]

mod common {
    pub(crate) mod by_hand;
    #[allow(dead_code, reason = "each benchmark has graphs of its own")]
    pub(crate) mod graphs;
    pub(crate) mod machine;
    pub(crate) mod spread;
}
mod overhead {
    pub(crate) mod digits;
    pub(crate) mod peers;
    pub(crate) mod pipelines;
    mod steps;
}

use std::sync::Arc;

use ndarray::ArcArray2;
use rayon::ThreadPoolBuilder;
use shapeflow::prelude::*;

use common::machine;
use common::spread::Spread;
use overhead::digits;
use overhead::peers::{Case, Peer};
use overhead::pipelines;

/// The aim, in ns per node, inline.
const AIM: f64 = 100.0;

struct Options {
    rounds: usize,
    only: Option<String>,
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let at = |name: &str| arguments.iter().position(|argument| argument == name);
    let after = |name: &str, offset: usize| at(name).and_then(|at| arguments.get(at + offset)).cloned();
    if at("--write").is_some() {
        return pipelines::write();
    }
    pipelines::require_current()?;
    if let (Some(graph), Some(count)) = (after("--spin", 1), after("--spin", 2)) {
        let phase = if at("--fit").is_some() { Phase::Fit } else { Phase::Predict };
        return spin(&graph, count.parse().map_err(Error::from_source)?, phase);
    }
    let rounds = after("--rounds", 1).and_then(|rounds| rounds.parse().ok());
    let options = Options {
        rounds: rounds.unwrap_or(if at("--quick").is_some() { 21 } else { 201 }),
        only: after("--only", 1),
    };
    machine::print();
    println!(
        "median [quartiles] of {} rounds in turns; `by hand` in all, the others beyond that",
        options.rounds
    );

    let inline = Run::new().threads(1)?;
    let row = ArcArray2::<f32>::ones((1, 4));
    let peers = [("inline", Peer::new(&inline)), ("default options", Peer::new(&Run::new()))];
    for phase in [Phase::Predict, Phase::Fit] {
        table(&format!("one row, {phase}"), &options, &cases(phase, &row)?, &peers, Some(AIM));
    }

    // As wide as the machine, like the table in `engine/benches/scheduler.rs`; two at least.
    let threads = std::thread::available_parallelism()?.get().max(2);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().map_err(Error::from_source)?;
    let pool = Arc::new(pool);
    let parallel = Run::new().pool(pool.clone());
    // The steps ignore their values, but the engine uses a second thread from one MiB on.
    let rows = ArcArray2::<f32>::ones((1 << 16, 4));
    let peers = [
        ("inline", Peer::new(&inline)),
        ("from outside the pool", Peer::new(&parallel)),
        ("in the pool", Peer::within(&parallel, pool)),
    ];
    for phase in [Phase::Predict, Phase::Fit] {
        table(&format!("1 MiB, {threads} threads, {phase}"), &options, &cases(phase, &rows)?, &peers, None);
    }
    Ok(())
}

fn cases(phase: Phase, x: &ArcArray2<f32>) -> Result<Vec<Case>> {
    let mut cases = pipelines::cases(phase, x)?;
    // Fitting it takes milliseconds, which hide the cost of the engine.
    if x.nrows() == 1 && phase == Phase::Predict {
        cases.push(digits::case()?);
    }
    Ok(cases)
}

fn table(title: &str, options: &Options, cases: &[Case], peers: &[(&str, Peer)], aim: Option<f64>) {
    println!("\n{title}, ns per node");
    print!("{:10}{:>6}{:>22}", "graph", "nodes", "by hand");
    peers.iter().for_each(|(name, _)| print!("{name:>28}"));
    println!();
    let only = options.only.as_deref();
    for case in
        cases.iter().filter(|case| only.is_none_or(|only| only.split(',').any(|name| name == case.name)))
    {
        let times: Vec<Vec<f64>> = case.measure(&peers.iter().map(|(_, peer)| peer), options.rounds);
        let nodes = case.nodes as f64;
        print!(
            "{:10}{:>6}{:>22}",
            case.name,
            case.nodes,
            Spread::of(times.iter().map(|times| times[0] / nodes))
        );
        let overhead =
            |peer: usize| Spread::of(times.iter().map(|times| (times[peer + 1] - times[0]) / nodes));
        (0..peers.len()).for_each(|peer| print!("{:>28}", overhead(peer)));
        match aim {
            Some(aim) if overhead(0).median < aim => println!("  under {aim}: met"),
            Some(aim) => println!("  under {aim}: missed"),
            None => println!(),
        }
    }
}

/// Runs one graph alone, again and again.
fn spin(graph: &str, count: usize, phase: Phase) -> Result<()> {
    let run = Run::new().threads(1)?;
    let cases = cases(phase, &ArcArray2::ones((1, 4)))?;
    let case = cases.iter().find(|case| case.name == graph);
    case.ok_or_else(|| Error::new(format!("no graph `{graph}`")))?.time(&Peer::new(&run), count);
    Ok(())
}
