//! A fit from batches and a stream open once, for all batches.

use shapeflow::batches::{Rows, Source};
use shapeflow::step::{Learn, Mergeable};

use super::*;

pipeline! {
    Scaled(x: f32[n, d]) -> f32[n, d] { x |> Device |> StandardScaler |> MinMaxScaler }
    Around(x: f32[n, d]) -> f32[n, d] { x |> Scaled |> StandardScaler }
}

/// Counts rows with a device, and needs none to predict.
#[derive(Debug, Clone, Default)]
struct Counted {
    log: Log,
}

impl Step for Counted {
    type Fitted = Flatten;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Holds for Counted {
    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        let handle = Handle::open(&self.log, opening);
        opening.keep(handle);
        Ok(())
    }

    fn open_fitted(_: &Flatten, _: &mut Opening<'_>) -> Result<()> {
        Ok(())
    }
}

impl Mergeable for Counted {}

impl Learn<ArcArray2<f32>> for Counted {
    type State = usize;

    fn start(&self, _: &Context<'_>) -> Result<usize> {
        Ok(0)
    }

    fn update(&self, rows: &mut usize, x: ArcArray2<f32>, (): (), context: &Context<'_>) -> Result<()> {
        *rows += x.nrows();
        Handle::used(context, "count")
    }

    fn merge(&self, earlier: &mut usize, later: usize) -> Result<()> {
        *earlier += later;
        Ok(())
    }

    fn finish(&self, _: usize, _: &Context<'_>) -> Result<Flatten> {
        Ok(Flatten)
    }
}

pipeline! {
    Counting(x: f32[n, d]) -> f32[n, d] { x |> counted: Counted }
    AroundCounting(x: f32[n, d]) -> f32[n, d] { x |> Counting }
}

fn scaled() -> (Log, Scaled) {
    let scaled = Scaled::default();
    (scaled.output.device.log.clone(), scaled)
}

/// `open`, so many times `use`, `close`.
fn used(times: usize) -> Vec<String> {
    let mut lines = vec!["open scaled.output.device".to_owned()];
    lines.extend(vec!["use scaled.output.device for scaled.output.device".to_owned(); times]);
    lines.push("close scaled.output.device".to_owned());
    lines
}

#[test]
fn all_passes_over_the_batches_use_resources_opened_once() -> Result<()> {
    let (log, scaled) = scaled();
    let source = Rows::of(table(5, 2).into_shared()).by(2)?;
    let mut model = scaled.fit_batches(&source)?;
    assert_eq!(log.take(), used(2 * 3));
    scaled.partial_fit(&mut model, table(2, 2))?;
    assert_eq!(log.take(), used(1));
    Ok(())
}

#[test]
fn a_nested_pipeline_uses_resources_opened_once_for_all_passes() -> Result<()> {
    let around = Around::default();
    let log = around.output.scaled.output.device.log.clone();
    around.fit_batches(Rows::of(table(5, 2).into_shared()).by(2)?)?;
    let lines = log.take();
    let device = "around.output.scaled.output.device";
    assert_eq!((lines.len(), lines[0].clone()), (2 + 3 * 3, format!("open {device}")));
    assert_eq!(lines[10], format!("close {device}"));
    assert!(lines[1..10].iter().all(|line| *line == format!("use {device} for {device}")), "{lines:?}");
    Ok(())
}

#[test]
fn parts_use_resources_opened_once_for_all_batches() -> Result<()> {
    for threads in [1, 2] {
        let run = Run::new().threads(threads)?.parts(3);
        let source = Rows::of(table(5, 2).into_shared()).by(1)?;
        let counting = Counting::default();
        counting.fit_batches_with(&run, &source)?;
        assert_eq!(counting.output.counted.log.take().len(), 1 + 5 + 1, "{threads} threads");
        let around = AroundCounting::default();
        around.fit_batches_with(&run, &source)?;
        assert_eq!(around.output.output.counted.log.take().len(), 1 + 5 + 1, "{threads} threads");
    }
    Ok(())
}

#[test]
fn a_failing_batch_releases_open_resources() -> Result<()> {
    let (log, scaled) = scaled();
    let nothing = shapeflow::batches::from_fn(|| {
        Ok([Ok(table(2, 2).into_shared()), Err(Error::new("the file ends"))].into_iter())
    });
    let error = scaled.fit_batches(nothing).expect_err("the file ends");
    assert!(error.to_string().contains("the file ends (in batch 1 of pass 0"), "{error}");
    assert_eq!(log.take(), used(1));
    Ok(())
}

#[test]
fn a_stream_opens_once_and_releases_when_it_is_dropped() -> Result<()> {
    for threads in [1, 2, 4] {
        let (log, scaled) = scaled();
        let model = Arc::new(scaled.fit(table(4, 2))?);
        let run = Run::new().threads(threads)?;
        let source = Rows::of(table(10, 2).into_shared()).by(2)?;
        log.take();
        let mut stream = model.stream_with(&run, source.pass(0)?);
        assert_eq!(log.take(), ["open scaled.output.device"]);
        for output in &mut stream {
            assert_eq!(output?.nrows(), 2);
        }
        drop(stream);
        assert_eq!(log.take(), used(5)[1..], "{threads} threads");
    }
    Ok(())
}

#[test]
fn a_stream_that_is_dropped_half_way_releases_after_its_last_batch() -> Result<()> {
    for threads in [1, 2, 4] {
        let (log, scaled) = scaled();
        let model = Arc::new(scaled.fit(table(4, 2))?);
        log.take();
        let source = Rows::of(table(100, 2).into_shared()).by(1)?;
        let run = Run::new().threads(threads)?;
        let mut stream = model.stream_with(&run, source.pass(0)?).in_flight(8);
        stream.next().expect("100 batches")?;
        drop(stream);
        let lines = log.take();
        assert_eq!(lines.first().map(String::as_str), Some("open scaled.output.device"));
        assert_eq!(lines.last().map(String::as_str), Some("close scaled.output.device"));
        assert_eq!(lines.iter().filter(|line| line.starts_with("close")).count(), 1);
        assert!(lines.len() <= 2 + 9, "{lines:?}");
    }
    Ok(())
}

#[test]
fn a_stream_that_cannot_open_returns_one_error() -> Result<()> {
    let (_, scaled) = scaled();
    let model = scaled.fit(table(4, 2))?;
    let mut broken = model.clone();
    broken.output.device.mishap = Mishap::Error;
    let source = Rows::of(table(4, 2).into_shared()).by(2)?;
    let outputs: Vec<_> = Arc::new(broken).stream(source.pass(0)?).collect();
    assert_eq!(outputs.len(), 1);
    let error = outputs.into_iter().next().expect("one item").expect_err("no such device");
    assert_eq!(error.to_string(), "scaled.output.device: predict: open: no such device");
    Ok(())
}

#[test]
fn a_stream_uses_resources_opened_by_the_caller() -> Result<()> {
    let (log, scaled) = scaled();
    let model = Arc::new(scaled.fit(table(4, 2))?);
    let run = model.open(&Run::new())?;
    log.take();
    let source = Rows::of(table(4, 2).into_shared()).by(2)?;
    for output in model.stream_with(&run, source.pass(0)?) {
        output?;
    }
    assert!(log.take().iter().all(|line| line.starts_with("use")));
    drop(run);
    assert_eq!(log.take(), ["close scaled.output.device"]);
    Ok(())
}
