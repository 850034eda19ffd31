//! Batches: `fit_batches`, `passes`, `partial_fit` and `stream`, and whether all steps allow them.
//!
//! Invariant: one list of bounds, [`BOUNDS`] at a time, answers every question about all steps; a node costs one
//! bound and one arm.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::inputs::{argument, bound};
use crate::emit::chunked::{BOUNDS, Part};
use crate::emit::group::Group;
use crate::emit::names::{Names, local, numbered};
use crate::emit::spans::shown_at;
use crate::emit::types::{joined, result};
use crate::model::NodeId;

/// `impl EachStep`, and what follows from it: `Learner` and `Continues`.
pub(crate) fn each_step(names: &Names<'_>, root: &Group) -> TokenStream {
    let (krate, name) = (names.krate, &names.pipeline.name);
    let steps = root.steps();
    let bounds = |steps: &[NodeId]| {
        let written = steps.iter().flat_map(|&step| names.all_written(step));
        let bounds = written.map(|(written, span)| {
            shown_at(span, quote!(#written: #krate::diagnostics::StepThat<'late, What>,))
        });
        quote!(#(#bounds)*)
    };
    let (mut items, mut all_bounds) = (TokenStream::new(), TokenStream::new());
    if steps.len() <= BOUNDS {
        all_bounds = bounds(&steps);
    } else {
        for (number, steps) in steps.chunks(BOUNDS).enumerate() {
            let number = Literal::usize_unsuffixed(number);
            let part = Part {
                generics: quote!(, What),
                path: quote!(#krate::diagnostics::EachStepOfPart),
                arguments: quote!(What, #number),
                holder: name,
                bounds: bounds(steps),
                body: TokenStream::new(),
            };
            let bound = part.bound();
            items.extend(part.implementation());
            all_bounds.extend(quote!(#bound,));
        }
    }
    let impls = quote! {
        #items
        impl<'late, What> #krate::diagnostics::EachStep<'late, What> for #name where #all_bounds {}
        impl #krate::step::Learner for #name where for<'late> #name: #krate::diagnostics::EachStep<'late, #krate::diagnostics::SupportsBatches> {}
        impl #krate::step::Continues for #name where for<'late> #name: #krate::diagnostics::EachStep<'late, #krate::diagnostics::SupportsPartialFit> {}
    };
    shown_at(names.pipeline.name.span(), impls)
}

/// The methods that take batches.
pub(crate) fn methods(names: &Names<'_>) -> TokenStream {
    let (krate, plumbing, pipeline) = (names.krate, names.plumbing(), names.pipeline);
    let (name, fitted, visibility, root) =
        (&pipeline.name, names.fitted(), &pipeline.visibility, names.root());
    let (inputs, all) = (pipeline.input_count, pipeline.input_count + pipeline.fit_input_count);
    let (x, y) = (joined(names, 0, inputs), joined(names, inputs, all - inputs));
    let arguments: Vec<Ident> = (0..all).map(|index| argument(names, index)).collect();
    let generics: Vec<Ident> = (0..all).map(|index| numbered("Input", index)).collect();
    let bounds: Vec<TokenStream> = (0..all).map(|index| bound(names, index)).collect();
    let parameters = arguments.iter().zip(&bounds).map(|(name, bound)| quote!(#name: impl #bound));
    let parameters: Vec<_> = parameters.collect();
    let bounds: Vec<_> = generics.iter().zip(&bounds).map(|(name, bound)| quote!(#name: #bound,)).collect();
    let taken = arguments.iter().map(|argument| quote!(#krate::step::IntoInput::into_input(#argument)));
    let taken: Vec<_> = taken.collect();
    let (xs, ys) = taken.split_at(inputs);
    let (batch, pattern) = (one_or_tuple(&generics), one_or_tuple(&arguments));
    let (x_generics, x_bounds) = (&generics[..inputs], &bounds[..inputs]);
    let (x_batch, x_pattern) = (one_or_tuple(x_generics), one_or_tuple(&arguments[..inputs]));
    let (x_taken, y_taken) = (one_or_tuple(xs), one_or_tuple(ys));
    let method = |name: &str| Ident::new(name, pipeline.name.span());
    let (fit_batches, fit_batches_with, passes) =
        (method("fit_batches"), method("fit_batches_with"), method("passes"));
    let (partial_fit, partial_fit_with) = (method("partial_fit"), method("partial_fit_with"));
    let (stream, stream_with) = (method("stream"), method("stream_with"));
    let (run, batches, model, context) = (local("run"), local("batches"), local("model"), local("context"));
    let outputs = local("outputs");
    let (ty, value) = result(names, &outputs);
    let body = |code: TokenStream| if names.in_editor() { quote!(loop {}) } else { code };
    let go_on = body(quote! {
        let #context = #krate::step::Context::root(#run, #root, #krate::Phase::Fit);
        let copy = <#plumbing::Field<0> as #plumbing::CloneField<'_, #fitted>>::clone_field;
        #plumbing::partial_fit(self, (#model, copy), (#(#xs,)*), (#(#ys,)*), &#context)
            .map_err(|error| error.at(#root, #krate::Phase::Fit))
    });
    let streamed = body(quote! {
        #plumbing::stream::<#name, _, _>(
            (self, #root), #run, #batches, |#x_pattern: #x_batch| (#(#xs,)*), |#outputs| #value,
        )
    });
    let methods = quote! {
        #[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
        impl #name {
            /// Fits every step to the batches of a source, in as many passes over them as it takes
            /// ([`passes`](Self::passes)). A batch is a tuple of the inputs and then the inputs of `fit`; of one input, it
            /// is the input.
            ///
            /// # Errors
            /// The first error of a step or of the source, with the step's path, the pass and the batch.
            #visibility fn #fit_batches<#(#generics),*>(
                &self,
                #batches: impl #krate::batches::Source<Batch = #batch>,
            ) -> #krate::Result<#fitted>
            where #(#bounds)* for<'late> Self: #krate::diagnostics::EachStep<'late, #krate::diagnostics::SupportsBatches>
            {
                self.fit_batches_with(&#krate::step::Run::new(), #batches)
            }

            /// As [`fit_batches`](Self::fit_batches), with a seed, threads, an observer and an end of the caller's choice.
            ///
            /// # Errors
            /// As [`fit_batches`](Self::fit_batches).
            #visibility fn #fit_batches_with<#(#generics),*>(
                &self,
                #run: &#krate::step::Run,
                #batches: impl #krate::batches::Source<Batch = #batch>,
            ) -> #krate::Result<#fitted>
            where #(#bounds)* for<'late> Self: #krate::diagnostics::EachStep<'late, #krate::diagnostics::SupportsBatches>
            {
                #plumbing::fit_batches::<Self, #x, #y, _>(
                    (self, #root), #run, &#batches, |#pattern: #batch| (#x_taken, #y_taken),
                )
            }

            /// How many passes over its rows [`fit_batches`](Self::fit_batches) takes at most: those of the longest chain
            /// of steps that learn.
            ///
            /// # Errors
            /// A step cannot start to learn.
            #visibility fn #passes(&self) -> #krate::Result<usize>
            where for<'late> Self: #krate::diagnostics::EachStep<'late, #krate::diagnostics::SupportsBatches>
            {
                #plumbing::passes::<Self, #x, #y>(self, #root)
            }

            /// Learns from more rows, from where the model stands. A batch counts for all steps or, after an error, for
            /// none: the model is copied first.
            ///
            /// # Errors
            /// The first error of a step, with the step's path; the model is then what it was.
            #visibility fn #partial_fit(&self, #model: &mut #fitted, #(#parameters),*) -> #krate::Result<()>
            where
                for<'late> Self: #krate::diagnostics::EachStep<'late, #krate::diagnostics::SupportsPartialFit>,
                for<'late> #plumbing::Field<0>: #plumbing::CloneField<'late, #fitted>,
            {
                self.partial_fit_with(&#krate::step::Run::new(), #model, #(#arguments),*)
            }

            /// As [`partial_fit`](Self::partial_fit), with a seed, an observer and an end of the caller's choice.
            ///
            /// # Errors
            /// As [`partial_fit`](Self::partial_fit).
            #visibility fn #partial_fit_with(
                &self,
                #run: &#krate::step::Run,
                #model: &mut #fitted,
                #(#parameters),*
            ) -> #krate::Result<()>
            where
                for<'late> Self: #krate::diagnostics::EachStep<'late, #krate::diagnostics::SupportsPartialFit>,
                for<'late> #plumbing::Field<0>: #plumbing::CloneField<'late, #fitted>,
            {
                #go_on
            }
        }

        #[allow(dead_code, clippy::type_complexity, single_use_lifetimes)]
        impl #fitted {
            /// What the model makes of batches, in order, several of them in flight. A batch is a tuple of the inputs; of
            /// one input, it is the input.
            #visibility fn #stream<'batches, #(#x_generics),*>(
                self: &::std::sync::Arc<Self>,
                #batches: impl ::core::iter::IntoIterator<Item = #krate::Result<#x_batch>, IntoIter: 'batches>,
            ) -> #krate::batches::Stream<'batches, #x_batch, #ty>
            where #(#x_bounds)* #(#x_generics: ::core::marker::Send + 'static,)*
            {
                self.stream_with(&#krate::step::Run::new(), #batches)
            }

            /// As [`stream`](Self::stream), with threads, an observer and an end of the caller's choice.
            #visibility fn #stream_with<'batches, #(#x_generics),*>(
                self: &::std::sync::Arc<Self>,
                #run: &#krate::step::Run,
                #batches: impl ::core::iter::IntoIterator<Item = #krate::Result<#x_batch>, IntoIter: 'batches>,
            ) -> #krate::batches::Stream<'batches, #x_batch, #ty>
            where #(#x_bounds)* #(#x_generics: ::core::marker::Send + 'static,)*
            {
                #streamed
            }
        }
    };
    // A message about a call points at the pipeline's name.
    shown_at(pipeline.name.span(), methods)
}

/// A tuple; of one, itself.
fn one_or_tuple<T: quote::ToTokens>(parts: &[T]) -> TokenStream {
    if let [only] = parts { quote!(#only) } else { quote!((#(#parts,)*)) }
}
