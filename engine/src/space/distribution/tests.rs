//! Properties of every distribution, and errors of invalid ones. SciPy's values are in `tests/golden`.

use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

use super::*;
use crate::Result;
use crate::space::value::Value;

fn continuous() -> impl Strategy<Value = Distribution> {
    let ends = |low: f64, high: f64| (low..high, 0.01_f64..10.0);
    let normal = (-3.0_f64..3.0, 0.05_f64..3.0);
    prop_oneof![
        ends(-5.0, 5.0).prop_map(|(min, width)| uniform(min..=min + width)),
        ends(-8.0, 3.0).prop_map(|(min, width)| log(min.exp()..=(min + width).exp())),
        normal.clone().prop_map(|(mean, deviation)| super::normal(mean, deviation)),
        normal.clone().prop_map(|(mean, deviation)| log_normal(mean, deviation)),
        // Also far out in either tail.
        (normal.clone(), -8.0_f64..8.0, 0.1_f64..6.0).prop_map(|((mean, deviation), low, width)| {
            super::normal(mean, deviation).within(mean + deviation * low..=mean + deviation * (low + width))
        }),
        (normal, -6.0_f64..6.0, 0.1_f64..6.0).prop_map(|((mean, deviation), low, width)| {
            let bound = |z: f64| (mean + deviation * z).exp();
            log_normal(mean, deviation).within(bound(low)..=bound(low + width))
        }),
    ]
    .prop_map(|distribution| distribution.expect("sound parameters"))
}

fn separate() -> impl Strategy<Value = Distribution> {
    prop_oneof![
        (-50_i64..50, 0_i64..60, 1_i64..9).prop_map(|(min, width, by)| integer(min..=min + width).by(by)),
        (1_i64..50, 0_i64..60).prop_map(|(min, width)| log_integer(min..=min + width)),
        (continuous(), prop::sample::select(vec![0.05, 0.1, 0.5, 1.0, 0.3])).prop_map(|(of, step)| {
            // Without an end there are no values to count.
            match of.clone().within(-3.0..=9.0) {
                Ok(cut) => cut.quantised(step),
                Err(_) => of.quantised(step).or_else(|_| boolean()),
            }
        }),
        (1_usize..9).prop_map(|count| ordinal((0..count).map(|index| format!("v{index}")))),
        Just(()).prop_map(|()| boolean()),
    ]
    .prop_map(|distribution| distribution.expect("sound parameters"))
    .prop_filter("can be counted", |distribution| distribution.count().is_some_and(|count| count < 5000))
}

fn real(value: &Value) -> f64 {
    value.as_real().expect("a number")
}

fn cumulative(distribution: &Distribution, value: &Value) -> f64 {
    distribution.cumulative(value).expect("a value of its own")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_inverse_undoes_the_cumulative(distribution in continuous(), p in 1e-6_f64..1.0) {
        let x = distribution.inverse(p);
        prop_assert!(distribution.contains(&x), "{} {}", distribution, x);
        let back = cumulative(&distribution, &x);
        // Where the density is high, one step of `x` moves `p` that much.
        let resolution = 1e-15 * real(&x).abs().max(1.0) * distribution.density(&x);
        prop_assert!((back - p).abs() <= 1e-12 + 8.0 * resolution, "{}: {} is not {}", distribution, back, p);
        prop_assert!(distribution.cumulative(&x).is_ok());
    }

    #[test]
    fn the_density_is_the_slope_of_the_cumulative(distribution in continuous(), part in 0_usize..50) {
        let bound = |index: usize| real(&distribution.inverse((index as f64 + 0.5) / 51.0));
        let (low, high) = (bound(part), bound(part + 1));
        // Simpson's rule.
        let width = (high - low) / 64.0;
        let sum: f64 = (0..=64).map(|node| {
            let weight = if node == 0 || node == 64 { 1.0 } else if node % 2 == 1 { 4.0 } else { 2.0 };
            weight * distribution.density(&Value::Real((low + width * f64::from(node)).min(high)))
        }).sum();
        prop_assert!((sum * width / 3.0 - 1.0 / 51.0).abs() < 1e-7, "{}: {} from {} to {}", distribution, sum * width / 3.0, low, high);
    }

    #[test]
    fn separate_values_add_up_to_one(distribution in separate()) {
        let values = distribution.points(5000);
        prop_assert_eq!(Some(values.len() as u64), distribution.count());
        let mut total = 0.0;
        for value in &values {
            prop_assert!(distribution.contains(value), "{} {}", distribution, value);
            let mass = distribution.density(value);
            prop_assert!((0.0..=1.0).contains(&mass));
            total += mass;
            prop_assert!((cumulative(&distribution, value) - total).abs() < 1e-9, "{} {}", distribution, value);
            // What is lost in rounding makes several values reach the same probability.
            let is_last = Some(value) == values.last();
            if mass > 1e-12 && (is_last || cumulative(&distribution, value) < 1.0) {
                prop_assert_eq!(&distribution.inverse(cumulative(&distribution, value)), value, "{}", distribution);
            }
        }
        prop_assert!((total - 1.0).abs() < 1e-9, "{}: {}", distribution, total);
        if let Some(mean) = distribution.mean() {
            let added: f64 = values.iter().map(|value| real(value) * distribution.density(value)).sum();
            prop_assert!((mean - added).abs() <= 1e-9 * added.abs().max(1.0), "{}: {} {}", distribution, mean, added);
        }
    }

    #[test]
    fn samples_follow_the_cumulative(distribution in prop_oneof![continuous(), separate()]) {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let mut shares: Vec<(f64, f64)> = (0..1000).map(|_| {
            let value = distribution.sample(&mut rng);
            let upper = cumulative(&distribution, &value);
            let atom = if distribution.count().is_some() { distribution.density(&value) } else { 0.0 };
            (upper - atom, upper)
        }).collect();
        shares.sort_by(|left, right| left.1.total_cmp(&right.1));
        // Kolmogorov and Smirnov: at any value, the share of the samples is near the probability. The numbers behind the
        // samples are fixed, so the bound is met or not; 1.95 / sqrt(n) is exceeded by one seed in a thousand.
        let bound = 1.95 / 1000_f64.sqrt();
        for (index, &(lower, upper)) in shares.iter().enumerate() {
            let (below, with) = (
                shares.partition_point(|share| share.1 < upper - 1e-9) as f64 / 1000.0,
                shares.partition_point(|share| share.1 <= upper + 1e-9) as f64 / 1000.0,
            );
            prop_assert!((below - lower).abs() < bound && (with - upper).abs() < bound, "{} at {}", distribution, index);
        }
    }
}

#[test]
fn a_seed_makes_the_same_values_everywhere() {
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    let mut sample =
        |distribution: Result<Distribution>| distribution.expect("sound").sample(&mut rng).to_string();
    let samples = [
        sample(uniform(0.0..=1.0)),
        sample(log(1e-3..=1e2)),
        sample(normal(0.0, 1.0)),
        sample(integer(1..=8)),
        sample(categorical(["a", "b", "c"])),
    ];
    insta::assert_debug_snapshot!(samples, @r#"
    [
        "0.7090754154265618",
        "0.21360362143602862",
        "0.5219379780256929",
        "1",
        "c",
    ]
    "#);
}

#[test]
fn decimals_stay_decimals() {
    let tenths = uniform(0.0..=0.3).quantised(0.1).expect("sound");
    let texts: Vec<String> = tenths.points(9).iter().map(ToString::to_string).collect();
    assert_eq!(texts, ["0.0", "0.1", "0.2", "0.3"]);
    // The ends have half the share: only from one side values round to them.
    let masses: Vec<f64> = tenths.points(9).iter().map(|value| tenths.density(value)).collect();
    for (mass, expected) in masses.iter().zip([1.0 / 6.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 6.0]) {
        assert!((mass - expected).abs() < 1e-12, "{masses:?}");
    }
    assert!(!tenths.contains(&Value::Real(0.15)) && tenths.contains(&Value::Integer(0)));
}

#[test]
fn steps_start_at_the_low_end_of_the_range() {
    let values = |distribution: Result<Distribution>| -> Vec<String> {
        distribution.expect("sound").points(20).iter().map(ToString::to_string).collect()
    };
    assert_eq!(values(uniform(0.05..=0.5).quantised(0.1)), ["0.05", "0.15", "0.25", "0.35", "0.45"]);
    assert_eq!(values(uniform(0.1..=0.4).quantised(0.5)), ["0.1"]);
    assert_eq!(values(uniform(-1.5..=2.0).quantised(1.0)), ["-1.5", "-0.5", "0.5", "1.5"]);
    assert_eq!(values(normal(0.0, 1.0).within(-0.3..=0.4).quantised(0.25)), ["-0.3", "-0.05", "0.2"]);
    // Without a range, from 0.
    assert!(normal(0.3, 1.0).quantised(0.5).expect("sound").contains(&Value::Real(-1.5)));
    let shares = uniform(0.05..=0.5).quantised(0.1).expect("sound");
    let total: f64 = shares.points(9).iter().map(|value| shares.density(value)).sum();
    assert!((total - 1.0).abs() < 1e-12, "{total}");
}

#[test]
fn integers_are_uniform_in_their_logarithm() {
    let distribution = log_integer(1..=8).expect("sound");
    for k in 1..=8_u32 {
        let k = f64::from(k);
        let expected = ((k + 0.5) / (k - 0.5)).ln() / (8.5_f64 / 0.5).ln();
        assert!((distribution.density(&Value::Integer(k as i128)) - expected).abs() < 1e-14);
    }
    assert!(!distribution.contains(&Value::Real(2.0)) && !distribution.contains(&Value::Integer(9)));
}

#[test]
fn points_are_all_values_or_quantiles() {
    let points = |distribution: Result<Distribution>, n| {
        distribution.expect("sound").points(n).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(points(integer(1..=9).by(4), 3), "1 5 9");
    assert_eq!(points(integer(1..=100), 2), "25 75");
    assert_eq!(points(uniform(0.0..=1.0), 2), "0.25 0.75");
    assert_eq!(points(categorical(["a", "b"]), 9), "a b");
    assert_eq!(points(log_integer(1..=1000), 3), "2 22 282");
    assert_eq!(points(uniform(0.0..=1.0), 0), "");
}

#[test]
fn another_kind_is_not_contained() {
    let c = log(1.0..=4.0).expect("sound");
    assert!(
        c.contains(&Value::Integer(2))
            && !c.contains(&Value::from("2"))
            && !c.contains(&Value::Real(f64::NAN))
    );
    assert_eq!(c.density(&Value::from("2")), 0.0);
    assert_eq!(
        c.cumulative(&Value::from("b")).expect_err("no number").to_string(),
        "expected a value of log(1.0..=4.0), found text `b`"
    );
    assert!(categorical(["a"]).expect("sound").cumulative(&Value::from("b")).is_err());
    assert_eq!(c.inverse(f64::NAN), c.inverse(0.0));
    assert_eq!(c.inverse(7.0), Value::Real(4.0));
}

#[test]
fn invalid_declarations_are_errors() {
    const NO: f64 = f64::NAN;
    let errors = [
        uniform(1.0..=0.0),
        uniform(1.0..=1.0),
        uniform(NO..=1.0),
        uniform(f64::MIN..=f64::MAX),
        log(0.0..=1.0),
        log(-1.0..=1.0),
        log(1.0..=f64::INFINITY),
        log(f64::MIN_POSITIVE..=1e10),
        normal(NO, 1.0),
        normal(0.0, 0.0),
        normal(0.0, -1.0),
        log_normal(0.0, f64::INFINITY),
        normal(0.0, 1.0).within(2.0..=1.0),
        normal(0.0, 1.0).within(50.0..=60.0),
        normal(0.0, 1.0).within(0.0..=1.0).within(0.0..=0.5),
        log_normal(0.0, 1.0).within(-1.0..=1.0),
        uniform(0.0..=1.0).within(0.0..=0.5),
        normal(0.0, 1.0).quantised(0.5).within(0.0..=0.5),
        integer(std::ops::RangeInclusive::new(2, 1)),
        integer(0..=i64::MAX),
        integer(0..=9).by(0),
        integer(0..=9).by(2).by(2),
        uniform(0.0..=1.0).by(2),
        integer(0..=9).quantised(2.0),
        log_integer(0..=9),
        uniform(0.0..=1.0).quantised(0.0),
        uniform(0.0..=1.0).quantised(NO),
        uniform(0.0..=1e9).quantised(1e-9),
        categorical::<&str>([]),
        categorical(["a", "a"]),
        ordinal([1.0, NO]),
        categorical([Value::from("a"), Value::from(1)]),
    ];
    let messages: Vec<String> = errors
        .into_iter()
        .map(|error| {
            error.map_or_else(|error| error.to_string(), |sound| panic!("expected an error, got {sound}"))
        })
        .collect();
    insta::assert_snapshot!(messages.join("\n"), @r"
    uniform(1.0..=0.0): the range is empty; write the smaller bound first
    uniform(1.0..=1.0): the range holds one value only; assign it to the field instead
    uniform(NaN..=1.0): a bound is not a number (NaN)
    uniform(-1.7976931348623157e308..=1.7976931348623157e308): the range must have a finite width
    log(0.0..=1.0): a logarithm needs a range that starts above 0
    log(-1.0..=1.0): a logarithm needs a range that starts above 0
    log(1.0..=inf): the range must have a finite width
    log(2.2250738585072014e-308..=10000000000.0): the larger bound is more than 1e308 times the smaller; raise the smaller one
    normal(NaN, 1.0): the mean must be finite, the standard deviation finite and above 0
    normal(0.0, 0.0): the mean must be finite, the standard deviation finite and above 0
    normal(0.0, -1.0): the mean must be finite, the standard deviation finite and above 0
    log_normal(0.0, inf): the mean must be finite, the standard deviation finite and above 0
    within(2.0..=1.0): the range is empty; write the smaller bound first
    normal(0.0, 1.0).within(50.0..=60.0): the range is too far from the mean to have any probability
    normal(0.0, 1.0).within(0.0..=1.0): `within` may be used once; write the range that is meant
    log_normal(..).within(-1.0..=1.0): its values are above 0
    uniform(0.0..=1.0): `within` truncates a normal or log-normal distribution; a uniform one has its range already
    normal(0.0, 1.0).quantised(0.5): `within` truncates a normal or log-normal distribution, and must come before `quantised`
    integer(2..=1): the range is empty; write the smaller bound first
    integer(0..=9223372036854775807): the bounds must lie within -2^53..=2^53
    integer(0..=9).by(0): the step must be at least 1
    integer(0..=9).by(2): `by` may be used once
    uniform(0.0..=1.0): `by` sets the step of `integer(..)`; `quantised` rounds real numbers
    integer(0..=9): `quantised` rounds a continuous distribution, but this one is discrete
    log_integer(0..=9): a logarithm needs a range that starts at 1 or above
    uniform(0.0..=1.0).quantised(0.0): the step must be finite and above 0
    uniform(0.0..=1.0).quantised(NaN): the step must be finite and above 0
    uniform(0.0..=1000000000.0).quantised(1e-9): the range has more steps than `f64` can distinguish; make the step larger
    categorical: the list of values is empty; name at least one
    categorical: the value `a` occurs twice
    ordinal: a value is not a number (NaN)
    categorical: the values must be of one kind, found text `a` and integer `1`
    ");
}
