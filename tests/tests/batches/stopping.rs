//! Cancellation and deadlines: nodes that have started finish, the others are named in the error, and no model changes.

use std::time::{Duration, Instant};

use super::*;

pipeline! {
    Chain(x: f32[n, d]) -> f32[n, d] {
        first = x |> StandardScaler;
        second = first |> MinMaxScaler;
        second
    }
}

/// A run that is cancelled at the first event whose line starts with this text.
fn stopped_at(start: &'static str) -> Result<(Arc<Log>, Run)> {
    let token = CancelToken::new();
    let log = Arc::new(Log { stop: Some((start, token.clone())), ..Log::default() });
    Ok((log.clone(), Run::new().threads(1)?.observer(log).cancel(token)))
}

#[test]
fn a_fit_and_a_prediction_stop_between_nodes() -> Result<()> {
    let (log, run) = stopped_at("chain.first")?;
    let error = Chain::default().fit_with(&run, noise(5, 2, 1)).expect_err("cancelled");
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert_eq!(error.to_string(), "chain.second: fit: not started: the run was cancelled");
    assert_eq!(log.take(), ["chain.first transforms 5"]);

    let model = Chain::default().fit(noise(5, 2, 1))?;
    let (_, run) = stopped_at("chain.first")?;
    let error = model.predict_with(&run, noise(5, 2, 1)).expect_err("cancelled");
    assert_eq!(error.to_string(), "chain.second: predict: not started: the run was cancelled");
    model.predict(noise(5, 2, 1))?;
    Ok(())
}

#[test]
fn a_deadline_that_has_passed_starts_no_node() -> Result<()> {
    let now = Instant::now();
    let error = Chain::default().fit_with(&Run::new().deadline(now), noise(5, 2, 1)).expect_err("too late");
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert_eq!(error.to_string(), "chain.first: fit: not started: the deadline of the run has passed");
    Chain::default().fit_with(&Run::new().deadline(now + Duration::from_secs(3600)), noise(5, 2, 1))?;
    Ok(())
}

#[test]
fn a_fit_from_batches_stops_between_batches_and_names_the_next() -> Result<()> {
    let (log, run) = stopped_at("chain.second learns")?;
    let source = Rows::of(noise(5, 2, 1).into_shared()).by(2)?;
    let error = Chain::default().fit_batches_with(&run, &source).expect_err("cancelled");
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert_eq!(
        error.to_string(),
        "chain: fit: not started: the run was cancelled (in batch 1 of pass 1, counted from 0)"
    );
    assert_eq!(log.take().last().map(String::as_str), Some("chain.second learns"));
    Ok(())
}

#[test]
fn a_stopped_partial_fit_keeps_the_earlier_batches() -> Result<()> {
    let (_, run) = stopped_at("watched.watched learns")?;
    let mut model = Watched::default().fit(table(1, 2), array![0.0])?;
    let mut failed = None;
    for batch in Rows::of(labelled(6)).by(2)?.pass(0)? {
        let (x, y) = batch?;
        if let Err(error) = Watched::default().partial_fit_with(&run, &mut model, x, y) {
            failed = Some(error);
            break;
        }
    }
    assert_eq!(failed.expect("cancelled").kind(), ErrorKind::Cancelled);
    assert_eq!(model.watched.batches, [1, 2]);
    Ok(())
}

#[test]
fn a_stream_ends_with_the_first_batch_that_was_not_started() -> Result<()> {
    let model = Arc::new(Chain::default().fit(noise(5, 2, 1))?);
    let token = CancelToken::new();
    let run = Run::new().threads(1)?.cancel(token.clone());
    let mut stream = model.stream_with(&run, (0..).map(|_| Ok(noise(2, 2, 1)))).in_flight(1);
    stream.next().expect("endless")?;
    token.cancel();
    let error = stream.next().expect("an error").expect_err("cancelled");
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert_eq!(
        error.to_string(),
        "not started: the run was cancelled (in batch 1 of the stream, counted from 0)"
    );
    assert!(stream.next().is_none());
    Ok(())
}
