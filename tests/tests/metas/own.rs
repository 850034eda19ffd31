//! A meta-step of a user: an outer step, an inner step, and the inverse of the outer one.

use super::*;

/// A step whose fitted form has an inverse.
trait Undone<X> {
    fn undo(&self, x: X) -> Result<X>;
}

impl Undone<ArcArray2<f32>> for Times {
    fn undo(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(x / self.by)
    }
}

/// Applies `outer`, then `step`, then the inverse of `outer`.
#[derive(Debug, Clone, Default, Hyperparameters)]
struct Within<O, S> {
    #[space(nested)]
    outer: O,
    #[space(nested)]
    step: S,
}

struct FittedWithin<O, S> {
    outer: O,
    step: S,
}

impl<O: Step, S: Step> Step for Within<O, S> {
    type Fitted = FittedWithin<O::Fitted, S::Fitted>;
    const SIGNATURE: Signature = S::SIGNATURE;
    const ROWWISE: bool = O::ROWWISE && S::ROWWISE;
}

impl<X, O, S> Fit<X> for Within<O, S>
where
    X: Value,
    O: Fit<X, Fitted: Transform<X, Out = X> + Undone<X>>,
    S: Fit<X, Fitted: Transform<X, Out = X>>,
{
    fn fit(&self, x: X, (): (), context: &Context<'_>) -> Result<Self::Fitted> {
        let (outer, x) = self.outer.fit_transform(x, (), context)?;
        Ok(FittedWithin { outer, step: self.step.fit(x, (), context)? })
    }
}

impl<X, O, S> Transform<X> for FittedWithin<O, S>
where
    X: Value,
    O: Transform<X, Out = X> + Undone<X>,
    S: Transform<X, Out = X>,
{
    type Out = X;

    fn transform(&self, x: X) -> Result<X> {
        self.outer.undo(self.step.transform(self.outer.transform(x)?)?)
    }
}

pipeline! {
    Restored(x: f32[n, d]) -> f32[n, d] { x |> Within<Times, Times> }
}

#[test]
fn times_2_and_its_inverse_around_a_step_restore_the_input() -> Result<()> {
    let same = Within { outer: Times { by: 2.0 }, step: Times { by: 1.0 } };
    let pipeline = Restored { output: same };
    assert_eq!(pipeline.fit(table(3, 2))?.predict(table(3, 2))?, table(3, 2));
    let model = Restored::default().fit(table(3, 2))?;
    assert_eq!(model.predict(table(3, 2))?, table(3, 2) * 2.0);
    Ok(())
}
