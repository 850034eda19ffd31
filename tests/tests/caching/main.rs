//! A cache for a whole fit: what is reused, what runs, and what is reported.

mod bits;
mod damage;
mod edits;
mod keys;
mod nested;
mod processes;
mod stopped;
mod table;
mod tables;
mod unknown;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use shapeflow::cache::Store;
use shapeflow::prelude::*;
use shapeflow::save::{Reader, Save, Writer};
use shapeflow::shape::Signature;
use shapeflow::step::{Event, EventKind, Observer};

/// A folder that is removed when the value is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("shapeflow-caching-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn entries(&self) -> Vec<PathBuf> {
        let files = std::fs::read_dir(self.0.join("entries"))
            .expect("a folder")
            .map(|file| file.expect("a file").path());
        let mut entries: Vec<_> =
            files.filter(|path| path.extension() == Some("safetensors".as_ref())).collect();
        entries.sort();
        entries
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A test may have removed it.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The report of a fit: sorted paths, without the pipeline's name.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    ran: Vec<String>,
    /// With the number of outputs that were loaded.
    reused: Vec<String>,
    notes: Vec<String>,
}

#[derive(Debug, Default)]
struct Log(Mutex<Told>);

impl Observer for Log {
    fn event(&self, event: &Event<'_>) {
        let path = event.path.split_once('.').map_or(event.path, |(_, path)| path);
        let mut told = self.0.lock().expect("no panic");
        match &event.kind {
            EventKind::Started => told.ran.push(path.to_owned()),
            EventKind::Reused { outputs } => told.reused.push(format!("{path} {}", outputs.len())),
            EventKind::Noted { message } => told.notes.push(format!("{path}: {message}")),
            _ => {}
        }
    }
}

impl Log {
    fn take(&self) -> Told {
        let mut told = std::mem::take(&mut *self.0.lock().expect("no panic"));
        told.ran.sort();
        told.reused.sort();
        told.notes.sort();
        told
    }
}

/// A run with a cache in this folder.
fn cached(folder: &Path) -> (Run, Arc<Log>) {
    let log = Arc::new(Log::default());
    (Run::new().cache(Store::open(folder).expect("a folder")).observer(log.clone()), log)
}

/// Rows of three kinds, with a text for each kind.
fn flowers(rows: usize) -> (Array2<f64>, Array1<String>) {
    let petals = Array2::from_shape_fn((rows, 4), |(row, column)| {
        (row % 3) as f64 * 2.0 + ((row * 7 + column * 5) % 11) as f64 / 4.0
    });
    (petals, Array1::from_shape_fn(rows, |row| ["aster", "daisy", "tulip"][row % 3].to_owned()))
}

/// Sums each row.
#[step("[n, d] -> [n, 1]", rowwise)]
fn row_means(x: ArrayView2<'_, f64>) -> Array2<f64> {
    x.sum_axis(Axis(1)).insert_axis(Axis(1)) / 4.0
}

pipeline! {
    /// A bit of everything: stateless steps, a target that is transformed, its inverse, a row step, an option, a shape.
    Flowers(petals: f64[n, 4]) fit(kind: String[n]) -> (f64[n, 3], f64[n, 4]) {
        label    = kind |> LabelEncoder;
        scaled   = petals |> expect [n, 4] |> scaler: StandardScaler;
        (x, y)   = (scaled, label) |> DropOutliers { limit: 20.0 };
        narrow   = x |> pca: Pca<2>;
        means    = x |> RowMeans;
        ranged   = x |> MinMaxScaler;
        again    = ranged |> maybe: optional MinMaxScaler |> inverse(scaled..ranged);
        probs    = [narrow, means, again] |> Concat |> classifier: LogisticRegression<3>.fit(y);
        (probs, scaled)
    }
}

/// Its nodes, which all run without a cache.
const ALL: [&str; 11] = [
    "again.inverse",
    "again.maybe",
    "label",
    "means",
    "narrow.pca",
    "probs.classifier",
    "probs.concat",
    "ranged",
    "scaled.expect",
    "scaled.scaler",
    "x_y",
];

/// All nodes but these.
fn but(left_out: &[&str]) -> Vec<&'static str> {
    ALL.into_iter().filter(|path| !left_out.contains(path)).collect()
}

/// The bits of all outputs of the fitted pipeline.
fn bits(model: &FlowersFitted, petals: &Array2<f64>) -> Vec<u64> {
    let given = model.predict(petals).expect("finite");
    given.probs.iter().chain(&given.scaled).map(|value| value.to_bits()).collect()
}
