//! Nested pipelines: their nodes are cached too, under keys that follow from the outer pipeline.

use std::sync::atomic::{AtomicUsize, Ordering};

use shapeflow::cache::{KeyWriter, Keyed};

use super::*;

/// How often a `Leaf` was hashed.
static HASHED: AtomicUsize = AtomicUsize::new(0);

/// A value that counts how often it is hashed.
#[derive(Debug, Clone)]
struct Leaf(ArcArray2<f64>);

impl Keyed for Leaf {
    fn add_to(&self, key: &mut KeyWriter) {
        HASHED.fetch_add(1, Ordering::SeqCst);
        key.value(&self.0);
    }
}

/// Its lengths and widths.
#[step("[] -> [leaves, 4]")]
fn sizes(leaf: Leaf) -> ArcArray2<f64> {
    leaf.0
}

pipeline! {
    Inner(leaf: Leaf) -> f64[leaves, 4] {
        leaf |> Sizes |> scaler: StandardScaler |> ranged: MinMaxScaler
    }

    Middle(leaf: Leaf) -> f64[leaves, 8] {
        inner = leaf |> Inner;
        [inner, inner |> more: StandardScaler] |> Concat
    }

    Outer(leaf: Leaf) -> f64[leaves, 2] {
        leaf |> Middle |> pca: Pca<2>
    }
}

#[test]
fn inputs_are_hashed_once_and_inner_nodes_are_cached() {
    let folder = Folder::new("nested");
    let (run, log) = cached(&folder.0);
    let leaf = Leaf(flowers(20).0.into_shared());
    let mut outer = Outer::default();
    let fit = |outer: &Outer| {
        let model = outer.fit_with(&run, leaf.clone()).expect("fits");
        assert_eq!(HASHED.swap(0, Ordering::SeqCst), 1);
        let plain = outer.fit(leaf.clone()).expect("fits");
        let given = [model, plain].map(|model| model.predict(leaf.clone()).expect("finite"));
        assert_eq!(given[0], given[1]);
        log.take()
    };
    assert_eq!(fit(&outer).ran.len(), 2 + 3 + 3, "two outside, three in the middle, three inside");
    assert_eq!(
        (fit(&outer).ran, fit(&outer).reused),
        (Vec::new(), ["output.middle 0", "output.pca 0"].map(str::to_owned).to_vec())
    );

    // The last node alone: the nested pipeline is one value.
    outer.output.pca.whiten = true;
    let told = fit(&outer);
    assert_eq!((told.ran, told.reused), (vec!["output.pca".to_owned()], vec!["output.middle 1".to_owned()]));

    // A node two levels down: its inputs are reused, at every level.
    outer.output.middle.inner.output.ranged.clip = true;
    let told = fit(&outer);
    let ran = [
        "output.middle",
        "output.middle.inner",
        "output.middle.inner.output.ranged",
        "output.middle.output.concat",
        "output.middle.output.more",
        "output.pca",
    ];
    assert_eq!(told.ran, ran);
    assert_eq!(told.reused, ["output.middle.inner.output.scaler 1"]);
}

/// Two versions of one pipeline, as its author changes the wiring.
mod before {
    use super::*;
    pipeline! {
        pub Part(a: f64[n, 2], b: f64[n, 2]) -> f64[n, 4] { [a, b] |> Concat }
    }
}
mod after {
    use super::*;
    pipeline! {
        pub Part(a: f64[n, 2], b: f64[n, 2]) -> f64[n, 4] { [b, a] |> Concat }
    }
}

#[test]
fn the_wiring_of_a_pipeline_distinguishes_it_from_others() {
    use shapeflow::space::Identity;
    let (before, after) = (Identity::of(&before::Part::default()), Identity::of(&after::Part::default()));
    assert_eq!((before.unknown_part(), after.unknown_part()), (None, None));
    assert_ne!(before, after);
    assert_eq!(before, Identity::of(&before::Part::default()));
}

pipeline! {
    Columns(x: f64[n, 4]) -> f64[n, 4] { x |> scaler: StandardScaler |> ranged: MinMaxScaler }

    /// A step whose copies are fitted to parts of its input.
    Folded(x: f64[n, 4]) -> f64[n, 4] { x |> CrossFit<Columns, 3> }
}

#[test]
fn a_pipeline_in_a_meta_step_receives_other_rows_and_so_has_other_keys() {
    let folder = Folder::new("folded");
    let (run, log) = cached(&folder.0);
    let x = flowers(21).0;
    let mut folded = Folded::default();
    let fit = |folded: &Folded| {
        let (model, out) = folded.fit_transform_with(&run, &x).expect("fits");
        let (plain, expected) = folded.fit_transform(&x).expect("fits");
        assert_eq!((out, model.predict(&x).expect("finite")), (expected, plain.predict(&x).expect("finite")));
        log.take()
    };
    let scaled = |told: &Told| told.ran.iter().filter(|path| path.ends_with("scaler")).count();
    assert_eq!(scaled(&fit(&folded)), 4 + 3, "fitted to three folds and to all rows, and three predictions");
    assert_eq!(fit(&folded).ran, <[&str; 0]>::default());
    folded.output.step.output.ranged.clip = true;
    let told = fit(&folded);
    assert_eq!(scaled(&told), 3, "{told:?}");
    assert_eq!(told.reused.iter().filter(|path| path.contains("scaler")).count(), 4, "{told:?}");
    assert_eq!(told.ran.iter().filter(|path| path.ends_with("ranged")).count(), 4 + 3, "{told:?}");
}

/// Fits one copy to the first half of the rows and one to the others, both with its own context.
#[derive(Debug, Clone, Default, Hyperparameters)]
struct Halves<S> {
    #[space(nested)]
    step: S,
}

struct FittedHalves<F>([F; 2]);

impl<S: Step> Step for Halves<S> {
    type Fitted = FittedHalves<S::Fitted>;
    const SIGNATURE: Signature = S::SIGNATURE;
}

type Table = ArcArray2<f64>;

impl<S: Fit<Table, Fitted: Transform<Table, Out = Table>>> Fit<Table> for Halves<S> {
    fn fit(&self, x: Table, (): (), context: &Context<'_>) -> Result<Self::Fitted> {
        let (first, second) = x.view().split_at(Axis(0), x.nrows() / 2);
        let fit = |rows: ArrayView2<'_, f64>| self.step.fit(rows.to_shared(), (), context);
        Ok(FittedHalves([fit(first)?, fit(second)?]))
    }
}

impl<F: Transform<Table, Out = Table>> Transform<Table> for FittedHalves<F> {
    type Out = Table;
    fn transform(&self, x: Table) -> Result<Table> {
        Ok(self.0[0].transform(x.clone())? + self.0[1].transform(x)?)
    }
}

pipeline! {
    InHalves(x: f64[n, 4]) -> f64[n, 4] { x |> Halves<Columns> }
}

#[test]
fn inputs_of_a_meta_step_and_of_its_inner_step_have_different_keys() {
    let folder = Folder::new("halves");
    let (run, log) = cached(&folder.0);
    let x = flowers(20).0;
    let plain = InHalves::default().fit(&x).expect("fits").predict(&x).expect("finite");
    let fit = || {
        let model = InHalves::default().fit_with(&run, &x).expect("fits");
        assert_eq!(model.predict(&x).expect("finite"), plain);
        log.take()
    };
    assert_eq!(
        fit().ran,
        ["output", "output.ranged", "output.ranged", "output.scaler", "output.scaler"]
            .map(|path| path.replace("output.", "output.output."))
    );
    // It cannot be saved as a whole, but its inner nodes are.
    let told = fit();
    assert_eq!((told.ran, told.reused.len(), told.notes.len()), (vec!["output".to_owned()], 4, 1));
}

pipeline! {
    Watched(x: f64[n, 4]) -> f64[n, 4] { x |> scaler: StandardScaler |> watch: Watch |> ranged: MinMaxScaler }

    Around(x: f64[n, 4]) -> f64[n, 4] { x |> Watched |> last: StandardScaler }
}

/// Must see each fit.
#[derive(Debug, Clone, Default)]
struct Watch;

impl Stateless for Watch {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
    const REVISION: Option<u64> = None;
}

impl Transform<ArcArray2<f64>> for Watch {
    type Out = ArcArray2<f64>;
    fn transform(&self, x: ArcArray2<f64>) -> Result<ArcArray2<f64>> {
        Ok(x)
    }
}

#[test]
fn a_pipeline_with_a_step_that_runs_each_time_runs_each_time() {
    let folder = Folder::new("watched");
    let (run, log) = cached(&folder.0);
    let x = flowers(20).0;
    Around::default().fit_with(&run, &x).expect("fits");
    log.take();
    Around::default().fit_with(&run, &x).expect("fits");
    let told = log.take();
    let all =
        ["output.last", "output.watched", "output.watched.output.ranged", "output.watched.output.watch"];
    assert_eq!(told.ran, all);
    assert_eq!(told.reused, ["output.watched.output.scaler 1"]);
    let why = "output.watched: computed, and not looked up in the cache: `Watch` has to run each time (`REVISION` is `None`)";
    assert!(told.notes.iter().any(|note| note == why), "{told:?}");
}
