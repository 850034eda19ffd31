//! Steps that break their word: the engine names them.

use shapeflow::ErrorKind;

use super::*;

/// Promises one shape and gives another.
#[derive(Debug, Clone, Default)]
struct Liar {
    /// How many columns it really gives.
    columns: usize,
    /// How many rows it loses.
    lost: usize,
}

#[step("[n, d] -> [n, 3]")]
impl Liar {
    fn transform(&self, x: ArrayView2<'_, f32>) -> Array2<f32> {
        Array2::zeros((x.nrows() - self.lost, self.columns))
    }
}

pipeline! {
    Trusting(x: f32[n, 2]) -> f32[n, 1] {
        lie = x |> Liar { columns: 3 };
        lie |> RowSums
    }

    Outer(x: f32[n, 2]) -> f32[n, 1] { x |> inner: Trusting |> OneMore }
}

#[test]
fn a_broken_promise_names_the_step_the_promise_and_the_truth() -> Result<()> {
    for run in runs() {
        let model = Trusting::default().fit_with(&run, table(2, 2))?;
        assert_eq!(model.predict_with(&run, table(2, 2))?, array![[0.0], [0.0]]);
        let mut broken = model.clone();
        broken.lie.columns = 4;
        let error = broken.predict_with(&run, table(2, 2)).expect_err("four columns");
        let text = "`Liar` breaks the promise of its signature: expected [n = 2, 3], got [2, 4]";
        assert_eq!(error.to_string(), format!("trusting.lie: predict: {text}"));
        assert_eq!(error.kind(), ErrorKind::BrokenPromise);
        broken.lie = Liar { columns: 3, lost: 1 };
        let error = broken.predict_with(&run, table(2, 2)).expect_err("one row");
        let text = "`Liar` breaks the promise of its signature: expected [n = 2, 3], got [1, 3]";
        assert_eq!(error.to_string(), format!("trusting.lie: predict: {text}"));
    }
    let mut outer = Outer::default();
    outer.output.inner.lie.columns = 7;
    let error = outer.fit_transform(table(1, 2)).expect_err("seven columns");
    assert_eq!(
        error.to_string(),
        "outer.output.inner.lie: fit: `Liar` breaks the promise of its signature: expected [n = 1, 3], got [1, 7]"
    );
    Ok(())
}

/// Says that it learns nothing, and has nothing.
#[derive(Debug, Clone, Default)]
struct Empty;

#[derive(Debug, Clone)]
struct FittedEmpty;

impl Step for Empty {
    type Fitted = FittedEmpty;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
    const LEARNS: bool = false;
}

impl Fit<ArcArray2<f32>> for Empty {
    fn fit(&self, _: ArcArray2<f32>, (): (), _: &Context<'_>) -> Result<FittedEmpty> {
        Ok(FittedEmpty)
    }
}

impl Transform<ArcArray2<f32>> for FittedEmpty {
    type Out = ArcArray2<f32>;

    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(x)
    }
}

pipeline! {
    Nothing(x: f32[n, d]) -> f32[n, d] { x |> Empty }
}

#[test]
fn a_step_that_learns_nothing_and_has_nothing_is_named() {
    let error = Nothing::default().fit(table(1, 1)).expect_err("nothing");
    assert_eq!(
        error.to_string(),
        "nothing.output: fit: `Empty` says with `LEARNS = false` that it learns nothing, but `unlearned` gives no fitted step"
    );
    assert!(Nothing::default().fit_transform(table(1, 1)).is_ok());
}
