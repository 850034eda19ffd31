//! Pipelines written with full paths only: no prelude, no import.

/// How many columns are kept.
pub const KEPT: usize = 2;

sf::pipeline! {
    /// Reads a digit from its 4x4 image.
    pub Digits(image: f32[n, 4, 4]) fit(digit: u8[n]) -> f32[n, 3] {
        pixels = image |> sf::steps::Flatten |> sf::steps::StandardScaler;
        probs  = [pixels, flat] |> sf::steps::Concat |> sf::steps::LogisticRegression<3> { c: 0.5 }.fit(digit);
        flat   = image |> sf::steps::Flatten;
        probs
    }
}

sf::pipeline! {
    /// Every form of the language in one place; any of them might trigger a lint.
    #[derive(PartialEq)]
    #[must_use]
    pub Everything(table: f32[n, d], other: f32[n, KEPT]) fit(class: u8[n]) -> (f32[n, 3], best: usize[n]) {
        best           = probs |> sf::steps::ArgMax;
        same           = table;
        (left, right)  = (same, other) |> (Swap);
        joined         = [left, right] |> sf::steps::Concat;
        block          = {
            inner = joined |> scaled: sf::steps::MinMaxScaler { feature_range: (0.0, 2.0), clip: true };
            inner
        };
        (_rows, rest)  = (block, block |> sf::steps::Flatten);
        probs          = [rest |> sf::steps::Pca<KEPT>, other] |> sf::steps::Concat
            |> sf::steps::LogisticRegression<3>.fit(class);
        (probs, best)
    }

    /// Learns nothing; a second pipeline of the same call.
    pub Halves(table: f32[n, 4]) {
        (table |> sf::steps::Flatten, table)
    }
}

/// A shared table.
type Table = ndarray::ArcArray2<f32>;

/// Two tables, the other way round.
#[sf::step("[n, d], [n, e] -> [n, e], [n, d]", rowwise, crate = sf)]
const fn swap(left: Table, right: Table) -> (Table, Table) {
    (right, left)
}
