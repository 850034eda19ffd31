//! [`Stream`]: the outputs of batches, in order, while other batches are worked on.
//!
//! Invariant: at most as many batches are in memory as were asked for, and what each became is given exactly once, at
//! the batch's place. Whoever waits, waits for a channel whose other end dies with the worker, so nobody waits forever.

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

/// What a worker does with a batch.
type Work<X, O> = Arc<dyn Fn(X) -> Result<O> + Send + Sync>;

/// The outputs of a fitted pipeline, batch by batch: what a model's `stream` gives.
///
/// Batches are read on the thread that asks for outputs, and worked on by threads of the stream: as many as the run has.
/// An error, of the source or of a step, stands at the place of its batch and names it; the stream goes on with the next
/// batch. Where the run is cancelled, the error of the first batch that was not started is the last item.
/// Dropping the stream ends its threads; a batch that is worked on then is finished first.
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
    /// They end before what they work with is dropped.
    workers: Option<Workers<X, O>>,
    work: Work<X, O>,
    run: Run,
    in_flight: usize,
    /// What was read and is not given yet, in order.
    waiting: VecDeque<Waiting<O>>,
    /// The number of the next batch that is given.
    given: usize,
    /// Nothing more is read.
    read: bool,
    /// Why nothing is read at all.
    refused: Option<Error>,
}

/// A batch that was read.
enum Waiting<O> {
    Worked(Receiver<Result<O>>),
    Failed(Error),
}

impl<'source, X: Send + 'static, O: Send + 'static> Stream<'source, X, O> {
    /// What `work` makes of the batches of `source`.
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

    /// A stream that cannot start: its one item is the error.
    pub(crate) fn refused(run: Run, error: Error) -> Self {
        let stream = Self::new(std::iter::empty(), run, |_| Err(dead()));
        Self { read: true, refused: Some(error), ..stream }
    }

    /// At most so many batches are in memory, from the time when they are read until their outputs are given; at least
    /// 1. Without this, it is twice the number of threads.
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

    /// Hands a batch to the workers, who are called the first time.
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

/// The batch was given to a worker who is no more.
fn dead() -> Error {
    Error::of_kind(ErrorKind::Panic, "the thread that worked on this batch died")
}

/// A batch, and where its output goes.
struct Job<X, O> {
    x: X,
    reply: Sender<Result<O>>,
}

/// Threads that take jobs until there is nobody to give them any.
struct Workers<X, O> {
    /// `None` once they are to end.
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
            // A dead worker has been reported at its batch.
            let _: std::thread::Result<()> = thread.join();
        }
    }
}

/// The life of a worker.
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
        // Nobody waits for it where the stream is dropped.
        let _: Result<(), _> = reply.send(output);
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{panic_any, resume_unwind};

    use super::*;

    /// A panic's payload that kills the thread that drops it.
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
    fn a_dead_worker_is_an_error_and_what_it_cannot_do_any_more_too() {
        let died = |number| {
            format!(
                "the thread that worked on this batch died (in batch {number} of the stream, counted from 0)"
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
