//! How values are measured, and their layout in memory.
//!
//! Invariant: an array whose axes are permuted by the axes of its [`order`](MeasureAs::order) has the standard layout,
//! and no element is moved in memory.

use std::cmp::Reverse;

use ndarray::{ArrayBase, Data, Dimension};

use crate::diagnostics::poison::Poison;
use crate::error::ErrorKind;
use crate::records::{Nullable, Plain, Record, Records};
use crate::shape::MAX_RANK;
use crate::sparse::Sparse;
use crate::step::Measure;
use crate::{Error, Result};

/// How values of type `T` are measured.
pub trait MeasureAs<T> {
    /// Returns the measure of a value.
    ///
    /// # Errors
    /// The value has more axes than a shape can hold.
    fn measure(value: &T) -> Result<Measure>;

    /// Returns the layout of a value in memory.
    fn order(_: &T) -> Memory {
        Memory::Whole
    }

    /// Returns the value with its axes in another order. No element is moved in memory.
    ///
    /// # Errors
    /// The numbers are not the axes of the value.
    fn permuted(value: T, _: &[usize]) -> Result<T> {
        Ok(value)
    }
}

/// The layout of a value in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Memory {
    /// The layout that its type determines.
    Whole,
    /// Without gaps, with the axes in this order, slowest first.
    Axes(Vec<usize>),
    /// With gaps, or with a negative stride.
    Gaps,
}

/// The measure of an input that a run does not have.
pub const NOT_MEASURED: Measure = Measure::NONE;

/// Measures arrays, sparse matrices and columns by their axes.
#[derive(Debug)]
pub struct ByAxes;

impl<S: Data, D: Dimension> MeasureAs<ArrayBase<S, D>> for ByAxes {
    fn measure(array: &ArrayBase<S, D>) -> Result<Measure> {
        Measure::of_array(array).ok_or_else(|| {
            Error::of_kind(
                ErrorKind::Shape,
                format!("a shape holds up to {MAX_RANK} axes, got {}", array.ndim()),
            )
        })
    }

    fn order(array: &ArrayBase<S, D>) -> Memory {
        let mut axes: Vec<usize> = (0..array.ndim()).collect();
        axes.sort_by_key(|&axis| Reverse(array.strides().get(axis).map(|stride| stride.unsigned_abs())));
        let turned = array.view().permuted_axes(in_order::<D>(&axes));
        if turned.is_standard_layout() { Memory::Axes(axes) } else { Memory::Gaps }
    }

    fn permuted(array: ArrayBase<S, D>, axes: &[usize]) -> Result<ArrayBase<S, D>> {
        let mut sorted = axes.to_vec();
        sorted.sort_unstable();
        if !sorted.into_iter().eq(0..array.ndim()) {
            return Err(Error::new(format!("expected an order of {} axes, got {axes:?}", array.ndim())));
        }
        Ok(array.permuted_axes(in_order::<D>(axes)))
    }
}

impl<T: Plain> MeasureAs<Nullable<T>> for ByAxes {
    fn measure(column: &Nullable<T>) -> Result<Measure> {
        Ok(Measure::of_rows(column.len(), column.len() * size_of::<T>()))
    }
}

impl<A> MeasureAs<Sparse<A>> for ByAxes {
    fn measure(matrix: &Sparse<A>) -> Result<Measure> {
        Ok(Measure::of_sparse(matrix.shape(), matrix.bytes()))
    }
}

/// Of a value whose type has an error, so that no second one is reported. None exists.
impl MeasureAs<Poison> for ByAxes {
    fn measure(_: &Poison) -> Result<Measure> {
        Ok(Measure::NONE)
    }
}

/// The bytes are those of the rows as structs.
impl<R: Record> MeasureAs<Records<R>> for ByAxes {
    fn measure(records: &Records<R>) -> Result<Measure> {
        Ok(Measure::of_rows(records.len(), records.len() * size_of::<R>()))
    }
}

fn in_order<D: Dimension>(axes: &[usize]) -> D {
    let mut order = D::zeros(axes.len());
    for (place, &axis) in order.slice_mut().iter_mut().zip(axes) {
        *place = axis;
    }
    order
}

/// Measures values without axes.
#[derive(Debug)]
pub struct Whole;

impl<T> MeasureAs<T> for Whole {
    fn measure(value: &T) -> Result<Measure> {
        Ok(Measure::of_value(value))
    }
}
