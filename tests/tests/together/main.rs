//! One pipeline with all forms of the language, and every operation on a pipeline.

mod all_at_once;
mod batches;
mod chosen;

use rand_core::Rng as _;
use shapeflow::prelude::*;
use shapeflow::save::{Reader, Writer};
use shapeflow_tests::noise;

pipeline! {
    /// Two columns for each row of pixels.
    pub Vision(image: f32[n, 4, 6]) -> f32[n, 2] {
        image |> ForEachRow |> scaler: optional StandardScaler |> Pca<2>
    }

    /// Which word belongs to an image and a table.
    pub Everything(image: f32[n, 4, 6], x: f32[n, d]) fit(word: String[n]) -> (word: String[n], f32[n, 3], f32[n, 5]) {
        label     = word |> LabelEncoder;
        seen      = image |> Vision;
        (up, low) = x |> Found |> expect [n, d] |> Signs;
        parts     = {
            logs  = up |> Log1p |> MinMaxScaler;
            joint = [logs, low] |> Concat |> OnlyFit<Jittered>;
            joint
        };
        wide          = [seen, parts] |> Concat;
        (kept, class) = (wide, label) |> DropOutliers { limit: 50.0 };
        pair          = kept |> [Pca<3>, Pca<2> |> Frame] |> Concat;
        probs         = pair
            |> Cached<CrossFit<LogisticRegression<3>, 4>> { step: CrossFit { shuffle: false, ..Default::default() } }.fit(class);
        votes         = pair |> Bagging<LogisticRegression<3>, 2>.fit(class);
        mean          = [probs, votes] |> Voting;
        (mean |> ArgMax |> inverse(label), mean, pair)
    }

    /// Nothing but a frame.
    pub Frame(x: f32[n, 2]) -> f32[n, 2] { x |> Retry<Inner> { attempts: 2 } }

    /// Another one.
    pub Inner(x: f32[n, 2]) -> f32[n, 2] { x |> StandardScaler { with_mean: false ~ boolean() } }
}

/// The rows of each image as its columns.
#[step("[n, h, w] -> [n, h*w]", rowwise)]
fn for_each_row(image: ArrayView3<'_, f32>) -> Result<Array2<f32>> {
    let (n, h, w) = image.dim();
    Ok(image.to_shape((n, h * w))?.into_owned())
}

/// All columns, as a size known only at run time.
#[step("[n, d] -> [n, found]", rowwise)]
fn found(x: Array2<f32>) -> Array2<f32> {
    x
}

/// The positive and the negative parts.
#[step("[n, d] -> [n, d], [n, d]", rowwise)]
fn signs(x: Array2<f32>) -> (Array2<f32>, Array2<f32>) {
    (x.mapv(|x| x.max(0.0)), x.mapv(|x| x.min(0.0)))
}

/// Adds a little noise while fitting.
#[derive(Debug, Clone, Default, PartialEq)]
struct Jittered;

#[step("[n, d] -> [n, d]")]
impl Jittered {
    fn fit(&self, x: ArrayView2<'_, f32>, context: &Context<'_>) -> FittedJittered {
        let mut random = context.rng();
        let offsets = (0..x.ncols()).map(|_| (random.next_u32() >> 8) as f32 / (1_u32 << 30) as f32);
        FittedJittered { offsets: offsets.collect() }
    }
}

/// A [`Jittered`] with its noise, a number for each column.
#[derive(Debug, Clone, PartialEq)]
struct FittedJittered {
    offsets: Array1<f32>,
}

#[step]
impl FittedJittered {
    fn transform(&self, x: Array2<f32>) -> Array2<f32> {
        x + &self.offsets
    }
}

impl Save for FittedJittered {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("offsets", &self.offsets)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Ok(Self { offsets: state.field("offsets")? })
    }
}

/// Images, a table and words that depend on the class.
fn data() -> (Array3<f32>, Array2<f32>, Array1<String>) {
    let rows = 60;
    let class = |row: usize| (row * 7 + row / 3) % 3;
    let mut images = noise(rows, 24, 1);
    let mut x = noise(rows, 3, 2);
    for (row, mut image) in images.rows_mut().into_iter().enumerate() {
        image
            .slice_axis_mut(Axis(0), (class(row) * 8..class(row) * 8 + 8).into())
            .mapv_inplace(|pixel| pixel + 1.0);
    }
    for (row, mut values) in x.rows_mut().into_iter().enumerate() {
        values[class(row)] += 1.0;
    }
    let words = Array1::from_shape_fn(rows, |row| ["one", "two", "three"][class(row)].to_owned());
    (images.into_shape_with_order((rows, 4, 6)).expect("24 is 4 times 6"), x, words)
}
