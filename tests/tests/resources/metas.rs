//! Meta-steps forward the resources of the inner step.

use shapeflow::cache::Store;
use shapeflow::steps::Sharing;

use super::*;

pipeline! {
    Pair(x: f32[n, d]) -> f32[n, d] { x |> Trained |> Device }
    Wrapped(x: f32[n, d], items: f32[i, n, d]) -> f32[n, d] {
        a = x |> Retry<Trained>;
        b = a |> CrossFit<Trained, 2>;
        c = b |> Bagging<Trained, 2>;
        e = items |> ForEach<Trained> { sharing: Sharing::Each } |> ForEach<Device> |> Flattened<Trained>;
        folded = e |> SumItems;
        [c, folded] |> Sum |> OnlyFit<Trained> |> optional Device
    }
    Nested(x: f32[n, d]) -> f32[n, d] { x |> Bagging<Pair, 2> |> CrossFit<Pair, 2> }
}

/// Adds the items.
#[step("[i, n, d] -> [n, d]")]
fn sum_items(x: ArrayView3<'_, f32>) -> Array2<f32> {
    x.sum_axis(Axis(0))
}

fn trained(log: &Log) -> Trained {
    Trained { log: log.clone(), predicts: true }
}

fn wrapped() -> (Log, Wrapped) {
    let (log, mut wrapped) = (Log::default(), Wrapped::default());
    wrapped.a.step = trained(&log);
    wrapped.b.step = trained(&log);
    wrapped.c.step = trained(&log);
    wrapped.e.for_each.step = trained(&log);
    wrapped.e.for_each_2.step.log = log.clone();
    wrapped.e.flattened.step = trained(&log);
    wrapped.output.only_fit.step = trained(&log);
    wrapped.output.device.step.log = log.clone();
    (log, wrapped)
}

/// The resources that were opened, followed by the number of uses of each path.
fn counted(lines: &[String]) -> (Vec<&str>, usize) {
    let opened: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("open ")).collect();
    let closed: Vec<&str> = lines.iter().rev().filter_map(|line| line.strip_prefix("close ")).collect();
    assert_eq!(opened, closed);
    (opened.clone(), lines.len() - 2 * opened.len())
}

#[test]
fn all_uses_of_an_inner_step_share_the_resources_of_its_meta_step() -> Result<()> {
    let (log, wrapped) = wrapped();
    let items = Array3::zeros((2, 4, 2));
    let (model, _) = wrapped.fit_transform(table(4, 2), &items)?;
    let fit = log.take();
    let nodes = [
        "wrapped.a",
        "wrapped.b",
        "wrapped.c",
        "wrapped.e.for_each",
        "wrapped.e.for_each_2",
        "wrapped.e.flattened",
        "wrapped.output.only_fit",
        "wrapped.output.device",
    ];
    let (mut opened, uses) = counted(&fit);
    opened.sort_unstable();
    let mut expected = nodes;
    expected.sort_unstable();
    assert_eq!(opened, expected);
    // Retry 1 + 1, two folds 2 * (1 + 1) and all rows 1, two copies 2 * (1 + 1), two items 2 * (1 + 1), one step for
    // two items 2, flattened 1 + 1, only fit 1 + 1, device 1.
    assert_eq!(uses, 2 + 5 + 4 + 4 + 2 + 2 + 2 + 1);
    assert!(fit.iter().any(|line| line == "train wrapped.c for wrapped.c.copy1"), "{fit:?}");
    assert!(fit.iter().any(|line| line == "train wrapped.b for wrapped.b.fold0"), "{fit:?}");

    model.predict(table(4, 2), items)?;
    let predict = log.take();
    let (mut opened, uses) = counted(&predict);
    opened.sort_unstable();
    let expected = [
        "wrapped.a",
        "wrapped.b",
        "wrapped.c.copy0",
        "wrapped.c.copy1",
        "wrapped.e.flattened",
        "wrapped.e.for_each.item0",
        "wrapped.e.for_each.item1",
        "wrapped.e.for_each_2",
        "wrapped.output.device",
    ];
    assert_eq!(opened, expected);
    assert_eq!(uses, 1 + 1 + 2 + 2 + 2 + 1 + 1);
    Ok(())
}

#[test]
fn a_step_that_is_left_out_opens_no_resource() -> Result<()> {
    let (log, mut wrapped) = wrapped();
    wrapped.output.device.present = false;
    let (model, _) = wrapped.fit_transform(table(4, 2), Array3::zeros((2, 4, 2)))?;
    model.predict(table(4, 2), Array3::zeros((2, 4, 2)))?;
    assert!(log.take().iter().all(|line| !line.contains("wrapped.output.device")));
    Ok(())
}

#[test]
fn a_nested_pipeline_finds_its_open_resources() -> Result<()> {
    let (log, mut nested) = (Log::default(), Nested::default());
    for pair in [&mut nested.output.bagging.step, &mut nested.output.cross_fit.step] {
        pair.output.trained = trained(&log);
        pair.output.device.log = log.clone();
    }
    let (model, _) = nested.fit_transform(table(4, 2))?;
    let lines = log.take();
    let (opened, _) = counted(&lines);
    let nodes = [
        "bagging.output.trained",
        "bagging.output.device",
        "cross_fit.output.trained",
        "cross_fit.output.device",
    ];
    assert_eq!(opened, nodes.map(|node| format!("nested.output.{node}")));
    assert!(lines[..4].iter().all(|line| line.starts_with("open")), "{lines:?}");
    model.predict(table(4, 2))?;
    let lines = log.take();
    let (opened, uses) = counted(&lines);
    assert_eq!((opened.len(), uses), (6, 6), "{lines:?}");
    assert!(lines[..6].iter().all(|line| line.starts_with("open")), "{lines:?}");
    Ok(())
}

pipeline! {
    Thawed(x: f32[n, d]) -> f32[n, d] { x |> Center |> Device }
}

#[test]
fn a_frozen_step_holds_the_resources_of_its_fitted_form() -> Result<()> {
    let log = Log::default();
    let frozen = Frozen::<Trained>::new(trained(&log));
    let run = Run::new();
    let context = Context::root(&run, "frozen", Phase::Fit);
    let error = frozen.fit_transform(table(1, 1).into_shared(), (), &context).expect_err("not in a pipeline");
    assert!(error.to_string().contains("has opened nothing"), "{error}");
    const { assert!(Frozen::<Trained>::HOLDS && Retry::<Frozen<Thawed>>::HOLDS && !Retry::<Frozen<Thin>>::HOLDS) };
    Ok(())
}

pipeline! {
    Thin(x: f32[n, d]) -> f32[n, d] { x |> Center }
}

impl Save for Trained {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut shapeflow::save::Writer<'_>) -> Result<()> {
        out.field("predicts", &self.predicts)
    }

    fn load(state: &mut shapeflow::save::Reader<'_>) -> Result<Self> {
        Ok(Self { log: Log::default(), predicts: state.field("predicts")? })
    }
}

impl Hyperparameters for Trained {
    type Paths = ();

    fn space() -> Result<Space> {
        Ok(Space::new())
    }

    fn assignment(&self) -> Assignment {
        Assignment::new()
    }

    fn set(&mut self, path: &str, _: &shapeflow::space::Value) -> Result<()> {
        Err(Error::new(format!("no {path}")))
    }

    fn paths(_: &shapeflow::space::Path) {}
}

pipeline! {
    Kept(x: f32[n, d]) -> f32[n, d] { x |> Cached<Trained> }
}

#[test]
fn a_cached_step_opens_the_resources_of_the_inner_step() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("shapeflow-held-{}", std::process::id()));
    let log = Log::default();
    let mut kept = Kept::default();
    kept.output = Cached { store: Some(Store::open(&folder)?), step: trained(&log) };
    kept.fit(table(2, 2))?;
    assert_eq!(log.take(), ["open kept.output", "train kept.output for kept.output", "close kept.output"]);
    kept.fit(table(2, 2))?;
    std::fs::remove_dir_all(folder)?;
    assert_eq!(log.take(), ["open kept.output", "close kept.output"]);
    Ok(())
}

/// Succeeds on the second attempt; what it opened in the first is released.
#[derive(Debug, Clone, Default)]
struct Busy {
    log: Log,
    asked: Arc<Mutex<usize>>,
}

#[step("[n, d] -> [n, d]")]
impl Busy {
    fn transform(&self, x: Array2<f32>) -> Array2<f32> {
        x
    }
}

impl Holds for Busy {
    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        let handle = Handle::open(&self.log, opening);
        opening.keep(handle);
        let mut asked = self.asked.lock().expect("no panic");
        *asked += 1;
        if *asked % 2 == 1 {
            return Err(std::io::Error::new(std::io::ErrorKind::TimedOut, "no answer within 1 s").into());
        }
        Ok(())
    }

    fn open_fitted(fitted: &Self, opening: &mut Opening<'_>) -> Result<()> {
        fitted.open(opening)
    }
}

pipeline! {
    Called(x: f32[n, d]) -> f32[n, d] { x |> Device |> Retry<Busy> { pause_milliseconds: 1 } }
}

#[test]
fn a_failed_opening_is_retried() -> Result<()> {
    let (log, mut called) = (Log::default(), Called::default());
    called.output.device.log = log.clone();
    called.output.retry.step.log = log.clone();
    called.fit(table(1, 1))?.predict(table(1, 1))?;
    let device = ["open called.output.device", "use called.output.device for called.output.device"];
    let busy = ["open called.output.retry", "close called.output.retry"];
    let once = [device[0], busy[0], busy[1], busy[0], device[1], busy[1], "close called.output.device"];
    // Nothing learns, so a fit runs nothing.
    assert_eq!(log.take(), once);
    called.output.retry.attempts = 1;
    let error = called.fit_transform(table(1, 1)).expect_err("no second attempt");
    assert_eq!(error.to_string(), "called.output.retry: fit: open: no answer within 1 s");
    assert_eq!(log.take(), [device[0], busy[0], busy[1], "close called.output.device"]);
    Ok(())
}
