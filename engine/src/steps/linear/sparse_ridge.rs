//! [`Ridge`] on sparse values.
//!
//! Invariant: the coefficients are those of an array of the same values, up to rounding, and up to the tolerance of the conjugate gradients.

use ndarray::{ArcArray1, Array1, Axis, Slice};

use super::ridge::{FittedRidge, Ridge, scatter};
use crate::sparse::Sparse;
use crate::step::{Context, Learn, Transform};
use crate::steps::kernels::accumulate::add;
use crate::steps::kernels::affine::Affine;
use crate::steps::kernels::checks::{require_columns, require_rows};
use crate::steps::kernels::compressed::Compressed;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::moments::{Moments, is_constant};
use crate::steps::kernels::scatter::Scatter;
use crate::steps::kernels::sparse::require_stored_finite;
use crate::steps::kernels::weights::{Weighted, require_weight};
use crate::{Error, Result};

/// Up to so many columns, the products of the columns are a small matrix.
const FEW_COLUMNS: usize = 1024;

/// The number of rows that become an array at a time.
const DENSE_ROWS: usize = 8192;

/// The share of the first residual at which conjugate gradients end.
const RESIDUAL: f64 = 1e-12;

/// The largest number of steps of the conjugate gradients.
const MOST_STEPS: usize = 10_000;

/// The rows so far: the products of few columns, or all rows of many.
#[derive(Debug, Clone)]
pub struct SparseRows<A> {
    products: Option<Scatter>,
    parts: Vec<Part<A>>,
    rows: usize,
}

#[derive(Debug, Clone)]
struct Part<A> {
    x: Sparse<A>,
    y: Array1<f64>,
    weights: Array1<f64>,
}

impl<A: Float, Y: Weighted<Target: Float>> Learn<Sparse<A>, Y> for Ridge {
    type State = SparseRows<A>;

    fn start(&self, _: &Context<'_>) -> Result<Self::State> {
        self.require_sound()?;
        Ok(SparseRows { products: None, parts: Vec::new(), rows: 0 })
    }

    fn update(&self, state: &mut Self::State, x: Sparse<A>, y: Y, _: &Context<'_>) -> Result<()> {
        let (y, weights) = y.__split(x.rows(), state.rows)?;
        if x.rows() != y.len() {
            return Err(Error::new(format!(
                "each row needs a target, got {} rows and {} targets",
                x.rows(),
                y.len()
            )));
        }
        if let Some(part) = state.parts.first() {
            require_columns(part.x.columns(), x.columns())?;
        }
        let seen = state.rows;
        state.rows += x.rows();
        if x.columns() > FEW_COLUMNS {
            require_stored_finite(&x, seen)?;
            let y = y.mapv(Float::widen);
            require_finite_targets(&y, seen)?;
            let weights = weights.unwrap_or_else(|| Array1::ones(x.rows()));
            state.parts.push(Part { x, y, weights });
            return Ok(());
        }
        for start in (0..x.rows()).step_by(DENSE_ROWS) {
            let range = start..x.rows().min(start + DENSE_ROWS);
            let rows = x.cut(range.clone()).map(|value| value.widen()).to_dense()?;
            let slice = Slice::from(range);
            let weights = weights.as_ref().map(|weights| weights.slice_axis(Axis(0), slice).to_owned());
            let products =
                scatter(rows.view(), y.slice_axis(Axis(0), slice), weights.as_ref(), seen + start)?;
            add(&mut state.products, Some(products), Scatter::merge)?;
        }
        Ok(())
    }

    fn merge(&self, earlier: &mut Self::State, later: Self::State) -> Result<()> {
        add(&mut earlier.products, later.products, Scatter::merge)?;
        if let (Some(first), Some(next)) = (earlier.parts.first(), later.parts.first()) {
            require_columns(first.x.columns(), next.x.columns())?;
        }
        earlier.parts.extend(later.parts);
        earlier.rows += later.rows;
        Ok(())
    }

    fn finish(&self, state: Self::State, context: &Context<'_>) -> Result<FittedRidge> {
        require_rows(state.rows)?;
        if state.parts.is_empty() {
            return self.solve(state.products, context);
        }
        let (mut x, mut y, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for part in state.parts {
            x.push(part.x);
            y.extend(part.y);
            weights.extend(part.weights);
        }
        conjugate_gradients(self, &Sparse::stack(&x)?, &y.into(), &weights.into(), context)
    }
}

fn require_finite_targets(y: &Array1<f64>, first_row: usize) -> Result<()> {
    match y.iter().enumerate().find(|(_, value)| !value.is_finite()) {
        None => Ok(()),
        Some((row, value)) => Err(Error::new(format!(
            "every target must be a finite number, but that of row {} (counted from 0) is {value}; \
             drop such rows before this step",
            first_row + row
        ))),
    }
}

/// The equations `(Zᵀ W Z + alpha) w = Zᵀ W y`, where the columns of `Z` are centered without being written.
struct Equations {
    by_rows: Compressed,
    by_columns: Compressed,
    /// `[d]`
    center: Array1<f64>,
    weights: Array1<f64>,
    alpha: f64,
}

impl Equations {
    /// `Zᵀ r`
    fn backward(&self, residuals: &[[f64; 1]]) -> Array1<f64> {
        let sum: f64 = residuals.iter().map(|[residual]| residual).sum();
        let mut out = vec![[0.0]; self.center.len()];
        self.by_columns.each_block(&mut out, |columns, out| {
            for (column, out) in columns.zip(out) {
                self.by_columns.add_line(column, residuals, out);
            }
        });
        out.iter().zip(&self.center).map(|([product], center)| product - center * sum).collect()
    }

    /// `(Zᵀ W Z + alpha) w`
    fn product(&self, w: &Array1<f64>) -> Array1<f64> {
        let (columns, _) = w.as_slice().unwrap_or_default().as_chunks::<1>();
        let offset = self.center.dot(w);
        let mut out = vec![[0.0]; self.weights.len()];
        self.by_rows.each_block(&mut out, |rows, out| {
            for (row, out) in rows.zip(out) {
                self.by_rows.add_line(row, columns, out);
                out[0] = self.weights[row] * (out[0] - offset);
            }
        });
        self.backward(&out) + w * self.alpha
    }
}

fn conjugate_gradients<A: Float>(
    ridge: &Ridge,
    x: &Sparse<A>,
    y: &Array1<f64>,
    weights: &Array1<f64>,
    context: &Context<'_>,
) -> Result<FittedRidge> {
    let moments = Moments::of_sparse(x, Some(weights.view()), 0)?;
    require_weight(moments.weight())?;
    let (mut center, mut bias) = (Array1::zeros(x.columns()), 0.0);
    if ridge.fit_intercept {
        center.assign(&moments.mean());
        bias = y.dot(weights) / moments.weight();
    }
    let values = x.values().iter().map(|value| value.widen()).collect();
    let by_rows = Compressed::new(x.starts(), x.column_numbers().to_vec(), values);
    let by_columns = by_rows.transposed(x.columns());
    let equations = Equations { by_rows, by_columns, center, weights: weights.clone(), alpha: ridge.alpha };
    // The diagonal, so that the units of the columns do not matter; 0 for a column without information.
    let (variance, mean) = (moments.variance(), moments.mean());
    let inverse: Array1<f64> = (0..x.columns())
        .map(|column| {
            let (variance, mean) = (variance[column], mean[column]);
            let square = match ridge.fit_intercept {
                true if is_constant(variance, mean, moments.rows()) => 0.0,
                true => variance,
                false => variance + mean * mean,
            };
            let diagonal = square * moments.weight() + ridge.alpha;
            if square > 0.0 && diagonal > 0.0 { diagonal.recip() } else { 0.0 }
        })
        .collect();
    let targets: Vec<[f64; 1]> = y.iter().zip(weights).map(|(y, weight)| [weight * (y - bias)]).collect();
    let mut residual = equations.backward(&targets);
    let mut solution = Array1::zeros(x.columns());
    let mut scaled = &residual * &inverse;
    let mut direction = scaled.clone();
    let mut square = residual.dot(&scaled);
    let goal = square * RESIDUAL * RESIDUAL;
    let mut steps = 0;
    while square > goal && steps < MOST_STEPS {
        context.run().proceed()?;
        let mut change = equations.product(&direction);
        change.zip_mut_with(&inverse, |change, inverse| {
            if *inverse == 0.0 {
                *change = 0.0;
            }
        });
        let curvature = direction.dot(&change);
        // Rounding alone is left of a direction in which the columns depend on each other.
        if curvature <= 0.0 {
            break;
        }
        let length = square / curvature;
        solution.scaled_add(length, &direction);
        residual.scaled_add(-length, &change);
        scaled = &residual * &inverse;
        let before = std::mem::replace(&mut square, residual.dot(&scaled));
        direction = &scaled + direction * (square / before);
        steps += 1;
    }
    if square > goal && steps == MOST_STEPS {
        context.note(&format!(
            "not converged after {steps} steps of conjugate gradients: the residual is {:.1e} of the first; raise `alpha`, or scale the \
             columns",
            (square / goal).sqrt() * RESIDUAL
        ));
    }
    let rank = inverse.iter().filter(|&&inverse| inverse > 0.0).count();
    let line = Affine {
        center: ridge.fit_intercept.then(|| equations.center.clone()),
        weights: solution.insert_axis(Axis(1)),
        bias: Array1::from_elem(1, bias),
    };
    Ok(FittedRidge { line, rank })
}

impl<A: Float> Transform<Sparse<A>> for FittedRidge {
    type Out = ArcArray1<A>;

    fn transform(&self, x: Sparse<A>) -> Result<ArcArray1<A>> {
        Ok(self.line.apply_sparse(&x, |_, _| Ok(()))?.index_axis_move(Axis(1), 0))
    }
}
