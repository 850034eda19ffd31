//! A fit from batches: which node learns in which pass, and that the result is that of a fit on all rows at once.

use proptest::prelude::*;

use super::*;

pipeline! {
    /// Two segments.
    Chain(x: f32[n, d]) -> f32[n, d] {
        first = x |> StandardScaler;
        second = first |> MinMaxScaler;
        second
    }

    Inner(x: f64[n, 6]) -> f64[n, 2] { x |> StandardScaler |> Pca<2> }

    Exact64(x: f64[n, 6], z: f64[n, 2]) -> f64[n, 6] {
        inner = x |> Inner;
        ranges = (z, inner) |> Concat |> MinMaxScaler;
        [ranges, inner] |> Concat |> StandardScaler
    }

    Exact32(x: f32[n, 6]) -> f32[n, 8] {
        kept = x |> StandardScaler |> Pca<2>;
        moved = x |> OneMore |> MinMaxScaler;
        [kept, moved] |> Concat |> StandardScaler
    }

    Digits(x: f32[n, 6]) fit(y: u8[n]) -> f32[n, 2] {
        exact = x |> StandardScaler;
        expected = exact |> expect [n, 6];
        expected |> SgdClassifier<2> { epochs: 3 }.fit(y)
    }

    Plain(x: f32[n, d]) -> f32[n, d] { x |> OneMore |> Times }
}

#[test]
fn ten_rows_in_batches_of_three_are_three_three_three_and_one() -> Result<()> {
    let model = Watched::default().fit_batches(Rows::of(labelled(10)).by(3)?)?;
    assert_eq!(model.watched.batches, [3, 3, 3, 1]);
    assert_eq!(model.watched.sum, labelled(10).0.sum());
    Ok(())
}

#[test]
fn labels_stay_with_their_rows_in_a_shuffled_order() -> Result<()> {
    let model = Watched::default().fit_batches(Rows::of(labelled(31)).by(4)?.shuffled(7))?;
    assert_eq!((model.watched.batches.len(), model.watched.sum), (8, labelled(31).0.sum()));
    Ok(())
}

#[test]
fn the_first_segment_has_seen_every_batch_before_the_second_learns() -> Result<()> {
    let (log, run) = logged()?;
    let source = Rows::of(noise(5, 2, 1).into_shared()).by(2)?;
    assert_eq!(Chain::default().passes()?, 2);
    Chain::default().fit_batches_with(&run, &source)?;
    assert_eq!(
        log.take(),
        [
            "batch 0.0",
            "chain.first learns",
            "batch 0.1",
            "chain.first learns",
            "batch 0.2",
            "chain.first learns",
            "batch 1.0",
            "chain.first transforms 2",
            "chain.second learns",
            "batch 1.1",
            "chain.first transforms 2",
            "chain.second learns",
            "batch 1.2",
            "chain.first transforms 1",
            "chain.second learns",
        ]
    );
    Ok(())
}

#[test]
fn learners_of_equal_depth_share_a_pass_and_an_iterative_one_has_its_own() -> Result<()> {
    // The scaler, up to two passes of the principal components, the last scaler.
    assert_eq!(Exact32::default().passes()?, 4);
    assert_eq!(Digits::default().passes()?, 1 + 3);
    assert_eq!(Plain::default().passes()?, 0);
    let plain = Plain::default().fit_batches(from_fn(|| Ok(std::iter::empty::<Result<Array2<f32>>>())))?;
    assert_eq!(plain.predict(array![[1.0]])?, array![[4.0]]);
    Ok(())
}

#[test]
fn the_epochs_of_a_classifier_are_those_of_the_step_alone() -> Result<()> {
    let (x, y) = (noise(40, 6, 3), Array1::from_shape_fn(40, |row| (row % 2) as u8));
    let source = Rows::of((x.to_shared(), y.to_shared())).by(7)?.shuffled(1);
    let model = Digits::default().fit_batches(&source)?;
    // Each pass has its own order, and the pass for the scaler is first.
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let step = SgdClassifier::<2> { epochs: 3, ..Default::default() };
    let mut learning = step.learning(&context)?.expect("learns from batches");
    for pass in 1..4 {
        for batch in source.pass(pass)? {
            let (x, y): (ArcArray2<f32>, ArcArray1<u8>) = batch?;
            learning.update(model.exact.transform(x)?, y, &context)?;
        }
        learning.end_pass(&context)?;
    }
    let alone = learning.finish(&context)?.transform(model.exact.transform(x.to_shared())?)?;
    assert_eq!(bits(&model.predict(&x)?), bits(&alone.to_owned()));
    Ok(())
}

/// Arrays cut at these rows, also into parts without rows.
fn cut<T: shapeflow::batches::Table>(whole: &T, cuts: &[usize]) -> Vec<T> {
    let rows = whole.row_count().expect("rows");
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (rows + 1)).chain([0, rows]).collect();
    cuts.sort_unstable();
    cuts.windows(2).map(|pair| whole.row_range(pair[0]..pair[1]).expect("within")).collect()
}

fn largest_difference<A: Copy + Into<f64>>(one: &Array2<A>, other: &Array2<A>) -> f64 {
    one.iter().zip(other).map(|(&a, &b)| (a.into() - b.into()).abs()).fold(0.0, f64::max)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn batches_give_the_fit_of_all_rows(rows in 12..60_usize, seed: u64, cuts: [usize; 4]) {
        let x = noise(rows, 6, seed);
        let whole = Exact32::default().fit(&x).expect("fits");
        let parts = cut(&x.to_shared(), &cuts);
        let source = from_fn(|| Ok(parts.clone().into_iter().map(Ok)));
        let batched = Exact32::default().fit_batches(&source).expect("fits");
        let (one, other) = (whole.predict(&x).expect("predicts"), batched.predict(&x).expect("predicts"));
        prop_assert!(largest_difference(&one, &other) < 1e-5, "{one} {other}");

        let (x, z) = (x.mapv(f64::from), noise(rows, 2, seed ^ 1).mapv(f64::from));
        let whole = Exact64::default().fit(&x, &z).expect("fits");
        let parts = cut(&(x.to_shared(), z.to_shared()), &cuts);
        let source = from_fn(|| Ok(parts.clone().into_iter().map(Ok)));
        let batched = Exact64::default().fit_batches(&source).expect("fits");
        let (one, other) = (whole.predict(&x, &z).expect("predicts"), batched.predict(&x, &z).expect("predicts"));
        prop_assert!(largest_difference(&one, &other) < 1e-10, "{one} {other}");
    }
}

#[test]
fn the_bits_are_the_same_on_any_number_of_threads() -> Result<()> {
    let x = noise(9_000, 6, 5);
    let source = Rows::of(x.to_shared()).by(2_500)?;
    let fitted = |threads| -> Result<_> {
        let model = Exact32::default().fit_batches_with(&Run::new().threads(threads)?, &source)?;
        Ok(bits(&model.predict(&x)?))
    };
    let expected = fitted(1)?;
    for threads in [2, 8] {
        for _ in 0..3 {
            assert!(fitted(threads)? == expected, "{threads} threads");
        }
    }
    Ok(())
}

#[test]
fn parts_give_the_fit_of_batches_with_the_same_bits_on_any_number_of_threads() -> Result<()> {
    let x = noise(900, 6, 5);
    let source = Rows::of(x.to_shared()).by(100)?;
    let fitted = |threads, parts| -> Result<_> {
        let run = Run::new().threads(threads)?.parts(parts);
        Exact32::default().fit_batches_with(&run, &source)?.predict(&x)
    };
    let batches = fitted(1, 1)?;
    // 9 batches: groups of the same size, and with a smaller last one, which is also a single batch.
    for parts in [2, 3, 4, 20] {
        let expected = fitted(1, parts)?;
        assert!(largest_difference(&expected, &batches) < 1e-4, "{parts} parts");
        for threads in [2, 8] {
            assert_eq!(bits(&fitted(threads, parts)?), bits(&expected), "{parts} parts on {threads} threads");
        }
    }
    Ok(())
}

#[test]
fn a_sequential_learner_gives_the_same_fit_in_parts() -> Result<()> {
    let y = ArcArray1::from_shape_fn(31, |row| (row % 2) as u8);
    let source = Rows::of((noise(31, 6, 3).into_shared(), y)).by(4)?;
    let one = Digits::default().fit_batches(&source)?;
    let parts = Digits::default().fit_batches_with(&Run::new().parts(3), &source)?;
    // The scaler merges parts, which may round otherwise; the classifier sees the batches in their order.
    assert_eq!(parts.output.steps(), one.output.steps());
    let (one, parts) = (one.output.coefficients(), parts.output.coefficients());
    assert!(one.iter().zip(&parts).all(|(one, other)| (one - other).abs() < 1e-6));
    Ok(())
}

#[test]
fn an_error_in_parts_names_the_batches() -> Result<()> {
    let mut x = noise(10, 2, 1);
    x[[7, 1]] = f32::NAN;
    let source = Rows::of(x.into_shared()).by(3)?;
    let error = Chain::default().fit_batches_with(&Run::new().parts(2), source).expect_err("not finite");
    assert_eq!(error.path(), "chain.first");
    assert!(error.to_string().ends_with("(in batches 2 to 3 of pass 0, counted from 0)"), "{error}");
    Ok(())
}

#[test]
fn an_error_names_the_node_the_pass_and_the_batch() -> Result<()> {
    let message = |error: Error| error.to_string();
    let mut x = noise(10, 2, 1);
    x[[7, 1]] = f32::NAN;
    let error = Chain::default().fit_batches(Rows::of(x.into_shared()).by(3)?).expect_err("not finite");
    assert_eq!(error.path(), "chain.first");
    assert!(message(error).ends_with("(in batch 2 of pass 0, counted from 0)"));

    let (x, mut y) = labelled(10);
    y[4] = -1.0;
    let error = Watched::default().fit_batches(Rows::of((x, y)).by(3)?).expect_err("a wrong label");
    assert_eq!(
        message(error),
        "watched.watched: fit: a label is not that of its row (in batch 1 of pass 0, counted from 0)"
    );

    let rows = |count: usize| noise(count, 2, 1);
    let source = from_fn(|| Ok([Ok(rows(3)), Err(Error::new("the disk is gone")), Ok(rows(3))]));
    let error = Chain::default().fit_batches(&source).expect_err("no batch");
    assert_eq!(message(error), "chain: fit: the disk is gone (in batch 1 of pass 0, counted from 0)");

    let source = from_fn(|| Ok([Ok((rows(3), array![0_u8, 1])), Ok((rows(3), array![0, 1, 0]))]));
    let error = Pairs::default().fit_batches(&source).expect_err("labels are missing");
    assert_eq!(
        message(error),
        "pairs: fit: input `y`: expected [n = 3], got [2] (in batch 0 of pass 0, counted from 0)"
    );
    Ok(())
}

pipeline! {
    Pairs(x: f32[n, 2]) fit(y: u8[n]) -> f32[n, 2] { x |> SgdClassifier<2>.fit(y) }
}

#[test]
fn a_source_that_can_be_read_once_is_enough_for_one_pass_and_no_more() -> Result<()> {
    let once = || shapeflow::batches::once([Ok(noise(4, 2, 1)), Ok(noise(3, 2, 2))]);
    let error = Chain::default().fit_batches(once()).expect_err("two passes");
    assert!(error.message().contains("can be read only once"), "{error}");
    let (x, y) = labelled(3);
    Watched::default().fit_batches(shapeflow::batches::once([Ok((x, y))]))?;
    let nothing = from_fn(|| Ok(std::iter::empty::<Result<Array2<f32>>>()));
    let error = Chain::default().fit_batches(nothing).expect_err("no rows");
    assert!(error.message().contains("at least 1 row, got 0"), "{error}");
    assert_eq!(error.path(), "chain.first");
    Ok(())
}
