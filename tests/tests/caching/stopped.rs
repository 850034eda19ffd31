//! A fit that stops, by an error or a cancellation, continues after the nodes that ended.

use std::sync::atomic::{AtomicBool, Ordering};

use shapeflow::step::CancelToken;

use super::*;

static FAILS: AtomicBool = AtomicBool::new(true);

/// Fails until the cause is removed.
#[step("[n, d] -> [n, d]", rowwise)]
fn brittle(x: ArrayView2<'_, f64>) -> Result<Array2<f64>> {
    if FAILS.load(Ordering::SeqCst) {
        return Err(Error::new("out of order"));
    }
    Ok(x.to_owned())
}

pipeline! {
    Fragile(x: f64[n, 4]) -> f64[n, 4] {
        x |> one: StandardScaler |> two: MinMaxScaler |> Brittle |> three: StandardScaler
    }
}

#[test]
fn a_fit_that_failed_continues_at_the_node_that_failed() {
    let folder = Folder::new("failed");
    let (run, log) = cached(&folder.0);
    let x = flowers(20).0;
    let error = Fragile::default().fit_with(&run, &x).expect_err("out of order").to_string();
    assert_eq!(error, "fragile.output.brittle: fit: out of order");
    assert_eq!(log.take().ran, ["output.brittle", "output.one", "output.two"]);
    FAILS.store(false, Ordering::SeqCst);
    let model = Fragile::default().fit_with(&run, &x).expect("fits");
    let told = log.take();
    assert_eq!(
        (told.ran, told.reused),
        (
            ["output.brittle", "output.three"].map(str::to_owned).to_vec(),
            ["output.one 0", "output.two 1"].map(str::to_owned).to_vec(),
        )
    );
    let plain = Fragile::default().fit(&x).expect("fits");
    assert_eq!(model.predict(&x).expect("finite"), plain.predict(&x).expect("finite"));
}

/// Cancels a run when a node has ended.
struct Cancels(CancelToken, &'static str);

impl Observer for Cancels {
    fn event(&self, event: &Event<'_>) {
        if matches!(event.kind, EventKind::Ended { .. }) && event.path.ends_with(self.1) {
            self.0.cancel();
        }
    }
}

pipeline! {
    Chain(x: f64[n, 4]) -> f64[n, 4] {
        x |> one: StandardScaler |> two: MinMaxScaler |> three: StandardScaler |> four: MinMaxScaler
    }
}

#[test]
fn a_cancelled_fit_continues_after_the_nodes_that_ended() {
    let folder = Folder::new("cancelled");
    let x = flowers(20).0;
    let token = CancelToken::new();
    let cancels = Arc::new(Cancels(token.clone(), "two"));
    let store = Store::open(&folder.0).expect("a folder");
    let run = Run::new().cache(store).cancel(token).observer(cancels);
    let error = Chain::default().fit_with(&run, &x).expect_err("cancelled");
    assert_eq!(error.path(), "chain.output.three");
    let (run, log) = cached(&folder.0);
    Chain::default().fit_with(&run, &x).expect("fits");
    assert_eq!(log.take().ran, ["output.four", "output.three"]);
}
