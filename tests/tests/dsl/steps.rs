//! Constants, hyperparameters, targets and names of steps.

use super::*;

const WIDTH: usize = 6;
const KEPT: usize = 4;

mod sizes {
    pub(super) const HALF: usize = 3;
}
use sizes::HALF;

pipeline! {
    Constants(x: f32[n, WIDTH], pairs: f32[n, 2*HALF], rest: f32[n, WIDTH - KEPT]) -> (f32[n, KEPT], f32[n, HALF + KEPT], f32[n, 1]) {
        kept  = x |> First<KEPT>;
        both  = [pairs |> First<HALF>, kept] |> Concat;
        one   = rest |> First<{ KEPT - HALF }>;
        (kept, both, one)
    }
}

#[test]
fn constants_in_dims_and_in_steps() -> Result<()> {
    let (x, rest) = (table(2, WIDTH), table(2, 2));
    let out = Constants::default().fit(&x, &x, &rest)?.predict(&x, &x, &rest)?;
    assert_eq!(out.kept.row(1).to_vec(), [6.0, 7.0, 8.0, 9.0]);
    assert_eq!(out.both.row(1).to_vec(), [6.0, 7.0, 8.0, 6.0, 7.0, 8.0, 9.0]);
    assert_eq!(out.one, array![[0.0], [2.0]]);
    let error = Constants::default().fit(&x, &rest, &rest).expect_err("`pairs` has two columns");
    assert_eq!(error.to_string(), "constants: fit: input `pairs`: expected [n = 2, 6], got [2, 2]");
    Ok(())
}

fn three() -> f32 {
    3.0
}

const FACTOR: f32 = 7.0;

pipeline! {
    Hyperparameters(x: f32[n, 2]) -> (f32[n, 2], f32[n, 2], f32[n, 2], f32[n, 2]) {
        literal = x |> Times { by: 5.0 };
        call    = x |> Times { by: three() + [1.0, 2.0].iter().sum::<f32>() };
        block   = x |> Times { by: { let half = FACTOR / 2.0; half * 2.0 }, };
        default = x |> Times {};
        (literal, call, block, default)
    }
}

#[test]
fn hyperparameters_are_expressions() -> Result<()> {
    let mut pipeline = Hyperparameters::default();
    let steps = [&pipeline.literal, &pipeline.call, &pipeline.block, &pipeline.default];
    assert_eq!(steps.map(|step| step.by), [5.0, 6.0, 7.0, 2.0]);
    pipeline.literal.by = 11.0;
    let model = pipeline.fit(table(1, 2))?;
    assert_eq!(model.literal.by, 11.0);
    assert_eq!(model.predict(table(1, 2))?.literal, array![[0.0, 11.0]]);
    Ok(())
}

/// Learns from two targets at once.
#[derive(Debug, Clone, Default)]
struct TwoTargets {
    weight: f32,
}

#[derive(Debug, Clone)]
struct FittedTwoTargets {
    sum: f32,
}

#[step("[n, d] fit([n], [n, e]) -> [n, d]")]
impl TwoTargets {
    fn fit(
        &self,
        x: ArrayView2<'_, f32>,
        y: ArrayView1<'_, f32>,
        z: ArrayView2<'_, f32>,
    ) -> FittedTwoTargets {
        FittedTwoTargets { sum: x.sum() + self.weight * y.sum() + z.sum() }
    }
}

#[step]
impl FittedTwoTargets {
    fn transform(&self, x: Array2<f32>) -> Array2<f32> {
        x + self.sum
    }
}

pipeline! {
    Targets(x: f32[n, 2]) fit(y: f32[n], z: f32[n, 3]) -> (f32[n, 2], f32[n, 2], f32[n, 2]) {
        one     = x |> Ratio.fit(y);
        several = x |> TwoTargets { weight: 100.0 }.fit(y, z |> OneMore);
        shared  = one |> TwoTargets.fit(y, shifted);
        shifted = [z, z] |> Concat |> first: First<1>;
        (one, several, shared)
    }
}

#[test]
fn one_target_several_targets_and_targets_that_are_made() -> Result<()> {
    let (x, y, z) = (array![[1.0, 1.0]], array![4.0], array![[10.0, 20.0, 30.0]]);
    let model = Targets::default().fit(&x, &y, &z)?;
    let out = model.predict(&x)?;
    assert_eq!(out.one, array![[2.0, 2.0]]);
    // 2 of `x`, 100 * 4 of `y`, 63 of `z` plus one; 4 of `one`, nothing of `y`, 10 of the first column.
    assert_eq!((model.several.two_targets.sum, model.shared.sum), (2.0 + 400.0 + 63.0, 4.0 + 10.0));
    assert_eq!((out.several, out.shared), (array![[466.0, 466.0]], array![[16.0, 16.0]]));
    let (again, outputs) = Targets::default().fit_transform(&x, &y, &z)?;
    assert_eq!((again.shared.sum, outputs.shared), (14.0, array![[16.0, 16.0]]));
    Ok(())
}

pipeline! {
    Aliases(x: f32[n, 2]) -> f32[n, 2] {
        alone = x |> Times { by: 1.0 };
        named = alone |> first: Times { by: 2.0 } |> Times { by: 3.0 } |> Times { by: 5.0 } |> last: Center;
        named |> OneMore |> end: Times { by: 7.0 }
    }
}

#[test]
fn every_step_is_a_field_under_its_path() -> Result<()> {
    let pipeline = Aliases::default();
    let Aliases { alone, named, output } = &pipeline;
    let factors = [alone.by, named.first.by, named.times.by, named.times_2.by, output.end.by];
    assert_eq!(factors, [1.0, 2.0, 3.0, 5.0, 7.0]);
    let _: (&Center, &OneMore) = (&named.last, &output.one_more);
    let model = pipeline.fit(table(2, 2))?;
    assert_eq!(model.named.last.mean, 30.0 * 1.5);
    let paths: Vec<_> = Aliases::graph().nodes().map(|node| node.path.clone()).collect();
    let steps = [
        "x",
        "alone",
        "named.first",
        "named.times",
        "named.times_2",
        "named.last",
        "output.one_more",
        "output.end",
        "output",
    ];
    assert_eq!(paths, steps);
    Ok(())
}
