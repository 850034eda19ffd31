//! The methods that a caller uses: `fit`, `fit_transform`, `predict`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::inputs::{argument, bound};
use crate::emit::names::{Names, local};
use crate::emit::spans::shown_at;
use crate::emit::types::{joined, result};
use crate::model::Origin;

/// `impl Digits { fit, fit_with, fit_transform, fit_transform_with }` and `impl DigitsFitted { predict, predict_with }`.
///
/// They stand outside of the block of the generated code, and at the user's tokens: a message about a call names
/// `Digits::fit`, and points at the pipeline's name and at the declaration of the input.
pub(crate) fn methods(names: &Names<'_>) -> TokenStream {
    let pipeline = names.pipeline;
    let krate = names.krate;
    let (name, fitted, visibility) = (&pipeline.name, names.fitted(), &pipeline.visibility);
    let root = names.root();
    // Names that no input can take.
    let (run, context, outputs) = (local("run"), local("context"), local("outputs"));
    let (result, value) = result(names, &outputs);
    let (inputs, targets) = (pipeline.input_count, pipeline.fit_input_count);
    let parameters: Vec<_> = (0..inputs + targets).map(|index| parameter(names, index)).collect();
    let (all, transformed) = (parameters.as_slice(), &parameters[..inputs]);
    let arguments: Vec<_> = (0..inputs + targets).map(|index| argument(names, index)).collect();
    let (all_arguments, transformed_arguments) = (arguments.as_slice(), &arguments[..inputs]);
    let taken = |range: &[Ident]| {
        let taken = range.iter().map(|argument| quote!(#krate::step::IntoInput::into_input(#argument)));
        if range.len() == 1 { quote!(#(#taken)*) } else { quote!((#(#taken,)*)) }
    };
    let (x_taken, y_taken) = (taken(transformed_arguments), taken(&arguments[inputs..]));
    let (x, y) = (joined(names, 0, inputs), joined(names, inputs, targets));
    let method = |name: &str| Ident::new(name, pipeline.name.span());
    let (fit, fit_with) = (method("fit"), method("fit_with"));
    let (fit_transform, fit_transform_with) = (method("fit_transform"), method("fit_transform_with"));
    let (predict, predict_with) = (method("predict"), method("predict_with"));
    quote! {
        #[allow(dead_code, clippy::too_many_arguments, clippy::let_unit_value)]
        impl #name {
            /// Fits every step, independent branches in parallel.
            ///
            /// # Errors
            /// The first error of a step, with the step's path.
            #visibility fn #fit(&self, #(#all),*) -> #krate::Result<#fitted> {
                self.fit_with(&#krate::step::Run::new(), #(#all_arguments),*)
            }

            /// As [`fit`](Self::fit), with a seed, threads and an observer of the caller's choice.
            ///
            /// # Errors
            /// As [`fit`](Self::fit).
            #visibility fn #fit_with(&self, #run: &#krate::step::Run, #(#all),*) -> #krate::Result<#fitted> {
                let #context = #krate::step::Context::root(#run, #root, #krate::Phase::Fit);
                <Self as #krate::step::Fit<#x, #y>>::fit(self, #x_taken, #y_taken, &#context)
                    .map_err(|error| error.at(#root, #krate::Phase::Fit))
            }

            /// Fits every step, and gives what the fitted pipeline makes of the inputs.
            ///
            /// # Errors
            /// As [`fit`](Self::fit).
            #visibility fn #fit_transform(&self, #(#all),*) -> #krate::Result<(#fitted, #result)> {
                self.fit_transform_with(&#krate::step::Run::new(), #(#all_arguments),*)
            }

            /// As [`fit_transform`](Self::fit_transform), with a seed, threads and an observer of the caller's choice.
            ///
            /// # Errors
            /// As [`fit`](Self::fit).
            #visibility fn #fit_transform_with(
                &self,
                #run: &#krate::step::Run,
                #(#all),*
            ) -> #krate::Result<(#fitted, #result)> {
                let #context = #krate::step::Context::root(#run, #root, #krate::Phase::Fit);
                let (fitted, #outputs) =
                    <Self as #krate::step::Fit<#x, #y>>::fit_transform(self, #x_taken, #y_taken, &#context)
                        .map_err(|error| error.at(#root, #krate::Phase::Fit))?;
                ::core::result::Result::Ok((fitted, #value))
            }
        }

        #[allow(dead_code, clippy::too_many_arguments, clippy::let_unit_value)]
        impl #fitted {
            /// Runs the predict graph.
            ///
            /// # Errors
            /// The first error of a step, with the step's path.
            #visibility fn #predict(&self, #(#transformed),*) -> #krate::Result<#result> {
                self.predict_with(&#krate::step::Run::new(), #(#transformed_arguments),*)
            }

            /// As [`predict`](Self::predict), with threads and an observer of the caller's choice.
            ///
            /// # Errors
            /// As [`predict`](Self::predict).
            #visibility fn #predict_with(
                &self,
                #run: &#krate::step::Run,
                #(#transformed),*
            ) -> #krate::Result<#result> {
                let #context = #krate::step::Context::root(#run, #root, #krate::Phase::Predict);
                let #outputs = <Self as #krate::step::Transform<#x>>::transform_with(self, #x_taken, &#context)
                    .map_err(|error| error.at(#root, #krate::Phase::Predict))?;
                ::core::result::Result::Ok(#value)
            }
        }
    }
}

/// `image: impl IntoInput<ArrayOf<f32, 2>, Value = ...>`, shown at the input's declaration.
fn parameter(names: &Names<'_>, index: usize) -> TokenStream {
    let argument = argument(names, index);
    let bound = bound(names, index);
    match &names.pipeline.values[index].origin {
        Origin::Input(declared) | Origin::FitInput(declared) => {
            let taken = shown_at(declared.span, quote!(impl #bound));
            quote!(#argument: #taken)
        }
        _ => quote!(#argument: impl #bound),
    }
}
