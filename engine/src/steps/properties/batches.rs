//! A fit from batches or parts equals the fit on all rows, and so does a partial fit on the remaining rows.

use ndarray::ArcArray2;
use proptest::prelude::*;

use super::{fit, rows, same_bits};
use crate::batches::{Rows, Table, learn};
use crate::step::{Context, Fit, Learn, Learner, PartialFit, Run};
use crate::steps::{
    FittedMaxAbsScaler, FittedMinMaxScaler, FittedStandardScaler, MaxAbsScaler, MinMaxScaler, StandardScaler,
};
use crate::{Phase, Result};

type X = ArcArray2<f64>;

/// The batches between these borders, which need not be sorted.
fn cut(x: &X, borders: &[usize]) -> Vec<X> {
    let mut borders: Vec<usize> = borders.iter().map(|&border| border.min(x.nrows())).collect();
    borders.extend([0, x.nrows()]);
    borders.sort_unstable();
    borders.windows(2).map(|pair| x.row_range(pair[0]..pair[1]).expect("within")).collect()
}

/// Merges the states of batches in the tree that `choices` describes, which keeps their order.
fn merge_tree<S: Learn<X>>(step: &S, batches: &[X], choices: &[usize], context: &Context<'_>) -> S::Fitted {
    let mut state = step.start(context).expect("starts");
    for _ in 0..step.passes() {
        let mut states: Vec<S::State> = batches
            .iter()
            .map(|batch| {
                let mut part = step.part(&state, context)?;
                step.update(&mut part, batch.clone(), (), context)?;
                Ok(part)
            })
            .collect::<Result<_>>()
            .expect("learns");
        let mut choices = choices.iter().cycle();
        while states.len() > 1 {
            let at = choices.next().expect("a choice") % (states.len() - 1);
            let later = states.remove(at + 1);
            step.merge(&mut states[at], later).expect("merges");
        }
        step.merge(&mut state, states.remove(0)).expect("merges");
        if !step.end_pass(&mut state, context).expect("ends") {
            break;
        }
    }
    step.finish(state, context).expect("finishes")
}

/// The fitted steps of all rows, of consecutive batches, and of parts merged in some tree.
fn thrice<S: Learn<X> + Learner>(step: &S, x: &X, borders: &[usize], choices: &[usize]) -> [S::Fitted; 3] {
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let batches = cut(x, borders);
    let source = crate::batches::from_fn(|| Ok(batches.iter().map(|batch| Ok((batch.clone(), ())))));
    [
        fit(step, x.clone(), ()).expect("fits"),
        learn(step, &source, &context).expect("fits"),
        merge_tree(step, &batches, choices, &context),
    ]
}

#[track_caller]
fn close(a: impl IntoIterator<Item = f64>, b: impl IntoIterator<Item = f64>, tolerance: f64) {
    for (a, b) in a.into_iter().zip(b) {
        assert!((a - b).abs() <= tolerance * b.abs().max(1e-300), "{a} is not {b}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn scalers_fit_the_same_from_any_batches_and_any_tree_of_parts(
        seed: u64,
        count in 1..1200_usize,
        borders in prop::collection::vec(0..1200_usize, 0..8),
        choices in prop::collection::vec(0..8_usize, 1..8),
    ) {
        let (x, _) = rows(seed, count, 4, 2);
        let [whole, batches, tree]: [FittedStandardScaler; 3] = thrice(&StandardScaler::default(), &x, &borders, &choices);
        for other in [batches, tree] {
            prop_assert_eq!(other.rows(), count as u64);
            close(other.mean().to_vec(), whole.mean().to_vec(), 1e-12);
            close(other.scale().to_vec(), whole.scale().to_vec(), 1e-9);
        }
        let [whole, batches, tree]: [FittedMinMaxScaler; 3] = thrice(&MinMaxScaler::default(), &x, &borders, &choices);
        prop_assert_eq!(&batches, &whole);
        prop_assert_eq!(&tree, &whole);
        let [whole, batches, tree]: [FittedMaxAbsScaler; 3] = thrice(&MaxAbsScaler::default(), &x, &borders, &choices);
        prop_assert_eq!(&batches, &whole);
        prop_assert_eq!(&tree, &whole);
    }

    #[test]
    fn scalers_after_a_partial_fit_are_fitted_on_all_rows(seed: u64, count in 2..400_usize, border in 1..400_usize) {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let (x, _) = rows(seed, count, 3, 2);
        let border = border.min(count - 1);
        let (first, second) = (x.row_range(0..border).expect("within"), x.row_range(border..count).expect("within"));
        let step = StandardScaler::default();
        let mut fitted = fit(&step, first.clone(), ()).expect("fits");
        step.partial_fit(&mut fitted, second.clone(), (), &context).expect("is updated");
        let whole = fit(&step, x.clone(), ()).expect("fits");
        close(fitted.scale().to_vec(), whole.scale().to_vec(), 1e-9);
        let step = MinMaxScaler::default();
        let mut fitted = fit(&step, first.clone(), ()).expect("fits");
        step.partial_fit(&mut fitted, second.clone(), (), &context).expect("is updated");
        prop_assert_eq!(fitted, fit(&step, x.clone(), ()).expect("fits"));
        let step = MaxAbsScaler::default();
        let mut fitted = fit(&step, first, ()).expect("fits");
        step.partial_fit(&mut fitted, second, (), &context).expect("is updated");
        prop_assert_eq!(fitted, fit(&step, x, ()).expect("fits"));
    }
}

#[test]
fn one_batch_is_the_whole_fit_to_the_bit_and_parts_do_not_depend_on_threads() {
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let (x, _) = rows(3, 30_000, 4, 2);
    let one = Rows::of((x.clone(), ())).by(usize::MAX).expect("a size");
    let step = StandardScaler::default();
    assert_eq!(learn(&step, &one, &context).expect("fits"), fit(&step, x.clone(), ()).expect("fits"));
    same_bits(|| {
        let mut learning = Fit::<X>::learning(&step, &context).expect("starts").expect("learns from batches");
        let parts = cut(&x, &[100, 7_000, 7_001, 20_000]).into_iter().map(|part| (part, ())).collect();
        learning.update_parts(parts, &context).expect("learns");
        learning.finish(&context).expect("finishes")
    });
}

#[test]
fn an_error_leaves_the_fitted_step_unchanged_and_counts_rows_over_all_batches() {
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let (x, _) = rows(3, 10, 2, 2);
    let step = StandardScaler::default();
    let mut fitted = fit(&step, x.clone(), ()).expect("fits");
    let before = fitted.clone();
    let mut gap = x.clone();
    gap[[4, 1]] = f64::NAN;
    let error = step.partial_fit(&mut fitted, gap.clone(), (), &context).expect_err("a gap");
    assert!(error.message().contains("row 14, column 1"), "{error}");
    let error = step.partial_fit(&mut fitted, X::zeros((3, 5)), (), &context).expect_err("columns");
    assert!(error.message().contains("fitted on 2 columns, but got 5"), "{error}");
    assert_eq!(fitted, before);
    let batches = [x.clone(), x.clone(), gap];
    let source = crate::batches::from_fn(|| Ok(batches.iter().map(|batch| Ok((batch.clone(), ())))));
    let error = learn(&MinMaxScaler::default(), &source, &context).expect_err("a gap");
    assert!(error.message().contains("row 24, column 1"), "{error}");
    let error = learn(&MaxAbsScaler::default(), &source, &context).expect_err("a gap");
    assert!(error.message().contains("row 24, column 1"), "{error}");
    let none = crate::batches::from_fn(|| Ok(std::iter::empty::<Result<(X, ())>>()));
    let error = learn(&step, &none, &context).expect_err("no batch");
    assert!(error.message().contains("at least 1 row, got 0"), "{error}");
}

#[cfg(feature = "linalg")]
mod pca {
    use ndarray::{Array2, array};

    use super::*;
    use crate::steps::{FittedPca, Pca};

    fn agree(whole: &FittedPca, other: &FittedPca, tolerance: f64) {
        close(other.explained_variance().to_vec(), whole.explained_variance().to_vec(), tolerance);
        close(other.explained_variance_ratio(), whole.explained_variance_ratio(), tolerance);
        for (a, b) in other.components().iter().zip(whole.components()) {
            assert!((a - b).abs() <= tolerance, "{a} is not {b}");
        }
    }

    /// Columns whose spread decreases from 1 by `ratio`.
    fn spread(seed: u64, count: usize, columns: usize, ratio: f64) -> X {
        let (noise, _) = rows(seed, count, 5 * columns, 2);
        Array2::from_shape_fn((count, columns), |(row, column)| {
            // The columns of `rows` that are uniform around 1000 with spread 1.
            (noise[[row, 5 * column + 2]] - 1000.0) * ratio.powi(column as i32)
        })
        .into_shared()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn pca_fits_the_same_from_any_batches_and_any_tree_of_parts(
            seed: u64,
            count in 4..300_usize,
            columns in 3..12_usize,
            borders in prop::collection::vec(0..300_usize, 0..8),
            choices in prop::collection::vec(0..8_usize, 1..8),
        ) {
            let x = spread(seed, count, columns, 0.2);
            let [whole, batches, tree] = thrice(&Pca::<2>::default(), &x, &borders, &choices);
            agree(&whole, &batches, 1e-5);
            agree(&whole, &tree, 1e-5);
        }

        #[test]
        fn pca_resolves_small_directions_in_a_second_pass(
            seed: u64,
            count in 30..300_usize,
            borders in prop::collection::vec(0..300_usize, 0..8),
            choices in prop::collection::vec(0..8_usize, 1..8),
        ) {
            // The fourth variance is 1e-18 of the first: below the resolution of a covariance.
            // Rotated, because the eigenvalues of a matrix with decreasing rows and columns would be exact.
            let turn = array![[0.5, 0.5, 0.5, 0.5], [0.5, -0.5, 0.5, -0.5], [0.5, 0.5, -0.5, -0.5], [0.5, -0.5, -0.5, 0.5]];
            let x = spread(seed, count, 4, 1e-3).dot(&turn).into_shared();
            let [whole, batches, tree] = thrice(&Pca::<4>::default(), &x, &borders, &choices);
            agree(&whole, &batches, 1e-5);
            agree(&whole, &tree, 1e-5);
        }
    }

    #[test]
    fn a_second_pass_that_is_impossible_or_differs_is_an_error() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let x = spread(1, 50, 4, 1e-3);
        let once = crate::batches::once([Ok((x.clone(), ()))]);
        let error = learn(&Pca::<4>::default(), &once, &context).expect_err("read once");
        assert!(error.message().contains("can be read only once"), "{error}");
        let once = crate::batches::once([Ok((x.clone(), ()))]);
        learn(&Pca::<1>::default(), &once, &context).expect("the first direction is resolved in one pass");
        let step = Pca::<4>::default();
        let mut learning = Fit::<X>::learning(&step, &context).expect("starts").expect("learns from batches");
        learning.update(x.clone(), (), &context).expect("learns");
        assert!(learning.end_pass(&context).expect("ends"));
        learning.update(x.row_range(0..40).expect("within"), (), &context).expect("learns");
        let error = learning.end_pass(&context).expect_err("ten rows are missing");
        assert!(error.message().contains("had 50 rows and the second 40"), "{error}");
    }
}
