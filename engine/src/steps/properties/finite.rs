//! Finite numbers give finite numbers, or an error that names the place; and an offset costs no digits.

use ndarray::{ArcArray1, ArcArray2, Array2, array};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

use super::fit;
use crate::step::{Fit, Inverse, Transform};
use crate::steps::{
    Bagging, Binning, Clip, Float, KBinsDiscretizer, Log, LogisticRegression, MaxAbsScaler, MinMaxScaler,
    RobustScaler, SgdClassifier, StandardScaler, Voting,
};

/// Numbers of all magnitudes that the type has.
fn extreme<A: Float>(seed: u64, rows: usize, largest: i32) -> ArcArray2<A> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let powers: Vec<i32> =
        (0..3).map(|_| (random.next_u32() % (2 * largest as u32)) as i32 - largest).collect();
    let mut value = |column: usize| {
        let mantissa = f64::from(random.next_u32()) / f64::from(u32::MAX) * 2.0 - 1.0;
        let power = if random.next_u32() % 4 == 0 { largest } else { powers[column] };
        A::narrow(mantissa * 10_f64.powi(power))
    };
    Array2::from_shape_fn((rows, 3), |(_, column)| value(column)).into_shared()
}

#[track_caller]
fn finite<A: Float>(what: &str, results: impl IntoIterator<Item = A>) {
    assert!(results.into_iter().all(A::is_finite), "{what} returned a number that is not finite");
}

fn transformed<A, S, Y>(name: &str, step: &S, x: &ArcArray2<A>, y: Y, new: &ArcArray2<A>)
where
    A: Float,
    S: Fit<ArcArray2<A>, Y, Fitted: Transform<ArcArray2<A>, Out = ArcArray2<A>>>,
{
    let Ok(fitted) = fit(step, x.clone(), y) else { return };
    for rows in [x, new] {
        match fitted.transform(rows.clone()) {
            Ok(out) => finite(name, out.iter().copied()),
            Err(error) => {
                let message = error.to_string();
                assert!(["row", "copies"].iter().any(|part| message.contains(part)), "{name}: {error}");
            }
        }
    }
}

fn all<A: Float>(largest: i32)
where
    ArcArray2<A>: crate::batches::Table,
{
    for seed in 0..200 {
        let (x, new) = (extreme::<A>(seed, 12, largest), extreme::<A>(seed + 1_000, 5, largest));
        let y = ArcArray1::from_shape_fn(12, |row| (row % 2) as u8);
        transformed("StandardScaler", &StandardScaler::default(), &x, (), &new);
        transformed("MinMaxScaler", &MinMaxScaler::default(), &x, (), &new);
        transformed("clip", &MinMaxScaler { clip: true, ..MinMaxScaler::default() }, &x, (), &new);
        transformed("MaxAbsScaler", &MaxAbsScaler::default(), &x, (), &new);
        transformed("RobustScaler", &RobustScaler::default(), &x, (), &new);
        transformed("variance", &RobustScaler { unit_variance: true, ..Default::default() }, &x, (), &new);
        for strategy in [Binning::Uniform, Binning::Quantile, Binning::Kmeans] {
            transformed("KBinsDiscretizer", &KBinsDiscretizer { n_bins: 4, strategy }, &x, (), &new);
        }
        transformed("Log", &Log::default(), &x, (), &new);
        transformed("Clip", &Clip { min: -1.0, max: 1e30 }, &x, (), &new);
        transformed("LogisticRegression", &LogisticRegression::<2>::default(), &x, y.clone(), &new);
        transformed("SgdClassifier", &SgdClassifier::<2>::default(), &x, y.clone(), &new);
        transformed("Bagging", &Bagging::<StandardScaler, 3>::default(), &x, (), &new);
        if let Ok(out) = Voting::default().transform([x.clone(), x.clone(), x.clone()]) {
            finite("Voting", out.iter().copied());
        }
        #[cfg(feature = "linalg")]
        {
            use crate::steps::{Pca, Ridge};
            transformed("Pca", &Pca::<2>::default(), &x, (), &new);
            transformed("whitened", &Pca::<2> { whiten: true }, &x, (), &new);
            let target = x.column(0).to_owned().into_shared();
            if let Ok(fitted) = fit(&Ridge::default(), x.clone(), target)
                && let Ok(out) = fitted.transform(new.clone())
            {
                finite("Ridge", out.iter().copied());
            }
        }
        macro_rules! inverse {
            ($($step:expr),+) => {$(
                if let Ok(fitted) = fit(&$step, x.clone(), ())
                    && let Ok(back) = fitted.inverse(new.clone())
                {
                    finite("inverse", back.iter().copied());
                }
            )+};
        }
        inverse!(StandardScaler::default(), MaxAbsScaler::default(), RobustScaler::default(), Log::default());
    }
}

#[test]
fn finite_numbers_give_finite_numbers_or_an_error() {
    all::<f64>(308);
    all::<f64>(160);
    all::<f32>(38);
}

#[test]
fn an_offset_costs_no_digits() {
    let x = array![[1.7e12_f64], [1.7e12 + 1.0], [1.7e12 + 2.0], [1.7e12 + 3.0]].into_shared();
    let fitted = fit(&MinMaxScaler::default(), x.clone(), ()).expect("finite");
    assert_eq!(fitted.transform(x.clone()).expect("finite"), array![[0.0], [1.0 / 3.0], [2.0 / 3.0], [1.0]]);
    assert_eq!(
        fitted.inverse(array![[0.0], [1.0]].into_shared()).expect("finite"),
        array![[1.7e12], [1.7e12 + 3.0]]
    );
    let fitted = fit(&RobustScaler::default(), x.clone(), ()).expect("finite");
    assert_eq!(
        fitted.transform(x.clone()).expect("finite"),
        array![[-1.0], [-1.0 / 3.0], [1.0 / 3.0], [1.0]]
    );
    let fitted = fit(&StandardScaler::default(), x.clone(), ()).expect("finite");
    let near = fit(&StandardScaler::default(), (&x - 1.7e12).into_shared(), ()).expect("finite");
    let at_zero = near.transform((&x - 1.7e12).into_shared()).expect("finite");
    assert_eq!(fitted.transform(x).expect("finite"), at_zero);
    #[cfg(feature = "linalg")]
    {
        use crate::steps::{Pca, Ridge};
        // 8 rows: their mean is exact.
        let two = Array2::from_shape_fn((8, 2), |(row, column)| ((row * 5 + column * 3) % 7) as f64);
        let far = (&two + 1.7e12).into_shared();
        let [at_zero, at_far] = [two.clone().into_shared(), far].map(|x| {
            let fitted = fit(&Pca::<1>::default(), x.clone(), ()).expect("varies");
            fitted.transform(x).expect("finite")
        });
        assert!((&at_zero - &at_far).iter().all(|difference| difference.abs() < 1e-12), "{at_far}");
        let y = two.column(0).to_owned().into_shared();
        let [at_zero, at_far] = [two.clone(), &two + 1.7e12].map(|x| {
            let fitted = fit(&Ridge::default(), x.to_shared(), y.clone()).expect("varies");
            fitted.transform(x.into_shared()).expect("finite")
        });
        assert!((&at_zero - &at_far).iter().all(|difference| difference.abs() < 1e-12), "{at_far}");
    }
}

/// The extremes of the fit are the ends of the range, and all rows of the fit are between them.
#[test]
fn the_rows_of_the_fit_stay_in_the_range() {
    let mut random = ChaCha8Rng::seed_from_u64(3);
    let mut uniform = || f64::from(random.next_u32()) / f64::from(u32::MAX);
    for _ in 0..300 {
        let (low, width, offset) = (uniform() - 0.5, uniform() * 3.0 + 1e-3, (uniform() - 0.5) * 1e9);
        let x = Array2::from_shape_simple_fn((50, 1), || offset + uniform()).into_shared();
        let scaler = MinMaxScaler { feature_range: (low, low + width), clip: false };
        let out = fit(&scaler, x.clone(), ()).expect("finite").transform(x).expect("finite");
        assert!(out.iter().all(|&value| (low..=low + width).contains(&value)));
        assert!(out.iter().any(|&value| value == low) && out.iter().any(|&value| value == low + width));
    }
}
