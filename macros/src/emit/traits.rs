//! The pipeline as a step, and the methods that a caller uses: `fit`, `fit_transform`, `predict`.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::names::{Names, constant, local};
use super::spans::shown_at;
use super::structs::unspanned;
use crate::model::{Origin, ValueId, ValueType};

/// The type of a value on an edge, as the user declared it.
pub(super) fn edge_type(names: &Names<'_>, ty: &ValueType) -> TokenStream {
    let krate = names.krate;
    let element = &ty.element;
    match &ty.dims {
        None => quote!(#element),
        Some(dims) => {
            let rank = quote::format_ident!("Ix{}", dims.axes.len().min(6));
            quote!(#krate::plumbing::ndarray::ArcArray<#element, #krate::plumbing::ndarray::#rank>)
        }
    }
}

/// The type of output `index` on an edge.
pub(super) fn edge_output(names: &Names<'_>, index: usize) -> TokenStream {
    if names.pipeline.promise.as_ref().is_some_and(|promise| promise.get(index).is_some()) {
        let promised = names.promised_type(index);
        quote!(#promised)
    } else {
        super::types::value_type(names, names.pipeline.outputs[index].value)
    }
}

/// The type of all outputs on one edge: the output's, or a tuple.
pub(super) fn edge_outputs(names: &Names<'_>) -> TokenStream {
    let outputs: Vec<_> = (0..names.pipeline.outputs.len()).map(|index| edge_output(names, index)).collect();
    match outputs.as_slice() {
        [only] => only.clone(),
        _ => quote!((#(#outputs,)*)),
    }
}

/// The type aliases of inputs and promises, which hold the user's tokens.
pub(super) fn aliases(names: &Names<'_>) -> TokenStream {
    let mut aliases = TokenStream::new();
    for (index, value) in names.pipeline.values.iter().enumerate() {
        if let Origin::Input(ty) | Origin::FitInput(ty) = &value.origin {
            let (alias, ty) = (names.input_type(ValueId(index)), edge_type(names, ty));
            aliases.extend(quote!(#[doc(hidden)] type #alias = #ty;));
        } else if index < names.pipeline.input_count + names.pipeline.fit_input_count {
            let (alias, plumbing) = (names.input_type(ValueId(index)), names.plumbing());
            aliases.extend(quote!(#[doc(hidden)] type #alias = #plumbing::Poison;));
        }
    }
    let outputs = names.pipeline.outputs.len();
    for (index, ty) in names.pipeline.promise.iter().flatten().enumerate().take(outputs) {
        let (alias, ty) = (names.promised_type(index), edge_type(names, ty));
        aliases.extend(quote!(#[doc(hidden)] type #alias = #ty;));
    }
    aliases
}

/// What a caller gets: an array of its own for a promised array, and else what flows on the edge.
fn owned_output(names: &Names<'_>, index: usize) -> (TokenStream, bool) {
    let krate = names.krate;
    let promised = names.pipeline.promise.as_ref().and_then(|promise| promise.get(index));
    match promised.map(|ty| ty.dims.is_some()) {
        Some(true) => {
            let alias = names.promised_type(index);
            (quote!(<#alias as #krate::plumbing::Deliverable>::Owned), true)
        }
        // What a caller sees stands outside the block that knows the types of edges: it asks the fitted pipeline.
        _ => {
            let (fitted, x) = (names.fitted(), joined(names, 0, names.pipeline.input_count));
            let (index, count) =
                (Literal::usize_unsuffixed(index), Literal::usize_unsuffixed(names.pipeline.outputs.len()));
            let all = quote!(<#fitted as #krate::step::Transform<#x>>::Out);
            if names.pipeline.outputs.len() == 1 {
                return (all, false);
            }
            (quote!(<#all as #krate::plumbing::Part<#index, #count>>::Type), false)
        }
    }
}

/// The struct of several outputs.
pub(super) fn output_struct(names: &Names<'_>) -> TokenStream {
    let pipeline = names.pipeline;
    if pipeline.outputs.len() < 2 {
        return TokenStream::new();
    }
    let (visibility, name) = (&pipeline.visibility, names.output());
    let doc = format!("What [`{}`] gives.", pipeline.name);
    let fields = pipeline.outputs.iter().enumerate().map(|(index, output)| {
        let (field, (ty, _)) = (unspanned(&output.name), owned_output(names, index));
        let doc = format!("The output `{field}`.");
        quote!(#[doc = #doc] pub #field: #ty,)
    });
    quote! {
        #[doc = #doc]
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        #[allow(dead_code, clippy::pub_underscore_fields)]
        #visibility struct #name { #(#fields)* }
    }
}

/// The type that the caller gets, and an expression that makes it of the variable `outputs`.
pub(super) fn result(names: &Names<'_>, outputs: &Ident) -> (TokenStream, TokenStream) {
    let plumbing = names.plumbing();
    let pipeline = names.pipeline;
    if let [output] = pipeline.outputs.as_slice() {
        let _ = output;
        let (ty, is_array) = owned_output(names, 0);
        let value = if is_array {
            quote!(#plumbing::Deliverable::into_owned_value(#outputs))
        } else {
            quote!(#outputs)
        };
        return (ty, value);
    }
    if pipeline.outputs.is_empty() {
        return (quote!(()), quote!(#outputs));
    }
    let name = names.output();
    let fields = pipeline.outputs.iter().enumerate().map(|(index, output)| {
        let (field, (_, is_array)) = (unspanned(&output.name), owned_output(names, index));
        let index = Literal::usize_unsuffixed(index);
        if is_array {
            quote!(#field: #plumbing::Deliverable::into_owned_value(#outputs.#index))
        } else {
            quote!(#field: #outputs.#index)
        }
    });
    (quote!(#name), quote!(#name { #(#fields),* }))
}

/// `impl Digits { fit, fit_with, fit_transform, fit_transform_with }` and `impl DigitsFitted { predict, predict_with }`.
///
/// They stand outside of the block of the generated code, and at the user's tokens: a message about a call names
/// `Digits::fit`, and points at the pipeline's name and at the declaration of the input.
pub(super) fn methods(names: &Names<'_>) -> TokenStream {
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

/// `IntoInput<ArrayOf<f32, 2>, Value = ...>`
pub(super) fn bound(names: &Names<'_>, index: usize) -> TokenStream {
    let (krate, plumbing) = (names.krate, names.plumbing());
    let ty = names.input_type(ValueId(index));
    let called = match &names.pipeline.values[index].origin {
        Origin::Input(declared) | Origin::FitInput(declared) if declared.dims.is_some() => {
            quote!(<#ty as #plumbing::DisplayAs>::As)
        }
        _ => quote!(#ty),
    };
    quote!(#krate::step::IntoInput<#called, Value = #ty>)
}

/// A parameter is called like the input; it is no position for an editor, so it has no span of the user's.
pub(super) fn argument(names: &Names<'_>, index: usize) -> Ident {
    let name = names.pipeline.values[index].name.as_ref();
    name.map_or_else(|| super::names::numbered("input", index), unspanned)
}

/// `impl Step`, `Fit` and `Transform`: a pipeline nests in another.
pub(super) fn step_impls(names: &Names<'_>) -> TokenStream {
    let pipeline = names.pipeline;
    let (krate, plumbing) = (names.krate, names.plumbing());
    let (name, fitted) = (&pipeline.name, names.fitted());
    let (inputs, targets) = (pipeline.input_count, pipeline.fit_input_count);
    let shapes = (0..inputs).map(|index| constant("SHAPE", index));
    let fit_shapes = if targets == 0 {
        quote!(None)
    } else {
        let shapes = (inputs..inputs + targets).map(|index| constant("SHAPE", index));
        quote!(Some(&[#(#shapes),*]))
    };
    let outputs = (0..pipeline.outputs.len()).map(|index| constant("OUTPUT", index));
    let predicted = super::predicted_nodes(pipeline);
    let predicted = predicted.iter().map(|id| Literal::usize_unsuffixed(id.0));
    let unlearned = if names.in_editor() { quote!(loop {}) } else { quote!(#plumbing::unlearned(self)) };
    let bodies = bodies(names);
    quote! {
        impl #krate::step::Step for #name {
            type Fitted = #fitted;
            const SIGNATURE: #krate::shape::Signature = {
                const TEXT: #plumbing::Text<512> =
                    #plumbing::render_signature(&[#(#shapes),*], #fit_shapes, &[#(#outputs),*]);
                #krate::shape::Signature::new(TEXT.as_str(), &[])
            };
            const LEARNS: bool = #plumbing::learns(&NODES);
            const ROWWISE: bool = #plumbing::is_rowwise(&NODES, &[#(#predicted),*]);

            fn unlearned(&self) -> Option<#fitted> {
                #unlearned
            }
        }

        #bodies
    }
}

/// `impl Fit`, `Transform` and `Pipeline`, and `graph()`.
fn bodies(names: &Names<'_>) -> TokenStream {
    let pipeline = names.pipeline;
    let (krate, plumbing) = (names.krate, names.plumbing());
    let (name, fitted, visibility) = (&pipeline.name, names.fitted(), &pipeline.visibility);
    let (inputs, targets) = (pipeline.input_count, pipeline.fit_input_count);
    let (x, y, out) = (joined(names, 0, inputs), joined(names, inputs, targets), edge_outputs(names));
    let tuple = |name: &str, count: usize| {
        let name = local(name);
        if count == 1 { quote!((#name,)) } else { quote!(#name) }
    };
    let (xs, ys) = (tuple("x", inputs), tuple("y", targets));
    let (x_name, y_name) = (local("x"), local("y"));
    let (text, docs) = (name.to_string(), super::structs::docs(&pipeline.attributes));
    let outputs = pipeline.outputs.iter().map(|output| {
        let (name, value) = (output.name.to_string(), Literal::usize_unsuffixed(output.value.0));
        quote!((#name, #value))
    });
    let body = |code: TokenStream| if names.in_editor() { quote!(loop {}) } else { code };
    let fit = body(quote!(#plumbing::fit(self, #xs, #ys, context)));
    let changes_rows = pipeline.nodes.iter().any(|node| node.passes);
    let both = local(if changes_rows { "fit_then_predict" } else { "fit_transform" });
    let fit_transform = body(quote!(#plumbing::#both(self, #xs, #ys, context)));
    let predict = body(quote!(#plumbing::predict::<#name>(self, #xs, context)));
    let learning = body(quote!(#plumbing::learning(self, context, |#x_name: #x, #y_name: #y| (#xs, #ys))));
    let update_fitted = body(quote!(#plumbing::update_fitted(self, fitted, #xs, #ys, context)));
    let graph = body(quote!(#plumbing::graph::<#name>((#text, &[#(#docs),*]), &[#(#outputs),*])));
    quote! {
        impl #krate::step::Fit<#x, #y> for #name {
            fn fit(&self, #x_name: #x, #y_name: #y, context: &#krate::step::Context<'_>) -> #krate::Result<#fitted> {
                #fit
            }

            fn fit_transform(
                &self,
                #x_name: #x,
                #y_name: #y,
                context: &#krate::step::Context<'_>,
            ) -> #krate::Result<(#fitted, #out)> {
                #fit_transform
            }

            fn learning<'s>(
                &'s self,
                context: &#krate::step::Context<'_>,
            ) -> #krate::Result<Option<#krate::step::RunningFit<'s, Self, #x, #y>>> {
                #learning
            }

            fn update_fitted(
                &self,
                fitted: &mut #fitted,
                #x_name: #x,
                #y_name: #y,
                context: &#krate::step::Context<'_>,
            ) -> #krate::Result<()> {
                #update_fitted
            }
        }

        impl #krate::step::Transform<#x> for #fitted {
            type Out = #out;

            fn transform(&self, #x_name: #x) -> #krate::Result<#out> {
                let run = #krate::step::Run::new();
                self.transform_with(#x_name, &#krate::step::Context::root(&run, "", #krate::Phase::Predict))
            }

            fn transform_with(&self, #x_name: #x, context: &#krate::step::Context<'_>) -> #krate::Result<#out> {
                #predict
            }
        }

        #[allow(dead_code)]
        impl #name {
            /// The pipeline as data: nodes, edges with their types and shapes, and its exports.
            #visibility fn graph() -> #krate::graph::Graph {
                #graph
            }
        }

        impl #plumbing::Pipeline for #name {
            fn graph() -> #krate::graph::Graph {
                #name::graph()
            }
        }
    }
}

/// The type of several inputs as one value.
pub(super) fn joined(names: &Names<'_>, first: usize, count: usize) -> TokenStream {
    let types = (first..first + count).map(|index| names.input_type(ValueId(index)));
    if count == 1 { quote!(#(#types)*) } else { quote!((#(#types,)*)) }
}
