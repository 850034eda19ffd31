//! Runs the nodes of a plan: on the calling thread where that is faster, otherwise on it and on rayon's pool.
//!
//! Invariant: each node runs exactly once, after all its predecessors, unless a node fails; then no further node
//! starts. No thread is blocked waiting for a node, so a task may itself run a graph.

use super::failure::caught;
use super::lanes::Lanes;
use super::work::Pace;
use super::{Plan, Work};
use crate::Result;
use crate::step::{Context, Threads, bounded_by};

/// Runs `task(node)` for every node of the plan, predecessors first.
///
/// Independent nodes may run in parallel. Nodes run on the calling thread, in the order of their numbers, if the options say so
/// ([`Threads::Inline`]), if the plan is a chain, or as long as there is too little `work` to pay for waking other threads: once
/// the nodes turn out to be slow, the others run in parallel.
///
/// ```
/// use shapeflow::Phase;
/// use shapeflow::plumbing::Slot;
/// use shapeflow::run::{PlanBuf, Work, execute};
/// use shapeflow::step::{Context, Run};
///
/// let plan = PlanBuf::new(4, &[(0, 1), (0, 2), (1, 3), (2, 3)])?;
/// let (a, b, c, d) = (Slot::new(), Slot::new(), Slot::new(), Slot::new());
/// let run = Run::new();
/// execute(&plan.plan(), &Context::root(&run, "sum", Phase::Predict), Work::UNKNOWN, &|node| {
///     match node {
///         0 => a.put(10, 2),
///         1 => b.put(a.take()? + 1, 1),
///         2 => c.put(a.take()? + 2, 1),
///         _ => d.put(b.take()? * c.take()?, 1),
///     }
///     Ok(())
/// })?;
/// assert_eq!(d.take()?, 11 * 12);
/// # Ok::<(), shapeflow::Error>(())
/// ```
///
/// # Errors
/// The first error of a node. If several nodes fail in parallel, it is the error of the node with the lowest number.
/// A panic of a task counts as an error.
pub fn execute<F>(plan: &Plan<'_>, context: &Context<'_>, work: Work, task: &F) -> Result<()>
where
    F: Fn(usize) -> Result<()> + Sync,
{
    let threads = context.run().threads_value();
    let here = |pace: Option<Pace>| bounded_by(threads, || inline(plan, 0, pace, task));
    let may_share = match threads {
        Threads::Inline => false,
        Threads::Current => true,
        Threads::Pool(pool) => pool.current_num_threads() > 1,
    };
    if plan.spare() == 0 || !may_share {
        return here(None).map(|_| ());
    }
    let ended = if work.gains(plan, context.phase()) { 0 } else { here(Some(Pace::start()))? };
    if ended == plan.len() {
        return Ok(());
    }
    match threads {
        // Not `in_place_scope`: a step's own rayon loops, started on the calling thread, would leave this pool, and
        // their number of threads would depend on which thread runs the node.
        Threads::Pool(pool) if pool.current_thread_index().is_none() => {
            pool.install(|| parallel(plan, ended, pool.current_num_threads(), task))
        }
        Threads::Pool(pool) => parallel(plan, ended, pool.current_num_threads(), task),
        _ => parallel(plan, ended, rayon::current_num_threads(), task),
    }
}

/// Runs the nodes after the first `ended` on the calling thread: all, or until several threads are faster. Returns how many
/// have ended.
fn inline(
    plan: &Plan<'_>,
    mut ended: usize,
    pace: Option<Pace>,
    task: &impl Fn(usize) -> Result<()>,
) -> Result<usize> {
    caught(|| {
        let Some(pace) = pace else { return (ended..plan.len()).try_for_each(task).map(|()| plan.len()) };
        while ended < plan.len() {
            task(ended)?;
            ended += 1;
            if pace.gains(plan, ended) {
                break;
            }
        }
        Ok(ended)
    })
}

/// Runs the nodes after the first `ended` on the current pool or, outside of any pool, on the calling thread and the global pool.
fn parallel<F>(plan: &Plan<'_>, ended: usize, threads: usize, task: &F) -> Result<()>
where
    F: Fn(usize) -> Result<()> + Sync,
{
    // At most one node of the longest path is ready at a time, so no more threads than this have work.
    let threads = threads.min(plan.spare_after(ended) + 1);
    if threads == 1 {
        return inline(plan, ended, None, task).map(|_| ());
    }
    let lanes = Lanes::new(plan, ended, threads, task);
    rayon::in_place_scope(|scope| lanes.work(scope));
    lanes.into_result()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use rayon::ThreadPoolBuilder;

    use super::*;
    use crate::run::PlanBuf;
    use crate::step::Run;
    use crate::{Error, Phase};

    #[test]
    fn a_chain_and_little_work_stay_on_the_calling_thread() -> Result<()> {
        let run = Run::new()
            .pool(Arc::new(ThreadPoolBuilder::new().num_threads(2).build().map_err(Error::from_source)?));
        let fan = PlanBuf::new(5, &[(0, 1), (0, 2), (0, 3), (0, 4)])?;
        let here = std::thread::current().id();
        let task = |_| match std::thread::current().id() == here {
            true => Ok(()),
            false => Err(Error::new("on another thread")),
        };
        let chain = PlanBuf::new(3, &[(0, 1), (1, 2), (0, 2)])?;
        let context = Context::root(&run, "test", Phase::Predict);
        execute(&chain.plan(), &context, Work::UNKNOWN, &task)?;
        execute(&fan.plan(), &context, Work::bytes(1000), &task)?;
        assert!(execute(&fan.plan(), &context, Work::bytes(1 << 20), &task).is_err());
        // One row is little work, even for a fit; a hundred kilobytes are not.
        let context = Context::root(&run, "test", Phase::Fit);
        execute(&fan.plan(), &context, Work::bytes(64 * 4), &task)?;
        assert!(execute(&fan.plan(), &context, Work::bytes(100_000), &task).is_err());
        Ok(())
    }
}
