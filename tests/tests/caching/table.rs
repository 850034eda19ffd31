//! The table of edits of a fit: what changes in its values and options, and which nodes then run again. `edited` has the edits of
//! the text of a program.
//!
//! What is expected is what `Run::cache` documents: a node runs again if its step, hyperparameters, inputs, targets, seed or path
//! has changed, and with it the nodes that get another value.

use super::*;

pipeline! {
    Inner(x: f64[n, 4]) -> f64[n, 4] { x |> lib: MinMaxScaler }

    Wide(x: f64[n, 4]) fit(kind: String[n], weight: f64[n]) -> (f64[n, 3], f64[n, 4], f64[n, 4]) {
        size k in 1..=3 = 2;
        label  = kind |> LabelEncoder;
        early  = x |> StandardScaler;
        maybe  = early |> optional MinMaxScaler;
        chosen = maybe |> choose { plain: StandardScaler, default ranged: MinMaxScaler };
        inner  = chosen |> Inner;
        low    = inner |> SizedPca { components: k };
        probs  = low |> LogisticRegression<3>.fit(label, weight);
        again  = x |> through(maybe);
        back   = early |> inverse(early);
        (probs, again, back)
    }
}

/// Everything that a fit depends on.
#[derive(Clone)]
struct Setting {
    wide: Wide,
    run: Run,
    folder: &'static str,
    x: Array2<f64>,
    kind: Array1<String>,
    weight: Array1<f64>,
}

impl Setting {
    fn new() -> Self {
        let (x, kind) = flowers(30);
        let weight = Array1::from_shape_fn(30, |row| 1.0 + (row % 2) as f64);
        Self { wide: Wide::default(), run: Run::new(), folder: "one", x, kind, weight }
    }

    fn assign(&mut self, path: &str, value: impl Into<shapeflow::space::Value>) {
        self.wide =
            self.wide.clone().with(&Assignment::from([(path, value.into())])).expect("a hyperparameter");
    }

    fn keep_rows(&mut self, count: usize) {
        let rows: Vec<usize> = (0..count).collect();
        self.x = self.x.select(Axis(0), &rows);
        self.kind = self.kind.select(Axis(0), &rows);
        self.weight = self.weight.select(Axis(0), &rows);
    }

    /// Fits with a store in the folder; returns the nodes that ran. The model has the bits of a fit without a cache.
    fn fit(&self, folder: &Path) -> Vec<String> {
        let log = Arc::new(Log::default());
        let store = Store::open(folder.join(self.folder)).expect("a folder");
        let run = self.run.clone().cache(store).observer(log.clone());
        let bits = |out: &WideOutput| {
            let values = out.probs.iter().chain(&out.again).chain(&out.back);
            values.map(|value| value.to_bits()).collect::<Vec<_>>()
        };
        // All nodes run, because all outputs are asked for.
        let fit = |run| self.wide.fit_transform_with(run, &self.x, &self.kind, &self.weight).expect("fits").1;
        let found = bits(&fit(&run));
        let told = log.take();
        assert_eq!(told.notes, <[&str; 0]>::default());
        assert!(found == bits(&fit(&self.run)), "an entry of another fit");
        told.ran
    }
}

/// An edit, and the nodes that run again.
type Row = (&'static str, fn(&mut Setting), &'static [&'static str]);

const ALL: &[&str] = &[
    "again.through.early",
    "again.through.maybe",
    "back.inverse",
    "chosen",
    "early",
    "inner",
    "inner.output.lib",
    "label",
    "low",
    "maybe",
    "probs",
];
const NOTHING: &[&str] = &[];

const EDITS: &[Row] = &[
    // Options of the run.
    ("nothing", |_| {}, NOTHING),
    ("another seed", |fit| fit.run = Run::new().seed(1), ALL),
    ("another store", |fit| fit.folder = "two", ALL),
    ("one thread", |fit| fit.run = Run::new().threads(1).expect("a thread"), NOTHING),
    ("five threads", |fit| fit.run = Run::new().threads(5).expect("threads"), NOTHING),
    ("other parts, which only batches have", |fit| fit.run = Run::new().parts(3), NOTHING),
    // Values.
    ("the last bit of an input", |fit| flip(&mut fit.x[[29, 3]]), but_label()),
    (
        "the order of an input in memory",
        |fit| fit.x = fit.x.t().as_standard_layout().into_owned().reversed_axes(),
        but_label(),
    ),
    ("the sign of a zero", |fit| fit.x[[0, 0]] = -0.0, but_label()),
    ("a label", |fit| fit.kind[3] = "tulip".to_owned(), &["label", "probs"]),
    (
        "other names of the labels, in the same order",
        |fit| fit.kind.mapv_inplace(|kind| kind + "s"),
        &["label", "probs"],
    ),
    ("a weight", |fit| fit.weight[7] = 1.5, &["probs"]),
    ("the last bit of a weight", |fit| flip(&mut fit.weight[7]), &["probs"]),
    ("fewer rows", |fit| fit.keep_rows(27), ALL),
    // Hyperparameters.
    ("a hyperparameter of the last step", |fit| fit.assign("probs.c", 0.5), &["probs"]),
    ("a hyperparameter that is set to its value", |fit| fit.assign("probs.c", 1.0), NOTHING),
    ("a hyperparameter of the first step", |fit| fit.assign("early.with_mean", false), but_label()),
    (
        "an optional step that is left out",
        |fit| fit.assign("maybe", false),
        &["again.through.maybe", "chosen", "inner", "inner.output.lib", "low", "maybe", "probs"],
    ),
    (
        "another arm",
        |fit| fit.assign("chosen", "plain"),
        &["chosen", "inner", "inner.output.lib", "low", "probs"],
    ),
    (
        "a hyperparameter of the chosen arm",
        |fit| fit.assign("chosen.ranged.clip", true),
        &["chosen", "inner", "inner.output.lib", "low", "probs"],
    ),
    (
        "a hyperparameter of a step in a nested pipeline",
        |fit| fit.assign("inner.output.lib.clip", true),
        &["inner", "inner.output.lib", "low", "probs"],
    ),
    ("a declared size", |fit| fit.assign("k", 3_i64), &["low", "probs"]),
    (
        "a hyperparameter of a step that is also used by `through`",
        |fit| fit.assign("maybe.clip", true),
        &["again.through.maybe", "chosen", "inner", "inner.output.lib", "low", "maybe", "probs"],
    ),
];

/// The last bit of a number.
fn flip(value: &mut f64) {
    *value = f64::from_bits(value.to_bits() ^ 1);
}

/// All nodes but that of the labels, whose input is another one.
const fn but_label() -> &'static [&'static str] {
    &[
        "again.through.early",
        "again.through.maybe",
        "back.inverse",
        "chosen",
        "early",
        "inner",
        "inner.output.lib",
        "low",
        "maybe",
        "probs",
    ]
}

#[test]
fn each_edit_of_a_fit_runs_the_nodes_that_depend_on_it() {
    let mut wrong = Vec::new();
    for (at, (edit, change, expected)) in EDITS.iter().enumerate() {
        let folder = Folder::new(&format!("table-{at}"));
        let mut setting = Setting::new();
        assert_eq!(setting.fit(&folder.0), ALL, "before: {edit}");
        change(&mut setting);
        let ran = setting.fit(&folder.0);
        if ran != *expected {
            wrong.push(format!("{edit}\n    expected {expected:?}\n    found    {ran:?}"));
        }
        assert_eq!(setting.fit(&folder.0), NOTHING, "again: {edit}");
        assert_eq!(Setting::new().fit(&folder.0), NOTHING, "back: {edit}");
    }
    assert!(wrong.is_empty(), "{} edits:\n{}", wrong.len(), wrong.join("\n"));
}
