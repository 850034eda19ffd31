// The expansion of the pipeline `Digits` in `examples/digits.rs`, to read what the macro writes. A test compares it.
//
// To write it anew: SHAPEFLOW_BLESS=1 cargo test -p shapeflow-macros --lib expansion
// To see the expansion of your own pipelines: SHAPEFLOW_DUMP=folder cargo check
//
// Names that start with `__` are hygienic: they cannot conflict with names of the user.

#[doc = " Reads a handwritten digit from its 8x8 image."]
#[allow(
    dead_code,
    missing_docs,
    clippy::struct_field_names,
    clippy::module_name_repetitions,
    clippy::pub_underscore_fields,
    clippy::derive_partial_eq_without_eq
)]
pub struct Digits {
    pub pixels: DigitsPixelsSteps,
    pub strokes: DigitsStrokesSteps,
    pub probs: DigitsProbsSteps,
}
#[doc = "The fitted pipeline [`Digits`]."]
#[allow(
    dead_code,
    missing_docs,
    clippy::struct_field_names,
    clippy::module_name_repetitions,
    clippy::pub_underscore_fields,
    clippy::derive_partial_eq_without_eq
)]
pub struct DigitsFitted {
    pub pixels: DigitsPixelsFitted,
    pub strokes: DigitsStrokesFitted,
    pub probs: DigitsProbsFitted,
}
#[automatically_derived]
#[allow(clippy::needless_update)]
impl ::core::default::Default for Digits
where
    for<'late> ::shapeflow::plumbing::Field<0>:
        ::shapeflow::plumbing::DefaultFields<'late, (DigitsPixelsSteps, DigitsStrokesSteps, DigitsProbsSteps)>,
{
    fn default() -> Self {
        let (rest_0, rest_1, rest_2) = <::shapeflow::plumbing::Field<0> as ::shapeflow::plumbing::DefaultFields<
            '_,
            (DigitsPixelsSteps, DigitsStrokesSteps, DigitsProbsSteps),
        >>::default_fields();
        Self { pixels: rest_0, strokes: rest_1, probs: rest_2 }
    }
}
#[allow(dead_code, clippy::should_implement_trait)]
impl Digits {
    #[doc = r" Creates the pipeline. Each hyperparameter has the value that the pipeline sets, or the default of its"]
    #[doc = r" step."]
    pub fn default() -> Self
    where
        for<'late> __DigitsStep0: ::shapeflow::diagnostics::HasDefault<'late>,
        for<'late> __DigitsStep1: ::shapeflow::diagnostics::HasDefault<'late>,
        for<'late> __DigitsStep2: ::shapeflow::diagnostics::HasDefault<'late>,
        for<'late> __DigitsStep3: ::shapeflow::diagnostics::HasDefault<'late>,
        for<'late> __DigitsStep4: ::shapeflow::diagnostics::HasDefault<'late>,
        for<'late> __DigitsStep5: ::shapeflow::diagnostics::HasDefault<'late>,
        for<'late> __DigitsStep6: ::shapeflow::diagnostics::HasDefault<'late>,
        for<'late> __DigitsStep7: ::shapeflow::diagnostics::HasDefault<'late>,
    {
        <Self as ::core::default::Default>::default()
    }
}
type __DigitsFields0 = (DigitsPixelsSteps, DigitsStrokesSteps, DigitsProbsSteps);
#[automatically_derived]
impl ::core::clone::Clone for Digits
where
    for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::CloneFields<'late, __DigitsFields0>,
{
    fn clone(&self) -> Self {
        let (pixels, strokes, probs) = <::shapeflow::plumbing::Field<0> as ::shapeflow::plumbing::CloneFields<
            '_,
            __DigitsFields0,
        >>::clone_fields((&self.pixels, &self.strokes, &self.probs));
        Self { pixels, strokes, probs }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for Digits
where
    for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::DebugFields<'late, __DigitsFields0>,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = formatter.debug_struct("Digits");
        <::shapeflow::plumbing::Field<0> as ::shapeflow::plumbing::DebugFields<'_, __DigitsFields0>>::debug_fields(
            (&self.pixels, &self.strokes, &self.probs),
            &["pixels", "strokes", "probs"],
            &mut debug,
        );
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
type __DigitsFittedFields0 = (DigitsPixelsFitted, DigitsStrokesFitted, DigitsProbsFitted);
#[automatically_derived]
impl ::core::clone::Clone for DigitsFitted
where
    for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::CloneFields<'late, __DigitsFittedFields0>,
{
    fn clone(&self) -> Self {
        let (pixels, strokes, probs) = <::shapeflow::plumbing::Field<0> as ::shapeflow::plumbing::CloneFields<
            '_,
            __DigitsFittedFields0,
        >>::clone_fields((&self.pixels, &self.strokes, &self.probs));
        Self { pixels, strokes, probs }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DigitsFitted
where
    for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::DebugFields<'late, __DigitsFittedFields0>,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = formatter.debug_struct("DigitsFitted");
        < :: shapeflow :: plumbing :: Field < 0 > as :: shapeflow :: plumbing :: DebugFields < '_ , __DigitsFittedFields0 >> :: debug_fields ((& self . pixels , & self . strokes , & self . probs ,) , & ["pixels" , "strokes" , "probs"] , & mut debug ,) ;
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
#[doc = "The steps of `pixels` in [`Digits`]."]
#[allow(
    dead_code,
    missing_docs,
    clippy::struct_field_names,
    clippy::module_name_repetitions,
    clippy::pub_underscore_fields,
    clippy::derive_partial_eq_without_eq
)]
pub struct DigitsPixelsSteps {
    pub flatten: __DigitsField0,
    pub standard_scaler: __DigitsField1,
}
#[doc = "The fitted steps of `pixels` in [`Digits`]."]
#[allow(
    dead_code,
    missing_docs,
    clippy::struct_field_names,
    clippy::module_name_repetitions,
    clippy::pub_underscore_fields,
    clippy::derive_partial_eq_without_eq
)]
pub struct DigitsPixelsFitted {
    pub flatten: <__DigitsField0 as ::shapeflow::step::Step>::Fitted,
    pub standard_scaler: <__DigitsField1 as ::shapeflow::step::Step>::Fitted,
}
#[automatically_derived]
#[allow(clippy::needless_update)]
impl ::core::default::Default for DigitsPixelsSteps
where
    for<'late> ::shapeflow::plumbing::Field<0>:
        ::shapeflow::plumbing::DefaultFields<'late, (__DigitsStep0, __DigitsStep1)>,
{
    fn default() -> Self {
        let (rest_0, rest_1) = <::shapeflow::plumbing::Field<0> as ::shapeflow::plumbing::DefaultFields<
            '_,
            (__DigitsStep0, __DigitsStep1),
        >>::default_fields();
        Self { flatten: rest_0, standard_scaler: rest_1 }
    }
}
type __DigitsPixelsStepsFields0 = (__DigitsStep0, __DigitsStep1);
#[automatically_derived]
impl ::core::clone::Clone for DigitsPixelsSteps
where
    for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::CloneFields<'late, __DigitsPixelsStepsFields0>,
{
    fn clone(&self) -> Self {
        let (flatten, standard_scaler) = <::shapeflow::plumbing::Field<0> as ::shapeflow::plumbing::CloneFields<
            '_,
            __DigitsPixelsStepsFields0,
        >>::clone_fields((&self.flatten, &self.standard_scaler));
        Self { flatten, standard_scaler }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DigitsPixelsSteps
where
    for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::DebugFields<'late, __DigitsPixelsStepsFields0>,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = formatter.debug_struct("DigitsPixelsSteps");
        < :: shapeflow :: plumbing :: Field < 0 > as :: shapeflow :: plumbing :: DebugFields < '_ , __DigitsPixelsStepsFields0 >> :: debug_fields ((& self . flatten , & self . standard_scaler ,) , & ["flatten" , "standard_scaler"] , & mut debug ,) ;
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
type __DigitsPixelsFittedFields0 =
    (<__DigitsStep0 as ::shapeflow::step::Step>::Fitted, <__DigitsStep1 as ::shapeflow::step::Step>::Fitted);
#[automatically_derived]
impl ::core::clone::Clone for DigitsPixelsFitted
where
    for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::CloneFields<'late, __DigitsPixelsFittedFields0>,
{
    fn clone(&self) -> Self {
        let (flatten, standard_scaler) = <::shapeflow::plumbing::Field<0> as ::shapeflow::plumbing::CloneFields<
            '_,
            __DigitsPixelsFittedFields0,
        >>::clone_fields((&self.flatten, &self.standard_scaler));
        Self { flatten, standard_scaler }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DigitsPixelsFitted
where
    for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::DebugFields<'late, __DigitsPixelsFittedFields0>,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = formatter.debug_struct("DigitsPixelsFitted");
        < :: shapeflow :: plumbing :: Field < 0 > as :: shapeflow :: plumbing :: DebugFields < '_ , __DigitsPixelsFittedFields0 >> :: debug_fields ((& self . flatten , & self . standard_scaler ,) , & ["flatten" , "standard_scaler"] , & mut debug ,) ;
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
#[doc = "The steps of `strokes` in [`Digits`]."]
#[allow(
    dead_code,
    missing_docs,
    clippy::struct_field_names,
    clippy::module_name_repetitions,
    clippy::pub_underscore_fields,
    clippy::derive_partial_eq_without_eq
)]
pub struct DigitsStrokesSteps {
    pub column_sums: __DigitsField2,
    pub row_sums: __DigitsField3,
    pub concat: __DigitsField4,
    pub pca: __DigitsField5,
}
#[doc = "The fitted steps of `strokes` in [`Digits`]."]
#[allow(
    dead_code,
    missing_docs,
    clippy::struct_field_names,
    clippy::module_name_repetitions,
    clippy::pub_underscore_fields,
    clippy::derive_partial_eq_without_eq
)]
pub struct DigitsStrokesFitted {
    pub column_sums: <__DigitsField2 as ::shapeflow::step::Step>::Fitted,
    pub row_sums: <__DigitsField3 as ::shapeflow::step::Step>::Fitted,
    pub concat: <__DigitsField4 as ::shapeflow::step::Step>::Fitted,
    pub pca: <__DigitsField5 as ::shapeflow::step::Step>::Fitted,
}
#[automatically_derived]
#[allow(clippy::needless_update)]
impl ::core::default::Default for DigitsStrokesSteps
where
    for<'late> ::shapeflow::plumbing::Field<0>:
        ::shapeflow::plumbing::DefaultFields<'late, (__DigitsStep2, __DigitsStep3, __DigitsStep4, __DigitsStep5)>,
{
    fn default() -> Self {
        let (rest_0, rest_1, rest_2, rest_3) =
            <::shapeflow::plumbing::Field<0> as ::shapeflow::plumbing::DefaultFields<
                '_,
                (__DigitsStep2, __DigitsStep3, __DigitsStep4, __DigitsStep5),
            >>::default_fields();
        Self { column_sums: rest_0, row_sums: rest_1, concat: rest_2, pca: rest_3 }
    }
}
type __DigitsStrokesStepsFields0 = (__DigitsStep2, __DigitsStep3, __DigitsStep4, __DigitsStep5);
#[automatically_derived]
impl ::core::clone::Clone for DigitsStrokesSteps
where
    for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::CloneFields<'late, __DigitsStrokesStepsFields0>,
{
    fn clone(&self) -> Self {
        let (column_sums , row_sums , concat , pca ,) = < :: shapeflow :: plumbing :: Field < 0 > as :: shapeflow :: plumbing :: CloneFields < '_ , __DigitsStrokesStepsFields0 >> :: clone_fields ((& self . column_sums , & self . row_sums , & self . concat , & self . pca ,)) ;
        Self { column_sums, row_sums, concat, pca }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DigitsStrokesSteps
where
    for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::DebugFields<'late, __DigitsStrokesStepsFields0>,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = formatter.debug_struct("DigitsStrokesSteps");
        < :: shapeflow :: plumbing :: Field < 0 > as :: shapeflow :: plumbing :: DebugFields < '_ , __DigitsStrokesStepsFields0 >> :: debug_fields ((& self . column_sums , & self . row_sums , & self . concat , & self . pca ,) , & ["column_sums" , "row_sums" , "concat" , "pca"] , & mut debug ,) ;
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
type __DigitsStrokesFittedFields0 = (
    <__DigitsStep2 as ::shapeflow::step::Step>::Fitted,
    <__DigitsStep3 as ::shapeflow::step::Step>::Fitted,
    <__DigitsStep4 as ::shapeflow::step::Step>::Fitted,
    <__DigitsStep5 as ::shapeflow::step::Step>::Fitted,
);
#[automatically_derived]
impl ::core::clone::Clone for DigitsStrokesFitted
where
    for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::CloneFields<'late, __DigitsStrokesFittedFields0>,
{
    fn clone(&self) -> Self {
        let (column_sums , row_sums , concat , pca ,) = < :: shapeflow :: plumbing :: Field < 0 > as :: shapeflow :: plumbing :: CloneFields < '_ , __DigitsStrokesFittedFields0 >> :: clone_fields ((& self . column_sums , & self . row_sums , & self . concat , & self . pca ,)) ;
        Self { column_sums, row_sums, concat, pca }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DigitsStrokesFitted
where
    for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::DebugFields<'late, __DigitsStrokesFittedFields0>,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = formatter.debug_struct("DigitsStrokesFitted");
        < :: shapeflow :: plumbing :: Field < 0 > as :: shapeflow :: plumbing :: DebugFields < '_ , __DigitsStrokesFittedFields0 >> :: debug_fields ((& self . column_sums , & self . row_sums , & self . concat , & self . pca ,) , & ["column_sums" , "row_sums" , "concat" , "pca"] , & mut debug ,) ;
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
#[doc = "The steps of `probs` in [`Digits`]."]
#[allow(
    dead_code,
    missing_docs,
    clippy::struct_field_names,
    clippy::module_name_repetitions,
    clippy::pub_underscore_fields,
    clippy::derive_partial_eq_without_eq
)]
pub struct DigitsProbsSteps {
    pub concat: __DigitsField6,
    pub logistic_regression: __DigitsField7,
}
#[doc = "The fitted steps of `probs` in [`Digits`]."]
#[allow(
    dead_code,
    missing_docs,
    clippy::struct_field_names,
    clippy::module_name_repetitions,
    clippy::pub_underscore_fields,
    clippy::derive_partial_eq_without_eq
)]
pub struct DigitsProbsFitted {
    pub concat: <__DigitsField6 as ::shapeflow::step::Step>::Fitted,
    pub logistic_regression: <__DigitsField7 as ::shapeflow::step::Step>::Fitted,
}
#[automatically_derived]
#[allow(clippy::needless_update)]
impl ::core::default::Default for DigitsProbsSteps
where
    for<'late> ::shapeflow::plumbing::Field<0>:
        ::shapeflow::plumbing::DefaultFields<'late, (__DigitsStep6, __DigitsStep7)>,
{
    fn default() -> Self {
        let (rest_0, rest_1) = <::shapeflow::plumbing::Field<0> as ::shapeflow::plumbing::DefaultFields<
            '_,
            (__DigitsStep6, __DigitsStep7),
        >>::default_fields();
        Self {
            concat: rest_0,
            logistic_regression: <__DigitsIsStep7 as ::shapeflow::plumbing::Replace<__DigitsWritten7>>::step(
                __DigitsWritten7 {
                    c: 0.5,
                    ..<__DigitsIsStep7 as ::shapeflow::plumbing::Replace<__DigitsWritten7>>::written(rest_1)
                },
            ),
        }
    }
}
type __DigitsProbsStepsFields0 = (__DigitsStep6, __DigitsStep7);
#[automatically_derived]
impl ::core::clone::Clone for DigitsProbsSteps
where
    for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::CloneFields<'late, __DigitsProbsStepsFields0>,
{
    fn clone(&self) -> Self {
        let (concat, logistic_regression) = <::shapeflow::plumbing::Field<0> as ::shapeflow::plumbing::CloneFields<
            '_,
            __DigitsProbsStepsFields0,
        >>::clone_fields((&self.concat, &self.logistic_regression));
        Self { concat, logistic_regression }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DigitsProbsSteps
where
    for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::DebugFields<'late, __DigitsProbsStepsFields0>,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = formatter.debug_struct("DigitsProbsSteps");
        < :: shapeflow :: plumbing :: Field < 0 > as :: shapeflow :: plumbing :: DebugFields < '_ , __DigitsProbsStepsFields0 >> :: debug_fields ((& self . concat , & self . logistic_regression ,) , & ["concat" , "logistic_regression"] , & mut debug ,) ;
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
type __DigitsProbsFittedFields0 =
    (<__DigitsStep6 as ::shapeflow::step::Step>::Fitted, <__DigitsStep7 as ::shapeflow::step::Step>::Fitted);
#[automatically_derived]
impl ::core::clone::Clone for DigitsProbsFitted
where
    for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::CloneFields<'late, __DigitsProbsFittedFields0>,
{
    fn clone(&self) -> Self {
        let (concat, logistic_regression) = <::shapeflow::plumbing::Field<0> as ::shapeflow::plumbing::CloneFields<
            '_,
            __DigitsProbsFittedFields0,
        >>::clone_fields((&self.concat, &self.logistic_regression));
        Self { concat, logistic_regression }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DigitsProbsFitted
where
    for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::DebugFields<'late, __DigitsProbsFittedFields0>,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = formatter.debug_struct("DigitsProbsFitted");
        < :: shapeflow :: plumbing :: Field < 0 > as :: shapeflow :: plumbing :: DebugFields < '_ , __DigitsProbsFittedFields0 >> :: debug_fields ((& self . concat , & self . logistic_regression ,) , & ["concat" , "logistic_regression"] , & mut debug ,) ;
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
type __DigitsInputElement0 = f32;
type __DigitsInput0 =
    ::shapeflow::plumbing::ndarray::ArcArray<__DigitsInputElement0, ::shapeflow::plumbing::ndarray::Ix3>;
type __DigitsInputElement1 = u8;
type __DigitsInput1 =
    ::shapeflow::plumbing::ndarray::ArcArray<__DigitsInputElement1, ::shapeflow::plumbing::ndarray::Ix1>;
type __DigitsPromiseElement0 = f32;
type __DigitsPromise0 =
    ::shapeflow::plumbing::ndarray::ArcArray<__DigitsPromiseElement0, ::shapeflow::plumbing::ndarray::Ix2>;
#[allow(unused_imports)]
use ::shapeflow::plumbing::Otherwise as _;
type __DigitsWritten0 = Flatten;
type __DigitsIsStep0 = ::shapeflow::plumbing::StepIf<{ <::shapeflow::plumbing::IsStep<__DigitsWritten0>>::VALUE }>;
type __DigitsStep0 = <__DigitsIsStep0 as ::shapeflow::plumbing::Replace<__DigitsWritten0>>::Step;
type __DigitsWritten1 = StandardScaler;
type __DigitsIsStep1 = ::shapeflow::plumbing::StepIf<{ <::shapeflow::plumbing::IsStep<__DigitsWritten1>>::VALUE }>;
type __DigitsStep1 = <__DigitsIsStep1 as ::shapeflow::plumbing::Replace<__DigitsWritten1>>::Step;
type __DigitsWritten2 = ColumnSums;
type __DigitsIsStep2 = ::shapeflow::plumbing::StepIf<{ <::shapeflow::plumbing::IsStep<__DigitsWritten2>>::VALUE }>;
type __DigitsStep2 = <__DigitsIsStep2 as ::shapeflow::plumbing::Replace<__DigitsWritten2>>::Step;
type __DigitsWritten3 = RowSums;
type __DigitsIsStep3 = ::shapeflow::plumbing::StepIf<{ <::shapeflow::plumbing::IsStep<__DigitsWritten3>>::VALUE }>;
type __DigitsStep3 = <__DigitsIsStep3 as ::shapeflow::plumbing::Replace<__DigitsWritten3>>::Step;
type __DigitsWritten4 = Concat;
type __DigitsIsStep4 = ::shapeflow::plumbing::StepIf<{ <::shapeflow::plumbing::IsStep<__DigitsWritten4>>::VALUE }>;
type __DigitsStep4 = <__DigitsIsStep4 as ::shapeflow::plumbing::Replace<__DigitsWritten4>>::Step;
type __DigitsWritten5 = Pca<12>;
type __DigitsIsStep5 = ::shapeflow::plumbing::StepIf<{ <::shapeflow::plumbing::IsStep<__DigitsWritten5>>::VALUE }>;
type __DigitsStep5 = <__DigitsIsStep5 as ::shapeflow::plumbing::Replace<__DigitsWritten5>>::Step;
type __DigitsWritten6 = Concat;
type __DigitsIsStep6 = ::shapeflow::plumbing::StepIf<{ <::shapeflow::plumbing::IsStep<__DigitsWritten6>>::VALUE }>;
type __DigitsStep6 = <__DigitsIsStep6 as ::shapeflow::plumbing::Replace<__DigitsWritten6>>::Step;
type __DigitsWritten7 = LogisticRegression<10>;
type __DigitsIsStep7 = ::shapeflow::plumbing::StepIf<{ <::shapeflow::plumbing::IsStep<__DigitsWritten7>>::VALUE }>;
type __DigitsStep7 = <__DigitsIsStep7 as ::shapeflow::plumbing::Replace<__DigitsWritten7>>::Step;
type __DigitsAreSteps = [(); {
    use ::shapeflow::diagnostics::AStep as __AStep;
    use ::shapeflow::plumbing::AskedOtherwise as _;
    let _ = || {
        <::shapeflow::plumbing::IsStep<__DigitsWritten0>>::ask(__AStep::check());
        <::shapeflow::plumbing::IsStep<__DigitsWritten1>>::ask(__AStep::check());
        <::shapeflow::plumbing::IsStep<__DigitsWritten2>>::ask(__AStep::check());
        <::shapeflow::plumbing::IsStep<__DigitsWritten3>>::ask(__AStep::check());
        <::shapeflow::plumbing::IsStep<__DigitsWritten4>>::ask(__AStep::check());
        <::shapeflow::plumbing::IsStep<__DigitsWritten5>>::ask(__AStep::check());
        <::shapeflow::plumbing::IsStep<__DigitsWritten6>>::ask(__AStep::check());
        <::shapeflow::plumbing::IsStep<__DigitsWritten7>>::ask(__AStep::check());
    };
    0
}];
type __DigitsField0 = <__DigitsAreSteps as ::shapeflow::plumbing::TypeIfRight<__DigitsStep0>>::Type;
type __DigitsField1 = <__DigitsAreSteps as ::shapeflow::plumbing::TypeIfRight<__DigitsStep1>>::Type;
type __DigitsField2 = <__DigitsAreSteps as ::shapeflow::plumbing::TypeIfRight<__DigitsStep2>>::Type;
type __DigitsField3 = <__DigitsAreSteps as ::shapeflow::plumbing::TypeIfRight<__DigitsStep3>>::Type;
type __DigitsField4 = <__DigitsAreSteps as ::shapeflow::plumbing::TypeIfRight<__DigitsStep4>>::Type;
type __DigitsField5 = <__DigitsAreSteps as ::shapeflow::plumbing::TypeIfRight<__DigitsStep5>>::Type;
type __DigitsField6 = <__DigitsAreSteps as ::shapeflow::plumbing::TypeIfRight<__DigitsStep6>>::Type;
type __DigitsField7 = <__DigitsAreSteps as ::shapeflow::plumbing::TypeIfRight<__DigitsStep7>>::Type;
#[doc = "The typed paths to the hyperparameters of [`Digits`]."]
#[allow(dead_code, missing_docs, missing_debug_implementations, clippy::pub_underscore_fields)]
pub struct DigitsPaths {
    pub pixels: DigitsPixelsPaths,
    pub strokes: DigitsStrokesPaths,
    pub probs: DigitsProbsPaths,
}
#[doc = "The typed paths to the hyperparameters of `pixels` in [`Digits`]."]
#[allow(dead_code, missing_docs, missing_debug_implementations, clippy::pub_underscore_fields)]
pub struct DigitsPixelsPaths {
    pub flatten: ::shapeflow::space::At<__DigitsStep0>,
    pub standard_scaler: ::shapeflow::space::At<__DigitsStep1>,
}
#[doc = "The typed paths to the hyperparameters of `strokes` in [`Digits`]."]
#[allow(dead_code, missing_docs, missing_debug_implementations, clippy::pub_underscore_fields)]
pub struct DigitsStrokesPaths {
    pub column_sums: ::shapeflow::space::At<__DigitsStep2>,
    pub row_sums: ::shapeflow::space::At<__DigitsStep3>,
    pub concat: ::shapeflow::space::At<__DigitsStep4>,
    pub pca: ::shapeflow::space::At<__DigitsStep5>,
}
#[doc = "The typed paths to the hyperparameters of `probs` in [`Digits`]."]
#[allow(dead_code, missing_docs, missing_debug_implementations, clippy::pub_underscore_fields)]
pub struct DigitsProbsPaths {
    pub concat: ::shapeflow::space::At<__DigitsStep6>,
    pub logistic_regression: ::shapeflow::space::At<__DigitsStep7>,
}
impl ::shapeflow::plumbing::StepAccess for Digits {
    fn step(&self, node: usize) -> &dyn ::core::any::Any {
        match node {
            0 => &self.pixels.flatten,
            1 => &self.pixels.standard_scaler,
            2 => &self.strokes.column_sums,
            3 => &self.strokes.row_sums,
            4 => &self.strokes.concat,
            5 => &self.strokes.pca,
            6 => &self.probs.concat,
            7 => &self.probs.logistic_regression,
            _ => self,
        }
    }
    fn step_mut(&mut self, node: usize) -> &mut dyn ::core::any::Any {
        match node {
            0 => &mut self.pixels.flatten,
            1 => &mut self.pixels.standard_scaler,
            2 => &mut self.strokes.column_sums,
            3 => &mut self.strokes.row_sums,
            4 => &mut self.strokes.concat,
            5 => &mut self.strokes.pca,
            6 => &mut self.probs.concat,
            7 => &mut self.probs.logistic_regression,
            _ => self,
        }
    }
    fn fitted(fitted: &DigitsFitted, node: usize) -> &dyn ::core::any::Any {
        match node {
            0 => &fitted.pixels.flatten,
            1 => &fitted.pixels.standard_scaler,
            2 => &fitted.strokes.column_sums,
            3 => &fitted.strokes.row_sums,
            4 => &fitted.strokes.concat,
            5 => &fitted.strokes.pca,
            6 => &fitted.probs.concat,
            7 => &fitted.probs.logistic_regression,
            _ => fitted,
        }
    }
    fn fitted_mut(fitted: &mut DigitsFitted, node: usize) -> ::shapeflow::plumbing::FittedMut<'_> {
        match node {
            0 => &mut fitted.pixels.flatten,
            1 => &mut fitted.pixels.standard_scaler,
            2 => &mut fitted.strokes.column_sums,
            3 => &mut fitted.strokes.row_sums,
            4 => &mut fitted.strokes.concat,
            5 => &mut fitted.strokes.pca,
            6 => &mut fitted.probs.concat,
            7 => &mut fitted.probs.logistic_regression,
            _ => fitted,
        }
    }
}
#[automatically_derived]
#[allow(clippy::all, clippy::pedantic, unused_variables, unreachable_code)]
impl ::shapeflow::space::Hyperparameters for Digits {
    type Paths = DigitsPaths;
    fn space() -> ::shapeflow::Result<::shapeflow::space::Space> {
        let space = ::shapeflow::plumbing::space::<Self>()?;
        ::core::result::Result::Ok(space)
    }
    fn assignment(&self) -> ::shapeflow::space::Assignment {
        ::shapeflow::plumbing::assignment(self)
    }
    fn set(&mut self, path: &str, value: &::shapeflow::space::Value) -> ::shapeflow::Result<()> {
        ::shapeflow::plumbing::set(self, path, value)
    }
    fn identify(&self, identity: &mut ::shapeflow::space::Identity) {
        ::shapeflow::plumbing::identify(self, identity)
    }
    fn paths(path: &::shapeflow::space::Path) -> DigitsPaths {
        DigitsPaths {
            pixels: DigitsPixelsPaths {
                flatten: ::shapeflow::plumbing::at(path, "pixels.flatten"),
                standard_scaler: ::shapeflow::plumbing::at(path, "pixels.standard_scaler"),
            },
            strokes: DigitsStrokesPaths {
                column_sums: ::shapeflow::plumbing::at(path, "strokes.column_sums"),
                row_sums: ::shapeflow::plumbing::at(path, "strokes.row_sums"),
                concat: ::shapeflow::plumbing::at(path, "strokes.concat"),
                pca: ::shapeflow::plumbing::at(path, "strokes.pca"),
            },
            probs: DigitsProbsPaths {
                concat: ::shapeflow::plumbing::at(path, "probs.concat"),
                logistic_regression: ::shapeflow::plumbing::at(path, "probs.logistic_regression"),
            },
        }
    }
}
#[allow(dead_code, clippy::too_many_arguments, clippy::let_unit_value)]
impl Digits {
    #[doc = r" Fits every step and returns the fitted pipeline. Independent branches run in parallel."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" Returns the first error of a step, with the path of the step."]
    pub fn fit(
        &self,
        image: impl ::shapeflow::step::IntoInput<
            <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement0, 3>,
            >>::Type,
            Value = __DigitsInput0,
        >,
        digit: impl ::shapeflow::step::IntoInput<
            <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement1, 1>,
            >>::Type,
            Value = __DigitsInput1,
        >,
    ) -> ::shapeflow::Result<DigitsFitted> {
        self.fit_with(&::shapeflow::step::Run::new(), image, digit)
    }
    #[doc = r" Fits like [`fit`](Self::fit), with the options of `run`: seed, threads, observer and more."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" Returns the same errors as [`fit`](Self::fit)."]
    pub fn fit_with(
        &self,
        run: &::shapeflow::step::Run,
        image: impl ::shapeflow::step::IntoInput<
            <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement0, 3>,
            >>::Type,
            Value = __DigitsInput0,
        >,
        digit: impl ::shapeflow::step::IntoInput<
            <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement1, 1>,
            >>::Type,
            Value = __DigitsInput1,
        >,
    ) -> ::shapeflow::Result<DigitsFitted> {
        let context = ::shapeflow::step::Context::root(run, "digits", ::shapeflow::Phase::Fit);
        <Self as ::shapeflow::step::Fit<__DigitsInput0, __DigitsInput1>>::fit(
            self,
            ::shapeflow::step::IntoInput::into_input(image),
            ::shapeflow::step::IntoInput::into_input(digit),
            &context,
        )
        .map_err(|error| error.at("digits", ::shapeflow::Phase::Fit))
    }
    #[doc = r" Fits every step, and returns the fitted pipeline together with its outputs for the same inputs."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" Returns the same errors as [`fit`](Self::fit)."]
    pub fn fit_transform(
        &self,
        image: impl ::shapeflow::step::IntoInput<
            <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement0, 3>,
            >>::Type,
            Value = __DigitsInput0,
        >,
        digit: impl ::shapeflow::step::IntoInput<
            <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement1, 1>,
            >>::Type,
            Value = __DigitsInput1,
        >,
    ) -> ::shapeflow::Result<(
        DigitsFitted,
        <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
            ::shapeflow::plumbing::ndarray::Array<__DigitsPromiseElement0, ::shapeflow::plumbing::ndarray::Ix2>,
        >>::Type,
    )> {
        self.fit_transform_with(&::shapeflow::step::Run::new(), image, digit)
    }
    #[doc = r" Fits and predicts like [`fit_transform`](Self::fit_transform), with the options of `run`: seed, threads,"]
    #[doc = r" observer and more."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" Returns the same errors as [`fit`](Self::fit)."]
    pub fn fit_transform_with(
        &self,
        run: &::shapeflow::step::Run,
        image: impl ::shapeflow::step::IntoInput<
            <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement0, 3>,
            >>::Type,
            Value = __DigitsInput0,
        >,
        digit: impl ::shapeflow::step::IntoInput<
            <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement1, 1>,
            >>::Type,
            Value = __DigitsInput1,
        >,
    ) -> ::shapeflow::Result<(
        DigitsFitted,
        <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
            ::shapeflow::plumbing::ndarray::Array<__DigitsPromiseElement0, ::shapeflow::plumbing::ndarray::Ix2>,
        >>::Type,
    )> {
        let context = ::shapeflow::step::Context::root(run, "digits", ::shapeflow::Phase::Fit);
        let (fitted, outputs) = ::shapeflow::plumbing::fit_transform(
            self,
            (::shapeflow::step::IntoInput::into_input(image),),
            (::shapeflow::step::IntoInput::into_input(digit),),
            &context,
        )
        .map_err(|error| error.at("digits", ::shapeflow::Phase::Fit))?;
        ::core::result::Result::Ok((fitted, ::shapeflow::plumbing::Deliverable::into_owned_value(outputs)))
    }
}
#[allow(dead_code, clippy::too_many_arguments, clippy::let_unit_value)]
impl DigitsFitted {
    #[doc = r" Returns the outputs for these inputs: runs the predict graph with the fitted steps."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" Returns the first error of a step, with the path of the step."]
    pub fn predict(
        &self,
        image: impl ::shapeflow::step::IntoInput<
            <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement0, 3>,
            >>::Type,
            Value = __DigitsInput0,
        >,
    ) -> ::shapeflow::Result<
        <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
            ::shapeflow::plumbing::ndarray::Array<__DigitsPromiseElement0, ::shapeflow::plumbing::ndarray::Ix2>,
        >>::Type,
    > {
        self.predict_with(&::shapeflow::step::Run::new(), image)
    }
    #[doc = r" Predicts like [`predict`](Self::predict), with the options of `run`: threads, observer and more."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" Returns the same errors as [`predict`](Self::predict)."]
    pub fn predict_with(
        &self,
        run: &::shapeflow::step::Run,
        image: impl ::shapeflow::step::IntoInput<
            <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement0, 3>,
            >>::Type,
            Value = __DigitsInput0,
        >,
    ) -> ::shapeflow::Result<
        <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
            ::shapeflow::plumbing::ndarray::Array<__DigitsPromiseElement0, ::shapeflow::plumbing::ndarray::Ix2>,
        >>::Type,
    > {
        let context = ::shapeflow::step::Context::root(run, "digits", ::shapeflow::Phase::Predict);
        let outputs = <Self as ::shapeflow::step::Transform<__DigitsInput0>>::transform_with(
            self,
            ::shapeflow::step::IntoInput::into_input(image),
            &context,
        )
        .map_err(|error| error.at("digits", ::shapeflow::Phase::Predict))?;
        ::core::result::Result::Ok(::shapeflow::plumbing::Deliverable::into_owned_value(outputs))
    }
}
#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
impl Digits {
    #[doc = r" Fits every step to the batches of a source, in at most [`passes`](Self::passes) passes over them, and"]
    #[doc = r" returns the fitted pipeline. A batch is a tuple of the inputs followed by the targets; a batch of a"]
    #[doc = r" single value is that value."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" Returns the first error of a step or of the source, with the path of the step, the pass and the batch."]
    pub fn fit_batches<Input_0, Input_1>(
        &self,
        batches: impl ::shapeflow::batches::Source<Batch = (Input_0, Input_1)>,
    ) -> ::shapeflow::Result<DigitsFitted>
    where
        Input_0: ::shapeflow::step::IntoInput<
                <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                    ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement0, 3>,
                >>::Type,
                Value = __DigitsInput0,
            >,
        Input_1: ::shapeflow::step::IntoInput<
                <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                    ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement1, 1>,
                >>::Type,
                Value = __DigitsInput1,
            >,
        for<'late> Self: ::shapeflow::diagnostics::EachStep<'late, ::shapeflow::diagnostics::SupportsBatches>,
    {
        self.fit_batches_with(&::shapeflow::step::Run::new(), batches)
    }
    #[doc = r" Fits like [`fit_batches`](Self::fit_batches), with the options of `run`: seed, threads, observer,"]
    #[doc = r" cancellation and more."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" Returns the same errors as [`fit_batches`](Self::fit_batches)."]
    pub fn fit_batches_with<Input_0, Input_1>(
        &self,
        run: &::shapeflow::step::Run,
        batches: impl ::shapeflow::batches::Source<Batch = (Input_0, Input_1)>,
    ) -> ::shapeflow::Result<DigitsFitted>
    where
        Input_0: ::shapeflow::step::IntoInput<
                <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                    ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement0, 3>,
                >>::Type,
                Value = __DigitsInput0,
            >,
        Input_1: ::shapeflow::step::IntoInput<
                <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                    ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement1, 1>,
                >>::Type,
                Value = __DigitsInput1,
            >,
        for<'late> Self: ::shapeflow::diagnostics::EachStep<'late, ::shapeflow::diagnostics::SupportsBatches>,
    {
        ::shapeflow::plumbing::fit_batches::<Self, __DigitsInput0, __DigitsInput1, _>(
            (self, "digits"),
            run,
            &batches,
            |(image, digit): (Input_0, Input_1)| {
                (::shapeflow::step::IntoInput::into_input(image), ::shapeflow::step::IntoInput::into_input(digit))
            },
        )
    }
    #[doc = r" Returns the maximum number of passes over the batches that [`fit_batches`](Self::fit_batches) needs: the"]
    #[doc = r" passes of the longest chain of steps that learn."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" Returns the error of a step that cannot start to learn."]
    pub fn passes(&self) -> ::shapeflow::Result<usize>
    where
        for<'late> Self: ::shapeflow::diagnostics::EachStep<'late, ::shapeflow::diagnostics::SupportsBatches>,
    {
        ::shapeflow::plumbing::passes::<Self, __DigitsInput0, __DigitsInput1>(self, "digits")
    }
    #[doc = r" Continues to fit `model` with more rows. The steps learn in a copy of the model, so that after an error"]
    #[doc = r" none of them has changed."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" Returns the first error of a step, with the path of the step. The model is then unchanged."]
    pub fn partial_fit(
        &self,
        model: &mut DigitsFitted,
        image: impl ::shapeflow::step::IntoInput<
            <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement0, 3>,
            >>::Type,
            Value = __DigitsInput0,
        >,
        digit: impl ::shapeflow::step::IntoInput<
            <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement1, 1>,
            >>::Type,
            Value = __DigitsInput1,
        >,
    ) -> ::shapeflow::Result<()>
    where
        for<'late> Self: ::shapeflow::diagnostics::EachStep<'late, ::shapeflow::diagnostics::SupportsPartialFit>,
        for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::CloneField<'late, DigitsFitted>,
    {
        self.partial_fit_with(&::shapeflow::step::Run::new(), model, image, digit)
    }
    #[doc = r" Continues like [`partial_fit`](Self::partial_fit), with the options of `run`: seed, observer,"]
    #[doc = r" cancellation and more."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" Returns the same errors as [`partial_fit`](Self::partial_fit)."]
    pub fn partial_fit_with(
        &self,
        run: &::shapeflow::step::Run,
        model: &mut DigitsFitted,
        image: impl ::shapeflow::step::IntoInput<
            <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement0, 3>,
            >>::Type,
            Value = __DigitsInput0,
        >,
        digit: impl ::shapeflow::step::IntoInput<
            <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement1, 1>,
            >>::Type,
            Value = __DigitsInput1,
        >,
    ) -> ::shapeflow::Result<()>
    where
        for<'late> Self: ::shapeflow::diagnostics::EachStep<'late, ::shapeflow::diagnostics::SupportsPartialFit>,
        for<'late> ::shapeflow::plumbing::Field<0>: ::shapeflow::plumbing::CloneField<'late, DigitsFitted>,
    {
        let context = ::shapeflow::step::Context::root(run, "digits", ::shapeflow::Phase::Fit);
        let copy =
            <::shapeflow::plumbing::Field<0> as ::shapeflow::plumbing::CloneField<'_, DigitsFitted>>::clone_field;
        ::shapeflow::plumbing::partial_fit(
            self,
            (model, copy),
            (::shapeflow::step::IntoInput::into_input(image),),
            (::shapeflow::step::IntoInput::into_input(digit),),
            &context,
        )
        .map_err(|error| error.at("digits", ::shapeflow::Phase::Fit))
    }
}
#[allow(dead_code, clippy::type_complexity, single_use_lifetimes)]
impl DigitsFitted {
    #[doc = r" Returns an iterator over the outputs for these batches, in order, with several batches in progress at"]
    #[doc = r" once. A batch is a tuple of the inputs; a batch of a single input is that input."]
    #[doc = r""]
    #[doc = r" An error of the source or of a step is the item of its batch, and the iterator continues with the next"]
    #[doc = r" batch."]
    pub fn stream<'batches, Input_0>(
        self: &::std::sync::Arc<Self>,
        batches: impl ::core::iter::IntoIterator<Item = ::shapeflow::Result<Input_0>, IntoIter: 'batches>,
    ) -> ::shapeflow::batches::Stream<
        'batches,
        Input_0,
        <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
            ::shapeflow::plumbing::ndarray::Array<__DigitsPromiseElement0, ::shapeflow::plumbing::ndarray::Ix2>,
        >>::Type,
    >
    where
        Input_0: ::shapeflow::step::IntoInput<
                <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                    ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement0, 3>,
                >>::Type,
                Value = __DigitsInput0,
            >,
        Input_0: ::core::marker::Send + 'static,
    {
        self.stream_with(&::shapeflow::step::Run::new(), batches)
    }
    #[doc = r" Streams like [`stream`](Self::stream), with the options of `run`: threads, observer, cancellation and"]
    #[doc = r" more."]
    pub fn stream_with<'batches, Input_0>(
        self: &::std::sync::Arc<Self>,
        run: &::shapeflow::step::Run,
        batches: impl ::core::iter::IntoIterator<Item = ::shapeflow::Result<Input_0>, IntoIter: 'batches>,
    ) -> ::shapeflow::batches::Stream<
        'batches,
        Input_0,
        <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
            ::shapeflow::plumbing::ndarray::Array<__DigitsPromiseElement0, ::shapeflow::plumbing::ndarray::Ix2>,
        >>::Type,
    >
    where
        Input_0: ::shapeflow::step::IntoInput<
                <[(); <Digits as ::shapeflow::plumbing::Checked>::CHECKED] as ::shapeflow::plumbing::TypeIfRight<
                    ::shapeflow::diagnostics::ArrayOf<__DigitsInputElement0, 3>,
                >>::Type,
                Value = __DigitsInput0,
            >,
        Input_0: ::core::marker::Send + 'static,
    {
        ::shapeflow::plumbing::stream::<Digits, _, _>(
            (self, "digits"),
            run,
            batches,
            |image: Input_0| (::shapeflow::step::IntoInput::into_input(image),),
            |outputs| ::shapeflow::plumbing::Deliverable::into_owned_value(outputs),
        )
    }
}
#[allow(dead_code)]
impl Digits {
    #[doc = r" Opens the resources that the steps hold while they are fitted, and returns the options `run` with these"]
    #[doc = r" resources. All fits with the returned `Run` share them. They are released when its last clone is"]
    #[doc = r" dropped."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" Returns the first error of a step that opens its resources, with the path of the step. The resources"]
    #[doc = r" that were opened before are released."]
    pub fn open(&self, run: &::shapeflow::step::Run) -> ::shapeflow::Result<::shapeflow::step::Run> {
        ::shapeflow::plumbing::open_for::<Digits>(::shapeflow::plumbing::Steps::Unfitted(self), "digits", run)
    }
}
#[allow(dead_code)]
impl DigitsFitted {
    #[doc = r" Opens the resources that the fitted steps hold while they predict, and returns the options `run` with"]
    #[doc = r" these resources. All predictions with the returned `Run` share them. They are released when its last"]
    #[doc = r" clone is dropped."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" Returns the first error of a step that opens its resources, with the path of the step. The resources"]
    #[doc = r" that were opened before are released."]
    pub fn open(&self, run: &::shapeflow::step::Run) -> ::shapeflow::Result<::shapeflow::step::Run> {
        ::shapeflow::plumbing::open_for::<Digits>(::shapeflow::plumbing::Steps::Fitted(self), "digits", run)
    }
}
::shapeflow::plumbing::saved! {
    type __DigitsFittedState0 = (
        <__DigitsStep0 as ::shapeflow::step::Step>::Fitted,
        <__DigitsStep1 as ::shapeflow::step::Step>::Fitted,
        <__DigitsStep2 as ::shapeflow::step::Step>::Fitted,
        <__DigitsStep3 as ::shapeflow::step::Step>::Fitted,
        <__DigitsStep4 as ::shapeflow::step::Step>::Fitted,
        <__DigitsStep5 as ::shapeflow::step::Step>::Fitted,
        <__DigitsStep6 as ::shapeflow::step::Step>::Fitted,
        <__DigitsStep7 as ::shapeflow::step::Step>::Fitted,
    );
    #[automatically_derived]
    impl ::shapeflow::save::Save for DigitsFitted
    where
        for<'late> ::shapeflow::diagnostics::StatePart<0>:
            ::shapeflow::diagnostics::SavedPart<'late, __DigitsFittedState0>,
    {
        const VERSION: u32 = 0;
        fn save(&self, out: &mut ::shapeflow::save::Writer<'_>) -> ::shapeflow::Result<()> {
            let _ = &out;
            <::shapeflow::diagnostics::StatePart<0> as ::shapeflow::diagnostics::SavedPart<
                '_,
                __DigitsFittedState0,
            >>::save_part(
                (
                    &self.pixels.flatten,
                    &self.pixels.standard_scaler,
                    &self.strokes.column_sums,
                    &self.strokes.row_sums,
                    &self.strokes.concat,
                    &self.strokes.pca,
                    &self.probs.concat,
                    &self.probs.logistic_regression,
                ),
                [
                    "pixels.flatten",
                    "pixels.standard_scaler",
                    "strokes.column_sums",
                    "strokes.row_sums",
                    "strokes.concat",
                    "strokes.pca",
                    "probs.concat",
                    "probs.logistic_regression",
                ],
                out,
            )?;
            ::core::result::Result::Ok(())
        }
        fn load(state: &mut ::shapeflow::save::Reader<'_>) -> ::shapeflow::Result<Self> {
            let _ = &state;
            let (part_0, part_1, part_2, part_3, part_4, part_5, part_6, part_7) =
                <::shapeflow::diagnostics::StatePart<0> as ::shapeflow::diagnostics::SavedPart<
                    '_,
                    __DigitsFittedState0,
                >>::load_part(
                    [
                        "pixels.flatten",
                        "pixels.standard_scaler",
                        "strokes.column_sums",
                        "strokes.row_sums",
                        "strokes.concat",
                        "strokes.pca",
                        "probs.concat",
                        "probs.logistic_regression",
                    ],
                    state,
                )?;
            ::core::result::Result::Ok(DigitsFitted {
                pixels: DigitsPixelsFitted { flatten: part_0, standard_scaler: part_1 },
                strokes: DigitsStrokesFitted { column_sums: part_2, row_sums: part_3, concat: part_4, pca: part_5 },
                probs: DigitsProbsFitted { concat: part_6, logistic_regression: part_7 },
            })
        }
    }
    #[allow(dead_code)]
    impl DigitsFitted {
        #[doc = r" Saves the fitted pipeline to a file, which contains a readable manifest and the arrays."]
        #[doc = r""]
        #[doc = r" # Errors"]
        #[doc = r" Returns an error if the file cannot be written. An existing file is then unchanged."]
        pub fn save(&self, path: impl ::core::convert::AsRef<::std::path::Path>) -> ::shapeflow::Result<()>
        where
            for<'late> <__DigitsStep0 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 0>,
            for<'late> <__DigitsStep1 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 1>,
            for<'late> <__DigitsStep2 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 2>,
            for<'late> <__DigitsStep3 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 3>,
            for<'late> <__DigitsStep4 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 4>,
            for<'late> <__DigitsStep5 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 5>,
            for<'late> <__DigitsStep6 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 6>,
            for<'late> <__DigitsStep7 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 7>,
        {
            let settings = ::shapeflow::space::Assignment::new();
            ::shapeflow::plumbing::save_model::<Digits, _>(self, ::core::convert::AsRef::as_ref(&path), &settings)
        }
        #[doc = r" Saves like [`save`](Self::save), and records in the manifest the hyperparameters of `pipeline`, the"]
        #[doc = r" unfitted pipeline that returned this model."]
        #[doc = r""]
        #[doc = r" # Errors"]
        #[doc = r" Returns the same errors as [`save`](Self::save)."]
        pub fn save_fitted_by(
            &self,
            path: impl ::core::convert::AsRef<::std::path::Path>,
            pipeline: &Digits,
        ) -> ::shapeflow::Result<()>
        where
            for<'late> <__DigitsStep0 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 0>,
            for<'late> <__DigitsStep1 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 1>,
            for<'late> <__DigitsStep2 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 2>,
            for<'late> <__DigitsStep3 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 3>,
            for<'late> <__DigitsStep4 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 4>,
            for<'late> <__DigitsStep5 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 5>,
            for<'late> <__DigitsStep6 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 6>,
            for<'late> <__DigitsStep7 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 7>,
        {
            let settings = ::shapeflow::space::Hyperparameters::assignment(pipeline);
            ::shapeflow::plumbing::save_model::<Digits, _>(self, ::core::convert::AsRef::as_ref(&path), &settings)
        }
    }
    #[allow(dead_code)]
    impl Digits {
        #[doc = r" Loads a fitted pipeline from a file. The content of the file is never executed."]
        #[doc = r""]
        #[doc = r" # Errors"]
        #[doc = r" Returns an error if the file cannot be read, is damaged, or contains a different model."]
        pub fn load(path: impl ::core::convert::AsRef<::std::path::Path>) -> ::shapeflow::Result<DigitsFitted>
        where
            for<'late> <__DigitsStep0 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 0>,
            for<'late> <__DigitsStep1 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 1>,
            for<'late> <__DigitsStep2 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 2>,
            for<'late> <__DigitsStep3 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 3>,
            for<'late> <__DigitsStep4 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 4>,
            for<'late> <__DigitsStep5 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 5>,
            for<'late> <__DigitsStep6 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 6>,
            for<'late> <__DigitsStep7 as ::shapeflow::step::Step>::Fitted:
                ::shapeflow::diagnostics::SavedAsStep<'late, 7>,
        {
            ::shapeflow::plumbing::load_model::<Digits, _>(::core::convert::AsRef::as_ref(&path))
        }
    }
}
#[allow(clippy::all, clippy::pedantic, clippy::nursery, unexpected_cfgs, unused_qualifications, unused_parens)]
const _: () = {
    #[allow(unused_imports)]
    use ::core::{
        option::Option::{self, None, Some},
        result::Result::{Err, Ok},
    };
    #[allow(unused_imports)]
    use ::shapeflow::diagnostics::{
        ActsOnlyToFit as __ActsOnlyToFit, Flows as __Flows, GivesAsTheFirstArm as __GivesAsTheFirstArm,
        GivesOnlyToFit as __GivesOnlyToFit, HasInverse as __HasInverse, InOneListWith as __InOneListWith,
        LearntAgainst as __LearntAgainst, PromisedAs as __PromisedAs, SeveralValues as __SeveralValues,
        StoredAsTaken as __StoredAsTaken, TakenAgain as __TakenAgain,
        TakenByThisOptionalStep as __TakenByThisOptionalStep, TakenByThisStep as __TakenByThisStep,
        TakenOfATable as __TakenOfATable,
    };
    #[allow(unused_imports)]
    use ::shapeflow::plumbing as __plumbing;
    #[allow(unused_imports)]
    use ::shapeflow::plumbing::traits::*;
    #[allow(unused_imports)]
    use ::shapeflow::plumbing::{
        here as __here, require_arm as __require_arm, require_dims as __require_dims,
        require_inverse as __require_inverse, require_marked as __require_marked, require_named as __require_named,
        require_no_target as __require_no_target, require_promise as __require_promise,
        require_promise_among as __require_promise_among, require_range as __require_range,
        require_reapplied as __require_reapplied, require_same as __require_same, require_step as __require_step,
        require_target_taken as __require_target_taken,
    };
    const SHAPE_0_DECLARED: __plumbing::DeclaredDims = __plumbing::declare_dims("[n, 8, 8]", &[]);
    const SHAPE_0: __plumbing::Shape = __plumbing::DeclaredDims::shape(&SHAPE_0_DECLARED);
    const SHAPE_1_DECLARED: __plumbing::DeclaredDims = __plumbing::declare_dims("[n]", &[]);
    const SHAPE_1: __plumbing::Shape = __plumbing::DeclaredDims::shape(&SHAPE_1_DECLARED);
    const PROMISED_0_DECLARED: __plumbing::DeclaredDims = __plumbing::declare_dims("[n, 10]", &[]);
    const PROMISED_0: __plumbing::Shape = __plumbing::DeclaredDims::shape(&PROMISED_0_DECLARED);
    static KEEPS_0: __plumbing::Inference =
        __plumbing::expect_shape(__plumbing::Inference::output(&SHAPES[7], 0), PROMISED_0);
    const OUTPUT_0: __plumbing::Shape = __plumbing::Inference::output(&KEEPS_0, 0);
    const KEPT_0: bool = __plumbing::Inference::is_right(&KEEPS_0, 1);
    const CHECKED: usize = {
        let _: (
            [(); {
                __require_dims(&SHAPE_0_DECLARED);
                0
            }],
            [(); {
                __require_dims(&SHAPE_1_DECLARED);
                0
            }],
            [(); {
                __require_node(0);
                0
            }],
            [(); {
                __require_node(1);
                0
            }],
            [(); {
                __require_node(2);
                0
            }],
            [(); {
                __require_node(3);
                0
            }],
            [(); {
                __require_node(4);
                0
            }],
            [(); {
                __require_node(5);
                0
            }],
            [(); {
                __require_node(6);
                0
            }],
            [(); {
                __require_node(7);
                0
            }],
            [(); {
                __require_dims(&PROMISED_0_DECLARED);
                0
            }],
            [(); {
                {
                    const PROMISE: &__plumbing::Promise<'static> = &__plumbing::Promise {
                        promiser: "Digits",
                        value: "probs",
                        found: __plumbing::Inference::output(&SHAPES[7], 0),
                        promised: PROMISED_0,
                    };
                    __require_promise(&KEEPS_0, PROMISE)
                };
                0
            }],
        );
        0
    };
    impl __plumbing::Checked for Digits {
        const CHECKED: usize = {
            let _ = <Self as __plumbing::PipelineDef>::VISIT_NODES;
            CHECKED
        };
    }
    static TABLE: __plumbing::Table<10, 2, 8, 2> = __plumbing::Table {
        labels: [
            "image",
            "digit",
            "Flatten",
            "pixels",
            "ColumnSums",
            "RowSums",
            "Concat",
            "strokes",
            "Concat",
            "probs",
        ],
        inputs: [
            __plumbing::Input {
                name: "image",
                fit_only: false,
                shape: SHAPE_0,
                type_name: ::core::any::type_name::<__DigitsInput0>,
                key: <__plumbing::KeyProbe<__DigitsInput0>>::KEY,
                features: <__plumbing::FeaturesProbe<__DigitsInput0>>::OF,
                location: __here(),
            },
            __plumbing::Input {
                name: "digit",
                fit_only: true,
                shape: SHAPE_1,
                type_name: ::core::any::type_name::<__DigitsInput1>,
                key: <__plumbing::KeyProbe<__DigitsInput1>>::KEY,
                features: <__plumbing::FeaturesProbe<__DigitsInput1>>::OF,
                location: __here(),
            },
        ],
        nodes: [
            __plumbing::Node::new("pixels.flatten", "Flatten", __here(), &[0], &[2]).of::<__DigitsStep0>(
                <__plumbing::Nested<__DigitsStep0>>::VTABLE,
                <__plumbing::HyperparameterProbe<__DigitsStep0>>::VTABLE,
                <__plumbing::ResourceProbe<__DigitsStep0>>::VTABLE,
                <__plumbing::CacheProbe<__DigitsStep0>>::OF,
            ),
            __plumbing::Node::new("pixels.standard_scaler", "StandardScaler", __here(), &[2], &[3])
                .of::<__DigitsStep1>(
                    <__plumbing::Nested<__DigitsStep1>>::VTABLE,
                    <__plumbing::HyperparameterProbe<__DigitsStep1>>::VTABLE,
                    <__plumbing::ResourceProbe<__DigitsStep1>>::VTABLE,
                    <__plumbing::CacheProbe<__DigitsStep1>>::OF,
                ),
            __plumbing::Node::new("strokes.column_sums", "ColumnSums", __here(), &[0], &[4]).of::<__DigitsStep2>(
                <__plumbing::Nested<__DigitsStep2>>::VTABLE,
                <__plumbing::HyperparameterProbe<__DigitsStep2>>::VTABLE,
                <__plumbing::ResourceProbe<__DigitsStep2>>::VTABLE,
                <__plumbing::CacheProbe<__DigitsStep2>>::OF,
            ),
            __plumbing::Node::new("strokes.row_sums", "RowSums", __here(), &[0], &[5]).of::<__DigitsStep3>(
                <__plumbing::Nested<__DigitsStep3>>::VTABLE,
                <__plumbing::HyperparameterProbe<__DigitsStep3>>::VTABLE,
                <__plumbing::ResourceProbe<__DigitsStep3>>::VTABLE,
                <__plumbing::CacheProbe<__DigitsStep3>>::OF,
            ),
            __plumbing::Node::new("strokes.concat", "Concat", __here(), &[4, 5], &[6]).of::<__DigitsStep4>(
                <__plumbing::Nested<__DigitsStep4>>::VTABLE,
                <__plumbing::HyperparameterProbe<__DigitsStep4>>::VTABLE,
                <__plumbing::ResourceProbe<__DigitsStep4>>::VTABLE,
                <__plumbing::CacheProbe<__DigitsStep4>>::OF,
            ),
            __plumbing::Node::new("strokes.pca", "Pca<12>", __here(), &[6], &[7]).of::<__DigitsStep5>(
                <__plumbing::Nested<__DigitsStep5>>::VTABLE,
                <__plumbing::HyperparameterProbe<__DigitsStep5>>::VTABLE,
                <__plumbing::ResourceProbe<__DigitsStep5>>::VTABLE,
                <__plumbing::CacheProbe<__DigitsStep5>>::OF,
            ),
            __plumbing::Node::new("probs.concat", "Concat", __here(), &[3, 7], &[8]).of::<__DigitsStep6>(
                <__plumbing::Nested<__DigitsStep6>>::VTABLE,
                <__plumbing::HyperparameterProbe<__DigitsStep6>>::VTABLE,
                <__plumbing::ResourceProbe<__DigitsStep6>>::VTABLE,
                <__plumbing::CacheProbe<__DigitsStep6>>::OF,
            ),
            __plumbing::Node::new("probs.logistic_regression", "LogisticRegression<10>", __here(), &[8], &[9])
                .of::<__DigitsStep7>(
                    <__plumbing::Nested<__DigitsStep7>>::VTABLE,
                    <__plumbing::HyperparameterProbe<__DigitsStep7>>::VTABLE,
                    <__plumbing::ResourceProbe<__DigitsStep7>>::VTABLE,
                    <__plumbing::CacheProbe<__DigitsStep7>>::OF,
                )
                .against(&[1]),
        ],
    };
    static SHAPES: [__plumbing::Inference; 8] = __plumbing::Table::infer(&TABLE);
    #[track_caller]
    const fn __require_node(number: usize) {
        if !RIGHT[number] {
            __plumbing::require_node(&TABLE, &SHAPES, number)
        }
    }
    static RIGHT: [bool; 8] = __plumbing::Table::right(&TABLE, &SHAPES);
    static INFO: ::std::sync::LazyLock<__plumbing::PipelineInfo> = ::std::sync::LazyLock::new(|| {
        __plumbing::PipelineInfo::new(
            &TABLE,
            &SHAPES,
            &SHAPES,
            &[0, 1, 2, 3, 4, 5, 6, 7],
            &[9],
            (::core::module_path!(), 0u64),
        )
    });
    impl __plumbing::PipelineDef for Digits {
        type Inputs = (__DigitsInput0,);
        type Targets = (__DigitsInput1,);
        type Outputs = __DigitsPromise0;
        fn info() -> &'static __plumbing::PipelineInfo {
            &INFO
        }
        const VISIT_NODES: fn(&dyn __plumbing::NodeVisitor<Self>) -> ::shapeflow::Result<()> = |visitor| {
            let output_0 = __plumbing::flow_probe(__plumbing::Of::<__DigitsInput0>::new()).__flow().__input_slot(
                __plumbing::Of::<__DigitsInput0>::new(),
                __plumbing::Of::<__DigitsInputElement0>::new(),
                __Flows::check(),
            );
            let output_1 = __plumbing::flow_probe(__plumbing::Of::<__DigitsInput1>::new()).__flow().__input_slot(
                __plumbing::Of::<__DigitsInput1>::new(),
                __plumbing::Of::<__DigitsInputElement1>::new(),
                __Flows::check(),
            );
            let node_0 = {
                __plumbing::step_probe(
                    __plumbing::Of::<__DigitsStep0>::new(),
                    output_0.__share(),
                    (),
                    __plumbing::ShapesOk::<{ RIGHT[0] }>,
                )
                .__accepts()
                .__node(0, __TakenByThisStep::check(), __StoredAsTaken::check())
                .__cached()
            };
            let node_1 = {
                __plumbing::step_probe(
                    __plumbing::Of::<__DigitsStep1>::new(),
                    node_0.output.__share(),
                    (),
                    __plumbing::ShapesOk::<{ RIGHT[1] }>,
                )
                .__accepts()
                .__node(1, __TakenByThisStep::check(), __StoredAsTaken::check())
                .__cached()
            };
            let node_2 = {
                let link = __plumbing::ShapesOk::<{ RIGHT[2] }>;
                let link = __plumbing::poison_probe(&node_0.output.slot).__pass(link);
                __plumbing::step_probe(__plumbing::Of::<__DigitsStep2>::new(), output_0.__share(), (), link)
                    .__accepts()
                    .__node(2, __TakenByThisStep::check(), __StoredAsTaken::check())
                    .__cached()
            };
            let node_3 = {
                let link = __plumbing::ShapesOk::<{ RIGHT[3] }>;
                let link = __plumbing::poison_probe(&node_2.output.slot).__pass(link);
                __plumbing::step_probe(__plumbing::Of::<__DigitsStep3>::new(), output_0.__share(), (), link)
                    .__accepts()
                    .__node(3, __TakenByThisStep::check(), __StoredAsTaken::check())
                    .__cached()
            };
            let node_4 = {
                let link = __plumbing::ShapesOk::<{ RIGHT[4] }>;
                let link = __plumbing::poison_probe(&node_2.output.slot).__pass(link);
                let link = __plumbing::poison_probe(&node_3.output.slot).__pass(link);
                let x = __plumbing::SlotList::new(node_2.output.__share(), 2);
                let x = __plumbing::Push::new(x, node_3.output.__share())
                    .__push()
                    .__after(link)
                    .__checked(__InOneListWith::check());
                __plumbing::step_probe(__plumbing::Of::<__DigitsStep4>::new(), x.__source::<2>(), (), link)
                    .__accepts()
                    .__node(4, __TakenByThisStep::check(), __StoredAsTaken::check())
                    .__cached()
            };
            let node_5 = {
                __plumbing::step_probe(
                    __plumbing::Of::<__DigitsStep5>::new(),
                    node_4.output.__share(),
                    (),
                    __plumbing::ShapesOk::<{ RIGHT[5] }>,
                )
                .__accepts()
                .__node(5, __TakenByThisStep::check(), __StoredAsTaken::check())
                .__cached()
            };
            let node_6 = {
                let link = __plumbing::ShapesOk::<{ RIGHT[6] }>;
                let link = __plumbing::poison_probe(&node_1.output.slot).__pass(link);
                let link = __plumbing::poison_probe(&node_5.output.slot).__pass(link);
                let x = __plumbing::SlotList::new(node_1.output.__share(), 2);
                let x = __plumbing::Push::new(x, node_5.output.__share())
                    .__push()
                    .__after(link)
                    .__checked(__InOneListWith::check());
                __plumbing::step_probe(__plumbing::Of::<__DigitsStep6>::new(), x.__source::<2>(), (), link)
                    .__accepts()
                    .__node(6, __TakenByThisStep::check(), __StoredAsTaken::check())
                    .__cached()
            };
            let node_7 = {
                let link = __plumbing::ShapesOk::<{ RIGHT[7] }>;
                let link = __plumbing::poison_probe(&output_1.slot).__pass(link);
                __plumbing::step_probe(
                    __plumbing::Of::<__DigitsStep7>::new(),
                    node_6.output.__share(),
                    output_1.__share(),
                    link,
                )
                .__accepts()
                .__node(7, __LearntAgainst::check(), __StoredAsTaken::check())
                .__cached()
            };
            __plumbing::poison_probe(&node_7.output.slot).__pass(__plumbing::ShapesOk::<KEPT_0>).__promise(
                __plumbing::type_probe(__plumbing::Of::<__DigitsPromise0>::new()).__display(),
                __plumbing::display_probe(&node_7.output.slot).__display(),
                __PromisedAs::check(),
            );
            let nodes: [&dyn __plumbing::ErasedNode<Self>; 8] =
                [&node_0, &node_1, &node_2, &node_3, &node_4, &node_5, &node_6, &node_7];
            if !visitor.begin(&nodes)? {
                return Ok(());
            }
            while let Some((inputs, targets)) = visitor.next()? {
                let execution = visitor.execution();
                let mut measures = [__plumbing::NOT_MEASURED; 2];
                let _ = &inputs;
                measures[0] = output_0.__accept(&execution, 0, inputs.0)?;
                let given = match targets {
                    Some(targets) => {
                        let _ = &targets;
                        measures[1] = output_1.__accept(&execution, 1, targets.0)?;
                        2
                    }
                    None => 1,
                };
                visitor.run(&execution, &measures[..given], &nodes)?;
                if let Some(wanted) = visitor.outputs() {
                    wanted.set(Some({
                        let (value, measure) = __plumbing::Slot::take(&node_7.output.slot)?;
                        execution.__output(("Digits", "probs"), &KEEPS_0, &PROMISED_0, &measure)?;
                        __plumbing::deliver::<__DigitsPromise0, _>(value).__deliver()?
                    }));
                }
            }
            if let Some(wanted) = visitor.fitted() {
                let (fitted_0, fitted_1, fitted_2, fitted_3, fitted_4, fitted_5, fitted_6, fitted_7) = (|| {
                    Ok::<_, ::shapeflow::Error>((
                        __plumbing::FittedSlot::into_inner(node_0.fitted)?,
                        __plumbing::FittedSlot::into_inner(node_1.fitted)?,
                        __plumbing::FittedSlot::into_inner(node_2.fitted)?,
                        __plumbing::FittedSlot::into_inner(node_3.fitted)?,
                        __plumbing::FittedSlot::into_inner(node_4.fitted)?,
                        __plumbing::FittedSlot::into_inner(node_5.fitted)?,
                        __plumbing::FittedSlot::into_inner(node_6.fitted)?,
                        __plumbing::FittedSlot::into_inner(node_7.fitted)?,
                    ))
                })(
                )?;
                wanted.set(Some(DigitsFitted {
                    pixels: DigitsPixelsFitted { flatten: fitted_0, standard_scaler: fitted_1 },
                    strokes: DigitsStrokesFitted {
                        column_sums: fitted_2,
                        row_sums: fitted_3,
                        concat: fitted_4,
                        pca: fitted_5,
                    },
                    probs: DigitsProbsFitted { concat: fitted_6, logistic_regression: fitted_7 },
                }));
            }
            Ok(())
        };
    }
    #[allow(dead_code)]
    fn names() {
        let image = ();
        let digit = ();
        let _ = image;
        let pixels = ();
        let _ = image;
        let strokes = ();
        let _ = pixels;
        let _ = strokes;
        let _ = digit;
        let probs = ();
        let _ = probs;
    }
    impl ::shapeflow::step::Step for Digits {
        type Fitted = DigitsFitted;
        const SIGNATURE: ::shapeflow::shape::Signature = {
            const TEXT: __plumbing::Text<512> = __plumbing::render_signature(&[SHAPE_0], Some(&[SHAPE_1]), &[OUTPUT_0]);
            ::shapeflow::shape::Signature::new(TEXT.as_str(), &[])
        };
        const LEARNS: bool = __plumbing::learns(&TABLE.nodes);
        const ROWWISE: bool = __plumbing::is_rowwise(&TABLE.nodes, &[0, 1, 2, 3, 4, 5, 6, 7]);
        fn unlearned(&self) -> Option<DigitsFitted> {
            __plumbing::unlearned(self)
        }
        fn feature_names(
            fitted: &DigitsFitted,
            inputs: &[::shapeflow::step::Features],
        ) -> ::std::vec::Vec<::shapeflow::step::Features> {
            __plumbing::output_features(<Self as __plumbing::Pipeline>::all_feature_names(fitted, inputs))
        }
    }
    impl ::shapeflow::step::Fit<__DigitsInput0, __DigitsInput1> for Digits {
        fn fit(
            &self,
            x: __DigitsInput0,
            y: __DigitsInput1,
            context: &::shapeflow::step::Context<'_>,
        ) -> ::shapeflow::Result<DigitsFitted> {
            __plumbing::fit(self, (x,), (y,), context)
        }
        fn fit_transform(
            &self,
            x: __DigitsInput0,
            y: __DigitsInput1,
            context: &::shapeflow::step::Context<'_>,
        ) -> ::shapeflow::Result<(DigitsFitted, __DigitsPromise0)> {
            __plumbing::fit_transform(self, (x,), (y,), context)
        }
        fn learning<'s>(
            &'s self,
            context: &::shapeflow::step::Context<'_>,
        ) -> ::shapeflow::Result<Option<::shapeflow::step::RunningFit<'s, Self, __DigitsInput0, __DigitsInput1>>>
        {
            __plumbing::learning(self, context, |x: __DigitsInput0, y: __DigitsInput1| ((x,), (y,)))
        }
        fn update_fitted(
            &self,
            fitted: &mut DigitsFitted,
            x: __DigitsInput0,
            y: __DigitsInput1,
            context: &::shapeflow::step::Context<'_>,
        ) -> ::shapeflow::Result<()> {
            __plumbing::update_fitted(self, fitted, (x,), (y,), context)
        }
    }
    impl ::shapeflow::step::Transform<__DigitsInput0> for DigitsFitted {
        type Out = __DigitsPromise0;
        fn transform(&self, x: __DigitsInput0) -> ::shapeflow::Result<__DigitsPromise0> {
            let run = ::shapeflow::step::Run::new();
            self.transform_with(x, &::shapeflow::step::Context::root(&run, "", ::shapeflow::Phase::Predict))
        }
        fn transform_with(
            &self,
            x: __DigitsInput0,
            context: &::shapeflow::step::Context<'_>,
        ) -> ::shapeflow::Result<__DigitsPromise0> {
            __plumbing::predict::<Digits>(self, (x,), context)
        }
    }
    #[allow(dead_code)]
    impl Digits {
        #[doc = r" Returns the graph of the pipeline: its nodes, and its edges with their types and shapes."]
        pub fn graph() -> ::shapeflow::graph::Graph {
            __plumbing::graph::<Digits>(
                ("Digits", &[" Reads a handwritten digit from its 8x8 image."]),
                &[("probs", 9)],
            )
        }
    }
    #[allow(dead_code)]
    impl DigitsFitted {
        #[doc = r" Returns the names of the features of all values: those that the inputs have, and those that the fitted steps make of"]
        #[doc = r" them."]
        pub fn feature_names(&self) -> ::shapeflow::graph::FeatureNames {
            __plumbing::feature_names::<Digits>(self, &["probs"])
        }
    }
    impl __plumbing::Pipeline for Digits {
        fn drawn() -> ::shapeflow::graph::Graph {
            Digits::graph()
        }
        fn all_feature_names(
            fitted: &DigitsFitted,
            inputs: &[::shapeflow::step::Features],
        ) -> ::shapeflow::graph::FeatureNames {
            __plumbing::inner_feature_names::<Digits>(fitted, &["probs"], inputs)
        }
    }
    impl ::shapeflow::step::Holds for Digits {
        const HOLDS: bool = __plumbing::holds_resources(&TABLE.nodes);
        fn open(&self, opening: &mut ::shapeflow::step::Opening<'_>) -> ::shapeflow::Result<()> {
            __plumbing::open(__plumbing::Steps::Unfitted(self), opening)
        }
        fn open_fitted(fitted: &DigitsFitted, opening: &mut ::shapeflow::step::Opening<'_>) -> ::shapeflow::Result<()> {
            __plumbing::open::<Digits>(__plumbing::Steps::Fitted(fitted), opening)
        }
    }
    impl<'late, What> ::shapeflow::diagnostics::EachStep<'late, What> for Digits
    where
        __DigitsStep0: ::shapeflow::diagnostics::StepThat<'late, What>,
        __DigitsStep1: ::shapeflow::diagnostics::StepThat<'late, What>,
        __DigitsStep2: ::shapeflow::diagnostics::StepThat<'late, What>,
        __DigitsStep3: ::shapeflow::diagnostics::StepThat<'late, What>,
        __DigitsStep4: ::shapeflow::diagnostics::StepThat<'late, What>,
        __DigitsStep5: ::shapeflow::diagnostics::StepThat<'late, What>,
        __DigitsStep6: ::shapeflow::diagnostics::StepThat<'late, What>,
        __DigitsStep7: ::shapeflow::diagnostics::StepThat<'late, What>,
    {
    }
    impl ::shapeflow::step::Learner for Digits where
        for<'late> Digits: ::shapeflow::diagnostics::EachStep<'late, ::shapeflow::diagnostics::SupportsBatches>
    {
    }
    impl ::shapeflow::step::Continues for Digits where
        for<'late> Digits: ::shapeflow::diagnostics::EachStep<'late, ::shapeflow::diagnostics::SupportsPartialFit>
    {
    }
};
