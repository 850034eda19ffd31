//! [`Selection`]: the columns that a step keeps, of an array or of sparse values.
//!
//! Invariant: the numbers of the columns increase, and each is below the number of all columns.

use ndarray::{ArcArray2, Array1, Array2, Axis};

use crate::sparse::Sparse;
use crate::step::Features;
use crate::steps::kernels::checks::{require_columns, require_finite};
use crate::steps::kernels::coefficients::Coefficients;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::sparse::require_stored_finite;
use crate::{Error, Result};

/// The kept columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, check = Self::check))]
pub(super) struct Selection {
    kept: Vec<u64>,
    all: u64,
}

impl Selection {
    /// Keeps the columns that `is_kept` has marked.
    pub(super) fn of(is_kept: &[bool]) -> Self {
        let kept =
            is_kept.iter().enumerate().filter(|(_, is_kept)| **is_kept).map(|(column, _)| column as u64);
        Self { kept: kept.collect(), all: is_kept.len() as u64 }
    }

    #[cfg(feature = "save")]
    fn check(&self) -> Result<()> {
        let is_rising = self.kept.is_sorted_by(|one, next| one < next);
        if is_rising
            && self.kept.last().is_none_or(|last| *last < self.all)
            && usize::try_from(self.all).is_ok()
        {
            return Ok(());
        }
        Err(Error::new(
            "`kept` must hold increasing numbers of columns below `all`; the file is damaged or forged",
        ))
    }

    /// The numbers of the kept columns, from 0.
    pub(super) fn columns(&self) -> Vec<usize> {
        self.kept.iter().map(|&column| column as usize).collect()
    }

    /// The number of all columns.
    pub(super) fn all(&self) -> usize {
        self.all as usize
    }

    pub(super) fn transform<T: Table>(&self, x: &T) -> Result<T> {
        require_columns(self.all(), x.width())?;
        let kept = x.keep(&self.columns());
        kept.require_finite()?;
        Ok(kept)
    }

    /// Puts columns of zeros where columns were left out (scikit-learn's `inverse_transform`).
    pub(super) fn inverse<T: Table>(&self, z: &T) -> Result<T> {
        if z.width() != self.kept.len() {
            return Err(Error::new(format!(
                "the inverse expects the {} columns that this step keeps, got {}",
                self.kept.len(),
                z.width()
            )));
        }
        z.require_finite()?;
        Ok(z.spread(&self.columns(), self.all()))
    }

    /// The names of the kept columns.
    pub(super) fn features(&self, inputs: &[Features]) -> Vec<Features> {
        let names = inputs.iter().filter_map(|input| input.of_width(self.all()).names());
        let kept = |names: Vec<String>| {
            self.columns().into_iter().filter_map(|at| names.get(at).cloned()).collect::<Vec<_>>()
        };
        names.map(|names| Features::named(kept(names))).collect()
    }
}

/// Rows of which columns can be kept.
pub(super) trait Table: Sized {
    /// The number of columns.
    fn width(&self) -> usize;

    /// The columns with these numbers, which rise.
    fn keep(&self, columns: &[usize]) -> Self;

    /// A table of `width` columns in which the columns of this one have the given numbers; others are zeros.
    fn spread(&self, columns: &[usize], width: usize) -> Self;

    fn require_finite(&self) -> Result<()>;
}

impl<A: Float> Table for ArcArray2<A> {
    fn width(&self) -> usize {
        self.ncols()
    }

    fn keep(&self, columns: &[usize]) -> Self {
        self.select(Axis(1), columns).into_shared()
    }

    fn spread(&self, columns: &[usize], width: usize) -> Self {
        let mut x = Array2::zeros((self.nrows(), width));
        for (&column, values) in columns.iter().zip(self.columns()) {
            x.column_mut(column).assign(&values);
        }
        x.into_shared()
    }

    fn require_finite(&self) -> Result<()> {
        require_finite(self.view(), 0)
    }
}

impl<A: Float> Table for Sparse<A> {
    fn width(&self) -> usize {
        self.columns()
    }

    fn keep(&self, columns: &[usize]) -> Self {
        self.pick_columns(columns)
    }

    fn spread(&self, columns: &[usize], width: usize) -> Self {
        self.spread_columns(columns, width)
    }

    fn require_finite(&self) -> Result<()> {
        require_stored_finite(self, 0)
    }
}

/// Implements the transform and the inverse of a fitted step with a field `selection`, of arrays and of sparse values.
macro_rules! selects {
    ([$($parameters:tt)*] $fitted:ty) => {
        impl<$($parameters)*> $fitted {
            /// The numbers of the kept columns, from 0, in increasing order (scikit-learn's `get_support(indices=True)`).
            pub fn selected(&self) -> Vec<usize> {
                self.selection.columns()
            }
        }

        selects!(@ ndarray::ArcArray2<A>, [$($parameters)*] $fitted);
        selects!(@ $crate::sparse::Sparse<A>, [$($parameters)*] $fitted);
    };
    (@ $table:ty, [$($parameters:tt)*] $fitted:ty) => {
        impl<A: $crate::steps::kernels::float::Float, $($parameters)*> $crate::step::Transform<$table> for $fitted {
            type Out = $table;

            fn transform(&self, x: $table) -> $crate::Result<$table> {
                self.selection.transform(&x)
            }
        }

        /// Puts columns of zeros where columns were left out (scikit-learn's `inverse_transform`).
        impl<A: $crate::steps::kernels::float::Float, $($parameters)*> $crate::step::Inverse<$table> for $fitted {
            type Out = $table;

            fn inverse(&self, z: $table) -> $crate::Result<$table> {
                self.selection.inverse(&z)
            }
        }
    };
}
pub(super) use selects;

/// The sum of the sizes of the coefficients of each of `columns` columns.
pub(super) fn importances<F: Coefficients>(
    fitted: &F,
    columns: usize,
    size: fn(f64) -> f64,
) -> Result<Array1<f64>> {
    let importances = fitted.coefficient_rows().mapv(size).sum_axis(Axis(0));
    if importances.len() == columns {
        return Ok(importances);
    }
    Err(Error::new(format!("the step inside has {} coefficients for {columns} columns", importances.len())))
}

/// Implements `Step` for a step that keeps columns by the coefficients of the step `S` inside.
macro_rules! keeps_by_coefficients {
    ($step:ident, $fitted:ident) => {
        impl<S: Step> Step for $step<S> {
            type Fitted = $fitted<S::Fitted>;
            const SIGNATURE: $crate::shape::Signature =
                $crate::shape::Signature::new("[n, d] fit([n], [n]?) -> [n, selected]", &[]);
            const ROWWISE: bool = true;
            const REVISION: Option<u64> = S::REVISION;
            const CODE: u64 = S::CODE;

            fn feature_names(
                fitted: &Self::Fitted,
                inputs: &[$crate::step::Features],
            ) -> Vec<$crate::step::Features> {
                fitted.selection.features(inputs)
            }

            fn features_in(fitted: &Self::Fitted) -> Option<usize> {
                Some(fitted.selection.all())
            }
        }

        impl<S: Step> $crate::step::Invertible for $step<S> {}
    };
}
pub(super) use keeps_by_coefficients;
