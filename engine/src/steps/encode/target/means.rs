//! [`Means`]: the smoothed mean of a target for each category, of all rows or fold by fold.
//!
//! Invariant: a category of which the rows have none has the mean of all rows.

use ndarray::{Array1, Array2, ArrayViewMut1};

use crate::batches::{Classes, Folds};
use crate::step::Context;
use crate::steps::encode::categories::{Categories, Cells, SeenCategories};
use crate::steps::kernels::distinct::Distinct;
use crate::{Error, Result};
use rand_core::Rng;

/// How the means are computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Smoothing {
    /// The weight of the mean of all rows; `None` is the empirical Bayes estimate.
    pub(super) smooth: Option<f64>,
    pub(super) cv: usize,
    pub(super) shuffle: bool,
}

/// The rows of a fit: the number of the category of each, and the categories.
pub(super) struct Rows {
    pub(super) categories: Categories,
    numbers: Vec<usize>,
}

impl Rows {
    pub(super) fn of<T: Distinct>(cells: &impl Cells<T>) -> Result<Self> {
        let mut seen = SeenCategories::default();
        seen.add(cells.cells());
        let (categories, _) = seen.into_categories()?;
        let mut numbers = Vec::new();
        // Each is known, so the number is there.
        categories
            .each(cells.cells().enumerate(), true, |_, number| numbers.push(number.unwrap_or_default()))?;
        Ok(Self { categories, numbers })
    }

    /// Fails unless each row has a target.
    pub(super) fn require_targets(&self, targets: usize) -> Result<()> {
        if targets == self.numbers.len() {
            return Ok(());
        }
        Err(Error::new(format!(
            "each row needs a target, got {} rows and {targets} targets",
            self.numbers.len()
        )))
    }
}

/// The mean of each target, `[targets]`, and of each target for each category, `[categories, targets]`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Means {
    pub(super) all: Array1<f64>,
    pub(super) of: Array2<f64>,
}

impl Means {
    /// The means of a category; `None` is one that the fit did not have.
    fn write(&self, number: Option<usize>, mut out: ArrayViewMut1<'_, f64>) {
        match number.filter(|&number| number < self.of.nrows()) {
            Some(number) => out.assign(&self.of.row(number)),
            None => out.assign(&self.all),
        }
    }

    /// Encodes a column.
    pub(super) fn encode<T: Distinct>(
        &self,
        categories: &Categories,
        cells: &impl Cells<T>,
    ) -> Result<Array2<f64>> {
        let mut out = Array2::zeros((cells.cells().count(), self.all.len()));
        categories
            .each(cells.cells().enumerate(), false, |row, number| self.write(number, out.row_mut(row)))?;
        Ok(out)
    }
}

impl Smoothing {
    pub(super) fn check(&self) -> Result<()> {
        if let Some(smooth) = self.smooth
            && !(smooth >= 0.0 && smooth.is_finite())
        {
            return Err(Error::new(format!("`smooth` must be 0 or a positive number, got {smooth}")));
        }
        Folds::new(self.cv).map(|_| ())
    }

    /// The means of these rows. Each column of `targets` is a target, one number for each row of the fit.
    pub(super) fn means(&self, rows: &Rows, targets: &Array2<f64>, chosen: &[usize]) -> Result<Means> {
        let count = rows.categories.count();
        let (mut all, mut of) = (Array1::zeros(targets.ncols()), Array2::zeros((count, targets.ncols())));
        for (target, (mean, mut means)) in
            targets.columns().into_iter().zip(all.iter_mut().zip(of.columns_mut()))
        {
            let values = || chosen.iter().map(|&row| (rows.numbers[row], target[row]));
            *mean = values().map(|(_, value)| value).sum::<f64>() / chosen.len() as f64;
            let mut counts = vec![0_usize; count];
            values().for_each(|(number, value)| {
                counts[number] += 1;
                means[number] += value;
            });
            match self.smooth {
                Some(smooth) => {
                    for (sum, &count) in means.iter_mut().zip(&counts) {
                        let weight = smooth + count as f64;
                        *sum = if weight == 0.0 { *mean } else { (smooth * *mean + *sum) / weight };
                    }
                }
                None => {
                    let mut spreads = vec![0.0; count];
                    means.iter_mut().zip(&counts).for_each(|(sum, &count)| *sum /= count as f64);
                    values().for_each(|(number, value)| spreads[number] += (value - means[number]).powi(2));
                    let spread: f64 = values().map(|(_, value)| (value - *mean).powi(2)).sum();
                    let variance = spread / chosen.len() as f64;
                    for ((own, &count), spread) in means.iter_mut().zip(&counts).zip(&spreads) {
                        // The empirical Bayes estimate: the more rows and the less spread, the more the own mean counts.
                        let weight = variance * count as f64;
                        let share = weight / (weight + spread / count as f64);
                        *own = if share.is_nan() { *mean } else { share * *own + (1.0 - share) * *mean };
                    }
                }
            }
            if !mean.is_finite() || means.iter().any(|mean| !mean.is_finite()) {
                return Err(Error::new(
                    "the targets are so large that their variance exceeds f64 (1.8e308); rescale them before this step",
                ));
            }
        }
        Ok(Means { all, of })
    }

    /// The means of all rows.
    pub(super) fn of_all(&self, rows: &Rows, targets: &Array2<f64>) -> Result<Means> {
        let all: Vec<usize> = (0..targets.nrows()).collect();
        self.means(rows, targets, &all)
    }

    /// Encodes the rows of each fold by the means of the other folds.
    pub(super) fn by_fold(
        &self,
        rows: &Rows,
        targets: &Array2<f64>,
        classes: Option<Classes>,
        context: &Context<'_>,
    ) -> Result<Array2<f64>> {
        let folds = Folds::new(self.cv)?;
        let folds = if self.shuffle { folds.shuffled(context.rng().next_u64()) } else { folds };
        let folds = match classes {
            Some(classes) => folds.split_by_class(classes.of_rows())?,
            None => folds.split(targets.nrows())?,
        };
        let mut out = Array2::zeros(targets.raw_dim());
        for fold in folds {
            let means = self.means(rows, targets, &fold.train)?;
            fold.validation.iter().for_each(|&row| means.write(Some(rows.numbers[row]), out.row_mut(row)));
        }
        Ok(out)
    }
}

/// Saves the categories and means of a fitted encoder.
#[cfg(feature = "save")]
pub(super) fn save(out: &mut crate::save::Writer<'_>, categories: &Categories, means: &Means) -> Result<()> {
    out.field("categories", &categories.texts().to_vec())?;
    out.field("missing", &categories.has_missing())?;
    out.field("mean", &means.all)?;
    out.field("means", &means.of)
}

/// Loads what [`save`] has saved.
#[cfg(feature = "save")]
pub(super) fn load(state: &mut crate::save::Reader<'_>) -> Result<(Categories, Means)> {
    let categories = Categories::new(state.field("categories")?, state.field("missing")?)
        .ok_or_else(|| Error::new("`categories` must have each category once"))?;
    let all: Array1<f64> = state.field("mean")?;
    let of = state.shaped("means", &[categories.count(), all.len()])?;
    Ok((categories, Means { all, of }))
}
