//! `inverse(label)` in whole pipelines.

use std::sync::atomic::{AtomicUsize, Ordering};

use shapeflow::graph::EdgeRole;
use shapeflow::prelude::*;
use shapeflow::step::Inverse;

use crate::two_groups;

pipeline! {
    /// Text in, text out.
    Sides(x: f64[n, 2]) fit(side: String[n]) -> String[n] {
        label  = side |> LabelEncoder;
        probs  = x |> StandardScaler |> LogisticRegression<2>.fit(label);
        answer = probs |> ArgMax |> inverse(label);
        answer
    }

    /// Several links and a block between the value and the inverse; the equations stand in any order.
    Turned(x: f64[n, 2]) fit(side: u8[n]) -> (u8[n], f64[n, 2]) {
        back   = { answer |> inverse(label) };
        answer = probs |> ArgMax;
        probs  = x |> LogisticRegression<2>.fit(label);
        label  = { same = side |> LabelEncoder<u8>; same };
        (back, probs)
    }

    /// A model that learns the logarithm of its target.
    Prices(x: f64[n, 2]) fit(price: f64[n]) -> f64[n] {
        logs = price |> Log1p;
        x |> Ridge { alpha: 1e-9 }.fit(logs) |> inverse(logs)
    }

    /// A chain of steps between the target and the value that is learnt, some of which may be left out.
    Scaled(x: f64[n, 2]) fit(price: f64[n]) -> (f64[n], f64[n], f64[n], f64[n]) {
        logs  = price |> Log1p;
        z     = logs |> expect [n] |> standard: StandardScaler |> ends: optional MinMaxScaler;
        rough = x |> Ridge { alpha: 1e-9 }.fit(z);
        (rough |> inverse(z), rough |> inverse(price..z), rough |> inverse(logs..z), rough)
    }

    /// The inverse of a step of the predict graph, on rows other than those of the fit.
    Rebuilt(x: f64[n, 6], codes: f64[m, 2]) -> (f64[n, 2], f64[m, 6]) {
        code = x |> Pca<2>;
        (code, codes |> inverse(code))
    }

    /// A meta-step has the inverse of the wrapped step.
    Wrapped(x: f64[n, 2]) -> (f64[n, 2], f64[n, 2]) {
        cached    = x |> Cached<MinMaxScaler>;
        in_epochs = x |> Epochs<StandardScaler> { epochs: 1, batch_size: 8 };
        (cached |> inverse(cached), in_epochs |> inverse(in_epochs))
    }

    /// A pipeline with an inverse is a step.
    Nested(x: f64[n, 2]) fit(side: String[n]) -> usize[n] {
        x |> Sides.fit(side) |> LabelEncoder
    }
}

fn names(rows: usize) -> Array1<String> {
    Array1::from_shape_fn(rows, |row| if row % 2 == 0 { "left" } else { "right" }.to_owned())
}

#[test]
fn a_meta_step_has_the_inverse_of_its_step() -> Result<()> {
    let x = two_groups(20);
    let model = Wrapped::default().fit(&x)?;
    let again = model.predict(&x)?;
    for again in [again.inverse, again.inverse_2] {
        assert!((again - &x).iter().all(|difference| difference.abs() < 1e-12));
    }
    assert_ne!(model.cached.transform(x.to_shared())?, x);
    Ok(())
}

#[test]
fn predictions_are_labels_again() -> Result<()> {
    let (x, side) = (two_groups(20), names(20));
    let (model, fitted) = Sides::default().fit_transform(&x, &side)?;
    assert_eq!(fitted, side);
    assert_eq!(model.predict(&x)?, side);
    assert_eq!(model.label.classes(), ["left", "right"]);
    assert_eq!(Nested::default().fit(&x, &side)?.predict(&x)?, Array1::from_shape_fn(20, |row| row % 2));
    Ok(())
}

#[test]
fn equations_in_any_order_and_labels_of_any_type() -> Result<()> {
    let (x, side) = (two_groups(20), Array1::from_shape_fn(20, |row| [7_u8, 200][row % 2]));
    let model = Turned::default().fit(&x, &side)?;
    assert_eq!(model.predict(&x)?.back, side);
    Ok(())
}

#[test]
fn a_model_learns_the_logarithm_of_its_target() -> Result<()> {
    let x = Array2::from_shape_fn((30, 2), |(row, column)| ((row * 5 + column * 11) % 13) as f64 / 4.0);
    let price = x.map_axis(Axis(1), |row| (1.0 + 0.5 * row[0] + 0.25 * row[1]).exp_m1());
    let model = Prices::default().fit(&x, &price)?;
    let predicted = model.predict(&x)?;
    assert!(
        predicted.iter().zip(&price).all(|(found, price)| (found - price).abs() < 1e-6 * price),
        "{predicted}"
    );
    Ok(())
}

#[test]
fn an_inverse_undoes_the_whole_chain() -> Result<()> {
    let x = Array2::from_shape_fn((30, 2), |(row, column)| ((row * 5 + column * 11) % 13) as f64 / 4.0);
    let price = x.map_axis(Axis(1), |row| (1.0 + 0.5 * row[0] + 0.25 * row[1]).exp_m1());
    let plain = Scaled::default().with(&"z.ends = false".parse()?)?;
    for pipeline in [Scaled::default(), plain] {
        for threads in [1, 4] {
            let model = pipeline.fit_with(&Run::new().threads(threads)?, &x, &price)?;
            let ScaledOutput { inverse, inverse_2, inverse_3, rough } = model.predict(&x)?;
            assert!(inverse.iter().zip(&price).all(|(found, price)| (found - price).abs() < 1e-6 * price));
            assert_eq!(inverse, inverse_2);
            assert!(inverse_3.iter().zip(&price).all(|(found, price)| (found - price.ln_1p()).abs() < 1e-6));
            // By hand, from the fitted steps.
            let by_hand = model.z.standard.inverse(model.z.ends.inverse(rough.into_shared())?)?;
            assert_eq!(inverse_3, by_hand);
        }
    }
    let graph = Scaled::graph();
    let undone: Vec<_> =
        graph.edge_references().filter(|edge| edge.weight().role == EdgeRole::Undone).collect();
    assert_eq!(undone.len(), 3 + 3 + 2);
    Ok(())
}

#[test]
fn an_error_in_a_chain_names_the_step() -> Result<()> {
    pipeline! {
        Grows(x: f64[n, 1]) fit(price: f64[n]) -> f64[n] {
            z = price |> Log1p |> StandardScaler;
            x |> Ridge { alpha: 1e-9 }.fit(z) |> inverse(z)
        }
    }
    let model = Grows::default().fit(array![[1.0], [2.0], [3.0]], array![1.0, 10.0, 100.0])?;
    let error = model.predict(array![[1e4]]).expect_err("beyond f64").to_string();
    assert!(error.starts_with("grows.output.inverse.z.log1p: predict: "), "{error}");
    Ok(())
}

#[test]
fn columns_come_from_the_fit_and_rows_from_the_value() -> Result<()> {
    let x = Array2::from_shape_fn((9, 6), |(row, column)| ((row * 5 + column * column) % 7) as f64);
    let model = Rebuilt::default().fit(&x, Array2::zeros((0, 2)))?;
    let RebuiltOutput { code, inverse } = model.predict(&x, &array![[0.0, 0.0], [1.0, -1.0], [2.0, 0.5]])?;
    assert_eq!((code.dim(), inverse.dim()), ((9, 2), (3, 6)));
    assert_eq!(inverse.row(0), model.code.mean());
    Ok(())
}

#[test]
fn while_fitting_the_inverse_waits_until_its_step_is_fitted() -> Result<()> {
    // A step learns from the inverted value, so the fit graph runs the inverse.
    pipeline! {
        Twice(x: f64[n, 2]) fit(price: f64[n, 1]) -> f64[n, 1] {
            scaled = price |> StandardScaler;
            again  = scaled |> inverse(scaled) |> Same.fit(price);
            rough  = x |> Center.fit(again) |> inverse(scaled);
            rough
        }
    }
    let price = Array2::from_shape_fn((8, 1), |(row, _)| (row * row) as f64);
    let x = two_groups(8);
    for threads in [1, 2, 8] {
        let run = Run::new().threads(threads)?;
        let model = Twice::default().fit_with(&run, &x, &price)?;
        let expected = model.scaled.inverse(array![[0.0], [0.0]].into_shared())?;
        assert_eq!(model.predict(array![[1.0, 2.0], [3.0, 4.0]])?, expected);
    }
    assert!(SEEN.load(Ordering::Relaxed) >= 3);
    Ok(())
}

static SEEN: AtomicUsize = AtomicUsize::new(0);

/// Compares its input with the target, and passes it on.
#[derive(Clone, Default)]
struct Same;

impl Step for Same {
    type Fitted = Passes;
    const SIGNATURE: Signature = Signature::new("[n, d] fit([n, d]) -> [n, d]", &[]);
}

impl Fit<ArcArray2<f64>, ArcArray2<f64>> for Same {
    fn fit(&self, x: ArcArray2<f64>, y: ArcArray2<f64>, _: &Context<'_>) -> Result<Passes> {
        assert!(x.iter().zip(&y).all(|(x, y)| (x - y).abs() < 1e-9), "the inverse gives the target back");
        SEEN.fetch_add(1, Ordering::Relaxed);
        Ok(Passes)
    }
}

/// Passes its input on.
#[derive(Clone)]
struct Passes;

impl Transform<ArcArray2<f64>> for Passes {
    type Out = ArcArray2<f64>;
    fn transform(&self, x: ArcArray2<f64>) -> Result<ArcArray2<f64>> {
        Ok(x)
    }
}

/// Predicts zero for each row.
#[derive(Clone, Default)]
struct Center;

impl Step for Center {
    type Fitted = Zero;
    const SIGNATURE: Signature = Signature::new("[n, d] fit([n, t]) -> [n, 1]", &[]);
}

impl Fit<ArcArray2<f64>, ArcArray2<f64>> for Center {
    fn fit(&self, _: ArcArray2<f64>, _: ArcArray2<f64>, _: &Context<'_>) -> Result<Zero> {
        Ok(Zero)
    }
}

/// Zero for each row.
#[derive(Clone)]
struct Zero;

impl Transform<ArcArray2<f64>> for Zero {
    type Out = ArcArray2<f64>;
    fn transform(&self, x: ArcArray2<f64>) -> Result<ArcArray2<f64>> {
        Ok(Array2::zeros((x.nrows(), 1)).into_shared())
    }
}

#[test]
fn an_error_of_an_inverse_has_its_path() -> Result<()> {
    pipeline! {
        Few(x: f64[n, 2]) fit(side: String[n], class: u8[n]) -> String[n] {
            label = side |> LabelEncoder;
            x |> LogisticRegression<3>.fit(class) |> ArgMax |> inverse(label)
        }
    }
    let x = array![[-9.0, 0.0], [0.0, 0.0], [9.0, 0.0]];
    let model = Few::default().fit(&x, names(3), array![0_u8, 1, 2])?;
    let error = model.predict(&x).expect_err("two labels, three classes").to_string();
    assert!(
        error.starts_with(
            "few.output.inverse: predict: row 2 (counted from 0) has class 2, but the fit had 2 labels"
        ),
        "{error}"
    );
    Ok(())
}

#[test]
fn the_graph_shows_whose_inverse_it_is() {
    let graph = Sides::graph();
    let of = |path: &str| graph.index_of(path).expect("a node");
    let (label, inverse) = (of("label"), of("answer.inverse"));
    let edge = graph.find_edge(label, inverse).expect("an edge from the step");
    assert_eq!(graph[edge].role, EdgeRole::Undone);
    assert!(!graph[inverse].fit_only && graph[label].fit_only);
    let predict: Vec<_> = graph.predict_graph().nodes().map(|node| node.path.as_str()).collect();
    assert!(predict.contains(&"answer.inverse") && !predict.contains(&"label"), "{predict:?}");
    insta::assert_snapshot!("sides_dot", without_places(&graph.dot()));
    insta::assert_snapshot!("sides_text", graph.to_string());
}

/// The text without the lines of this file, which are not part of the test.
fn without_places(dot: &str) -> String {
    let mut parts = dot.split("tests/tests/labels/inverse.rs:");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + "inverse.rs" + part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':')
    })
}
