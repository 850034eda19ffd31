//! Stochastic gradient descent finds the separating lines, and its steps depend only on the seed and the batches.

use ndarray::{ArcArray1, ArcArray2, Axis};

use super::{fit, rows, same_bits};
use crate::batches::{Rows, Table, learn};
use crate::step::{Context, Fit, PartialFit, Run, Transform};
use crate::steps::metrics::accuracy;
use crate::steps::{ArgMax, FittedSgdClassifier, SgdClassifier, StandardScaler};
use crate::{Error, Phase, Result};

/// Three classes that lines separate.
fn separable() -> (ArcArray2<f64>, ArcArray1<u16>) {
    let (x, y) = rows(5, 300, 5, 3);
    let scaler = fit(&StandardScaler::default(), x.clone(), ()).expect("finite");
    let mut x = scaler.transform(x).expect("finite").into_owned();
    for (mut row, &class) in x.rows_mut().into_iter().zip(&y) {
        row[usize::from(class)] += 8.0;
    }
    (x.into_shared(), y)
}

fn right(model: &FittedSgdClassifier, x: &ArcArray2<f64>, y: &ArcArray1<u16>) -> f64 {
    let p = model.transform(x.clone()).expect("finite");
    assert!(p.sum_axis(Axis(1)).iter().all(|sum| (sum - 1.0).abs() < 1e-12));
    accuracy(ArgMax.transform(p).expect("finite").view(), y.view()).expect("rows")
}

#[test]
fn separable_classes_are_separated_from_all_rows_and_from_batches() {
    let (x, y) = separable();
    let step = SgdClassifier::<3>::default();
    let whole = fit(&step, x.clone(), y.clone()).expect("fits");
    assert_eq!((right(&whole, &x, &y), whole.steps()), (1.0, 200));
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let source = Rows::of((x.clone(), y.clone())).by(32).expect("a size").shuffled(3);
    let model = learn(&step, &source, &context).expect("fits");
    assert_eq!((right(&model, &x, &y), model.steps()), (1.0, 200));
}

#[test]
fn the_gradient_is_that_of_the_objective() {
    let (x, y) = rows(6, 12, 3, 3);
    let x = fit(&StandardScaler::default(), x.clone(), ()).expect("finite").transform(x).expect("finite");
    let objective = |w: &FittedSgdClassifier| {
        let p = w.transform(x.clone()).expect("finite");
        let loss: f64 = p.rows().into_iter().zip(&y).map(|(p, &y)| -p[usize::from(y)].ln()).sum();
        loss / 12.0 + 0.25 * w.coefficients().mapv(|weight| weight * weight).sum()
    };
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let step =
        SgdClassifier::<3> { alpha: 0.5, eta0: 1e-6, epochs: 1, batch_size: 12, ..SgdClassifier::default() };
    // Away from the start, where the penalty has a slope.
    let far = SgdClassifier { alpha: 0.0, eta0: 1.0, epochs: 3, ..step.clone() };
    let at = fit(&far, x.clone(), y.clone()).expect("fits");
    let mut next = at.clone();
    step.partial_fit(&mut next, x.clone(), y.clone(), &context).expect("steps");
    // Along the step the objective falls by the step's squared length over eta.
    let length = |a: f64, b: f64| (a - b) * (a - b);
    let squared: f64 = next
        .coefficients()
        .iter()
        .chain(next.intercepts())
        .zip(at.coefficients().iter().chain(at.intercepts()))
        .map(|(&a, &b)| length(a, b))
        .sum();
    let eta = 1e-6 / (1.0 + 1e-6 * 0.5 * at.steps() as f64);
    let fall = (objective(&at) - objective(&next)) * eta / squared;
    assert!((fall - 1.0).abs() < 1e-3, "{fall}");
}

#[test]
fn the_seed_decides_and_threads_do_not() {
    let (x, y) = separable();
    let step = SgdClassifier::<3> { epochs: 2, ..SgdClassifier::default() };
    let with_seed = |seed| {
        let run = Run::new().seed(seed);
        step.fit(x.clone(), y.clone(), &Context::root(&run, "test", Phase::Fit)).expect("fits")
    };
    same_bits(|| with_seed(1));
    assert_ne!(with_seed(1), with_seed(2));
}

#[test]
fn partial_fits_take_the_same_steps_as_batches() {
    let (x, y) = separable();
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let table = (x, y);
    let step = SgdClassifier::<3> { epochs: 1, batch_size: 300, ..SgdClassifier::default() };
    let all = learn(&step, &Rows::of(table.clone()).by(100).expect("a size"), &context).expect("fits");
    let (x, y) = table.row_range(0..100).expect("within");
    let mut fitted = step.fit(x, y, &context).expect("fits");
    for start in [100, 200] {
        let (x, y) = table.row_range(start..start + 100).expect("within");
        step.partial_fit(&mut fitted, x, y, &context).expect("is updated");
    }
    assert_eq!(fitted.steps(), all.steps());
    // `fit` shuffles the rows of its one batch, so its sums are rounded differently.
    for (a, b) in fitted.coefficients().iter().zip(all.coefficients()) {
        assert!((a - b).abs() < 1e-12, "{a} is not {b}");
    }
}

#[test]
fn invalid_inputs_and_hyperparameters_are_errors() {
    #[track_caller]
    fn says<T>(result: Result<T, Error>, part: &str) {
        let message = result.err().expect("an error").to_string();
        assert!(message.contains(part), "`{message}` does not contain `{part}`");
    }
    let (x, y) = separable();
    let good = SgdClassifier::<3>::default();
    let fit_with = |step: SgdClassifier<3>| fit(&step, x.clone(), y.clone());
    says(fit_with(SgdClassifier { eta0: 0.0, ..good.clone() }), "`eta0` must be a positive number");
    says(
        fit_with(SgdClassifier { alpha: f64::NAN, ..good.clone() }),
        "`alpha` must be 0 or a positive number",
    );
    says(fit_with(SgdClassifier { epochs: 0, ..good.clone() }), "`epochs` must be at least 1");
    says(fit_with(SgdClassifier { batch_size: 0, ..good.clone() }), "`batch_size` must be at least 1");
    says(fit_with(SgdClassifier { eta0: f64::MAX, alpha: 0.0, ..good.clone() }), "no longer finite");
    says(fit(&good, x.clone(), y.row_range(0..9).expect("within")), "300 rows and 9 labels");
    says(fit(&SgdClassifier::<2>::default(), x.clone(), y.clone()), "has 2");
    let mut gap = x.clone();
    gap[[7, 1]] = f64::NAN;
    says(fit(&good, gap, y.clone()), "row 7, column 1");
    says(
        fit(&good, x.row_range(0..0).expect("within"), y.row_range(0..0).expect("within")),
        "at least 1 row",
    );
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let mut learning = good.learning(&context).expect("starts").expect("learns from batches");
    learning.update(x, y, &context).expect("learns");
    says(learning.finish(&context), "20 epochs were asked for, but the rows were read 1 times");
}

/// Three classes, two thirds of which lines separate: rows to fit on and rows to evaluate.
fn noisy() -> [(ArcArray2<f64>, ArcArray1<u16>); 2] {
    let (x, y) = separable();
    let y = y.iter().enumerate().map(|(row, &y)| if row / 3 % 3 == 0 { (y + 1) % 3 } else { y });
    let y = ArcArray1::from_iter(y);
    [(0..40), (40..300)].map(|part| (x.clone(), y.clone()).row_range(part).expect("within"))
}

fn log_loss(model: &FittedSgdClassifier, (x, y): &(ArcArray2<f64>, ArcArray1<u16>)) -> f64 {
    let p = model.transform(x.clone()).expect("finite");
    p.rows().into_iter().zip(y).map(|(p, &y)| -p[usize::from(y)].ln()).sum::<f64>() / y.len() as f64
}

#[test]
fn the_epoch_with_the_smallest_loss_is_kept() {
    let [(x, y), check] = noisy();
    let step = SgdClassifier::<3> { epochs: 200, patience: 3, alpha: 0.0, ..SgdClassifier::default() };
    // Without a validation set, the models after 1, 2, 3 ... epochs.
    let models: Vec<_> = (1..=60)
        .map(|epochs| fit(&SgdClassifier { epochs, ..step.clone() }, x.clone(), y.clone()).expect("fits"))
        .collect();
    let losses: Vec<f64> = models.iter().map(|model| log_loss(model, &check)).collect();
    // By the definition: epochs that do not fall below the smallest so far by the tolerance.
    let (mut smallest, mut idle, mut kept, mut ended) = (f64::INFINITY, 0, 0, 0);
    for (epoch, &loss) in losses.iter().enumerate() {
        idle = if epoch > 0 && loss > smallest - step.tolerance { idle + 1 } else { 0 };
        if loss < smallest {
            (smallest, kept) = (loss, epoch);
        }
        ended = epoch + 1;
        if idle == step.patience {
            break;
        }
    }
    assert!(kept + 1 < ended && ended < 60, "{kept} {ended} {losses:?}");
    let lesson = (y.clone(), check.0.clone(), check.1.clone());
    let stopped = fit(&step, x.clone(), lesson.clone()).expect("fits");
    assert_eq!(stopped.coefficients(), models[kept].coefficients());
    assert_eq!((stopped.epochs(), stopped.steps()), (ended, models[kept].steps()));
    let loss = stopped.validation_loss().expect("a validation set");
    assert!((loss - losses[kept]).abs() < 1e-12, "{loss} is not {}", losses[kept]);
    assert_eq!((models[0].epochs(), models[0].validation_loss()), (1, None));

    // With more patience it continues, and keeps a model that is at least as good.
    let patient = fit(&SgdClassifier { patience: 30, ..step.clone() }, x.clone(), lesson).expect("fits");
    assert!(patient.epochs() > ended && patient.validation_loss() <= stopped.validation_loss());
    // Weights of 1 change nothing.
    let ones = ArcArray1::from_elem(y.len(), 1.0);
    let weighted = fit(&step, x, (y, ones, check.0, check.1)).expect("fits");
    assert_eq!(weighted, stopped);
}

#[test]
fn batches_stop_early_too() {
    let [(x, y), check] = noisy();
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let step = SgdClassifier::<3> { epochs: 200, alpha: 0.0, ..SgdClassifier::default() };
    let lesson = (y, check.0.clone(), check.1.clone());
    let mut learning = step.learning(&context).expect("starts").expect("learns from batches");
    let mut epochs = 0;
    loop {
        learning.update(x.clone(), lesson.clone(), &context).expect("learns");
        epochs += 1;
        if !learning.end_pass(&context).expect("ends") {
            break;
        }
    }
    assert!(learning.update(x, lesson, &context).is_err(), "it has ended");
    let model = learning.finish(&context).expect("fits");
    assert!(model.epochs() == epochs && epochs < 200, "{epochs}");
    let loss = model.validation_loss().expect("a validation set");
    assert!((loss - log_loss(&model, &check)).abs() < 1e-12, "one batch is an epoch, so both are the same");
}

#[test]
fn an_invalid_validation_set_is_an_error() {
    let [(x, y), (check, check_y)] = noisy();
    let says = |step: SgdClassifier<3>, check: ArcArray2<f64>, check_y: ArcArray1<u16>, part: &str| {
        let message = fit(&step, x.clone(), (y.clone(), check, check_y)).expect_err("an error").to_string();
        assert!(message.contains(part), "`{message}` does not contain `{part}`");
    };
    let good = SgdClassifier::<3>::default();
    says(good.clone(), check.row_range(0..0).expect("within"), ArcArray1::zeros(0), "has no rows");
    says(good.clone(), check.clone(), ArcArray1::zeros(7), "validation rows: each row needs a label");
    says(good.clone(), ArcArray2::zeros((9, 2)), ArcArray1::zeros(9), "validation rows: fitted on 5 columns");
    let mut gap = check.clone();
    gap[[3, 1]] = f64::NAN;
    says(good.clone(), gap, check_y.clone(), "validation rows: every value must be a finite number");
    says(SgdClassifier { patience: 0, ..good.clone() }, check.clone(), check_y.clone(), "`patience` must be");
    says(SgdClassifier { tolerance: -1.0, ..good }, check, check_y, "`tolerance` must be");
}
