//! The table has every step that the library exports.

use std::collections::BTreeSet;

use super::table::table;

/// What `steps` exports and the table does not have, with the reason.
const OTHERS: &[(&str, &[&str])] = &[
    (
        "a step made of a step: `properties/meta.rs` and `properties/meta_wrapped.rs`",
        &[
            "Bagging",
            "Cached",
            "CrossFit",
            "Epochs",
            "FineTuned",
            "Flattened",
            "ForEach",
            "Frozen",
            "Inspect",
            "OnlyFit",
            "Optional",
            "Retry",
            "Voting",
            "WithWeights",
        ],
    ),
    ("the fitted form of the steps that change rows: it returns its input", &["AllRows"]),
    ("the fitted form of two steps", &["FittedBest", "FittedRandomProjection"]),
    ("a function", &["johnson_lindenstrauss_min_dim"]),
    (
        "a trait",
        &[
            "Coefficients",
            "Distinct",
            "Float",
            "FromFormat",
            "IntoColumns",
            "Label",
            "LabelOf",
            "Moment",
            "OneOrTwoAxes",
            "Outcome",
            "RowWeights",
            "Score",
            "SparseScore",
            "Weighted",
        ],
    ),
    ("an accumulator: `properties/parts.rs`", &["Moments", "Scatter"]),
    (
        "a hyperparameter",
        &[
            "Analyzer",
            "Binning",
            "Cycle",
            "DropCategory",
            "Extrapolation",
            "AnovaF",
            "Chi2",
            "ImportanceThreshold",
            "ImputationOrder",
            "MutualInfoClassif",
            "MutualInfoRegression",
            "RegressionF",
            "ImputeStrategy",
            "NeighborWeights",
            "Knots",
            "Norm",
            "OutputDistribution",
            "PowerMethod",
            "Part",
            "BlockNorm",
            "RollingStatistic",
            "RowNorm",
            "Sharing",
            "StripAccents",
            "Terms",
            "UnknownCategory",
            "Vote",
            "WordRule",
        ],
    ),
    ("the state of a fit", &["Lesson"]),
];

/// The names in the `pub use` items of `steps/mod.rs`.
fn exported() -> BTreeSet<&'static str> {
    let text = include_str!("../../mod.rs");
    let items = text.match_indices("\npub use ").map(|(at, start)| &text[at + start.len()..]);
    let items = items.map(|rest| rest.split_once(';').expect("an end").0);
    let names =
        items.flat_map(|item| item.split_once("::").expect("a path").1.split(|c: char| "{},".contains(c)));
    names.map(str::trim).filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_exported_step_is_in_the_table() {
    let (exported, lines) = (exported(), table());
    let table: BTreeSet<&str> = lines.iter().map(|line| line.name).collect();
    assert_eq!(table.len(), lines.len(), "a step has two lines");
    let others: BTreeSet<&str> = OTHERS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    let is_known = |name: &&str| {
        let of_fitted = name.strip_prefix("Fitted").unwrap_or(name);
        table.contains(of_fitted)
            || others.contains(of_fitted)
            || others.contains(name)
            || cfg!(not(all(feature = "dates", feature = "fft"))) && is_optional(name)
    };
    let unknown: Vec<&&str> = exported.iter().filter(|name| !is_known(name)).collect();
    assert!(
        unknown.is_empty(),
        "{unknown:?}: give each step a line in `every/table.rs`, or a reason in `OTHERS`"
    );
    let gone: Vec<&&str> = table.iter().chain(&others).filter(|name| !exported.contains(*name)).collect();
    assert!(gone.is_empty(), "{gone:?}: not exported by `steps`");
    let both: Vec<&&str> = table.intersection(&others).collect();
    assert!(both.is_empty(), "{both:?}: in the table and among the others");
}

/// Whether it is a step that only the features `dates` and `fft` have.
fn is_optional(name: &str) -> bool {
    ["DateCycle", "DatePart", "FftMagnitudes", "ParseDate"].contains(&name)
}
