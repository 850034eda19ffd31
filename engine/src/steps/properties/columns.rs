//! The laws of the steps of columns: a fit and a transform in one or in two, rows alone or together, parts or the whole, any number of
//! threads, saved or not.

use ndarray::{ArcArray1, ArcArray2, Axis};
use proptest::prelude::*;

use super::same_bits;
use crate::batches::learn;
use crate::records::{Category, Column, Nullable};
use crate::step::{Context, Fit, Learn, Learner, Run, Step, Transform};
use crate::steps::ImputeStrategy::{Constant, Mean, Median, MostFrequent};
use crate::steps::{
    Distinct, DropCategory, MissingIndicator, OneHotEncoder, OrdinalEncoder, SimpleImputer, UnknownCategory,
};
use crate::{Phase, Result};

/// An output of which rows can be taken.
trait Rows: PartialEq + std::fmt::Debug + Send {
    fn join(parts: Vec<Self>) -> Self
    where
        Self: Sized;
}

impl<T: Clone + PartialEq + std::fmt::Debug + Send + Sync> Rows for ArcArray1<T> {
    fn join(parts: Vec<Self>) -> Self {
        parts.into_iter().flat_map(|part| part.to_vec()).collect()
    }
}

impl Rows for ArcArray2<f64> {
    fn join(parts: Vec<Self>) -> Self {
        let views: Vec<_> = parts.iter().map(|part| part.view()).collect();
        ndarray::concatenate(Axis(0), &views).expect("equal widths").into_shared()
    }
}

/// What a model file keeps of a fitted step.
#[cfg(feature = "save")]
fn reloaded<F: crate::save::Save>(fitted: &F) -> Result<F> {
    let described = crate::save::Described::new("Laws", "");
    crate::save::from_bytes(&crate::save::to_bytes(&described, fitted)?, &described)
}

#[cfg(feature = "save")]
trait Saved: crate::save::Save {}
#[cfg(feature = "save")]
impl<T: crate::save::Save> Saved for T {}
#[cfg(not(feature = "save"))]
trait Saved {}
#[cfg(not(feature = "save"))]
impl<T> Saved for T {}

/// Every law of a step that takes a column, where the fit succeeds; a failure must be one for the batches as well.
fn laws<S, C, Out>(step: &S, x: &C, cut: usize) -> Result<(), TestCaseError>
where
    S: Fit<C> + Learn<C> + Learner,
    C: Column + Clone,
    S::Fitted: Transform<C, Out = Out> + Saved,
    Out: Rows,
{
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let cut = cut.min(x.rows());
    let batches = [x.cut(0..cut), x.cut(cut..x.rows())];
    let source = crate::batches::from_fn(|| Ok(batches.iter().map(|batch| Ok((batch.clone(), ())))));
    let in_batches = learn(step, &source, &context);
    let Ok(fitted) = step.fit(x.clone(), (), &context) else {
        prop_assert!(in_batches.is_err(), "only the whole fails");
        return Ok(());
    };
    let out = fitted.transform(x.clone()).expect("what was seen");
    let (_, both) = step.fit_transform(x.clone(), (), &context).expect("the fit succeeds");
    prop_assert_eq!(&both, &out);
    let batched = in_batches.expect("the whole succeeds").transform(x.clone()).expect("what was seen");
    prop_assert_eq!(&batched, &out);
    let rows = (0..x.rows()).map(|row| fitted.transform(x.cut(row..row + 1)).expect("what was seen"));
    prop_assert_eq!(&Out::join(rows.collect()), &out);
    #[cfg(feature = "save")]
    prop_assert_eq!(&reloaded(&fitted).expect("saved").transform(x.clone()).expect("what was seen"), &out);
    Ok(())
}

fn one_hots() -> Vec<OneHotEncoder> {
    let rare = OneHotEncoder { min_frequency: 2, unknown: UnknownCategory::Infrequent, ..Default::default() };
    let few = OneHotEncoder { max_categories: 2, drop: DropCategory::First, ..Default::default() };
    vec![OneHotEncoder::default(), rare, few]
}

/// The laws for a column without and with missing values.
fn encoders<T: Distinct + PartialEq + std::fmt::Debug>(
    cells: &[Option<T>],
    cut: usize,
) -> Result<(), TestCaseError>
where
    ArcArray1<T>: Column<Cell = T>,
{
    let present: ArcArray1<T> = cells.iter().flatten().cloned().collect();
    let cells: Nullable<T> = cells.iter().cloned().collect();
    for step in one_hots() {
        laws(&step, &present, cut)?;
        laws(&step, &cells, cut)?;
    }
    laws(&OrdinalEncoder::<f64>::default(), &present, cut)?;
    laws(&SimpleImputer { strategy: MostFrequent, ..Default::default() }, &cells, cut)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn steps_of_columns_obey_the_laws(
        texts in prop::collection::vec(prop::option::of("[abc]{0,1}"), 1..20),
        numbers in prop::collection::vec(prop::option::of(-3_i32..3), 1..20),
        cut in 0_usize..20,
    ) {
        let categories: Vec<Option<Category>> =
            texts.iter().map(|text| text.as_deref().map(Category::from)).collect();
        encoders(&texts, cut)?;
        encoders(&categories, cut)?;
        encoders(&numbers, cut)?;
        let reals: Nullable<f64> = numbers.iter().map(|number| number.map(f64::from)).collect();
        for strategy in [Mean, Median, MostFrequent, Constant] {
            laws(&SimpleImputer { strategy, fill_value: "7".into() }, &reals, cut)?;
        }
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let missing = MissingIndicator.fit(reals.clone(), (), &context)?.transform(reals.clone())?;
        prop_assert_eq!(missing.to_vec(), numbers.iter().map(Option::is_none).collect::<Vec<_>>());
    }
}

#[test]
fn many_rows_have_the_same_result_on_any_number_of_threads() {
    let cells: Nullable<f64> =
        (0..40_000).map(|row| (row % 7 != 0).then(|| f64::from(row % 1000) / 3.0)).collect();
    fn values<S, Out>(step: &S, x: &Nullable<f64>)
    where
        S: Fit<Nullable<f64>> + Step<Fitted: Transform<Nullable<f64>, Out = Out>>,
        Out: PartialEq + std::fmt::Debug + Send,
    {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        same_bits(|| step.fit(x.clone(), (), &context).expect("numbers").transform(x.clone()).expect("seen"));
    }
    for strategy in [Mean, Median, MostFrequent] {
        values(&SimpleImputer { strategy, ..Default::default() }, &cells);
    }
    values(&OneHotEncoder::<f64>::default(), &cells);
}
