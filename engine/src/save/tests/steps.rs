//! The standard steps: a loaded step predicts the same bits.

use ndarray::{ArcArray1, ArcArray2, Array2, array};

use super::{described, loaded, saved};
use crate::Phase;
use crate::Result;
use crate::save::opened::open_bytes;
use crate::save::{Reader, Save, Writer, from_bytes, parts, to_bytes};
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

fn classes() -> ArcArray1<u8> {
    (0..12).map(|row| row % 2).collect()
}

#[test]
fn fitted_steps() {
    same_after_loading(&StandardScaler::default(), rows(), ());
    same_after_loading(&StandardScaler { with_mean: false, with_std: false }, rows(), ());
    same_after_loading(&MinMaxScaler::default(), rows(), ());
    same_after_loading(&MinMaxScaler { clip: true, ..MinMaxScaler::default() }, rows(), ());
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
    same_after_loading(&LabelEncoder::<String>::default(), words, ());
    same_after_loading(&LabelEncoder::<i64>::default(), array![-3_i64, 7, -3].into_shared(), ());
    same_after_loading(&OneHot::<2>::default(), classes(), ());
    same_after_loading(&OneHot::<2, f64>::default(), classes(), ());
    same_after_loading(&Log1p, rows(), ());
    same_after_loading(&Expm1, rows(), ());
    let pair = (rows(), classes());
    same_after_loading(&DropOutliers { limit: 2.0 }, pair.clone(), ());
    same_after_loading(&Balance, pair, ());
    let weighted = (rows(), classes(), ArcArray1::<f32>::ones(rows().nrows()));
    same_after_loading(&WithWeights::<Balance>::default(), weighted, ());
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
