// The expansion of the pipeline `Digits` in `examples/digits.rs`, to read what the macro writes. A test compares it.
//
// To write it anew: SHAPEFLOW_BLESS=1 cargo test -p shapeflow-macros --lib expansion
// To see the expansion of your own pipelines: SHAPEFLOW_DUMP=folder cargo check
//
// Names that start with `__` are hygienic: they cannot conflict with names of the user.

#[doc(hidden)]
type __DigitsInput0 = ::shapeflow::expand::ndarray::ArcArray<f32, ::shapeflow::expand::ndarray::Ix3>;
#[doc(hidden)]
type __DigitsInput1 = ::shapeflow::expand::ndarray::ArcArray<u8, ::shapeflow::expand::ndarray::Ix1>;
#[doc(hidden)]
type __DigitsPromise0 = ::shapeflow::expand::ndarray::ArcArray<f32, ::shapeflow::expand::ndarray::Ix2>;
#[doc(hidden)]
type __DigitsWritten0 = Flatten;
#[doc(hidden)]
#[allow(non_upper_case_globals)]
const __DigitsIsStep0: bool = {
    #[allow(unused_imports)]
    use ::shapeflow::expand::Otherwise as _;
    <::shapeflow::expand::IsStep<__DigitsWritten0>>::VALUE
};
#[doc(hidden)]
type __DigitsStep0 =
    <::shapeflow::expand::Verdict<__DigitsIsStep0> as ::shapeflow::expand::Replace<__DigitsWritten0>>::Step;
#[doc(hidden)]
type __DigitsWritten1 = StandardScaler;
#[doc(hidden)]
#[allow(non_upper_case_globals)]
const __DigitsIsStep1: bool = {
    #[allow(unused_imports)]
    use ::shapeflow::expand::Otherwise as _;
    <::shapeflow::expand::IsStep<__DigitsWritten1>>::VALUE
};
#[doc(hidden)]
type __DigitsStep1 =
    <::shapeflow::expand::Verdict<__DigitsIsStep1> as ::shapeflow::expand::Replace<__DigitsWritten1>>::Step;
#[doc(hidden)]
type __DigitsWritten2 = ColumnSums;
#[doc(hidden)]
#[allow(non_upper_case_globals)]
const __DigitsIsStep2: bool = {
    #[allow(unused_imports)]
    use ::shapeflow::expand::Otherwise as _;
    <::shapeflow::expand::IsStep<__DigitsWritten2>>::VALUE
};
#[doc(hidden)]
type __DigitsStep2 =
    <::shapeflow::expand::Verdict<__DigitsIsStep2> as ::shapeflow::expand::Replace<__DigitsWritten2>>::Step;
#[doc(hidden)]
type __DigitsWritten3 = RowSums;
#[doc(hidden)]
#[allow(non_upper_case_globals)]
const __DigitsIsStep3: bool = {
    #[allow(unused_imports)]
    use ::shapeflow::expand::Otherwise as _;
    <::shapeflow::expand::IsStep<__DigitsWritten3>>::VALUE
};
#[doc(hidden)]
type __DigitsStep3 =
    <::shapeflow::expand::Verdict<__DigitsIsStep3> as ::shapeflow::expand::Replace<__DigitsWritten3>>::Step;
#[doc(hidden)]
type __DigitsWritten4 = Concat;
#[doc(hidden)]
#[allow(non_upper_case_globals)]
const __DigitsIsStep4: bool = {
    #[allow(unused_imports)]
    use ::shapeflow::expand::Otherwise as _;
    <::shapeflow::expand::IsStep<__DigitsWritten4>>::VALUE
};
#[doc(hidden)]
type __DigitsStep4 =
    <::shapeflow::expand::Verdict<__DigitsIsStep4> as ::shapeflow::expand::Replace<__DigitsWritten4>>::Step;
#[doc(hidden)]
type __DigitsWritten5 = Pca<12>;
#[doc(hidden)]
#[allow(non_upper_case_globals)]
const __DigitsIsStep5: bool = {
    #[allow(unused_imports)]
    use ::shapeflow::expand::Otherwise as _;
    <::shapeflow::expand::IsStep<__DigitsWritten5>>::VALUE
};
#[doc(hidden)]
type __DigitsStep5 =
    <::shapeflow::expand::Verdict<__DigitsIsStep5> as ::shapeflow::expand::Replace<__DigitsWritten5>>::Step;
#[doc(hidden)]
type __DigitsWritten6 = Concat;
#[doc(hidden)]
#[allow(non_upper_case_globals)]
const __DigitsIsStep6: bool = {
    #[allow(unused_imports)]
    use ::shapeflow::expand::Otherwise as _;
    <::shapeflow::expand::IsStep<__DigitsWritten6>>::VALUE
};
#[doc(hidden)]
type __DigitsStep6 =
    <::shapeflow::expand::Verdict<__DigitsIsStep6> as ::shapeflow::expand::Replace<__DigitsWritten6>>::Step;
#[doc(hidden)]
type __DigitsWritten7 = LogisticRegression<10>;
#[doc(hidden)]
#[allow(non_upper_case_globals)]
const __DigitsIsStep7: bool = {
    #[allow(unused_imports)]
    use ::shapeflow::expand::Otherwise as _;
    <::shapeflow::expand::IsStep<__DigitsWritten7>>::VALUE
};
#[doc(hidden)]
type __DigitsStep7 =
    <::shapeflow::expand::Verdict<__DigitsIsStep7> as ::shapeflow::expand::Replace<__DigitsWritten7>>::Step;
#[doc = " Reads a handwritten digit from its 8x8 image."]
#[allow(
    dead_code,
    clippy::struct_field_names,
    clippy::module_name_repetitions,
    clippy::pub_underscore_fields,
    clippy::derive_partial_eq_without_eq
)]
pub struct Digits {
    #[doc = "The steps of `pixels`."]
    pub pixels: DigitsPixelsSteps,
    #[doc = "The steps of `strokes`."]
    pub strokes: DigitsStrokesSteps,
    #[doc = "The steps of `probs`."]
    pub probs: DigitsProbsSteps,
}
#[doc = "[`Digits`] after fitting."]
#[allow(
    dead_code,
    clippy::struct_field_names,
    clippy::module_name_repetitions,
    clippy::pub_underscore_fields,
    clippy::derive_partial_eq_without_eq
)]
pub struct DigitsFitted {
    #[doc = "The steps of `pixels`."]
    pub pixels: DigitsPixelsFitted,
    #[doc = "The steps of `strokes`."]
    pub strokes: DigitsStrokesFitted,
    #[doc = "The steps of `probs`."]
    pub probs: DigitsProbsFitted,
}
#[automatically_derived]
#[allow(clippy::needless_update)]
impl ::core::default::Default for Digits
where
    for<'late> DigitsPixelsSteps: ::shapeflow::errors::HasDefault<'late>,
    for<'late> DigitsStrokesSteps: ::shapeflow::errors::HasDefault<'late>,
    for<'late> DigitsProbsSteps: ::shapeflow::errors::HasDefault<'late>,
{
    fn default() -> Self {
        Self {
            pixels: ::shapeflow::errors::HasDefault::default_step(),
            strokes: ::shapeflow::errors::HasDefault::default_step(),
            probs: ::shapeflow::errors::HasDefault::default_step(),
        }
    }
}
#[allow(dead_code, clippy::should_implement_trait)]
impl Digits {
    #[doc = r" The pipeline with the default hyperparameters of every step."]
    pub fn default() -> Self
    where
        for<'late> __DigitsWritten0: ::shapeflow::errors::HasDefault<'late>,
        for<'late> __DigitsWritten1: ::shapeflow::errors::HasDefault<'late>,
        for<'late> __DigitsWritten2: ::shapeflow::errors::HasDefault<'late>,
        for<'late> __DigitsWritten3: ::shapeflow::errors::HasDefault<'late>,
        for<'late> __DigitsWritten4: ::shapeflow::errors::HasDefault<'late>,
        for<'late> __DigitsWritten5: ::shapeflow::errors::HasDefault<'late>,
        for<'late> __DigitsWritten6: ::shapeflow::errors::HasDefault<'late>,
        for<'late> __DigitsWritten7: ::shapeflow::errors::HasDefault<'late>,
    {
        <Self as ::core::default::Default>::default()
    }
}
#[automatically_derived]
impl ::core::clone::Clone for Digits
where
    for<'late> ::shapeflow::expand::Field<0>: ::shapeflow::expand::CloneField<'late, DigitsPixelsSteps>,
    for<'late> ::shapeflow::expand::Field<1>: ::shapeflow::expand::CloneField<'late, DigitsStrokesSteps>,
    for<'late> ::shapeflow::expand::Field<2>: ::shapeflow::expand::CloneField<'late, DigitsProbsSteps>,
{
    fn clone(&self) -> Self {
        Self {
            pixels: <::shapeflow::expand::Field<0> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.pixels,
            ),
            strokes: <::shapeflow::expand::Field<1> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.strokes,
            ),
            probs: <::shapeflow::expand::Field<2> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(&self.probs),
        }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for Digits
where
    for<'late> ::shapeflow::expand::Field<0>: ::shapeflow::expand::DebugField<'late, DigitsPixelsSteps>,
    for<'late> ::shapeflow::expand::Field<1>: ::shapeflow::expand::DebugField<'late, DigitsStrokesSteps>,
    for<'late> ::shapeflow::expand::Field<2>: ::shapeflow::expand::DebugField<'late, DigitsProbsSteps>,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = formatter.debug_struct("Digits");
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "pixels",
            <::shapeflow::expand::Field<0> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.pixels),
        );
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "strokes",
            <::shapeflow::expand::Field<1> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.strokes),
        );
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "probs",
            <::shapeflow::expand::Field<2> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.probs),
        );
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
#[automatically_derived]
impl ::core::clone::Clone for DigitsFitted
where
    for<'late> ::shapeflow::expand::Field<0>: ::shapeflow::expand::CloneField<'late, DigitsPixelsFitted>,
    for<'late> ::shapeflow::expand::Field<1>: ::shapeflow::expand::CloneField<'late, DigitsStrokesFitted>,
    for<'late> ::shapeflow::expand::Field<2>: ::shapeflow::expand::CloneField<'late, DigitsProbsFitted>,
{
    fn clone(&self) -> Self {
        Self {
            pixels: <::shapeflow::expand::Field<0> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.pixels,
            ),
            strokes: <::shapeflow::expand::Field<1> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.strokes,
            ),
            probs: <::shapeflow::expand::Field<2> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(&self.probs),
        }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DigitsFitted
where
    for<'late> ::shapeflow::expand::Field<0>: ::shapeflow::expand::DebugField<'late, DigitsPixelsFitted>,
    for<'late> ::shapeflow::expand::Field<1>: ::shapeflow::expand::DebugField<'late, DigitsStrokesFitted>,
    for<'late> ::shapeflow::expand::Field<2>: ::shapeflow::expand::DebugField<'late, DigitsProbsFitted>,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = formatter.debug_struct("DigitsFitted");
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "pixels",
            <::shapeflow::expand::Field<0> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.pixels),
        );
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "strokes",
            <::shapeflow::expand::Field<1> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.strokes),
        );
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "probs",
            <::shapeflow::expand::Field<2> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.probs),
        );
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
#[doc = "Steps of [`Digits`]."]
#[allow(
    dead_code,
    clippy::struct_field_names,
    clippy::module_name_repetitions,
    clippy::pub_underscore_fields,
    clippy::derive_partial_eq_without_eq
)]
pub struct DigitsPixelsSteps {
    #[doc = "The step `Flatten`."]
    pub flatten: __DigitsStep0,
    #[doc = "The step `StandardScaler`."]
    pub standard_scaler: __DigitsStep1,
}
#[doc = "Steps of [`Digits`] after fitting."]
#[allow(
    dead_code,
    clippy::struct_field_names,
    clippy::module_name_repetitions,
    clippy::pub_underscore_fields,
    clippy::derive_partial_eq_without_eq
)]
pub struct DigitsPixelsFitted {
    #[doc = "The fitted step `Flatten`."]
    pub flatten: <__DigitsStep0 as ::shapeflow::step::Step>::Fitted,
    #[doc = "The fitted step `StandardScaler`."]
    pub standard_scaler: <__DigitsStep1 as ::shapeflow::step::Step>::Fitted,
}
#[automatically_derived]
#[allow(clippy::needless_update)]
impl ::core::default::Default for DigitsPixelsSteps
where
    for<'late> __DigitsWritten0: ::shapeflow::errors::HasDefault<'late>,
    for<'late> __DigitsWritten1: ::shapeflow::errors::HasDefault<'late>,
{
    fn default() -> Self {
        Self {
            flatten: <::shapeflow::expand::Verdict<__DigitsIsStep0> as ::shapeflow::expand::Replace<
                __DigitsWritten0,
            >>::step(::shapeflow::errors::HasDefault::default_step()),
            standard_scaler: <::shapeflow::expand::Verdict<__DigitsIsStep1> as ::shapeflow::expand::Replace<
                __DigitsWritten1,
            >>::step(::shapeflow::errors::HasDefault::default_step()),
        }
    }
}
#[automatically_derived]
impl ::core::clone::Clone for DigitsPixelsSteps
where
    for<'late> ::shapeflow::expand::Field<0>: ::shapeflow::expand::CloneField<'late, __DigitsStep0>,
    for<'late> ::shapeflow::expand::Field<1>: ::shapeflow::expand::CloneField<'late, __DigitsStep1>,
{
    fn clone(&self) -> Self {
        Self {
            flatten: <::shapeflow::expand::Field<0> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.flatten,
            ),
            standard_scaler: <::shapeflow::expand::Field<1> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.standard_scaler,
            ),
        }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DigitsPixelsSteps
where
    for<'late> ::shapeflow::expand::Field<0>: ::shapeflow::expand::DebugField<'late, __DigitsStep0>,
    for<'late> ::shapeflow::expand::Field<1>: ::shapeflow::expand::DebugField<'late, __DigitsStep1>,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = formatter.debug_struct("DigitsPixelsSteps");
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "flatten",
            <::shapeflow::expand::Field<0> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.flatten),
        );
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "standard_scaler",
            <::shapeflow::expand::Field<1> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(
                &self.standard_scaler,
            ),
        );
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
#[automatically_derived]
impl ::core::clone::Clone for DigitsPixelsFitted
where
    for<'late> ::shapeflow::expand::Field<0>:
        ::shapeflow::expand::CloneField<'late, <__DigitsStep0 as ::shapeflow::step::Step>::Fitted>,
    for<'late> ::shapeflow::expand::Field<1>:
        ::shapeflow::expand::CloneField<'late, <__DigitsStep1 as ::shapeflow::step::Step>::Fitted>,
{
    fn clone(&self) -> Self {
        Self {
            flatten: <::shapeflow::expand::Field<0> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.flatten,
            ),
            standard_scaler: <::shapeflow::expand::Field<1> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.standard_scaler,
            ),
        }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DigitsPixelsFitted
where
    for<'late> ::shapeflow::expand::Field<0>:
        ::shapeflow::expand::DebugField<'late, <__DigitsStep0 as ::shapeflow::step::Step>::Fitted>,
    for<'late> ::shapeflow::expand::Field<1>:
        ::shapeflow::expand::DebugField<'late, <__DigitsStep1 as ::shapeflow::step::Step>::Fitted>,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = formatter.debug_struct("DigitsPixelsFitted");
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "flatten",
            <::shapeflow::expand::Field<0> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.flatten),
        );
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "standard_scaler",
            <::shapeflow::expand::Field<1> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(
                &self.standard_scaler,
            ),
        );
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
#[doc = "Steps of [`Digits`]."]
#[allow(
    dead_code,
    clippy::struct_field_names,
    clippy::module_name_repetitions,
    clippy::pub_underscore_fields,
    clippy::derive_partial_eq_without_eq
)]
pub struct DigitsStrokesSteps {
    #[doc = "The step `ColumnSums`."]
    pub column_sums: __DigitsStep2,
    #[doc = "The step `RowSums`."]
    pub row_sums: __DigitsStep3,
    #[doc = "The step `Concat`."]
    pub concat: __DigitsStep4,
    #[doc = "The step `Pca<12>`."]
    pub pca: __DigitsStep5,
}
#[doc = "Steps of [`Digits`] after fitting."]
#[allow(
    dead_code,
    clippy::struct_field_names,
    clippy::module_name_repetitions,
    clippy::pub_underscore_fields,
    clippy::derive_partial_eq_without_eq
)]
pub struct DigitsStrokesFitted {
    #[doc = "The fitted step `ColumnSums`."]
    pub column_sums: <__DigitsStep2 as ::shapeflow::step::Step>::Fitted,
    #[doc = "The fitted step `RowSums`."]
    pub row_sums: <__DigitsStep3 as ::shapeflow::step::Step>::Fitted,
    #[doc = "The fitted step `Concat`."]
    pub concat: <__DigitsStep4 as ::shapeflow::step::Step>::Fitted,
    #[doc = "The fitted step `Pca<12>`."]
    pub pca: <__DigitsStep5 as ::shapeflow::step::Step>::Fitted,
}
#[automatically_derived]
#[allow(clippy::needless_update)]
impl ::core::default::Default for DigitsStrokesSteps
where
    for<'late> __DigitsWritten2: ::shapeflow::errors::HasDefault<'late>,
    for<'late> __DigitsWritten3: ::shapeflow::errors::HasDefault<'late>,
    for<'late> __DigitsWritten4: ::shapeflow::errors::HasDefault<'late>,
    for<'late> __DigitsWritten5: ::shapeflow::errors::HasDefault<'late>,
{
    fn default() -> Self {
        Self {
            column_sums: <::shapeflow::expand::Verdict<__DigitsIsStep2> as ::shapeflow::expand::Replace<
                __DigitsWritten2,
            >>::step(::shapeflow::errors::HasDefault::default_step()),
            row_sums: <::shapeflow::expand::Verdict<__DigitsIsStep3> as ::shapeflow::expand::Replace<
                __DigitsWritten3,
            >>::step(::shapeflow::errors::HasDefault::default_step()),
            concat:
                <::shapeflow::expand::Verdict<__DigitsIsStep4> as ::shapeflow::expand::Replace<__DigitsWritten4>>::step(
                    ::shapeflow::errors::HasDefault::default_step(),
                ),
            pca:
                <::shapeflow::expand::Verdict<__DigitsIsStep5> as ::shapeflow::expand::Replace<__DigitsWritten5>>::step(
                    ::shapeflow::errors::HasDefault::default_step(),
                ),
        }
    }
}
#[automatically_derived]
impl ::core::clone::Clone for DigitsStrokesSteps
where
    for<'late> ::shapeflow::expand::Field<0>: ::shapeflow::expand::CloneField<'late, __DigitsStep2>,
    for<'late> ::shapeflow::expand::Field<1>: ::shapeflow::expand::CloneField<'late, __DigitsStep3>,
    for<'late> ::shapeflow::expand::Field<2>: ::shapeflow::expand::CloneField<'late, __DigitsStep4>,
    for<'late> ::shapeflow::expand::Field<3>: ::shapeflow::expand::CloneField<'late, __DigitsStep5>,
{
    fn clone(&self) -> Self {
        Self {
            column_sums: <::shapeflow::expand::Field<0> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.column_sums,
            ),
            row_sums: <::shapeflow::expand::Field<1> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.row_sums,
            ),
            concat: <::shapeflow::expand::Field<2> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.concat,
            ),
            pca: <::shapeflow::expand::Field<3> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(&self.pca),
        }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DigitsStrokesSteps
where
    for<'late> ::shapeflow::expand::Field<0>: ::shapeflow::expand::DebugField<'late, __DigitsStep2>,
    for<'late> ::shapeflow::expand::Field<1>: ::shapeflow::expand::DebugField<'late, __DigitsStep3>,
    for<'late> ::shapeflow::expand::Field<2>: ::shapeflow::expand::DebugField<'late, __DigitsStep4>,
    for<'late> ::shapeflow::expand::Field<3>: ::shapeflow::expand::DebugField<'late, __DigitsStep5>,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = formatter.debug_struct("DigitsStrokesSteps");
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "column_sums",
            <::shapeflow::expand::Field<0> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.column_sums),
        );
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "row_sums",
            <::shapeflow::expand::Field<1> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.row_sums),
        );
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "concat",
            <::shapeflow::expand::Field<2> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.concat),
        );
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "pca",
            <::shapeflow::expand::Field<3> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.pca),
        );
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
#[automatically_derived]
impl ::core::clone::Clone for DigitsStrokesFitted
where
    for<'late> ::shapeflow::expand::Field<0>:
        ::shapeflow::expand::CloneField<'late, <__DigitsStep2 as ::shapeflow::step::Step>::Fitted>,
    for<'late> ::shapeflow::expand::Field<1>:
        ::shapeflow::expand::CloneField<'late, <__DigitsStep3 as ::shapeflow::step::Step>::Fitted>,
    for<'late> ::shapeflow::expand::Field<2>:
        ::shapeflow::expand::CloneField<'late, <__DigitsStep4 as ::shapeflow::step::Step>::Fitted>,
    for<'late> ::shapeflow::expand::Field<3>:
        ::shapeflow::expand::CloneField<'late, <__DigitsStep5 as ::shapeflow::step::Step>::Fitted>,
{
    fn clone(&self) -> Self {
        Self {
            column_sums: <::shapeflow::expand::Field<0> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.column_sums,
            ),
            row_sums: <::shapeflow::expand::Field<1> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.row_sums,
            ),
            concat: <::shapeflow::expand::Field<2> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.concat,
            ),
            pca: <::shapeflow::expand::Field<3> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(&self.pca),
        }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DigitsStrokesFitted
where
    for<'late> ::shapeflow::expand::Field<0>:
        ::shapeflow::expand::DebugField<'late, <__DigitsStep2 as ::shapeflow::step::Step>::Fitted>,
    for<'late> ::shapeflow::expand::Field<1>:
        ::shapeflow::expand::DebugField<'late, <__DigitsStep3 as ::shapeflow::step::Step>::Fitted>,
    for<'late> ::shapeflow::expand::Field<2>:
        ::shapeflow::expand::DebugField<'late, <__DigitsStep4 as ::shapeflow::step::Step>::Fitted>,
    for<'late> ::shapeflow::expand::Field<3>:
        ::shapeflow::expand::DebugField<'late, <__DigitsStep5 as ::shapeflow::step::Step>::Fitted>,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = formatter.debug_struct("DigitsStrokesFitted");
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "column_sums",
            <::shapeflow::expand::Field<0> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.column_sums),
        );
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "row_sums",
            <::shapeflow::expand::Field<1> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.row_sums),
        );
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "concat",
            <::shapeflow::expand::Field<2> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.concat),
        );
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "pca",
            <::shapeflow::expand::Field<3> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.pca),
        );
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
#[doc = "Steps of [`Digits`]."]
#[allow(
    dead_code,
    clippy::struct_field_names,
    clippy::module_name_repetitions,
    clippy::pub_underscore_fields,
    clippy::derive_partial_eq_without_eq
)]
pub struct DigitsProbsSteps {
    #[doc = "The step `Concat`."]
    pub concat: __DigitsStep6,
    #[doc = "The step `LogisticRegression<10>`."]
    pub logistic_regression: __DigitsStep7,
}
#[doc = "Steps of [`Digits`] after fitting."]
#[allow(
    dead_code,
    clippy::struct_field_names,
    clippy::module_name_repetitions,
    clippy::pub_underscore_fields,
    clippy::derive_partial_eq_without_eq
)]
pub struct DigitsProbsFitted {
    #[doc = "The fitted step `Concat`."]
    pub concat: <__DigitsStep6 as ::shapeflow::step::Step>::Fitted,
    #[doc = "The fitted step `LogisticRegression<10>`."]
    pub logistic_regression: <__DigitsStep7 as ::shapeflow::step::Step>::Fitted,
}
#[automatically_derived]
#[allow(clippy::needless_update)]
impl ::core::default::Default for DigitsProbsSteps
where
    for<'late> __DigitsWritten6: ::shapeflow::errors::HasDefault<'late>,
    for<'late> __DigitsWritten7: ::shapeflow::errors::HasDefault<'late>,
{
    fn default() -> Self {
        Self {
            concat:
                <::shapeflow::expand::Verdict<__DigitsIsStep6> as ::shapeflow::expand::Replace<__DigitsWritten6>>::step(
                    ::shapeflow::errors::HasDefault::default_step(),
                ),
            logistic_regression: <::shapeflow::expand::Verdict<__DigitsIsStep7> as ::shapeflow::expand::Replace<
                __DigitsWritten7,
            >>::step(__DigitsWritten7 {
                c: 0.5,
                ..::shapeflow::errors::HasDefault::default_step()
            }),
        }
    }
}
#[automatically_derived]
impl ::core::clone::Clone for DigitsProbsSteps
where
    for<'late> ::shapeflow::expand::Field<0>: ::shapeflow::expand::CloneField<'late, __DigitsStep6>,
    for<'late> ::shapeflow::expand::Field<1>: ::shapeflow::expand::CloneField<'late, __DigitsStep7>,
{
    fn clone(&self) -> Self {
        Self {
            concat: <::shapeflow::expand::Field<0> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.concat,
            ),
            logistic_regression: <::shapeflow::expand::Field<1> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.logistic_regression,
            ),
        }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DigitsProbsSteps
where
    for<'late> ::shapeflow::expand::Field<0>: ::shapeflow::expand::DebugField<'late, __DigitsStep6>,
    for<'late> ::shapeflow::expand::Field<1>: ::shapeflow::expand::DebugField<'late, __DigitsStep7>,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = formatter.debug_struct("DigitsProbsSteps");
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "concat",
            <::shapeflow::expand::Field<0> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.concat),
        );
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "logistic_regression",
            <::shapeflow::expand::Field<1> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(
                &self.logistic_regression,
            ),
        );
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
#[automatically_derived]
impl ::core::clone::Clone for DigitsProbsFitted
where
    for<'late> ::shapeflow::expand::Field<0>:
        ::shapeflow::expand::CloneField<'late, <__DigitsStep6 as ::shapeflow::step::Step>::Fitted>,
    for<'late> ::shapeflow::expand::Field<1>:
        ::shapeflow::expand::CloneField<'late, <__DigitsStep7 as ::shapeflow::step::Step>::Fitted>,
{
    fn clone(&self) -> Self {
        Self {
            concat: <::shapeflow::expand::Field<0> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.concat,
            ),
            logistic_regression: <::shapeflow::expand::Field<1> as ::shapeflow::expand::CloneField<'_, _>>::clone_field(
                &self.logistic_regression,
            ),
        }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for DigitsProbsFitted
where
    for<'late> ::shapeflow::expand::Field<0>:
        ::shapeflow::expand::DebugField<'late, <__DigitsStep6 as ::shapeflow::step::Step>::Fitted>,
    for<'late> ::shapeflow::expand::Field<1>:
        ::shapeflow::expand::DebugField<'late, <__DigitsStep7 as ::shapeflow::step::Step>::Fitted>,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        let mut debug = formatter.debug_struct("DigitsProbsFitted");
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "concat",
            <::shapeflow::expand::Field<0> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(&self.concat),
        );
        ::core::fmt::DebugStruct::field(
            &mut debug,
            "logistic_regression",
            <::shapeflow::expand::Field<1> as ::shapeflow::expand::DebugField<'_, _>>::debug_field(
                &self.logistic_regression,
            ),
        );
        ::core::fmt::DebugStruct::finish(&mut debug)
    }
}
#[doc = "The typed paths of [`Digits`]'s hyperparameters."]
#[allow(dead_code, missing_debug_implementations, clippy::pub_underscore_fields)]
pub struct DigitsPaths {
    #[doc = "The paths of `pixels`."]
    pub pixels: DigitsPixelsPaths,
    #[doc = "The paths of `strokes`."]
    pub strokes: DigitsStrokesPaths,
    #[doc = "The paths of `probs`."]
    pub probs: DigitsProbsPaths,
}
#[doc = "The typed paths of [`Digits`]'s hyperparameters."]
#[allow(dead_code, missing_debug_implementations, clippy::pub_underscore_fields)]
pub struct DigitsPixelsPaths {
    #[doc = "The paths of `flatten`."]
    pub flatten: ::shapeflow::expand::At<__DigitsStep0>,
    #[doc = "The paths of `standard_scaler`."]
    pub standard_scaler: ::shapeflow::expand::At<__DigitsStep1>,
}
#[doc = "The typed paths of [`Digits`]'s hyperparameters."]
#[allow(dead_code, missing_debug_implementations, clippy::pub_underscore_fields)]
pub struct DigitsStrokesPaths {
    #[doc = "The paths of `column_sums`."]
    pub column_sums: ::shapeflow::expand::At<__DigitsStep2>,
    #[doc = "The paths of `row_sums`."]
    pub row_sums: ::shapeflow::expand::At<__DigitsStep3>,
    #[doc = "The paths of `concat`."]
    pub concat: ::shapeflow::expand::At<__DigitsStep4>,
    #[doc = "The paths of `pca`."]
    pub pca: ::shapeflow::expand::At<__DigitsStep5>,
}
#[doc = "The typed paths of [`Digits`]'s hyperparameters."]
#[allow(dead_code, missing_debug_implementations, clippy::pub_underscore_fields)]
pub struct DigitsProbsPaths {
    #[doc = "The paths of `concat`."]
    pub concat: ::shapeflow::expand::At<__DigitsStep6>,
    #[doc = "The paths of `logistic_regression`."]
    pub logistic_regression: ::shapeflow::expand::At<__DigitsStep7>,
}
impl ::shapeflow::expand::Tuned for Digits {
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
}
#[automatically_derived]
#[allow(clippy::all, clippy::pedantic, unused_variables, unreachable_code)]
impl ::shapeflow::space::Hyperparameters for Digits {
    type Paths = DigitsPaths;
    fn space() -> ::shapeflow::Result<::shapeflow::space::Space> {
        let space = ::shapeflow::expand::space::<Self>()?;
        ::core::result::Result::Ok(space)
    }
    fn assignment(&self) -> ::shapeflow::space::Assignment {
        ::shapeflow::expand::assignment(self)
    }
    fn set(&mut self, path: &str, value: &::shapeflow::space::Value) -> ::shapeflow::Result<()> {
        ::shapeflow::expand::set(self, path, value)
    }
    fn identify(&self, identity: &mut ::shapeflow::space::Identity) {
        ::shapeflow::expand::identify(self, identity)
    }
    fn paths(path: &::shapeflow::space::Path) -> DigitsPaths {
        DigitsPaths {
            pixels: DigitsPixelsPaths {
                flatten: ::shapeflow::expand::at(path, "pixels.flatten"),
                standard_scaler: ::shapeflow::expand::at(path, "pixels.standard_scaler"),
            },
            strokes: DigitsStrokesPaths {
                column_sums: ::shapeflow::expand::at(path, "strokes.column_sums"),
                row_sums: ::shapeflow::expand::at(path, "strokes.row_sums"),
                concat: ::shapeflow::expand::at(path, "strokes.concat"),
                pca: ::shapeflow::expand::at(path, "strokes.pca"),
            },
            probs: DigitsProbsPaths {
                concat: ::shapeflow::expand::at(path, "probs.concat"),
                logistic_regression: ::shapeflow::expand::at(path, "probs.logistic_regression"),
            },
        }
    }
}
#[allow(dead_code, clippy::too_many_arguments, clippy::let_unit_value)]
impl Digits {
    #[doc = r" Fits every step, independent branches in parallel."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" The first error of a step, with the step's path."]
    pub fn fit(
        &self,
        image: impl ::shapeflow::step::IntoInput<<__DigitsInput0 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput0>,
        digit: impl ::shapeflow::step::IntoInput<<__DigitsInput1 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput1>,
    ) -> ::shapeflow::Result<DigitsFitted> {
        self.fit_with(&::shapeflow::step::Run::new(), image, digit)
    }
    #[doc = r" As [`fit`](Self::fit), with a seed, threads and an observer of the caller's choice."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" As [`fit`](Self::fit)."]
    pub fn fit_with(
        &self,
        run: &::shapeflow::step::Run,
        image: impl ::shapeflow::step::IntoInput<<__DigitsInput0 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput0>,
        digit: impl ::shapeflow::step::IntoInput<<__DigitsInput1 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput1>,
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
    #[doc = r" Fits every step, and gives what the fitted pipeline makes of the inputs."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" As [`fit`](Self::fit)."]
    pub fn fit_transform(
        &self,
        image: impl ::shapeflow::step::IntoInput<<__DigitsInput0 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput0>,
        digit: impl ::shapeflow::step::IntoInput<<__DigitsInput1 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput1>,
    ) -> ::shapeflow::Result<(DigitsFitted, <__DigitsPromise0 as ::shapeflow::expand::Deliverable>::Owned)> {
        self.fit_transform_with(&::shapeflow::step::Run::new(), image, digit)
    }
    #[doc = r" As [`fit_transform`](Self::fit_transform), with a seed, threads and an observer of the caller's choice."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" As [`fit`](Self::fit)."]
    pub fn fit_transform_with(
        &self,
        run: &::shapeflow::step::Run,
        image: impl ::shapeflow::step::IntoInput<<__DigitsInput0 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput0>,
        digit: impl ::shapeflow::step::IntoInput<<__DigitsInput1 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput1>,
    ) -> ::shapeflow::Result<(DigitsFitted, <__DigitsPromise0 as ::shapeflow::expand::Deliverable>::Owned)> {
        let context = ::shapeflow::step::Context::root(run, "digits", ::shapeflow::Phase::Fit);
        let (fitted, outputs) = <Self as ::shapeflow::step::Fit<__DigitsInput0, __DigitsInput1>>::fit_transform(
            self,
            ::shapeflow::step::IntoInput::into_input(image),
            ::shapeflow::step::IntoInput::into_input(digit),
            &context,
        )
        .map_err(|error| error.at("digits", ::shapeflow::Phase::Fit))?;
        ::core::result::Result::Ok((fitted, ::shapeflow::expand::Deliverable::into_owned_value(outputs)))
    }
}
#[allow(dead_code, clippy::too_many_arguments, clippy::let_unit_value)]
impl DigitsFitted {
    #[doc = r" Runs the predict graph."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" The first error of a step, with the step's path."]
    pub fn predict(
        &self,
        image: impl ::shapeflow::step::IntoInput<<__DigitsInput0 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput0>,
    ) -> ::shapeflow::Result<<__DigitsPromise0 as ::shapeflow::expand::Deliverable>::Owned> {
        self.predict_with(&::shapeflow::step::Run::new(), image)
    }
    #[doc = r" As [`predict`](Self::predict), with threads and an observer of the caller's choice."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" As [`predict`](Self::predict)."]
    pub fn predict_with(
        &self,
        run: &::shapeflow::step::Run,
        image: impl ::shapeflow::step::IntoInput<<__DigitsInput0 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput0>,
    ) -> ::shapeflow::Result<<__DigitsPromise0 as ::shapeflow::expand::Deliverable>::Owned> {
        let context = ::shapeflow::step::Context::root(run, "digits", ::shapeflow::Phase::Predict);
        let outputs = <Self as ::shapeflow::step::Transform<__DigitsInput0>>::transform_with(
            self,
            ::shapeflow::step::IntoInput::into_input(image),
            &context,
        )
        .map_err(|error| error.at("digits", ::shapeflow::Phase::Predict))?;
        ::core::result::Result::Ok(::shapeflow::expand::Deliverable::into_owned_value(outputs))
    }
}
#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
impl Digits {
    #[doc = r" Fits every step to the batches of a source, in as many passes over them as it takes"]
    #[doc = r" ([`passes`](Self::passes)). A batch is a tuple of the inputs and then the inputs of `fit`; of one input, it"]
    #[doc = r" is the input."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" The first error of a step or of the source, with the step's path, the pass and the batch."]
    pub fn fit_batches<Input_0, Input_1>(
        &self,
        batches: impl ::shapeflow::batches::Source<Batch = (Input_0, Input_1)>,
    ) -> ::shapeflow::Result<DigitsFitted>
    where
        Input_0:
            ::shapeflow::step::IntoInput<<__DigitsInput0 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput0>,
        Input_1:
            ::shapeflow::step::IntoInput<<__DigitsInput1 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput1>,
        for<'late> Self: ::shapeflow::errors::EachStep<'late, ::shapeflow::errors::LearnsFromBatches>,
    {
        self.fit_batches_with(&::shapeflow::step::Run::new(), batches)
    }
    #[doc = r" As [`fit_batches`](Self::fit_batches), with a seed, threads, an observer and an end of the caller's choice."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" As [`fit_batches`](Self::fit_batches)."]
    pub fn fit_batches_with<Input_0, Input_1>(
        &self,
        run: &::shapeflow::step::Run,
        batches: impl ::shapeflow::batches::Source<Batch = (Input_0, Input_1)>,
    ) -> ::shapeflow::Result<DigitsFitted>
    where
        Input_0:
            ::shapeflow::step::IntoInput<<__DigitsInput0 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput0>,
        Input_1:
            ::shapeflow::step::IntoInput<<__DigitsInput1 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput1>,
        for<'late> Self: ::shapeflow::errors::EachStep<'late, ::shapeflow::errors::LearnsFromBatches>,
    {
        ::shapeflow::expand::fit_batches::<Self, __DigitsInput0, __DigitsInput1, _>(
            (self, "digits"),
            run,
            &batches,
            |(image, digit): (Input_0, Input_1)| {
                (::shapeflow::step::IntoInput::into_input(image), ::shapeflow::step::IntoInput::into_input(digit))
            },
        )
    }
    #[doc = r" How many passes over its rows [`fit_batches`](Self::fit_batches) takes at most: those of the longest chain"]
    #[doc = r" of steps that learn."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" A step cannot start to learn."]
    pub fn passes(&self) -> ::shapeflow::Result<usize>
    where
        for<'late> Self: ::shapeflow::errors::EachStep<'late, ::shapeflow::errors::LearnsFromBatches>,
    {
        ::shapeflow::expand::passes::<Self, __DigitsInput0, __DigitsInput1>(self, "digits")
    }
    #[doc = r" Learns from more rows, from where the model stands. A batch counts for all steps or, after an error, for"]
    #[doc = r" none: the model is copied first."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" The first error of a step, with the step's path; the model is then what it was."]
    pub fn partial_fit(
        &self,
        model: &mut DigitsFitted,
        image: impl ::shapeflow::step::IntoInput<<__DigitsInput0 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput0>,
        digit: impl ::shapeflow::step::IntoInput<<__DigitsInput1 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput1>,
    ) -> ::shapeflow::Result<()>
    where
        for<'late> Self: ::shapeflow::errors::EachStep<'late, ::shapeflow::errors::GoesOnLearning>,
        for<'late> ::shapeflow::expand::Field<0>: ::shapeflow::expand::CloneField<'late, DigitsFitted>,
    {
        self.partial_fit_with(&::shapeflow::step::Run::new(), model, image, digit)
    }
    #[doc = r" As [`partial_fit`](Self::partial_fit), with a seed, an observer and an end of the caller's choice."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" As [`partial_fit`](Self::partial_fit)."]
    pub fn partial_fit_with(
        &self,
        run: &::shapeflow::step::Run,
        model: &mut DigitsFitted,
        image: impl ::shapeflow::step::IntoInput<<__DigitsInput0 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput0>,
        digit: impl ::shapeflow::step::IntoInput<<__DigitsInput1 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput1>,
    ) -> ::shapeflow::Result<()>
    where
        for<'late> Self: ::shapeflow::errors::EachStep<'late, ::shapeflow::errors::GoesOnLearning>,
        for<'late> ::shapeflow::expand::Field<0>: ::shapeflow::expand::CloneField<'late, DigitsFitted>,
    {
        let context = ::shapeflow::step::Context::root(run, "digits", ::shapeflow::Phase::Fit);
        let copy = <::shapeflow::expand::Field<0> as ::shapeflow::expand::CloneField<'_, DigitsFitted>>::clone_field;
        ::shapeflow::expand::partial_fit(
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
    #[doc = r" What the model makes of batches, in order, several of them in flight. A batch is a tuple of the inputs; of"]
    #[doc = r" one input, it is the input."]
    pub fn stream<'batches, Input_0>(
        self: &::std::sync::Arc<Self>,
        batches: impl ::core::iter::IntoIterator<Item = ::shapeflow::Result<Input_0>, IntoIter: 'batches>,
    ) -> ::shapeflow::batches::Stream<'batches, Input_0, <__DigitsPromise0 as ::shapeflow::expand::Deliverable>::Owned>
    where
        Input_0:
            ::shapeflow::step::IntoInput<<__DigitsInput0 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput0>,
        Input_0: ::core::marker::Send + 'static,
    {
        self.stream_with(&::shapeflow::step::Run::new(), batches)
    }
    #[doc = r" As [`stream`](Self::stream), with threads, an observer and an end of the caller's choice."]
    pub fn stream_with<'batches, Input_0>(
        self: &::std::sync::Arc<Self>,
        run: &::shapeflow::step::Run,
        batches: impl ::core::iter::IntoIterator<Item = ::shapeflow::Result<Input_0>, IntoIter: 'batches>,
    ) -> ::shapeflow::batches::Stream<'batches, Input_0, <__DigitsPromise0 as ::shapeflow::expand::Deliverable>::Owned>
    where
        Input_0:
            ::shapeflow::step::IntoInput<<__DigitsInput0 as ::shapeflow::expand::Shown>::As, Value = __DigitsInput0>,
        Input_0: ::core::marker::Send + 'static,
    {
        ::shapeflow::expand::stream::<Digits, _, _>(
            (self, "digits"),
            run,
            batches,
            |image: Input_0| (::shapeflow::step::IntoInput::into_input(image),),
            |outputs| ::shapeflow::expand::Deliverable::into_owned_value(outputs),
        )
    }
}
#[allow(dead_code)]
impl Digits {
    #[doc = r" Opens what the steps hold while they are fitted, once for any number of fits with the run that this gives. It"]
    #[doc = r" is released with the run's last clone."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" The first error of a step that opens, with the step's path; what was opened before is released."]
    pub fn open(&self, run: &::shapeflow::step::Run) -> ::shapeflow::Result<::shapeflow::step::Run> {
        ::shapeflow::expand::open_for::<Digits>(::shapeflow::expand::Steps::Unfitted(self), "digits", run)
    }
}
#[allow(dead_code)]
impl DigitsFitted {
    #[doc = r" Opens what the steps hold while they predict, once for any number of predictions with the run that this"]
    #[doc = r" gives. It is released with the run's last clone."]
    #[doc = r""]
    #[doc = r" # Errors"]
    #[doc = r" The first error of a step that opens, with the step's path; what was opened before is released."]
    pub fn open(&self, run: &::shapeflow::step::Run) -> ::shapeflow::Result<::shapeflow::step::Run> {
        ::shapeflow::expand::open_for::<Digits>(::shapeflow::expand::Steps::Fitted(self), "digits", run)
    }
}
::shapeflow::expand::saved! {
    #[automatically_derived]
    impl ::shapeflow::save::Save for DigitsFitted
    where
        for<'late> ::shapeflow::errors::StateNumber<0>:
            ::shapeflow::errors::SavedState<'late, <__DigitsStep0 as ::shapeflow::step::Step>::Fitted>,
        for<'late> ::shapeflow::errors::StateNumber<1>:
            ::shapeflow::errors::SavedState<'late, <__DigitsStep1 as ::shapeflow::step::Step>::Fitted>,
        for<'late> ::shapeflow::errors::StateNumber<2>:
            ::shapeflow::errors::SavedState<'late, <__DigitsStep2 as ::shapeflow::step::Step>::Fitted>,
        for<'late> ::shapeflow::errors::StateNumber<3>:
            ::shapeflow::errors::SavedState<'late, <__DigitsStep3 as ::shapeflow::step::Step>::Fitted>,
        for<'late> ::shapeflow::errors::StateNumber<4>:
            ::shapeflow::errors::SavedState<'late, <__DigitsStep4 as ::shapeflow::step::Step>::Fitted>,
        for<'late> ::shapeflow::errors::StateNumber<5>:
            ::shapeflow::errors::SavedState<'late, <__DigitsStep5 as ::shapeflow::step::Step>::Fitted>,
        for<'late> ::shapeflow::errors::StateNumber<6>:
            ::shapeflow::errors::SavedState<'late, <__DigitsStep6 as ::shapeflow::step::Step>::Fitted>,
        for<'late> ::shapeflow::errors::StateNumber<7>:
            ::shapeflow::errors::SavedState<'late, <__DigitsStep7 as ::shapeflow::step::Step>::Fitted>,
    {
        const VERSION: u32 = 0;
        fn save(&self, out: &mut ::shapeflow::save::Writer<'_>) -> ::shapeflow::Result<()> {
            let _ = &out;
            <::shapeflow::errors::StateNumber<0> as ::shapeflow::errors::SavedState<'_, _>>::save_field(
                &self.pixels.flatten,
                "pixels.flatten",
                out,
            )?;
            <::shapeflow::errors::StateNumber<1> as ::shapeflow::errors::SavedState<'_, _>>::save_field(
                &self.pixels.standard_scaler,
                "pixels.standard_scaler",
                out,
            )?;
            <::shapeflow::errors::StateNumber<2> as ::shapeflow::errors::SavedState<'_, _>>::save_field(
                &self.strokes.column_sums,
                "strokes.column_sums",
                out,
            )?;
            <::shapeflow::errors::StateNumber<3> as ::shapeflow::errors::SavedState<'_, _>>::save_field(
                &self.strokes.row_sums,
                "strokes.row_sums",
                out,
            )?;
            <::shapeflow::errors::StateNumber<4> as ::shapeflow::errors::SavedState<'_, _>>::save_field(
                &self.strokes.concat,
                "strokes.concat",
                out,
            )?;
            <::shapeflow::errors::StateNumber<5> as ::shapeflow::errors::SavedState<'_, _>>::save_field(
                &self.strokes.pca,
                "strokes.pca",
                out,
            )?;
            <::shapeflow::errors::StateNumber<6> as ::shapeflow::errors::SavedState<'_, _>>::save_field(
                &self.probs.concat,
                "probs.concat",
                out,
            )?;
            <::shapeflow::errors::StateNumber<7> as ::shapeflow::errors::SavedState<'_, _>>::save_field(
                &self.probs.logistic_regression,
                "probs.logistic_regression",
                out,
            )?;
            ::core::result::Result::Ok(())
        }
        fn load(state: &mut ::shapeflow::save::Reader<'_>) -> ::shapeflow::Result<Self> {
            let _ = &state;
            let part_0 = <::shapeflow::errors::StateNumber<0> as ::shapeflow::errors::SavedState<'_, _>>::load_field(
                "pixels.flatten",
                state,
            )?;
            let part_1 = <::shapeflow::errors::StateNumber<1> as ::shapeflow::errors::SavedState<'_, _>>::load_field(
                "pixels.standard_scaler",
                state,
            )?;
            let part_2 = <::shapeflow::errors::StateNumber<2> as ::shapeflow::errors::SavedState<'_, _>>::load_field(
                "strokes.column_sums",
                state,
            )?;
            let part_3 = <::shapeflow::errors::StateNumber<3> as ::shapeflow::errors::SavedState<'_, _>>::load_field(
                "strokes.row_sums",
                state,
            )?;
            let part_4 = <::shapeflow::errors::StateNumber<4> as ::shapeflow::errors::SavedState<'_, _>>::load_field(
                "strokes.concat",
                state,
            )?;
            let part_5 = <::shapeflow::errors::StateNumber<5> as ::shapeflow::errors::SavedState<'_, _>>::load_field(
                "strokes.pca",
                state,
            )?;
            let part_6 = <::shapeflow::errors::StateNumber<6> as ::shapeflow::errors::SavedState<'_, _>>::load_field(
                "probs.concat",
                state,
            )?;
            let part_7 = <::shapeflow::errors::StateNumber<7> as ::shapeflow::errors::SavedState<'_, _>>::load_field(
                "probs.logistic_regression",
                state,
            )?;
            ::core::result::Result::Ok(DigitsFitted {
                pixels: DigitsPixelsFitted { flatten: part_0, standard_scaler: part_1 },
                strokes: DigitsStrokesFitted { column_sums: part_2, row_sums: part_3, concat: part_4, pca: part_5 },
                probs: DigitsProbsFitted { concat: part_6, logistic_regression: part_7 },
            })
        }
    }
}
::shapeflow::expand::saved! {
    #[allow(dead_code)]
    impl DigitsFitted {
        #[doc = r" Saves the model to a file: a manifest that a person can read, and the arrays."]
        #[doc = r""]
        #[doc = r" # Errors"]
        #[doc = r" The file cannot be written; it is then as it was."]
        pub fn save(&self, path: impl ::core::convert::AsRef<::std::path::Path>) -> ::shapeflow::Result<()>
        where
            for<'late> ::shapeflow::errors::StateNumber<0>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep0 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<1>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep1 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<2>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep2 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<3>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep3 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<4>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep4 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<5>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep5 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<6>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep6 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<7>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep7 as ::shapeflow::step::Step>::Fitted>,
        {
            let settings = ::shapeflow::space::Assignment::new();
            ::shapeflow::expand::save_model::<Digits, _>(self, ::core::convert::AsRef::as_ref(&path), &settings)
        }
        #[doc = r" As [`save`](Self::save), and the manifest tells the hyperparameters of the pipeline that it was fitted by."]
        #[doc = r""]
        #[doc = r" # Errors"]
        #[doc = r" As [`save`](Self::save)."]
        pub fn save_fitted_by(
            &self,
            path: impl ::core::convert::AsRef<::std::path::Path>,
            pipeline: &Digits,
        ) -> ::shapeflow::Result<()>
        where
            for<'late> ::shapeflow::errors::StateNumber<0>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep0 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<1>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep1 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<2>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep2 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<3>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep3 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<4>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep4 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<5>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep5 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<6>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep6 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<7>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep7 as ::shapeflow::step::Step>::Fitted>,
        {
            let settings = ::shapeflow::space::Hyperparameters::assignment(pipeline);
            ::shapeflow::expand::save_model::<Digits, _>(self, ::core::convert::AsRef::as_ref(&path), &settings)
        }
    }
    #[allow(dead_code)]
    impl Digits {
        #[doc = r" Loads a model from a file. Nothing in the file is run."]
        #[doc = r""]
        #[doc = r" # Errors"]
        #[doc = r" The file cannot be read, is damaged, or holds another model."]
        pub fn load(path: impl ::core::convert::AsRef<::std::path::Path>) -> ::shapeflow::Result<DigitsFitted>
        where
            for<'late> ::shapeflow::errors::StateNumber<0>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep0 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<1>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep1 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<2>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep2 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<3>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep3 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<4>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep4 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<5>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep5 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<6>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep6 as ::shapeflow::step::Step>::Fitted>,
            for<'late> ::shapeflow::errors::StateNumber<7>:
                ::shapeflow::errors::SavedState<'late, <__DigitsStep7 as ::shapeflow::step::Step>::Fitted>,
        {
            ::shapeflow::expand::load_model::<Digits, _>(::core::convert::AsRef::as_ref(&path))
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
    use ::shapeflow::errors::{
        AStep as __AStep, ActsOnlyToFit as __ActsOnlyToFit, Flows as __Flows,
        GivesAsTheFirstArm as __GivesAsTheFirstArm, GivesOnlyToFit as __GivesOnlyToFit, HasInverse as __HasInverse,
        InOneListWith as __InOneListWith, LearntAgainst as __LearntAgainst, PromisedAs as __PromisedAs,
        SeveralValues as __SeveralValues, TakenAgain as __TakenAgain, TakenByThisStep as __TakenByThisStep,
    };
    #[allow(unused_imports)]
    use ::shapeflow::expand as __expand;
    #[allow(unused_imports)]
    use ::shapeflow::expand::traits::*;
    #[allow(unused_imports)]
    use ::shapeflow::expand::{
        here as __here, require_again as __require_again, require_arm as __require_arm, require_dims as __require_dims,
        require_named as __require_named, require_promise as __require_promise, require_same as __require_same,
        require_step as __require_step, require_target_taken as __require_target_taken,
    };
    const SHAPE_0_DECLARED: __expand::DeclaredDims = __expand::declare_dims("[n, 8, 8]", &[]);
    const _: () = __require_dims(&SHAPE_0_DECLARED);
    const SHAPE_0: __expand::Shape = __expand::DeclaredDims::shape(&SHAPE_0_DECLARED);
    const SHAPE_1_DECLARED: __expand::DeclaredDims = __expand::declare_dims("[n]", &[]);
    const _: () = __require_dims(&SHAPE_1_DECLARED);
    const SHAPE_1: __expand::Shape = __expand::DeclaredDims::shape(&SHAPE_1_DECLARED);
    const INFER_0: __expand::Inference =
        __expand::infer(&<__DigitsStep0 as ::shapeflow::step::Step>::SIGNATURE, &[SHAPE_0], __expand::Targets::None, 1);
    const RIGHT_0: bool = __expand::is_right(&INFER_0, 1);
    const _: () = if !RIGHT_0 {
        __require_step(
            &INFER_0,
            &__expand::ShapeEdge {
                step: "Flatten",
                signature: &<__DigitsStep0 as ::shapeflow::step::Step>::SIGNATURE,
                inputs: &[SHAPE_0],
                sources: &["image"],
                targets: __expand::Targets::None,
                target_sources: &[],
                origin: 1,
            },
            1,
        )
    };
    const INFER_1: __expand::Inference = __expand::infer(
        &<__DigitsStep1 as ::shapeflow::step::Step>::SIGNATURE,
        &[__expand::Inference::output(&INFER_0, 0)],
        __expand::Targets::None,
        2,
    );
    const RIGHT_1: bool = __expand::is_right(&INFER_1, 1);
    const _: () = if !RIGHT_1 {
        __require_step(
            &INFER_1,
            &__expand::ShapeEdge {
                step: "StandardScaler",
                signature: &<__DigitsStep1 as ::shapeflow::step::Step>::SIGNATURE,
                inputs: &[__expand::Inference::output(&INFER_0, 0)],
                sources: &["Flatten"],
                targets: __expand::Targets::None,
                target_sources: &[],
                origin: 2,
            },
            1,
        )
    };
    const INFER_2: __expand::Inference =
        __expand::infer(&<__DigitsStep2 as ::shapeflow::step::Step>::SIGNATURE, &[SHAPE_0], __expand::Targets::None, 3);
    const RIGHT_2: bool = __expand::is_right(&INFER_2, 1);
    const _: () = if !RIGHT_2 {
        __require_step(
            &INFER_2,
            &__expand::ShapeEdge {
                step: "ColumnSums",
                signature: &<__DigitsStep2 as ::shapeflow::step::Step>::SIGNATURE,
                inputs: &[SHAPE_0],
                sources: &["image"],
                targets: __expand::Targets::None,
                target_sources: &[],
                origin: 3,
            },
            1,
        )
    };
    const INFER_3: __expand::Inference =
        __expand::infer(&<__DigitsStep3 as ::shapeflow::step::Step>::SIGNATURE, &[SHAPE_0], __expand::Targets::None, 4);
    const RIGHT_3: bool = __expand::is_right(&INFER_3, 1);
    const _: () = if !RIGHT_3 {
        __require_step(
            &INFER_3,
            &__expand::ShapeEdge {
                step: "RowSums",
                signature: &<__DigitsStep3 as ::shapeflow::step::Step>::SIGNATURE,
                inputs: &[SHAPE_0],
                sources: &["image"],
                targets: __expand::Targets::None,
                target_sources: &[],
                origin: 4,
            },
            1,
        )
    };
    const INFER_4: __expand::Inference = __expand::infer(
        &<__DigitsStep4 as ::shapeflow::step::Step>::SIGNATURE,
        &[__expand::Inference::output(&INFER_2, 0), __expand::Inference::output(&INFER_3, 0)],
        __expand::Targets::None,
        5,
    );
    const RIGHT_4: bool = __expand::is_right(&INFER_4, 1);
    const _: () = if !RIGHT_4 {
        __require_step(
            &INFER_4,
            &__expand::ShapeEdge {
                step: "Concat",
                signature: &<__DigitsStep4 as ::shapeflow::step::Step>::SIGNATURE,
                inputs: &[__expand::Inference::output(&INFER_2, 0), __expand::Inference::output(&INFER_3, 0)],
                sources: &["ColumnSums", "RowSums"],
                targets: __expand::Targets::None,
                target_sources: &[],
                origin: 5,
            },
            1,
        )
    };
    const INFER_5: __expand::Inference = __expand::infer(
        &<__DigitsStep5 as ::shapeflow::step::Step>::SIGNATURE,
        &[__expand::Inference::output(&INFER_4, 0)],
        __expand::Targets::None,
        6,
    );
    const RIGHT_5: bool = __expand::is_right(&INFER_5, 1);
    const _: () = if !RIGHT_5 {
        __require_step(
            &INFER_5,
            &__expand::ShapeEdge {
                step: "Pca<12>",
                signature: &<__DigitsStep5 as ::shapeflow::step::Step>::SIGNATURE,
                inputs: &[__expand::Inference::output(&INFER_4, 0)],
                sources: &["Concat"],
                targets: __expand::Targets::None,
                target_sources: &[],
                origin: 6,
            },
            1,
        )
    };
    const INFER_6: __expand::Inference = __expand::infer(
        &<__DigitsStep6 as ::shapeflow::step::Step>::SIGNATURE,
        &[__expand::Inference::output(&INFER_1, 0), __expand::Inference::output(&INFER_5, 0)],
        __expand::Targets::None,
        7,
    );
    const RIGHT_6: bool = __expand::is_right(&INFER_6, 1);
    const _: () = if !RIGHT_6 {
        __require_step(
            &INFER_6,
            &__expand::ShapeEdge {
                step: "Concat",
                signature: &<__DigitsStep6 as ::shapeflow::step::Step>::SIGNATURE,
                inputs: &[__expand::Inference::output(&INFER_1, 0), __expand::Inference::output(&INFER_5, 0)],
                sources: &["pixels", "strokes"],
                targets: __expand::Targets::None,
                target_sources: &[],
                origin: 7,
            },
            1,
        )
    };
    const INFER_7: __expand::Inference = __expand::infer(
        &<__DigitsStep7 as ::shapeflow::step::Step>::SIGNATURE,
        &[__expand::Inference::output(&INFER_6, 0)],
        __expand::Targets::Given(&[SHAPE_1]),
        8,
    );
    const RIGHT_7: bool = __expand::is_right(&INFER_7, 1);
    const _: () = if !RIGHT_7 {
        __require_step(
            &INFER_7,
            &__expand::ShapeEdge {
                step: "LogisticRegression<10>",
                signature: &<__DigitsStep7 as ::shapeflow::step::Step>::SIGNATURE,
                inputs: &[__expand::Inference::output(&INFER_6, 0)],
                sources: &["Concat"],
                targets: __expand::Targets::Given(&[SHAPE_1]),
                target_sources: &["digit"],
                origin: 8,
            },
            1,
        )
    };
    const PROMISED_0_DECLARED: __expand::DeclaredDims = __expand::declare_dims("[n, 10]", &[]);
    const _: () = __require_dims(&PROMISED_0_DECLARED);
    const PROMISED_0: __expand::Shape = __expand::DeclaredDims::shape(&PROMISED_0_DECLARED);
    const KEEPS_0: __expand::Inference = __expand::expect_shape(__expand::Inference::output(&INFER_7, 0), PROMISED_0);
    const OUTPUT_0: __expand::Shape = __expand::Inference::output(&KEEPS_0, 0);
    const KEPT_0: bool = __expand::is_right(&KEEPS_0, 1);
    const _: () = {
        const PROMISE: &__expand::Promise<'static> = &__expand::Promise {
            promiser: "Digits",
            value: "probs",
            found: __expand::Inference::output(&INFER_7, 0),
            promised: PROMISED_0,
        };
        __require_promise(&KEEPS_0, PROMISE)
    };
    static LABELS: [&str; 10] =
        ["image", "digit", "Flatten", "pixels", "ColumnSums", "RowSums", "Concat", "strokes", "Concat", "probs"];
    static INPUTS: [__expand::Input; 2] = [
        __expand::Input {
            name: "image",
            fit_only: false,
            shape: SHAPE_0,
            type_name: ::core::any::type_name::<__DigitsInput0>,
            key: <__expand::Hashed<__DigitsInput0>>::KEY,
            location: __here(),
        },
        __expand::Input {
            name: "digit",
            fit_only: true,
            shape: SHAPE_1,
            type_name: ::core::any::type_name::<__DigitsInput1>,
            key: <__expand::Hashed<__DigitsInput1>>::KEY,
            location: __here(),
        },
    ];
    static NODES: [__expand::Node; 8] = [
        __expand::Node {
            path: "pixels.flatten",
            step: "Flatten",
            signature: <__DigitsStep0 as ::shapeflow::step::Step>::SIGNATURE,
            learns: <__DigitsStep0 as ::shapeflow::step::Step>::LEARNS,
            rowwise: <__DigitsStep0 as ::shapeflow::step::Step>::ROWWISE,
            expect: false,
            nested: <__expand::Nested<__DigitsStep0>>::GRAPH,
            knobs: <__expand::Tuning<__DigitsStep0>>::KNOBS,
            holds: <__expand::Holding<__DigitsStep0>>::OPENS,
            facts: <__expand::Facts<__DigitsStep0>>::OF,
            choice: None,
            fit_only: false,
            location: __here(),
            block: &[],
            inputs: &[0],
            targets: &[],
            reuses: None,
            outputs: &[2],
            shapes: &INFER_0,
            predicted: &INFER_0,
            passes: None,
            labels: &LABELS,
            origin: 1,
        },
        __expand::Node {
            path: "pixels.standard_scaler",
            step: "StandardScaler",
            signature: <__DigitsStep1 as ::shapeflow::step::Step>::SIGNATURE,
            learns: <__DigitsStep1 as ::shapeflow::step::Step>::LEARNS,
            rowwise: <__DigitsStep1 as ::shapeflow::step::Step>::ROWWISE,
            expect: false,
            nested: <__expand::Nested<__DigitsStep1>>::GRAPH,
            knobs: <__expand::Tuning<__DigitsStep1>>::KNOBS,
            holds: <__expand::Holding<__DigitsStep1>>::OPENS,
            facts: <__expand::Facts<__DigitsStep1>>::OF,
            choice: None,
            fit_only: false,
            location: __here(),
            block: &[],
            inputs: &[2],
            targets: &[],
            reuses: None,
            outputs: &[3],
            shapes: &INFER_1,
            predicted: &INFER_1,
            passes: None,
            labels: &LABELS,
            origin: 2,
        },
        __expand::Node {
            path: "strokes.column_sums",
            step: "ColumnSums",
            signature: <__DigitsStep2 as ::shapeflow::step::Step>::SIGNATURE,
            learns: <__DigitsStep2 as ::shapeflow::step::Step>::LEARNS,
            rowwise: <__DigitsStep2 as ::shapeflow::step::Step>::ROWWISE,
            expect: false,
            nested: <__expand::Nested<__DigitsStep2>>::GRAPH,
            knobs: <__expand::Tuning<__DigitsStep2>>::KNOBS,
            holds: <__expand::Holding<__DigitsStep2>>::OPENS,
            facts: <__expand::Facts<__DigitsStep2>>::OF,
            choice: None,
            fit_only: false,
            location: __here(),
            block: &[],
            inputs: &[0],
            targets: &[],
            reuses: None,
            outputs: &[4],
            shapes: &INFER_2,
            predicted: &INFER_2,
            passes: None,
            labels: &LABELS,
            origin: 3,
        },
        __expand::Node {
            path: "strokes.row_sums",
            step: "RowSums",
            signature: <__DigitsStep3 as ::shapeflow::step::Step>::SIGNATURE,
            learns: <__DigitsStep3 as ::shapeflow::step::Step>::LEARNS,
            rowwise: <__DigitsStep3 as ::shapeflow::step::Step>::ROWWISE,
            expect: false,
            nested: <__expand::Nested<__DigitsStep3>>::GRAPH,
            knobs: <__expand::Tuning<__DigitsStep3>>::KNOBS,
            holds: <__expand::Holding<__DigitsStep3>>::OPENS,
            facts: <__expand::Facts<__DigitsStep3>>::OF,
            choice: None,
            fit_only: false,
            location: __here(),
            block: &[],
            inputs: &[0],
            targets: &[],
            reuses: None,
            outputs: &[5],
            shapes: &INFER_3,
            predicted: &INFER_3,
            passes: None,
            labels: &LABELS,
            origin: 4,
        },
        __expand::Node {
            path: "strokes.concat",
            step: "Concat",
            signature: <__DigitsStep4 as ::shapeflow::step::Step>::SIGNATURE,
            learns: <__DigitsStep4 as ::shapeflow::step::Step>::LEARNS,
            rowwise: <__DigitsStep4 as ::shapeflow::step::Step>::ROWWISE,
            expect: false,
            nested: <__expand::Nested<__DigitsStep4>>::GRAPH,
            knobs: <__expand::Tuning<__DigitsStep4>>::KNOBS,
            holds: <__expand::Holding<__DigitsStep4>>::OPENS,
            facts: <__expand::Facts<__DigitsStep4>>::OF,
            choice: None,
            fit_only: false,
            location: __here(),
            block: &[],
            inputs: &[4, 5],
            targets: &[],
            reuses: None,
            outputs: &[6],
            shapes: &INFER_4,
            predicted: &INFER_4,
            passes: None,
            labels: &LABELS,
            origin: 5,
        },
        __expand::Node {
            path: "strokes.pca",
            step: "Pca<12>",
            signature: <__DigitsStep5 as ::shapeflow::step::Step>::SIGNATURE,
            learns: <__DigitsStep5 as ::shapeflow::step::Step>::LEARNS,
            rowwise: <__DigitsStep5 as ::shapeflow::step::Step>::ROWWISE,
            expect: false,
            nested: <__expand::Nested<__DigitsStep5>>::GRAPH,
            knobs: <__expand::Tuning<__DigitsStep5>>::KNOBS,
            holds: <__expand::Holding<__DigitsStep5>>::OPENS,
            facts: <__expand::Facts<__DigitsStep5>>::OF,
            choice: None,
            fit_only: false,
            location: __here(),
            block: &[],
            inputs: &[6],
            targets: &[],
            reuses: None,
            outputs: &[7],
            shapes: &INFER_5,
            predicted: &INFER_5,
            passes: None,
            labels: &LABELS,
            origin: 6,
        },
        __expand::Node {
            path: "probs.concat",
            step: "Concat",
            signature: <__DigitsStep6 as ::shapeflow::step::Step>::SIGNATURE,
            learns: <__DigitsStep6 as ::shapeflow::step::Step>::LEARNS,
            rowwise: <__DigitsStep6 as ::shapeflow::step::Step>::ROWWISE,
            expect: false,
            nested: <__expand::Nested<__DigitsStep6>>::GRAPH,
            knobs: <__expand::Tuning<__DigitsStep6>>::KNOBS,
            holds: <__expand::Holding<__DigitsStep6>>::OPENS,
            facts: <__expand::Facts<__DigitsStep6>>::OF,
            choice: None,
            fit_only: false,
            location: __here(),
            block: &[],
            inputs: &[3, 7],
            targets: &[],
            reuses: None,
            outputs: &[8],
            shapes: &INFER_6,
            predicted: &INFER_6,
            passes: None,
            labels: &LABELS,
            origin: 7,
        },
        __expand::Node {
            path: "probs.logistic_regression",
            step: "LogisticRegression<10>",
            signature: <__DigitsStep7 as ::shapeflow::step::Step>::SIGNATURE,
            learns: <__DigitsStep7 as ::shapeflow::step::Step>::LEARNS,
            rowwise: <__DigitsStep7 as ::shapeflow::step::Step>::ROWWISE,
            expect: false,
            nested: <__expand::Nested<__DigitsStep7>>::GRAPH,
            knobs: <__expand::Tuning<__DigitsStep7>>::KNOBS,
            holds: <__expand::Holding<__DigitsStep7>>::OPENS,
            facts: <__expand::Facts<__DigitsStep7>>::OF,
            choice: None,
            fit_only: false,
            location: __here(),
            block: &[],
            inputs: &[8],
            targets: &[1],
            reuses: None,
            outputs: &[9],
            shapes: &INFER_7,
            predicted: &INFER_7,
            passes: None,
            labels: &LABELS,
            origin: 8,
        },
    ];
    static TABLES: ::std::sync::LazyLock<__expand::Tables> =
        ::std::sync::LazyLock::new(|| __expand::Tables::new(&INPUTS, &NODES, &[0, 1, 2, 3, 4, 5, 6, 7], &[9]));
    impl __expand::Assembled for Digits {
        type Inputs = (__DigitsInput0,);
        type Targets = (__DigitsInput1,);
        type Outputs = __DigitsPromise0;
        fn tables() -> &'static __expand::Tables {
            &TABLES
        }
        fn fitted_mut(fitted: &mut DigitsFitted, node: usize) -> Option<__expand::FittedMut<'_>> {
            let _ = &fitted;
            match node {
                0 => Some(&mut fitted.pixels.flatten),
                1 => Some(&mut fitted.pixels.standard_scaler),
                2 => Some(&mut fitted.strokes.column_sums),
                3 => Some(&mut fitted.strokes.row_sums),
                4 => Some(&mut fitted.strokes.concat),
                5 => Some(&mut fitted.strokes.pca),
                6 => Some(&mut fitted.probs.concat),
                7 => Some(&mut fitted.probs.logistic_regression),
                _ => None,
            }
        }
        fn assemble(job: &dyn __expand::Job<Self>) -> ::shapeflow::Result<()> {
            let outlet_0 = __expand::flow_probe(__expand::Of::<__DigitsInput0>::new())
                .__flow()
                .__inlet(__expand::Of::<__DigitsInput0>::new(), __Flows::check());
            let outlet_1 = __expand::flow_probe(__expand::Of::<__DigitsInput1>::new())
                .__flow()
                .__inlet(__expand::Of::<__DigitsInput1>::new(), __Flows::check());
            let node_0 = {
                let _: ::shapeflow::errors::Asked<
                    <__expand::Verdict<__DigitsIsStep0> as __expand::Replace<__DigitsWritten0>>::Question,
                > = __AStep::check();
                let link = __expand::Link::<RIGHT_0>;
                let x = outlet_0.__share();
                let y = ();
                __expand::step_probe(__expand::Of::<__DigitsStep0>::new(), x, y)
                    .__verdict()
                    .__after(link)
                    .__node(
                        0,
                        |steps: &Digits| &steps.pixels.flatten,
                        |steps: &DigitsFitted| &steps.pixels.flatten,
                        __TakenByThisStep::check(),
                    )
                    .__kept()
            };
            let node_1 = {
                let _: ::shapeflow::errors::Asked<
                    <__expand::Verdict<__DigitsIsStep1> as __expand::Replace<__DigitsWritten1>>::Question,
                > = __AStep::check();
                let link = __expand::Link::<RIGHT_1>;
                let x = node_0.outlet.__share();
                let y = ();
                __expand::step_probe(__expand::Of::<__DigitsStep1>::new(), x, y)
                    .__verdict()
                    .__after(link)
                    .__node(
                        1,
                        |steps: &Digits| &steps.pixels.standard_scaler,
                        |steps: &DigitsFitted| &steps.pixels.standard_scaler,
                        __TakenByThisStep::check(),
                    )
                    .__kept()
            };
            let node_2 = {
                let _: ::shapeflow::errors::Asked<
                    <__expand::Verdict<__DigitsIsStep2> as __expand::Replace<__DigitsWritten2>>::Question,
                > = __AStep::check();
                let link = __expand::Link::<RIGHT_2>;
                let x = outlet_0.__share();
                let y = ();
                __expand::step_probe(__expand::Of::<__DigitsStep2>::new(), x, y)
                    .__verdict()
                    .__after(link)
                    .__node(
                        2,
                        |steps: &Digits| &steps.strokes.column_sums,
                        |steps: &DigitsFitted| &steps.strokes.column_sums,
                        __TakenByThisStep::check(),
                    )
                    .__kept()
            };
            let node_3 = {
                let _: ::shapeflow::errors::Asked<
                    <__expand::Verdict<__DigitsIsStep3> as __expand::Replace<__DigitsWritten3>>::Question,
                > = __AStep::check();
                let link = __expand::Link::<RIGHT_3>;
                let x = outlet_0.__share();
                let y = ();
                __expand::step_probe(__expand::Of::<__DigitsStep3>::new(), x, y)
                    .__verdict()
                    .__after(link)
                    .__node(
                        3,
                        |steps: &Digits| &steps.strokes.row_sums,
                        |steps: &DigitsFitted| &steps.strokes.row_sums,
                        __TakenByThisStep::check(),
                    )
                    .__kept()
            };
            let node_4 = {
                let _: ::shapeflow::errors::Asked<
                    <__expand::Verdict<__DigitsIsStep4> as __expand::Replace<__DigitsWritten4>>::Question,
                > = __AStep::check();
                let link = __expand::Link::<RIGHT_4>;
                let link = __expand::sound_probe(&node_2.outlet.slot).__pass(link);
                let link = __expand::sound_probe(&node_3.outlet.slot).__pass(link);
                let x = __expand::SlotList::new(node_2.outlet.__share(), 2);
                let x = __expand::Push::new(x, node_3.outlet.__share())
                    .__push()
                    .__after(link)
                    .__checked(__InOneListWith::check());
                let x = x.__source::<2>();
                let y = ();
                __expand::step_probe(__expand::Of::<__DigitsStep4>::new(), x, y)
                    .__verdict()
                    .__after(link)
                    .__node(
                        4,
                        |steps: &Digits| &steps.strokes.concat,
                        |steps: &DigitsFitted| &steps.strokes.concat,
                        __TakenByThisStep::check(),
                    )
                    .__kept()
            };
            let node_5 = {
                let _: ::shapeflow::errors::Asked<
                    <__expand::Verdict<__DigitsIsStep5> as __expand::Replace<__DigitsWritten5>>::Question,
                > = __AStep::check();
                let link = __expand::Link::<RIGHT_5>;
                let x = node_4.outlet.__share();
                let y = ();
                __expand::step_probe(__expand::Of::<__DigitsStep5>::new(), x, y)
                    .__verdict()
                    .__after(link)
                    .__node(
                        5,
                        |steps: &Digits| &steps.strokes.pca,
                        |steps: &DigitsFitted| &steps.strokes.pca,
                        __TakenByThisStep::check(),
                    )
                    .__kept()
            };
            let node_6 = {
                let _: ::shapeflow::errors::Asked<
                    <__expand::Verdict<__DigitsIsStep6> as __expand::Replace<__DigitsWritten6>>::Question,
                > = __AStep::check();
                let link = __expand::Link::<RIGHT_6>;
                let link = __expand::sound_probe(&node_1.outlet.slot).__pass(link);
                let link = __expand::sound_probe(&node_5.outlet.slot).__pass(link);
                let x = __expand::SlotList::new(node_1.outlet.__share(), 2);
                let x = __expand::Push::new(x, node_5.outlet.__share())
                    .__push()
                    .__after(link)
                    .__checked(__InOneListWith::check());
                let x = x.__source::<2>();
                let y = ();
                __expand::step_probe(__expand::Of::<__DigitsStep6>::new(), x, y)
                    .__verdict()
                    .__after(link)
                    .__node(
                        6,
                        |steps: &Digits| &steps.probs.concat,
                        |steps: &DigitsFitted| &steps.probs.concat,
                        __TakenByThisStep::check(),
                    )
                    .__kept()
            };
            let node_7 = {
                let _: ::shapeflow::errors::Asked<
                    <__expand::Verdict<__DigitsIsStep7> as __expand::Replace<__DigitsWritten7>>::Question,
                > = __AStep::check();
                let link = __expand::Link::<RIGHT_7>;
                let link = __expand::sound_probe(&outlet_1.slot).__pass(link);
                let x = node_6.outlet.__share();
                let y = outlet_1.__share();
                __expand::step_probe(__expand::Of::<__DigitsStep7>::new(), x, y)
                    .__verdict()
                    .__after(link)
                    .__node_against(
                        7,
                        |steps: &Digits| &steps.probs.logistic_regression,
                        |steps: &DigitsFitted| &steps.probs.logistic_regression,
                        __LearntAgainst::check(),
                    )
                    .__kept()
            };
            __expand::sound_probe(&node_7.outlet.slot).__pass(__expand::Link::<KEPT_0>).__promise(
                __expand::type_probe(__expand::Of::<__DigitsPromise0>::new()).__shown(),
                __expand::shown_probe(&node_7.outlet.slot).__shown(),
                __PromisedAs::check(),
            );
            let tasks: [&dyn __expand::Task<Self>; 8] =
                [&node_0, &node_1, &node_2, &node_3, &node_4, &node_5, &node_6, &node_7];
            if !job.begin(&tasks)? {
                return Ok(());
            }
            while let Some((inputs, targets)) = job.next()? {
                let engine = job.engine();
                let mut measures = [__expand::NOT_MEASURED; 2];
                let _ = &inputs;
                measures[0] = outlet_0.__accept(&engine, 0, inputs.0)?;
                let given = match targets {
                    Some(targets) => {
                        let _ = &targets;
                        measures[1] = outlet_1.__accept(&engine, 1, targets.0)?;
                        2
                    }
                    None => 1,
                };
                job.run(&engine, &measures[..given], &tasks)?;
                if job.wants_outputs() {
                    job.take_outputs({
                        let (value, measure) = __expand::Slot::take(&node_7.outlet.slot)?;
                        engine.__output(("Digits", "probs"), &KEEPS_0, &PROMISED_0, &measure)?;
                        __expand::deliver::<__DigitsPromise0, _>(value).__deliver()?
                    });
                }
            }
            if job.wants_fitted() {
                let (fitted_0, fitted_1, fitted_2, fitted_3, fitted_4, fitted_5, fitted_6, fitted_7) = (|| {
                    Ok::<_, ::shapeflow::Error>((
                        __expand::FittedSlot::into_inner(node_0.fitted)?,
                        __expand::FittedSlot::into_inner(node_1.fitted)?,
                        __expand::FittedSlot::into_inner(node_2.fitted)?,
                        __expand::FittedSlot::into_inner(node_3.fitted)?,
                        __expand::FittedSlot::into_inner(node_4.fitted)?,
                        __expand::FittedSlot::into_inner(node_5.fitted)?,
                        __expand::FittedSlot::into_inner(node_6.fitted)?,
                        __expand::FittedSlot::into_inner(node_7.fitted)?,
                    ))
                })(
                )?;
                job.take_fitted(DigitsFitted {
                    pixels: DigitsPixelsFitted { flatten: fitted_0, standard_scaler: fitted_1 },
                    strokes: DigitsStrokesFitted {
                        column_sums: fitted_2,
                        row_sums: fitted_3,
                        concat: fitted_4,
                        pca: fitted_5,
                    },
                    probs: DigitsProbsFitted { concat: fitted_6, logistic_regression: fitted_7 },
                });
            }
            Ok(())
        }
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
            const TEXT: __expand::Text<512> = __expand::render_signature(&[SHAPE_0], Some(&[SHAPE_1]), &[OUTPUT_0]);
            ::shapeflow::shape::Signature::new(TEXT.as_str(), &[])
        };
        const LEARNS: bool = __expand::learns(&NODES);
        const ROWWISE: bool = __expand::is_rowwise(&NODES, &[0, 1, 2, 3, 4, 5, 6, 7]);
        fn unlearned(&self) -> Option<DigitsFitted> {
            __expand::unlearned(self)
        }
    }
    impl ::shapeflow::step::Fit<__DigitsInput0, __DigitsInput1> for Digits {
        fn fit(
            &self,
            x: __DigitsInput0,
            y: __DigitsInput1,
            context: &::shapeflow::step::Context<'_>,
        ) -> ::shapeflow::Result<DigitsFitted> {
            __expand::fit(self, (x,), (y,), context)
        }
        fn fit_transform(
            &self,
            x: __DigitsInput0,
            y: __DigitsInput1,
            context: &::shapeflow::step::Context<'_>,
        ) -> ::shapeflow::Result<(DigitsFitted, __DigitsPromise0)> {
            __expand::fit_transform(self, (x,), (y,), context)
        }
        fn learning<'s>(
            &'s self,
            context: &::shapeflow::step::Context<'_>,
        ) -> ::shapeflow::Result<Option<::shapeflow::step::RunningFit<'s, Self, __DigitsInput0, __DigitsInput1>>>
        {
            __expand::learning(self, context, |x: __DigitsInput0, y: __DigitsInput1| ((x,), (y,)))
        }
        fn update_fitted(
            &self,
            fitted: &mut DigitsFitted,
            x: __DigitsInput0,
            y: __DigitsInput1,
            context: &::shapeflow::step::Context<'_>,
        ) -> ::shapeflow::Result<()> {
            __expand::update_fitted(self, fitted, (x,), (y,), context)
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
            __expand::predict::<Digits>(self, (x,), context)
        }
    }
    #[allow(dead_code)]
    impl Digits {
        #[doc = r" The pipeline as data: nodes, edges with their types and shapes, and its exports."]
        pub fn graph() -> ::shapeflow::graph::Graph {
            __expand::graph::<Digits>(("Digits", &[" Reads a handwritten digit from its 8x8 image."]), &[("probs", 9)])
        }
    }
    impl __expand::Pipeline for Digits {
        fn graph() -> ::shapeflow::graph::Graph {
            Digits::graph()
        }
    }
    impl ::shapeflow::step::Holds for Digits {
        const HOLDS: bool = __expand::holds(&NODES);
        fn open(&self, opening: &mut ::shapeflow::step::Opening<'_>) -> ::shapeflow::Result<()> {
            __expand::open(__expand::Steps::Unfitted(self), opening)
        }
        fn open_fitted(fitted: &DigitsFitted, opening: &mut ::shapeflow::step::Opening<'_>) -> ::shapeflow::Result<()> {
            __expand::open::<Digits>(__expand::Steps::Fitted(fitted), opening)
        }
    }
    impl<'late, What> ::shapeflow::errors::EachStep<'late, What> for Digits
    where
        __DigitsWritten0: ::shapeflow::errors::StepThat<'late, What>,
        __DigitsWritten1: ::shapeflow::errors::StepThat<'late, What>,
        __DigitsWritten2: ::shapeflow::errors::StepThat<'late, What>,
        __DigitsWritten3: ::shapeflow::errors::StepThat<'late, What>,
        __DigitsWritten4: ::shapeflow::errors::StepThat<'late, What>,
        __DigitsWritten5: ::shapeflow::errors::StepThat<'late, What>,
        __DigitsWritten6: ::shapeflow::errors::StepThat<'late, What>,
        __DigitsWritten7: ::shapeflow::errors::StepThat<'late, What>,
    {
    }
    impl ::shapeflow::step::Learner for Digits where
        for<'late> Digits: ::shapeflow::errors::EachStep<'late, ::shapeflow::errors::LearnsFromBatches>
    {
    }
    impl ::shapeflow::step::Continues for Digits where
        for<'late> Digits: ::shapeflow::errors::EachStep<'late, ::shapeflow::errors::GoesOnLearning>
    {
    }
};
