//! A forecast of a real series: lags, changes, windows, a spectrum and the season of the date, all before one ridge regression.
//!
//! Carbon dioxide in the air at Mauna Loa is measured month by month. The pipeline learns from the months until 1989, and forecasts each
//! month of the years 1990 to 2001 from those before it. The figures are mean absolute errors in parts per million, beside those of
//! simple forecasts, and of scikit-learn's `Ridge` on the same features.
//!
//! `cargo run --release --example series`

#![expect(clippy::print_stdout, reason = "an example talks to a person")]

use shapeflow::batches::Table;
use shapeflow::prelude::*;
use shapeflow::steps::{Cycle, DateCycle, FftMagnitudes, RollingStatistic};
use shapeflow_examples::co2::{Month, file};

pipeline! {
    /// Forecasts the month after each year and a month.
    pub Forecast(months: Month[t]) -> f64[t - 12] {
        level   = months.co2;
        now     = level |> SkipRows<12>;
        lags    = level |> Lags<12> { lags: vec![0, 1, 10, 11, 12] };
        change  = level |> Differences<12>;
        spread  = level |> Rolling<13> { statistic: RollingStatistic::Std };
        waves   = level |> Differences<1> |> Windows<12> |> FftMagnitudes;
        season  = months.month |> SkipRows<12> |> DateCycle { cycle: Cycle::Year };
        features = (lags, change, spread, waves, season) |> Columns |> StandardScaler;
        (past, _current, fit next) = (features, now) |> ValuesAhead<1>;
        past |> Ridge { alpha: 1e-3 }.fit(next)
    }
}

/// The first month that is forecast, January 1990, counted from January 1965.
const FIRST: usize = 25 * 12;

/// The error of scikit-learn 1.9.1, computed by `tests/golden/make_series.py`.
const SCIKIT_LEARN: f64 = 0.302_664_416_575_987_75;

/// Returns the mean absolute error of forecasts of the months from [`FIRST`] on.
fn error(level: &ArrayView1<'_, f64>, forecast: impl Fn(usize) -> f64) -> f64 {
    let months = FIRST..level.len();
    months.clone().map(|month| (forecast(month) - level[month]).abs()).sum::<f64>() / months.len() as f64
}

/// Fits on the months before [`FIRST`]. Forecast number 0 is that of the month after the first 13.
fn forecast(months: &Records<Month>) -> Result<(ForecastFitted, Array1<f64>)> {
    let training: Vec<usize> = (0..FIRST).collect();
    let model = Forecast::default().fit(months.rows_at(&training)?)?;
    let forecasts = model.predict(months)?;
    Ok((model, forecasts))
}

fn main() -> Result<()> {
    let months: Records<Month> = file().read()?;
    let (model, forecasts) = forecast(&months)?;
    let level = months.co2.view();
    println!("mean absolute error of {} forecasts, in ppm:", level.len() - FIRST);
    println!("  the pipeline                        {:.4}", error(&level, |month| forecasts[month - 13]));
    println!("  scikit-learn's Ridge                {SCIKIT_LEARN:.4}");
    println!("  last month                          {:.4}", error(&level, |month| level[month - 1]));
    println!(
        "  a year ago, with last year's growth {:.4}",
        error(&level, |month| 2.0 * level[month - 12] - level[month - 24])
    );
    println!("the month after the last: {:.2} ppm", forecasts[forecasts.len() - 1]);

    let features = model.feature_names();
    println!("features: {}", features.taken_by("output")?.names().unwrap_or_default().join(", "));
    std::fs::write("series.dot", Forecast::graph().dot())?;
    println!("wrote series.dot\n\n{}", Forecast::graph());
    Ok(())
}

#[test]
fn the_error_is_that_of_scikit_learn() {
    let months: Records<Month> = file().read().expect("the file of the example");
    let (_, forecasts) = forecast(&months).expect("numbers");
    let error = error(&months.co2.view(), |month| forecasts[month - 13]);
    assert!((error - SCIKIT_LEARN).abs() < 1e-9, "{error}");
}
