//! The pipeline as a step of another pipeline: `impl Step`, `Fit` and `Transform`.
//!
//! Invariant: each method passes its arguments to one function of the engine.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::emit::attributes::docs;
use crate::emit::checked::checked;
use crate::emit::names::{Names, constant, local};
use crate::emit::tables::predicted_nodes;
use crate::emit::types::{edge_outputs, joined};
use crate::model::Pipeline;

/// Returns `impl Step`, `Fit`, `Transform` and `Pipeline`, and `graph()`.
pub(crate) fn step_impls(names: &Names<'_>) -> TokenStream {
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
    let predicted = predicted_nodes(pipeline);
    let predicted = predicted.iter().map(|id| Literal::usize_unsuffixed(id.0));
    let unlearned = if names.in_editor() { quote!(loop {}) } else { quote!(#plumbing::unlearned(self)) };
    let output_names = if names.in_editor() {
        quote!(loop {})
    } else {
        quote!(#plumbing::output_features(<Self as #plumbing::Pipeline>::all_feature_names(fitted, inputs)))
    };
    let bodies = bodies(names);
    // A missing output has been reported, so no second error is about the signature.
    let signature = if pipeline.outputs.is_empty() {
        quote!(#krate::shape::Signature::POISON)
    } else {
        quote! {{
            const TEXT: #plumbing::Text<512> =
                #plumbing::render_signature(&[#(#shapes),*], #fit_shapes, &[#(#outputs),*]);
            #krate::shape::Signature::new(TEXT.as_str(), &[])
        }}
    };
    quote! {
        impl #krate::step::Step for #name {
            type Fitted = #fitted;
            const SIGNATURE: #krate::shape::Signature = #signature;
            const LEARNS: bool = #plumbing::learns(&TABLE.nodes);
            const ROWWISE: bool = #plumbing::is_rowwise(&TABLE.nodes, &[#(#predicted),*]);

            fn unlearned(&self) -> Option<#fitted> {
                #unlearned
            }

            fn feature_names(
                fitted: &#fitted,
                inputs: &[#krate::step::Features],
            ) -> ::std::vec::Vec<#krate::step::Features> {
                #output_names
            }
        }

        #bodies
    }
}

/// Returns the name of the job that fits a pipeline and returns its outputs for the inputs.
pub(super) fn fit_transform_job(pipeline: &Pipeline) -> Ident {
    let changes_rows = pipeline.nodes.iter().any(|node| node.is_bypassed);
    local(if changes_rows { "fit_then_predict" } else { "fit_transform" })
}

/// Returns all of these except `impl Step`.
fn bodies(names: &Names<'_>) -> TokenStream {
    let pipeline = names.pipeline;
    let (krate, plumbing) = (names.krate, names.plumbing());
    let (name, fitted, visibility) = (&pipeline.name, names.fitted(), &pipeline.visibility);
    let (inputs, targets) = (pipeline.input_count, pipeline.fit_input_count);
    let (x, y, out) = (joined(names, 0, inputs), joined(names, inputs, targets), edge_outputs(names));
    let checked = checked(names, &out);
    let tuple = |name: &str, count: usize| {
        let name = local(name);
        if count == 1 { quote!((#name,)) } else { quote!(#name) }
    };
    let (xs, ys) = (tuple("x", inputs), tuple("y", targets));
    let (x_name, y_name) = (local("x"), local("y"));
    let (text, docs) = (name.to_string(), docs(&pipeline.attributes));
    let output_names: Vec<String> = pipeline.outputs.iter().map(|output| output.name.to_string()).collect();
    let outputs = pipeline.outputs.iter().map(|output| {
        let (name, value) = (output.name.to_string(), Literal::usize_unsuffixed(output.value.0));
        quote!((#name, #value))
    });
    let body = |code: TokenStream| if names.in_editor() { quote!(loop {}) } else { code };
    let fit = body(quote!(#plumbing::fit(self, #xs, #ys, context)));
    let both = fit_transform_job(pipeline);
    let fit_transform = body(quote!(#plumbing::#both(self, #xs, #ys, context)));
    let predict = body(quote!(#plumbing::predict::<#name>(self, #xs, context)));
    let learning = body(quote!(#plumbing::learning(self, context, |#x_name: #x, #y_name: #y| (#xs, #ys))));
    let update_fitted = body(quote!(#plumbing::update_fitted(self, fitted, #xs, #ys, context)));
    let graph = body(quote!(#plumbing::graph::<#name>((#text, &[#(#docs),*]), &[#(#outputs),*])));
    let feature_names = body(quote!(#plumbing::feature_names::<#name>(self, &[#(#output_names),*])));
    let all_names =
        body(quote!(#plumbing::inner_feature_names::<#name>(fitted, &[#(#output_names),*], inputs)));
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
            type Out = #checked;

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
            /// Returns the graph of the pipeline: its nodes, and its edges with their types and shapes.
            #visibility fn graph() -> #krate::graph::Graph {
                #graph
            }
        }

        #[allow(dead_code)]
        impl #fitted {
            /// Returns the names of the features of all values: those that the inputs have, and those that the fitted steps make of
            /// them.
            #visibility fn feature_names(&self) -> #krate::graph::FeatureNames {
                #feature_names
            }
        }

        impl #plumbing::Pipeline for #name {
            fn drawn() -> #krate::graph::Graph {
                #name::graph()
            }

            fn all_feature_names(
                fitted: &#fitted,
                inputs: &[#krate::step::Features],
            ) -> #krate::graph::FeatureNames {
                #all_names
            }
        }
    }
}
