//! `#[step]` on functions and `impl` blocks, run on real arrays.

use shapeflow::expand::ndarray::{self, ArrayRef2, Dim, LinalgScalar};
use shapeflow::prelude::*;

/// Sum of each column.
#[step("[n, h, w] -> [n, w]", rowwise)]
pub fn column_sums(images: ArrayView3<'_, f32>) -> Array2<f32> {
    images.sum_axis(Axis(1))
}

#[test]
fn a_function_on_a_view_becomes_a_unit_struct() {
    let images = Array::from_iter((0..12).map(|i| i as f32)).into_shape_with_order((2, 3, 2)).expect("12");
    let expected = column_sums(images.view());
    let out: ArcArray2<f32> = ColumnSums.transform(images.into_shared()).expect("sums");
    assert_eq!(out, expected);
    assert_eq!(out, array![[6.0, 9.0], [24.0, 27.0]]);
    assert_eq!(<ColumnSums as Step>::SIGNATURE, Signature::new("[n, h, w] -> [n, w]", &[]));
    const { assert!(<ColumnSums as Step>::ROWWISE && !<ColumnSums as Step>::LEARNS) };
    assert_eq!(ColumnSums, ColumnSums::default().clone());
    assert_eq!(format!("{ColumnSums:?}"), "ColumnSums");
}

/// Adds one in place.
#[step("[n, d] -> [n, d]", name = Increment)]
fn add_one(mut x: Array2<f32>) -> Array2<f32> {
    x += 1.0;
    x
}

#[test]
fn an_owned_array_is_the_callers_buffer_where_nobody_else_has_it() {
    let x = Array2::<f32>::zeros((3, 2)).into_shared();
    let buffer = x.as_ptr();
    let out = Increment.transform(x).expect("adds");
    assert_eq!((out.as_ptr(), out[[2, 1]]), (buffer, 1.0));

    let kept = out.clone();
    let again = Increment.transform(out).expect("adds");
    assert_ne!(again.as_ptr(), buffer);
    assert_eq!((kept[[0, 0]], again[[0, 0]]), (1.0, 2.0));
    const { assert!(!<Increment as Step>::ROWWISE) };
}

/// Passes a shared array on.
#[step("[n, d] -> [n, d]")]
fn same(x: ArcArray2<u8>) -> ArcArray2<u8> {
    x
}

/// Looks at a shared array.
#[step("[n, d] -> []")]
fn rows(x: &ArcArray2<u8>) -> usize {
    x.nrows()
}

/// Looks at an array, whoever owns it.
#[step("[n, d] -> []")]
fn columns(x: &ArrayRef2<u8>) -> usize {
    x.ncols()
}

#[test]
fn shared_arrays_pass_without_a_copy_and_plain_values_as_they_are() {
    let x = Array2::<u8>::zeros((3, 2)).into_shared();
    assert_eq!(Same.transform(x.clone()).expect("same").as_ptr(), x.as_ptr());
    assert_eq!((Rows.transform(x.clone()).expect("rows"), Columns.transform(x).expect("columns")), (3, 2));
}

/// Counts letters.
#[step("[] -> []")]
fn letters(text: &str) -> usize {
    text.chars().count()
}

/// Two of one.
#[step("[] -> []")]
fn twice(text: String) -> String {
    text.repeat(2)
}

#[test]
fn values_that_are_no_arrays_flow_as_they_are() {
    assert_eq!(Letters.transform(String::from("grün")).expect("counts"), 4);
    assert_eq!(Twice.transform(String::from("ab")).expect("repeats"), "abab");
}

/// Multiplies and shifts.
#[step("[n, d] -> [n, d]")]
pub fn scale(
    x: ArrayView2<'_, f32>,
    /// What every value is multiplied by.
    #[default(2.0)]
    factor: f32,
    /// What is added after that.
    mut shift: f32,
    /// Written nowhere.
    #[default("m")]
    unit: &str,
    /// Added to each column.
    #[default([0.0, 0.5])]
    offsets: &[f32],
) -> Array2<f32> {
    shift += unit.len() as f32 - 1.0;
    &x * factor + shift + &ndarray::aview1(offsets)
}

#[test]
fn further_parameters_are_fields_with_defaults() {
    let x = array![[1.0, 2.0]].into_shared();
    let step = Scale::default();
    assert_eq!((step.factor, step.shift, step.unit.as_str(), &step.offsets[..]), (2.0, 0.0, "m", &[0.0, 0.5][..]));
    assert_eq!(step.transform(x.clone()).expect("scales"), array![[2.0, 4.5]]);
    let step = Scale { factor: 3.0, unit: "mm".to_owned(), ..Scale::default() };
    assert_eq!(step.transform(x).expect("scales"), array![[4.0, 7.5]]);
    assert!(format!("{:?}", step.clone()).contains("factor: 3.0"));
}
