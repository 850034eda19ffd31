//! A cache for a whole fit: what was learnt before is not learnt again, after a change, and after a fit that was killed.
//!
//! `cargo run --release --example resume` fits the digits, fits them again with one hyperparameter changed, and prints which
//! nodes ran. Where the first fit was killed (or is run a second time), it goes on after the nodes that ended; the cache is
//! the folder `shapeflow-resume` among the temporary files, or the one that is given as the argument.

#![expect(clippy::print_stdout, reason = "an example talks to a person")]

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use shapeflow::cache::Store;
use shapeflow::prelude::*;
use shapeflow::step::{Event, EventKind, Observer};
use shapeflow::steps::metrics::accuracy;
use shapeflow_examples::digits;

pipeline! {
    /// Reads a handwritten digit from its 8x8 image.
    pub Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        pixels  = image |> Flatten |> StandardScaler;
        strokes = pixels |> Pca<24>;
        probs   = [pixels, strokes] |> Concat |> classifier: LogisticRegression<10> { c: 0.5 }.fit(digit);
        probs
    }
}

/// Which nodes ran, and which the cache made superfluous.
#[derive(Default)]
struct Nodes {
    ran: Mutex<Vec<String>>,
    reused: Mutex<Vec<String>>,
}

impl Observer for Nodes {
    fn event(&self, event: &Event<'_>) {
        let nodes = match event.kind {
            EventKind::Started => &self.ran,
            EventKind::Reused { .. } => &self.reused,
            _ => return,
        };
        nodes.lock().unwrap_or_else(PoisonError::into_inner).push(event.path.to_owned());
    }
}

impl Nodes {
    fn print(&self, title: &str) {
        println!("{title}");
        for (what, nodes) in [("ran:   ", &self.ran), ("reused:", &self.reused)] {
            let mut nodes = std::mem::take(&mut *nodes.lock().unwrap_or_else(PoisonError::into_inner));
            nodes.sort();
            println!("  {what} {}", if nodes.is_empty() { "nothing".to_owned() } else { nodes.join(", ") });
        }
    }
}

fn main() -> Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| std::env::temp_dir().join("shapeflow-resume"));
    println!("The cache is `{}`; remove it to begin anew.\n", folder.display());
    let nodes = Arc::new(Nodes::default());
    let run = Run::new().cache(Store::open(folder)?.limit(1 << 30)).observer(nodes.clone());
    let (training, testing) = digits::load()?;

    let mut pipeline = Digits::default();
    pipeline.fit_with(&run, &training.images, &training.digits)?;
    nodes.print("c = 0.5:");

    pipeline.probs.classifier.c = 0.05;
    let model = pipeline.fit_with(&run, &training.images, &training.digits)?;
    nodes.print("c = 0.05:");

    let without = pipeline.fit(&training.images, &training.digits)?;
    let probs = model.predict(&testing.images)?;
    if probs != without.predict(&testing.images)? {
        return Err(Error::new("the cache changed what was learnt"));
    }
    let read = ArgMax.transform(probs.into_shared())?;
    println!("\nThe same as without a cache: accuracy {:.4}", accuracy(read.view(), testing.digits.view())?);
    Ok(())
}
