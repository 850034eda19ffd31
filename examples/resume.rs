//! A cache for a whole fit: a fit reuses fitted steps of earlier fits, after a change and after a fit that was killed.
//!
//! `cargo run --release --example resume` fits the digits, fits them again with one hyperparameter changed, and prints which
//! nodes ran. If the first fit was killed, or if the example runs a second time, it continues after the nodes that ended. The
//! cache is the folder given as the argument, or `shapeflow-resume` among the temporary files.

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

/// The nodes that ran, and the nodes that were reused from the cache.
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
    println!("The cache is `{}`; remove it to start again.\n", folder.display());
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
        return Err(Error::new("the cache changed the fitted model"));
    }
    let read = ArgMax.transform(probs.into_shared())?;
    println!(
        "\nEqual to the result without a cache: accuracy {:.4}",
        accuracy(read.view(), testing.digits.view())?
    );
    Ok(())
}
