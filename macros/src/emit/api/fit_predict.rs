//! The methods `fit`, `fit_transform` and `predict`.

use std::ops::Range;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::inputs::{argument, bound, taken};
use super::step_impl::fit_transform_job;
use crate::emit::checked::if_right;
use crate::emit::columns;
use crate::emit::names::{Names, local};
use crate::emit::spans::with_span;
use crate::emit::types::{joined, result};
use crate::model::{Origin, ValueId};

/// Returns `fit`, `fit_with`, `fit_transform` and `fit_transform_with` of `Digits`, and `predict` and `predict_with` of
/// `DigitsFitted`.
///
/// They are outside the block of the generated code and have the spans of the user's tokens, so that an error in a call
/// names `Digits::fit`, and points at the pipeline's name and at the declaration of the input.
pub(crate) fn methods(names: &Names<'_>) -> TokenStream {
    let pipeline = names.pipeline;
    let (krate, plumbing, both) = (names.krate, names.plumbing(), fit_transform_job(pipeline));
    let (name, fitted, visibility) = (&pipeline.name, names.fitted(), &pipeline.visibility);
    // With a record that is none, no method of the fitted pipeline is missing.
    let takes_columns = (0..pipeline.input_count).any(|index| columns::are_taken(names, ValueId(index)));
    let given = if takes_columns { if_right(names, &quote!(#fitted)) } else { quote!(#fitted) };
    let root = names.root();
    // Names that no input can take.
    let (run, context, outputs) = (local("run"), local("context"), local("outputs"));
    let (result, value) = result(names, &outputs);
    let (inputs, targets) = (pipeline.input_count, pipeline.fit_input_count);
    let parameters: Vec<_> = (0..inputs + targets).map(|index| parameter(names, index)).collect();
    let (all, transformed) = (parameters.as_slice(), &parameters[..inputs]);
    let arguments: Vec<_> = (0..inputs + targets).map(|index| argument(names, index)).collect();
    let (all_arguments, transformed_arguments) = (arguments.as_slice(), &arguments[..inputs]);
    let taken = |range: Range<usize>| {
        let taken = range.clone().map(|index| taken(names, index));
        if range.len() == 1 { quote!(#(#taken)*) } else { quote!((#(#taken,)*)) }
    };
    let (x_taken, y_taken) = (taken(0..inputs), taken(inputs..inputs + targets));
    let tuple = |taken: &TokenStream, count| if count == 1 { quote!((#taken,)) } else { taken.clone() };
    let (xs_taken, ys_taken) = (tuple(&x_taken, inputs), tuple(&y_taken, targets));
    let (x, y) = (joined(names, 0, inputs), joined(names, inputs, targets));
    let body = |code: TokenStream| if names.in_editor() { quote!(loop {}) } else { code };
    let method = |name: &str| Ident::new(name, pipeline.name.span());
    let (fit, fit_with) = (method("fit"), method("fit_with"));
    let (fit_transform, fit_transform_with) = (method("fit_transform"), method("fit_transform_with"));
    let (predict, predict_with) = (method("predict"), method("predict_with"));
    let fit_body = body(quote!(self.fit_with(&#krate::step::Run::new(), #(#all_arguments),*)));
    let fit_with_body = body(quote! {
        let #context = #krate::step::Context::root(#run, #root, #krate::Phase::Fit);
        <Self as #krate::step::Fit<#x, #y>>::fit(self, #x_taken, #y_taken, &#context)
            .map_err(|error| error.at(#root, #krate::Phase::Fit))
    });
    let fit_transform_body =
        body(quote!(self.fit_transform_with(&#krate::step::Run::new(), #(#all_arguments),*)));
    // Not the method of `Fit`, which needs inputs that are `Clone`: a value that is not is reported at its declaration.
    let fit_transform_with_body = body(quote! {
        let #context = #krate::step::Context::root(#run, #root, #krate::Phase::Fit);
        let (fitted, #outputs) = #plumbing::#both(self, #xs_taken, #ys_taken, &#context)
            .map_err(|error| error.at(#root, #krate::Phase::Fit))?;
        ::core::result::Result::Ok((fitted, #value))
    });
    let predict_body =
        body(quote!(self.predict_with(&#krate::step::Run::new(), #(#transformed_arguments),*)));
    let predict_with_body = body(quote! {
        let #context = #krate::step::Context::root(#run, #root, #krate::Phase::Predict);
        let #outputs = <Self as #krate::step::Transform<#x>>::transform_with(self, #x_taken, &#context)
            .map_err(|error| error.at(#root, #krate::Phase::Predict))?;
        ::core::result::Result::Ok(#value)
    });
    quote! {
        #[allow(dead_code, clippy::too_many_arguments, clippy::let_unit_value)]
        impl #name {
            /// Fits every step and returns the fitted pipeline. Independent branches run in parallel.
            ///
            /// # Errors
            /// Returns the first error of a step, with the path of the step.
            #visibility fn #fit(&self, #(#all),*) -> #krate::Result<#given> { #fit_body }

            /// Fits like [`fit`](Self::fit), with the options of `run`: seed, threads, observer and more.
            ///
            /// # Errors
            /// Returns the same errors as [`fit`](Self::fit).
            #visibility fn #fit_with(&self, #run: &#krate::step::Run, #(#all),*) -> #krate::Result<#given> { #fit_with_body }

            /// Fits every step, and returns the fitted pipeline together with its outputs for the same inputs.
            ///
            /// # Errors
            /// Returns the same errors as [`fit`](Self::fit).
            #visibility fn #fit_transform(&self, #(#all),*) -> #krate::Result<(#given, #result)> { #fit_transform_body }

            /// Fits and predicts like [`fit_transform`](Self::fit_transform), with the options of `run`: seed, threads,
            /// observer and more.
            ///
            /// # Errors
            /// Returns the same errors as [`fit`](Self::fit).
            #visibility fn #fit_transform_with(
                &self,
                #run: &#krate::step::Run,
                #(#all),*
            ) -> #krate::Result<(#given, #result)> { #fit_transform_with_body }
        }

        #[allow(dead_code, clippy::too_many_arguments, clippy::let_unit_value)]
        impl #fitted {
            /// Returns the outputs for these inputs: runs the predict graph with the fitted steps.
            ///
            /// # Errors
            /// Returns the first error of a step, with the path of the step.
            #visibility fn #predict(&self, #(#transformed),*) -> #krate::Result<#result> { #predict_body }

            /// Predicts like [`predict`](Self::predict), with the options of `run`: threads, observer and more.
            ///
            /// # Errors
            /// Returns the same errors as [`predict`](Self::predict).
            #visibility fn #predict_with(
                &self,
                #run: &#krate::step::Run,
                #(#transformed),*
            ) -> #krate::Result<#result> { #predict_with_body }
        }
    }
}

/// Returns a parameter with the span of the input's declaration: `image: impl IntoInput<ArrayOf<f32, 2>, Value = ..>`.
fn parameter(names: &Names<'_>, index: usize) -> TokenStream {
    let argument = argument(names, index);
    let bound = bound(names, index);
    match &names.pipeline.values[index].origin {
        Origin::Input(declared) | Origin::FitInput(declared) => {
            let taken = with_span(declared.span, quote!(impl #bound));
            quote!(#argument: #taken)
        }
        _ => quote!(#argument: impl #bound),
    }
}
