//! What the scheduler costs: `cargo bench -p shapeflow --bench scheduler`.
//!
//! Five graphs of 4,096 tasks, empty or with 10 us of arithmetic each, run by the engine and by what one would write
//! instead, in turns, so that a busy machine slows all alike. Figures: median and quartiles, in ns per task. Then
//! small graphs, where waking threads costs more than it brings; the threshold in `run/work.rs` comes from there.
#![allow(clippy::print_stdout, reason = "a benchmark reports to a person")]

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use rayon::{Scope, ThreadPool, ThreadPoolBuilder};
use shapeflow::run::{Plan, PlanBuf, Work, execute, observed};
use shapeflow::step::{Context, Measure, Run};
use shapeflow::{Phase, Result};

const NODES: u32 = 4096;
const SIDE: u32 = 64;

fn main() -> Result<()> {
    let threads = std::thread::available_parallelism()?.get();
    print_machine(threads);
    let graphs = [
        ("chain", PlanBuf::new(4096, &chain())?),
        ("fan", PlanBuf::new(4096, &fan(NODES))?),
        ("layered", PlanBuf::new(4096, &layered())?),
        ("tree", PlanBuf::new(4096, &tree())?),
        ("wave", PlanBuf::new(4096, &wave())?),
    ];
    let peers = Peers::new(threads)?;
    println!("\nempty task, ns per task: median [quartiles] of 101 runs in turns");
    table(&graphs, &peers, 101, &|node| {
        black_box(node);
    });
    let loops = calibrate(Duration::from_micros(10));
    println!("\n10 us of arithmetic per task, ns per task: median [quartiles] of 15 runs in turns");
    table(&graphs, &peers, 15, &|_| arithmetic(loops));
    small(&peers)?;
    worth_it(&peers)
}

/// Who runs the graphs. A [`Run`] keeps its threads from run to run, as a user's does.
struct Peers {
    pool: Arc<ThreadPool>,
    inline: Run,
    outside: Run,
    pooled: Run,
}

type Task<'t> = &'t (dyn Fn(usize) + Sync);

impl Peers {
    const NAMES: [&str; 7] = [
        "sequential loop",
        "shapeflow, inline",
        "shapeflow, global pool",
        "shapeflow, own pool",
        "shapeflow, in the pool",
        "rayon, spawn per ready node",
        "shapeflow, inline, observed",
    ];

    fn new(threads: usize) -> Result<Self> {
        let build = || ThreadPoolBuilder::new().num_threads(threads).build().map_err(std::io::Error::other);
        let pool = Arc::new(build()?);
        let pooled = Run::new().pool(pool.clone());
        Ok(Self { pool, inline: Run::new().threads(1)?, outside: Run::new(), pooled })
    }

    fn time(&self, peer: usize, plan: &Plan<'_>, task: impl Fn(usize) + Sync) -> Duration {
        let engine = |run: &Run| {
            let context = Context::root(run, "bench", Phase::Predict);
            let outcome = execute(plan, &context, Work::UNKNOWN, &|node| {
                task(node);
                Ok(())
            });
            black_box(outcome.is_ok());
        };
        let start = Instant::now();
        match peer {
            0 => (0..plan.len()).for_each(task),
            1 => engine(&self.inline),
            2 => engine(&self.outside),
            3 => engine(&self.pooled),
            4 => return self.pool.install(|| clock(|| engine(&self.outside))),
            5 => return self.pool.install(|| clock(|| spawn_each(plan, &task))),
            // What the engine wraps around each node, with nobody listening.
            _ => engine_observed(&self.inline, plan, &task),
        }
        start.elapsed()
    }
}

fn engine_observed(run: &Run, plan: &Plan<'_>, task: &(impl Fn(usize) + Sync)) {
    let context = Context::root(run, "bench", Phase::Predict);
    let outcome = execute(plan, &context, Work::UNKNOWN, &|node| {
        observed(
            &context.node("node"),
            |out| [Measure::of_value(out)],
            || {
                task(node);
                Ok(())
            },
        )
    });
    black_box(outcome.is_ok());
}

fn clock(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

/// The obvious parallel scheduler: count predecessors down, spawn what becomes ready.
fn spawn_each(plan: &Plan<'_>, task: &(impl Fn(usize) + Sync)) {
    fn run<'s>(
        node: usize,
        plan: &'s Plan<'_>,
        pending: &'s [AtomicU32],
        task: &'s (impl Fn(usize) + Sync),
        scope: &Scope<'s>,
    ) {
        task(node);
        for &next in plan.successors(node) {
            if pending[next as usize].fetch_sub(1, Ordering::AcqRel) == 1 {
                scope.spawn(move |scope| run(next as usize, plan, pending, task, scope));
            }
        }
    }
    let pending: Vec<_> = (0..plan.len()).map(|node| AtomicU32::new(plan.predecessors(node))).collect();
    let pending = pending.as_slice();
    rayon::scope(|scope| {
        for root in (0..plan.len()).filter(|&node| plan.predecessors(node) == 0) {
            scope.spawn(move |scope| run(root, plan, pending, task, scope));
        }
    });
}

fn table(graphs: &[(&str, PlanBuf)], peers: &Peers, rounds: usize, task: Task<'_>) {
    print!("{:28}", "");
    graphs.iter().for_each(|(name, _)| print!("{name:>24}"));
    println!();
    let mut samples = vec![vec![Vec::new(); graphs.len()]; Peers::NAMES.len()];
    for _ in 0..rounds {
        for (graph, (_, plan)) in graphs.iter().enumerate() {
            for (peer, samples) in samples.iter_mut().enumerate() {
                let time = peers.time(peer, &plan.plan(), task);
                samples[graph].push(time.as_nanos() as f64 / f64::from(NODES));
            }
        }
    }
    for (name, row) in Peers::NAMES.iter().zip(samples) {
        print!("{name:28}");
        row.into_iter().for_each(|samples| print!("{:>24}", Spread::of(samples).to_string()));
        println!();
    }
}

/// One graph of five nodes, back to back and after a pause in which the pool falls asleep.
fn small(peers: &Peers) -> Result<()> {
    let diamond = PlanBuf::new(5, &[(0, 1), (0, 2), (0, 3), (1, 4), (2, 4), (3, 4)])?;
    println!("\na graph of five empty tasks, ns per graph: median [quartiles] of 301 runs in turns");
    println!("{:28}{:>24}{:>24}", "", "at once", "after a pause of 3 ms");
    for (peer, name) in Peers::NAMES.iter().enumerate() {
        let sample = |pause: u64| {
            let time = |_| {
                std::thread::sleep(Duration::from_millis(pause));
                peers.time(peer, &diamond.plan(), |node| {
                    black_box(node);
                })
            };
            Spread::of((0..301).map(time).map(|time| time.as_nanos() as f64).collect()).to_string()
        };
        println!("{name:28}{:>24}{:>24}", sample(0), sample(3));
    }
    Ok(())
}

/// From which size on a second thread pays: three element-wise passes side by side, with the pool asleep.
fn worth_it(peers: &Peers) -> Result<()> {
    let fork = PlanBuf::new(4, &fan(4))?;
    println!(
        "\na fork into 3 element-wise passes over f32, us per graph, pool asleep: median [quartiles] of 101"
    );
    println!("{:28}{:>24}{:>24}{:>24}", "input", "inline", "global pool", "own pool");
    for kib in [4, 16, 32, 64, 128, 256, 1024] {
        let input = vec![1.5_f32; kib * 256];
        let mut samples = vec![Vec::new(); 3];
        for _ in 0..101 {
            for (samples, peer) in samples.iter_mut().zip(1..) {
                std::thread::sleep(Duration::from_millis(2));
                let time = peers.time(peer, &fork.plan(), |node| {
                    if node > 0 {
                        black_box(input.iter().map(|x| x * 0.5 - 1.0).collect::<Vec<f32>>());
                    }
                });
                samples.push(time.as_nanos() as f64 / 1e3);
            }
        }
        print!("{:28}", format!("{kib} KiB"));
        samples.into_iter().for_each(|samples| print!("{:>24}", Spread::of(samples).to_string()));
        println!();
    }
    Ok(())
}

fn chain() -> Vec<(u32, u32)> {
    (1..NODES).map(|node| (node - 1, node)).collect()
}

/// One node before all others.
fn fan(nodes: u32) -> Vec<(u32, u32)> {
    (1..nodes).map(|node| (0, node)).collect()
}

/// Each node follows three of the layer before.
fn layered() -> Vec<(u32, u32)> {
    let before = |node: u32, step: u32| (node / SIDE - 1) * SIDE + (node + step) % SIDE;
    (SIDE..NODES).flat_map(|node| [0, 1, 7].map(|step| (before(node, step), node))).collect()
}

/// Each node before two others.
fn tree() -> Vec<(u32, u32)> {
    (1..NODES).map(|node| ((node - 1) / 2, node)).collect()
}

/// Each node follows its left and its upper neighbour.
fn wave() -> Vec<(u32, u32)> {
    let left = (0..NODES).filter(|node| node % SIDE > 0).map(|node| (node - 1, node));
    left.chain((SIDE..NODES).map(|node| (node - SIDE, node))).collect()
}

fn arithmetic(loops: u32) {
    (0..loops).fold(1_u32, |x, i| black_box(x.wrapping_mul(1_664_525).wrapping_add(i)));
}

fn calibrate(target: Duration) -> u32 {
    let loops = 100_000;
    let fastest = (0..20).map(|_| clock(|| arithmetic(loops))).min().unwrap_or(target);
    (f64::from(loops) * target.as_secs_f64() / fastest.as_secs_f64()) as u32
}

struct Spread([f64; 3]);

impl Spread {
    fn of(mut samples: Vec<f64>) -> Self {
        samples.sort_by(f64::total_cmp);
        Self([1, 2, 3].map(|quarter| samples[samples.len() * quarter / 4]))
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [low, median, high] = self.0;
        let digits = usize::from(median < 100.0);
        write!(f, "{median:.digits$} [{low:.digits$}, {high:.digits$}]")
    }
}

fn print_machine(threads: usize) {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let info = read("/proc/cpuinfo");
    let model = info.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("unknown");
    let rustc = std::process::Command::new("rustc").arg("--version").output();
    let rustc =
        rustc.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    println!(
        "{}, {threads} threads, {rustc}, shapeflow {}",
        model.trim_matches([' ', '\t', ':']),
        env!("CARGO_PKG_VERSION")
    );
    let lock = read(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock"));
    for name in ["rayon", "rayon-core", "crossbeam-deque"] {
        let entry = lock.split("[[package]]").find(|entry| entry.contains(&format!("name = \"{name}\"\n")));
        let version = entry.and_then(|entry| entry.split('"').nth(3)).unwrap_or("?");
        println!("{name} {version}");
    }
    println!("load average {}", read("/proc/loadavg").trim());
}
