//! A forecast of a monthly series with a trend and a season; the targets are made from the inputs while fitting.
//!
//! The series is generated: 25 years, with noise that is correlated from month to month. The pipeline learns from the first 20
//! years, and forecasts each month of the last 5 from the months before it. It is compared with last month's value, the value
//! of a year ago, and the latter plus last year's growth. The figures are mean absolute errors over 20 series that differ only
//! in their noise, with the spread over the series.
//!
//! `cargo run --release --example forecast`

#![expect(clippy::print_stdout, reason = "an example talks to a person")]

use rand_core::Rng;
use shapeflow::prelude::*;
use shapeflow::step::Context;

/// The months of a window.
const MONTHS: usize = 24;

pipeline! {
    /// Forecasts the month after each window of two years.
    pub Forecast(series: f64[t]) -> f64[t - 23] {
        (past, fit next) = series |> Windows<MONTHS> |> Ahead<1>;
        past |> StandardScaler |> Ridge.fit(next)
    }
}

const YEARS: usize = 25;
const TRAINING: usize = 20 * 12;

/// Returns a straight line, two waves of a year and half a year, and autoregressive noise with a factor of 0.7.
fn series(random: &mut impl Rng) -> Array1<f64> {
    let mut noise = 0.0;
    // The sum of twelve uniform numbers minus six is nearly normal.
    let mut normal =
        || (0..12).map(|_| f64::from(random.next_u32()) / f64::from(u32::MAX)).sum::<f64>() - 6.0;
    Array1::from_shape_fn(YEARS * 12, |month| {
        noise = 0.7 * noise + 3.0 * normal();
        let year = month as f64 / 12.0 * std::f64::consts::TAU;
        200.0 + 0.8 * month as f64 + 25.0 * year.sin() + 10.0 * (2.0 * year).cos() + noise
    })
}

/// Returns the mean absolute error of forecasts of the last years.
fn error(series: &Array1<f64>, forecast: impl Fn(usize) -> f64) -> f64 {
    let months = TRAINING..series.len();
    months.clone().map(|month| (forecast(month) - series[month]).abs()).sum::<f64>() / months.len() as f64
}

/// Returns the mean and the standard deviation.
fn spread(errors: &[f64]) -> (f64, f64) {
    let errors = ArrayView1::from(errors);
    (errors.mean().unwrap_or(f64::NAN), errors.std(1.0))
}

fn main() -> Result<()> {
    let run = Run::new().seed(7);
    let mut random = Context::root(&run, "series", Phase::Fit).rng();
    let mut errors: [Vec<f64>; 4] = Default::default();
    for _ in 0..20 {
        let series = series(&mut random);
        let (training, _) = series.view().split_at(Axis(0), TRAINING);
        let model = Forecast::default().fit(training)?;
        let forecasts = model.predict(&series)?;
        // Forecast number 0 is that of the month after the first window.
        errors[0].push(error(&series, |month| forecasts[month - MONTHS]));
        errors[1].push(error(&series, |month| series[month - 1]));
        errors[2].push(error(&series, |month| series[month - 12]));
        errors[3].push(error(&series, |month| 2.0 * series[month - 12] - series[month - 24]));
    }
    let names = ["ridge on 24 months", "last month", "a year ago", "a year ago, with last year's growth"];
    println!("mean absolute error of forecasts, over 20 series:");
    for (name, errors) in names.iter().zip(&errors) {
        let (mean, deviation) = spread(errors);
        println!("  {name:36} {mean:6.2} +- {deviation:.2}");
    }
    // No forecast can know the new noise of a month, with a standard deviation of 3.
    println!("  {:36} {:6.2}", "the smallest possible error", 3.0 * (2.0 / std::f64::consts::PI).sqrt());
    println!("{}", Forecast::graph());
    Ok(())
}
