//! What a fit computes: every value that a step learns from, and nothing else.

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;

use super::*;

/// Counts its transforms.
#[derive(Debug, Clone, Default)]
struct Seen(Arc<AtomicUsize>);

#[step("[n, d] -> [n, d]", rowwise)]
impl Seen {
    fn transform(&self, x: Array2<f32>) -> Array2<f32> {
        self.0.fetch_add(1, Ordering::SeqCst);
        x
    }
}

pipeline! {
    Learning(x: f32[n, 2]) fit(y: f32[n]) -> f32[n, 2] {
        before = x |> Seen;
        learned = before |> Center;
        after = learned |> Seen;
        unlearned = x |> Seen |> OneMore;
        _unused = x |> Seen |> Center;
        target = y |> Column |> Seen |> Flat;
        fitted = after |> Ratio.fit(target);
        last = fitted |> Seen;
        (last, unlearned) |> Add
    }

    /// No step learns here, so the whole pipeline is skipped.
    Plain(x: f32[n, 2]) -> f32[n, 2] { x |> Seen |> OneMore }

    Around(x: f32[n, 2]) -> f32[n, 2] {
        plain = x |> Plain;
        needed = x |> first: Plain |> Center;
        [plain, needed] |> Sum
    }
}

/// A vector as a column.
#[step("[n] -> [n, 1]")]
fn column(x: ArrayView1<'_, f32>) -> Array2<f32> {
    x.to_owned().insert_axis(Axis(1))
}

/// A column as a vector.
#[step("[n, 1] -> [n]")]
fn flat(x: ArrayView2<'_, f32>) -> Array1<f32> {
    x.column(0).to_owned()
}

fn counts(pipeline: &Learning) -> [usize; 6] {
    let Learning { before, after, unlearned, _unused, target, last, .. } = pipeline;
    [before, after, &unlearned.seen, &_unused.seen, &target.seen, last]
        .map(|seen| seen.0.swap(0, Ordering::SeqCst))
}

#[test]
fn a_fit_computes_the_inputs_of_learning_steps() -> Result<()> {
    for run in runs() {
        let pipeline = Learning::default();
        let model = pipeline.fit_with(&run, table(3, 2), array![1.0, 2.0, 3.0])?;
        assert_eq!(counts(&pipeline), [1, 1, 0, 1, 1, 0]);
        // A learner whose output is unused is fitted all the same: it is a field of the model.
        assert_eq!(model._unused.center.mean, 2.5);
        model.predict_with(&run, table(3, 2))?;
        assert_eq!(counts(&pipeline), [1, 1, 1, 0, 0, 1]);
        pipeline.fit_transform_with(&run, table(3, 2), array![1.0, 2.0, 3.0])?;
        assert_eq!(counts(&pipeline), [1, 1, 1, 1, 1, 1]);
    }
    Ok(())
}

#[test]
fn a_pipeline_that_learns_nothing_is_skipped() -> Result<()> {
    let pipeline = Around::default();
    let seen = |plain: &Plain| plain.output.seen.0.swap(0, Ordering::SeqCst);
    const { assert!(!<Plain as Step>::LEARNS && <Around as Step>::LEARNS && <Plain as Step>::ROWWISE) };
    let model = pipeline.fit(table(3, 2))?;
    assert_eq!((seen(&pipeline.plain), seen(&pipeline.needed.first)), (0, 1));
    model.predict(table(3, 2))?;
    assert_eq!((seen(&pipeline.plain), seen(&pipeline.needed.first)), (1, 1));
    Ok(())
}

pipeline! {
    Everything(x: f32[n, 3], z: f32[n, 2]) fit(y: u8[n]) -> (f32[n, 2], usize[n], f32[n, 5]) {
        scaled = x |> StandardScaler |> [MinMaxScaler |> Pca<1>, Center, Jitter] |> Concat;
        joined = [z, x] |> Concat |> Jitter;
        probs = [scaled, joined] |> Concat |> LogisticRegression<2> { c: 0.1 }.fit(y);
        (probs, probs |> ArgMax, joined)
    }
}

/// Random numbers, so that the labels are almost independent of the rows.
fn fit_transform_is_fit_and_predict(rows: usize, seed: u64) -> Result<()> {
    let (x, z) = (noise(rows, 3, seed), noise(rows, 2, seed + 1));
    let y = Array1::from_shape_fn(rows, |row| (row % 2) as u8);
    for run in [Run::new().seed(seed).threads(1)?, Run::new().seed(seed)] {
        let (model, out) = Everything::default().fit_transform_with(&run, &x, &z, &y)?;
        let again = Everything::default().fit_with(&run, &x, &z, &y)?;
        for model in [model, again] {
            let predicted = model.predict_with(&run, &x, &z)?;
            assert_eq!(bits(&predicted.probs), bits(&out.probs));
            assert_eq!(&predicted.arg_max, &out.arg_max);
            assert_eq!(bits(&predicted.joined), bits(&out.joined));
        }
    }
    Ok(())
}

/// Where the objective stops telling points apart while the gradient is still 1.4e-7 of the first.
#[test]
fn a_fit_continues_where_the_objective_stalls() -> Result<()> {
    fit_transform_is_fit_and_predict(49, 532)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn fit_transform_returns_the_outputs_of_the_fitted_pipeline(rows in 4..60_usize, seed in 0..1000_u64) {
        let result = fit_transform_is_fit_and_predict(rows, seed);
        prop_assert!(result.is_ok(), "{:?}", result);
    }
}
