//! `Cached` fits once for the same step and the same rows, and again if either changes.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ndarray::ArcArray2;

use super::{Notes, rows};
use crate::cache::Store;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, Run, Step, Transform};
use crate::steps::{Cached, CrossFit, FittedStandardScaler, StandardScaler};
use crate::{Phase, Result};

/// A scaler that counts its fits.
#[derive(Debug, Clone, Default, Hyperparameters)]
#[space(crate = crate)]
struct Counting {
    #[space(nested)]
    scaler: StandardScaler,
    #[space(ignore)]
    fits: Arc<AtomicUsize>,
}

impl Step for Counting {
    type Fitted = FittedStandardScaler;
    const SIGNATURE: Signature = StandardScaler::SIGNATURE;
}

impl Fit<ArcArray2<f64>> for Counting {
    fn fit(&self, x: ArcArray2<f64>, (): (), context: &Context<'_>) -> Result<FittedStandardScaler> {
        self.fits.fetch_add(1, Ordering::SeqCst);
        self.scaler.fit(x, (), context)
    }
}

/// A store whose folder is removed when the value is dropped.
struct Temporary(PathBuf);

impl Temporary {
    fn new(name: &str) -> (Self, Store) {
        let folder = std::env::temp_dir().join(format!("shapeflow-fits-{}-{name}", std::process::id()));
        let store = Store::open(&folder).expect("a folder");
        (Self(folder), store)
    }

    fn entries(&self) -> Vec<PathBuf> {
        let files =
            fs::read_dir(self.0.join("entries")).expect("a folder").map(|file| file.expect("a file").path());
        files.filter(|path| path.extension() == Some("safetensors".as_ref())).collect()
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // A test may have removed it.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_fit_is_repeated_if_and_only_if_something_that_it_depends_on_has_changed() {
    let (_folder, store) = Temporary::new("once");
    let (x, _) = rows(1, 30, 3, 2);
    let mut step = Cached { store: Some(store), step: Counting::default() };
    let fits = |step: &Cached<Counting>, run: &Run, path: &str, x: &ArcArray2<f64>| {
        let fitted = step.fit(x.clone(), (), &Context::root(run, path, Phase::Fit)).expect("fits");
        assert_eq!(
            fitted,
            step.step.scaler.fit(x.clone(), (), &Context::root(run, path, Phase::Fit)).expect("fits")
        );
        step.step.fits.load(Ordering::SeqCst)
    };
    let run = Run::new();
    assert_eq!([1, 1, 1].map(|_| fits(&step, &run, "scale", &x)), [1, 1, 1]);
    step.step.scaler.with_std = false;
    assert_eq!([1, 2].map(|_| fits(&step, &run, "scale", &x)), [2, 2]);
    let mut other = x.clone();
    other[[29, 2]] += 1e-9;
    assert_eq!([1, 2].map(|_| fits(&step, &run, "scale", &other)), [3, 3]);
    assert_eq!([1, 2].map(|_| fits(&step, &run, "other", &x)), [4, 4]);
    assert_eq!([1, 2].map(|_| fits(&step, &Run::new().seed(1), "scale", &x)), [5, 5]);
    step.step.scaler.with_std = true;
    assert_eq!(fits(&step, &run, "scale", &x), 5, "the first is still there");
    // Its output is stored under a key of its own.
    let context = Context::root(&run, "scale", Phase::Fit);
    let outs = [1, 2].map(|_| step.fit_transform(x.clone(), (), &context).expect("fits").1);
    assert_eq!((step.step.fits.load(Ordering::SeqCst), &outs[0]), (6, &outs[1]));
    let without = Cached { store: None, ..step };
    assert_eq!([1, 2].map(|_| fits(&without, &run, "scale", &x)), [7, 8]);
}

#[test]
fn a_damaged_entry_and_a_missing_folder_are_noted_and_cost_a_fit() {
    let (folder, store) = Temporary::new("damaged");
    let (x, _) = rows(1, 30, 3, 2);
    let step = Cached { store: Some(store), step: Counting::default() };
    let notes = Arc::new(Notes::default());
    let run = Run::new().observer(notes.clone());
    let context = Context::root(&run, "scale", Phase::Fit);
    let fit = || {
        step.fit(x.clone(), (), &context).expect("fits");
        (
            step.step.fits.load(Ordering::SeqCst),
            notes.0.lock().expect("no panic").drain(..).collect::<Vec<_>>(),
        )
    };
    assert_eq!(fit(), (1, Vec::new()));
    let entry = folder.entries().remove(0);
    let mut bytes = fs::read(&entry).expect("an entry");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&entry, bytes).expect("written");
    let (fits, notes) = fit();
    assert_eq!(fits, 2);
    assert!(
        notes[0].starts_with("scale: computed again, since the cache's entry is unusable: "),
        "{notes:?}"
    );
    assert_eq!(fit(), (2, Vec::new()));
    fs::remove_dir_all(&folder.0).expect("removed");
    let (fits, notes) = fit();
    assert_eq!(fits, 3);
    assert!(notes[0].starts_with("scale: computed, but not kept in the cache: "), "{notes:?}");
}

#[test]
fn an_output_of_the_fit_that_differs_from_the_prediction_is_cached_too() {
    let (_folder, store) = Temporary::new("outputs");
    let (x, _) = rows(1, 30, 3, 2);
    let run = Run::new();
    let context = Context::root(&run, "scale", Phase::Fit);
    let step = Cached { store: Some(store), step: CrossFit::<StandardScaler, 3>::default() };
    let (fitted, out) = step.fit_transform(x.clone(), (), &context).expect("fits");
    assert_eq!(step.fit_transform(x.clone(), (), &context).expect("fits").1, out);
    assert_ne!(fitted.transform(x).expect("finite"), out);
}
