//! A statistic of every window of a series.
//!
//! [`combined`] cuts the series into blocks of the window's width. A window is the end of one block and the beginning of the next, so
//! two passes over each block, one from its end and one from its beginning, give every window by one combination each (van Herk,
//! Gil and Werman). Nothing is ever subtracted, so a large value leaves no rounding error behind when it leaves the window, as it
//! does in a running sum.
//!
//! Invariant: the result of a window depends on its own values and on its place in the series alone.

use crate::steps::kernels::quantiles::median;

/// Returns for each window of `width` values what `join` makes of `one` of each of them. `width` is from 1 to the number of values.
pub(super) fn combined<T: Copy>(
    values: &[f64],
    width: usize,
    one: impl Fn(f64) -> T,
    join: impl Fn(T, T) -> T,
) -> Vec<T> {
    let mut results = Vec::with_capacity(values.len() + 1 - width);
    let mut ends: Vec<T> = Vec::with_capacity(width);
    for start in (0..=values.len() - width).step_by(width) {
        // `ends[i]` is that of the last `i + 1` values of this block.
        ends.clear();
        for &value in values[start..start + width].iter().rev() {
            ends.push(ends.last().map_or(one(value), |&end| join(one(value), end)));
        }
        results.extend(ends.last());
        let mut beginning: Option<T> = None;
        for (at, &value) in values[start + width..].iter().take(width - 1).enumerate() {
            let part = beginning.map_or(one(value), |beginning| join(beginning, one(value)));
            beginning = Some(part);
            results.push(join(ends[width - 2 - at], part));
        }
    }
    results
}

/// Returns the median of each window, the mean of the two middle values of an even number.
pub(super) fn medians(values: &[f64], width: usize) -> Vec<f64> {
    let mut sorted = values[..width].to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let mut medians = Vec::with_capacity(values.len() + 1 - width);
    medians.push(median(&sorted));
    for (&old, &new) in values.iter().zip(&values[width..]) {
        let place =
            |sorted: &[f64], value: f64| sorted.partition_point(|held| held.total_cmp(&value).is_lt());
        sorted.remove(place(&sorted, old));
        sorted.insert(place(&sorted, new), new);
        medians.push(median(&sorted));
    }
    medians
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_window_is_that_of_its_values(values in prop::collection::vec(-9_i32..9, 1..40), width in 1_usize..40) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let width = width.min(values.len());
            let windows: Vec<&[f64]> = values.windows(width).collect();
            // Positions of a text show that values are joined once and in their order.
            let texts = combined(&values, width, |value| (value, value, 1), |a, b| (a.0, b.1, a.2 + b.2));
            let expected: Vec<_> = windows.iter().map(|window| (window[0], window[width - 1], width)).collect();
            prop_assert_eq!(texts, expected);
            let sums = combined(&values, width, |value| value, |a, b| a + b);
            prop_assert_eq!(sums, windows.iter().map(|window| window.iter().sum::<f64>()).collect::<Vec<_>>());
            let expected = windows.iter().map(|window| {
                let mut window = window.to_vec();
                window.sort_by(f64::total_cmp);
                (window[(width - 1) / 2] + window[width / 2]) / 2.0
            });
            prop_assert_eq!(medians(&values, width), expected.collect::<Vec<_>>());
        }
    }
}
