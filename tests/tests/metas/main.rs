//! Meta-steps in pipelines: types with generics between `|>`, drawn, fitted, predicted from, saved, searched.

mod order;
mod own;
mod rare;

use shapeflow::prelude::*;
use shapeflow::steps::Vote;
use shapeflow_tests::steps::*;
use shapeflow_tests::{noise, table};

pipeline! {
    Together(x: f32[n, 3], images: f32[n, 4, 2]) fit(y: u8[n]) -> f32[n, 2] {
        noisy = x |> OnlyFit<Times> { step: Times { by: 1.1 } };
        pixels = images |> Flattened<StandardScaler> |> ForEach<MinMaxScaler> |> Flatten;
        all = [noisy, pixels] |> Concat;
        one = all |> LogisticRegression<2>.fit(y);
        two = all |> Bagging<LogisticRegression<2>, 3> { step: LogisticRegression { c: 0.1, ..LogisticRegression::default() } }.fit(y);
        three = all |> Retry<LogisticRegression<2>> { attempts: 2 }.fit(y);
        stacked = all |> CrossFit<LogisticRegression<2>, 4>.fit(y);
        [one, two, three, stacked] |> Voting { vote: Vote::Mean }
    }
}

pipeline! {
    Jittered(x: f32[n, 2]) -> f32[n, 2] { x |> OnlyFit<Jitter> }
}

fn data() -> (Array2<f32>, Array3<f32>, Array1<u8>) {
    let images = noise(40, 8, 2).into_shape_with_order((40, 4, 2)).expect("8 is 4 times 2");
    let y = Array1::from_shape_fn(40, |row| (row % 2) as u8);
    let mut x = noise(40, 3, 1);
    x.column_mut(0).zip_mut_with(&y, |x, &y| *x += f32::from(y));
    (x, images, y)
}

#[test]
fn meta_steps_are_steps_of_a_pipeline() -> Result<()> {
    let (x, images, y) = data();
    let model = Together::default().fit(&x, &images, &y)?;
    let probs: Array2<f32> = model.predict(&x, &images)?;
    assert_eq!(probs.dim(), (40, 2));
    let right = probs.rows().into_iter().zip(&y).filter(|(row, y)| (row[1] > row[0]) == (**y == 1)).count();
    assert!(right > 34, "{right} of 40");
    assert_eq!(model.two.fitted().len(), 3);
    for row in probs.rows() {
        assert!((row.sum() - 1.0).abs() < 1e-5);
    }
    Ok(())
}

#[test]
fn a_step_that_only_acts_while_fitting_is_passed_over_by_predict() -> Result<()> {
    let x = noise(5, 2, 1);
    let (model, seen) = Jittered::default().fit_transform(&x)?;
    assert_eq!(seen, &x + &model.output.fitted().offsets);
    assert_ne!(seen, x);
    assert_eq!(model.predict(&x)?, x);
    Ok(())
}

#[test]
fn a_vote_is_drawn_with_the_steps_that_vote() {
    let dot = Together::graph().dot();
    for step in [
        "OnlyFit&lt;Times&gt;",
        "Bagging&lt;LogisticRegression&lt;2&gt;, 3&gt;",
        "Voting",
        "Flattened&lt;StandardScaler&gt;",
    ] {
        assert!(
            dot.contains(step) || dot.contains(&step.replace("&lt;", "<").replace("&gt;", ">")),
            "{step}: {dot}"
        );
    }
}

#[test]
fn the_step_inside_is_set_and_searched_by_its_path() -> Result<()> {
    type Bagged = Bagging<LogisticRegression<2>, 3>;
    let step = Bagged::default().with(&Assignment::from([("step.c", 2.0)]))?;
    assert_eq!(step.step.c, 2.0);
    assert_eq!(ForEach::<Flattened<Bagged>>::at().step.step.step.c.to_string(), "step.step.step.c");
    let error = step.with(&Assignment::from([("stop.c", 2.0)])).expect_err("no such path");
    assert!(error.to_string().contains("did you mean `step.c`?"), "{error}");
    Ok(())
}

#[test]
fn saved_meta_steps_predict_as_before() -> Result<()> {
    let (x, images, y) = data();
    let model = Together::default().fit(&x, &images, &y)?;
    let path = std::env::temp_dir().join(format!("shapeflow-metas-{}.safetensors", std::process::id()));
    model.save(&path)?;
    let again = Together::load(&path)?;
    std::fs::remove_file(&path)?;
    assert_eq!(again.predict(&x, &images)?, model.predict(&x, &images)?);
    Ok(())
}
