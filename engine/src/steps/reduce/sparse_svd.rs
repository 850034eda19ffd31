//! [`TruncatedSvd`] on sparse values.
//!
//! Invariant: the directions are those of an array of the same values, up to rounding, and no array of all values is made. Of few columns the state is a
//! factor, as for arrays; of many, it holds the rows themselves.

use ndarray::{ArcArray2, Array1, Array2, ArrayView1};

use super::truncated_svd::{Factored, FittedTruncatedSvd, TruncatedSvd};
use crate::Result;
use crate::sparse::Sparse;
use crate::step::{Context, Learn, Transform};
use crate::steps::kernels::accumulate::add;
use crate::steps::kernels::affine::Affine;
use crate::steps::kernels::checks::{require_columns, require_rows};
use crate::steps::kernels::compressed::Compressed;
use crate::steps::kernels::decompose::right_singular;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::lanczos;
use crate::steps::kernels::moments::Moments;
use crate::steps::kernels::sparse::require_stored_finite;

/// Up to so many columns, a factor of the rows is a small matrix.
const FEW_COLUMNS: usize = 1024;

/// The number of rows that become an array at a time.
const DENSE_ROWS: usize = 4096;

/// The rows so far: a factor of few columns, or all rows of many.
#[derive(Debug, Clone)]
pub struct SparseFactor<A> {
    factored: Option<Factored>,
    parts: Vec<Sparse<A>>,
    rows: usize,
}

impl<A: Float> Learn<Sparse<A>> for TruncatedSvd {
    type State = SparseFactor<A>;

    fn start(&self, _: &Context<'_>) -> Result<Self::State> {
        self.check()?;
        Ok(SparseFactor { factored: None, parts: Vec::new(), rows: 0 })
    }

    fn update(&self, state: &mut Self::State, x: Sparse<A>, (): (), _: &Context<'_>) -> Result<()> {
        if let Some(part) = state.parts.first() {
            require_columns(part.columns(), x.columns())?;
        }
        let seen = state.rows;
        state.rows += x.rows();
        if x.columns() > FEW_COLUMNS {
            require_stored_finite(&x, seen)?;
            state.parts.push(x);
            return Ok(());
        }
        for start in (0..x.rows()).step_by(DENSE_ROWS) {
            let rows =
                x.cut(start..x.rows().min(start + DENSE_ROWS)).map(|value| value.widen()).to_dense()?;
            add(&mut state.factored, Some(Factored::of(rows, seen + start)?), Factored::merge)?;
        }
        Ok(())
    }

    fn merge(&self, earlier: &mut Self::State, later: Self::State) -> Result<()> {
        add(&mut earlier.factored, later.factored, Factored::merge)?;
        if let (Some(first), Some(next)) = (earlier.parts.first(), later.parts.first()) {
            require_columns(first.columns(), next.columns())?;
        }
        earlier.parts.extend(later.parts);
        earlier.rows += later.rows;
        Ok(())
    }

    fn finish(&self, state: Self::State, context: &Context<'_>) -> Result<FittedTruncatedSvd> {
        require_rows(state.rows)?;
        if state.parts.is_empty() {
            return self.decompose(state.factored);
        }
        let x = Sparse::stack(&state.parts)?;
        let moments = Moments::of_sparse(&x, None, 0)?;
        self.require_components(x.rows() as u64, x.columns())?;
        let (singular, directions) = singular_vectors(&x, self.n_components, context)?;
        Ok(self.fitted(&singular, &directions, &moments))
    }
}

/// The largest singular values, and their right singular vectors as rows, `[count, d]`.
fn singular_vectors<A: Float>(
    x: &Sparse<A>,
    count: usize,
    context: &Context<'_>,
) -> Result<(Array1<f64>, Array2<f64>)> {
    let values = x.values().iter().map(|value| value.widen()).collect();
    let by_rows = Compressed::new(x.starts(), x.column_numbers().to_vec(), values);
    let by_columns = by_rows.transposed(x.columns());
    let forward = |vector: ArrayView1<'_, f64>| product(&by_rows, x.rows(), vector);
    let backward = |vector: ArrayView1<'_, f64>| product(&by_columns, x.columns(), vector);
    let mut random = context.rng();
    // The products of the rows or of the columns, whichever are fewer.
    if x.rows() <= x.columns() {
        let left = lanczos::largest(x.rows(), count, &mut random, |vector| {
            context.run().proceed()?;
            Ok(forward(backward(vector).view()))
        })?;
        let mut rest = Array2::zeros((count, x.columns()));
        for (mut rest, left) in rest.rows_mut().into_iter().zip(left.rows()) {
            rest.assign(&backward(left));
        }
        // A decomposition of its own, because the square of a small singular value is lost in that of the largest one.
        return right_singular(rest.view());
    }
    let right = lanczos::largest(x.columns(), count, &mut random, |vector| {
        context.run().proceed()?;
        Ok(backward(forward(vector).view()))
    })?;
    let mut projected = Array2::zeros((x.rows(), count));
    for (mut projected, right) in projected.columns_mut().into_iter().zip(right.rows()) {
        projected.assign(&forward(right));
    }
    let (singular, turned) = right_singular(projected.view())?;
    Ok((singular, turned.dot(&right)))
}

fn product(lines: &Compressed, count: usize, vector: ArrayView1<'_, f64>) -> Array1<f64> {
    let vector = vector.to_vec();
    let (vector, _) = vector.as_chunks::<1>();
    let mut out = vec![[0.0]; count];
    lines.each_block(&mut out, |range, out| {
        for (line, out) in range.zip(out) {
            lines.add_line(line, vector, out);
        }
    });
    out.into_iter().map(|[value]| value).collect()
}

impl<A: Float> Transform<Sparse<A>> for FittedTruncatedSvd {
    type Out = ArcArray2<A>;

    fn transform(&self, x: Sparse<A>) -> Result<ArcArray2<A>> {
        let weights = self.components().t().as_standard_layout().into_owned();
        Affine::linear(weights).apply_sparse(&x, |_, _| Ok(()))
    }
}
