//! [`GaussianRandomProjection`] and [`SparseRandomProjection`]: projection on random directions.
//!
//! Invariant: the directions depend on the number of columns and of components, the run's seed and the node's path alone.

use ndarray::{ArcArray2, Array1, Array2, ArrayView2};
use rand_core::Rng;

use crate::shape::Signature;
use crate::space::{Hyperparameters, gaussian};
use crate::step::{Context, Features, Inverse, Invertible, Learn, Mergeable, Step, Transform};
use crate::steps::kernels::affine::Affine;
use crate::steps::kernels::checks::{require_components, require_rows};
use crate::steps::kernels::decompose::right_singular;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::seen::Seen;
use crate::{Error, Result};

/// The number of components with which the squared distances of that many rows change by a share of at most `eps`, with high probability
/// (scikit-learn's `johnson_lindenstrauss_min_dim`; Dasgupta and Gupta 1999).
///
/// # Errors
/// No rows, or an `eps` that is not between 0 and 1.
///
/// ```
/// use shapeflow::steps::johnson_lindenstrauss_min_dim;
///
/// assert_eq!(johnson_lindenstrauss_min_dim(1_000_000, 0.5)?, 663);
/// # Ok::<(), shapeflow::Error>(())
/// ```
pub fn johnson_lindenstrauss_min_dim(rows: usize, eps: f64) -> Result<usize> {
    if !(eps > 0.0 && eps < 1.0) || rows == 0 {
        return Err(Error::new(format!(
            "expected at least 1 row and an `eps` between 0 and 1, got {rows} rows and {eps}"
        )));
    }
    Ok((4.0 * (rows as f64).ln() / (eps * eps / 2.0 - eps * eps * eps / 3.0)) as usize)
}

/// Projects rows on directions of normally distributed random numbers: `[n, d] -> [n, n_components]` (scikit-learn's `GaussianRandomProjection`), which
/// changes distances little, whatever the table.
///
/// Accepts `f32` and `f64`. The numbers are drawn from the run's seed and the path of the step, so they are not those of scikit-learn. The
/// step learns the numbers of rows and columns alone, from batches in one pass. The inverse returns the rows of least norm with the same components.
///
/// # Errors
/// Fitting: no rows, a NaN or infinity, more components than columns when their number follows from [`eps`](Self::eps), or an `eps` that is not
/// between 0 and 1. Transforming: a NaN or infinity, or another number of columns.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Low(x: f64[n, d]) -> f64[n, low] { x |> GaussianRandomProjection { n_components: Some(40) } }
/// }
///
/// // The distance of two rows is about the same.
/// let x = Array2::from_shape_fn((2, 500), |(row, column)| ((row * 7 + column * 3) % 11) as f64);
/// let low = Low::default().fit(&x)?.predict(&x)?;
/// let distance = |x: &Array2<f64>| (&x.row(0) - &x.row(1)).mapv(|value| value * value).sum().sqrt();
/// assert!((distance(&low) / distance(&x) - 1.0).abs() < 0.5);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct GaussianRandomProjection {
    /// The number of components. Default: none, scikit-learn's `"auto"`: [`johnson_lindenstrauss_min_dim`] of the rows.
    #[space(nested)]
    pub n_components: Option<usize>,
    /// The share by which squared distances may change, between 0 and 1. Default: 0.1.
    #[space(uniform(0.05..=0.9))]
    pub eps: f64,
}

impl Default for GaussianRandomProjection {
    fn default() -> Self {
        Self { n_components: None, eps: 0.1 }
    }
}

/// Projects rows on random directions that are mostly 0: `[n, d] -> [n, n_components]` (scikit-learn's `SparseRandomProjection`; Li, Hastie and
/// Church 2006, *Very sparse random projections*).
///
/// As [`GaussianRandomProjection`], with entries `sqrt(1 / (density n_components))` of either sign, each with the probability `density / 2`, and 0.
///
/// # Errors
/// As [`GaussianRandomProjection`], and a `density` that is not above 0 and at most 1.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Low(x: f64[n, d]) -> f64[n, low] {
///         low = x |> SparseRandomProjection { n_components: Some(8) };
///         low
///     }
/// }
///
/// let model = Low::default().fit(Array2::<f64>::ones((3, 400)))?;
/// let zeros = model.low.components().iter().filter(|entry| **entry == 0.0).count();
/// assert!(zeros > 2800); // of 3200, because the density is 1 / 20
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct SparseRandomProjection {
    /// As in [`GaussianRandomProjection`]. Default: none.
    #[space(nested)]
    pub n_components: Option<usize>,
    /// The share of entries that are not 0. Default: none, scikit-learn's `"auto"`: 1 / sqrt(d).
    #[space(nested)]
    pub density: Option<f64>,
    /// As in [`GaussianRandomProjection`]. Default: 0.1.
    #[space(uniform(0.05..=0.9))]
    pub eps: f64,
}

impl Default for SparseRandomProjection {
    fn default() -> Self {
        Self { n_components: None, density: None, eps: 0.1 }
    }
}

/// The fitted form of a [`GaussianRandomProjection`] or [`SparseRandomProjection`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct FittedRandomProjection {
    components: Array2<f64>,
}

impl FittedRandomProjection {
    /// The directions, `[n_components, d]` (scikit-learn's `components_`).
    pub fn components(&self) -> ArrayView2<'_, f64> {
        self.components.view()
    }
}

impl<A: Float> Transform<ArcArray2<A>> for FittedRandomProjection {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        let weights = self.components.t().as_standard_layout().into_owned();
        Affine::linear(weights).apply(x.view(), |_, _| Ok(()))
    }
}

/// Returns the rows of least norm that have this projection (scikit-learn's `inverse_transform`): their part along the directions.
impl<A: Float> Inverse<ArcArray2<A>> for FittedRandomProjection {
    type Out = ArcArray2<A>;

    fn inverse(&self, z: ArcArray2<A>) -> Result<ArcArray2<A>> {
        require_components(self.components.nrows(), z.ncols())?;
        // The pseudoinverse of the directions, transposed; a direction of size 0 up to rounding is left out.
        let (sizes, vectors) = right_singular(self.components.view())?;
        let least = sizes.first().copied().unwrap_or(0.0) * self.components.len() as f64 * f64::EPSILON;
        let shares = sizes.mapv(|size| if size > least { 1.0 / size } else { 0.0 });
        let along = self.components.dot(&vectors.t()) * &shares * &shares;
        let (weights, bias) = (along.dot(&vectors), Array1::zeros(self.components.ncols()));
        Affine { center: None, weights, bias }.apply(z.view(), |_, _| Ok(()))
    }
}

/// The number of components of a table with that many rows and columns.
fn components_of(n_components: Option<usize>, eps: f64, rows: usize, columns: usize) -> Result<usize> {
    match n_components {
        Some(0) => Err(Error::new("`n_components` must be at least 1, got 0")),
        Some(count) => Ok(count),
        None => match johnson_lindenstrauss_min_dim(rows, eps)? {
            0 => Err(Error::new(format!(
                "`eps` of {eps} leaves no component of {rows} row; set `n_components`"
            ))),
            count if count > columns => Err(Error::new(format!(
                "`eps` of {eps} needs {count} components for {rows} rows, more than the {columns} columns; use a larger `eps`, or set `n_components`"
            ))),
            count => Ok(count),
        },
    }
}

/// A random number between 0 and 1, without its ends.
fn uniform(random: &mut impl Rng) -> f64 {
    ((random.next_u64() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
}

impl GaussianRandomProjection {
    fn check(&self) -> Result<()> {
        johnson_lindenstrauss_min_dim(1, self.eps).map(|_| ())
    }

    fn draw(&self, rows: usize, columns: usize, random: &mut impl Rng) -> Result<Array2<f64>> {
        let count = components_of(self.n_components, self.eps, rows, columns)?;
        let scale = (count as f64).sqrt().recip();
        Ok(Array2::from_shape_simple_fn((count, columns), || scale * gaussian::quantile(uniform(random))))
    }
}

impl SparseRandomProjection {
    fn check(&self) -> Result<()> {
        if let Some(density) = self.density
            && !(density > 0.0 && density <= 1.0)
        {
            return Err(Error::new(format!("`density` must be above 0 and at most 1, got {density}")));
        }
        johnson_lindenstrauss_min_dim(1, self.eps).map(|_| ())
    }

    fn draw(&self, rows: usize, columns: usize, random: &mut impl Rng) -> Result<Array2<f64>> {
        let count = components_of(self.n_components, self.eps, rows, columns)?;
        let density = self.density.unwrap_or_else(|| (columns.max(1) as f64).sqrt().recip());
        let size = (density * count as f64).sqrt().recip();
        let entry = || {
            let drawn = uniform(random);
            if drawn < density / 2.0 {
                -size
            } else if drawn < density {
                size
            } else {
                0.0
            }
        };
        Ok(Array2::from_shape_simple_fn((count, columns), entry))
    }
}

macro_rules! projection {
    ($($step:ident),+) => {
        $(
            impl Step for $step {
                type Fitted = FittedRandomProjection;
                const SIGNATURE: Signature = Signature::new("[n, d] -> [n, n_components]", &[]);
                const ROWWISE: bool = true;

                fn feature_names(fitted: &FittedRandomProjection, _: &[Features]) -> Vec<Features> {
                    vec![Features::unnamed(fitted.components.nrows())]
                }

                fn features_in(fitted: &FittedRandomProjection) -> Option<usize> {
                    Some(fitted.components.ncols())
                }
            }

            impl Invertible for $step {}

            impl Mergeable for $step {}

            impl<A: Float> Learn<ArcArray2<A>> for $step {
                type State = Seen;

                fn start(&self, _: &Context<'_>) -> Result<Seen> {
                    self.check()?;
                    Ok(Seen::default())
                }

                fn update(&self, seen: &mut Seen, x: ArcArray2<A>, (): (), _: &Context<'_>) -> Result<()> {
seen.count(x.view())
                }

                fn merge(&self, earlier: &mut Seen, later: Seen) -> Result<()> {
earlier.merge(later)
                }

                fn finish(&self, Seen { rows, columns }: Seen, context: &Context<'_>) -> Result<FittedRandomProjection> {
                    require_rows(rows)?;
                    let components = self.draw(rows, columns.unwrap_or(0), &mut context.rng())?;
                    Ok(FittedRandomProjection { components })
                }
            }
        )+
    };
}
projection!(GaussianRandomProjection, SparseRandomProjection);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Phase;
    use crate::step::{Fit, Run};

    #[test]
    fn entries_have_their_mean_and_variance() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let x = Array2::<f64>::ones((2, 2_000)).into_shared();
        let gauss = GaussianRandomProjection { n_components: Some(50), ..Default::default() };
        let sparse =
            SparseRandomProjection { n_components: Some(50), density: Some(0.3), ..Default::default() };
        let fitted = [gauss.fit(x.clone(), (), &context), sparse.fit(x, (), &context)]
            .map(|fitted| fitted.expect("rows"));
        for fitted in &fitted {
            let entries = fitted.components();
            let mean = entries.mean().expect("entries");
            let variance = entries.mapv(|entry| entry * entry).mean().expect("entries");
            assert!(mean.abs() < 2e-3 && (variance * 50.0 - 1.0).abs() < 0.03, "{mean} {variance}");
        }
        let share = fitted[1].components().iter().filter(|entry| **entry != 0.0).count() as f64 / 100_000.0;
        assert!((share - 0.3).abs() < 0.01);
    }

    #[test]
    fn the_inverse_has_the_same_projection() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let x = Array2::from_shape_fn((5, 12), |(row, column)| ((row * 5 + column * 7) % 11) as f64)
            .into_shared();
        let step = GaussianRandomProjection { n_components: Some(4), ..Default::default() };
        let fitted = step.fit(x.clone(), (), &context).expect("rows");
        let low = fitted.transform(x).expect("finite");
        let back = fitted.inverse(low.clone()).expect("components");
        let again = fitted.transform(back).expect("finite");
        assert!((&again - &low).iter().all(|&error| f64::abs(error) < 1e-10));
    }

    #[test]
    fn each_wrong_input_has_its_message() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let x = || Array2::<f64>::ones((30, 20)).into_shared();
        let says =
            |step: GaussianRandomProjection| step.fit(x(), (), &context).expect_err("wrong").to_string();
        assert!(
            says(GaussianRandomProjection::default())
                .starts_with("`eps` of 0.1 needs 2915 components for 30 rows, more than the 20 columns")
        );
        assert!(
            says(GaussianRandomProjection { eps: 1.0, ..Default::default() })
                .contains("an `eps` between 0 and 1, got 1 rows and 1")
        );
        let none = GaussianRandomProjection { n_components: Some(0), ..Default::default() };
        assert_eq!(says(none), "`n_components` must be at least 1, got 0");
        let dense = SparseRandomProjection { density: Some(1.5), ..Default::default() };
        let error = dense.fit(x(), (), &context).expect_err("wrong").to_string();
        assert_eq!(error, "`density` must be above 0 and at most 1, got 1.5");
    }
}
