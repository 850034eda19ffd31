//! Each resource is opened once, used, and released in reverse order, also after an error or a panic.

use std::time::Instant;

use super::*;

pipeline! {
    Wide(x: f32[n, d]) -> f32[n, d] {
        shared = x |> Device;
        a = shared |> Device;
        b = shared |> Device;
        c = shared |> Device;
        d = shared |> Device;
        [a, b, c, d] |> Sum
    }
}

/// The resources opened in a fit of the chain, then the uses, then the releases.
fn within(done: &[&str]) -> Vec<String> {
    let opened = ["chain.a", "chain.b.device", "chain.learnt"];
    let before = opened.iter().map(|name| format!("open {name}"));
    let after = opened.iter().rev().map(|name| format!("close {name}"));
    before.chain(done.iter().map(|&line| line.to_owned())).chain(after).collect()
}

#[test]
fn a_fit_and_a_prediction_open_the_resources_that_they_use() -> Result<()> {
    let (log, chain) = chain();
    let model = chain.fit(table(2, 2))?;
    // No step needs the last node while fitting.
    let used = [
        "use chain.a for chain.a",
        "use chain.b.device for chain.b.device",
        "train chain.learnt for chain.learnt",
    ];
    assert_eq!(log.take(), within(&used));
    model.predict(table(2, 2))?;
    let opened = ["open chain.a", "open chain.b.device", "open chain.output"];
    let used = used[..2].iter().copied().chain(["use chain.output for chain.output"]);
    let closed = ["close chain.output", "close chain.b.device", "close chain.a"];
    assert_eq!(log.take(), opened.into_iter().chain(used).chain(closed).collect::<Vec<_>>());
    let (_, out) = chain.fit_transform(table(2, 2))?;
    assert_eq!(out, table(2, 2));
    let lines = log.take();
    assert_eq!(
        (lines.len(), lines[3].as_str(), lines[8].as_str()),
        (12, "open chain.output", "close chain.output")
    );
    Ok(())
}

#[test]
fn an_error_a_panic_and_a_cancellation_release_all() -> Result<()> {
    let token = CancelToken::new();
    let messages = [
        (Mishap::Error, "chain.b.fails: fit: a row is odd"),
        (Mishap::Panic, "chain.b.fails: fit: the step panicked: a row is odd"),
        (Mishap::Cancels(token.clone()), "chain.b.device: fit: not started: the run was cancelled"),
    ];
    for (mishap, message) in messages {
        let (log, mut chain) = chain();
        chain.b.fails = Fails(mishap);
        let run = Run::new().cancel(token.clone());
        assert_eq!(chain.fit_with(&run, table(2, 2)).expect_err(message).to_string(), message);
        assert_eq!(log.take(), within(&["use chain.a for chain.a"]), "{message}");
    }
    Ok(())
}

#[test]
fn a_deadline_that_has_passed_opens_no_resource() {
    let (log, chain) = chain();
    let run = Run::new().deadline(Instant::now());
    let error = chain.fit_with(&run, table(2, 2)).expect_err("too late");
    assert_eq!(error.to_string(), "chain.a: fit: open: not started: the deadline of the run has passed");
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert!(log.take().is_empty());
}

#[test]
fn a_failed_opening_releases_the_earlier_ones() {
    let messages = [
        (Mishap::Error, ErrorKind::Step, "chain.output: fit: open: no such device"),
        (Mishap::Panic, ErrorKind::Panic, "chain.output: fit: open: the step panicked: short circuit"),
    ];
    for (mishap, kind, message) in messages {
        let (log, mut chain) = chain();
        chain.output.mishap = mishap;
        let error = chain.fit_transform(table(2, 2)).expect_err(message);
        assert_eq!((error.kind(), error.to_string().as_str()), (kind, message));
        assert_eq!(log.take(), within(&[]));
        assert_eq!(chain.open(&Run::new()).expect_err(message).to_string(), message);
        assert_eq!(log.take(), within(&[]));
    }
}

#[test]
fn a_cancellation_is_honoured_between_openings() {
    let (log, mut chain) = chain();
    let token = CancelToken::new();
    chain.a.mishap = Mishap::Cancels(token.clone());
    let error = chain.fit_with(&Run::new().cancel(token), table(2, 2)).expect_err("cancelled");
    assert_eq!(error.to_string(), "chain.b.device: fit: open: not started: the run was cancelled");
    assert_eq!(log.take(), ["open chain.a", "close chain.a"]);
}

#[test]
fn threads_share_open_resources() -> Result<()> {
    const NODES: [&str; 5] = ["wide.shared", "wide.a", "wide.b", "wide.c", "wide.d"];
    for threads in [1, 2, 4] {
        let (log, mut wide) = (Log::default(), Wide::default());
        for device in [&mut wide.shared, &mut wide.a, &mut wide.b, &mut wide.c, &mut wide.d] {
            device.log = log.clone();
        }
        let run = Run::new().threads(threads)?;
        let model = wide.fit_with(&run, table(20_000, 2))?;
        assert!(log.take().is_empty(), "nothing learns, so nothing runs");
        model.predict_with(&run, table(20_000, 2))?;
        let mut lines = log.take();
        lines[5..10].sort();
        let mut used = NODES.map(|node| format!("use {node} for {node}"));
        used.sort();
        assert_eq!(lines[..5], NODES.map(|node| format!("open {node}")), "{threads} threads");
        assert_eq!(lines[5..10], used, "{threads} threads");
        let closed: Vec<_> = NODES.iter().rev().map(|node| format!("close {node}")).collect();
        assert_eq!(lines[10..], closed, "{threads} threads");
    }
    Ok(())
}

/// Panics when it is released.
struct Brittle;

impl Drop for Brittle {
    fn drop(&mut self) {
        panic!("brittle");
    }
}

/// Holds a device, and a value that panics when it is dropped.
#[derive(Debug, Clone, Default)]
struct Risky {
    log: Log,
}

#[step("[n, d] -> [n, d]")]
impl Risky {
    fn transform(&self, x: Array2<f32>) -> Array2<f32> {
        x
    }
}

impl Holds for Risky {
    fn open(&self, opening: &mut Opening<'_>) -> Result<()> {
        let handle = Handle::open(&self.log, opening);
        opening.keep(handle);
        opening.keep(Brittle);
        Ok(())
    }

    fn open_fitted(fitted: &Self, opening: &mut Opening<'_>) -> Result<()> {
        fitted.open(opening)
    }
}

pipeline! {
    Risk(x: f32[n, d]) -> f32[n, d] { x |> Risky }
}

#[test]
fn a_panic_while_one_is_released_does_not_keep_the_others_open() -> Result<()> {
    let risk = Risk::default();
    let log = risk.output.log.clone();
    risk.fit(table(1, 1))?.predict(table(1, 1))?;
    assert_eq!(log.take(), ["open risk.output", "close risk.output"]);
    Ok(())
}
