//! Nodes without a key are run each time, with the nodes after them, and each is reported once.

use super::*;

/// Adds what only it knows.
#[derive(Debug, Clone)]
struct Hidden {
    amount: f64,
}

impl Default for Hidden {
    fn default() -> Self {
        Self { amount: 1.0 }
    }
}

impl Stateless for Hidden {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Transform<ArcArray2<f64>> for Hidden {
    type Out = ArcArray2<f64>;
    fn transform(&self, x: ArcArray2<f64>) -> Result<ArcArray2<f64>> {
        Ok(x + self.amount)
    }
}

/// Has hyperparameters, and a field that is not one.
#[derive(Debug, Clone, Default, Hyperparameters)]
struct Skipping {
    by: f64,
    #[space(skip)]
    more: Vec<f64>,
    #[space(ignore)]
    _seen: Option<String>,
}

impl Stateless for Skipping {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Transform<ArcArray2<f64>> for Skipping {
    type Out = ArcArray2<f64>;
    fn transform(&self, x: ArcArray2<f64>) -> Result<ArcArray2<f64>> {
        Ok(x + self.by + self.more.iter().sum::<f64>())
    }
}

/// Declares that it depends on more than its inputs.
#[derive(Debug, Clone, Default)]
struct Clock;

impl Stateless for Clock {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
    const REVISION: Option<u64> = None;
}

impl Transform<ArcArray2<f64>> for Clock {
    type Out = ArcArray2<f64>;
    fn transform(&self, x: ArcArray2<f64>) -> Result<ArcArray2<f64>> {
        Ok(x)
    }
}

/// Its fitted form has no `Save`.
#[derive(Debug, Clone, Default)]
struct Largest;

#[derive(Debug, Clone)]
struct FittedLargest(f64);

#[step("[n, d] -> [n, d]", rowwise)]
impl Largest {
    fn fit(&self, x: ArrayView2<'_, f64>) -> FittedLargest {
        FittedLargest(x.iter().copied().fold(1.0, f64::max))
    }
}

#[step]
impl FittedLargest {
    fn transform(&self, x: ArrayView2<'_, f64>) -> Array2<f64> {
        &x / self.0
    }
}

/// A type that has neither `Save` nor `Keyed`.
#[derive(Debug, Clone)]
struct Weather(f64);

/// As a value.
#[step("[n, d] -> []")]
fn forecast(x: ArrayView2<'_, f64>) -> Weather {
    Weather(x.sum())
}

/// Used.
#[step("[n, d], [] -> [n, d]")]
fn warmer(x: ArrayView2<'_, f64>, weather: Weather) -> Array2<f64> {
    &x + weather.0
}

/// Adds any number of tables.
#[step("[n, d]* -> [n, d]", rowwise)]
fn sum(parts: &[ArrayView2<'_, f64>]) -> Result<Array2<f64>> {
    let (first, rest) = parts.split_first().ok_or_else(|| Error::new("nothing to add"))?;
    Ok(rest.iter().fold(first.to_owned(), |sum, part| sum + part))
}

pipeline! {
    Unknown(x: f64[n, 4], today: Weather) -> f64[n, 4] {
        hidden   = x |> Hidden;
        skipping = x |> Skipping;
        clock    = x |> Clock;
        behind   = [hidden, skipping, clock] |> Sum;
        largest  = x |> Largest;
        weather  = x |> Forecast;
        warm     = (x, weather) |> Warmer;
        warmer   = (x, today) |> Warmer;
        [behind, largest, warm, warmer] |> last: Sum |> scaler: StandardScaler
    }
}

#[test]
fn nodes_without_a_key_run_each_time_and_report_why() {
    let folder = Folder::new("unknown");
    let (run, log) = cached(&folder.0);
    let x = flowers(9).0;
    let unknown = Unknown::default();
    let expected = [
        "behind: computed, and not looked up in the cache: it depends on `hidden`, which has no key",
        "clock: computed, and not looked up in the cache: `Clock` has to run each time (`REVISION` is `None`)",
        "hidden: computed, and not looked up in the cache: `Hidden` has fields but does not implement `Hyperparameters`",
        "largest: not kept in the cache: the fitted step of `Largest` does not implement `Save`",
        "output.last: computed, and not looked up in the cache: it depends on `behind`, which has no key",
        "output.scaler: computed, and not looked up in the cache: it depends on `Sum`, which has no key",
        "skipping: computed, and not looked up in the cache: field `more` of `Skipping` has `#[space(skip)]`",
        "warmer: computed, and not looked up in the cache: the input `today` cannot be part of a key: \
         `caching::unknown::Weather` does not implement `Keyed`",
        "weather: not kept in the cache: the type of its output, `caching::unknown::Weather`, does not implement `Save`",
    ];
    for round in 0..2 {
        let model = unknown.fit_with(&run, &x, Weather(1.0)).expect("fits");
        let plain = unknown.fit(&x, Weather(1.0)).expect("fits");
        let given = [model, plain].map(|model| model.predict(&x, Weather(2.0)).expect("finite"));
        assert_eq!(given[0], given[1]);
        let told = log.take();
        assert_eq!(told.notes, expected);
        // The weather is not cached, but the nodes that use it are.
        let left_out: &[&str] = if round == 0 { &[] } else { &["warm", "weather"] };
        let all = [
            "behind",
            "clock",
            "hidden",
            "largest",
            "output.last",
            "output.scaler",
            "skipping",
            "warm",
            "warmer",
            "weather",
        ];
        let ran: Vec<_> = all.into_iter().filter(|path| !left_out.contains(path)).collect();
        assert_eq!(told.ran, ran);
        assert_eq!(told.reused.join(" "), ["", "warm 1"][round]);
    }
}
