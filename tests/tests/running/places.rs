//! The threads on which nodes run.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::thread::ThreadId;

use super::*;

/// Records the thread on which a step ran.
#[derive(Debug, Clone, Default)]
struct Where {
    seen: Arc<Mutex<BTreeSet<String>>>,
    ids: Arc<Mutex<Vec<ThreadId>>>,
    /// Also starts a parallel loop of its own.
    parallel: bool,
    /// Takes no time.
    quick: bool,
}

impl Where {
    fn note(&self) {
        let thread = std::thread::current();
        self.seen.lock().expect("no panic").insert(thread.name().unwrap_or("").to_owned());
        self.ids.lock().expect("no panic").push(thread.id());
    }
}

#[step("[n, d] -> [n, d]")]
impl Where {
    fn transform(&self, x: Array2<f32>) -> Array2<f32> {
        self.note();
        if self.parallel {
            rayon::scope(|scope| (0..64).for_each(|_| scope.spawn(|_| self.note())));
        }
        if !self.quick {
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        x
    }
}

pipeline! {
    Fan(x: f32[n, d]) -> f32[n, d] {
        a = x |> Where;
        b = x |> Where;
        c = x |> Where;
        d = x |> Where;
        [a, b, c, d] |> Sum
    }

    Line(x: f32[n, d]) -> f32[n, d] { x |> Where |> Where |> Where }
}

/// The pipeline, and the one list of threads of all its steps.
fn fan(parallel: bool) -> (Fan, Where) {
    of(Where { parallel, ..Where::default() })
}

fn of(step: Where) -> (Fan, Where) {
    let [a, b, c, d] = std::array::from_fn(|_| step.clone());
    (Fan { a, b, c, d, output: Sum }, step)
}

/// A pool whose threads are called `mine-0`, `mine-1`, ...
fn named(threads: usize) -> Run {
    let pool =
        ThreadPoolBuilder::new().num_threads(threads).thread_name(|index| format!("mine-{index}")).build();
    Run::new().pool(Arc::new(pool.expect("threads start")))
}

#[test]
fn a_callers_pool_is_used_and_no_other_thread() -> Result<()> {
    let (pipeline, step) = fan(true);
    let run = named(3);
    let model = pipeline.fit_with(&run, table(MANY, 4))?;
    for _ in 0..5 {
        model.predict_with(&run, table(MANY, 4))?;
    }
    let seen = step.seen.lock().expect("no panic");
    assert!(seen.iter().all(|name| name.starts_with("mine-")), "{seen:?}");
    assert!(seen.len() > 1, "{seen:?}");
    Ok(())
}

#[test]
fn threads_one_is_the_calling_thread() -> Result<()> {
    let (pipeline, step) = fan(false);
    let run = Run::new().threads(1)?;
    pipeline.fit_with(&run, table(MANY, 4))?.predict_with(&run, table(MANY, 4))?;
    let here = std::thread::current().id();
    assert!(step.ids.lock().expect("no panic").iter().all(|id| *id == here));
    assert!(matches!(run.threads_value(), Threads::Inline));
    Ok(())
}

#[test]
fn slow_steps_of_a_single_row_use_several_threads() -> Result<()> {
    let here = std::thread::current().id();
    for run in [Run::new().threads(4)?, named(2)] {
        let (pipeline, step) = fan(false);
        let model = pipeline.fit_with(&run, table(1, 8))?;
        step.ids.lock().expect("no panic").clear();
        model.predict_with(&run, table(1, 8))?;
        let ids = step.ids.lock().expect("no panic").clone();
        assert_eq!(ids.first(), Some(&here), "the first one needs no other thread");
        assert!(ids.len() == 4 && ids.iter().any(|id| *id != here), "{ids:?}");
    }
    Ok(())
}

#[test]
fn a_single_row_and_a_chain_stay_on_the_calling_thread() -> Result<()> {
    let here = std::thread::current().id();
    for run in [Run::new(), Run::new().threads(8)?, named(2)] {
        let (pipeline, step) = of(Where { quick: true, ..Where::default() });
        let model = pipeline.fit_with(&run, table(1, 8))?;
        step.ids.lock().expect("no panic").clear();
        model.predict_with(&run, table(1, 8))?;
        let ids = step.ids.lock().expect("no panic").clone();
        assert_eq!(ids, [here; 4], "{run:?}");

        let line = Line::default();
        let model = line.fit_with(&run, table(MANY, 4))?;
        model.predict_with(&run, table(MANY, 4))?;
        for step in [line.output.where_, line.output.where__2, line.output.where__3] {
            assert_eq!(*step.ids.lock().expect("no panic"), [here], "{run:?}");
        }
    }
    Ok(())
}

#[test]
fn a_run_inside_of_a_run_does_not_wait_for_a_thread() -> Result<()> {
    // The call comes from a thread of the pool that the run needs.
    let pool = Arc::new(ThreadPoolBuilder::new().num_threads(2).build().expect("threads start"));
    let run = Run::new().pool(pool.clone());
    let (pipeline, _) = fan(true);
    let sums = pool.install(|| {
        (0..8)
            .map(|_| pipeline.fit_with(&run, table(MANY, 2))?.predict_with(&run, table(MANY, 2)))
            .collect::<Result<Vec<_>>>()
    })?;
    assert!(sums.iter().all(|sum| *sum == table(MANY, 2) * 4.0));
    Ok(())
}

#[test]
fn no_thread_at_all_is_an_error() {
    let error = Run::new().threads(0).expect_err("no thread");
    assert_eq!(
        (error.to_string().as_str(), error.kind()),
        ("a run needs at least 1 thread, got 0", shapeflow::ErrorKind::Run)
    );
}
