//! Streams of predictions: in order, bounded, and without deadlocks.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

use super::*;

/// Takes longer for smaller numbers, so that later batches are done first.
#[step("[n, d] -> [n, d]", rowwise)]
fn slow(x: Array2<f32>) -> Result<Array2<f32>> {
    let first = x.first().copied().unwrap_or_default();
    if first < 0.0 {
        return Err(Error::new("negative"));
    }
    assert!(first < 100.0, "too large");
    sleep(Duration::from_millis(20_u64.saturating_sub(first as u64)));
    Ok(x)
}

pipeline! {
    Slowly(x: f32[n, d]) -> f32[n, d] {
        slow = x |> Slow;
        slow
    }

    Pair(a: f32[n, d], b: f32[n, d]) -> (f32[n, d], f32[n, d]) {
        sum = (a, b) |> Add;
        more = sum |> OneMore;
        (sum, more)
    }
}

fn model() -> Result<Arc<SlowlyFitted>> {
    Ok(Arc::new(Slowly::default().fit(table(1, 1))?))
}

fn runs() -> [Run; 4] {
    let threads = |count| Run::new().threads(count).expect("threads start");
    [threads(1), threads(2), threads(8), Run::new()]
}

#[test]
fn outputs_come_in_the_order_of_the_batches() -> Result<()> {
    for run in runs() {
        let batches = (0..30).map(|number| Ok(array![[number as f32]]));
        let outputs = model()?.stream_with(&run, batches).collect::<Result<Vec<_>>>()?;
        assert_eq!(outputs, (0..30).map(|number| array![[number as f32]]).collect::<Vec<_>>());
    }
    Ok(())
}

#[test]
fn a_batch_of_several_inputs_is_a_tuple() -> Result<()> {
    let model = Arc::new(Pair::default().fit(table(1, 2), table(1, 2))?);
    let source = Rows::of((table(3, 2).into_shared(), table(3, 2).into_shared())).by(2)?;
    let outputs = model.stream(source.pass(0)?).collect::<Result<Vec<_>>>()?;
    assert_eq!((outputs.len(), outputs[1].more.clone()), (2, array![[9.0, 11.0]]));
    Ok(())
}

#[test]
fn no_more_batches_are_read_than_are_in_flight() -> Result<()> {
    let read = AtomicUsize::new(0);
    let batches = (0..20).map(|number| {
        read.fetch_add(1, Ordering::Relaxed);
        Ok(array![[number as f32]])
    });
    let model = model()?;
    let stream = model.stream_with(&Run::new().threads(2)?, batches).in_flight(3);
    assert_eq!(read.load(Ordering::Relaxed), 0, "nothing is read before the first output is asked for");
    for (given, output) in stream.enumerate() {
        output?;
        assert_eq!(read.load(Ordering::Relaxed), (given + 3).min(20));
    }
    Ok(())
}

#[test]
fn an_error_is_in_the_place_of_its_batch_and_names_it() -> Result<()> {
    let batches = || {
        let number = |number: f32| Ok(array![[number]]);
        [
            number(1.0),
            number(-1.0),
            number(2.0),
            Err(Error::new("the disk is gone")),
            number(100.0),
            number(3.0),
        ]
    };
    for run in runs() {
        let texts: Vec<String> = model()?
            .stream_with(&run, batches())
            .map(|output| output.map_or_else(|error| error.to_string(), |output| output[[0, 0]].to_string()))
            .collect();
        assert_eq!(
            texts,
            [
                "1",
                "slowly.slow: predict: negative (in batch 1 of the stream, counted from 0)",
                "2",
                "the disk is gone (in batch 3 of the stream, counted from 0)",
                "slowly.slow: predict: the step panicked: too large (in batch 4 of the stream, counted from 0)",
                "3",
            ]
        );
    }
    Ok(())
}

#[test]
fn a_stream_that_is_dropped_early_ends_its_threads() -> Result<()> {
    let model = model()?;
    let mut stream =
        model.stream_with(&Run::new().threads(8)?, (0..).map(|number| Ok(array![[(number % 9) as f32]])));
    assert_eq!(stream.next().expect("endless")?, array![[0.0]]);
    assert!(Arc::strong_count(&model) > 1);
    drop(stream);
    // A thread that still ran would hold the model.
    assert_eq!(Arc::strong_count(&model), 1);
    Ok(())
}

#[test]
fn a_stream_inside_a_pool_of_one_thread_does_not_deadlock() -> Result<()> {
    let model = model()?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread starts");
    let count =
        pool.install(|| model.stream((0..9).map(|number| Ok(array![[number as f32]]))).flatten().count());
    assert_eq!(count, 9);
    Ok(())
}
