//! The first error stops the rest and names its node; a panic is such an error.

use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

use shapeflow::ErrorKind;

use super::*;

/// Fails in the chosen phase.
#[derive(Debug, Clone, Default)]
struct Fails {
    fitting: Option<&'static str>,
    predicting: Option<&'static str>,
    panics: bool,
}

fn fail(message: Option<&'static str>, panics: bool) -> Result<()> {
    match message {
        Some(message) if panics => panic!("{message}"),
        Some(message) => Err(Error::new(message)),
        None => Ok(()),
    }
}

#[derive(Debug, Clone)]
struct FittedFails(Fails);

#[step("[n, d] -> [n, d]")]
impl Fails {
    fn fit(&self, _: ArrayView2<'_, f32>) -> Result<FittedFails> {
        fail(self.fitting, self.panics)?;
        Ok(FittedFails(self.clone()))
    }
}

#[step]
impl FittedFails {
    fn transform(&self, x: Array2<f32>) -> Result<Array2<f32>> {
        fail(self.0.predicting, self.0.panics)?;
        Ok(x)
    }
}

/// Counts how often it ran.
#[derive(Debug, Clone, Default)]
struct Ran(Arc<AtomicUsize>);

#[step("[n, d] -> [n, d]")]
impl Ran {
    fn transform(&self, x: Array2<f32>) -> Array2<f32> {
        self.0.fetch_add(1, Ordering::SeqCst);
        x
    }
}

pipeline! {
    Digits(image: f32[n, 4]) -> f32[n, 4] {
        strokes = image |> Strokes;
        after = strokes |> Ran;
        after |> Center
    }

    Strokes(image: f32[n, 4]) -> f32[n, 4] {
        deep = { inner = image |> OneMore |> Depth; inner };
        deep
    }

    Depth(image: f32[n, 4]) -> f32[n, 4] {
        image |> pca: Fails
    }
}

fn digits(fails: Fails) -> (Digits, Arc<AtomicUsize>) {
    let mut digits = Digits::default();
    digits.strokes.deep.inner.depth.output.pca = fails;
    let ran = digits.after.0.clone();
    (digits, ran)
}

#[test]
fn an_error_has_the_path_through_all_pipelines_and_stops_the_rest() -> Result<()> {
    for run in runs() {
        for rows in [2, MANY] {
            let (pipeline, ran) =
                digits(Fails { fitting: Some("12 components need 12 rows"), ..Fails::default() });
            let error = pipeline.fit_with(&run, table(rows, 4)).expect_err("it fails");
            assert_eq!(
                error.to_string(),
                "digits.strokes.deep.inner.depth.output.pca: fit: 12 components need 12 rows"
            );
            assert_eq!(error.path(), "digits.strokes.deep.inner.depth.output.pca");
            assert_eq!((error.phase(), error.kind()), (Some(Phase::Fit), ErrorKind::Step));
            assert_eq!(ran.load(Ordering::SeqCst), 0);

            // A step that transforms during a fit reports the phase of the run.
            let (pipeline, ran) = digits(Fails { predicting: Some("too far out"), ..Fails::default() });
            let error = pipeline.fit_with(&run, table(rows, 4)).expect_err("it fails");
            assert_eq!(error.to_string(), "digits.strokes.deep.inner.depth.output.pca: fit: too far out");
            assert_eq!(ran.load(Ordering::SeqCst), 0);

            let (pipeline, _) = digits(Fails::default());
            let mut model = pipeline.fit_with(&run, table(rows, 4))?;
            model.strokes.deep.inner.depth.output.pca.0.predicting = Some("too far out");
            let error = model.predict_with(&run, table(rows, 4)).expect_err("it fails");
            assert_eq!(error.to_string(), "digits.strokes.deep.inner.depth.output.pca: predict: too far out");
            assert_eq!(error.phase(), Some(Phase::Predict));
        }
    }
    Ok(())
}

/// Hides the panics of these tests; others are still printed.
fn silence() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let shown = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let meant = info.payload_as_str().is_some_and(|text| text.starts_with("meant:"));
            if !meant && info.payload_as_str().is_some() {
                shown(info);
            }
        }));
    });
}

#[test]
fn a_panic_is_an_error_with_its_path_and_the_process_continues() -> Result<()> {
    silence();
    for run in runs() {
        for rows in [2, MANY] {
            let fails = Fails { fitting: Some("meant: index 3 of 2"), panics: true, ..Fails::default() };
            let error = digits(fails).0.fit_with(&run, table(rows, 4)).expect_err("it panics");
            let text =
                "digits.strokes.deep.inner.depth.output.pca: fit: the step panicked: meant: index 3 of 2";
            assert_eq!((error.to_string().as_str(), error.kind()), (text, ErrorKind::Panic));

            // The same pool runs the next graph.
            let (pipeline, ran) = digits(Fails::default());
            pipeline.fit_with(&run, table(rows, 4))?;
            assert_eq!(ran.load(Ordering::SeqCst), 1);
        }
    }
    Ok(())
}

/// Panics with a payload that is not a text.
#[step("[n, d] -> [n, d]")]
fn panics_oddly(x: Array2<f32>) -> Array2<f32> {
    std::panic::panic_any(x.len())
}

/// A value whose `clone` panics.
#[derive(Debug)]
struct PanicsOnClone;

impl Clone for PanicsOnClone {
    fn clone(&self) -> Self {
        panic!("meant: no copy")
    }
}

/// Reads its input.
#[step("[] -> []")]
fn look(_: PanicsOnClone) -> u8 {
    1
}

pipeline! {
    Odd(x: f32[n, d]) -> f32[n, d] { x |> PanicsOddly }

    Copies(x: PanicsOnClone) -> (u8, u8) {
        a = x |> Look;
        b = x |> Look;
        (a, b)
    }
}

#[test]
fn panics_of_other_kinds_are_errors_too() -> Result<()> {
    silence();
    let model = Odd::default().fit(table(2, 2))?;
    let error = model.predict(table(2, 2)).expect_err("it panics");
    assert_eq!(error.to_string(), "odd.output: predict: the step panicked: (without a message)");
    let error = Copies::default().fit(PanicsOnClone)?.predict(PanicsOnClone).expect_err("the copy panics");
    assert_eq!(error.to_string(), "copies.a: predict: the step panicked: meant: no copy");
    Ok(())
}

pipeline! {
    Siblings(x: f32[n, 2]) -> f32[n, 2] {
        a = x |> Fails;
        b = x |> Fails;
        c = x |> Fails;
        [a, b, c] |> Sum
    }
}

#[test]
fn inline_the_first_of_several_errors_is_reported_always() {
    let fails = |text| Fails { fitting: Some(text), ..Fails::default() };
    let pipeline = Siblings { a: Fails::default(), b: fails("second"), c: fails("third"), output: Sum };
    let run = Run::new().threads(1).expect("inline");
    let error = pipeline.fit_with(&run, table(MANY, 2)).expect_err("two fail");
    assert_eq!(error.to_string(), "siblings.b: fit: second");
    let error =
        pipeline.fit_with(&Run::new().threads(4).expect("threads"), table(MANY, 2)).expect_err("two fail");
    assert!(
        ["siblings.b: fit: second", "siblings.c: fit: third"].contains(&error.to_string().as_str()),
        "{error}"
    );
}

/// A value that panics when it is dropped.
#[derive(Debug, Clone)]
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

#[step("[n, d] -> []", name = MakeBomb)]
fn bomb(_x: ArrayView2<'_, f32>) -> Bomb {
    Bomb
}

#[step("[n, d], [], [] -> [n, d]")]
fn joined(x: Array2<f32>, first: Bomb, second: Bomb) -> Array2<f32> {
    std::mem::forget((first, second));
    x
}

pipeline! {
    Bombs(x: f32[n, 2]) -> f32[n, 2] {
        first  = x |> MakeBomb;
        second = x |> MakeBomb;
        third  = x |> Fails;
        (third, first, second) |> Joined |> Center
    }
}

/// Values are left in slots when a node fails.
#[test]
fn a_panic_while_a_value_is_dropped_does_not_escape() -> Result<()> {
    let mut bombs = Bombs::default();
    bombs.fit(table(3, 2))?;
    bombs.third.fitting = Some("third fails");
    let error = bombs.fit_with(&Run::new().threads(1)?, table(3, 2)).expect_err("a node fails");
    assert_eq!(error.to_string(), "bombs.third: fit: third fails");
    Ok(())
}
