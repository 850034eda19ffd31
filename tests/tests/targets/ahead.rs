//! Steps that make targets from inputs, only while fitting.

use shapeflow::batches::Rows;
use shapeflow::prelude::*;

pipeline! {
    /// Predicts the value after two others.
    Forecast(series: f64[t]) -> f64[t - 1] {
        (past, fit next) = series |> Windows<2> |> Ahead<1>;
        past |> Ridge { alpha: 1e-12 }.fit(next)
    }

    /// The windows are scaled by a scaler that learns from those whose target is known.
    Scaled(series: f32[t]) -> (forecast: f32[t - 3], scaled: f32[t - 3, 4]) {
        windows          = series |> Windows<4>;
        (past, fit next) = windows |> Ahead<2>;
        scaled           = past |> StandardScaler;
        forecast         = scaled |> Ridge.fit(next);
        (forecast, scaled)
    }

    /// As a step of another pipeline, which has the same outputs while fitting and predicting.
    Around(series: f64[t]) -> f64[t - 1] {
        series |> Forecast |> Shifted
    }

    /// Two inputs are passed on, and weights are made while fitting.
    Fading(x: f64[n, 2], y: f64[n]) -> f64[n] {
        (x2, y2, fit weight) = (x, y) |> Fade;
        x2 |> Ridge.fit(y2, weight)
    }
}

/// One more than it was.
#[step("[n] -> [n]")]
fn shifted(x: ArrayView1<'_, f64>) -> Array1<f64> {
    &x + 1.0
}

/// A weight for each row but the last: the later, the more.
#[derive(Clone, Default)]
struct Fade;

impl Stateless for Fade {
    const SIGNATURE: Signature = Signature::new("[n, d], [n] -> [n - 1, d], [n - 1], [n - 1]", &[]);
}

impl FitOnly for Fade {}

impl Transform<(ArcArray2<f64>, ArcArray1<f64>)> for Fade {
    type Out = (ArcArray2<f64>, ArcArray1<f64>, ArcArray1<f64>);

    fn transform(&self, (x, y): (ArcArray2<f64>, ArcArray1<f64>)) -> Result<Self::Out> {
        let rows = y.len() - 1;
        let kept: Vec<usize> = (0..rows).collect();
        let weight = Array1::from_shape_fn(rows, |row| 1.0 + row as f64);
        Ok((x.select(Axis(0), &kept).into(), y.select(Axis(0), &kept).into(), weight.into()))
    }
}

#[test]
fn the_next_value_is_learned_and_the_last_window_is_forecast() -> Result<()> {
    // x[t + 1] = 2 x[t] - x[t - 1] - 0.5, which no straight line is.
    let mut series = vec![1.0, 4.0];
    while series.len() < 12 {
        let at = series.len();
        series.push(2.0 * series[at - 1] - series[at - 2] - 0.5);
    }
    let following = series.pop().expect("12 values");
    let series = Array1::from(series);
    let model = Forecast::default().fit(&series)?;
    let forecast = model.predict(&series)?;
    assert_eq!(forecast.len(), 10);
    for (forecast, value) in forecast.iter().zip(series.iter().skip(2).chain([&following])) {
        assert!((forecast - value).abs() < 1e-6, "{forecast} is not {value}");
    }
    // One window is enough to predict.
    assert_eq!(model.predict(array![5.0, 6.0])?.len(), 1);
    let (again, out) = Forecast::default().fit_transform(&series)?;
    assert_eq!((again.predict(&series)?, &out), (forecast.clone(), &forecast));
    let around = Around::default().fit(&series)?.predict(&series)?;
    assert_eq!(around, forecast + 1.0);
    Ok(())
}

#[test]
fn rows_without_a_known_target_are_not_learned_from() -> Result<()> {
    let series = Array1::from_shape_fn(20, |at| (at as f32 * 0.7).sin());
    let (model, out) = Scaled::default().fit_transform(&series)?;
    // 17 windows, of which 15 are followed by a second value.
    assert_eq!(model.scaled.rows(), 15);
    assert_eq!((out.forecast.len(), out.scaled.dim()), (17, (17, 4)));
    Ok(())
}

#[test]
fn several_values_are_passed_on_in_their_places() -> Result<()> {
    let x = Array2::from_shape_fn((9, 2), |(row, column)| ((row * 5 + column * 3) % 7) as f64);
    let y = Array1::from_shape_fn(9, |row| if row == 8 { 1e6 } else { row as f64 });
    let model = Fading::default().fit(&x, &y)?;
    let weight = Array1::from_shape_fn(8, |row| 1.0 + row as f64).into_shared();
    let kept: Vec<usize> = (0..8).collect();
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let target = (y.select(Axis(0), &kept).into_shared(), weight);
    let expected = Ridge::default().fit(x.select(Axis(0), &kept).into_shared(), target, &context)?;
    assert_eq!(model.predict(&x, &y)?, expected.transform(x.into_shared())?);
    Ok(())
}

#[test]
fn a_series_in_batches_is_refused_in_words() -> Result<()> {
    let series = Array1::from_shape_fn(20, |at| at as f64);
    let error =
        Forecast::default().fit_batches(Rows::of(series.into_shared()).by(10)?).expect_err("needs all rows");
    assert!(error.to_string().contains("needs all rows at once"), "{error}");
    Ok(())
}

#[test]
fn a_series_that_is_too_short_is_an_error_of_the_step() {
    let error = Forecast::default().fit(array![1.0, 2.0]).expect_err("one window").to_string();
    assert!(error.starts_with("forecast.past_next.ahead: fit: "), "{error}");
}

#[test]
fn a_forecast_is_saved_and_loaded() -> Result<()> {
    let series = Array1::from_shape_fn(20, |at| (at as f32 * 0.7).sin());
    let model = Scaled::default().fit(&series)?;
    let file = std::env::temp_dir().join(format!("shapeflow-targets-{}.safetensors", std::process::id()));
    model.save(&file)?;
    let loaded = Scaled::load(&file)?;
    assert_eq!(loaded.predict(&series)?.forecast, model.predict(&series)?.forecast);
    std::fs::remove_file(file).map_err(Error::from_source)
}
