//! Small steps whose output is easy to compute by hand.

use std::collections::BTreeSet;

use rand_core::Rng as _;
use shapeflow::prelude::*;

/// Adds one, in place where it owns the array.
#[step("[n, d] -> [n, d]", rowwise)]
pub fn one_more(mut x: Array2<f32>) -> Array2<f32> {
    x += 1.0;
    x
}

/// Multiplies.
#[step("[n, d] -> [n, d]", rowwise)]
pub fn times(
    mut x: Array2<f32>,
    /// By this.
    #[default(2.0)]
    by: f32,
) -> Array2<f32> {
    x *= by;
    x
}

/// Sums the columns of each row.
#[step("[n, d] -> [n, 1]", rowwise)]
pub fn row_sums(x: ArrayView2<'_, f32>) -> Array2<f32> {
    x.sum_axis(Axis(1)).insert_axis(Axis(1))
}

/// The first `K` columns.
#[step("[n, d] -> [n, K] where K <= d", rowwise)]
pub fn first<const K: usize>(x: ArrayView2<'_, f32>) -> Array2<f32> {
    x.slice_axis(Axis(1), (..K).into()).to_owned()
}

/// Adds two tables.
#[step("[n, d], [n, d] -> [n, d]", rowwise)]
pub fn add(a: Array2<f32>, b: ArrayView2<'_, f32>) -> Array2<f32> {
    a + b
}

/// Adds any number of tables.
#[step("[n, d]* -> [n, d]", rowwise)]
pub fn sum(parts: &[ArrayView2<'_, f32>]) -> Result<Array2<f32>> {
    let (first, rest) = parts.split_first().ok_or_else(|| Error::new("nothing to add"))?;
    Ok(rest.iter().fold(first.to_owned(), |sum, part| sum + part))
}

/// Positive and negative parts.
#[step("[n, d] -> [n, d], [n, d]", rowwise)]
pub fn signs(x: Array2<f32>) -> (Array2<f32>, Array2<f32>) {
    (x.mapv(|x| x.max(0.0)), x.mapv(|x| x.min(0.0)))
}

/// Subtracts the mean of the values that it was fitted to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Center {
    /// Added to the result.
    pub shift: f32,
}

/// A fitted [`Center`].
#[derive(Debug, Clone, PartialEq)]
pub struct FittedCenter {
    /// What is subtracted.
    pub mean: f32,
}

#[step("[n, d] -> [n, d]", rowwise)]
impl Center {
    fn fit(&self, x: ArrayView2<'_, f32>) -> Result<FittedCenter> {
        let mean = x.mean().ok_or_else(|| Error::new("a mean needs at least 1 row, got 0"))?;
        Ok(FittedCenter { mean: mean - self.shift })
    }
}

#[step]
impl FittedCenter {
    fn transform(&self, mut x: Array2<f32>) -> Array2<f32> {
        x -= self.mean;
        x
    }
}

/// Counts words: a column for each word that was seen while fitting.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bag;

/// A [`Bag`] with its vocabulary.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedBag {
    /// The words, sorted.
    pub words: Vec<String>,
}

#[step("[n] -> [n, vocab]", rowwise)]
impl Bag {
    fn fit(&self, texts: ArrayView1<'_, String>) -> FittedBag {
        let words: BTreeSet<&str> = texts.iter().flat_map(|text| text.split_whitespace()).collect();
        FittedBag { words: words.into_iter().map(str::to_owned).collect() }
    }
}

#[step]
impl FittedBag {
    fn transform(&self, texts: ArrayView1<'_, String>) -> Array2<f32> {
        Array2::from_shape_fn((texts.len(), self.words.len()), |(row, word)| {
            texts[row].split_whitespace().filter(|text| **text == self.words[word]).count() as f32
        })
    }
}

/// Learns a linear map to `y` by the mean ratio: `y` is a vector of numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ratio;

/// A fitted [`Ratio`].
#[derive(Debug, Clone, PartialEq)]
pub struct FittedRatio {
    /// Targets per input.
    pub ratio: f32,
}

#[step("[n, d] fit([n]) -> [n, d]", rowwise)]
impl Ratio {
    fn fit(&self, x: ArrayView2<'_, f32>, y: ArrayView1<'_, f32>) -> FittedRatio {
        FittedRatio { ratio: y.sum() / x.sum() }
    }
}

#[step]
impl FittedRatio {
    fn transform(&self, mut x: Array2<f32>) -> Array2<f32> {
        x *= self.ratio;
        x
    }
}

/// Adds random numbers that are drawn while fitting.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Jitter;

/// A [`Jitter`] with its numbers, one for each column.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedJitter {
    /// What is added to each column.
    pub offsets: Array1<f32>,
}

#[step("[n, d] -> [n, d]", rowwise)]
impl Jitter {
    fn fit(&self, x: ArrayView2<'_, f32>, context: &Context<'_>) -> FittedJitter {
        let mut random = context.rng();
        let offsets = (0..x.ncols()).map(|_| (random.next_u32() >> 8) as f32 / (1_u32 << 24) as f32);
        FittedJitter { offsets: offsets.collect() }
    }
}

#[step]
impl FittedJitter {
    fn transform(&self, x: Array2<f32>) -> Array2<f32> {
        x + &self.offsets
    }
}
