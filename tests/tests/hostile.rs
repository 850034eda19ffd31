//! Each standard step on each hostile input: it returns finite numbers, or an error that names the step, and the row and column of a
//! number that is not finite. Nothing panics.
//!
//! A copy of `Bagging` counts the rows of its draw, and a batch of `Epochs` its own.

use shapeflow::ErrorKind;
use shapeflow::graph::FeatureNames;
use shapeflow::prelude::*;
use shapeflow::step::Features;

/// Everything that a fit gets.
#[derive(Clone)]
struct Case {
    x: Array2<f64>,
    class: Array1<u8>,
    target: Array1<f64>,
    weight: Array1<f64>,
}

impl Case {
    /// Positive rows with two classes, and targets that depend on them.
    fn of(rows: usize, columns: usize) -> Self {
        Self {
            x: Array2::from_shape_fn((rows, columns), |(row, column)| {
                ((row * 7 + column * 5) % 11) as f64 / 4.0 + (row % 2) as f64 + 0.25
            }),
            class: Array1::from_shape_fn(rows, |row| (row % 2) as u8),
            target: Array1::from_shape_fn(rows, |row| row as f64 / 3.0),
            weight: Array1::ones(rows),
        }
    }

    fn with(change: impl Fn(&mut Self)) -> Self {
        let mut case = Self::of(8, 3);
        change(&mut case);
        case
    }
}

/// The inputs, by name.
fn inputs() -> Vec<(&'static str, Case)> {
    let value = |value: f64| Case::with(|case| case.x[[5, 1]] = value);
    let weight = |value: f64| Case::with(|case| case.weight[5] = value);
    vec![
        ("ordinary rows", Case::of(8, 3)),
        ("no rows", Case::of(0, 3)),
        ("one row", Case::of(1, 3)),
        ("no columns", Case::of(8, 0)),
        ("no rows and no columns", Case::of(0, 0)),
        ("more columns than rows", Case::of(3, 9)),
        ("equal rows", Case::with(|case| case.x.fill(2.5))),
        ("zeros", Case::with(|case| case.x.fill(0.0))),
        ("the largest numbers", Case::with(|case| case.x.mapv_inplace(|x| (x - 1.5) * 1e300))),
        ("the largest number of all", value(f64::MAX)),
        ("1e300", value(1e300)),
        ("-1e300", value(-1e300)),
        ("the smallest numbers", Case::with(|case| case.x.mapv_inplace(|x| x * 5e-324))),
        ("5e-324", value(5e-324)),
        ("NaN", value(f64::NAN)),
        ("infinity", value(f64::INFINITY)),
        ("negative infinity", value(f64::NEG_INFINITY)),
        ("one class", Case::with(|case| case.class.fill(0))),
        ("a class that is too high", Case::with(|case| case.class[3] = 200)),
        ("a target of NaN", Case::with(|case| case.target[3] = f64::NAN)),
        ("a target of 1e300", Case::with(|case| case.target[3] = 1e300)),
        ("a weight of 0", weight(0.0)),
        ("weights of 0", Case::with(|case| case.weight.fill(0.0))),
        ("a negative weight", weight(-1.0)),
        ("a weight of NaN", weight(f64::NAN)),
        ("a weight of infinity", weight(f64::INFINITY)),
        ("a weight of 1e300", weight(1e300)),
        ("a weight of 5e-324", weight(5e-324)),
    ]
}

/// What a step returns.
trait Number: Copy {
    fn real(self) -> f64;
}

impl Number for f64 {
    fn real(self) -> f64 {
        self
    }
}

impl Number for f32 {
    fn real(self) -> f64 {
        self.into()
    }
}

impl Number for usize {
    fn real(self) -> f64 {
        self as f64
    }
}

/// Fits to a case, and returns the predictions for the rows of another.
type Row = (&'static str, fn(&Case, &Case) -> Result<Vec<f64>>);

/// Checks that the input and the output of a model have as many names as features, where these are known.
#[track_caller]
fn named(names: &FeatureNames, x: &Array2<f64>, out: &[usize]) {
    let width = |features: &Features, real: usize| features.names().is_none_or(|names| names.len() == real);
    let x_width = names.of("x").is_ok_and(|x_names| width(x_names, x.ncols()));
    assert!(x_width, "{x:?}: {names}");
    for (_, features) in names.outputs() {
        assert!(width(features, out.iter().skip(1).product()), "{out:?}: {features}");
    }
}

/// A row of the table: a pipeline of one step, whose path in an error ends with `.step`. In parentheses are its targets.
macro_rules! row {
    ([$($step:tt)+]) => {
        row!(@ stringify!($($step)+), [$($step)+] () case () new (&new.x))
    };
    ([$($step:tt)+] class) => {
        row!(@ stringify!($($step)+ .fit(class)), [$($step)+ .fit(y)] (y: u8[n]) case (&case.class) new (&new.x))
    };
    ([$($step:tt)+] class weight) => {
        row!(@ stringify!($($step)+ .fit(class, weight)), [$($step)+ .fit(y, w)] (y: u8[n], w: f64[n]) case (&case.class, &case.weight) new (&new.x))
    };
    ([$($step:tt)+] weight) => {
        row!(@ stringify!($($step)+ .fit(weight)), [$($step)+ .fit(w)] (w: f64[n]) case (&case.weight) new (&new.x))
    };
    ([$($step:tt)+] target) => {
        row!(@ stringify!($($step)+ .fit(target)), [$($step)+ .fit(y)] (y: f64[n]) case (&case.target) new (&new.x))
    };
    ([$($step:tt)+] target weight) => {
        row!(@ stringify!($($step)+ .fit(target, weight)), [$($step)+ .fit(y, w)] (y: f64[n], w: f64[n]) case (&case.target, &case.weight) new (&new.x))
    };
    ($name:literal, $x:ident fit($($fit:tt)+) { $($body:tt)+ } $case:ident ($($y:expr),+)) => {{
        pipeline! { Hostile($x: f64[n, d]) fit($($fit)+) { $($body)+ } }
        fn run($case: &Case, new: &Case) -> Result<Vec<f64>> {
            let model = Hostile::default().fit(&$case.x, $($y),+)?;
            let out = model.predict(&new.x)?;
            named(&model.feature_names(), &new.x, out.shape());
            Ok(out.iter().map(|value| value.real()).collect())
        }
        ($name, run as fn(&Case, &Case) -> Result<Vec<f64>>)
    }};
    ($name:literal, $x:ident { $($body:tt)+ }) => {{
        pipeline! { Hostile($x: f64[n, d]) { $($body)+ } }
        fn run(case: &Case, new: &Case) -> Result<Vec<f64>> {
            let model = Hostile::default().fit(&case.x)?;
            let out = model.predict(&new.x)?;
            named(&model.feature_names(), &new.x, out.shape());
            Ok(out.iter().map(|value| value.real()).collect())
        }
        ($name, run as fn(&Case, &Case) -> Result<Vec<f64>>)
    }};
    (@ $name:expr, [$($step:tt)+] () $case:ident () $new:ident ($x:expr)) => {{
        pipeline! { Hostile(x: f64[n, d]) { x |> step: $($step)+ } }
        fn run($case: &Case, $new: &Case) -> Result<Vec<f64>> {
            let model = Hostile::default().fit(&$case.x)?;
            let out = model.predict($x)?;
            named(&model.feature_names(), $x, out.shape());
            Ok(out.iter().map(|value| value.real()).collect())
        }
        ($name, run as fn(&Case, &Case) -> Result<Vec<f64>>)
    }};
    (@ $name:expr, [$($step:tt)+] ($($fit:tt)+) $case:ident ($($y:expr),+) $new:ident ($x:expr)) => {{
        pipeline! { Hostile(x: f64[n, d]) fit($($fit)+) { x |> step: $($step)+ } }
        fn run($case: &Case, $new: &Case) -> Result<Vec<f64>> {
            let model = Hostile::default().fit(&$case.x, $($y),+)?;
            let out = model.predict($x)?;
            named(&model.feature_names(), $x, out.shape());
            Ok(out.iter().map(|value| value.real()).collect())
        }
        ($name, run as fn(&Case, &Case) -> Result<Vec<f64>>)
    }};
}

/// Steps that compute with the values of their input.
fn computing() -> Vec<Row> {
    vec![
        row!([StandardScaler]),
        row!([StandardScaler] weight),
        row!([MinMaxScaler]),
        row!([MaxAbsScaler]),
        row!([MaxAbsScaler { clip: true }]),
        row!([RobustScaler]),
        row!([RobustScaler { quantile_range: (10.0, 90.0), unit_variance: true }]),
        row!([KBinsDiscretizer]),
        row!([KBinsDiscretizer] weight),
        row!([KBinsDiscretizer { n_bins: 3, strategy: shapeflow::steps::Binning::Uniform }] weight),
        row!([KBinsDiscretizer { n_bins: 2, strategy: shapeflow::steps::Binning::Kmeans }] weight),
        row!([Log]),
        row!([Log { base: 2.0 }]),
        row!([Clip]),
        row!([Clip { min: -1.0, max: 1.0 }]),
        row!([Log1p]),
        row!([Expm1]),
        row!([ArgMax]),
        row!([Pca<2>]),
        row!([Pca<2> { whiten: true }]),
        row!([SizedPca { components: 2 }]),
        row!([LogisticRegression<2>] class),
        row!([LogisticRegression<2>] class weight),
        row!([SgdClassifier<2>] class),
        row!([SgdClassifier<2>] class weight),
        row!([Ridge] target),
        row!([Ridge] target weight),
        row!([Bagging<StandardScaler, 3>]),
        row!([Bagging<LogisticRegression<2>, 3>] class),
        row!([CrossFit<StandardScaler, 2>]),
        row!([CrossFit<LogisticRegression<2>, 2>] class),
        row!([Epochs<SgdClassifier<2>>] class),
        row!([Retry<MinMaxScaler>]),
        row!([Optional<StandardScaler>]),
        row!([Cached<Pca<2>>]),
        row!([Flattened<StandardScaler>]),
        row!("Concat", x { [x, x |> StandardScaler] |> Concat |> MinMaxScaler }),
        row!("Voting", x { [x |> one: StandardScaler, x |> two: StandardScaler] |> Voting }),
        row!("DropOutliers", x fit(y: u8[n]) {
            (kept, class) = (x, y) |> DropOutliers;
            kept |> LogisticRegression<2>.fit(class)
        } case (&case.class)),
        row!("Balance", x fit(y: u8[n]) {
            (kept, class) = (x, y) |> Balance;
            kept |> LogisticRegression<2>.fit(class)
        } case (&case.class)),
        row!("LabelEncoder, OneHot", x fit(y: u8[n]) {
            label = y |> LabelEncoder<u8>;
            places = label |> OneHot<2, f64>;
            target = places |> ArgMax;
            x |> LogisticRegression<2>.fit(target)
        } case (&case.class)),
    ]
}

fn passing() -> Vec<Row> {
    vec![row!([Flatten])]
}

/// Says what is wrong with an outcome.
fn wrong(outcome: Result<Vec<f64>>, rows: &Case) -> Option<String> {
    match outcome {
        Ok(values) if values.iter().all(|value| value.is_finite()) => None,
        Ok(values) => Some(format!("returned {values:?}")),
        Err(error) if error.kind() == ErrorKind::Panic => Some(format!("panicked: {error}")),
        Err(error) => {
            let text = error.to_string();
            let is_finite = rows.x.iter().all(|value| value.is_finite());
            let row = if ["copy", "epoch"].iter().any(|part| text.contains(part)) { "row " } else { "row 5" };
            let column = ["column 1", "place 1"].iter().any(|column| text.contains(column));
            let names_place = is_finite || text.contains(row) && column;
            let names_step = text.starts_with("hostile.")
                && [": fit: ", ": predict: "].iter().any(|phase| text.contains(phase));
            (!names_step || !names_place).then(|| format!("says: {text}"))
        }
    }
}

#[test]
fn each_step_returns_finite_numbers_or_says_what_is_wrong_where() {
    let (mut failures, mut cases) = (Vec::new(), 0);
    let good = Case::of(8, 3);
    for (step, run) in computing() {
        for (name, case) in inputs() {
            for (how, outcome, given) in [
                ("fitted to and applied to", run(&case, &case), &case),
                ("fitted to ordinary rows, applied to", run(&good, &case), &case),
                ("applied to ordinary rows, fitted to", run(&case, &good), &case),
            ] {
                cases += 1;
                if let Some(what) = wrong(outcome, given) {
                    failures.push(format!("{step}, {how} {name}: {what}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} of {cases} cases:\n{}", failures.len(), failures.join("\n"));
}

/// Steps that only move values return those of the input, whatever they are.
#[test]
fn steps_that_move_values_change_none() {
    for (step, run) in passing() {
        for (name, case) in inputs() {
            let values = run(&case, &case).unwrap_or_else(|error| panic!("{step}, {name}: {error}"));
            let bits = |values: &mut dyn Iterator<Item = f64>| values.map(f64::to_bits).collect::<Vec<_>>();
            assert_eq!(bits(&mut values.into_iter()), bits(&mut case.x.iter().copied()), "{step}, {name}");
        }
    }
}
