//! The hyperparameters of a pipeline are those of its steps, by their fields.

use shapeflow::prelude::*;

/// A step that does not implement `Hyperparameters`.
#[derive(Debug, Clone, Default, PartialEq)]
struct Doubled {
    _factor: f64,
}

impl Stateless for Doubled {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Transform<ArcArray2<f32>> for Doubled {
    type Out = ArcArray2<f32>;
    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(x * 2.0)
    }
}

pipeline! {
    Strokes(image: f32[n, 8, 8]) -> f32[n, 4] {
        image |> Flatten |> pca: Pca<4>
    }

    #[derive(Hyperparameters)]
    Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
        pixels = image |> Flatten |> scale: StandardScaler { with_mean: false };
        strokes = image |> Strokes;
        inner = { low = pixels |> Doubled |> Pca<2>; low };
        [strokes, inner] |> Concat |> model: LogisticRegression<10> {
            c: 0.5 ~ uniform(0.1..=10.0),
            max_iterations: 50 ~ log_integer(10..=100)
        }.fit(digit)
    }
}

#[test]
fn a_pipeline_has_the_space_of_its_steps() {
    insta::assert_snapshot!(Digits::space().expect("sound"), @r"
    pixels.scale.with_mean            boolean()
    pixels.scale.with_std             boolean()
    strokes.output.pca.whiten         boolean()
    inner.low.pca.whiten              boolean()
    output.model.c                    uniform(0.1..=10.0)
    output.model.max_iterations       log_integer(10..=100)
    output.model.tolerance            (real number)
    output.model.require_convergence  (boolean)
    ");
}

#[test]
fn values_go_in_and_out() {
    let assignment = "strokes.output.pca.whiten = true\noutput.model.c = 2.0".parse().expect("an assignment");
    let digits = Digits::default().with(&assignment).expect("sound");
    assert!(digits.strokes.output.pca.whiten);
    assert_eq!((digits.output.model.c, digits.pixels.scale.with_mean), (2.0, false));
    let all = digits.assignment();
    assert_eq!(all.get("pixels.scale.with_mean").map(ToString::to_string).as_deref(), Some("false"));
    assert_eq!(Digits::default().with(&all).expect("sound").assignment(), all);
    let error = digits.with(&Assignment::from([("strokes.output.pca.withen", true)])).expect_err("misspelt");
    assert_eq!(
        error.to_string(),
        "strokes.output.pca.withen: no hyperparameter has this path; did you mean `strokes.output.pca.whiten`?"
    );
}

#[test]
fn paths_are_typed() {
    let mut assignment = Assignment::new();
    assignment.set_at(&Digits::at().output.model.c, 3.0);
    assignment.set_at(&Digits::at().inner.low.pca.whiten, true);
    assignment.set_at(&Digits::at().strokes.output.pca.whiten, true);
    assert_eq!(
        assignment.to_string(),
        "inner.low.pca.whiten = true\noutput.model.c = 3.0\nstrokes.output.pca.whiten = true\n"
    );
}

#[test]
fn every_sample_can_be_set() {
    let run = Run::new().seed(7);
    let mut rng = Context::root(&run, "test", Phase::Fit).rng();
    for _ in 0..20 {
        let assignment = Digits::sample(&mut rng).expect("sound");
        let set = Digits::default().with(&assignment).expect("of the space").assignment();
        assert!(assignment.iter().all(|(path, value)| set.get(path) == Some(value)), "{assignment}");
    }
}
