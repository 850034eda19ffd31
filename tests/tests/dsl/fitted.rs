//! Fitted pipelines as data: their fields, their standard traits, and fitted steps that move from one to another.

use super::*;
use shapeflow::step::Out;

pipeline! {
    Encoder(x: f32[n, 4]) -> f32[n, 2] {
        x |> scaler: StandardScaler |> pca: Pca<2>
    }

    /// Learns from rows without targets.
    Pretraining(x: f32[n, 4]) {
        encoder = x |> Encoder;
        encoder |> OneMore
    }

    /// Learns from rows with targets.
    FineTuning(x: f32[n, 4]) fit(y: u8[n]) -> f32[n, 2] {
        encoder = x |> Encoder;
        head = encoder |> LogisticRegression<2>.fit(y);
        head
    }

    /// The same, with an encoder that is already fitted.
    Tuning(x: f32[n, 4]) fit(y: u8[n]) -> f32[n, 2] {
        encoder = x |> Frozen<EncoderFitted>;
        head = encoder |> LogisticRegression<2>.fit(y);
        head
    }
}

/// A fitted step as a step that learns nothing more.
#[derive(Debug, Clone)]
struct Frozen<F>(F);

impl Stateless for Frozen<EncoderFitted> {
    const SIGNATURE: Signature = <Encoder as Step>::SIGNATURE;
}

impl<X, F: Transform<X>> Transform<X> for Frozen<F> {
    type Out = F::Out;

    fn transform(&self, x: X) -> Result<F::Out> {
        self.0.transform(x)
    }

    fn transform_with(&self, x: X, context: &Context<'_>) -> Result<F::Out> {
        self.0.transform_with(x, context)
    }
}

fn rows(count: usize, seed: u64) -> (Array2<f32>, Array1<u8>) {
    let x = shapeflow_tests::noise(count, 4, seed);
    let y = x.map_axis(Axis(1), |row| u8::from(row[0] + row[1] > 0.0));
    (x, y)
}

#[test]
fn a_pretrained_part_moves_into_another_pipeline() -> Result<()> {
    let (unlabelled, _) = rows(200, 1);
    let (x, y) = rows(20, 2);
    let pretrained = Pretraining::default().fit(&unlabelled)?;

    // By the struct literal: the head learns from the output of the pre-trained encoder.
    let code = pretrained.encoder.predict(&x)?;
    let run = Run::new();
    let context = Context::root(&run, "head", Phase::Fit);
    let head = FineTuning::default().head.fit(code.into_shared(), y.clone().into_shared(), &context)?;
    let literal = FineTuningFitted { encoder: pretrained.encoder.clone(), head };

    // By a step that holds the fitted encoder.
    let tuning = Tuning { encoder: Frozen(pretrained.encoder), head: LogisticRegression::default() };
    let by_step = tuning.fit(&x, &y)?;
    assert_eq!(literal.predict(&x)?, by_step.predict(&x)?);

    let alone = FineTuning::default().fit(&x, &y)?;
    assert_ne!(alone.predict(&x)?, literal.predict(&x)?);
    Ok(())
}

#[test]
fn a_fitted_part_can_be_replaced_in_place() -> Result<()> {
    let ((x, y), (other, _)) = (rows(20, 3), rows(20, 4));
    let mut model = FineTuning::default().fit(&x, &y)?;
    let kept = model.clone();
    model.encoder = Encoder::default().fit(&other)?;
    assert_ne!(model.predict(&x)?, kept.predict(&x)?);
    model.encoder.clone_from(&kept.encoder);
    assert_eq!(model.predict(&x)?, kept.predict(&x)?);
    assert_eq!(kept.encoder.output.pca.components().dim(), (2, 4));
    Ok(())
}

/// A step that implements neither `Clone`, `Debug` nor `Default`.
struct Plain(f32);

impl Step for Plain {
    type Fitted = FittedPlain;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

struct FittedPlain(f32);

impl Fit<ArcArray2<f32>> for Plain {
    fn fit(&self, x: ArcArray2<f32>, (): (), _: &Context<'_>) -> Result<FittedPlain> {
        Ok(FittedPlain(x.sum() * self.0))
    }
}

impl Transform<ArcArray2<f32>> for FittedPlain {
    type Out = ArcArray2<f32>;

    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(x + self.0)
    }
}

pipeline! {
    Bare(x: f32[n, 2]) -> f32[n, 2] {
        more = x |> OneMore;
        plain = more |> Plain;
        plain
    }
}

#[test]
fn steps_without_default_clone_and_debug_make_a_pipeline_without_them() -> Result<()> {
    let bare = Bare { more: OneMore, plain: Plain(2.0) };
    let x = table(1, 2);
    assert_eq!(bare.fit(&x)?.predict(&x)?, array![[7.0, 8.0]]);
    let _: Option<Out<Bare, ArcArray2<f32>>> = None;
    Ok(())
}

#[test]
fn clone_and_debug_reach_every_field() -> Result<()> {
    let (x, y) = rows(20, 5);
    let pipeline = FineTuning::default();
    let text = format!("{:?}", pipeline.clone());
    assert!(
        text.starts_with("FineTuning { encoder: Encoder { output: EncoderOutputSteps { scaler:"),
        "{text}"
    );
    let model = pipeline.fit(&x, &y)?;
    let text = format!("{:?}", model.clone());
    assert!(text.starts_with("FineTuningFitted { encoder: EncoderFitted {"), "{text}");
    assert_eq!(model.clone().predict(&x)?, model.predict(&x)?);
    Ok(())
}
