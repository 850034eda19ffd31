//! `#[step]` on functions and `impl` blocks, run on real arrays.

use std::error::Error as _;
use std::fmt;
use std::ops::Add;

use shapeflow::plumbing::ndarray::{self, ArrayRef2};
use shapeflow::prelude::*;
use shapeflow::step::Out;

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
    assert_eq!(ColumnSums, <ColumnSums as Default>::default());
    assert_eq!(format!("{ColumnSums:?}"), "ColumnSums");
}

/// Adds one in place.
#[step("[n, d] -> [n, d]", name = Increment)]
fn add_one(mut x: Array2<f32>) -> Array2<f32> {
    x += 1.0;
    x
}

#[test]
fn an_owned_array_is_the_buffer_of_the_caller_if_it_has_no_other_owner() {
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

/// Reads a shared array.
#[step("[n, d] -> []")]
fn rows(x: &ArcArray2<u8>) -> usize {
    x.nrows()
}

/// Reads an array of any ownership.
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

/// A text of the program, which is a value like others.
#[step("[] -> []")]
fn first_word(text: &'static str) -> &'static str {
    text.split(' ').next().unwrap_or_default()
}

#[test]
fn values_that_are_no_arrays_flow_as_they_are() {
    assert_eq!(Letters.transform(String::from("grün")).expect("counts"), 4);
    assert_eq!(Twice.transform(String::from("ab")).expect("repeats"), "abab");
    assert_eq!(FirstWord.transform("a b").expect("two words"), "a");
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
    &x * factor + shift + ndarray::aview1(offsets)
}

#[test]
fn further_parameters_are_fields_with_defaults() {
    let x = array![[1.0, 2.0]].into_shared();
    let step = Scale::default();
    assert_eq!(
        (step.factor, step.shift, step.unit.as_str(), &step.offsets[..]),
        (2.0, 0.0, "m", &[0.0, 0.5][..])
    );
    assert_eq!(step.transform(x.clone()).expect("scales"), array![[2.0, 4.5]]);
    let step = Scale { factor: 3.0, unit: "mm".to_owned(), ..Scale::default() };
    assert_eq!(step.transform(x).expect("scales"), array![[4.0, 7.5]]);
    assert!(format!("{:?}", step.clone()).contains("factor: 3.0"));
}

/// Each row's smallest and largest value.
#[step("[n, d] -> [n], [n], []")]
fn extremes(x: ArrayView2<'_, f64>) -> (Array1<f64>, ArcArray1<f64>, usize) {
    let fold =
        |from: f64, pick: fn(f64, f64) -> f64| x.map_axis(Axis(1), |row| row.fold(from, |a, &b| pick(a, b)));
    (fold(f64::INFINITY, f64::min), fold(f64::NEG_INFINITY, f64::max).into_shared(), x.nrows())
}

/// Weighs the rows.
#[step("[n, d], [n] -> [n, d]", rowwise)]
fn weigh(x: Array2<f64>, weights: ArrayView1<'_, f64>) -> Array2<f64> {
    x * weights.insert_axis(Axis(1))
}

#[test]
fn several_inputs_are_a_tuple_and_so_are_several_outputs() {
    let x = array![[1.0, 5.0], [4.0, 2.0]].into_shared();
    let (low, high, rows): (ArcArray1<f64>, ArcArray1<f64>, usize) =
        Extremes.transform(x.clone()).expect("two");
    assert_eq!((low, high, rows), (array![1.0, 2.0].into_shared(), array![5.0, 4.0].into_shared(), 2));
    let out = Weigh.transform((x, array![1.0, 10.0].into_shared())).expect("weighs");
    assert_eq!(out, array![[1.0, 5.0], [40.0, 20.0]]);
}

/// The first `K` columns.
#[step("[n, d] -> [n, K] where K <= d", rowwise)]
pub fn top<const K: usize>(x: ArrayView2<'_, f32>) -> Result<Array2<f32>> {
    if x.ncols() < K {
        return Err(Error::new(format!("{K} columns asked of {}", x.ncols())));
    }
    Ok(x.slice_axis(Axis(1), (..K).into()).to_owned())
}

const WIDTH: usize = 3;

/// Puts rows of `WIDTH` beside each other.
#[step("[n] -> [n / WIDTH, WIDTH]")]
fn fold_rows(x: ArcArray1<u8>) -> std::result::Result<ArcArray2<u8>, ndarray::ShapeError> {
    let rows = x.len() / WIDTH;
    x.into_shape_with_order((rows, WIDTH))
}

#[test]
fn constants_of_the_signature_are_generics_or_in_scope() {
    assert_eq!(<Top<2> as Step>::SIGNATURE, Signature::new("[n, d] -> [n, K] where K <= d", &[("K", 2)]));
    assert_eq!(<FoldRows as Step>::SIGNATURE, Signature::new("[n] -> [n / WIDTH, WIDTH]", &[("WIDTH", 3)]));
    let x = array![[1.0, 2.0, 3.0]].into_shared();
    assert_eq!(Top::<2>.transform(x.clone()).expect("two of three"), array![[1.0, 2.0]]);
    let error = Top::<4>.transform(x).expect_err("four of three");
    assert_eq!((error.message(), error.source().is_none()), ("4 columns asked of 3", true));
    let error = FoldRows.transform(array![1, 2, 3, 4].into_shared()).expect_err("4 values are no rows of 3");
    assert!(error.source().is_some_and(<dyn std::error::Error>::is::<ndarray::ShapeError>));
}

/// An error of the user's own.
#[derive(Debug)]
struct Odd(usize);

impl fmt::Display for Odd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is odd", self.0)
    }
}

impl std::error::Error for Odd {}

/// Implements `Display`, but not `Error`.
struct Words(&'static str);

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

macro_rules! failing {
    ($($name:ident: $error:ty = $value:expr;)+) => {
        $(
            #[step("[n] -> []")]
            fn $name(x: ArrayView1<'_, u8>) -> Result<usize, $error> {
                if x.is_empty() { Err($value) } else { Ok(x.len()) }
            }
        )+
    };
}

failing! {
    fails_with_own: Odd = Odd(3);
    fails_with_text: String = "no rows".to_owned();
    fails_with_words: &'static str = "no words";
    fails_with_box: Box<dyn std::error::Error + Send + Sync> = Box::new(Odd(5));
    fails_with_shown: Words = Words("shown");
    fails_with_io: std::io::Error = std::io::Error::other("disk full");
}

#[test]
fn any_error_of_a_function_keeps_its_message_and_its_source() {
    fn fails<S: Transform<ArcArray1<u8>, Out = usize>>(step: &S) -> (String, bool) {
        assert_eq!(step.transform(array![1, 2].into_shared()).expect("two"), 2);
        let error = step.transform(array![].into_shared()).expect_err("none");
        (error.message().to_owned(), error.source().is_some())
    }
    assert_eq!(fails(&FailsWithOwn), ("3 is odd".to_owned(), true));
    assert_eq!(fails(&FailsWithText), ("no rows".to_owned(), false));
    assert_eq!(fails(&FailsWithWords), ("no words".to_owned(), false));
    assert_eq!(fails(&FailsWithBox), ("5 is odd".to_owned(), true));
    assert_eq!(fails(&FailsWithShown), ("shown".to_owned(), false));
    assert_eq!(fails(&FailsWithIo), ("disk full".to_owned(), true));
    let error = FailsWithOwn.transform(array![].into_shared()).expect_err("none");
    assert!(error.source().is_some_and(|source| source.downcast_ref::<Odd>().is_some_and(|odd| odd.0 == 3)));
}

/// Twice the value, of any number.
#[step("[n, ..] -> [n, ..]", rowwise)]
fn double<'a, A, D>(x: ArrayView<'a, A, D>) -> Array<A, D>
where
    A: Copy + Add<Output = A>,
    D: Dimension,
{
    x.map(|&value| value + value)
}

/// Adds a number of the element's type.
#[step("[n, ..] -> [n, ..]", rowwise)]
fn shift<A: Copy + Add<Output = A>, D: Dimension, const TIMES: usize>(
    mut x: Array<A, D>,
    /// What is added.
    amount: A,
) -> Array<A, D> {
    for _ in 0..TIMES {
        x.mapv_inplace(|value| value + amount);
    }
    x
}

#[test]
fn types_follow_from_the_input_or_from_a_hyperparameter() {
    assert_eq!(Double.transform(array![1, 2].into_shared()).expect("ints"), array![2, 4]);
    assert_eq!(Double.transform(array![[1.5]].into_shared()).expect("floats"), array![[3.0]]);
    let step = Shift::<i32, 2> { amount: 5 };
    assert_eq!(step.transform(array![1, 2].into_shared()).expect("ints"), array![11, 12]);
    assert_eq!(Shift::<f64, 1>::default().amount, 0.0);
}

/// Side by side, from a slice of views.
#[step("[n, d*] -> [n, sum(d)]", rowwise)]
fn beside<A: Clone>(parts: &[ArrayView2<'_, A>]) -> Result<Array2<A>, ndarray::ShapeError> {
    ndarray::concatenate(Axis(1), parts)
}

/// How many there are, from a slice.
#[step("[n, d]* -> []")]
fn how_many(parts: &[ArcArray2<f32>]) -> usize {
    parts.len()
}

/// The last one, from a `Vec`.
#[step("[n, d]* -> [n, d]")]
fn last(mut parts: Vec<ArcArray2<f32>>) -> Result<ArcArray2<f32>, &'static str> {
    parts.pop().ok_or("no parts")
}

/// The sum, in place of the first one.
#[step("[n, d]* -> [n, d]")]
fn total<const N: usize>(parts: [Array2<f32>; N]) -> Array2<f32> {
    let mut parts = parts.into_iter();
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |sum, part| sum + part)
}

/// Of exactly two.
#[step("[n, d]* -> [n, d]")]
fn difference([left, right]: [ArrayView2<'_, f32>; 2]) -> Array2<f32> {
    &left - &right
}

#[test]
fn a_repeated_input_is_an_array_of_any_length() {
    let (a, b) = (array![[1.0f32], [2.0]].into_shared(), array![[10.0f32], [20.0]].into_shared());
    let beside = Beside.transform([a.clone(), b.clone(), a.clone()]).expect("same rows");
    assert_eq!(beside, array![[1.0, 10.0, 1.0], [2.0, 20.0, 2.0]]);
    assert_eq!(HowMany.transform([a.clone()]).expect("one"), 1);
    assert_eq!(Last.transform([a.clone(), b.clone()]).expect("two").as_ptr(), b.as_ptr());
    assert_eq!(Last.transform([]).expect_err("none").message(), "no parts");
    assert_eq!(Difference.transform([b.clone(), a.clone()]).expect("two"), array![[9.0], [18.0]]);
    drop(beside);
    let buffer = b.as_ptr();
    let sum = Total.transform([b, a]).expect("two");
    assert_eq!((sum.as_ptr(), sum), (buffer, array![[11.0], [22.0]].into_shared()));
}

/// Where it runs.
#[step("[n] -> []")]
fn place(_: ArrayView1<'_, f32>, #[default("at ")] prefix: &str, context: &Context<'_>) -> String {
    format!("{prefix}{} ({})", context.path(), context.phase())
}

#[test]
fn the_context_of_the_run_is_passed_on() {
    let run = Run::new();
    let context = Context::root(&run, "digits", Phase::Fit);
    let x = array![1.0].into_shared();
    let step = Place::default();
    assert_eq!(
        step.transform_with(x.clone(), &context.node("place")).expect("a text"),
        "at digits.place (fit)"
    );
    assert_eq!(step.transform(x).expect("a text"), "at  (predict)");
}

/// Multiplies: a step of the user's own type.
#[derive(Debug, Clone)]
struct Multiply {
    factor: f32,
}

#[step("[n, d] -> [n, d]", rowwise)]
impl Multiply {
    fn transform(&self, x: ArrayView2<'_, f32>) -> Array2<f32> {
        &x * self.factor()
    }

    fn factor(&self) -> f32 {
        self.factor
    }
}

#[test]
fn a_block_with_transform_is_stateless() {
    let x = array![[1.0, 2.0]].into_shared();
    let step = Multiply { factor: 3.0 };
    let owned: Array2<f32> = step.transform(x.view());
    let shared: ArcArray2<f32> = Transform::transform(&step, x).expect("multiplies");
    assert_eq!((owned, shared), (array![[3.0, 6.0]], array![[3.0, 6.0]].into_shared()));
    const { assert!(<Multiply as Step>::ROWWISE && !<Multiply as Step>::LEARNS) };
}

/// Learns the mean of each of `C` classes.
#[derive(Debug, Clone, Default)]
struct ClassMeans<const C: usize>;

/// What it learned.
#[derive(Debug, Clone)]
struct FittedClassMeans {
    means: Array1<f64>,
}

#[step("[n] fit([n]) -> [n]", rowwise)]
impl<const C: usize> ClassMeans<C> {
    const EMPTY: &'static str = "a class without rows";

    fn fit(
        &self,
        x: ArrayView1<'_, f64>,
        y: ArrayView1<'_, u8>,
        context: &Context<'_>,
    ) -> Result<FittedClassMeans> {
        let means = (0..C).map(|class| {
            let of_class =
                x.iter().zip(y).filter(|&(_, &label)| usize::from(label) == class).map(|(value, _)| value);
            let (sum, count) = of_class.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
            if count == 0.0 {
                Err(Error::new(format!("{}: {}", context.path(), Self::EMPTY)))
            } else {
                Ok(sum / count)
            }
        });
        Ok(FittedClassMeans { means: means.collect::<Result<_>>()? })
    }
}

#[step]
impl FittedClassMeans {
    fn transform(&self, x: Array1<f64>) -> Array1<f64> {
        x.mapv_into(|value| self.means.iter().map(|mean| (mean - value).abs()).fold(f64::INFINITY, f64::min))
    }
}

#[test]
fn a_block_with_fit_learns() {
    let run = Run::new();
    let context = Context::root(&run, "means", Phase::Fit);
    let (x, y) = (array![1.0, 3.0, 10.0].into_shared(), array![0, 0, 1].into_shared());
    let fitted = Fit::fit(&ClassMeans::<2>, x.clone(), y.clone(), &context).expect("both classes");
    assert_eq!(fitted.means, array![2.0, 10.0]);
    let out: Out<ClassMeans<2>, ArcArray1<f64>> =
        Transform::transform(&fitted, x.clone()).expect("distances");
    assert_eq!(out, array![1.0, 1.0, 0.0]);
    let Err(error) = Fit::fit(&ClassMeans::<3>, x, y, &context) else { panic!("the third class is empty") };
    assert_eq!(error.message(), "means: a class without rows");
    const { assert!(<ClassMeans<2> as Step>::ROWWISE && <ClassMeans<2> as Step>::LEARNS) };
}

/// The largest value of a column of `T`, without targets.
#[derive(Default)]
struct Largest<T>(std::marker::PhantomData<T>);

struct FittedLargest<T>(Option<T>);

#[step("[n] -> [n]")]
impl<T> Largest<T>
where
    T: PartialOrd + Copy,
{
    fn fit(&self, x: ArrayView1<'_, T>) -> FittedLargest<T> {
        FittedLargest(x.iter().copied().reduce(|a, b| if b > a { b } else { a }))
    }
}

#[step]
impl<T: PartialOrd + Copy> FittedLargest<T> {
    fn transform(&self, x: ArrayView1<'_, T>) -> Array1<bool> {
        x.map(|value| Some(*value) == self.0)
    }
}

#[step]
impl<T: PartialOrd + Copy> Twin<T> {
    fn transform<A, const N: usize>(&self, parts: [ArrayView1<'_, A>; N]) -> Result<[usize; 2]>
    where
        A: PartialEq<T>,
    {
        let found = parts.iter().flatten().filter(|&value| self.0.0.is_some_and(|largest| *value == largest));
        Ok([parts.len(), found.count()])
    }
}

/// A type with a fitted one inside.
struct Twin<T>(FittedLargest<T>);

#[test]
fn blocks_may_be_generic() {
    let twin = Twin(FittedLargest(Some(4)));
    let x = array![3, 4].into_shared();
    assert_eq!(Transform::transform(&twin, [x.clone(), x.clone()]).expect("counts"), [2, 2]);
    let fitted = Fit::fit(&Largest::default(), x.clone(), (), &Context::root(&Run::new(), "", Phase::Fit));
    let fitted: FittedLargest<i32> = fitted.expect("learns");
    assert_eq!(Transform::transform(&fitted, x).expect("bools"), array![false, true]);
}

mod elsewhere {
    pub(super) use shapeflow as library;
}

/// Through another path.
#[step("[n] -> [n]", crate = elsewhere::library)]
fn renamed(x: Array1<u8>) -> Array1<u8> {
    x
}

/// Not there.
#[step("[n] -> [n]")]
#[cfg(any())]
fn never(x: Missing) -> Missing {
    x
}

/// Left out without a feature; the attribute is expanded first.
#[cfg(any())]
#[step("[n] -> [n]")]
fn never_either(x: Missing) -> Missing {
    x
}

#[test]
fn steps_may_be_declared_in_a_function() {
    #[step("[n] -> [n]")]
    fn negated(x: Array1<i8>) -> Array1<i8> {
        -x
    }
    assert_eq!(Negated.transform(array![1, -2].into_shared()).expect("negates"), array![-1, 2]);
    assert_eq!(Renamed.transform(array![7].into_shared()).expect("same"), array![7]);
}

/// A parameter named like a variable of the code that the attribute writes.
#[step("[n] -> [n]", name = NamedX)]
fn x(x: Array1<u8>) -> Result<Array1<u8>> {
    Ok(x)
}

/// Named like another.
#[step("[n]* -> []")]
fn parts(parts: &[ArrayView1<'_, u8>], context: &Context<'_>) -> Result<usize, String> {
    if context.path().is_empty() { Ok(parts.len()) } else { Err(context.path()) }
}

#[test]
fn a_function_may_have_any_name() {
    assert_eq!(NamedX.transform(array![7].into_shared()).expect("same"), array![7]);
    assert_eq!(Parts.transform([array![7].into_shared()]).expect("one"), 1);
}

pipeline! {
    /// Steps made of functions and blocks, wired.
    Wired(images: f32[n, 4, 2], weights: f64[n]) fit(label: u8[n]) -> (f32[n, 6], f64[n]) {
        sums = images |> ColumnSums |> Scale { factor: 10.0 };
        both = [sums, sums, sums] |> Beside;
        gaps = weights |> ClassMeans<2>.fit(label);
        (both, gaps)
    }
}

#[test]
fn such_steps_run_in_a_pipeline() {
    let images = Array3::<f32>::ones((3, 4, 2));
    let fitted = Wired::default()
        .fit(images.clone(), array![1.0, 3.0, 10.0], array![0, 0, 1])
        .expect("every class has rows");
    let WiredOutput { both, gaps } = fitted.predict(images, array![1.0, 3.0, 10.0]).expect("predicts");
    assert_eq!((both.dim(), both[[0, 0]], both[[2, 5]]), ((3, 6), 40.0, 40.5));
    assert_eq!(gaps, array![1.0, 1.0, 0.0]);
}
