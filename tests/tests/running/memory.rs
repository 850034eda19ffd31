//! How long values live, who owns them, and which buffers are copied.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// The number of values of a kind that are alive, and the largest number so far.
#[derive(Debug, Default)]
struct Census {
    alive: AtomicUsize,
    most: AtomicUsize,
}

/// A value that is counted while it lives.
#[derive(Debug)]
struct Counted(Arc<Census>);

impl Counted {
    fn new(census: &Arc<Census>) -> Arc<Self> {
        let alive = census.alive.fetch_add(1, Ordering::SeqCst) + 1;
        census.most.fetch_max(alive, Ordering::SeqCst);
        Arc::new(Self(census.clone()))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.alive.fetch_sub(1, Ordering::SeqCst);
    }
}

type Token = Arc<Counted>;

/// Replaces a value by a new one; the old one is dropped here if this is its last use.
#[step("[] -> []")]
fn renew(token: Token) -> Token {
    let census = token.0.clone();
    drop(token);
    Counted::new(&census)
}

/// Records how many values are alive while the step has its inputs.
#[step("[], [] -> []")]
fn count_alive(token: Token, other: Token) -> usize {
    assert!(Arc::strong_count(&other) >= 1);
    token.0.alive.load(Ordering::SeqCst)
}

pipeline! {
    Renewed(x: Token) -> Token { x |> Renew |> Renew |> Renew |> Renew |> Renew }

    Forked(x: Token) -> usize {
        left = x |> Renew |> Renew;
        right = x |> Renew;
        (left, right) |> CountAlive
    }
}

#[test]
fn a_value_dies_at_its_last_use() -> Result<()> {
    for run in runs() {
        let census = Arc::new(Census::default());
        let model = Renewed::default().fit_with(&run, Counted::new(&census))?;
        // A fit of steps that learn nothing computes nothing.
        assert_eq!((census.alive.load(Ordering::SeqCst), census.most.load(Ordering::SeqCst)), (0, 1));
        drop(model.predict_with(&run, Counted::new(&census))?);
        assert_eq!((census.alive.load(Ordering::SeqCst), census.most.load(Ordering::SeqCst)), (0, 1));

        // `x` is dead when both branches have begun: the two branches are all there is.
        let model = Forked::default().fit_with(&run, Counted::new(&census))?;
        assert_eq!(model.predict_with(&run, Counted::new(&census))?, 2);
        assert_eq!(census.alive.load(Ordering::SeqCst), 0);
    }
    Ok(())
}

pipeline! {
    Chain(x: f32[n, d]) -> f32[n, d] {
        x |> OneMore |> Times |> OneMore |> Inner |> Times
    }

    Inner(x: f32[n, d]) -> f32[n, d] {
        checked = x |> OneMore;
        checked |> Times
    }

    Kept(x: f32[n, d]) -> (f32[n, d], f32[n, d]) {
        more = x |> OneMore;
        (more, x)
    }

    Joined(x: f32[n, d], z: f32[n, d]) -> f32[n, d] {
        a = x |> OneMore;
        (a, z) |> Add |> Times
    }
}

#[test]
fn an_owned_input_passes_a_chain_in_its_own_buffer() -> Result<()> {
    let model = Chain::default().fit(table(1, 1))?;
    for run in runs() {
        let x = table(50, 3);
        let buffer = x.as_ptr();
        let out = model.predict_with(&run, x)?;
        assert_eq!(out.as_ptr(), buffer);
        assert_eq!(out, ((table(50, 3) + 1.0) * 2.0 + 2.0) * 4.0);
    }
    Ok(())
}

#[test]
fn a_shared_or_borrowed_input_is_left_alone() -> Result<()> {
    let model = Chain::default().fit(table(1, 1))?;
    let x = table(50, 3);
    let expected = model.predict(x.clone())?;
    let shared = x.clone().into_shared();
    let kept = shared.clone();
    assert_eq!(model.predict(shared)?, expected);
    assert_eq!(model.predict(&x)?, expected);
    assert_eq!(model.predict(x.view())?, expected);
    assert_eq!((kept, x), (table(50, 3).into_shared(), table(50, 3)));
    Ok(())
}

#[test]
fn a_value_that_is_still_needed_is_copied_once_and_not_changed() -> Result<()> {
    let model = Kept::default().fit(table(1, 1))?;
    let x = table(50, 3);
    let buffer = x.as_ptr();
    let out = model.predict(x)?;
    assert_eq!((out.x.as_ptr(), &out.x), (buffer, &table(50, 3)));
    assert_eq!(out.more, table(50, 3) + 1.0);

    let (x, model) = (table(50, 3), Joined::default().fit(table(1, 1), table(1, 1))?);
    let buffer = x.as_ptr();
    assert_eq!(model.predict(x, table(50, 3))?.as_ptr(), buffer);
    Ok(())
}
