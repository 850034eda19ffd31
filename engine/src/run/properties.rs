//! Properties of plans and of the scheduler, on random graphs.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use petgraph::algo::toposort;
use petgraph::graph::DiGraph;
use proptest::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::*;
use crate::step::{Context, Run};
use crate::{Error, Phase, Result};

/// Generates graphs of up to 40 nodes, from no edges to all of them, some of them twice.
fn graphs() -> impl Strategy<Value = (usize, Vec<(u32, u32)>)> {
    (2..40_u32).prop_flat_map(|nodes| {
        let edge = (0..nodes - 1).prop_flat_map(move |from| (Just(from), from + 1..nodes));
        (Just(nodes as usize), prop::collection::vec(edge, 0..(nodes * 3) as usize))
    })
}

fn pool(threads: usize) -> Arc<ThreadPool> {
    Arc::new(ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start"))
}

/// The same pools for all cases: starting threads is slow.
fn runs() -> &'static [Run] {
    static RUNS: std::sync::OnceLock<Vec<Run>> = std::sync::OnceLock::new();
    RUNS.get_or_init(|| {
        let pools = [1, 2, 8].map(|threads| Run::new().pool(pool(threads)));
        pools.into_iter().chain([Run::new(), Run::new().threads(1).expect("inline")]).collect()
    })
}

/// Runs with work of unknown size, or, if a node is slow, with little work.
fn start_slow(
    plan: &PlanBuf,
    run: &Run,
    slow: Option<usize>,
    task: &(impl Fn(usize) -> Result<()> + Sync),
) -> Result<()> {
    let work = if slow.is_some() { Work::bytes(0) } else { Work::UNKNOWN };
    execute(&plan.plan(), &Context::root(run, "test", Phase::Predict), work, &|node| {
        if slow == Some(node) {
            std::thread::sleep(std::time::Duration::from_micros(300));
        }
        task(node)
    })
}

fn start(plan: &PlanBuf, run: &Run, task: &(impl Fn(usize) -> Result<()> + Sync)) -> Result<()> {
    execute(&plan.plan(), &Context::root(run, "test", Phase::Predict), Work::UNKNOWN, task)
}

proptest! {
    #[test]
    fn a_plan_agrees_with_its_edges((nodes, mut edges) in graphs()) {
        let owner = PlanBuf::new(nodes, &edges)?;
        let plan = owner.plan();
        edges.sort_unstable();
        edges.dedup();
        let graph = DiGraph::<(), ()>::from_edges(&edges);
        let mut longest = vec![1; nodes];
        for node in toposort(&graph, None).expect("no cycle").into_iter().rev() {
            let after = graph.neighbors(node).map(|next| longest[next.index()]).max().unwrap_or(0);
            longest[node.index()] = after + 1;
        }
        for (node, &longest) in longest.iter().enumerate() {
            let mut successors = plan.successors(node).to_vec();
            prop_assert!(successors.is_sorted_by_key(|&next| std::cmp::Reverse(plan.remaining(next as usize))));
            successors.sort_unstable();
            let expected: Vec<_> = edges.iter().filter(|edge| edge.0 as usize == node).map(|edge| edge.1).collect();
            prop_assert_eq!(successors, expected);
            let before = edges.iter().filter(|edge| edge.1 as usize == node).count();
            prop_assert_eq!(plan.predecessors(node) as usize, before);
            prop_assert_eq!(plan.remaining(node), longest);
        }
        for ended in 0..=nodes {
            let deepest = longest[ended..].iter().copied().max().unwrap_or(0);
            prop_assert_eq!(plan.spare_after(ended), nodes - ended - deepest as usize);
        }
        prop_assert_eq!(plan.depth() as u32, longest.into_iter().max().unwrap_or(0));
    }

    #[test]
    fn every_node_runs_once_and_after_its_predecessors((nodes, edges) in graphs(), slow in prop::option::of(0..10_usize)) {
        let plan = PlanBuf::new(nodes, &edges)?;
        for run in runs() {
            let clock = AtomicUsize::new(1);
            let times: Vec<_> = (0..nodes).map(|_| (AtomicU32::new(0), AtomicUsize::new(0), AtomicUsize::new(0))).collect();
            start_slow(&plan, run, slow, &|node| {
                let (count, started, ended) = &times[node];
                count.fetch_add(1, Ordering::SeqCst);
                started.store(clock.fetch_add(1, Ordering::SeqCst), Ordering::SeqCst);
                if node % 7 == 0 {
                    std::thread::yield_now();
                }
                ended.store(clock.fetch_add(1, Ordering::SeqCst), Ordering::SeqCst);
                Ok(())
            })?;
            for (node, (count, ..)) in times.iter().enumerate() {
                prop_assert_eq!(count.load(Ordering::SeqCst), 1, "node {}", node);
            }
            for &(from, to) in &edges {
                let ended = times[from as usize].2.load(Ordering::SeqCst);
                prop_assert!(ended < times[to as usize].1.load(Ordering::SeqCst), "{} before {}", from, to);
            }
        }
    }

    #[test]
    fn nothing_starts_after_a_failure_that_it_depends_on((nodes, edges) in graphs(), bad in 0..40_usize) {
        let bad = bad % nodes;
        let plan = PlanBuf::new(nodes, &edges)?;
        for run in runs() {
            let counts: Vec<_> = (0..nodes).map(|_| AtomicU32::new(0)).collect();
            let error = start(&plan, run, &|node| {
                counts[node].fetch_add(1, Ordering::SeqCst);
                if node == bad { Err(Error::new(format!("node {node}"))) } else { Ok(()) }
            });
            let error = error.expect_err("a node failed");
            prop_assert_eq!(error.message(), format!("node {bad}"));
            for &(from, to) in &edges {
                let of = |node: u32| counts[node as usize].load(Ordering::SeqCst);
                prop_assert!(of(to) <= of(from) && of(from) <= 1);
                prop_assert!(from as usize != bad || of(to) == 0, "{} ran after the failed {}", to, from);
            }
        }
    }
}
