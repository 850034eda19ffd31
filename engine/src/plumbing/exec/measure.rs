//! How values are measured, and how they lie in memory.

use std::cmp::Reverse;

use ndarray::{ArrayBase, Data, Dimension};

use crate::error::ErrorKind;
use crate::shape::MAX_RANK;
use crate::step::Measure;
use crate::{Error, Result};

/// How values of type `T` are measured.
pub trait MeasureAs<T> {
    /// The measure of a value.
    ///
    /// # Errors
    /// The value has more axes than a shape can hold.
    fn measure(value: &T) -> Result<Measure>;

    /// How a value lies in memory.
    fn order(_: &T) -> Memory {
        Memory::Whole
    }

    /// The value with its axes in another order; nothing is moved in memory.
    ///
    /// # Errors
    /// They are not its axes.
    fn permuted(value: T, _: &[usize]) -> Result<T> {
        Ok(value)
    }
}

/// How a value lies in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Memory {
    /// As its type says.
    Whole,
    /// One element after the other, in this order of the axes, slowest first.
    Axes(Vec<usize>),
    /// With gaps, or backwards.
    Gaps,
}

/// The measure of an input that is not there.
pub const NOT_MEASURED: Measure = Measure::NONE;

/// As arrays.
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

fn in_order<D: Dimension>(axes: &[usize]) -> D {
    let mut order = D::zeros(axes.len());
    for (place, &axis) in order.slice_mut().iter_mut().zip(axes) {
        *place = axis;
    }
    order
}

/// As values without axes.
#[derive(Debug)]
pub struct Whole;

impl<T> MeasureAs<T> for Whole {
    fn measure(value: &T) -> Result<Measure> {
        Ok(Measure::of_value(value))
    }
}
