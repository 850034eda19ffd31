//! [`Stream`]: the outputs of batches, in order, while other batches are processed.
//!
//! Invariant: at most the requested number of batches is in memory, and the result of each is returned exactly once, at its
//! place. A thread waits only for a channel whose other end is dropped with the worker, so nothing waits forever.

use std::collections::VecDeque;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use crate::error::ErrorKind;
use crate::step::{Run, Threads};
use crate::{Error, Result};

/// The function that a worker applies to a batch.
type Work<X, O> = Arc<dyn Fn(X) -> Result<O> + Send + Sync>;

/// The outputs of a fitted pipeline, batch by batch: the result of a model's `stream`.
///
/// Batches are read on the thread that asks for outputs, and processed by as many threads of the stream as the run has. An
/// error of the source or of a step takes the place of its batch's output and names the batch; the stream continues with the
/// next batch. If the run is cancelled, the error of the first batch that was not started is the last item. Dropping
/// the stream ends its threads after the batches in progress.
///
/// ```
/// use std::sync::Arc;
///
/// use shapeflow::batches::{Rows, Source};
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Scale(x: f64[n, d]) -> f64[n, d] { x |> StandardScaler }
/// }
///
/// let x = array![[1.0], [2.0], [3.0], [4.0], [5.0]];
/// let model = Arc::new(Scale::default().fit(&x)?);
/// let batches = Rows::of(x.to_shared()).by(2)?;
/// let mut rows = Vec::new();
/// for scaled in model.stream(batches.pass(0)?).in_flight(3) {
///     rows.push(scaled?.nrows());
/// }
/// assert_eq!(rows, [2, 2, 1]);
/// # Ok::<(), Error>(())
/// ```
pub struct Stream<'source, X, O> {
    source: Box<dyn Iterator<Item = Result<X>> + 'source>,
    /// The threads. They end before the values that they use are dropped.
    workers: Option<Workers<X, O>>,
    work: Work<X, O>,
    run: Run,
    in_flight: usize,
    /// The batches that were read and whose results were not returned yet, in order.
    waiting: VecDeque<Waiting<O>>,
    /// The number of the next batch to return.
    given: usize,
    /// Whether no more batches are read.
    read: bool,
    /// The error after which no batch is read.
    refused: Option<Error>,
}

/// A batch that was read.
enum Waiting<O> {
    Worked(Receiver<Result<O>>),
    Failed(Error),
}

impl<'source, X: Send + 'static, O: Send + 'static> Stream<'source, X, O> {
    /// Creates the stream of the results of `work` for the batches of `source`.
    pub(crate) fn new(
        source: impl Iterator<Item = Result<X>> + 'source,
        run: Run,
        work: impl Fn(X) -> Result<O> + Send + Sync + 'static,
    ) -> Self {
        let in_flight = 2 * thread_count(&run);
        let (source, work) = (Box::new(source), Arc::new(work));
        Self {
            source,
            workers: None,
            work,
            run,
            in_flight,
            waiting: VecDeque::new(),
            given: 0,
            read: false,
            refused: None,
        }
    }

    /// Creates a stream that cannot start: its only item is the error.
    pub(crate) fn refused(run: Run, error: Error) -> Self {
        let stream = Self::new(std::iter::empty(), run, |_| Err(dead()));
        Self { read: true, refused: Some(error), ..stream }
    }

    /// Sets the maximum number of batches in memory, from reading a batch to returning its output; at least 1. The default
    /// is twice the number of threads.
    #[must_use]
    pub fn in_flight(mut self, batches: usize) -> Self {
        self.in_flight = batches.max(1);
        self
    }

    /// Reads batches until enough are in flight.
    fn fill(&mut self) {
        while !self.read && self.waiting.len() < self.in_flight {
            let waiting = match self.run.proceed() {
                Err(error) => {
                    self.read = true;
                    Waiting::Failed(error)
                }
                Ok(()) => match self.source.next() {
                    None => {
                        self.read = true;
                        return;
                    }
                    Some(batch) => batch.and_then(|x| self.start(x)).unwrap_or_else(Waiting::Failed),
                },
            };
            self.waiting.push_back(waiting);
        }
    }

    /// Passes a batch to the workers, which are started the first time.
    fn start(&mut self, x: X) -> Result<Waiting<O>> {
        let workers = match &mut self.workers {
            Some(workers) => workers,
            none => none.insert(Workers::start(thread_count(&self.run).min(self.in_flight), &self.work)?),
        };
        let (reply, worked) = channel();
        workers.send(Job { x, reply })?;
        Ok(Waiting::Worked(worked))
    }
}

impl<X: Send + 'static, O: Send + 'static> Iterator for Stream<'_, X, O> {
    type Item = Result<O>;

    fn next(&mut self) -> Option<Result<O>> {
        if let Some(error) = self.refused.take() {
            return Some(Err(error));
        }
        self.fill();
        let output = match self.waiting.pop_front()? {
            Waiting::Failed(error) => Err(error),
            Waiting::Worked(worked) => worked.recv().unwrap_or_else(|_| Err(dead())),
        };
        let number = self.given;
        self.given += 1;
        Some(output.map_err(|error| error.in_batch(number, "the stream")))
    }
}

impl<X, O> fmt::Debug for Stream<'_, X, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { in_flight, given, waiting, .. } = self;
        f.debug_struct("Stream")
            .field("in_flight", in_flight)
            .field("given", given)
            .field("waiting", &waiting.len())
            .finish_non_exhaustive()
    }
}

/// The threads of a run.
fn thread_count(run: &Run) -> usize {
    match run.threads_value() {
        Threads::Inline => 1,
        Threads::Current => rayon::current_num_threads(),
        Threads::Pool(pool) => pool.current_num_threads(),
    }
}

/// Returns the error for a batch whose worker has died.
fn dead() -> Error {
    Error::of_kind(ErrorKind::Panic, "the thread that processed this batch died")
}

/// A batch, and the channel for its output.
struct Job<X, O> {
    x: X,
    reply: Sender<Result<O>>,
}

/// Threads that process jobs until the channel of jobs is closed.
struct Workers<X, O> {
    /// `None` after the threads were told to end.
    jobs: Option<Sender<Job<X, O>>>,
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl<X: Send + 'static, O: Send + 'static> Workers<X, O> {
    fn start(count: usize, work: &Work<X, O>) -> Result<Self> {
        let (jobs, queue) = channel::<Job<X, O>>();
        let (queue, stop) = (Arc::new(Mutex::new(queue)), Arc::new(AtomicBool::new(false)));
        let mut workers = Self { jobs: Some(jobs), stop: Arc::clone(&stop), threads: Vec::new() };
        for _ in 0..count.max(1) {
            let (queue, stop, work) = (Arc::clone(&queue), Arc::clone(&stop), Arc::clone(work));
            let thread = std::thread::Builder::new().name("shapeflow-stream".to_owned());
            let thread = thread.spawn(move || work_off(&queue, &stop, &*work)).map_err(|source| {
                Error::of_kind(ErrorKind::Run, format!("cannot start {count} threads: {source}"))
            })?;
            workers.threads.push(thread);
        }
        Ok(workers)
    }

    fn send(&self, job: Job<X, O>) -> Result<()> {
        self.jobs.as_ref().and_then(|jobs| jobs.send(job).ok()).ok_or_else(dead)
    }
}

impl<X, O> Drop for Workers<X, O> {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.jobs = None;
        for thread in self.threads.drain(..) {
            // The panic of a worker has been reported at its batch.
            let _: std::thread::Result<()> = thread.join();
        }
    }
}

/// Processes jobs until there are no more.
fn work_off<X, O>(
    queue: &Mutex<Receiver<Job<X, O>>>,
    stop: &AtomicBool,
    work: &(dyn Fn(X) -> Result<O> + Send + Sync),
) {
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { x, reply }) = job else { return };
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let output = catch_unwind(AssertUnwindSafe(|| work(x)));
        let output = output
            .unwrap_or_else(|_| Err(Error::of_kind(ErrorKind::Panic, "this batch made its thread panic")));
        // If the stream is dropped, nothing waits for the result.
        let _: Result<(), _> = reply.send(output);
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{panic_any, resume_unwind};

    use super::*;

    /// A panic payload that kills the thread that drops it.
    struct Bomb;

    impl Drop for Bomb {
        fn drop(&mut self) {
            if !std::thread::panicking() {
                resume_unwind(Box::new("boom"));
            }
        }
    }

    fn texts(threads: usize, numbers: &[i32]) -> Vec<String> {
        let run = Run::new().threads(threads).expect("threads start");
        let source = numbers.iter().map(|&number| Ok(number));
        let stream = Stream::new(source, run, |number: i32| match number {
            0 => panic!("zero"),
            -1 => panic_any(Bomb),
            _ => Ok(number),
        });
        stream
            .map(|output| output.map_or_else(|error| error.to_string(), |number| number.to_string()))
            .collect()
    }

    #[test]
    fn a_panic_is_the_error_of_its_batch() {
        let panicked = "this batch made its thread panic (in batch 1 of the stream, counted from 0)";
        for threads in [1, 2, 8] {
            assert_eq!(texts(threads, &[1, 0, 2, 3]), ["1", panicked, "2", "3"]);
        }
    }

    #[test]
    fn a_dead_worker_is_an_error_for_its_batch_and_the_next_ones() {
        let died = |number| {
            format!(
                "the thread that processed this batch died (in batch {number} of the stream, counted from 0)"
            )
        };
        assert_eq!(texts(1, &[1, -1, 2, 3, 4]), ["1".to_owned(), died(1), died(2), died(3), died(4)]);
        assert_eq!(
            texts(2, &[1, -1, 2, 3, 4]),
            ["1".to_owned(), died(1), "2".into(), "3".into(), "4".into()]
        );
    }

    #[test]
    fn nothing_is_started_for_a_source_without_batches() {
        let mut stream = Stream::new(std::iter::empty(), Run::new(), |(): ()| Ok(()));
        assert!(stream.next().is_none() && stream.next().is_none() && stream.workers.is_none());
    }
}
