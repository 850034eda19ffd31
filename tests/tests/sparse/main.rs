//! Sparse values on edges: inputs, promises, steps of a user's own, batches, caches, model files, drawings.

mod runs;

use shapeflow::prelude::*;

/// The sum of each row.
#[step("[n, d] -> [n]", rowwise)]
fn row_sums(x: &Sparse<f64>) -> Array1<f64> {
    x.iter().map(|row| row.values().iter().sum::<f64>()).collect()
}

/// Each value times two.
#[step("[n, d] -> [n, d]", columnwise)]
fn twice(x: Sparse<f64>) -> Sparse<f64> {
    x.map(|value| value * 2.0)
}

/// Learns the number of rows.
#[derive(Debug, Clone, Default)]
struct CountRows;

#[derive(Debug, Clone, PartialEq, Save)]
struct FittedCountRows {
    rows: u64,
}

#[step("[n, d] fit([n]) -> [n, d], [n]")]
impl CountRows {
    fn fit(&self, x: &Sparse<f64>, _y: ArrayView1<'_, u8>) -> Result<FittedCountRows> {
        Ok(FittedCountRows { rows: x.rows() as u64 })
    }
}

#[step]
impl FittedCountRows {
    fn transform(&self, x: Sparse<f64>) -> Result<(Sparse<f64>, Array1<f64>)> {
        let rows = x.rows();
        Ok((x, Array1::from_elem(rows, self.rows as f64)))
    }
}

pipeline! {
    /// Sparse all the way.
    Doubled(words: sparse f64[n, vocab], more: sparse f64[n, 2]) -> sparse f64[n, vocab + 2] {
        doubled = words |> Twice;
        [doubled, more] |> Concat
    }

    /// From an array and back, in a nested pipeline.
    Around(words: sparse f64[n, 3], ages: f64[n, 1]) -> (all: f64[n, 6], sums: f64[n]) {
        joined = (words, ages |> ToSparse) |> Concat;
        wide   = (joined, ages |> ToSparse |> Pass) |> Doubled2;
        (wide |> ToDense, joined |> RowSums)
    }

    /// Without promises.
    Tallied(words: sparse f64[n, d]) fit(kind: u8[n]) {
        (kept, counts) = words |> CountRows.fit(kind);
        (kept, counts)
    }

    Pass(x: sparse f64[n, d]) -> sparse f64[n, d] { x |> Twice }

    Doubled2(left: sparse f64[n, l], right: sparse f64[n, r]) -> sparse f64[n, l + 2*r] {
        (left, right, right) |> Concat
    }

    /// One of two steps, and one that may be left out.
    Chosen(words: sparse f64[n, d]) -> sparse f64[n, d] {
        words |> optional Twice |> choose { once: Twice, twice: Pass }
    }
}

fn words() -> Sparse<f64> {
    Sparse::from_dense(&array![[0.0, 1.0, 0.0], [2.0, 0.0, 3.0], [0.0, 0.0, 0.0], [0.0, 0.5, 0.0]])
        .expect("few columns")
}
