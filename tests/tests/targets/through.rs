//! Fitted steps that are reapplied to other values: validation sets, and two inputs of one model.

use shapeflow::batches::{Rows, Source};
use shapeflow::prelude::*;

use crate::two_classes;

pipeline! {
    /// Stops when the loss on a validation set, transformed by the same fitted steps, no longer falls.
    Checked(image: f64[n, 2, 2]) fit(name: String[n], check: f64[m, 2, 2], check_name: String[m])
        -> (String[n], probs: f64[n, 2], joined: f64[n, 6]) {
        probs   = joined |> SgdClassifier<2> { epochs: 60, patience: 2 }.fit(label, checked, checks);
        checked = check |> through(joined);
        checks  = check_name |> through(label);
        label   = name |> LabelEncoder;
        pixels  = image |> Flatten |> StandardScaler;
        sums    = image |> ColumnSums;
        joined  = [pixels, sums] |> Concat;
        answer  = probs |> ArgMax |> inverse(label);
        (answer, probs, joined)
    }

    /// Two inputs of one model are transformed by one scaler and one projection.
    Pair(left: f64[n, 4], right: f64[m, 4]) -> (a: f64[n, 2], b: f64[m, 2]) {
        a = left |> StandardScaler |> Pca<2>;
        b = right |> through(a);
        (a, b)
    }

    /// The value is computed from two inputs, so `through` receives two.
    Two(x: f64[n, 4], y: f64[n, 4], other_x: f64[m, 4], other_y: f64[m, 4]) -> (f64[n, 8], other: f64[m, 8]) {
        joined = [y |> MinMaxScaler, x |> StandardScaler] |> Concat;
        other  = (other_x, other_y) |> through(joined);
        (joined, other)
    }

    /// Fit-only steps are bypassed: the reapplied value is passed on.
    Kept(x: f64[n, 4]) fit(y: u8[n], check: f64[m, 4]) -> (f64[n, 4], seen: f64[n, 4]) {
        (x2, y2) = (x, y) |> DropOutliers { limit: 3.0 };
        scaled   = x2 |> StandardScaler;
        other    = check |> through(scaled);
        seen     = scaled |> Remembers.fit(y2, other);
        (scaled, seen)
    }

    /// Only the fitted steps are reused: their own values are not predicted.
    Alone(x: f64[n, 4]) fit(y: u8[n]) -> f64[n, 4] {
        (x2, _y2) = (x, y) |> DropOutliers { limit: 3.0 };
        scaled    = x2 |> StandardScaler;
        x |> through(scaled)
    }

    /// A step of two values, an inverse, a declared size, a pipeline, and a value that was itself reapplied.
    Long(x: f64[n, 4]) fit(check: f64[m, 4]) -> f64[n, 2] {
        (first, rest) = x |> Halves;
        scaled        = first |> StandardScaler;
        back          = scaled |> inverse(first..scaled);
        both          = [back, rest] |> Concat |> Scaling |> Firsts |> expect [n, 2];
        once          = check |> through(both);
        twice         = once |> Passes;
        out           = both |> Compared.fit(twice);
        out
    }

    Scaling(x: f64[n, 4]) -> f64[n, 4] {
        x |> StandardScaler
    }

    Batched(x: f64[n, 4]) fit(y: u8[n], check: f64[m, 4], check_y: u8[m]) -> f64[n, 2] {
        scaled  = x |> StandardScaler;
        checked = check |> through(scaled);
        scaled |> SgdClassifier<2> { epochs: 40, patience: 2 }.fit(y, checked, check_y)
    }
}

/// Sums each column of an image.
#[step("[n, h, w] -> [n, w]", rowwise)]
fn column_sums(images: ArrayView3<'_, f64>) -> Array2<f64> {
    images.sum_axis(Axis(1))
}

/// The first and the other two columns.
#[derive(Clone, Default)]
struct Halves;

impl Stateless for Halves {
    const SIGNATURE: Signature = Signature::new("[n, 4] -> [n, 2], [n, 2]", &[]);
}

impl Transform<ArcArray2<f64>> for Halves {
    type Out = (ArcArray2<f64>, ArcArray2<f64>);

    fn transform(&self, x: ArcArray2<f64>) -> Result<Self::Out> {
        let (first, rest) = x.view().split_at(Axis(1), 2);
        Ok((first.to_shared(), rest.to_shared()))
    }
}

/// A number of columns known only at run time: here the first two.
#[step("[n, d] -> [n, kept]")]
fn firsts(x: ArrayView2<'_, f64>) -> Array2<f64> {
    x.split_at(Axis(1), 2).0.to_owned()
}

#[step("[n, d] -> [n, d]")]
fn passes(x: ArrayView2<'_, f64>) -> Array2<f64> {
    x.to_owned()
}

/// Remembers its target.
#[derive(Clone, Default)]
struct Remembers;

#[derive(Clone)]
struct Remembered {
    other: Array2<f64>,
    rows: usize,
}

impl Step for Remembers {
    type Fitted = Remembered;
    const SIGNATURE: Signature = Signature::new("[n, d] fit([n], [m, d]) -> [n, d]", &[]);
}

impl Fit<ArcArray2<f64>, (ArcArray1<u8>, ArcArray2<f64>)> for Remembers {
    fn fit(
        &self,
        x: ArcArray2<f64>,
        (_, other): (ArcArray1<u8>, ArcArray2<f64>),
        _: &Context<'_>,
    ) -> Result<Remembered> {
        Ok(Remembered { other: other.into_owned(), rows: x.nrows() })
    }
}

impl Transform<ArcArray2<f64>> for Remembered {
    type Out = ArcArray2<f64>;

    fn transform(&self, x: ArcArray2<f64>) -> Result<ArcArray2<f64>> {
        Ok(x)
    }
}

/// As [`Remembers`], without a target for each row.
#[derive(Clone, Default)]
struct Compared;

impl Step for Compared {
    type Fitted = Remembered;
    const SIGNATURE: Signature = Signature::new("[n, d] fit([m, d]) -> [n, d]", &[]);
}

impl Fit<ArcArray2<f64>, ArcArray2<f64>> for Compared {
    fn fit(&self, x: ArcArray2<f64>, other: ArcArray2<f64>, _: &Context<'_>) -> Result<Remembered> {
        Ok(Remembered { other: other.into_owned(), rows: x.nrows() })
    }
}

fn images(rows: usize) -> (Array3<f64>, Array1<String>) {
    let (x, y) = two_classes(rows);
    let images = x.into_shape_with_order((rows, 2, 2)).expect("4 numbers each");
    (images, y.mapv(|side| if side == 0 { "left" } else { "right" }.to_owned()))
}

fn log_loss(p: &Array2<f64>, y: impl Iterator<Item = usize>) -> f64 {
    p.rows().into_iter().zip(y).map(|(p, y)| -p[y].ln()).sum::<f64>() / p.nrows() as f64
}

#[test]
fn a_validation_set_is_transformed_by_the_fitted_steps() -> Result<()> {
    let (image, name) = images(90);
    let (check, check_name) = images(31);
    let (model, out) = Checked::default().fit_transform(&image, &name, &check, &check_name)?;
    assert!(model.probs.epochs() < 60, "{}", model.probs.epochs());
    let seen = model.predict(&check)?;
    let loss = log_loss(&seen.probs, check_name.iter().map(|name| usize::from(name == "right")));
    let told = model.probs.validation_loss().expect("a validation set");
    assert!((loss - told).abs() < 1e-12, "{loss} is not {told}");
    assert_eq!(out.probs, model.predict(&image)?.probs);
    Ok(())
}

#[test]
fn two_inputs_share_steps_fitted_to_one_of_them() -> Result<()> {
    let (left, _) = two_classes(40);
    let right = &left.slice_axis(Axis(0), (3..20).into()) * 2.0 + 1.0;
    let (model, out) = Pair::default().fit_transform(&left, &right)?;
    // The steps are fitted to the first input alone.
    assert_eq!(model.a.standard_scaler.rows(), 40);
    let other = model.predict(&right, &left)?;
    assert_eq!((&out.a, &out.b), (&other.b, &other.a));
    assert_eq!(model.predict(&left, &right)?.b, out.b);
    Ok(())
}

#[test]
fn several_inputs_go_through_in_the_order_of_the_header() -> Result<()> {
    let (x, _) = two_classes(30);
    let y = &x * &x + 3.0;
    let (model, out) = Two::default().fit_transform(&x, &y, &x, &y)?;
    assert_eq!(out.joined, out.other);
    let few = |x: &Array2<f64>| x.slice_axis(Axis(0), (5..9).into()).to_owned();
    let again = model.predict(&x, &y, few(&x), few(&y))?;
    assert_eq!(again.other, few(&out.joined));
    Ok(())
}

#[test]
fn fit_only_steps_are_bypassed_by_a_reapplied_value() -> Result<()> {
    let (mut x, y) = two_classes(60);
    x.row_mut(7).fill(1e4);
    let check = x.slice_axis(Axis(0), (0..12).into()).to_owned();
    let model = Kept::default().fit(&x, &y, &check)?;
    assert_eq!((model.scaled.rows(), model.seen.rows), (59, 59));
    // All rows of the validation set, with the outlier, scaled as if it were not there.
    assert_eq!(model.seen.other, model.predict(&check)?.scaled);
    assert!(model.seen.other[[7, 0]] > 100.0);
    let alone = Alone::default().fit(&x, &y)?;
    assert_eq!((alone.scaled.rows(), alone.predict(&x)?), (59, model.predict(&x)?.scaled));
    Ok(())
}

#[test]
fn every_kind_of_node_has_a_copy() -> Result<()> {
    let (x, _) = two_classes(50);
    let check = x.slice_axis(Axis(0), (2..19).into()).to_owned();
    let model = Long::default().fit(&x, &check)?;
    assert_eq!(model.out.other, model.predict(&check)?);
    Ok(())
}

#[test]
fn batches_bring_their_validation_rows() -> Result<()> {
    let (x, y) = two_classes(120);
    let (check, check_y) = two_classes(40);
    let (check, check_y) = (check.into_shared(), check_y.into_shared());
    let source = Rows::of((x.to_shared(), y.to_shared())).by(40)?;
    let source = source.map(|(x, y)| Ok((x, y, check.clone(), check_y.clone())));
    let mut model = Batched::default().fit_batches(source)?;
    let whole = Batched::default().fit(&x, &y, &check, &check_y)?;
    assert!(model.output.epochs() < 40 && whole.output.epochs() < 40, "{}", model.output.epochs());
    assert!(model.output.validation_loss().is_some_and(|loss| loss < 0.7));
    // One more batch: the scaler learns first, and then transforms the validation set.
    Batched::default().partial_fit(&mut model, &x, &y, &check, &check_y)?;
    assert_eq!(model.scaled.rows(), 240);
    let loss = log_loss(&model.predict(&check)?, check_y.iter().map(|&y| usize::from(y)));
    assert!((loss - model.output.validation_loss().expect("a check")).abs() < 1e-12);
    Ok(())
}

#[test]
fn the_drawing_shows_which_steps_are_applied_again() {
    let graph = Pair::graph();
    insta::assert_snapshot!("pair_text", graph.to_string());
    let dot = graph.dot();
    assert_eq!(dot.matches(" same step ").count(), 2, "{dot}");
    assert!(graph.mermaid().contains("same step"));
}

#[test]
fn a_wrong_row_is_an_error_of_the_copy() -> Result<()> {
    let (x, y) = two_classes(30);
    let mut check = x.clone();
    check[[4, 2]] = f64::NAN;
    let error = Batched::default().fit(&x, &y, &check, &y).expect_err("a gap").to_string();
    assert!(error.starts_with("batched.checked.through.scaled: fit: every value must be"), "{error}");
    Ok(())
}
