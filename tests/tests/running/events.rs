//! The events that an observer receives: the whole list, in order, on one thread, and in the order of the graph on several.

use std::sync::Mutex;

use shapeflow::step::{Event, EventKind, Observer};

use super::layered_pipelines::Square;
use super::*;

/// Every event as a line.
#[derive(Debug, Default)]
struct Log(Mutex<Vec<String>>);

impl Observer for Log {
    fn event(&self, event: &Event<'_>) {
        let what = match &event.kind {
            EventKind::Started => "starts".to_owned(),
            EventKind::Ended { outputs } => outputs.iter().fold("ends".to_owned(), |text, output| {
                format!("{text} {:?} {}", output.lengths(), output.bytes())
            }),
            EventKind::Failed { message } => format!("fails: {message}"),
            other => format!("{other:?}"),
        };
        self.0.lock().expect("no panic").push(format!("{} {} {what}", event.phase, event.path));
    }
}

impl Log {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().expect("no panic"))
    }
}

pipeline! {
    Digits(x: f32[n, 4], count: u64) fit(y: f32[n]) -> (f32[n, 4], u64) {
        strokes = x |> Strokes;
        (up, down) = strokes |> Signs;
        sum = (up, down) |> Add |> Ratio.fit(y);
        more = count |> Next;
        (sum, more)
    }

    Strokes(x: f32[n, 4]) -> f32[n, 4] { x |> Center |> OneMore }
}

/// The next number.
#[step("[] -> []")]
fn next(count: u64) -> Result<u64> {
    count.checked_add(1).ok_or_else(|| Error::new("no next number"))
}

fn log(threads: usize) -> Result<(Arc<Log>, Run)> {
    let log = Arc::new(Log::default());
    Ok((log.clone(), Run::new().threads(threads)?.observer(log)))
}

#[test]
fn inline_the_whole_list_is_known() -> Result<()> {
    let (log, run) = log(1)?;
    let model = Digits::default().fit_with(&run, table(2, 4), 7_u64, array![1.0, 2.0])?;
    assert_eq!(
        log.take(),
        [
            "fit digits.strokes starts",
            "fit digits.strokes.output.center starts",
            "fit digits.strokes.output.center ends [2, 4] 32",
            "fit digits.strokes.output.one_more starts",
            "fit digits.strokes.output.one_more ends [2, 4] 32",
            "fit digits.strokes ends [2, 4] 32",
            "fit digits.up_down starts",
            "fit digits.up_down ends [2, 4] 32 [2, 4] 32",
            "fit digits.sum.add starts",
            "fit digits.sum.add ends [2, 4] 32",
            "fit digits.sum.ratio starts",
            "fit digits.sum.ratio ends",
        ]
    );
    model.predict_with(&run, table(1, 4), 7_u64)?;
    assert_eq!(
        log.take(),
        [
            "predict digits.strokes starts",
            "predict digits.strokes.output.center starts",
            "predict digits.strokes.output.center ends [1, 4] 16",
            "predict digits.strokes.output.one_more starts",
            "predict digits.strokes.output.one_more ends [1, 4] 16",
            "predict digits.strokes ends [1, 4] 16",
            "predict digits.up_down starts",
            "predict digits.up_down ends [1, 4] 16 [1, 4] 16",
            "predict digits.sum.add starts",
            "predict digits.sum.add ends [1, 4] 16",
            "predict digits.sum.ratio starts",
            "predict digits.sum.ratio ends [1, 4] 16",
            "predict digits.more starts",
            "predict digits.more ends [] 8",
        ]
    );
    Ok(())
}

#[test]
fn a_failure_is_recorded_for_the_step_and_for_the_pipelines_around_it() -> Result<()> {
    let (log, run) = log(1)?;
    let error =
        Digits::default().fit_with(&run, Array2::zeros((0, 4)), 7_u64, array![]).expect_err("no rows");
    assert_eq!(error.to_string(), "digits.strokes.output.center: fit: a mean needs at least 1 row, got 0");
    assert_eq!(
        log.take(),
        [
            "fit digits.strokes starts",
            "fit digits.strokes.output.center starts",
            "fit digits.strokes.output.center fails: a mean needs at least 1 row, got 0",
            "fit digits.strokes fails: output.center: fit: a mean needs at least 1 row, got 0",
        ]
    );
    let model = Digits::default().fit(table(2, 4), 7_u64, array![1.0, 2.0])?;
    model.predict_with(&run, table(2, 4), u64::MAX).expect_err("no next number");
    assert_eq!(log.take().last().map(String::as_str), Some("predict digits.more fails: no next number"));
    Ok(())
}

#[test]
fn on_several_threads_each_node_starts_after_the_nodes_before_it() -> Result<()> {
    let graph = Square::graph();
    for threads in [2, 8] {
        let (log, run) = log(threads)?;
        let (x, z) = (noise(MANY / 4, 8, 1), noise(MANY / 4, 8, 2));
        Square::default().fit_transform_with(&run, x, z)?;
        let events = log.take();
        let at = |path: &str, what: &str| {
            let start = format!("fit square.{path} {what}");
            let found: Vec<_> =
                (0..events.len()).filter(|&event| events[event].starts_with(&start)).collect();
            assert_eq!(found.len(), 1, "{start}: {events:?}");
            found[0]
        };
        let mut edges = 0;
        for node in graph.nodes().filter(|node| node.is_step()) {
            let index = graph.index_of(&node.path).expect("a node");
            assert!(at(&node.path, "starts") < at(&node.path, "ends"));
            for (before, _) in graph.taken_by(index).into_iter().filter(|(before, _)| before.is_step()) {
                assert!(
                    at(&before.path, "ends") < at(&node.path, "starts"),
                    "{} before {}",
                    before.path,
                    node.path
                );
                edges += 1;
            }
        }
        assert!(edges > 25, "{edges}");
    }
    Ok(())
}
