//! `choose { .. }`: one of several steps, and which one is a hyperparameter.

use std::sync::atomic::{AtomicUsize, Ordering};

use shapeflow::batches::Rows;
use shapeflow::prelude::*;
use shapeflow_tests::noise;
use shapeflow_tests::steps::*;

static FITTED: AtomicUsize = AtomicUsize::new(0);
static CALLED: AtomicUsize = AtomicUsize::new(0);

/// Keeps the `K` columns whose means of the two classes differ most, and counts how often it does.
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
struct Best<const K: usize> {
    /// A factor on the difference.
    #[space(uniform(0.5..=2.0))]
    scale: f64,
}

#[derive(Debug, Clone, PartialEq)]
struct FittedBest {
    kept: Vec<usize>,
}

impl<const K: usize> Step for Best<K> {
    type Fitted = FittedBest;
    const SIGNATURE: Signature = Signature::new("[n, d] fit([n]) -> [n, K] where K <= d", &[("K", K as i64)]);
}

impl<const K: usize> Fit<ArcArray2<f32>, ArcArray1<u8>> for Best<K> {
    fn fit(&self, x: ArcArray2<f32>, y: ArcArray1<u8>, _: &Context<'_>) -> Result<FittedBest> {
        FITTED.fetch_add(1, Ordering::Relaxed);
        let mut difference = vec![0.0_f32; x.ncols()];
        for (row, &class) in x.rows().into_iter().zip(&y) {
            for (sum, value) in difference.iter_mut().zip(row) {
                *sum += if class == 0 { -value } else { *value };
            }
        }
        let mut kept: Vec<usize> = (0..x.ncols()).collect();
        kept.sort_by(|a, b| difference[*b].abs().total_cmp(&difference[*a].abs()));
        kept.truncate(K);
        Ok(FittedBest { kept })
    }
}

impl Transform<ArcArray2<f32>> for FittedBest {
    type Out = ArcArray2<f32>;
    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        CALLED.fetch_add(1, Ordering::Relaxed);
        Ok(x.select(Axis(1), &self.kept).into_shared())
    }
}

pipeline! {
    Flowers(petals: f32[n, 5]) fit(kind: u8[n]) -> f32[n, 2] {
        features = petals |> choose { pca: Pca<2>, best: Best<2> { scale: 1.0 ~ uniform(1.0..=1.5) } }.fit(kind);
        features |> scaled: choose {
            standard: StandardScaler,
            default plain: optional MinMaxScaler
        } |> LogisticRegression<2>.fit(kind)
    }
}

fn data() -> (Array2<f32>, Array1<u8>) {
    let x = noise(24, 5, 3);
    let y = x.column(3).mapv(|value| u8::from(value > 0.0));
    (x, y)
}

fn counts() -> (usize, usize) {
    (FITTED.swap(0, Ordering::Relaxed), CALLED.swap(0, Ordering::Relaxed))
}

#[test]
fn an_arm_that_is_not_chosen_is_neither_fitted_nor_called() -> Result<()> {
    let (x, y) = data();
    counts();
    let flowers = Flowers::default();
    let model = flowers.fit(&x, &y)?;
    model.predict(&x)?;
    assert_eq!(counts(), (0, 0));
    assert!(matches!(&model.features, FlowersFeaturesFitted::Pca(pca) if pca.components().nrows() == 2));
    let best = flowers.with(&"features = best".parse()?)?;
    assert_eq!(best.features.choice, FlowersFeaturesArm::Best);
    let model = best.fit(&x, &y)?;
    assert!(matches!(&model.features, FlowersFeaturesFitted::Best(best) if best.kept[0] == 3));
    let (fits, calls) = counts();
    assert!(fits == 1 && calls == 1, "{fits} {calls}");
    assert_eq!(model.predict(&x)?.dim(), (24, 2));
    Ok(())
}

#[test]
fn the_arm_and_its_hyperparameters_are_in_the_space() -> Result<()> {
    insta::assert_snapshot!(Flowers::space()?, @r#"
    features                                        categorical(["pca", "best"])
    features.pca.whiten                             boolean()                           where features is pca
    features.best.scale                             uniform(1.0..=1.5)                  where features is best
    output.scaled                                   categorical(["standard", "plain"])
    output.scaled.standard.with_mean                boolean()                           where output.scaled is standard
    output.scaled.standard.with_std                 boolean()                           where output.scaled is standard
    output.scaled.plain                             boolean()                           where output.scaled is plain
    output.scaled.plain.feature_range.0             (real number)                       where output.scaled is plain and output.scaled.plain is true
    output.scaled.plain.feature_range.1             (real number)                       where output.scaled is plain and output.scaled.plain is true
    output.scaled.plain.clip                        boolean()                           where output.scaled is plain and output.scaled.plain is true
    output.logistic_regression.c                    log(0.0001..=100.0)
    output.logistic_regression.max_iterations       (integer)
    output.logistic_regression.tolerance            (real number)
    output.logistic_regression.require_convergence  (boolean)
    "#);
    let at = Flowers::at();
    assert_eq!(at.features.choice.to_string(), "features");
    assert_eq!(at.features.best.scale.to_string(), "features.best.scale");
    let mut assignment = Assignment::new();
    assignment.set_at(&at.features.choice, FlowersFeaturesArm::Best);
    assignment.set_at(&at.features.best.scale, 1.25);
    let flowers = Flowers::default().with(&assignment)?;
    assert_eq!((flowers.features.choice, flowers.features.best.scale), (FlowersFeaturesArm::Best, 1.25));
    assert_eq!(flowers.assignment().get_at(&at.features.choice)?, Some(FlowersFeaturesArm::Best));
    Ok(())
}

#[test]
fn the_default_is_the_first_arm_or_the_one_that_says_so() {
    let flowers = Flowers::default();
    assert_eq!(flowers.features.choice, FlowersFeaturesArm::Pca);
    assert_eq!(flowers.output.scaled.choice, FlowersOutputScaledArm::Plain);
}

#[test]
fn an_arm_keeps_its_values_while_another_is_chosen() -> Result<()> {
    let mut flowers = Flowers::default();
    flowers.features.pca.whiten = true;
    let best = flowers.with(&"features = best".parse()?)?;
    assert_eq!(best.assignment().get("features.pca.whiten"), None);
    let error = best.clone().with(&"features.pca.whiten = false".parse()?).expect_err("another arm");
    assert_eq!(
        error.to_string(),
        "features.pca.whiten: exists only where `features` is `pca`, and it is `best`"
    );
    let again = best.with(&"features = pca".parse()?)?;
    assert!(again.features.pca.whiten);
    let mut set = again.clone();
    let error = set.set("features.best.scale", &1.0.into()).expect_err("another arm");
    assert!(error.to_string().contains("belongs to an arm that is not chosen"), "{error}");
    let error = again.with(&"features = worst".parse()?).expect_err("no arm");
    assert!(error.to_string().contains("`worst`"), "{error}");
    Ok(())
}

#[test]
fn an_error_names_the_arm() -> Result<()> {
    let (x, y) = data();
    let error = Flowers::default().fit(x.select(Axis(0), &[0]), y.select(Axis(0), &[0])).expect_err("1 row");
    assert!(error.to_string().starts_with("flowers.features.pca: fit: "), "{error}");
    Ok(())
}

#[test]
fn the_drawing_names_the_arms() {
    let dot = Flowers::graph().dot();
    for line in ["choose", "pca: Pca&lt;2&gt;,", "best:", "standard:", "optional"] {
        assert!(dot.contains(line), "{line}: {dot}");
    }
}

#[test]
fn a_saved_choice_predicts_as_before() -> Result<()> {
    let (x, _) = data();
    let path = std::env::temp_dir().join(format!("shapeflow-choose-{}.safetensors", std::process::id()));
    let model = Scaling::default().with(&"scaled = lines".parse()?)?.fit(&x)?;
    model.save(&path)?;
    let again = Scaling::load(&path)?;
    std::fs::remove_file(&path)?;
    assert!(matches!(again.scaled, ScalingScaledFitted::Lines(_)));
    assert_eq!(again.predict(&x)?, model.predict(&x)?);
    assert_eq!(format!("{:?}", again.clone().scaled), format!("{:?}", model.scaled));
    Ok(())
}

pipeline! {
    Inner(x: f32[n, 5]) -> f32[n, 5] { x |> StandardScaler |> MinMaxScaler }

    Scaling(x: f32[n, 5]) -> f32[n, 5] {
        scaled = x |> choose { nested: Inner, lines: MinMaxScaler, OneMore };
        scaled
    }

    Still(x: f32[n, 5]) -> f32[n, 5] { x |> choose { StandardScaler, OneMore } }

    Parts(x: f32[n, 5]) {
        (a, _b) = x |> choose { one: Signs, other: Signs };
        a
    }

    Words(words: String[n]) -> f32[n, 2] {
        words |> Bag |> choose { first: First<2>, same: OneMore }
    }

    Kept(x: f32[n, 3]) fit(y: u8[n]) -> f32[n, 2] {
        (x2, y2) = (x, y) |> DropOutliers;
        x2 |> choose { same: OneMore, scaled: StandardScaler } |> LogisticRegression<2>.fit(y2)
    }
}

#[test]
fn a_choice_learns_from_batches_and_by_partial_fits() -> Result<()> {
    let (x, _) = data();
    let x = x.into_shared();
    for (arm, passes) in [("nested", 2), ("lines", 1), ("one_more", 0)] {
        let scaling = Scaling::default().with(&Assignment::from([("scaled", arm)]))?;
        assert_eq!(scaling.passes()?, passes, "{arm}");
        let fitted = scaling.fit_batches(Rows::of(x.clone()).by(10)?)?;
        let difference = fitted.predict(x.clone())? - scaling.fit(x.clone())?.predict(x.clone())?;
        assert!(difference.iter().all(|value| value.abs() < 1e-5), "{arm}");
    }
    let going_on = Still::default();
    let mut fitted = going_on.fit(x.clone())?;
    going_on.partial_fit(&mut fitted, x.clone())?;
    let other = going_on.with(&"output = one_more".parse()?)?;
    let error = other.partial_fit(&mut fitted, x).expect_err("another arm");
    assert_eq!(
        error.to_string(),
        "still.output: fit: the arm `one_more` is chosen, but the model was fitted with `standard_scaler`; \
         choose that one, or fit it again"
    );
    Ok(())
}

#[test]
fn several_values_and_no_promise() -> Result<()> {
    let (x, _) = data();
    let model = Parts::default().fit(&x)?;
    assert_eq!(model.predict(&x)?.shape(), [24, 5]);
    Ok(())
}

#[test]
fn only_the_chosen_arm_is_held_against_real_sizes() -> Result<()> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Array1<String>>();
    let two = words(&["a", "b", "a"]);
    let one = words(&["a", "a", "a"]);
    assert_eq!(Words::default().fit(&two)?.predict(&two)?.dim(), (3, 2));
    let error = Words::default().fit_transform(&one).expect_err("one word");
    insta::assert_snapshot!(error, @r"
    words.output.choose: fit: shape mismatch at step `First<2>`
      takes    [n, d]
      is given [3, 1]  from `Bag`
      needs `K <= d`, but K = 2, d = 1
    ");
    let same = Words::default().with(&"output.choose = same".parse()?)?;
    assert_eq!(same.fit(&two)?.predict(&two)?.dim(), (3, 2));
    let error = same.fit_transform(&one).expect_err("another length than that of the first arm");
    assert!(error.to_string().contains("breaks the promise of its signature"), "{error}");
    Ok(())
}

#[test]
fn rows_may_change_before_a_choice() -> Result<()> {
    let x = noise(30, 3, 5);
    let y = x.column(0).mapv(|value| u8::from(value > 0.0));
    for arm in ["same", "scaled"] {
        let kept = Kept::default().with(&Assignment::from([("output.choose", arm)]))?;
        assert_eq!(kept.fit(&x, &y)?.predict(&x)?.dim(), (30, 2));
    }
    Ok(())
}
