//! The table: a line for each standard step, in the order of the folders.

use super::case::{Case, Check, Line, OutOf, case};
use super::inputs::{
    amounts, categories, classes, column_and_table, gappy, gappy_column, gappy_texts, images, narrow_gappy,
    narrow_numbers, narrow_positive, none, numbers, one_column, pair, positive, rows_and_classes, sides,
    texts, windows,
};
use super::values::Values;
use crate::save::Save;
use crate::step::Fit;
use crate::steps::*;

/// A case of any types.
fn any<S, X, Y>(case: Case<S, X, Y>) -> Box<dyn Check>
where
    S: Fit<X, Y> + 'static,
    X: Values,
    Y: Values,
    S::Fitted: Save,
    OutOf<S, X>: Values,
{
    Box::new(case)
}

/// The name of a step, and its cases.
macro_rules! line {
    ($name:ident: $($case:expr),+ $(,)?) => {
        Line { name: stringify!($name), cases: vec![$(any($case)),+] }
    };
}

/// The steps of a scale: of `f64`, of `f32`, and of values with one axis.
macro_rules! columnwise {
    ($name:ident: $($step:expr),+) => {
        line!($name: $(
            case($step, numbers, none),
            case($step, narrow_numbers, none),
            case($step, one_column, none)
        ),+)
    };
}

pub(super) fn table() -> Vec<Line> {
    let mut table = Vec::new();
    table.extend(scale());
    table.extend(encode());
    table.extend(impute());
    table.extend(reduce());
    table.extend(linear());
    table.extend(reshape());
    table.extend(rows());
    #[cfg(feature = "dates")]
    table.extend(dates::lines());
    table
}

fn scale() -> Vec<Line> {
    vec![
        columnwise!(StandardScaler: StandardScaler::default(), StandardScaler { with_mean: false, with_std: true }),
        columnwise!(MinMaxScaler: MinMaxScaler::default(), MinMaxScaler { clip: true, feature_range: (-2.0, 5.0) }),
        columnwise!(MaxAbsScaler: MaxAbsScaler::default(), MaxAbsScaler { clip: true }),
        columnwise!(RobustScaler: RobustScaler::default(), RobustScaler { unit_variance: true, ..Default::default() }),
        line!(Log: case(Log::default(), positive, none), case(Log { base: 3.0 }, narrow_positive, none)),
        line!(Log1p: case(Log1p, positive, none), case(Log1p, narrow_positive, none)),
        line!(Expm1: case(Expm1, numbers, none), case(Expm1, narrow_numbers, none)),
        columnwise!(Clip: Clip { min: -0.5, max: 1e30 }),
    ]
}

fn encode() -> Vec<Line> {
    let bins = |strategy| KBinsDiscretizer { n_bins: 3, strategy };
    let rare =
        OneHotEncoder::<f64> { min_frequency: 6, unknown: UnknownCategory::Infrequent, ..Default::default() };
    let few = OneHotEncoder::<f32> { max_categories: 2, drop: DropCategory::First, ..Default::default() };
    vec![
        line!(LabelEncoder: case(LabelEncoder::default(), texts, none), case(LabelEncoder::default(), categories, none)),
        line!(OneHot: case(OneHot::<3>::default(), classes, none), case(OneHot::<3, f64>::default(), classes, none)),
        line!(
            OneHotEncoder: case(OneHotEncoder::<f64>::default(), texts, none),
            case(OneHotEncoder::<f64>::default(), gappy_texts, none),
            case(rare, categories, none),
            case(few, classes, none)
        ),
        line!(
            OrdinalEncoder: case(OrdinalEncoder::<f64>::default(), texts, none),
            case(OrdinalEncoder::<f32>::default(), gappy_texts, none).passes_on()
        ),
        line!(ArgMax: case(ArgMax, numbers, none), case(ArgMax, narrow_numbers, none)),
        columnwise!(KBinsDiscretizer: bins(Binning::Quantile), bins(Binning::Uniform), bins(Binning::Kmeans)),
    ]
}

fn impute() -> Vec<Line> {
    let of = |strategy| SimpleImputer { strategy, fill_value: "7".into() };
    vec![
        line!(
            SimpleImputer: case(SimpleImputer::default(), gappy, none).passes_on(),
            case(of(ImputeStrategy::Median), narrow_gappy, none).passes_on(),
            case(of(ImputeStrategy::MostFrequent), gappy_texts, none),
            case(of(ImputeStrategy::Constant), gappy_column, none).passes_on()
        ),
        line!(MissingIndicator: case(MissingIndicator, gappy_column, none), case(MissingIndicator, gappy_texts, none)),
    ]
}

fn reduce() -> Vec<Line> {
    vec![
        line!(
            Pca: case(Pca::<2>::default(), numbers, none),
            case(Pca::<3> { whiten: true }, narrow_numbers, none).within(1e-5)
        ),
        line!(SizedPca: case(SizedPca::default(), numbers, none)),
    ]
}

fn linear() -> Vec<Line> {
    vec![
        line!(
            LogisticRegression: case(LogisticRegression::<3>::default(), numbers, classes).many(2_000).within(1e-6),
            case(LogisticRegression::<2>::default(), narrow_numbers, sides).many(2_000).within(1e-5)
        ),
        line!(
            SgdClassifier: case(SgdClassifier::<3>::default(), numbers, classes).many(2_000).within(f64::INFINITY),
            case(SgdClassifier::<2>::default(), narrow_numbers, sides).many(2_000).within(f64::INFINITY)
        ),
        line!(Ridge: case(Ridge::default(), numbers, amounts), case(Ridge::default(), narrow_numbers, amounts).within(1e-5)),
    ]
}

fn reshape() -> Vec<Line> {
    vec![
        line!(Flatten: case(Flatten, images, none).passes_on()),
        line!(Concat: case(Concat, pair, none).passes_on()),
        line!(Columns: case(Columns::<f64>::default(), column_and_table, none).passes_on()),
        line!(Windows: case(Windows::<3>, one_column, none).passes_on()),
        line!(Ahead: case(Ahead::<2>, windows, none).passes_on()),
    ]
}

fn rows() -> Vec<Line> {
    vec![
        line!(DropOutliers: case(DropOutliers { limit: 1.5 }, rows_and_classes, none).while_fitting().passes_on()),
        line!(Balance: case(Balance, rows_and_classes, none).while_fitting().passes_on()),
    ]
}

#[cfg(feature = "dates")]
mod dates {
    use jiff::civil::Date;
    use ndarray::ArcArray1;

    use super::super::values::Cell;
    use super::*;

    impl Cell for Date {
        fn number(&self) -> f64 {
            f64::from(self.year()) * 400.0 + f64::from(self.day_of_year())
        }
    }

    fn days(count: usize) -> ArcArray1<Date> {
        (0..count)
            .map(|row| Date::constant(2020 + (row % 9) as i16, 1 + (row % 12) as i8, 1 + (row % 28) as i8))
            .collect()
    }

    fn texts_of_days(count: usize) -> ArcArray1<String> {
        days(count).iter().map(ToString::to_string).collect()
    }

    pub(super) fn lines() -> Vec<Line> {
        vec![
            line!(DatePart: case(DatePart { part: Part::Month }, days, none)),
            line!(DateCycle: case(DateCycle::default(), days, none)),
            line!(ParseDate: case(ParseDate::<Date>::default(), texts_of_days, none)),
        ]
    }
}
