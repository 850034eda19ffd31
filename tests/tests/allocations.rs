//! The allocations of a run, counted by an allocator of its own (so this is a test program of its own).

use std::sync::Arc;

use allocation_counter::measure;
use shapeflow::prelude::*;
use shapeflow::step::{Event, Holds, Observer};
use shapeflow_tests::steps::*;
use shapeflow_tests::table;

const ROWS: usize = 1000;
const BYTES: u64 = (ROWS * 4 * 4) as u64;

pipeline! {
    Chain(x: f32[n, d]) -> f32[n, d] {
        x |> OneMore |> Times |> OneMore |> Times |> Center |> OneMore |> Times |> OneMore
    }

    Fork(x: f32[n, d]) -> f32[n, d] {
        left = x |> OneMore |> Times;
        right = x |> Times |> OneMore;
        (left, right) |> Add
    }
}

/// Bytes and number of allocations of one predict, on this thread.
fn cost<T>(predict: impl Fn() -> Result<T>) -> (u64, u64) {
    predict().expect("it predicts");
    let info = measure(|| drop(predict().expect("it predicts")));
    (info.bytes_total, info.count_total)
}

#[test]
fn a_chain_of_steps_in_place_allocates_no_second_array() -> Result<()> {
    let run = Run::new().threads(1)?;
    let model = Chain::default().fit(table(ROWS, 4))?;
    let (input, _) = cost(|| Ok(table(ROWS, 4)));
    assert!((BYTES..BYTES + 100).contains(&input), "{input}");
    let (owned, _) = cost(|| model.predict_with(&run, table(ROWS, 4)));
    assert!(owned < BYTES + 4096, "{owned} bytes for an input of {BYTES}");

    // A view or a reference is copied once.
    let x = table(ROWS, 4);
    for (borrowed, _) in [cost(|| model.predict_with(&run, &x)), cost(|| model.predict_with(&run, x.view()))]
    {
        assert!((BYTES..BYTES + 4096).contains(&borrowed), "{borrowed} bytes for an input of {BYTES}");
    }
    Ok(())
}

#[test]
fn a_fork_copies_once() -> Result<()> {
    let run = Run::new().threads(1)?;
    let model = Fork::default().fit(table(1, 4))?;
    let x = table(ROWS, 4).into_shared();
    // The caller keeps `x`, so each branch writes into a copy of its own.
    let (kept, _) = cost(|| model.predict_with(&run, &x));
    assert!((2 * BYTES..2 * BYTES + 4096).contains(&kept), "{kept}");
    let (given, _) = cost(|| model.predict_with(&run, table(ROWS, 4)));
    assert!((2 * BYTES..2 * BYTES + 4096).contains(&given), "{given}");
    Ok(())
}

/// Receives every event and keeps none.
struct Deaf;

impl Observer for Deaf {
    fn event(&self, _: &Event<'_>) {}
}

/// Passes a shared array on, and allocates nothing.
#[step("[n, d] -> [n, d]", rowwise)]
fn same(x: ArcArray2<f32>) -> ArcArray2<f32> {
    x
}

pipeline! {
    Short(x: f32[n, d]) -> f32[n, d] { x |> Same |> Same }

    Long(x: f32[n, d]) -> f32[n, d] { x |> Same |> Same |> Same |> Same |> Same |> Same |> Same |> Same |> Same |> Same }
}

#[test]
fn without_an_observer_a_node_allocates_its_slot_alone() -> Result<()> {
    let silent = Run::new().threads(1)?;
    let observed = silent.clone().observer(Arc::new(Deaf));
    let (short, long) = (Short::default().fit(table(1, 4))?, Long::default().fit(table(1, 4))?);
    let (_, two) = cost(|| short.predict_with(&silent, table(1, 4)));
    const { assert!(!Short::HOLDS && !Long::HOLDS, "nothing is opened, and nothing is asked") };
    let (_, ten) = cost(|| long.predict_with(&silent, table(1, 4)));
    assert!(ten <= two + 8, "{ten} allocations for ten nodes, {two} for two");
    // The array, its shared form, the sizes of the run, two slots.
    assert!(two <= 8, "{two} allocations for two nodes");
    let (_, heard) = cost(|| long.predict_with(&observed, table(1, 4)));
    assert!(heard >= ten + 10, "{heard} with an observer, {ten} without");
    Ok(())
}
