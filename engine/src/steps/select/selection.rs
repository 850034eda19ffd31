//! [`Selection`]: the columns that a step keeps.
//!
//! Invariant: the numbers of the columns increase, and each is below the number of all columns.

use ndarray::{ArcArray2, Array2, Axis};

use crate::step::Features;
use crate::steps::kernels::checks::{require_columns, require_finite};
use crate::steps::kernels::float::Float;
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

    pub(super) fn transform<A: Float>(&self, x: &ArcArray2<A>) -> Result<ArcArray2<A>> {
        require_columns(self.all(), x.ncols())?;
        let kept = x.select(Axis(1), &self.columns());
        require_finite(kept.view(), 0)?;
        Ok(kept.into_shared())
    }

    /// Puts columns of zeros where columns were left out (scikit-learn's `inverse_transform`).
    pub(super) fn inverse<A: Float>(&self, z: &ArcArray2<A>) -> Result<ArcArray2<A>> {
        if z.ncols() != self.kept.len() {
            return Err(Error::new(format!(
                "the inverse expects the {} columns that this step keeps, got {}",
                self.kept.len(),
                z.ncols()
            )));
        }
        require_finite(z.view(), 0)?;
        let mut x = Array2::zeros((z.nrows(), self.all()));
        for (column, values) in self.columns().into_iter().zip(z.columns()) {
            x.column_mut(column).assign(&values);
        }
        Ok(x.into_shared())
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

/// Implements the transform and the inverse of a fitted step with a field `selection`.
macro_rules! selects {
    ([$($parameters:tt)*] $fitted:ty) => {
        impl<$($parameters)*> $fitted {
            /// The numbers of the kept columns, from 0, in increasing order (scikit-learn's `get_support(indices=True)`).
            pub fn selected(&self) -> Vec<usize> {
                self.selection.columns()
            }
        }

        impl<A: $crate::steps::kernels::float::Float, $($parameters)*> $crate::step::Transform<ndarray::ArcArray2<A>> for $fitted {
            type Out = ndarray::ArcArray2<A>;

            fn transform(&self, x: ndarray::ArcArray2<A>) -> $crate::Result<ndarray::ArcArray2<A>> {
                self.selection.transform(&x)
            }
        }

        /// Puts columns of zeros where columns were left out (scikit-learn's `inverse_transform`).
        impl<A: $crate::steps::kernels::float::Float, $($parameters)*> $crate::step::Inverse<ndarray::ArcArray2<A>> for $fitted {
            type Out = ndarray::ArcArray2<A>;

            fn inverse(&self, z: ndarray::ArcArray2<A>) -> $crate::Result<ndarray::ArcArray2<A>> {
                self.selection.inverse(&z)
            }
        }
    };
}
pub(super) use selects;
