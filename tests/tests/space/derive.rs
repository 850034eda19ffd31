//! `#[derive(Hyperparameters)]` on structs and enums.

use shapeflow::prelude::*;
use shapeflow::space::{Identity, Kind, Path, Value};

#[derive(Debug, Clone, Copy, Default, PartialEq, Hyperparameters)]
enum Penalty {
    L1,
    #[default]
    L2,
    ElasticNet,
}

#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
enum Reduce {
    Pca(Pca<8>),
    Select(Select),
    #[default]
    None,
}

#[derive(Debug, Clone, PartialEq, Hyperparameters)]
struct Select {
    #[space(integer(1..=64))]
    k: u32,
    note: String,
}

impl Default for Select {
    fn default() -> Self {
        Self { k: 8, note: String::new() }
    }
}

const WIDEST: f64 = 1e2;

#[derive(Debug, Clone, PartialEq, Hyperparameters)]
struct Everything<T, const K: usize> {
    /// The words of the field.
    #[space(log(1e-3..=WIDEST))]
    c: f64,
    #[space(uniform(0.0..=1.0).quantised(0.25))]
    share: f32,
    #[space(log_integer(1..=1000))]
    rows: usize,
    #[space(ordinal([-1, 0, 1]))]
    sign: i64,
    #[space(boolean())]
    r#type: bool,
    penalty: Penalty,
    #[space(nested)]
    searched_penalty: Penalty,
    #[space(nested)]
    reduce: Reduce,
    #[space(nested)]
    scale: Option<StandardScaler>,
    #[space(nested)]
    inner: T,
    #[space(skip)]
    shape: [usize; K],
}

type Whole = Everything<Select, 2>;

fn whole() -> Whole {
    Everything {
        c: 1.0,
        share: 0.5,
        rows: usize::MAX,
        sign: -1,
        r#type: true,
        penalty: Penalty::L1,
        searched_penalty: Penalty::L2,
        reduce: Reduce::Pca(Pca { whiten: true }),
        scale: None,
        inner: Select::default(),
        shape: [1, 2],
    }
}

#[test]
fn a_space_is_declared_on_the_type() {
    insta::assert_snapshot!(Whole::space().expect("sound"), @r#"
    c                   log(0.001..=100.0)
    share               uniform(0.0..=1.0).quantised(0.25)
    rows                log_integer(1..=1000)
    sign                ordinal([-1, 0, 1])
    type                boolean()
    penalty             (text)
    searched_penalty    categorical(["l1", "l2", "elastic_net"])
    reduce              categorical(["pca", "select", "none"])
    reduce.pca.whiten   boolean()                                 where reduce is pca
    reduce.select.k     integer(1..=64)                           where reduce is select
    reduce.select.note  (text)                                    where reduce is select
    scale               boolean()
    scale.with_mean     boolean()                                 where scale is true
    scale.with_std      boolean()                                 where scale is true
    inner.k             integer(1..=64)
    inner.note          (text)
    "#);
    assert_eq!(Whole::space().expect("sound").entry("penalty").expect("there").kind(), Kind::Text);
}

#[test]
fn current_values_are_read_by_path_and_set_back() {
    let whole = whole();
    insta::assert_snapshot!(whole.assignment(), @r#"
    c = 1.0
    inner.k = 8
    inner.note = ""
    penalty = l1
    reduce = pca
    reduce.pca.whiten = true
    rows = 18446744073709551615
    scale = false
    searched_penalty = l2
    share = 0.5
    sign = -1
    type = true
    "#);
    assert_eq!(whole.clone().with(&whole.assignment()).expect("its own values"), whole);
    assert_eq!(whole.clone().with(&Assignment::new()).expect("nothing is set"), whole);
}

#[test]
fn samples_can_be_set() {
    let space = Whole::space().expect("sound");
    for sample in space.samples(11).take(200) {
        let set = whole().with(&sample).expect("a sample");
        let read = set.assignment();
        for (path, value) in sample.iter() {
            // A single-precision field rounds.
            let is_same = match (value, read.get(path)) {
                (Value::Real(set), Some(Value::Real(read))) => (set - read).abs() <= 1e-7 * set.abs(),
                (set, read) => Some(set) == read,
            };
            assert!(is_same, "{path} = {value}");
        }
    }
}

#[test]
fn typed_paths_lead_to_the_same_places() {
    let paths = Whole::at();
    let texts = [
        paths.c.to_string(),
        paths.r#type.to_string(),
        paths.searched_penalty.to_string(),
        paths.reduce.choice.to_string(),
        paths.reduce.pca.whiten.to_string(),
        paths.reduce.select.k.to_string(),
        paths.scale.present.to_string(),
        paths.scale.with_mean.to_string(),
        paths.inner.k.to_string(),
    ];
    let space = Whole::space().expect("sound");
    assert!(texts.iter().all(|path| space.entry(path).is_ok()), "{texts:?}");
    let penalty: &Path<Penalty> = &paths.penalty;
    let assignment = Assignment::new()
        .with_at(penalty, Penalty::ElasticNet)
        .with_at(&paths.scale.present, true)
        .with_at(&paths.scale.with_mean, false);
    let set = whole().with(&assignment).expect("sound");
    assert_eq!(set.penalty, Penalty::ElasticNet);
    assert_eq!(set.scale, Some(StandardScaler { with_mean: false, ..StandardScaler::default() }));
}

#[test]
fn choosing_an_arm_makes_its_default() {
    let set = |pairs: Assignment| whole().with(&pairs).map(|whole| whole.reduce);
    assert_eq!(
        set(Assignment::from([("reduce", "select")])).expect("an arm"),
        Reduce::Select(Select::default())
    );
    let both = Assignment::from([("reduce", "select")]).with("reduce.select.k", 3);
    assert_eq!(set(both).expect("an arm"), Reduce::Select(Select { k: 3, ..Select::default() }));
    assert_eq!(set(Assignment::from([("reduce", "none")])).expect("an arm"), Reduce::None);
    // The chosen arm keeps its values.
    assert_eq!(
        set(Assignment::from([("reduce", "pca")])).expect("an arm"),
        Reduce::Pca(Pca { whiten: true })
    );
}

#[test]
fn mistakes_are_named_together() {
    let wrong = Assignment::from([
        ("c", Value::from("much")),
        ("rows", (-1).into()),
        ("reduce.select.k", 3.into()),
        ("scale.with_mean", true.into()),
        ("penalty", "l3".into()),
        ("shape", 1.into()),
        ("inner.kk", 1.into()),
    ]);
    insta::assert_snapshot!(whole().with(&wrong).expect_err("mistakes"), @r"
    c: expected a real number, found text `much`
    inner.kk: no hyperparameter has this path; did you mean `inner.k`?
    penalty: expected one of `l1`, `l2`, `elastic_net`, found text `l3`
    reduce.select.k: exists only where `reduce` is `select`, and it is `pca`
    rows: expected an integer of 0..=18446744073709551615, found integer `-1`
    scale.with_mean: exists only where `scale` is `true`, and it is `false`
    shape: no hyperparameter has this path; did you mean `share`?
    ");
    // Outside of the searched range, but a value all the same.
    assert_eq!(whole().with(&Assignment::from([("c", 1e9)])).expect("a number").c, 1e9);
}

#[test]
fn a_distribution_that_does_not_fit_is_an_error_of_the_space() {
    // Not a literal: that would be an error at compile time.
    const LEAST: i64 = -1;
    #[derive(Hyperparameters)]
    struct Negative {
        #[space(integer(LEAST..=4))]
        #[allow(dead_code, reason = "read by its path alone")]
        k: u32,
    }
    #[derive(Hyperparameters)]
    struct Outer {
        #[space(nested)]
        #[allow(dead_code, reason = "read by its path alone")]
        inner: Negative,
    }
    let error = Outer::space().expect_err("u32 has no -1");
    assert_eq!(error.path(), "inner.k");
    assert_eq!(error.message(), "integer(-1..=4): expected an integer of 0..=4294967295, found integer `-1`");
}

#[test]
fn the_steps_of_the_library_have_hyperparameters() {
    assert_eq!(Pca::<3>::space().expect("sound").to_string(), "whiten  boolean()\n");
    let step = LogisticRegression::<3>::default().with(&Assignment::from([("c", 2)])).expect("a number");
    assert_eq!(step.c, 2.0);
    assert_eq!(
        MinMaxScaler::space().expect("sound").paths().collect::<Vec<_>>(),
        ["feature_range.0", "feature_range.1", "clip"]
    );
    assert_eq!(StandardScaler::space().expect("sound").len(), 2);
}

/// Fields of every kind that a cache distinguishes.
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
struct Told {
    c: f64,
    #[space(nested)]
    range: (f64, u8),
    #[space(nested)]
    reduce: Reduce,
    #[space(nested)]
    scale: Option<StandardScaler>,
    penalty: Penalty,
    #[space(ignore)]
    fits: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
struct Hiding {
    #[space(nested)]
    told: Told,
    #[space(skip)]
    weights: Vec<f64>,
}

#[test]
fn an_identity_contains_every_field_that_is_not_ignored() {
    let default = Told::default();
    assert_eq!(Identity::of(&default).unknown_part(), None);
    let others = [
        Told { c: -0.0, ..default.clone() },
        Told { range: (0.0, 1), ..default.clone() },
        Told { range: (1.0, 0), ..default.clone() },
        Told { reduce: Reduce::Pca(Pca::default()), ..default.clone() },
        Told { reduce: Reduce::Pca(Pca { whiten: true }), ..default.clone() },
        Told { reduce: Reduce::Select(Select::default()), ..default.clone() },
        Told { scale: Some(StandardScaler::default()), ..default.clone() },
        Told { penalty: Penalty::L1, ..default.clone() },
    ];
    for (at, other) in others.iter().enumerate() {
        assert_ne!(Identity::of(other), Identity::of(&default), "{other:?}");
        for another in &others[at + 1..] {
            assert_ne!(Identity::of(other), Identity::of(another), "{other:?}, {another:?}");
        }
    }
    assert_eq!(Identity::of(&Told { fits: 3, ..default.clone() }), Identity::of(&default));
    let hiding = Identity::of(&Hiding::default());
    assert_eq!(hiding.unknown_part(), Some("field `weights` of `Hiding` has `#[space(skip)]`"));
}

#[test]
fn a_pair_is_set_by_its_places() {
    let told =
        Told::default().with(&Assignment::from([("range.0", 0.5)]).with("range.1", 7)).expect("both exist");
    assert_eq!(told.range, (0.5, 7));
    assert_eq!(told.assignment().get("range.1"), Some(&Value::Integer(7)));
    assert_eq!(Told::at().range.1.to_string(), "range.1");
    let error = Told::default().with(&Assignment::from([("range.1", 256)])).expect_err("no u8");
    assert_eq!(error.path(), "range.1");
    assert!(Told::default().with(&Assignment::from([("range.2", 0)])).is_err());
}
