//! Weights that go with their rows through steps that drop rows or draw them again.

use shapeflow::prelude::*;

use crate::two_groups;

pipeline! {
    /// A row that is dropped takes its weight with it.
    Dropped(x: f64[n, 2]) fit(y: f64[n], weight: f64[n]) -> f64[n] {
        (x2, y2, w2) = (x, y, weight) |> WithWeights<DropOutliers> { step: DropOutliers { limit: 4.0 } };
        line = x2 |> Ridge { alpha: 0.0 }.fit(y2, w2);
        line
    }

    /// The same on rows without the outlier.
    Clean(x: f64[n, 2]) fit(y: f64[n], weight: f64[n]) -> f64[n] {
        line = x |> Ridge { alpha: 0.0 }.fit(y, weight);
        line
    }

    /// A row that is drawn has its weight.
    Drawn(x: f64[n, 2]) fit(side: u8[n], weight: f32[n]) -> f64[n, 2] {
        (x2, y2, w2) = (x, side, weight) |> WithWeights<Balance>;
        (x3, y3, w3) = (x2, y2, w2) |> WithWeights<DropOutliers>;
        seen = x3 |> Seen.fit(y3, w3);
        seen |> LogisticRegression<2>.fit(y3, w3)
    }

    /// The draws without weights.
    Unweighted(x: f64[n, 2]) fit(side: u8[n]) -> f64[n, 2] {
        (x2, y2) = (x, side) |> Balance;
        seen = x2 |> Seen.fit(y2, y2);
        seen |> LogisticRegression<2>.fit(y2)
    }
}

/// Remembers the rows, the classes and the weights that it was fitted on.
#[derive(Clone, Default)]
struct Seen;

struct FittedSeen {
    rows: Vec<f64>,
    classes: Vec<u8>,
    weights: Vec<f32>,
}

impl Step for Seen {
    type Fitted = FittedSeen;
    const SIGNATURE: Signature = Signature::new("[n, d] fit([n], [n]) -> [n, d]", &[]);
}

impl<W: Clone + Into<f32> + Send + Sync + 'static> Fit<ArcArray2<f64>, (ArcArray1<u8>, ArcArray1<W>)>
    for Seen
{
    fn fit(
        &self,
        x: ArcArray2<f64>,
        (y, weights): (ArcArray1<u8>, ArcArray1<W>),
        _: &Context<'_>,
    ) -> Result<FittedSeen> {
        let weights = weights.iter().cloned().map(Into::into).collect();
        Ok(FittedSeen { rows: x.column(0).to_vec(), classes: y.to_vec(), weights })
    }
}

impl Transform<ArcArray2<f64>> for FittedSeen {
    type Out = ArcArray2<f64>;
    fn transform(&self, x: ArcArray2<f64>) -> Result<ArcArray2<f64>> {
        Ok(x)
    }
}

#[test]
fn a_dropped_row_takes_its_weight_with_it() -> Result<()> {
    let mut x = two_groups(41);
    let y = Array1::from_shape_fn(41, |row| x[[row, 0]] - 2.0 * x[[row, 1]] + (row % 3) as f64);
    let weight = Array1::from_shape_fn(41, |row| 1.0 + (row % 5) as f64);
    x.row_mut(7).fill(500.0);
    let model = Dropped::default().fit(&x, &y, &weight)?;
    let kept: Vec<usize> = (0..41).filter(|row| *row != 7).collect();
    let of = |values: &Array1<f64>| values.select(Axis(0), &kept);
    let clean = Clean::default().fit(x.select(Axis(0), &kept), of(&y), of(&weight))?;
    assert_eq!(model.line, clean.line);
    assert_eq!(model.predict(&x)?.len(), 41);
    // The weights of the rows before them would give another line.
    let shifted = Clean::default().fit(
        x.select(Axis(0), &kept),
        of(&y),
        weight.iter().take(40).copied().collect::<Array1<f64>>(),
    )?;
    assert_ne!(model.line, shifted.line);
    Ok(())
}

#[test]
fn a_drawn_row_has_its_weight_and_rows_are_balanced_not_weights() -> Result<()> {
    let x = Array2::from_shape_fn((40, 2), |(row, column)| (row + 40 * column) as f64);
    let side = Array1::from_shape_fn(40, |row| u8::from(row < 8));
    let weight = Array1::from_shape_fn(40, |row| 1.0 + row as f32);
    let run = Run::new().seed(3);
    let model = Drawn::default().fit_with(&run, &x, &side, &weight)?;
    let seen = &model.seen;
    let count = |class| seen.classes.iter().filter(|one| **one == class).count();
    assert_eq!((count(0), count(1)), (32, 32));
    for ((row, class), weight) in seen.rows.iter().zip(&seen.classes).zip(&seen.weights) {
        assert_eq!((*weight, *class), (1.0 + *row as f32, u8::from(*row < 8.0)));
    }
    let sum = |class| {
        let of_class = seen.classes.iter().zip(&seen.weights).filter(|(one, _)| **one == class);
        of_class.map(|(_, weight)| weight).sum::<f32>()
    };
    assert!(sum(0) > 3.0 * sum(1));
    assert_eq!(model.predict(&x)?.dim(), (40, 2));
    let again = Drawn::default().fit_with(&run, &x, &side, &weight)?;
    assert_eq!(again.seen.rows, seen.rows);
    Ok(())
}

#[test]
fn weights_do_not_change_how_many_rows_are_drawn() -> Result<()> {
    let (x, side) = (two_groups(40), Array1::from_shape_fn(40, |row| u8::from(row % 8 == 0)));
    let plain = Unweighted::default().fit(&x, &side)?;
    let weighted = Drawn::default().fit(&x, &side, Array1::from_elem(40, 0.5_f32))?;
    assert_eq!(weighted.seen.classes, plain.seen.classes);
    assert!(weighted.seen.weights.iter().all(|weight| *weight == 0.5));
    Ok(())
}

#[test]
fn a_weight_is_missing() {
    let (x, y) = (two_groups(9), Array1::<f64>::zeros(9));
    let error = Dropped::default().fit(&x, &y, Array1::<f64>::ones(8)).expect_err("too few").to_string();
    assert!(error.contains("expected [n = 9], got [8]"), "{error}");
}
