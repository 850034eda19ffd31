//! The table: a line for each standard step, in the order of the folders.

use super::case::case;
use super::inputs::{
    amounts, amounts_above_0, categories, classes, column_and_table, gappy, gappy_column, gappy_texts,
    narrow_gappy, narrow_numbers, narrow_positive, narrow_shares, narrow_sparse, none, numbers, one_column,
    pair, pictures, positive, rows_and_classes, shares, sides, sparse, sparse_pair, texts, wide_sparse,
    windows,
};
use super::line::{Line, line};
use crate::steps::*;

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
    table.extend(expand());
    table.extend(encode());
    table.extend(impute());
    table.extend(reduce());
    table.extend(select());
    table.extend(linear());
    table.extend(reshape());
    table.extend(super::texts::lines());
    table.extend(series());
    table.extend(images());
    table.extend(rows());
    #[cfg(feature = "dates")]
    table.extend(super::dates::lines());
    table
}

fn scale() -> Vec<Line> {
    let without_mean = || StandardScaler { with_mean: false, with_std: true };
    vec![
        columnwise!(StandardScaler: StandardScaler::default(), without_mean())
            .with(case(without_mean(), sparse, none).told_as(", sparse"))
            .with(case(without_mean(), narrow_sparse, none)),
        columnwise!(MinMaxScaler: MinMaxScaler::default(), MinMaxScaler { clip: true, feature_range: (-2.0, 5.0) }),
        columnwise!(MaxAbsScaler: MaxAbsScaler::default(), MaxAbsScaler { clip: true })
            .with(case(MaxAbsScaler::default(), sparse, none).told_as(", sparse"))
            .with(case(MaxAbsScaler { clip: true }, narrow_sparse, none)),
        columnwise!(RobustScaler: RobustScaler::default(), RobustScaler { unit_variance: true, ..Default::default() }),
        line!(Log: case(Log::default(), positive, none), case(Log { base: 3.0 }, narrow_positive, none)),
        line!(Log1p: case(Log1p, positive, none), case(Log1p, narrow_positive, none)),
        line!(Expm1: case(Expm1, numbers, none), case(Expm1, narrow_numbers, none)),
        columnwise!(Clip: Clip { min: -0.5, max: 1e30 }),
        columnwise!(Binarizer: Binarizer { threshold: 0.1 }),
        line!(
            Normalizer: case(Normalizer::default(), numbers, none),
            case(Normalizer { norm: Norm::L1 }, narrow_numbers, none),
            case(Normalizer { norm: Norm::Max }, numbers, none)
        ),
        columnwise!(
            QuantileTransformer: QuantileTransformer { n_quantiles: 9, ..Default::default() },
            QuantileTransformer { output_distribution: OutputDistribution::Normal, ..Default::default() }
        ),
        line!(
            PowerTransformer: case(PowerTransformer::default(), numbers, none),
            case(PowerTransformer { standardize: false, ..Default::default() }, narrow_numbers, none),
            case(PowerTransformer { method: PowerMethod::BoxCox, ..Default::default() }, positive, none)
        ),
    ]
}

fn expand() -> Vec<Line> {
    let spline = SplineTransformer::default;
    let cubic = PolynomialFeatures { degree: 3, min_degree: 2, interaction_only: true, include_bias: false };
    vec![
        line!(
            PolynomialFeatures: case(PolynomialFeatures::default(), numbers, none),
            case(cubic, narrow_numbers, none)
        ),
        line!(
            SplineTransformer: case(spline(), numbers, none),
            case(SplineTransformer { knots: Knots::Quantile, ..spline() }, numbers, amounts_above_0),
            case(SplineTransformer { extrapolation: Extrapolation::Linear, degree: 2, ..spline() }, narrow_numbers, none),
            case(SplineTransformer { extrapolation: Extrapolation::Periodic, include_bias: false, ..spline() }, numbers, none)
        ),
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
        line!(
            TargetEncoder: case(TargetEncoder::<f64>::default(), texts, amounts).while_fitting(),
            case(TargetEncoder::<f64> { smooth: Some(2.0), ..Default::default() }, gappy_texts, sides).while_fitting(),
            case(TargetEncoder::<f32> { cv: 3, shuffle: false, ..Default::default() }, categories, amounts).while_fitting()
        ),
        line!(
            TargetClassEncoder: case(TargetClassEncoder::<3>::default(), texts, classes).while_fitting(),
            case(TargetClassEncoder::<3, f32>::default(), gappy_texts, classes).while_fitting()
        ),
        line!(
            CountEncoder: case(CountEncoder::<f64>::default(), texts, none),
            case(CountEncoder::<f32> { normalize: true, ..Default::default() }, gappy_texts, none)
        ),
        line!(
            FeatureHasher: case(FeatureHasher::<f64> { n_features: 5, ..Default::default() }, texts, none),
            case(FeatureHasher::<f32> { alternate_sign: false, ..Default::default() }, gappy_texts, none)
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
        line!(
            KnnImputer: case(KnnImputer { n_neighbors: 3, ..Default::default() }, gappy, none).many(2_000),
            case(KnnImputer { weights: NeighborWeights::Distance, ..Default::default() }, narrow_gappy, none).many(2_000)
        ),
        line!(
            IterativeImputer: case(IterativeImputer::default(), gappy, none).many(3_000).within(1e-6),
            case(
                IterativeImputer {
                    initial_strategy: ImputeStrategy::Median,
                    imputation_order: ImputationOrder::Descending,
                    ..Default::default()
                },
                narrow_gappy,
                none
            )
            .many(3_000)
            .within(1e-4)
        ),
        line!(MissingAsNan: case(MissingAsNan, gappy_column, none).passes_on()),
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
        // Its directions depend on the batches.
        line!(
            IncrementalPca: case(IncrementalPca { batch_size: 6, ..Default::default() }, numbers, none).within(f64::INFINITY),
            case(IncrementalPca { n_components: 4, whiten: true, ..Default::default() }, narrow_numbers, none).within(1e-5)
        ),
        line!(
            TruncatedSvd: case(TruncatedSvd::default(), numbers, none),
            case(TruncatedSvd { n_components: 3 }, narrow_numbers, none).within(1e-5)
        ),
        line!(
            GaussianRandomProjection: case(GaussianRandomProjection { n_components: Some(3), ..Default::default() }, numbers, none),
            case(GaussianRandomProjection { n_components: Some(6), ..Default::default() }, narrow_numbers, none)
        ),
        line!(
            BernoulliRbm: case(BernoulliRbm { n_components: 3, ..Default::default() }, shares, none).many(2_000).within(1e-6),
            case(BernoulliRbm { n_components: 2, batch_size: 50, n_iter: 2, ..Default::default() }, narrow_shares, none).many(2_000)
        ),
        line!(
            SparseRandomProjection: case(SparseRandomProjection { n_components: Some(3), ..Default::default() }, numbers, none),
            case(SparseRandomProjection { n_components: Some(2), density: Some(1.0), ..Default::default() }, narrow_numbers, none)
        ),
    ]
}

fn select() -> Vec<Line> {
    vec![
        line!(
            VarianceThreshold: case(VarianceThreshold::default(), numbers, none),
            case(VarianceThreshold { threshold: 0.5 }, narrow_numbers, none)
        ),
        line!(
            SelectKBest: case(SelectKBest::<AnovaF> { k: 2, ..Default::default() }, numbers, classes),
            case(SelectKBest::<Chi2> { k: 3, ..Default::default() }, positive, classes),
            case(SelectKBest::<RegressionF> { k: 1, ..Default::default() }, narrow_numbers, amounts),
            case(SelectKBest::<MutualInfoClassif> { k: 2, ..Default::default() }, numbers, classes).many(2_000)
        ),
        line!(
            SelectPercentile: case(SelectPercentile::<AnovaF> { percentile: 50.0, ..Default::default() }, numbers, sides),
            case(SelectPercentile::<MutualInfoRegression> { percentile: 30.0, ..Default::default() }, narrow_numbers, amounts)
                .many(2_000)
        ),
        line!(
            SelectFromModel: case(SelectFromModel::<Ridge>::default(), numbers, amounts),
            case(SelectFromModel::<LogisticRegression<3>> { factor: 0.5, ..Default::default() }, narrow_numbers, classes).many(2_000)
        ),
        line!(
            Rfe: case(Rfe::<Ridge>::default(), numbers, amounts),
            case(Rfe::<LogisticRegression<2>> { n_features_to_select: 1, step_size: 2, ..Default::default() }, numbers, sides)
                .many(2_000)
        ),
    ]
}

fn linear() -> Vec<Line> {
    vec![
        line!(
            LogisticRegression: case(LogisticRegression::<3>::default(), numbers, classes).many(2_000).within(1e-6),
            case(LogisticRegression::<2>::default(), narrow_numbers, sides).many(2_000).within(1e-5),
            case(LogisticRegression::<3>::default(), sparse, classes).many(2_000).within(1e-6).told_as(", sparse")
        ),
        line!(
            SgdClassifier: case(SgdClassifier::<3>::default(), numbers, classes).many(2_000).within(f64::INFINITY),
            case(SgdClassifier::<2>::default(), narrow_numbers, sides).many(2_000).within(f64::INFINITY),
            case(SgdClassifier::<3>::default(), sparse, classes).many(2_000).within(f64::INFINITY).told_as(", sparse")
        ),
        line!(
            Ridge: case(Ridge::default(), numbers, amounts),
            case(Ridge::default(), narrow_numbers, amounts).within(1e-5),
            case(Ridge::default(), sparse, amounts).told_as(", sparse"),
            case(Ridge::default(), wide_sparse, amounts).many(2_000).within(1e-6).told_as(", 1104 sparse columns")
        ),
    ]
}

fn reshape() -> Vec<Line> {
    vec![
        line!(Flatten: case(Flatten, pictures, none).passes_on()),
        line!(Concat: case(Concat, pair, none).passes_on(), case(Concat, sparse_pair, none).passes_on().told_as(", sparse")),
        line!(Columns: case(Columns::<f64>::default(), column_and_table, none).passes_on()),
    ]
}

fn series() -> Vec<Line> {
    vec![
        line!(Windows: case(Windows::<3>, one_column, none).passes_on()),
        line!(Ahead: case(Ahead::<2>, windows, none).passes_on()),
        line!(Lags: case(Lags::<3>::default(), one_column, none).passes_on()),
        line!(
            Differences: case(Differences::<2>, numbers, none).passes_on(),
            case(Differences::<1>, narrow_numbers, none).passes_on(),
            case(Differences::<1>, one_column, none).passes_on()
        ),
        line!(
            Rolling: case(Rolling::<3>::default(), numbers, none).passes_on(),
            case(Rolling::<4> { statistic: RollingStatistic::Median }, narrow_numbers, none).passes_on()
        ),
        line!(SkipRows: case(SkipRows::<2>, numbers, none).passes_on(), case(SkipRows::<3>, texts, none)),
        line!(ValuesAhead: case(ValuesAhead::<2>, rows_and_classes, none).passes_on()),
        #[cfg(feature = "fft")]
        line!(FftMagnitudes: case(FftMagnitudes, numbers, none), case(FftMagnitudes, narrow_numbers, none)),
    ]
}

fn images() -> Vec<Line> {
    vec![
        line!(Patches: case(Patches::<2, 2, 1>, pictures, none).passes_on()),
        line!(BlockMeans: case(BlockMeans::<2, 3>, pictures, none).passes_on()),
        line!(Hog: case(Hog::<1, 1, 4>::default(), pictures, none).within(1e-6)),
    ]
}

fn rows() -> Vec<Line> {
    vec![
        line!(DropOutliers: case(DropOutliers { limit: 1.5 }, rows_and_classes, none).while_fitting().passes_on()),
        line!(Balance: case(Balance, rows_and_classes, none).while_fitting().passes_on()),
    ]
}
