//! [`Prototypes`]: how near each row is to what rows usually look like.

use rand_core::Rng;
use shapeflow::prelude::*;

/// Rounds of moving prototypes; they hardly move after some tens.
const ROUNDS: usize = 30;

/// Learns `K` typical rows without any labels, and codes a row by those that are nearer than usual: `[n, d] -> [n, K]`.
///
/// The prototypes are the centres of k-means (Lloyd 1982, started as by Arthur and Vassilvitskii 2007); the code is the
/// "triangle" of Coates, Lee and Ng (2011, *An analysis of single-layer networks in unsupervised feature learning*):
/// `max(0, mean distance - distance)`.
#[derive(Debug, Clone, Default)]
pub struct Prototypes<const K: usize>;

/// [`Prototypes`] that were learnt.
#[derive(Debug, Clone)]
pub struct FittedPrototypes {
    /// `[K, d]`
    centres: Array2<f32>,
}

impl<const K: usize> Step for Prototypes<K> {
    type Fitted = FittedPrototypes;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, K] where K >= 1", &[("K", K as i64)]);
    const ROWWISE: bool = true;
}

impl<const K: usize> Fit<ArcArray2<f32>> for Prototypes<K> {
    fn fit(&self, x: ArcArray2<f32>, (): (), context: &Context<'_>) -> Result<FittedPrototypes> {
        if x.nrows() < K {
            return Err(Error::new(format!("{K} prototypes need at least {K} rows, got {}", x.nrows())));
        }
        let mut centres = scattered(&x.view(), K, &mut context.rng())?;
        for _ in 0..ROUNDS {
            let mut sums = Array2::<f32>::zeros(centres.dim());
            let mut counts = Array1::<f32>::zeros(K);
            for (row, distances) in x.rows().into_iter().zip(squares(&x.view(), &centres.view()).rows()) {
                let nearest = distances.iter().enumerate().min_by(|one, other| one.1.total_cmp(other.1));
                if let Some((nearest, _)) = nearest {
                    let mut sum = sums.row_mut(nearest);
                    sum += &row;
                    counts[nearest] += 1.0;
                }
            }
            for ((mut centre, sum), &count) in centres.rows_mut().into_iter().zip(sums.rows()).zip(&counts) {
                // A prototype of no row stays where it is.
                if count > 0.0 {
                    centre.assign(&(&sum / count));
                }
            }
        }
        Ok(FittedPrototypes { centres })
    }
}

impl Transform<ArcArray2<f32>> for FittedPrototypes {
    type Out = ArcArray2<f32>;

    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        if x.ncols() != self.centres.ncols() {
            let (given, expected) = (x.ncols(), self.centres.ncols());
            return Err(Error::new(format!("learnt from {expected} columns, but got {given}")));
        }
        let mut code = squares(&x.view(), &self.centres.view()).mapv_into(f32::sqrt);
        for mut row in code.rows_mut() {
            let mean = row.mean().unwrap_or_default();
            row.mapv_inplace(|distance| (mean - distance).max(0.0));
        }
        Ok(code.into_shared())
    }
}

/// `count` rows that lie far from each other: each is drawn by its squared distance from those before it.
fn scattered(x: &ArrayView2<'_, f32>, count: usize, random: &mut impl Rng) -> Result<Array2<f32>> {
    let mut uniform = || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
    let mut chosen = vec![((uniform() * x.nrows() as f64) as usize).min(x.nrows() - 1)];
    while chosen.len() < count {
        let near = squares(x, &x.select(Axis(0), &chosen).view());
        let nearest = |row: ArrayView1<'_, f32>| row.fold(f32::INFINITY, |least, &square| least.min(square));
        let weights: Vec<f64> = near.rows().into_iter().map(|row| f64::from(nearest(row))).collect();
        let mut left = uniform() * weights.iter().sum::<f64>();
        let drawn = weights.iter().position(|weight| {
            left -= weight;
            left < 0.0
        });
        chosen.push(
            drawn.ok_or_else(|| Error::new(format!("there are only {} different rows", chosen.len())))?,
        );
    }
    Ok(x.select(Axis(0), &chosen))
}

/// The squared distance of each row from each centre, `[n, K]`.
fn squares(x: &ArrayView2<'_, f32>, centres: &ArrayView2<'_, f32>) -> Array2<f32> {
    let mut squares = x.dot(&centres.t()) * -2.0;
    squares += &x.map_axis(Axis(1), |row| row.dot(&row)).insert_axis(Axis(1));
    squares += &centres.map_axis(Axis(1), |centre| centre.dot(&centre));
    // Rounding can leave less than nothing of a distance from itself.
    squares.mapv_into(|square| square.max(0.0))
}
