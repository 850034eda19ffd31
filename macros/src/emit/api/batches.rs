//! The methods for batches: `fit_batches`, `passes`, `partial_fit` and `stream`, and whether all steps support them.
//!
//! Invariant: `EachStep` has one bound per step, in tuples of [`BOUNDS`] if there are many, and serves every question about
//! all steps.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::inputs::{argument, bound, taken};
use crate::emit::group::Group;
use crate::emit::limits::BOUNDS;
use crate::emit::names::{Names, local, numbered};
use crate::emit::spans::with_span;
use crate::emit::types::{joined, result};
use crate::emit::written::Written;

/// Returns `impl EachStep`, and the implementations of `Learner` and `Continues`, which follow from it.
pub(crate) fn each_step(names: &Names<'_>, root: &Group) -> TokenStream {
    let (krate, name) = (names.krate, &names.pipeline.name);
    let steps = root.steps();
    let steps = steps.iter().flat_map(|&step| Written::all(names, step));
    let steps: Vec<(TokenStream, Span)> =
        steps.map(|written| (written.replaced(names), written.spec.span)).collect();
    let each = quote!(#krate::diagnostics::EachStep);
    let bounds: TokenStream = if steps.len() <= BOUNDS {
        let bounds = steps
            .iter()
            .map(|(step, span)| with_span(*span, quote!(#step: #krate::diagnostics::StepThat<'late, What>,)));
        bounds.collect()
    } else {
        // rustc compares each step with all bounds of a list, so the steps of a long pipeline are in tuples.
        let bounds = steps.chunks(BOUNDS).map(|steps| {
            let steps = steps.iter().map(|(step, _)| step);
            quote!((#(#steps,)*): #each<'late, What>,)
        });
        bounds.collect()
    };
    let impls = quote! {
        impl<'late, What> #each<'late, What> for #name where #bounds {}
        impl #krate::step::Learner for #name where for<'late> #name: #each<'late, #krate::diagnostics::SupportsBatches> {}
        impl #krate::step::Continues for #name where for<'late> #name: #each<'late, #krate::diagnostics::SupportsPartialFit> {}
    };
    with_span(names.pipeline.name.span(), impls)
}

/// Returns the methods that accept batches.
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
    let taken: Vec<_> = (0..all).map(|index| taken(names, index)).collect();
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
    let partial_fit_body = body(quote! {
        let #context = #krate::step::Context::root(#run, #root, #krate::Phase::Fit);
        let copy = <#plumbing::Field<0> as #plumbing::CloneField<'_, #fitted>>::clone_field;
        #plumbing::partial_fit(self, (#model, copy), (#(#xs,)*), (#(#ys,)*), &#context)
            .map_err(|error| error.at(#root, #krate::Phase::Fit))
    });
    let fit_batches_body = body(quote! {
        #plumbing::fit_batches::<Self, #x, #y, _>(
            (self, #root), #run, &#batches, |#pattern: #batch| (#x_taken, #y_taken),
        )
    });
    let streamed = body(quote! {
        #plumbing::stream::<#name, _, _>(
            (self, #root), #run, #batches, |#x_pattern: #x_batch| (#(#xs,)*), |#outputs| #value,
        )
    });
    let methods = quote! {
        #[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
        impl #name {
            /// Fits every step to the batches of a source, in at most [`passes`](Self::passes) passes over them, and
            /// returns the fitted pipeline. A batch is a tuple of the inputs followed by the targets; a batch of a
            /// single value is that value.
            ///
            /// # Errors
            /// Returns the first error of a step or of the source, with the path of the step, the pass and the batch.
            #visibility fn #fit_batches<#(#generics),*>(
                &self,
                #batches: impl #krate::batches::Source<Batch = #batch>,
            ) -> #krate::Result<#fitted>
            where #(#bounds)* for<'late> Self: #krate::diagnostics::EachStep<'late, #krate::diagnostics::SupportsBatches>
            {
                self.fit_batches_with(&#krate::step::Run::new(), #batches)
            }

            /// Fits like [`fit_batches`](Self::fit_batches), with the options of `run`: seed, threads, observer,
            /// cancellation and more.
            ///
            /// # Errors
            /// Returns the same errors as [`fit_batches`](Self::fit_batches).
            #visibility fn #fit_batches_with<#(#generics),*>(
                &self,
                #run: &#krate::step::Run,
                #batches: impl #krate::batches::Source<Batch = #batch>,
            ) -> #krate::Result<#fitted>
            where #(#bounds)* for<'late> Self: #krate::diagnostics::EachStep<'late, #krate::diagnostics::SupportsBatches>
            {
                #fit_batches_body
            }

            /// Returns the maximum number of passes over the batches that [`fit_batches`](Self::fit_batches) needs: the
            /// passes of the longest chain of steps that learn.
            ///
            /// # Errors
            /// Returns the error of a step that cannot start to learn.
            #visibility fn #passes(&self) -> #krate::Result<usize>
            where for<'late> Self: #krate::diagnostics::EachStep<'late, #krate::diagnostics::SupportsBatches>
            {
                #plumbing::passes::<Self, #x, #y>(self, #root)
            }

            /// Continues to fit `model` with more rows. The steps learn in a copy of the model, so that after an error
            /// none of them has changed.
            ///
            /// # Errors
            /// Returns the first error of a step, with the path of the step. The model is then unchanged.
            #visibility fn #partial_fit(&self, #model: &mut #fitted, #(#parameters),*) -> #krate::Result<()>
            where
                for<'late> Self: #krate::diagnostics::EachStep<'late, #krate::diagnostics::SupportsPartialFit>,
                for<'late> #plumbing::Field<0>: #plumbing::CloneField<'late, #fitted>,
            {
                self.partial_fit_with(&#krate::step::Run::new(), #model, #(#arguments),*)
            }

            /// Continues like [`partial_fit`](Self::partial_fit), with the options of `run`: seed, observer,
            /// cancellation and more.
            ///
            /// # Errors
            /// Returns the same errors as [`partial_fit`](Self::partial_fit).
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
                #partial_fit_body
            }
        }

        #[allow(dead_code, clippy::type_complexity, single_use_lifetimes)]
        impl #fitted {
            /// Returns an iterator over the outputs for these batches, in order, with several batches in progress at
            /// once. A batch is a tuple of the inputs; a batch of a single input is that input.
            ///
            /// An error of the source or of a step is the item of its batch, and the iterator continues with the next
            /// batch.
            #visibility fn #stream<'batches, #(#x_generics),*>(
                self: &::std::sync::Arc<Self>,
                #batches: impl ::core::iter::IntoIterator<Item = #krate::Result<#x_batch>, IntoIter: 'batches>,
            ) -> #krate::batches::Stream<'batches, #x_batch, #ty>
            where #(#x_bounds)* #(#x_generics: ::core::marker::Send + 'static,)*
            {
                self.stream_with(&#krate::step::Run::new(), #batches)
            }

            /// Streams like [`stream`](Self::stream), with the options of `run`: threads, observer, cancellation and
            /// more.
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
    // An error in a call points at the pipeline's name.
    with_span(pipeline.name.span(), methods)
}

/// Returns a tuple; of one part, the part itself.
fn one_or_tuple<T: quote::ToTokens>(parts: &[T]) -> TokenStream {
    if let [only] = parts { quote!(#only) } else { quote!((#(#parts,)*)) }
}
