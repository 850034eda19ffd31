//! Scenarios: small graphs in which it is fixed which nodes meet, fail and sleep; the tests read the order of events.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Barrier, Mutex};
use std::thread::sleep;
use std::time::Duration;

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use super::*;
use crate::error::ErrorKind;
use crate::step::{Context, Event, EventKind, Measure, Observer, Run};
use crate::{Error, Phase, Result};

fn pooled(threads: usize) -> Run {
    Run::new().pool(Arc::new(ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start")))
}

/// Fails, instead of hanging, if `scenario` does not end.
fn in_time<T: Send + 'static>(scenario: impl FnOnce() -> T + Send + 'static) -> T {
    let (send, receive): (_, Receiver<T>) = channel();
    std::thread::spawn(move || send.send(scenario()));
    receive.recv_timeout(Duration::from_secs(60)).expect("the scenario hangs or panicked")
}

fn fan(leaves: u32) -> PlanBuf {
    let edges: Vec<_> = (1..=leaves).map(|leaf| (0, leaf)).collect();
    PlanBuf::new(leaves as usize + 1, &edges).expect("a fan has no cycle")
}

fn start(plan: &PlanBuf, run: &Run, task: &(impl Fn(usize) -> Result<()> + Sync)) -> Result<()> {
    execute(&plan.plan(), &Context::root(run, "test", Phase::Predict), Work::UNKNOWN, task)
}

/// Records events as text.
#[derive(Default)]
struct Log(Mutex<Vec<String>>);

impl Observer for Log {
    fn event(&self, event: &Event<'_>) {
        let what = match &event.kind {
            EventKind::Started => "starts".to_owned(),
            EventKind::Batch { pass, batch, .. } => format!("gets batch {batch} of pass {pass}"),
            EventKind::Ended { outputs } => format!("ends with {} B", outputs[0].bytes()),
            EventKind::Failed { message } => format!("fails: {message}"),
            EventKind::Reused { outputs } => format!("is reused with {} outputs", outputs.len()),
            EventKind::Noted { message } => format!("notes: {message}"),
        };
        self.0.lock().expect("no panic").push(format!("{} {what}", event.path));
    }
}

#[test]
fn inline_events_come_in_the_order_of_the_nodes() -> Result<()> {
    let log = Arc::new(Log::default());
    let run = Run::new().threads(1)?.observer(log.clone());
    let root = Context::root(&run, "digits", Phase::Fit);
    let plan = PlanBuf::new(4, &[(0, 1), (0, 2), (1, 3), (2, 3)])?;
    let outcome = execute(&plan.plan(), &root, Work::UNKNOWN, &|node| {
        let context = root.node(["scale", "pca", "sums", "join"][node]);
        let body = || if node == 2 { Err(Error::new("no rows")) } else { Ok(node as u16) };
        observed(&context, |out| [Measure::of_value(out)], body).map(drop)
    });
    assert_eq!(outcome.expect_err("`sums` fails").message(), "no rows");
    let expected = [
        "digits.scale starts",
        "digits.scale ends with 2 B",
        "digits.pca starts",
        "digits.pca ends with 2 B",
        "digits.sums starts",
        "digits.sums fails: no rows",
    ];
    assert_eq!(*log.0.lock().expect("no panic"), expected);
    Ok(())
}

#[test]
fn branches_run_in_parallel_and_a_join_after_them() {
    for run in [pooled(2), pooled(8)] {
        in_time(move || {
            let timeline = Arc::new(Timeline::new());
            let run = run.observer(timeline.clone());
            let root = Context::root(&run, "p", Phase::Fit);
            let plan = PlanBuf::new(4, &[(0, 1), (0, 2), (1, 3), (2, 3)]).expect("no cycle");
            let meeting = Barrier::new(2);
            execute(&plan.plan(), &root, Work::UNKNOWN, &|node| {
                let context = root.node(["a", "b", "c", "d"][node]);
                observed(
                    &context,
                    |()| [],
                    || {
                        if node == 1 || node == 2 {
                            meeting.wait();
                            sleep(Duration::from_millis(2));
                        }
                        Ok(())
                    },
                )
            })
            .expect("no node fails");
            assert!(timeline.side_by_side("p.b", "p.c"));
            assert_eq!(timeline.overlaps().len(), 1, "{timeline}");
            let edges = [("p.a", "p.b"), ("p.a", "p.c"), ("p.b", "p.d"), ("p.c", "p.d")];
            let path = timeline.critical_path(edges).expect("no cycle");
            assert_eq!((path.len(), &*path[0].0, &*path[2].0), (3, "p.a", "p.d"));
            let slower = timeline.time("p.b").max(timeline.time("p.c"));
            assert_eq!(path[1].1, slower);
            assert!(timeline.critical_path([("x", "y"), ("y", "x")]).is_err());
        });
    }
}

#[test]
fn a_slow_node_of_a_small_graph_makes_the_others_run_in_parallel() {
    for run in [pooled(2), pooled(8)] {
        in_time(move || {
            let meeting = Barrier::new(2);
            let (here, first) = (std::thread::current().id(), Mutex::new(None));
            let context = Context::root(&run, "p", Phase::Predict);
            execute(&fan(2).plan(), &context, Work::bytes(8), &|node| {
                if node == 0 {
                    *first.lock().expect("no panic") = Some(std::thread::current().id());
                    sleep(Duration::from_millis(1));
                } else {
                    meeting.wait();
                }
                Ok(())
            })
            .expect("no node fails");
            assert_eq!(*first.lock().expect("no panic"), Some(here), "the first node needs no other thread");
        });
    }
}

fn pooled_of(run: &Run) -> Arc<rayon::ThreadPool> {
    match run.threads_value() {
        crate::step::Threads::Pool(pool) => pool.clone(),
        other => panic!("{other:?} is not a pool"),
    }
}

#[test]
fn of_two_parallel_failures_the_first_node_is_reported_and_no_other_starts() {
    in_time(|| {
        let run = pooled(2);
        for _ in 0..100 {
            let meeting = Barrier::new(2);
            let ran = Mutex::new(Vec::new());
            let plan = PlanBuf::new(1000, &[]).expect("no edges");
            let error = start(&plan, &run, &|node| {
                // Both have started when one fails; a third must not start.
                ran.lock().expect("no panic").push(node);
                meeting.wait();
                Err(Error::new(node.to_string()))
            })
            .expect_err("two nodes fail");
            let ran = ran.into_inner().expect("no panic");
            assert_eq!(ran.len(), 2);
            assert_eq!(Some(error.message().to_owned()), ran.iter().min().map(usize::to_string));
        }
    });
}

#[test]
fn after_a_failure_no_further_node_starts() {
    in_time(|| {
        let (meeting, ran) = (Barrier::new(2), AtomicUsize::new(0));
        let plan = PlanBuf::new(1000, &[]).expect("no edges");
        let outcome = start(&plan, &pooled(2), &|_| match ran.fetch_add(1, Ordering::SeqCst) {
            0 => {
                meeting.wait();
                Err(Error::new("at once"))
            }
            1 => {
                meeting.wait();
                sleep(Duration::from_millis(20));
                Ok(())
            }
            _ => Ok(()),
        });
        assert_eq!(outcome.expect_err("one node fails").message(), "at once");
        // Two, except on a machine so busy that the failing thread does not run within 20 ms.
        assert!(ran.into_inner() < 500);
    });
}

#[test]
fn threads_that_ended_without_work_come_back() {
    in_time(|| {
        // 0 -> (1, 2) -> 3, alone and long -> (4, 5)
        let plan = PlanBuf::new(6, &[(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (3, 5)]).expect("no cycle");
        let meeting = Barrier::new(2);
        for run in [pooled(2), pooled(8)] {
            for _ in 0..5 {
                let outcome = start(&plan, &run, &|node| {
                    match node {
                        3 => sleep(Duration::from_millis(10)),
                        1 | 2 | 4 | 5 => drop(meeting.wait()),
                        _ => (),
                    }
                    Ok(())
                });
                assert!(outcome.is_ok());
            }
        }
    });
}

#[test]
fn a_panic_is_an_error_and_the_pool_survives() {
    in_time(|| {
        for run in [pooled(2), Run::new(), Run::new().threads(1).expect("inline")] {
            for _ in 0..20 {
                let error = start(&fan(30), &run, &|node| {
                    assert!(node != 7, "seven {node}");
                    Ok(())
                })
                .expect_err("node 7 panics");
                assert_eq!((error.kind(), error.message()), (ErrorKind::Panic, "the step panicked: seven 7"));
            }
            assert!(start(&fan(30), &run, &|_| Ok(())).is_ok());
        }
    });
}

/// A graph whose nodes run graphs, `depth` levels down; counts the innermost nodes.
fn nest(depth: u32, context: &Context<'_>, count: &AtomicUsize) -> Result<()> {
    let plan = PlanBuf::new(6, &[(0, 1), (0, 2), (0, 3), (0, 4), (1, 5), (4, 5)])?;
    execute(&plan.plan(), context, Work::UNKNOWN, &|_| {
        if depth > 1 {
            return nest(depth - 1, &context.node("inner"), count);
        }
        // A step may use rayon itself.
        count.fetch_add((0..100).into_par_iter().map(|_| 1).sum::<usize>() / 100, Ordering::SeqCst);
        Ok(())
    })
}

#[test]
fn nested_graphs_do_not_deadlock() {
    for run in [pooled(1), pooled(2), pooled(8), Run::new(), Run::new().threads(1).expect("inline")] {
        in_time(move || {
            let (count, from_pool) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let context = Context::root(&run, "outer", Phase::Fit);
            for _ in 0..50 {
                nest(3, &context, &count).expect("no node fails");
                // From a thread of a busy pool.
                let own = pooled_of(&pooled(1));
                own.install(|| nest(3, &context, &from_pool)).expect("no node fails");
            }
            assert_eq!((count.into_inner(), from_pool.into_inner()), (50 * 216, 50 * 216));
        });
    }
}

#[test]
fn a_thousand_runs_end() {
    in_time(|| {
        let run = pooled(8);
        let grid: Vec<_> = (0..64_u32)
            .flat_map(|node| {
                [(node % 8 < 7, node + 1), (node < 56, node + 8)].map(|(is, to)| is.then_some((node, to)))
            })
            .flatten()
            .collect();
        let plan = PlanBuf::new(64, &grid).expect("no cycle");
        let count = AtomicUsize::new(0);
        for _ in 0..1000 {
            start(&plan, &run, &|_| {
                count.fetch_add(1, Ordering::Relaxed);
                Ok(())
            })
            .expect("no node fails");
        }
        assert_eq!(count.into_inner(), 64_000);
    });
}

#[test]
fn in_a_given_pool_every_node_runs_in_that_pool() -> Result<()> {
    let run = pooled(3);
    let pool = pooled_of(&run);
    start(&fan(50), &run, &|_| match (pool.current_thread_index(), rayon::current_num_threads()) {
        (Some(_), 3) => Ok(()),
        other => Err(Error::new(format!("{other:?}"))),
    })
}

#[test]
#[cfg(target_os = "linux")]
fn threads_without_work_sleep_while_a_long_node_runs() -> Result<()> {
    let pool = ThreadPoolBuilder::new().num_threads(4).thread_name(|index| format!("idle-{index}"));
    let run = Run::new().pool(Arc::new(pool.build().expect("threads start")));
    start(&fan(4), &run, &|node| {
        if node == 2 {
            sleep(Duration::from_millis(500));
        }
        Ok(())
    })?;
    let mut ticks = 0;
    for thread in std::fs::read_dir("/proc/self/task")?.flatten() {
        let stat = std::fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        if let Some((_, fields)) = stat.split_once("(idle-").and_then(|(_, rest)| rest.split_once(')')) {
            // Fields 14 and 15: user and system time in ticks of 10 ms; two fields come before the parenthesis.
            ticks +=
                fields.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u32>().ok()).sum::<u32>();
        }
    }
    assert!(ticks <= 10, "the threads used {ticks} ticks of 10 ms");
    Ok(())
}
