//! The classifier on sparse values.
//!
//! Invariant: the weights are those of an array of the same values, up to rounding. A step touches only the columns of its rows: the penalty
//! shrinks all weights by one factor, which is kept apart.

use ndarray::{ArcArray2, Array1, Array2, ArrayViewMut1};

use super::fitted::FittedSgdClassifier;
use super::step::SgdClassifier;
use crate::batches::permutation;
use crate::sparse::Sparse;
use crate::step::{Context, Fit, Learning, RunningFit, Transform};
use crate::steps::kernels::affine::Affine;
use crate::steps::kernels::checks::{no_rows, require_columns, require_rows};
use crate::steps::kernels::epochs::EpochCount;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::label::{Label, row_classes};
use crate::steps::kernels::softmax::{penalty_factor, softmax, sparse_probabilities};
use crate::steps::kernels::sparse::require_stored_finite;
use crate::steps::kernels::weights::{Weighted, require_weight};
use crate::{Error, Result};

/// Below this factor, the weights take it over, so that none overflows.
const LEAST_FACTOR: f64 = 1e-6;

/// The weights between two steps.
struct Weights<const C: usize> {
    /// `[d]`; the weights are these times `factor`.
    columns: Vec<[f64; C]>,
    factor: f64,
    bias: [f64; C],
    steps: u64,
}

/// The rows of a step, with their classes and weights.
struct Rows<'a> {
    numbers: &'a [usize],
    classes: &'a [usize],
    weights: Option<&'a Array1<f64>>,
}

impl<const C: usize> Weights<C> {
    fn zero(columns: usize) -> Self {
        Self { columns: vec![[0.0; C]; columns], factor: 1.0, bias: [0.0; C], steps: 0 }
    }

    fn of(fitted: &FittedSgdClassifier) -> Self {
        let Affine { weights, bias, .. } = &fitted.scores;
        Self {
            columns: weights.rows().into_iter().map(|row| std::array::from_fn(|class| row[class])).collect(),
            factor: 1.0,
            bias: std::array::from_fn(|class| bias[class]),
            steps: fitted.steps,
        }
    }

    fn into_fitted(mut self) -> FittedSgdClassifier {
        self.take_factor();
        let columns = self.columns.len();
        let weights = Array2::from_shape_fn((columns, C), |(column, class)| self.columns[column][class]);
        FittedSgdClassifier {
            scores: Affine { center: None, weights, bias: Array1::from_vec(self.bias.to_vec()) },
            steps: self.steps,
            epochs: 0,
            validation_loss: None,
            converged: None,
        }
    }

    fn take_factor(&mut self) {
        let factor = std::mem::replace(&mut self.factor, 1.0);
        self.columns.as_flattened_mut().iter_mut().for_each(|weight| *weight *= factor);
    }

    /// Takes one step; without rows, none.
    fn step<A: Float>(&mut self, options: &SgdClassifier<C>, x: &Sparse<A>, rows: &Rows<'_>) -> Result<()> {
        if rows.numbers.is_empty() {
            return Ok(());
        }
        let length = options.eta0 / (1.0 + options.eta0 * options.alpha * self.steps as f64);
        let mut residuals = Vec::with_capacity(rows.numbers.len());
        for &row in rows.numbers {
            let mut scores = [0.0; C];
            for (column, value) in x.at(row).iter() {
                let value = value.widen();
                scores
                    .iter_mut()
                    .zip(&self.columns[column])
                    .for_each(|(score, weight)| *score += value * weight);
            }
            scores.iter_mut().zip(&self.bias).for_each(|(score, bias)| *score = *score * self.factor + bias);
            let class = rows.classes[row];
            softmax(ArrayViewMut1::from(scores.as_mut_slice()), class);
            scores[class] -= 1.0;
            let share = rows.weights.map_or(1.0, |weights| weights[row]) * length / rows.numbers.len() as f64;
            residuals.push(scores.map(|score| score * share));
        }
        self.factor *= 1.0 - length * options.alpha * penalty_factor(C);
        if self.factor.abs() < LEAST_FACTOR {
            self.take_factor();
        }
        let mut is_finite = true;
        for (&row, residual) in rows.numbers.iter().zip(&residuals) {
            for (column, value) in x.at(row).iter() {
                let value = value.widen() / self.factor;
                for (weight, residual) in self.columns[column].iter_mut().zip(residual) {
                    *weight -= value * residual;
                    is_finite &= weight.is_finite();
                }
            }
            for (bias, residual) in self.bias.iter_mut().zip(residual) {
                *bias -= residual;
                is_finite &= bias.is_finite();
            }
        }
        self.steps += 1;
        if is_finite {
            return Ok(());
        }
        Err(Error::new(format!(
            "the weights are no longer finite after {} steps; scale the columns before this step, or lower eta0",
            self.steps
        )))
    }
}

/// The checked contents of `.fit(..)`.
fn lesson<A: Float, Y: Weighted<Target: Label>>(
    x: &Sparse<A>,
    y: Y,
    first_row: usize,
    count: usize,
) -> Result<(Vec<usize>, Option<Array1<f64>>)> {
    require_stored_finite(x, first_row)?;
    let (labels, weights) = y.__split(x.rows(), first_row)?;
    Ok((row_classes(x.rows(), labels.view(), count)?, weights))
}

impl<A: Float, Y: Weighted<Target: Label>, const C: usize> Fit<Sparse<A>, Y> for SgdClassifier<C> {
    fn fit(&self, x: Sparse<A>, y: Y, context: &Context<'_>) -> Result<FittedSgdClassifier> {
        self.require_sound()?;
        require_rows(x.rows())?;
        let (classes, weights) = lesson(&x, y, 0, C)?;
        if let Some(weights) = &weights {
            require_weight(weights.sum())?;
        }
        let (mut found, mut random) = (Weights::<C>::zero(x.columns()), context.rng());
        for _ in 0..self.epochs {
            for numbers in permutation(x.rows(), &mut random).chunks(self.batch_size) {
                context.run().proceed()?;
                found.step(self, &x, &Rows { numbers, classes: &classes, weights: weights.as_ref() })?;
            }
        }
        Ok(FittedSgdClassifier { epochs: self.epochs, ..found.into_fitted() })
    }

    fn learning<'s>(&'s self, _: &Context<'_>) -> Result<Option<RunningFit<'s, Self, Sparse<A>, Y>>> {
        self.require_sound()?;
        let count = EpochCount::new(self.epochs);
        Ok(Some(Box::new(Epochs { step: self, found: None, count, rows: 0, weight: 0.0 })))
    }

    fn update_fitted(
        &self,
        fitted: &mut FittedSgdClassifier,
        x: Sparse<A>,
        y: Y,
        _: &Context<'_>,
    ) -> Result<()> {
        self.require_sound()?;
        require_columns(fitted.scores.weights.nrows(), x.columns())?;
        let (classes, weights) = lesson(&x, y, 0, C)?;
        let mut found = Weights::<C>::of(fitted);
        let numbers: Vec<usize> = (0..x.rows()).collect();
        found.step(self, &x, &Rows { numbers: &numbers, classes: &classes, weights: weights.as_ref() })?;
        *fitted = FittedSgdClassifier { epochs: fitted.epochs, ..found.into_fitted() };
        Ok(())
    }
}

/// The state of a fit between two batches.
struct Epochs<'s, const C: usize> {
    step: &'s SgdClassifier<C>,
    found: Option<Weights<C>>,
    count: EpochCount,
    /// The number of rows of this pass so far.
    rows: usize,
    /// The sum of the weights of all rows so far.
    weight: f64,
}

impl<A: Float, Y: Weighted<Target: Label>, const C: usize> Learning<Sparse<A>, Y, FittedSgdClassifier>
    for Epochs<'_, C>
{
    fn passes(&self) -> usize {
        self.step.epochs
    }

    fn update(&mut self, x: Sparse<A>, y: Y, _: &Context<'_>) -> Result<()> {
        self.count.batch()?;
        let found = self.found.get_or_insert_with(|| Weights::zero(x.columns()));
        require_columns(found.columns.len(), x.columns())?;
        let (classes, weights) = lesson(&x, y, self.rows, C)?;
        self.rows += x.rows();
        self.weight += weights.as_ref().map_or(x.rows() as f64, |weights| weights.sum());
        let numbers: Vec<usize> = (0..x.rows()).collect();
        found.step(self.step, &x, &Rows { numbers: &numbers, classes: &classes, weights: weights.as_ref() })
    }

    /// One part after the other: each step starts from the result of the previous one.
    fn update_parts(&mut self, parts: Vec<(Sparse<A>, Y)>, context: &Context<'_>) -> Result<()> {
        parts.into_iter().try_for_each(|(x, y)| self.update(x, y, context))
    }

    fn end_pass(&mut self, _: &Context<'_>) -> Result<bool> {
        self.rows = 0;
        Ok(self.count.end_epoch())
    }

    fn finish(self: Box<Self>, _: &Context<'_>) -> Result<FittedSgdClassifier> {
        let found = self.found.filter(|found| found.steps > 0).ok_or_else(no_rows)?;
        require_weight(self.weight)?;
        self.count.require_all()?;
        Ok(FittedSgdClassifier { epochs: self.count.seen(), ..found.into_fitted() })
    }
}

impl<A: Float> Transform<Sparse<A>> for FittedSgdClassifier {
    type Out = ArcArray2<A>;

    fn transform(&self, x: Sparse<A>) -> Result<ArcArray2<A>> {
        sparse_probabilities(&self.scores, &x)
    }
}
