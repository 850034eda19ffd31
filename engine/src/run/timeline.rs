//! [`Timeline`]: which node of a run ran when, on which thread and for how long, and which nodes overlapped.
//!
//! Invariant: a node starts and ends on one thread, so each thread's open nodes form a stack. The same path may run
//! several times at once (chunks, folds); each time is a [`NodeTime`] of its own.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

use petgraph::algo::toposort;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::error::ErrorKind;
use crate::step::{Event, EventKind, Measure, Observer};
use crate::{Error, Phase, Result};

/// Records which nodes ran when, in one run or several. Nodes whose results came from a cache did not run and are not
/// recorded. `{}` formats it as a table.
///
/// ```
/// use std::sync::Arc;
///
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Flowers(petals: f64[n, 2]) fit(kind: u8[n]) -> f64[n, 2] {
///         scaled = petals |> StandardScaler;
///         probs  = scaled |> LogisticRegression<2>.fit(kind);
///         probs
///     }
/// }
///
/// let timeline = Arc::new(Timeline::new());
/// let run = Run::new().observer(timeline.clone());
/// Flowers::default().fit_with(&run, array![[1.4, 0.2], [4.7, 1.4]], array![0, 1])?;
///
/// let paths: Vec<String> = timeline.nodes().into_iter().map(|node| node.path).collect();
/// assert_eq!(paths, ["flowers.scaled", "flowers.probs"]);
/// assert!(timeline.time("flowers.probs") <= timeline.total());
/// assert!(timeline.overlaps().is_empty()); // one needs the other
/// println!("{timeline}");
///
/// // The path that took longest: no number of threads makes the fit faster than that.
/// let longest = timeline.critical_path([("flowers.scaled", "flowers.probs")])?;
/// assert_eq!(longest.len(), 2);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Timeline {
    recorded: Mutex<Recorded>,
}

/// One execution of a node. Times count from the first event of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NodeTime {
    /// The node's path from the outermost pipeline.
    pub path: String,
    /// Whether the node learned or transformed.
    pub phase: Phase,
    /// The thread: its index in rayon's pool, or `None` outside a pool.
    pub thread: Option<usize>,
    /// When the node started.
    pub start: Duration,
    /// When the node ended or failed; `None` while it runs.
    pub end: Option<Duration>,
    /// The rows of the first output that has rows.
    pub rows: Option<usize>,
    /// The bytes of all outputs.
    pub bytes: usize,
    /// The error message, if the node failed.
    pub failure: Option<String>,
}

#[derive(Debug, Default)]
struct Recorded {
    origin: Option<Instant>,
    nodes: Vec<NodeTime>,
    open: HashMap<ThreadId, Vec<usize>>,
}

impl NodeTime {
    /// Returns how long the node ran; zero while it runs.
    pub fn time(&self) -> Duration {
        self.end.unwrap_or(self.start).saturating_sub(self.start)
    }

    /// Returns whether both ran at the same moment. A pipeline does not overlap the nodes inside it.
    pub fn overlaps(&self, other: &NodeTime) -> bool {
        let ends_after = |a: &NodeTime, b: &NodeTime| a.end.is_none_or(|end| end > b.start);
        ends_after(self, other)
            && ends_after(other, self)
            && !is_inside(&self.path, &other.path)
            && !is_inside(&other.path, &self.path)
    }
}

impl Timeline {
    /// Creates an empty timeline.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns every execution of a node, in the order in which they started.
    pub fn nodes(&self) -> Vec<NodeTime> {
        self.lock().nodes.clone()
    }

    /// Returns the time from the first start to the last end.
    pub fn total(&self) -> Duration {
        self.lock().nodes.iter().filter_map(|node| node.end).max().unwrap_or_default()
    }

    /// Returns how long the node ran, all executions together.
    pub fn time(&self, path: &str) -> Duration {
        self.lock().nodes.iter().filter(|node| node.path == path).map(NodeTime::time).sum()
    }

    /// Returns whether the two nodes ran at the same moment at least once.
    pub fn side_by_side(&self, one: &str, other: &str) -> bool {
        let recorded = self.lock();
        let named = |path| recorded.nodes.iter().filter(move |node| node.path == path);
        named(one).any(|one| named(other).any(|other| one.overlaps(other)))
    }

    /// Returns all pairs of nodes that ran at the same moment, each pair once, in the order in which they started.
    pub fn overlaps(&self) -> Vec<(String, String)> {
        let nodes = self.nodes();
        let mut pairs = Vec::new();
        for (index, one) in nodes.iter().enumerate() {
            for other in
                nodes[index + 1..].iter().filter(|other| other.path != one.path && one.overlaps(other))
            {
                pairs.push((one.path.clone(), other.path.clone()));
            }
        }
        let mut seen = std::collections::HashSet::new();
        pairs.retain(|(a, b)| {
            seen.insert(if a < b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) })
        });
        pairs
    }

    /// Returns the path through these edges (pairs of node paths) that took longest, with the time of each node. No number
    /// of threads makes the run faster than that.
    ///
    /// # Errors
    /// The edges have a cycle.
    pub fn critical_path<'e>(
        &self,
        edges: impl IntoIterator<Item = (&'e str, &'e str)>,
    ) -> Result<Vec<(String, Duration)>> {
        let (mut graph, mut indices) = (DiGraph::<&str, ()>::new(), HashMap::new());
        for edge in edges {
            let [from, to] =
                [edge.0, edge.1].map(|path| *indices.entry(path).or_insert_with(|| graph.add_node(path)));
            graph.add_edge(from, to, ());
        }
        let order = toposort(&graph, None).map_err(|cycle| {
            let node = graph[cycle.node_id()];
            Error::of_kind(ErrorKind::Run, format!("the edges of a timeline have a cycle through `{node}`"))
        })?;
        // Per node, the longest time from its start to an end, and the next node on that path.
        let mut longest: Vec<(Duration, Option<NodeIndex>)> =
            vec![(Duration::ZERO, None); graph.node_count()];
        for &node in order.iter().rev() {
            let next = graph.neighbors(node).max_by_key(|next| longest[next.index()].0);
            let after = next.map_or(Duration::ZERO, |next| longest[next.index()].0);
            longest[node.index()] = (self.time(graph[node]) + after, next);
        }
        let mut at = order.into_iter().max_by_key(|node| longest[node.index()].0);
        let mut path = Vec::new();
        while let Some(node) = at {
            path.push((graph[node].to_owned(), self.time(graph[node])));
            at = longest[node.index()].1;
        }
        Ok(path)
    }

    /// Removes all records.
    pub fn clear(&self) {
        *self.lock() = Recorded::default();
    }

    fn lock(&self) -> MutexGuard<'_, Recorded> {
        self.recorded.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observer for Timeline {
    fn event(&self, event: &Event<'_>) {
        let thread = std::thread::current().id();
        self.lock().note(event, thread);
    }
}

impl Recorded {
    fn note(&mut self, event: &Event<'_>, thread: ThreadId) {
        let origin = *self.origin.get_or_insert(event.at);
        let at = event.at.saturating_duration_since(origin);
        let (outputs, failure): (&[Measure], _) = match event.kind {
            EventKind::Started => {
                self.open.entry(thread).or_default().push(self.nodes.len());
                self.nodes.push(NodeTime {
                    path: event.path.to_owned(),
                    phase: event.phase,
                    thread: event.thread,
                    start: at,
                    end: None,
                    rows: None,
                    bytes: 0,
                    failure: None,
                });
                return;
            }
            EventKind::Batch { .. } => return,
            EventKind::Ended { outputs } => (outputs, None),
            EventKind::Failed { message } => (&[], Some(message.to_owned())),
            // A reused node did not run.
            EventKind::Reused { .. } | EventKind::Noted { .. } => return,
        };
        let open = self.open.entry(thread).or_default();
        // Nodes above it on the stack never ended: the observer missed their end.
        if let Some(depth) = open.iter().rposition(|&node| self.nodes[node].path == event.path) {
            let node = &mut self.nodes[open[depth]];
            open.truncate(depth);
            node.end = Some(at);
            node.rows = outputs.iter().find_map(Measure::rows);
            node.bytes = outputs.iter().map(Measure::bytes).sum();
            node.failure = failure;
        }
    }
}

fn is_inside(inner: &str, outer: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipeline_does_not_run_beside_its_own_nodes() {
        let timeline = Timeline::new();
        let origin = Instant::now();
        let tell = |path, ms, kind| {
            let at = origin + Duration::from_millis(ms);
            timeline.event(&Event { path, phase: Phase::Fit, at, thread: None, kind });
        };
        let ended = || EventKind::Ended { outputs: &[] };
        tell("vision", 0, EventKind::Started);
        tell("vision.pca", 1, EventKind::Started);
        tell("vision.pca", 4, ended());
        tell("vision", 5, ended());
        assert_eq!(timeline.overlaps(), []);
        assert_eq!(["vision", "vision.pca"].map(|path| timeline.time(path).as_millis()), [5, 3]);

        std::thread::scope(|scope| {
            scope.spawn(|| {
                tell("visions", 4, EventKind::Started);
                tell("visions", 9, EventKind::Failed { message: "no rows" });
            });
        });
        assert_eq!(timeline.overlaps(), [("vision".to_owned(), "visions".to_owned())]);
        assert_eq!(timeline.nodes()[2].failure.as_deref(), Some("no rows"));

        // A node whose result came from a cache did not run.
        tell("cached", 9, EventKind::Reused { outputs: &[] });
        assert_eq!((timeline.nodes().len(), timeline.time("cached")), (3, Duration::ZERO));
        // A thread that waits inside a node may start the same node for other rows.
        tell("chunk", 9, EventKind::Started);
        tell("chunk", 10, EventKind::Started);
        tell("chunk", 11, ended());
        tell("chunk", 15, ended());
        let chunks: Vec<_> = timeline.nodes()[3..].iter().map(|node| node.time().as_millis()).collect();
        assert_eq!(chunks, [6, 1]);

        timeline.clear();
        assert_eq!((timeline.nodes(), timeline.total()), (vec![], Duration::ZERO));
    }
}
