//! [`Values`]: what the laws ask of an input or an output, whatever its type.

use std::ops::Range;

use ndarray::{ArcArray, ArcArray2, Array1, Axis, Dimension, RemoveAxis, Slice};

use super::cell::Cell;
use crate::batches::Table;
use crate::records::{Nullable, Plain};
use crate::shape::{Dim, Shape};
use crate::step::Features;

/// Values with rows.
pub(super) trait Values: Clone + Send + Sync + 'static {
    fn rows(&self) -> usize;

    fn part(&self, range: Range<usize>) -> Self;

    fn stack(parts: Vec<Self>) -> Self;

    /// The shape of each array.
    fn shapes(&self) -> Vec<Shape>;

    /// The lengths of the axes of each array.
    fn lengths(&self) -> Vec<Vec<usize>>;

    /// Adds all numbers in the order of the rows, a zero where none is stored.
    fn push_numbers(&self, numbers: &mut Vec<f64>);

    fn numbers(&self) -> Vec<f64> {
        let mut numbers = Vec::new();
        self.push_numbers(&mut numbers);
        numbers
    }

    /// What is stored, to the bit.
    fn bits(&self) -> Vec<u64> {
        self.meaning()
    }

    /// The numbers to the bit, however they are stored.
    fn meaning(&self) -> Vec<u64> {
        self.numbers().into_iter().map(f64::to_bits).collect()
    }

    /// The features of each array.
    fn features(&self) -> Vec<Features> {
        let of = |lengths: Vec<usize>| {
            let axes: Vec<Option<usize>> = lengths.into_iter().skip(1).map(Some).collect();
            Features::numbered("x", &axes)
        };
        self.lengths().into_iter().map(of).collect()
    }

    /// The same values in other layouts of memory.
    fn layouts(&self) -> Vec<(&'static str, Self)> {
        Vec::new()
    }

    /// What a step may be given instead of these rows, with what is wrong.
    fn wrong(&self) -> Vec<(&'static str, Self)> {
        Vec::new()
    }
}

pub(super) fn shape_of(lengths: &[usize]) -> Shape {
    let dims: Vec<Dim> = lengths.iter().map(|&length| Dim::constant(length as i64)).collect();
    Shape::from_dims(&dims).expect("up to six axes")
}

impl Values for () {
    fn rows(&self) -> usize {
        0
    }

    fn part(&self, _: Range<usize>) {}

    fn stack(_: Vec<()>) {}

    fn shapes(&self) -> Vec<Shape> {
        Vec::new()
    }

    fn lengths(&self) -> Vec<Vec<usize>> {
        Vec::new()
    }

    fn push_numbers(&self, _: &mut Vec<f64>) {}
}

impl<A: Cell, D: RemoveAxis + Dimension + 'static> Values for ArcArray<A, D> {
    fn rows(&self) -> usize {
        self.len_of(Axis(0))
    }

    fn part(&self, range: Range<usize>) -> Self {
        self.slice_axis(Axis(0), Slice::from(range)).to_shared()
    }

    fn stack(parts: Vec<Self>) -> Self {
        Table::stack(&parts).expect("equal widths")
    }

    fn shapes(&self) -> Vec<Shape> {
        vec![shape_of(self.shape())]
    }

    fn lengths(&self) -> Vec<Vec<usize>> {
        vec![self.shape().to_vec()]
    }

    fn push_numbers(&self, numbers: &mut Vec<f64>) {
        numbers.extend(self.iter().map(Cell::number));
    }

    fn layouts(&self) -> Vec<(&'static str, Self)> {
        let by_columns = self.t().as_standard_layout().into_owned().reversed_axes().into_shared();
        let mut backwards = self.clone();
        backwards.invert_axis(Axis(0));
        let mut reversed = backwards.as_standard_layout().into_owned().into_shared();
        reversed.invert_axis(Axis(0));
        vec![("Fortran order", by_columns), ("reversed strides", reversed)]
    }

    fn wrong(&self) -> Vec<(&'static str, Self)> {
        let last = Axis(self.ndim() - 1);
        let mut wrong = vec![("no rows", self.part(0..0)), ("one row", self.part(0..1))];
        if self.ndim() > 1 {
            let columns = |range: Range<usize>| self.slice_axis(last, Slice::from(range)).to_shared();
            wrong.push(("no columns", columns(0..0)));
            wrong.push(("fewer columns", columns(0..self.len_of(last) - 1)));
        }
        let place = self.len() - 1;
        let mut with = |name: &'static str, cell: Option<A>, chosen: &dyn Fn(usize) -> bool| {
            let Some(cell) = cell else { return };
            let mut changed = self.clone();
            for (at, slot) in changed.iter_mut().enumerate() {
                if chosen(at) {
                    *slot = cell.clone();
                }
            }
            wrong.push((name, changed));
        };
        let width = if self.ndim() > 1 { self.len_of(last) } else { 1 };
        with("a constant column", self.first().cloned(), &|at| at % width == 0);
        with("all equal", self.first().cloned(), &|_| true);
        with("all NaN", A::of(f64::NAN), &|_| true);
        with("one NaN", A::of(f64::NAN), &|at| at == place);
        with("infinity", A::of(f64::INFINITY), &|at| at == place);
        with("one huge value", A::huge(), &|at| at == place);
        with("huge values", A::huge(), &|at| at % (2 * width) == 0);
        for (name, cell) in A::odd() {
            with(name, Some(cell), &|at| at == place);
        }
        wrong
    }
}

impl<T: Cell + Plain> Values for Nullable<T> {
    fn rows(&self) -> usize {
        self.len()
    }

    fn part(&self, range: Range<usize>) -> Self {
        Table::row_range(self, range).expect("within")
    }

    fn stack(parts: Vec<Self>) -> Self {
        Table::stack(&parts).expect("columns")
    }

    fn shapes(&self) -> Vec<Shape> {
        vec![shape_of(&[self.len()])]
    }

    fn lengths(&self) -> Vec<Vec<usize>> {
        vec![vec![self.len()]]
    }

    fn push_numbers(&self, numbers: &mut Vec<f64>) {
        numbers.extend(self.iter().map(|cell| cell.map_or(f64::NEG_INFINITY, Cell::number)));
    }

    fn wrong(&self) -> Vec<(&'static str, Self)> {
        let cells: Vec<Option<T>> = self.iter().map(Option::<&T>::cloned).collect();
        let mut wrong = vec![("no rows", self.part(0..0)), ("one row", self.part(0..1))];
        wrong.push(("all missing", cells.iter().map(|_| None).collect()));
        let mut with = |name, cell: Option<T>| {
            let Some(cell) = cell else { return };
            let last = cells.len() - 1;
            let changed = cells.iter().enumerate();
            let changed = changed.map(|(at, old)| if at == last { Some(cell.clone()) } else { old.clone() });
            wrong.push((name, changed.collect()));
        };
        with("one NaN", T::of(f64::NAN));
        with("infinity", T::of(f64::INFINITY));
        with("one huge value", T::huge());
        for (name, cell) in T::odd() {
            with(name, Some(cell));
        }
        wrong
    }
}

macro_rules! tuples {
    ($($($part:ident $at:tt)+);+) => {
        $(impl<$($part: Values),+> Values for ($($part,)+) {
            fn rows(&self) -> usize {
                self.0.rows()
            }

            fn part(&self, range: Range<usize>) -> Self {
                ($(self.$at.part(range.clone()),)+)
            }

            fn stack(parts: Vec<Self>) -> Self {
                ($($part::stack(parts.iter().map(|part| part.$at.clone()).collect()),)+)
            }

            fn shapes(&self) -> Vec<Shape> {
                [$(self.$at.shapes()),+].concat()
            }

            fn lengths(&self) -> Vec<Vec<usize>> {
                [$(self.$at.lengths()),+].concat()
            }

            fn push_numbers(&self, numbers: &mut Vec<f64>) {
                $(self.$at.push_numbers(numbers);)+
            }

            fn wrong(&self) -> Vec<(&'static str, Self)> {
                let with = |(name, first): (_, A)| {
                    let mut all = self.part(0..first.rows());
                    all.0 = first;
                    (name, all)
                };
                self.0.wrong().into_iter().map(with).collect()
            }
        })+
    };
}
tuples!(A 0; A 0 B 1; A 0 B 1 C 2);

impl<X: Values> Values for [X; 2] {
    fn rows(&self) -> usize {
        self[0].rows()
    }

    fn part(&self, range: Range<usize>) -> Self {
        self.each_ref().map(|values| values.part(range.clone()))
    }

    fn stack(parts: Vec<Self>) -> Self {
        [0, 1].map(|at| X::stack(parts.iter().map(|part| part[at].clone()).collect()))
    }

    fn layouts(&self) -> Vec<(&'static str, Self)> {
        let [left, right] = self.each_ref().map(Values::layouts);
        left.into_iter().zip(right).map(|((name, left), (_, right))| (name, [left, right])).collect()
    }

    fn shapes(&self) -> Vec<Shape> {
        self.iter().flat_map(Values::shapes).collect()
    }

    fn lengths(&self) -> Vec<Vec<usize>> {
        self.iter().flat_map(Values::lengths).collect()
    }

    fn push_numbers(&self, numbers: &mut Vec<f64>) {
        self.iter().for_each(|values| values.push_numbers(numbers));
    }

    fn bits(&self) -> Vec<u64> {
        self.iter().flat_map(Values::bits).collect()
    }

    fn wrong(&self) -> Vec<(&'static str, Self)> {
        let of = |(name, first): (_, X)| {
            let second = self[1].part(0..first.rows());
            (name, [first, second])
        };
        self[0].wrong().into_iter().map(of).collect()
    }
}

/// Rows of `f32`.
pub(super) fn narrow(x: &ArcArray2<f64>) -> ArcArray2<f32> {
    x.mapv(|value| value as f32).into_shared()
}

/// The numbers in an order that is not that of the rows, without a random number.
pub(super) fn mixed(rows: usize, step: usize) -> Array1<f64> {
    (0..rows).map(|row| (row * step % 97) as f64 / 97.0).collect()
}
