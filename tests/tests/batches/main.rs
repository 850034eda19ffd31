//! Pipelines that learn from batches, continue learning, predict streams, and stop on request.

mod going_on;
mod passes;
mod stopping;
mod streams;

use std::sync::{Arc, Mutex};

use shapeflow::batches::{Batches, Rows, Source, from_fn};
use shapeflow::prelude::*;
use shapeflow::step::{CancelToken, Continues, Event, EventKind, Learn, Mergeable, Observer};
use shapeflow::{ErrorKind, Phase};
use shapeflow_tests::steps::*;
use shapeflow_tests::{bits, noise, table};

/// The events of nodes and batches, each as a line.
#[derive(Default)]
struct Log {
    lines: Mutex<Vec<String>>,
    /// Cancelled at the first line that starts with this text.
    stop: Option<(&'static str, CancelToken)>,
}

impl Observer for Log {
    fn event(&self, event: &Event<'_>) {
        let line = match &event.kind {
            EventKind::Batch { pass, batch, .. } => format!("batch {pass}.{batch}"),
            // A node that learns has no output.
            EventKind::Ended { outputs: [] } => format!("{} learns", event.path),
            EventKind::Ended { outputs } => {
                format!("{} transforms {}", event.path, outputs[0].rows().unwrap_or_default())
            }
            EventKind::Failed { .. } => format!("{} fails", event.path),
            _ => return,
        };
        if let Some((start, token)) = &self.stop
            && line.starts_with(start)
        {
            token.cancel();
        }
        self.lines.lock().expect("no panic").push(line);
    }
}

impl Log {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.lines.lock().expect("no panic"))
    }
}

/// A log, and a run on one thread that is recorded there.
fn logged() -> Result<(Arc<Log>, Run)> {
    let log = Arc::new(Log::default());
    Ok((log.clone(), Run::new().threads(1)?.observer(log)))
}

/// Records the number of rows of each batch, and compares each row with its label: the label is the row's first number.
#[derive(Debug, Clone, Default)]
struct Witness;

/// The records of a [`Witness`].
#[derive(Debug, Clone, Default, PartialEq)]
struct Seen {
    batches: Vec<usize>,
    sum: f32,
}

impl Step for Witness {
    type Fitted = Seen;
    const SIGNATURE: Signature = Signature::new("[n, d] fit([n]) -> [n, d]", &[]);
}
impl Mergeable for Witness {}
impl Continues for Witness {}
impl Learn<ArcArray2<f32>, ArcArray1<f32>> for Witness {
    type State = Seen;
    fn start(&self, _: &Context<'_>) -> Result<Seen> {
        Ok(Seen::default())
    }
    fn update(&self, state: &mut Seen, x: ArcArray2<f32>, y: ArcArray1<f32>, _: &Context<'_>) -> Result<()> {
        if x.column(0) != y {
            return Err(Error::new("a label is not that of its row"));
        }
        state.batches.push(x.nrows());
        state.sum += x.sum();
        Ok(())
    }
    fn merge(&self, earlier: &mut Seen, later: Seen) -> Result<()> {
        earlier.batches.extend(later.batches);
        earlier.sum += later.sum;
        Ok(())
    }
    fn finish(&self, state: Seen, _: &Context<'_>) -> Result<Seen> {
        Ok(state)
    }
    fn resume(&self, fitted: &Seen, _: &Context<'_>) -> Result<Seen> {
        Ok(fitted.clone())
    }
}
impl Transform<ArcArray2<f32>> for Seen {
    type Out = ArcArray2<f32>;
    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(x)
    }
}

pipeline! {
    Watched(x: f32[n, d]) fit(y: f32[n]) -> f32[n, d] {
        watched = x |> Witness.fit(y);
        watched
    }
}

/// Rows with their labels.
fn labelled(rows: usize) -> (ArcArray2<f32>, ArcArray1<f32>) {
    let x = table(rows, 2);
    let y = x.column(0).to_shared();
    (x.into_shared(), y)
}
