//! The worker loops: each owns a lane, a deque of ready nodes, and steals from the other lanes when its own is empty.
//!
//! Invariant: until the run stops, a ready node is in a lane's deque or held by a loop. A loop that finds no node
//! returns its thread to rayon, which lets it sleep; a loop that offers nodes starts another one. So no thread spins
//! while one long node runs, and none waits for another.

use std::cell::Cell;
use std::hint::spin_loop;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering, fence};
use std::sync::{Mutex, MutexGuard};

use crossbeam_deque::{Steal, Stealer, Worker};
use rayon::Scope;

use super::Plan;
use super::failure::{Failure, guarded};
use crate::Result;

/// The number of times a loop looks for work before it ends: about two microseconds, less than waking a thread takes.
const LOOKS: u32 = 48;

/// The state of one parallel run.
pub(super) struct Lanes<'run, F> {
    plan: &'run Plan<'run>,
    task: &'run F,
    /// For each node, the number of predecessors that have not ended.
    pending: Vec<AtomicU32>,
    /// A loop holds its lane's lock as long as it runs; no thread ever waits for one.
    lanes: Vec<Mutex<Worker<u32>>>,
    stealers: Vec<Stealer<u32>>,
    /// The number of loops that run or are about to start.
    active: AtomicUsize,
    /// The number of nodes that have ended, as far as the loops have reported it.
    ended: AtomicUsize,
    failure: Failure,
}

impl<'run, F: Fn(usize) -> Result<()> + Sync> Lanes<'run, F> {
    /// Creates a run of at least one node on at most `threads` threads, including the calling one. The first `ended` nodes have
    /// ended already.
    pub(super) fn new(plan: &'run Plan<'run>, ended: usize, threads: usize, task: &'run F) -> Self {
        let lanes: Vec<_> = (0..threads).map(|_| Worker::new_lifo()).collect();
        let stealers = lanes.iter().map(Worker::stealer).collect();
        let mut pending: Vec<_> = (0..plan.len()).map(|node| plan.predecessors(node)).collect();
        for &successor in (0..ended).flat_map(|node| plan.successors(node)) {
            pending[successor as usize] -= 1;
        }
        let mut roots: Vec<_> =
            (ended..plan.len()).filter(|&node| pending[node] == 0).map(|root| root as u32).collect();
        // Other loops steal the oldest node of a deque, and its own loop takes the newest. So the most urgent root is
        // pushed last, and before it the others, the most urgent first.
        roots.sort_by_key(|&root| std::cmp::Reverse(plan.remaining(root as usize)));
        roots.rotate_left(1);
        roots.into_iter().for_each(|root| lanes[0].push(root));
        Self {
            plan,
            task,
            pending: pending.into_iter().map(AtomicU32::new).collect(),
            lanes: lanes.into_iter().map(Mutex::new).collect(),
            stealers,
            active: AtomicUsize::new(1),
            ended: AtomicUsize::new(ended),
            failure: Failure::default(),
        }
    }

    /// Runs nodes until this thread finds none. The caller has counted it as active.
    pub(super) fn work<'scope>(&'scope self, scope: &Scope<'scope>) {
        loop {
            if let Some((index, lane)) = self.claim() {
                guarded(&self.failure, |at| self.run_lane(index, &lane, scope, at));
            }
            // The lane is released before the count falls, so every loop that is counted finds a lane.
            self.active.fetch_sub(1, Ordering::SeqCst);
            // A node offered since the last look may rely on this loop.
            if self.is_over() || !self.has_ready() || !self.enlist() {
                return;
            }
        }
    }

    /// Returns the result of the run.
    pub(super) fn into_result(self) -> Result<()> {
        self.failure.into_result()
    }

    fn run_lane<'scope>(
        &'scope self,
        index: usize,
        lane: &Worker<u32>,
        scope: &Scope<'scope>,
        at: &Cell<usize>,
    ) {
        let mut ended = 0;
        self.call_help(scope, lane);
        loop {
            let Some(ready) = lane.pop().or_else(|| {
                self.ended.fetch_add(std::mem::take(&mut ended), Ordering::Relaxed);
                self.steal(index, lane).inspect(|_| self.call_help(scope, lane))
            }) else {
                return;
            };
            let mut next = Some(ready as usize);
            while let Some(node) = next {
                if self.failure.is_stopped() {
                    return;
                }
                at.set(node);
                if let Err(error) = (self.task)(node) {
                    return self.failure.record(node, error);
                }
                ended += 1;
                next = self.release(node, lane, scope);
            }
        }
    }

    /// Decrements the counts of a node's successors, offers those that became ready, and returns the most urgent one.
    fn release<'scope>(
        &'scope self,
        node: usize,
        lane: &Worker<u32>,
        scope: &Scope<'scope>,
    ) -> Option<usize> {
        let mut own = None;
        let mut offered = false;
        for &successor in self.plan.successors(node) {
            let waits_for = self.plan.predecessors(successor as usize);
            // A node with one predecessor needs no count.
            if waits_for > 1 && self.pending[successor as usize].fetch_sub(1, Ordering::AcqRel) > 1 {
                continue;
            }
            // Successors are sorted by urgency.
            if own.is_none() {
                own = Some(successor as usize);
            } else {
                lane.push(successor);
                if !offered {
                    offered = true;
                    self.call_help(scope, lane);
                }
            }
        }
        if offered {
            // Either this thread sees that a loop has ended, or that loop sees the offer.
            fence(Ordering::SeqCst);
            self.call_help(scope, lane);
        }
        own
    }

    /// Starts one more loop if this lane has nodes that another loop can take. That loop starts the next one.
    fn call_help<'scope>(&'scope self, scope: &Scope<'scope>, lane: &Worker<u32>) {
        if self.active.load(Ordering::Relaxed) < self.lanes.len() && !lane.is_empty() && self.enlist() {
            scope.spawn(|scope| self.work(scope));
        }
    }

    /// Counts one more active loop, unless there is one per lane already.
    fn enlist(&self) -> bool {
        let most = self.lanes.len();
        self.active
            .fetch_update(Ordering::SeqCst, Ordering::Relaxed, |active| (active < most).then_some(active + 1))
            .is_ok()
    }

    fn claim(&self) -> Option<(usize, MutexGuard<'_, Worker<u32>>)> {
        self.lanes.iter().enumerate().find_map(|(index, lane)| Some((index, lane.try_lock().ok()?)))
    }

    /// Steals nodes from another lane: returns one and puts the rest in this lane.
    fn steal(&self, index: usize, lane: &Worker<u32>) -> Option<u32> {
        for look in 0..LOOKS {
            for offset in 1..self.stealers.len() {
                let victim = &self.stealers[(index + offset) % self.stealers.len()];
                loop {
                    match victim.steal_batch_and_pop(lane) {
                        Steal::Success(node) => return Some(node),
                        Steal::Empty => break,
                        Steal::Retry => spin_loop(),
                    }
                }
            }
            if self.is_over() {
                return None;
            }
            (0..1 << (look / 8)).for_each(|_| spin_loop());
        }
        None
    }

    fn has_ready(&self) -> bool {
        self.stealers.iter().any(|stealer| !stealer.is_empty())
    }

    fn is_over(&self) -> bool {
        self.failure.is_stopped() || self.ended.load(Ordering::Relaxed) == self.plan.len()
    }
}
