//! [`Lesson`]: the contents of `.fit(..)` of a classifier that fits in epochs.
//!
//! Invariant: a [`Taught`] lesson has a class and, with weights, a weight for each row; the validation rows are finite and have
//! a class each.

use ndarray::{ArcArray1, ArcArray2, Array1};

use crate::steps::kernels::checks::{require_columns, require_finite};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::label::{Label, row_classes};
use crate::steps::kernels::weights::Weighted;
use crate::{Error, Result};

/// The values that `.fit(..)` of an [`SgdClassifier`](super::SgdClassifier) accepts, for rows of numbers `A`: `(y)`,
/// `(y, weight)`, `(y, check, check_y)` or `(y, weight, check, check_y)`.
///
/// `y` are labels ([`Label`]), `weight` is an `f32` or `f64` for each row, `check` are validation rows with the labels
/// `check_y`. The trait is sealed.
pub trait Lesson<A: Float>: Clone + Send + 'static + sealed::Sealed<A> {
    /// Reads the lesson for `rows` = (number of rows, number of columns), numbered from `first_row`.
    #[doc(hidden)]
    fn __read(self, rows: (usize, usize), first_row: usize, classes: usize) -> Result<Taught<A>>;
}

/// The checked contents of a lesson.
#[doc(hidden)]
#[derive(Debug)]
pub struct Taught<A> {
    pub(super) classes: Vec<usize>,
    pub(super) weights: Option<Array1<f64>>,
    pub(super) check: Option<Check<A>>,
}

/// Validation rows.
#[derive(Debug)]
pub(super) struct Check<A> {
    pub(super) x: ArcArray2<A>,
    pub(super) classes: Vec<usize>,
}

impl<A: Float> Check<A> {
    fn read<L: Label>(x: ArcArray2<A>, y: &ArcArray1<L>, columns: usize, classes: usize) -> Result<Self> {
        let read = || {
            require_columns(columns, x.ncols())?;
            require_finite(x.view(), 0)?;
            row_classes(x.nrows(), y.view(), classes)
        };
        let classes = read().map_err(|error| Error::new(format!("validation rows: {}", error.message())))?;
        Ok(Self { x, classes })
    }
}

impl<A: Float, Y: Weighted<Target: Label> + sealed::Sealed<A>> Lesson<A> for Y {
    fn __read(self, (rows, _): (usize, usize), first_row: usize, classes: usize) -> Result<Taught<A>> {
        let (labels, weights) = self.__split(rows, first_row)?;
        Ok(Taught { classes: row_classes(rows, labels.view(), classes)?, weights, check: None })
    }
}

impl<A: Float, L: Label, M: Label> Lesson<A> for (ArcArray1<L>, ArcArray2<A>, ArcArray1<M>) {
    fn __read(self, rows: (usize, usize), first_row: usize, classes: usize) -> Result<Taught<A>> {
        let check = Check::read(self.1, &self.2, rows.1, classes)?;
        Ok(Taught { check: Some(check), ..self.0.__read(rows, first_row, classes)? })
    }
}

impl<A: Float, L: Label, W: Float, M: Label> Lesson<A>
    for (ArcArray1<L>, ArcArray1<W>, ArcArray2<A>, ArcArray1<M>)
{
    fn __read(self, rows: (usize, usize), first_row: usize, classes: usize) -> Result<Taught<A>> {
        let check = Check::read(self.2, &self.3, rows.1, classes)?;
        Ok(Taught { check: Some(check), ..(self.0, self.1).__read(rows, first_row, classes)? })
    }
}

mod sealed {
    use ndarray::{ArcArray1, ArcArray2};

    pub trait Sealed<A> {}
    impl<A, L> Sealed<A> for ArcArray1<L> {}
    impl<A, L, W> Sealed<A> for (ArcArray1<L>, ArcArray1<W>) {}
    impl<A, L, M> Sealed<A> for (ArcArray1<L>, ArcArray2<A>, ArcArray1<M>) {}
    impl<A, L, W, M> Sealed<A> for (ArcArray1<L>, ArcArray1<W>, ArcArray2<A>, ArcArray1<M>) {}
}
