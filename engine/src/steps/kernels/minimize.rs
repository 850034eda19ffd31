//! The minimum of a function of one number, without its derivative (Brent 1973, *Algorithms for minimization without derivatives*).
//!
//! Invariant: the operations are those of SciPy's `optimize.brent` and `optimize.fminbound`, so that the same function has the same minimum
//! up to rounding.

/// SciPy's tolerance of `brent`.
pub(crate) const TOLERANCE: f64 = 1.48e-8;

/// The most evaluations.
const MOST: usize = 500;

/// The shorter part of a golden section.
const GOLDEN: f64 = 0.381_966;

/// The state of a search: the best point, the second best, the one before, and an interval around the minimum.
struct Search {
    low: f64,
    high: f64,
    best: (f64, f64),
    second: (f64, f64),
    third: (f64, f64),
    step: f64,
    before: f64,
}

impl Search {
    /// Returns the step from the best point: to the minimum of a parabola, or a golden section of share `golden`.
    fn next_step(&mut self, golden: f64, tolerance: f64) -> f64 {
        let middle = 0.5 * (self.low + self.high);
        let (x, fx) = self.best;
        if self.before.abs() > tolerance {
            let r = (x - self.second.0) * (fx - self.third.1);
            let q = (x - self.third.0) * (fx - self.second.1);
            let p = (x - self.third.0) * q - (x - self.second.0) * r;
            let q = 2.0 * (q - r);
            let (p, q) = (if q > 0.0 { -p } else { p }, q.abs());
            let earlier = self.before;
            self.before = self.step;
            if p > q * (self.low - x) && p < q * (self.high - x) && p.abs() < (0.5 * q * earlier).abs() {
                let step = p / q;
                let at = x + step;
                let is_near_end = at - self.low < 2.0 * tolerance || self.high - at < 2.0 * tolerance;
                return if is_near_end { tolerance.copysign(middle - x) } else { step };
            }
        }
        self.before = if x >= middle { self.low - x } else { self.high - x };
        golden * self.before
    }

    /// Takes the value `f` at `u` into account. Where `f` equals the best value, the new point is better.
    fn take(&mut self, u: f64, f: f64) {
        let x = self.best.0;
        if f > self.best.1 || f.is_nan() {
            if u < x {
                self.low = u;
            } else {
                self.high = u;
            }
            if f <= self.second.1 || self.second.0 == x {
                self.third = self.second;
                self.second = (u, f);
            } else if f <= self.third.1 || self.third.0 == x || self.third.0 == self.second.0 {
                self.third = (u, f);
            }
        } else {
            if u >= x {
                self.low = x;
            } else {
                self.high = x;
            }
            self.third = self.second;
            self.second = self.best;
            self.best = (u, f);
        }
    }

    fn run(mut self, golden: f64, tolerance: impl Fn(f64) -> f64, f: impl Fn(f64) -> f64) -> f64 {
        for _ in 0..MOST {
            let x = self.best.0;
            let (middle, tolerance) = (0.5 * (self.low + self.high), tolerance(x));
            if (x - middle).abs() <= 2.0 * tolerance - 0.5 * (self.high - self.low) {
                break;
            }
            self.step = self.next_step(golden, tolerance);
            let u = x + if self.step.abs() < tolerance { tolerance.copysign(self.step) } else { self.step };
            let value = f(u);
            self.take(u, value);
        }
        self.best.0
    }
}

/// Returns the minimum between `low` and `high` (SciPy's `fminbound` with `xtol` of [`TOLERANCE`]).
pub(crate) fn bounded(low: f64, high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let golden = 0.5 * (3.0 - 5.0_f64.sqrt());
    let start = low + golden * (high - low);
    let point = (start, f(start));
    let search = Search { low, high, best: point, second: point, third: point, step: 0.0, before: 0.0 };
    search.run(golden, |x| 2.2e-16_f64.sqrt() * x.abs() + TOLERANCE / 3.0, f)
}

/// Returns the minimum that is found downhill from `first` and `second` (SciPy's `brent` with `brack=(first, second)`); `None` if the
/// function does not rise again.
pub(crate) fn downhill(first: f64, second: f64, f: impl Fn(f64) -> f64) -> Option<f64> {
    let (one, middle, other) = bracket(first, second, &f)?;
    let (low, high) = if one < other { (one, other) } else { (other, one) };
    let point = (middle, f(middle));
    let search = Search { low, high, best: point, second: point, third: point, step: 0.0, before: 0.0 };
    Some(search.run(GOLDEN, |x| TOLERANCE * x.abs() + 1e-11, f))
}

/// Returns three points of which the one in the middle has the smallest value (SciPy's `bracket`).
fn bracket(first: f64, second: f64, f: impl Fn(f64) -> f64) -> Option<(f64, f64, f64)> {
    const RATIO: f64 = 1.618_034;
    const FARTHEST: f64 = 110.0;
    const TINY: f64 = 1e-21;
    let ((mut a, mut fa), (mut b, mut fb)) = ((first, f(first)), (second, f(second)));
    if fa < fb {
        ((a, fa), (b, fb)) = ((b, fb), (a, fa));
    }
    let mut c = b + RATIO * (b - a);
    let mut fc = f(c);
    for _ in 0..1000 {
        if fc >= fb || fc.is_nan() {
            break;
        }
        let (one, two) = ((b - a) * (fb - fc), (b - c) * (fb - fa));
        let difference = two - one;
        let below = if difference.abs() < TINY { 2.0 * TINY } else { 2.0 * difference };
        let mut w = b - ((b - c) * two - (b - a) * one) / below;
        let limit = b + FARTHEST * (c - b);
        let mut fw;
        if (w - c) * (b - w) > 0.0 {
            fw = f(w);
            if fw < fc {
                (a, fa, b, fb) = (b, fb, w, fw);
                break;
            }
            if fw > fb {
                (c, fc) = (w, fw);
                break;
            }
            w = c + RATIO * (c - b);
            fw = f(w);
        } else if (w - limit) * (limit - c) >= 0.0 {
            w = limit;
            fw = f(w);
        } else if (w - limit) * (c - w) > 0.0 {
            fw = f(w);
            if fw < fc {
                (b, fb, c, fc) = (c, fc, w, fw);
                w = c + RATIO * (c - b);
                fw = f(w);
            }
        } else {
            w = c + RATIO * (c - b);
            fw = f(w);
        }
        (a, fa, b, fb, c, fc) = (b, fb, c, fc, w, fw);
    }
    let is_lowest = (fb < fc && fb <= fa) || (fb < fa && fb <= fc);
    let is_between = (a < b && b < c) || (c < b && b < a);
    (is_lowest && is_between && a.is_finite() && c.is_finite()).then_some((a, b, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_minimum_of_a_smooth_function_is_found() {
        for at in [-7.0, -0.3, 0.0, 1.0, 250.0] {
            let f = |x: f64| (x - at).powi(2) + (x - at).powi(4);
            let found = downhill(-2.0, 2.0, f).expect("it rises on both sides");
            assert!((found - at).abs() < 1e-6 * (1.0 + at.abs()), "{found} is not {at}");
            assert!((bounded(-300.0, 300.0, f) - at).abs() < 1e-6 * (1.0 + at.abs()));
        }
        assert_eq!(downhill(-2.0, 2.0, |x| -x), None);
        assert!((bounded(2.0, 5.0, |x| x) - 2.0).abs() < 1e-6, "at a bound");
    }
}
