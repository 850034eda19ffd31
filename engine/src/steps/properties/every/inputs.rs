//! The inputs and targets of the table, by their number of rows.

use ndarray::{ArcArray, ArcArray1, ArcArray2, Array2, Array3, Axis, Ix3};

use super::super::rows;
use super::values::{mixed, narrow};
use crate::records::{Category, Nullable};
use crate::sparse::Sparse;

pub(super) fn none(_: usize) {}

/// Four columns around 0 whose spread differs, the third with ties.
pub(super) fn numbers(count: usize) -> ArcArray2<f64> {
    let (x, _) = rows(7, count, 4, 3);
    let mut x = x.into_owned();
    for (column, (offset, scale)) in
        [(10.0, 0.01), (100.0, 0.1), (1000.0, 1.0), (10_000.0, 10.0)].into_iter().enumerate()
    {
        x.column_mut(column).mapv_inplace(|value| (value - offset) / scale * (column + 1) as f64);
    }
    x.column_mut(2).mapv_inplace(|value| (value * 4.0).round() / 4.0);
    x.into_shared()
}

pub(super) fn narrow_numbers(count: usize) -> ArcArray2<f32> {
    narrow(&numbers(count))
}

/// The first of these columns, as values with one axis.
pub(super) fn one_column(count: usize) -> ArcArray1<f64> {
    numbers(count).index_axis_move(Axis(1), 0)
}

/// Columns of numbers above 0.
pub(super) fn positive(count: usize) -> ArcArray2<f64> {
    numbers(count).mapv(|value| value.abs() + 0.5).into_shared()
}

pub(super) fn narrow_positive(count: usize) -> ArcArray2<f32> {
    narrow(&positive(count))
}

/// Numbers from 0 to 1.
pub(super) fn shares(count: usize) -> ArcArray2<f64> {
    let numbers = mixed(count * 4, 29);
    Array2::from_shape_fn((count, 4), |(row, column)| numbers[row * 4 + column]).into_shared()
}

pub(super) fn narrow_shares(count: usize) -> ArcArray2<f32> {
    narrow(&shares(count))
}

pub(super) fn pictures(count: usize) -> ArcArray<f64, Ix3> {
    let numbers = mixed(count * 6, 31);
    Array3::from_shape_fn((count, 2, 3), |(row, y, x)| numbers[row * 6 + y * 3 + x]).into_shared()
}

pub(super) fn pair(count: usize) -> [ArcArray2<f64>; 2] {
    [numbers(count), positive(count)]
}

pub(super) fn classes(count: usize) -> ArcArray1<u8> {
    (0..count).map(|row| (row % 3) as u8).collect()
}

pub(super) fn sides(count: usize) -> ArcArray1<u8> {
    (0..count).map(|row| (row % 2) as u8).collect()
}

pub(super) fn amounts(count: usize) -> ArcArray1<f64> {
    let x = numbers(count);
    x.rows().into_iter().map(|row| row[0] - 0.5 * row[2] + 1.0).collect()
}

pub(super) fn amounts_above_0(count: usize) -> ArcArray1<f64> {
    amounts(count).mapv(|amount| amount.abs() + 0.1).into_shared()
}

/// The numbers where a third of the places are 0.
pub(super) fn holes(count: usize) -> ArcArray2<f64> {
    let mut x = numbers(count);
    for ((row, column), value) in x.indexed_iter_mut() {
        if (row * 2 + column) % 3 == 1 {
            *value = 0.0;
        }
    }
    x
}

/// The same numbers, of which some zeros are stored and some are not.
pub(super) fn sparse(count: usize) -> Sparse<f64> {
    let x = holes(count);
    let stored = x.indexed_iter().filter(|((row, column), value)| **value != 0.0 || (row + column) % 5 == 2);
    let stored = stored.map(|((row, column), &value)| (row, column, value));
    Sparse::from_triplets(x.dim(), stored).expect("inside")
}

pub(super) fn narrow_sparse(count: usize) -> Sparse<f32> {
    sparse(count).map(|&value| value as f32)
}

/// So many columns that their products are not computed, of which most have no value.
pub(super) fn wide_sparse(count: usize) -> Sparse<f64> {
    let none = Sparse::from_triplets((count, 1100), []).expect("inside");
    Sparse::beside(&[sparse(count), none]).expect("as many rows")
}

pub(super) fn sparse_pair(count: usize) -> [Sparse<f64>; 2] {
    [sparse(count), counts(count)]
}

/// Whole numbers above 0, and zeros of which some are stored.
pub(super) fn counts(count: usize) -> Sparse<f64> {
    sparse(count).map(|value| value.abs().ceil().min(9.0))
}

pub(super) fn narrow_counts(count: usize) -> Sparse<f32> {
    counts(count).map(|&value| value as f32)
}

/// Texts of up to five of eight words, in upper and lower case; some have no word of two letters.
pub(super) fn sentences(count: usize) -> ArcArray1<String> {
    const WORDS: [&str; 8] = ["The", "café", "of", "A", "river", "the", "runs", "\u{d6}l"];
    let sentence = |row: usize| {
        let words: Vec<&str> = (0..row % 6).map(|at| WORDS[(row * 3 + at * at) % WORDS.len()]).collect();
        words.join(if row.is_multiple_of(2) { " " } else { ", " })
    };
    (0..count).map(sentence).collect()
}

const WORDS: [&str; 5] = ["c", "a", "b", "a", "d"];

pub(super) fn texts(count: usize) -> ArcArray1<String> {
    (0..count).map(|row| WORDS[row * 3 % 5].to_owned()).collect()
}

pub(super) fn categories(count: usize) -> ArcArray1<Category> {
    texts(count).mapv(Category::from).into_shared()
}

pub(super) fn gappy_texts(count: usize) -> Nullable<String> {
    let texts = texts(count);
    (0..count).map(|row| (row % 7 != 3).then(|| texts[row].clone())).collect()
}

pub(super) fn gappy_column(count: usize) -> Nullable<f64> {
    let values = one_column(count);
    (0..count).map(|row| (row % 7 != 3).then(|| values[row])).collect()
}

/// Some values of each column are NaN.
pub(super) fn gappy(count: usize) -> ArcArray2<f64> {
    let mut x = numbers(count);
    for ((row, column), value) in x.indexed_iter_mut() {
        if (row * 5 + column * 3) % 11 == 4 {
            *value = f64::NAN;
        }
    }
    x
}

pub(super) fn narrow_gappy(count: usize) -> ArcArray2<f32> {
    narrow(&gappy(count))
}

pub(super) fn rows_and_classes(count: usize) -> (ArcArray2<f64>, ArcArray1<u8>) {
    (numbers(count), sides(count))
}

pub(super) fn column_and_table(count: usize) -> (ArcArray1<u8>, ArcArray2<f64>) {
    (classes(count), numbers(count))
}

/// A table whose last column counts the rows.
pub(super) fn windows(count: usize) -> ArcArray2<f64> {
    Array2::from_shape_fn((count, 3), |(row, at)| (row + at) as f64).into_shared()
}
