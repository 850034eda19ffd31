//! [`Basis`]: the B-splines of one column (de Boor 1978, *A practical guide to splines*).
//!
//! Invariant: the knots never decrease and are finite, and there are more than `2 * degree + 1`. The operations are those of SciPy's
//! `BSpline`, also where knots are equal.

/// The B-splines with these knots, of which the first and the last `degree` lie beyond the range of the column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Basis<'knots> {
    pub(super) knots: &'knots [f64],
    pub(super) degree: usize,
}

impl Basis<'_> {
    /// The number of splines.
    pub(super) fn count(self) -> usize {
        self.knots.len() - self.degree - 1
    }

    /// The ends of the range of the column.
    pub(super) fn ends(self) -> (f64, f64) {
        (self.knots[self.degree], self.knots[self.count()])
    }

    /// Writes the values of the `degree + 1` splines that are not 0 at `x` to `values`, or with `derive` their slopes, and returns the
    /// number of the first of them. Beyond the ends, the outermost polynomials go on.
    pub(super) fn at(self, x: f64, derive: bool, values: &mut Vec<f64>) -> usize {
        let (degree, knots) = (self.degree, self.knots);
        let inner = knots.get(degree + 1..self.count()).unwrap_or_default();
        let interval = degree + inner.partition_point(|&knot| knot <= x);
        values.clear();
        values.resize(degree + 1, 0.0);
        if derive && degree == 0 {
            return interval;
        }
        values[0] = 1.0;
        for order in 1..=degree {
            let is_slope = derive && order == degree;
            let mut carried = 0.0;
            for at in 0..order {
                let before = values[at];
                let (high, low) = (knots[interval + at + 1], knots[interval + at + 1 - order]);
                let (stays, goes) = if high == low {
                    (0.0, 0.0)
                } else if is_slope {
                    let weight = order as f64 * before / (high - low);
                    (-weight, weight)
                } else {
                    let weight = before / (high - low);
                    (weight * (high - x), weight * (x - low))
                };
                values[at] = carried + stays;
                carried = goes;
            }
            values[order] = carried;
        }
        interval - degree
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splines_add_up_to_1_and_slopes_to_0() {
        let knots: Vec<f64> = (0..12).map(|at| f64::from(at * at)).collect();
        for degree in 0..4 {
            let basis = Basis { knots: &knots, degree };
            let (low, high) = basis.ends();
            for x in [low, low + 0.3, f64::midpoint(low, high), high] {
                let mut values = Vec::new();
                let first = basis.at(x, false, &mut values);
                assert!((values.iter().sum::<f64>() - 1.0).abs() < 1e-12 && first + degree < basis.count());
                basis.at(x, true, &mut values);
                assert!(values.iter().sum::<f64>().abs() < 1e-12);
            }
        }
    }

    #[test]
    fn a_slope_is_the_limit_of_differences() {
        let basis = Basis { knots: &[0.0, 1.0, 2.0, 4.0, 5.0, 7.0, 8.0, 9.0], degree: 2 };
        let (mut near, mut far, mut slopes) = (Vec::new(), Vec::new(), Vec::new());
        let first = basis.at(4.5, true, &mut slopes);
        assert_eq!(basis.at(4.5 - 1e-6, false, &mut near), first);
        basis.at(4.5 + 1e-6, false, &mut far);
        for ((near, far), slope) in near.iter().zip(&far).zip(&slopes) {
            assert!(((far - near) / 2e-6 - slope).abs() < 1e-8);
        }
    }
}
