//! The standard steps: a loaded step predicts the same bits.

use ndarray::{ArcArray1, ArcArray2, Array2, array};

use super::{described, loaded, saved};
use crate::Phase;
use crate::Result;
use crate::save::opened::open_bytes;
use crate::save::{Reader, Save, Writer, from_bytes, parts, to_bytes};
use crate::sparse::Sparse;
use crate::step::{Context, Fit, Run, Transform};
use crate::steps::*;

fn rows() -> ArcArray2<f64> {
    Array2::from_shape_fn((12, 3), |(row, column)| ((row * 7 + column * 5) % 11) as f64 / 3.0 + 0.1)
        .into_shared()
}

/// Saves and loads a fitted step; both must write the same bytes and predict the same.
fn same_after_loading<X: Clone, S, Y, Out>(step: &S, x: X, y: Y)
where
    S: Fit<X, Y>,
    S::Fitted: Save + Transform<X, Out = Out>,
    Out: Save,
{
    let run = Run::new();
    let fitted = step.fit(x.clone(), y, &Context::root(&run, "test", Phase::Fit)).expect("fits");
    let again: S::Fitted = loaded(&saved(&fitted)).expect("it was saved");
    assert_eq!(saved(&again), saved(&fitted));
    let (now, before) = (again.transform(x.clone()).expect("finite"), fitted.transform(x).expect("finite"));
    assert_eq!(saved(&(now,)), saved(&(before,)));
}

fn drop_of(unknown: UnknownCategory) -> OneHotEncoder {
    OneHotEncoder { unknown, drop: DropCategory::IfBinary, ..OneHotEncoder::default() }
}

fn classes() -> ArcArray1<u8> {
    (0..12).map(|row| row % 2).collect()
}

#[test]
fn fitted_steps() {
    same_after_loading(&StandardScaler::default(), rows(), ());
    same_after_loading(&StandardScaler { with_mean: false, with_std: false }, rows(), ());
    same_after_loading(&MinMaxScaler::default(), rows(), ());
    same_after_loading(&MinMaxScaler { clip: true, ..MinMaxScaler::default() }, rows(), ());
    same_after_loading(&MaxAbsScaler::default(), rows(), ());
    same_after_loading(&MaxAbsScaler { clip: true }, rows(), ());
    same_after_loading(&RobustScaler::default(), rows(), ());
    same_after_loading(&RobustScaler { with_centering: false, ..RobustScaler::default() }, rows(), ());
    for strategy in [Binning::Uniform, Binning::Quantile, Binning::Kmeans] {
        same_after_loading(&KBinsDiscretizer { n_bins: 3, strategy }, rows(), ());
        // A constant column beside columns with other numbers of bins.
        let mut uneven = rows();
        uneven.column_mut(1).fill(0.5);
        same_after_loading(&KBinsDiscretizer { n_bins: 4, strategy }, uneven, ());
    }
    same_after_loading(&LogisticRegression::<2>::default(), rows(), classes());
    same_after_loading(&SgdClassifier::<2>::default(), rows(), classes());
    #[cfg(feature = "linalg")]
    {
        let target = rows().column(0).to_owned().into_shared();
        same_after_loading(&Ridge { alpha: 0.5, ..Ridge::default() }, rows(), target);
        same_after_loading(&Pca::<2> { whiten: true }, rows(), ());
    }
}

#[test]
fn steps_for_labels() {
    let words: ArcArray1<String> = classes().iter().map(|class| format!("class {class}")).collect();
    same_after_loading(&LabelEncoder::<String>::default(), words.clone(), ());
    same_after_loading(&LabelEncoder::<i64>::default(), array![-3_i64, 7, -3].into_shared(), ());
    same_after_loading(&OneHotEncoder::<f64>::default(), words.clone(), ());
    let drop =
        OneHotEncoder::<f32> { drop: DropCategory::First, min_frequency: 7, ..OneHotEncoder::default() };
    same_after_loading(&drop, classes(), ());
    same_after_loading(
        &OneHotEncoder::<f64> { max_categories: 1, ..drop_of(UnknownCategory::Infrequent) },
        classes(),
        (),
    );
    same_after_loading(&OrdinalEncoder::<f64>::default(), words, ());
    same_after_loading(
        &OrdinalEncoder::<f64> { unknown: Some(-1.0), ..OrdinalEncoder::default() },
        classes(),
        (),
    );
    let mut missing = rows();
    missing[[2, 1]] = f64::NAN;
    for strategy in [ImputeStrategy::Mean, ImputeStrategy::Median, ImputeStrategy::MostFrequent] {
        same_after_loading(&SimpleImputer { strategy, ..SimpleImputer::default() }, missing.clone(), ());
    }
    same_after_loading(&Columns::<f64>::default(), classes(), ());
    same_after_loading(&OneHot::<2>::default(), classes(), ());
    same_after_loading(&OneHot::<2, f64>::default(), classes(), ());
    same_after_loading(&Log1p, rows(), ());
    same_after_loading(&Expm1, rows(), ());
    same_after_loading(&Log::default(), rows(), ());
    same_after_loading(&Log { base: 10.0 }, rows(), ());
    same_after_loading(&Clip::default(), rows(), ());
    same_after_loading(&Clip { min: 0.5, ..Clip::default() }, rows(), ());
    let pair = (rows(), classes());
    same_after_loading(&DropOutliers { limit: 2.0 }, pair.clone(), ());
    same_after_loading(&Balance, pair, ());
    let weighted = (rows(), classes(), ArcArray1::<f32>::ones(rows().nrows()));
    same_after_loading(&WithWeights::<Balance>::default(), weighted, ());
}

#[test]
fn steps_of_texts_and_sparse_values() {
    let texts: ArcArray1<String> = (0..12).map(|row| format!("row {row} cat{} dog", row % 3)).collect();
    same_after_loading(
        &CountVectorizer::<f64> { ngram_range: (1, 2), ..Default::default() },
        texts.clone(),
        (),
    );
    let stopped = CountVectorizer::<f32> {
        stop_words: Terms::english(),
        vocabulary: Terms::from(["dog", "cat1"]),
        binary: true,
        ..Default::default()
    };
    same_after_loading(&stopped, texts.clone(), ());
    let weighed =
        TfidfVectorizer::<f64> { norm: RowNorm::L1, sublinear_tf: true, min_df: 2, ..Default::default() };
    same_after_loading(&weighed, texts.clone(), ());
    let characters =
        TfidfVectorizer::<f64> { analyzer: Analyzer::CharWb, use_idf: false, ..Default::default() };
    same_after_loading(&characters, texts.clone(), ());
    let hashed = HashingVectorizer::<f32> { n_features: 9, alternate_sign: false, ..Default::default() };
    same_after_loading(&hashed, texts, ());
    let sparse = Sparse::from_dense(&rows()).expect("few columns");
    same_after_loading(&TfidfTransformer::default(), sparse.clone(), ());
    same_after_loading(&ToDense, sparse, ());
    same_after_loading(&ToSparse, rows(), ());
}

#[test]
fn a_sparse_value_is_loaded_with_its_bits_and_checked() {
    let sparse =
        Sparse::from_triplets((3, 9), [(0, 8, -0.0), (2, 1, f64::NAN), (2, 3, 1e-300)]).expect("inside");
    let again: Sparse<f64> = loaded(&saved(&sparse)).expect("it was saved");
    assert_eq!((again.shape(), again.column_numbers()), (sparse.shape(), sparse.column_numbers()));
    let bits = |x: &Sparse<f64>| x.values().iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(&again), bits(&sparse));
    let part = sparse.cut(1..3);
    assert_eq!(loaded::<Sparse<f64>>(&saved(&part)).expect("it was saved").shape(), (2, 9));
    let forged = |width: u64, offsets: Vec<usize>, columns: Vec<u32>| {
        let file = saved(&Parts { width, offsets, columns, values: vec![1.0, 2.0] });
        loaded::<Sparse<f64>>(&file).expect_err("forged").to_string()
    };
    assert!(forged(1, vec![0, 2], vec![0, 1]).contains("stay below 1"));
    assert!(forged(3, vec![0, 3], vec![0, 1]).contains("offsets"));
    assert!(forged(3, vec![], vec![0, 1]).contains("`offsets` must have at least 1 entry"));
}

/// The parts of a sparse value, which need not fit.
struct Parts {
    width: u64,
    offsets: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f64>,
}

impl Save for Parts {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("width", &self.width)?;
        out.field("offsets", &self.offsets)?;
        out.field("columns", &self.columns)?;
        out.field("values", &self.values)
    }

    fn load(_: &mut Reader<'_>) -> Result<Self> {
        Err(crate::Error::new("only written"))
    }
}

#[test]
fn meta_steps() {
    let scaler = StandardScaler::default;
    let items = rows().into_shape_with_order((3, 4, 3)).expect("12 is 3 times 4");
    for sharing in [Sharing::One, Sharing::Each] {
        same_after_loading(&ForEach { sharing, step: scaler() }, items.clone(), ());
    }
    same_after_loading(&Flattened { step: scaler() }, items, ());
    for step in [Optional::new(scaler()), Optional { present: false, step: scaler() }] {
        same_after_loading(&step, rows(), ());
    }
    same_after_loading(&OnlyFit { step: scaler() }, rows(), ());
    same_after_loading(&Retry { attempts: 2, ..Retry::<StandardScaler>::default() }, rows(), ());
    same_after_loading(&CrossFit::<LogisticRegression<2>, 3>::default(), rows(), classes());
    same_after_loading(&Bagging::<LogisticRegression<2>, 3>::default(), rows(), classes());
    #[cfg(feature = "cache")]
    same_after_loading(&Cached { store: None, step: scaler() }, rows(), ());
    let run = Run::new();
    let fitted = scaler().fit(rows(), (), &Context::root(&run, "test", Phase::Fit)).expect("fits");
    same_after_loading(&Frozen::<StandardScaler>::new(fitted), rows(), ());
    for vote in [Vote::Mean, Vote::Majority] {
        same_after_loading(&Voting { vote }, [rows(), rows()], ());
    }
}

#[test]
fn accumulators_and_stateless_steps() {
    let moments = Moments::of(rows().view()).expect("finite");
    assert_eq!(loaded::<Moments>(&saved(&moments)).expect("it was saved"), moments);
    let scatter = Scatter::of(rows().view()).expect("finite");
    assert_eq!(loaded::<Scatter>(&saved(&scatter)).expect("it was saved"), scatter);
    let steps = (Flatten, Concat, ArgMax);
    assert_eq!(loaded::<(Flatten, Concat, ArgMax)>(&saved(&steps)).expect("they were saved"), steps);
}

/// What `pipeline!` emits for two steps, one of them inside the equation `strokes`.
#[derive(Debug, PartialEq)]
struct Pipeline {
    scaled: FittedStandardScaler,
    joined: Concat,
}

impl Save for Pipeline {
    const VERSION: u32 = 0;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.node("strokes.wide.scaled", &self.scaled)?;
        out.node("joined", &self.joined)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Ok(Self { scaled: state.node("strokes.wide.scaled")?, joined: state.node("joined")? })
    }
}

#[test]
fn nodes_stand_under_their_paths() {
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let scaled = StandardScaler::default().fit(rows(), (), &context).expect("fits");
    let bytes = saved(&Pipeline { scaled: scaled.clone(), joined: Concat });
    let again: Pipeline = loaded(&bytes).expect("it was saved");
    assert_eq!(again, Pipeline { scaled: scaled.clone(), joined: Concat });
    let opened = open_bytes(&bytes).expect("a model");
    assert_eq!(opened.manifest.versions["strokes.wide.scaled"], 1);
    assert!(opened.manifest.arrays.iter().any(|array| array.name == "strokes.wide.scaled.moments.mean"));
    assert_eq!(parts::load::<FittedStandardScaler>(opened, "strokes.wide.scaled").expect("one part"), scaled);

    // Nested within another pipeline.
    let (_, nested) = loaded::<(u8, Pipeline)>(&saved(&(1_u8, again))).expect("it was saved");
    assert_eq!(nested.scaled, scaled);
    let error = loaded::<Pipeline>(&saved(&(1_u8,))).expect_err("another model");
    assert_eq!(error.path(), "strokes.wide.scaled");
}

/// A file from an untrusted source: arrays whose lengths disagree would make a later `transform` panic.
#[test]
fn lengths_must_agree() {
    struct Fake;
    impl Save for Fake {
        const VERSION: u32 = FittedStandardScaler::VERSION;
        fn save(&self, out: &mut Writer<'_>) -> Result<()> {
            out.field("moments", &Moments::new(3))?;
            out.field("shift", &array![0.0, 0.0])?;
            out.field("scale", &array![1.0, 1.0, 1.0])
        }
        fn load(_: &mut Reader<'_>) -> Result<Self> {
            Ok(Self)
        }
    }
    let bytes = to_bytes(&described(), &Fake).expect("it can be saved");
    let error = from_bytes::<FittedStandardScaler>(&bytes, &described()).expect_err("2 is not 3");
    assert_eq!(error.to_string(), "shift: has the shape [2] in the file, but the other parts require [3]");
}

/// Numbers that no fit writes: they would hide a mistake, or count the bins of a column wrong.
#[test]
fn numbers_of_a_forged_file_are_checked() {
    struct Bins(Vec<u64>, Vec<f64>);
    impl Save for Bins {
        const VERSION: u32 = FittedKBinsDiscretizer::VERSION;
        fn save(&self, out: &mut Writer<'_>) -> Result<()> {
            out.field("counts", &self.0)?;
            out.field("edges", &ndarray::Array1::from(self.1.clone()))
        }
        fn load(_: &mut Reader<'_>) -> Result<Self> {
            Ok(Self(Vec::new(), Vec::new()))
        }
    }
    let load = |counts: &[u64], edges: &[f64]| {
        let bytes = to_bytes(&described(), &Bins(counts.to_vec(), edges.to_vec())).expect("it can be saved");
        from_bytes::<FittedKBinsDiscretizer>(&bytes, &described()).map_err(|error| error.to_string())
    };
    let edges = [0.0, 1.0, 5.0, 5.0];
    assert_eq!(load(&[1, 3], &edges).expect("increasing").edges()[1], array![1.0, 5.0, 5.0]);
    let wrong =
        Err("`edges` must hold increasing numbers for each column; the file is damaged or forged".to_owned());
    assert_eq!(load(&[2, 1], &edges), wrong);
    assert_eq!(load(&[0, 4], &edges), wrong);
    assert_eq!(load(&[2, 2], &[1.0, 0.0, 2.0, 3.0]), wrong);
    assert_eq!(load(&[2, 2], &[0.0, f64::INFINITY, 2.0, 3.0]), wrong);
    let more = Err("`counts` has more edges than `edges`; the file is damaged or forged".to_owned());
    assert_eq!(load(&[2, 3], &edges), more);
    assert_eq!(load(&[u64::MAX, 2], &edges), more);

    struct Largest(f64);
    impl Save for Largest {
        const VERSION: u32 = FittedMaxAbsScaler::VERSION;
        fn save(&self, out: &mut Writer<'_>) -> Result<()> {
            out.field("rows", &1_u64)?;
            out.field("largest", &array![2.0, self.0])?;
            out.field("clip", &false)
        }
        fn load(_: &mut Reader<'_>) -> Result<Self> {
            Ok(Self(0.0))
        }
    }
    for largest in [-1.0, f64::NAN, f64::INFINITY] {
        let bytes = to_bytes(&described(), &Largest(largest)).expect("it can be saved");
        let error = from_bytes::<FittedMaxAbsScaler>(&bytes, &described()).expect_err("no size").to_string();
        assert_eq!(
            error,
            format!(
                "`largest` must hold absolute values, but that of column 1 (counted from 0) is {largest}; the file is damaged \
                 or forged"
            )
        );
    }
    assert!(to_bytes(&described(), &Log { base: 1.0 }).is_err());
    assert!(to_bytes(&described(), &Clip { min: 1.0, max: 0.0 }).is_err());
}
