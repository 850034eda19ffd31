//! Pipelines in pipelines, blocks in blocks, and fields that are reached through all of them.

use super::*;

pipeline! {
    /// Two inputs, one target, two outputs.
    Inner(a: f32[n, d], b: f32[n, e]) fit(y: f32[n]) -> (f32[n, d + e], f32[n, 1]) {
        centered = a |> Center;
        joined = [centered, b] |> Concat;
        summed = joined |> Ratio.fit(y) |> RowSums;
        (joined, summed)
    }

    Middle(x: f32[n, 2]) fit(y: f32[n]) -> f32[n, 1] {
        (small, sum) = (x, x |> [OneMore, Times] |> Concat) |> Inner.fit(y);
        (_wide, total) = (sum, small) |> again: Inner.fit(y);
        [total, sum] |> Sum
    }

    Outer(x: f32[n, 2], z: f32[n, 2]) fit(y: f32[n]) -> (f32[n, 1], f32[n, 1]) {
        left = x |> Middle.fit(y);
        right = (x, z) |> Add |> scaled: Times { by: 0.5 } |> deep: Middle.fit(y);
        (left, right)
    }
}

/// The output of `Middle`, computed in plain Rust.
fn middle(x: &Array2<f32>, y: f32) -> (Array2<f32>, [f32; 3]) {
    let inner = |a: &Array2<f32>, b: &Array2<f32>| {
        let mean = a.mean().expect("rows");
        let joined = shapeflow::plumbing::ndarray::concatenate![Axis(1), a - mean, *b];
        let ratio = y / joined.sum();
        let sums = (&joined * ratio).sum_axis(Axis(1)).insert_axis(Axis(1));
        (joined, sums, mean, ratio)
    };
    let wide = shapeflow::plumbing::ndarray::concatenate![Axis(1), x + 1.0, x * 2.0];
    let (small, sum, mean, ratio) = inner(x, &wide);
    let (_, total, _, again) = inner(&sum, &small);
    (total + sum, [mean, ratio, again])
}

#[test]
fn three_levels_with_different_inputs() -> Result<()> {
    let (x, z, y) = (table(3, 2), table(3, 2) * 3.0 + 1.0, array![1.0, 2.0, 3.0]);
    let model = Outer::default().fit(&x, &z, &y)?;
    let (left, [mean, ratio, again]) = middle(&x, 6.0);
    let (right, [deep_mean, ..]) = middle(&((&x + &z) * 0.5), 6.0);
    assert_eq!(model.left.small_sum.inner.centered.mean, mean);
    assert_eq!(model.left.small_sum.inner.summed.ratio.ratio, ratio);
    assert_eq!(model.left._wide_total.again.summed.ratio.ratio, again);
    assert_eq!(model.right.deep.small_sum.inner.centered.mean, deep_mean);
    let out = model.predict(&x, &z)?;
    assert_eq!((&out.left, &out.right), (&left, &right));
    // `fit_transform` returns the same outputs, and so does a fit of the nested pipeline by hand.
    let (_, outputs) = Outer::default().fit_transform(&x, &z, &y)?;
    assert_eq!((outputs.left, outputs.right), (left.clone(), right));
    assert_eq!(model.left.predict(&x)?, left);
    Ok(())
}

pipeline! {
    Blocks(x: f32[n, 2]) fit(y: f32[n]) -> (f32[n, 1], f32[n, 2]) {
        outer = x |> OneMore;
        vision = {
            small = outer |> Center;
            deep = { small_too = small |> Times; learned = small_too |> Ratio.fit(y); learned |> RowSums };
            deep
        };
        sound = { small = later |> Center { shift: 1.0 }; small } |> Times { by: 3.0 };
        later = (x, outer) |> Add;
        (vision, sound)
    }
}

#[test]
fn blocks_see_the_names_around_them_and_are_groups_of_fields() -> Result<()> {
    let (x, y) = (array![[1.0, 2.0], [3.0, 6.0]], array![5.0, 6.0]);
    let pipeline = Blocks::default();
    assert_eq!((pipeline.vision.deep.small_too.by, pipeline.sound.times.by), (2.0, 3.0));
    let model = pipeline.fit(&x, &y)?;
    assert_eq!(model.vision.small.mean, 4.0);
    assert_eq!(model.sound.small.mean, 7.0 - 1.0);
    let _: (&FittedRatio, &RowSums) = (&model.vision.deep.learned, &model.vision.deep.output);
    let out = model.predict(&x)?;
    assert_eq!(out.sound, array![[-9.0, -3.0], [3.0, 21.0]]);
    assert_eq!(out.vision.dim(), (2, 1));
    Ok(())
}
