//! The standard normal distribution, accurate in both tails.
//!
//! `erfc` comes from the `libm` crate, which gives the same bits on every platform.
//!
//! Invariant: a small probability is never the difference of two numbers near 1.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// `exp(-z²/2) / √(2π)`.
pub(super) fn density(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) / (2.0 * PI).sqrt()
}

/// Returns the probability of values up to `z`: `erfc(-z/√2) / 2`.
pub(crate) fn cumulative(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// Returns the probability of values in `low..=high`.
pub(super) fn between(low: f64, high: f64) -> f64 {
    if low > 0.0 { cumulative(-low) - cumulative(-high) } else { cumulative(high) - cumulative(low) }
}

/// Returns the `z` in the range below which the share `p` of the range's probability lies.
pub(super) fn quantile_between(p: f64, low: f64, high: f64) -> f64 {
    let mass = between(low, high);
    // From the nearer tail, whose probability has all its digits.
    let below = if low > 0.0 { 1.0 } else { cumulative(low) + p * mass };
    let z = if below <= 0.5 { quantile(below) } else { -quantile(cumulative(-high) + (1.0 - p) * mass) };
    z.clamp(low, high)
}

/// Returns the `z` with `cumulative(z) = p`, to about 1e-16 of its size: Wichura, "Algorithm AS 241: the percentage points of the
/// normal distribution", Applied Statistics 37 (1988), PPND16.
pub(crate) fn quantile(p: f64) -> f64 {
    let centred = p - 0.5;
    if centred.abs() <= 0.425 {
        let r = 0.180625 - centred * centred;
        return centred * ratio(r, &CENTRE);
    }
    let tail = if centred < 0.0 { p } else { 1.0 - p };
    if tail <= 0.0 {
        return f64::INFINITY.copysign(centred);
    }
    let r = (-libm::log(tail)).sqrt();
    let size = if r <= 5.0 { ratio(r - 1.6, &NEAR) } else { ratio(r - 5.0, &FAR) };
    size.copysign(centred)
}

/// Returns the ratio of two polynomials, whose coefficients are pairs, constant first.
fn ratio(x: f64, coefficients: &[(f64, f64)]) -> f64 {
    let (above, below) =
        coefficients.iter().rev().fold((0.0, 0.0), |(above, below), &(a, b)| (above * x + a, below * x + b));
    above / below
}

const CENTRE: [(f64, f64); 8] = [
    (3.387_132_872_796_366_5, 1.0),
    (1.331_416_678_917_843_8e2, 4.231_333_070_160_091e1),
    (1.971_590_950_306_551_3e3, 6.871_870_074_920_579e2),
    (1.373_169_376_550_946e4, 5.394_196_021_424_751e3),
    (4.592_195_393_154_987e4, 2.121_379_430_158_659_7e4),
    (6.726_577_092_700_87e4, 3.930_789_580_009_271e4),
    (3.343_057_558_358_813e4, 2.872_908_573_572_194_3e4),
    (2.509_080_928_730_122_7e3, 5.226_495_278_852_854e3),
];

const NEAR: [(f64, f64); 8] = [
    (1.423_437_110_749_683_5, 1.0),
    (4.630_337_846_156_546, 2.053_191_626_637_759),
    (5.769_497_221_460_691, 1.676_384_830_183_803_8),
    (3.647_848_324_763_204_5, 6.897_673_349_851e-1),
    (1.270_458_252_452_368_4, 1.481_039_764_274_800_8e-1),
    (2.417_807_251_774_506e-1, 1.519_866_656_361_645_7e-2),
    (2.272_384_498_926_918_4e-2, 5.475_938_084_995_345e-4),
    (7.745_450_142_783_414e-4, 1.050_750_071_644_416_9e-9),
];

const FAR: [(f64, f64); 8] = [
    (6.657_904_643_501_103, 1.0),
    (5.463_784_911_164_114, 5.998_322_065_558_88e-1),
    (1.784_826_539_917_291_3, 1.369_298_809_227_358e-1),
    (2.965_605_718_285_048_7e-1, 1.487_536_129_085_061_5e-2),
    (2.653_218_952_657_612_4e-2, 7.868_691_311_456_133e-4),
    (1.242_660_947_388_078_4e-3, 1.846_318_317_510_054_8e-5),
    (2.711_555_568_743_487_6e-5, 1.421_511_758_316_446e-7),
    (2.010_334_399_292_288_1e-7, 2.044_263_103_389_939_8e-15),
];
