//! Resources that a caller opens for many runs, and nested pipelines.

use super::*;

pipeline! {
    Inner(x: f32[n, d]) -> f32[n, d] { x |> Device |> learnt: Trained }
    Outer(x: f32[n, d]) -> f32[n, d] {
        first = x |> Device;
        inner = first |> Inner;
        last = inner |> Device;
        last |> learnt: Trained
    }
    Plain(x: f32[n, d]) -> f32[n, d] { x |> OneMore |> Center }
    Plainer(x: f32[n, d]) -> f32[n, d] { x |> Plain |> Center }
}

fn outer() -> (Log, Outer) {
    let (log, mut outer) = (Log::default(), Outer::default());
    let inner = &mut outer.inner.output;
    for device in [&mut outer.first, &mut inner.device, &mut outer.last] {
        device.log = log.clone();
    }
    inner.learnt = Trained { log: log.clone(), predicts: true };
    outer.output.learnt.log = log.clone();
    (log, outer)
}

fn lines(verb: &str, nodes: &[&str]) -> Vec<String> {
    nodes.iter().map(|node| format!("{verb} {node}")).collect()
}

#[test]
fn many_predictions_use_resources_opened_once() -> Result<()> {
    let (log, outer) = outer();
    let model = outer.fit(table(2, 2))?;
    log.take();
    let run = model.open(&Run::new())?;
    let nodes = ["outer.first", "outer.inner.output.device", "outer.inner.output.learnt", "outer.last"];
    assert_eq!(log.take(), lines("open", &nodes));
    for _ in 0..3 {
        model.predict_with(&run, table(2, 2))?;
        let used: Vec<_> = nodes.iter().map(|node| format!("use {node} for {node}")).collect();
        assert_eq!(log.take(), used);
    }
    let other = run.clone().seed(7);
    drop(run);
    assert!(log.take().is_empty());
    drop(other);
    assert_eq!(log.take(), lines("close", &nodes.into_iter().rev().collect::<Vec<_>>()));
    Ok(())
}

#[test]
fn a_fit_of_a_nested_pipeline_opens_all_in_topological_order() -> Result<()> {
    let (log, outer) = outer();
    outer.fit(table(2, 2))?;
    let nodes = [
        "outer.first",
        "outer.inner.output.device",
        "outer.inner.output.learnt",
        "outer.last",
        "outer.output.learnt",
    ];
    let all = log.take();
    assert_eq!(all[..5], lines("open", &nodes));
    assert_eq!(all[all.len() - 5..], lines("close", &nodes.into_iter().rev().collect::<Vec<_>>()));
    Ok(())
}

#[test]
fn an_error_names_the_node_of_the_nested_pipeline() {
    let (log, mut outer) = outer();
    outer.inner.output.device.mishap = Mishap::Panic;
    let error = outer.fit(table(2, 2)).expect_err("no such device");
    assert_eq!(error.to_string(), "outer.inner.output.device: fit: open: the step panicked: short circuit");
    assert_eq!(log.take(), ["open outer.first", "close outer.first"]);
}

#[test]
fn resources_opened_for_predictions_are_not_open_for_a_fit_or_another_pipeline() -> Result<()> {
    let (log, outer) = outer();
    let model = outer.fit(table(2, 2))?;
    let run = outer.open(&model.open(&Run::new())?)?;
    log.take();
    outer.fit_with(&run, table(2, 2))?;
    model.predict_with(&run, table(2, 2))?;
    assert!(log.take().iter().all(|line| line.starts_with("use") || line.starts_with("train")));
    let (other_log, chain) = chain();
    chain.fit_with(&run, table(2, 2))?;
    assert_eq!(other_log.take().iter().filter(|line| line.starts_with("open")).count(), 3);
    drop(run);
    // Opened last, released first.
    assert_eq!(log.take()[..2], ["close outer.output.learnt", "close outer.last"]);
    Ok(())
}

#[test]
fn a_step_that_was_not_opened_reports_what_to_do() {
    let error = Device::default().transform(table(1, 1).into_shared()).expect_err("nothing is open");
    assert_eq!(
        error.to_string(),
        "expected an open `resources::Handle`, but the step has opened nothing; keep one in `Holds::open`, for fitting, \
         and in `Holds::open_fitted`, for predicting, and run the step in a pipeline"
    );
}

#[test]
fn pipelines_without_resources_hold_nothing() -> Result<()> {
    const { assert!(!Plain::HOLDS && !Plainer::HOLDS && Inner::HOLDS && Outer::HOLDS) };
    let model = Plainer::default().fit(table(2, 2))?;
    let run = model.open(&Run::new())?;
    assert!(format!("{run:?}").contains("resources: None"), "{run:?}");
    assert_eq!(model.predict_with(&run, table(2, 2))?, model.predict(table(2, 2))?);
    Ok(())
}
