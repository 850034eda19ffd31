//! Batches: an inverse waits for the pass in which its step is fitted; steps that change rows need all rows at once.

use std::sync::{Arc, Mutex};

use shapeflow::batches::Rows;
use shapeflow::prelude::*;
use shapeflow::step::{Event, EventKind, FitOnly, Observer};

use crate::two_groups;

pipeline! {
    Sides(x: f64[n, 2]) fit(side: String[n]) -> String[n] {
        label = side |> LabelEncoder;
        probs = x |> StandardScaler |> SgdClassifier<2> { epochs: 3 }.fit(label);
        probs |> ArgMax |> inverse(label)
    }

    /// The ranges use only the inverse of the scaler, and wait for it.
    Moved(x: f64[n, 2], z: f64[n, 2]) -> f64[n, 2] {
        scaled = x |> StandardScaler;
        moved  = z |> inverse(scaled);
        ranges = moved |> MinMaxScaler;
        ranges
    }

    /// A step of another pipeline.
    Around(x: f64[n, 2], z: f64[n, 2]) -> f64[n, 2] { (x, z) |> Moved |> StandardScaler }

    Dropped(x: f64[n, 2]) fit(y: f64[n]) -> f64[n, 2] {
        (x2, _y) = (x, y) |> DropOutliers;
        scaled   = x2 |> StandardScaler;
        scaled
    }

    Halved(x: f64[n, 2]) fit(y: f64[n]) -> f64[n, 2] {
        (x2, _y) = (x, y) |> Half;
        scaled   = x2 |> StandardScaler;
        scaled
    }
}

/// Every other row: a step that does not declare that it cannot learn from batches.
#[derive(Debug, Clone, Default)]
struct Half;

impl Stateless for Half {
    const SIGNATURE: Signature = Signature::new("[n, d], [n] -> [half, d], [half]", &[]);
}

impl FitOnly for Half {}

impl Transform<(ArcArray2<f64>, ArcArray1<f64>)> for Half {
    type Out = (ArcArray2<f64>, ArcArray1<f64>);
    fn transform(&self, (x, y): (ArcArray2<f64>, ArcArray1<f64>)) -> Result<Self::Out> {
        let rows: Vec<_> = (0..y.len()).step_by(2).collect();
        Ok((x.select(Axis(0), &rows).into_shared(), y.select(Axis(0), &rows).into_shared()))
    }
}

fn names(rows: usize) -> ArcArray1<String> {
    Array1::from_shape_fn(rows, |row| if row % 2 == 0 { "left" } else { "right" }.to_owned()).into_shared()
}

/// Two tables; the second has small numbers.
fn tables(rows: usize) -> (ArcArray2<f64>, ArcArray2<f64>) {
    let x = Array2::from_shape_fn((rows, 2), |(row, column)| ((row * 7 + column * 3) % 11) as f64);
    let z = Array2::from_shape_fn((rows, 2), |(row, column)| ((row * 5 + column) % 7) as f64 / 7.0);
    (x.into_shared(), z.into_shared())
}

fn assert_close(one: &Array2<f64>, other: &Array2<f64>) {
    assert_eq!(one.dim(), other.dim());
    assert!(one.iter().zip(other).all(|(a, b)| (a - b).abs() < 1e-9), "{one} {other}");
}

/// The nodes that learn, and those that transform.
#[derive(Default)]
struct Log(Mutex<Vec<String>>);

impl Observer for Log {
    fn event(&self, event: &Event<'_>) {
        if let EventKind::Ended { outputs } = &event.kind {
            let what = if outputs.is_empty() { "learns" } else { "transforms" };
            self.0.lock().expect("no panic").push(format!("{} {what}", event.path));
        }
    }
}

#[test]
fn labels_are_learned_from_batches_and_inverted() -> Result<()> {
    let (x, side) = (two_groups(40).into_shared(), names(40));
    let mut model = Sides::default().fit_batches(Rows::of((x.clone(), side.clone())).by(7)?)?;
    assert_eq!(model.predict(&x)?, side);
    assert_eq!(Sides::default().passes()?, 1 + 3);
    Sides::default().partial_fit(&mut model, &x, &side)?;
    assert_eq!(model.predict(&x)?, side);
    Ok(())
}

/// The messages of a run.
#[derive(Default)]
struct Notes(Mutex<Vec<String>>);

impl Observer for Notes {
    fn event(&self, event: &Event<'_>) {
        if let EventKind::Noted { message } = &event.kind {
            self.0.lock().expect("no panic").push(format!("{}: {message}", event.path));
        }
    }
}

/// The classifier has learned the numbers of the labels, so a later label does not change them; one that has no class is an error.
#[test]
fn a_label_that_is_learned_later_changes_no_other() -> Result<()> {
    let (x, side) = (two_groups(40).into_shared(), names(40));
    let mut model = Sides::default().fit(&x, &side)?;
    let before = model.clone();
    let mut more = side.to_owned();
    more[3] = "above".to_owned();
    let notes = Arc::new(Notes::default());
    let run = Run::new().observer(notes.clone());
    let error =
        Sides::default().partial_fit_with(&run, &mut model, &x, more).expect_err("3 labels, 2 classes");
    assert_eq!(
        error.to_string(),
        "sides.probs.sgd_classifier: fit: labels must be the classes 0 to 1, but row 3 (counted from 0) has 2; number the \
         classes from 0 with a label encoder, and use a step with as many classes as it has labels"
    );
    assert_eq!(
        *notes.0.lock().expect("no panic"),
        ["sides.label: the label \"above\" is new and gets the class 2"]
    );
    assert_eq!(model.label, before.label);
    assert_eq!(model.predict(&x)?, side);

    // The first batch has one of the two labels, and the second the other, which sorts before it.
    let mut model = Sides::default().fit(&x, Array1::from_elem(40, "right".to_owned()))?;
    Sides::default().partial_fit(&mut model, &x, &side)?;
    assert_eq!(model.label.classes(), ["right", "left"]);
    Ok(())
}

#[test]
fn an_inverse_in_batches_is_that_of_all_rows() -> Result<()> {
    let (x, z) = tables(23);
    assert_eq!(Moved::default().passes()?, 2);
    let whole = Moved::default().fit(&x, &z)?.predict(&x, &z)?;
    for threads in [1, 8] {
        let (log, rows) = (Arc::new(Log::default()), Rows::of((x.clone(), z.clone())).by(12)?);
        let run = Run::new().threads(threads)?.observer(log.clone());
        let model = Moved::default().fit_batches_with(&run, rows)?;
        assert_close(&model.predict(&x, &z)?, &whole);
        assert_eq!(
            *log.0.lock().expect("no panic"),
            [
                "moved.scaled learns",
                "moved.scaled learns",
                "moved.moved.inverse transforms",
                "moved.ranges learns",
                "moved.moved.inverse transforms",
                "moved.ranges learns",
            ]
        );
    }
    let around = Around::default().fit_batches(Rows::of((x.clone(), z.clone())).by(5)?)?;
    assert_close(&around.predict(&x, &z)?, &Around::default().fit(&x, &z)?.predict(&x, &z)?);
    Ok(())
}

#[test]
fn an_inverse_follows_its_step_through_partial_fits() -> Result<()> {
    let (x, z) = tables(20);
    let mut model = Moved::default().fit(&x, &z)?;
    let (log, more) = (Arc::new(Log::default()), x.mapv(|x| 3.0 * x));
    let run = Run::new().observer(log.clone());
    Moved::default().partial_fit_with(&run, &mut model, &more, &z)?;
    assert_eq!(
        *log.0.lock().expect("no panic"),
        ["moved.scaled learns", "moved.moved.inverse transforms", "moved.ranges learns"]
    );
    assert_eq!(model.scaled.rows(), 40);
    // By then the scaler has seen both tables, and its inverse has the widest range.
    let highest = model.predict(&x, &z)?.fold_axis(Axis(0), f64::MIN, |highest, value| highest.max(*value));
    assert!(highest.iter().all(|highest| (highest - 1.0).abs() < 1e-9), "{highest}");
    Ok(())
}

#[test]
fn a_step_that_changes_rows_needs_all_of_them() -> Result<()> {
    let (x, y) = (two_groups(8).into_shared(), Array1::<f64>::zeros(8).into_shared());
    let fitted = Halved::default().fit(&x, &y)?;
    assert_eq!((fitted.scaled.rows(), fitted.predict(&x)?.nrows()), (4, 8));

    let error = Halved::default().fit_batches(Rows::of((x.clone(), y.clone())).by(4)?).expect_err("batches");
    let message =
        "a step that acts only while fitting needs all rows at once, but the pipeline learns from batches";
    assert!(error.to_string().starts_with(&format!("halved.x2__y: fit: {message}")), "{error}");
    let error = Halved::default().partial_fit(&mut fitted.clone(), &x, &y).expect_err("more rows");
    assert!(error.to_string().starts_with(&format!("halved.x2__y: fit: {message}")), "{error}");
    Ok(())
}

#[test]
fn a_pipeline_reports_a_step_that_needs_all_rows() -> Result<()> {
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let pipeline = Dropped::default();
    assert!(Fit::<ArcArray2<f64>, ArcArray1<f64>>::learning(&pipeline, &context)?.is_none());
    Ok(())
}
