//! A node with a known key is not run again; a node with a new key is, with the nodes after it, and loads only its inputs.

use super::*;

/// Fits with a cache and without, compares the bits, and returns the report of the fit with a cache.
fn fit(
    flowers: &Flowers,
    (run, log): &(Run, Arc<Log>),
    petals: &Array2<f64>,
    kinds: &Array1<String>,
) -> Told {
    let model = flowers.fit_with(run, petals, kinds).expect("fits");
    let told = log.take();
    assert_eq!(told.notes, <[&str; 0]>::default());
    let plain = flowers.fit_with(&Run::new().seed(run.seed_value()), petals, kinds).expect("fits");
    assert_eq!(bits(&model, petals), bits(&plain, petals));
    told
}

#[test]
fn a_cached_node_is_not_run_again_and_its_values_are_not_loaded() {
    let folder = Folder::new("twice");
    let cached = cached(&folder.0);
    let (petals, kinds) = flowers(30);
    let first = fit(&Flowers::default(), &cached, &petals, &kinds);
    assert_eq!((first.ran, first.reused.len()), (but(&[]).iter().map(ToString::to_string).collect(), 0));
    let second = fit(&Flowers::default(), &cached, &petals, &kinds);
    assert_eq!(second.ran, <[&str; 0]>::default());
    // Fitted steps are loaded, and no values.
    let learnt =
        ["again.maybe 0", "label 0", "narrow.pca 0", "probs.classifier 0", "ranged 0", "scaled.scaler 0"];
    assert_eq!(second.reused, learnt);
}

#[test]
fn a_changed_hyperparameter_reruns_its_node_and_the_nodes_after_it() {
    let folder = Folder::new("changed");
    let cached = cached(&folder.0);
    let (petals, kinds) = flowers(30);
    let mut pipeline = Flowers::default();
    fit(&pipeline, &cached, &petals, &kinds);

    pipeline.probs.classifier.c = 0.25;
    let told = fit(&pipeline, &cached, &petals, &kinds);
    assert_eq!(told.ran, ["probs.classifier"]);
    let loaded =
        |told: &Told| told.reused.iter().filter(|path| !path.ends_with('0')).cloned().collect::<Vec<_>>();
    assert_eq!(loaded(&told), ["probs.concat 1", "x_y 1"]);

    pipeline.narrow.pca.whiten = true;
    let told = fit(&pipeline, &cached, &petals, &kinds);
    assert_eq!(told.ran, ["narrow.pca", "probs.classifier", "probs.concat"]);
    // Both outputs of the step on rows, one for each of the nodes.
    assert_eq!(loaded(&told), ["again.inverse 1", "means 1", "x_y 2"]);

    // A pair, and a step that is inverted later.
    pipeline.ranged.feature_range = (-1.0, 1.0);
    let told = fit(&pipeline, &cached, &petals, &kinds);
    assert_eq!(told.ran, ["again.inverse", "again.maybe", "probs.classifier", "probs.concat", "ranged"]);
    pipeline.again.maybe.present = false;
    let told = fit(&pipeline, &cached, &petals, &kinds);
    assert_eq!(told.ran, ["again.inverse", "again.maybe", "probs.classifier", "probs.concat"]);
    // The hyperparameters of a step that is left out do not matter.
    pipeline.again.maybe.step.clip = true;
    assert_eq!(fit(&pipeline, &cached, &petals, &kinds).ran, <[&str; 0]>::default());
    assert_eq!(fit(&Flowers::default(), &cached, &petals, &kinds).ran, <[&str; 0]>::default());
}

#[test]
fn rows_targets_seed_and_kind_of_fit_are_part_of_the_keys() {
    let folder = Folder::new("keys");
    let cached = cached(&folder.0);
    let (petals, kinds) = flowers(30);
    let pipeline = Flowers::default();
    fit(&pipeline, &cached, &petals, &kinds);

    let mut other = petals.clone();
    other[[29, 3]] = f64::from_bits(other[[29, 3]].to_bits() ^ 1);
    assert_eq!(fit(&pipeline, &cached, &other, &kinds).ran, but(&["label"]));
    let mut other = kinds.clone();
    other[29] = "aster".to_owned();
    assert_eq!(fit(&pipeline, &cached, &petals, &other).ran, but(&["scaled.expect", "scaled.scaler"]));
    let seeded = (cached.0.clone().seed(1), cached.1.clone());
    assert_eq!(fit(&pipeline, &seeded, &petals, &kinds).ran, but(&[]));
    assert_eq!(fit(&pipeline, &cached, &petals, &kinds).ran, <[&str; 0]>::default());
}

#[test]
fn the_outputs_asked_of_the_last_node_are_part_of_its_key() {
    let folder = Folder::new("asked");
    let (run, log) = cached(&folder.0);
    let (petals, kinds) = flowers(30);
    let pipeline = same_names::Flowers::default();
    let plain = pipeline.fit_transform(&petals, &kinds).expect("fits").1;
    pipeline.fit_with(&run, &petals, &kinds).expect("fits");
    log.take();
    let fit = || {
        let (_, out) = pipeline.fit_transform_with(&run, &petals, &kinds).expect("fits");
        assert_eq!(out, plain);
        log.take()
    };
    let told = fit();
    assert_eq!(
        (told.ran, told.reused),
        (vec!["probs".to_owned()], ["label 1", "scaled 1"].map(str::to_owned).to_vec())
    );
    let told = fit();
    assert_eq!(told.reused, ["label 0", "probs 1", "scaled 0"]);
    assert_eq!(told.ran, <[&str; 0]>::default());
}

/// Another pipeline, with the node names of the first.
mod same_names {
    use super::*;

    pipeline! {
        pub Flowers(petals: f64[n, 4]) fit(kind: String[n]) -> f64[n, 3] {
            label  = kind |> LabelEncoder;
            scaled = petals |> StandardScaler { with_mean: false };
            probs  = scaled |> LogisticRegression<3>.fit(label);
            probs
        }
    }
}

#[test]
fn nodes_of_another_pipeline_are_shared_where_all_is_the_same() {
    let folder = Folder::new("shared");
    let cached = cached(&folder.0);
    let (petals, kinds) = flowers(30);
    fit(&Flowers::default(), &cached, &petals, &kinds);
    let model = same_names::Flowers::default().fit_with(&cached.0, &petals, &kinds).expect("fits");
    // The encoder is the same step on the same labels at the same path; the scaler is set otherwise.
    let told = cached.1.take();
    assert_eq!(told.reused, ["label 1"]);
    assert!(told.ran == ["probs", "scaled"], "{told:?}");
    assert_eq!(model.label.classes().len(), 3);
}

/// Draws in several steps: random numbers follow from the seed and the path.
mod random {
    use rand_core::Rng as _;

    use super::*;

    /// Adds one random number.
    #[derive(Debug, Clone, Default, Hyperparameters)]
    pub(super) struct Noise;

    #[derive(Debug, Clone)]
    pub(super) struct FittedNoise(f64);

    #[step("[n, d] -> [n, d]", rowwise)]
    impl Noise {
        fn fit(&self, _: ArrayView2<'_, f64>, context: &Context<'_>) -> FittedNoise {
            FittedNoise((context.rng().next_u32() % 1000) as f64)
        }
    }

    #[step]
    impl FittedNoise {
        fn transform(&self, x: ArrayView2<'_, f64>) -> Array2<f64> {
            &x + self.0
        }
    }

    impl Save for FittedNoise {
        const VERSION: u32 = 1;
        fn save(&self, out: &mut Writer<'_>) -> Result<()> {
            out.field("amount", &self.0)
        }
        fn load(state: &mut Reader<'_>) -> Result<Self> {
            Ok(Self(state.field("amount")?))
        }
    }

    pipeline! {
        pub Noisy(x: f64[n, 4]) -> f64[n, 8] { [x |> a: Noise, x |> b: Noise] |> Concat }
    }
}

#[test]
fn equal_steps_on_equal_rows_have_different_random_numbers() {
    let folder = Folder::new("random");
    let (run, log) = cached(&folder.0);
    let (petals, _) = flowers(5);
    for seed in [0, 1, 0] {
        let run = run.clone().seed(seed);
        let given =
            random::Noisy::default().fit_with(&run, &petals).expect("fits").predict(&petals).expect("finite");
        let plain = random::Noisy::default().fit_with(&Run::new().seed(seed), &petals).expect("fits");
        assert_eq!(given, plain.predict(&petals).expect("finite"));
        assert_ne!(given[[0, 0]], given[[0, 4]]);
    }
    assert_eq!(log.take().ran, ["output.a", "output.a", "output.b", "output.b"]);
}

/// Learns another value in `fit_transform` than in `fit`.
#[derive(Debug, Clone, Default)]
struct Asked;

#[derive(Debug, Clone, PartialEq)]
struct FittedAsked(f64);

impl Step for Asked {
    type Fitted = FittedAsked;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Fit<ArcArray2<f64>> for Asked {
    fn fit(&self, _: ArcArray2<f64>, (): (), _: &Context<'_>) -> Result<FittedAsked> {
        Ok(FittedAsked(1.0))
    }

    fn fit_transform(
        &self,
        x: ArcArray2<f64>,
        (): (),
        _: &Context<'_>,
    ) -> Result<(FittedAsked, ArcArray2<f64>)> {
        Ok((FittedAsked(2.0), x))
    }
}

impl Transform<ArcArray2<f64>> for FittedAsked {
    type Out = ArcArray2<f64>;
    fn transform(&self, x: ArcArray2<f64>) -> Result<ArcArray2<f64>> {
        Ok(x)
    }
}

impl Save for FittedAsked {
    const VERSION: u32 = 1;
    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("asked", &self.0)
    }
    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Ok(Self(state.field("asked")?))
    }
}

pipeline! {
    Asking(x: f64[n, 4]) -> f64[n, 4] { x |> Asked }
}

#[test]
fn a_fit_may_depend_on_whether_outputs_are_asked_for() {
    let folder = Folder::new("asking");
    let (run, _) = cached(&folder.0);
    let x = flowers(5).0;
    for _ in 0..2 {
        assert_eq!(Asking::default().fit_with(&run, &x).expect("fits").output, FittedAsked(1.0));
        assert_eq!(Asking::default().fit_transform_with(&run, &x).expect("fits").0.output, FittedAsked(2.0));
    }
}

/// Rows that know how many owners they have.
#[derive(Debug, Clone)]
struct Rows(Arc<Array2<f64>>);

impl shapeflow::cache::Keyed for Rows {
    fn add_to(&self, key: &mut shapeflow::cache::KeyWriter) {
        key.value(&*self.0);
    }
}

/// The rows as a table.
#[step("[] -> [rows, 4]")]
fn table_of(rows: Rows) -> Array2<f64> {
    Array2::clone(&rows.0)
}

/// The number of owners of the rows; the step must run each time.
#[derive(Debug, Clone, Default)]
struct Holders;

impl Stateless for Holders {
    const SIGNATURE: Signature = Signature::new("[] -> []", &[]);
    const REVISION: Option<u64> = None;
}

impl Transform<Rows> for Holders {
    type Out = usize;
    fn transform(&self, rows: Rows) -> Result<usize> {
        Ok(Arc::strong_count(&rows.0))
    }
}

pipeline! {
    Held(rows: Rows) -> (f64[rows, 4], usize) {
        scaled = rows |> TableOf |> StandardScaler;
        (scaled, rows |> holders: Holders)
    }
}

#[test]
fn a_node_that_is_skipped_owns_no_value() {
    let folder = Folder::new("held");
    let (run, log) = cached(&folder.0);
    let rows = || Rows(Arc::new(flowers(5).0));
    let run = run.threads(1).expect("a thread");
    Held::default().fit_transform_with(&run, rows()).expect("fits");
    log.take();
    let (_, out) = Held::default().fit_transform_with(&run, rows()).expect("fits");
    assert_eq!(log.take().ran, ["output.holders"]);
    assert_eq!(out.holders, 1);
}

#[test]
fn a_target_is_part_of_the_key_of_the_step_that_learns_against_it() {
    let folder = Folder::new("targets");
    let (run, log) = cached(&folder.0);
    let (petals, kinds) = flowers(30);
    let pipeline = same_names::Flowers::default();
    pipeline.fit_with(&run, &petals, &kinds).expect("fits");
    log.take();
    let mut other = kinds.clone();
    other[0] = "daisy".to_owned();
    let model = pipeline.fit_with(&run, &petals, &other).expect("fits");
    assert_eq!(log.take().ran, ["label", "probs"]);
    let plain = pipeline.fit(&petals, &other).expect("fits");
    assert_eq!(model.predict(&petals).expect("finite"), plain.predict(&petals).expect("finite"));
}

pipeline! {
    /// The inverted value is computed elsewhere.
    Undoing(x: f64[n, 4], z: f64[n, 4]) -> (f64[n, 4], f64[n, 4]) {
        scaled = x |> StandardScaler;
        moved  = z |> inverse(scaled) |> MinMaxScaler;
        (scaled, moved)
    }
}

#[test]
fn the_key_of_an_inverse_depends_on_the_fit_of_its_step() {
    let folder = Folder::new("undoing");
    let (run, log) = cached(&folder.0);
    let (petals, _) = flowers(30);
    let fit = |x: &Array2<f64>, z: &Array2<f64>| {
        let model = Undoing::default().fit_with(&run, x, z).expect("fits");
        let plain = Undoing::default().fit(x, z).expect("fits");
        let given = [model, plain].map(|model| model.predict(x, z).expect("finite"));
        assert_eq!(given[0].moved, given[1].moved);
        log.take().ran
    };
    let all = ["moved", "moved.inverse", "scaled"];
    assert_eq!(fit(&petals, &petals), all);
    assert_eq!(fit(&(&petals * 2.0), &petals), all);
    assert_eq!(fit(&petals, &(&petals * 2.0)), ["moved", "moved.inverse"]);
    assert_eq!(fit(&petals, &petals), <[&str; 0]>::default());
}
