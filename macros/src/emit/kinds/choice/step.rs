//! A choice as a step: each method calls that of the chosen arm.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::names::{Choice, called};
use crate::emit::names::Names;

impl Choice<'_> {
    /// Returns the implementations of the traits of a step, for the block of the generated code.
    pub(crate) fn impls(&self, names: &Names<'_>) -> TokenStream {
        let (krate, plumbing) = (names.krate, names.plumbing());
        let Self { name, which, fitted, .. } = self;
        let (variants, fields, texts, steps) =
            (self.variants(), self.fields(), self.texts(), self.steps(names));
        let numbers: Vec<Literal> = (0..self.arms.len()).map(Literal::usize_unsuffixed).collect();
        let against: Vec<TokenStream> = (0..self.arms.len()).map(|arm| self.against(names, arm)).collect();
        let signatures = (0..self.arms.len()).map(|arm| names.arm_signature(self.id, arm));
        let body = |code: TokenStream| if names.in_editor() { quote!(loop {}) } else { code };
        let unlearned = body(quote! {
            if <Self as #krate::step::Step>::LEARNS {
                return None;
            }
            match self.choice {
                #(#which::#variants => <#steps as #krate::step::Step>::unlearned(&self.#fields).map(#fitted::#variants),)*
            }
        });
        let each = |function: &str| {
            let function = called(function);
            body(quote! {
                match self.choice {
                    #(#which::#variants => #plumbing::#function::<#against, #steps, X, Y, _>(
                        (#texts, &self.#fields, #fitted::#variants), (x, y), context,
                    ),)*
                }
            })
        };
        let (fit, fit_transform) = (each("fit_arm"), each("fit_transform_arm"));
        let learning = body(quote! {
            match self.choice {
                #(#which::#variants => #plumbing::learning_arm::<#against, #steps, X, Y, Self>(
                    (#texts, &self.#fields, #fitted::#variants), context,
                ),)*
            }
        });
        let update = body(quote! {
            #[allow(unreachable_patterns)]
            match (self.choice, &mut *fitted) {
                #((#which::#variants, #fitted::#variants(arm)) => #plumbing::update_arm::<#against, #steps, X, Y>(
                    (#texts, &self.#fields), arm, (x, y), context,
                ),)*
                (_, fitted) => Err(#plumbing::another_arm(self, fitted)),
            }
        });
        let transform = body(
            quote!(match self { #(Self::#variants(arm) => #krate::step::Transform::transform(arm, x),)* }),
        );
        let transform_with = body(quote! {
            match self { #(Self::#variants(arm) => #plumbing::transform_arm(#texts, arm, x, context),)* }
        });
        let feature_names = body(quote!(#plumbing::choice_feature_names::<Self>(fitted, inputs)));
        let features_in = body(quote!(#plumbing::choice_features_in::<Self>(fitted)));
        let open = body(quote!(#plumbing::open_choice(self, opening)));
        let open_fitted = body(quote!(#plumbing::open_fitted_choice::<Self>(fitted, opening)));
        let written_texts = self.arms.iter().map(|arm| &arm.spec.text);
        let arms = if names.in_editor() {
            quote!(&[])
        } else {
            quote!(&[#(#plumbing::Arm {
                name: #texts, step: #written_texts, signature: #signatures, hyperparameters: <#plumbing::HyperparameterProbe<#steps>>::VTABLE,
                resources: <#plumbing::ResourceProbe<#steps>>::VTABLE, identity: <#plumbing::CacheProbe<#steps>>::OF,
                naming: #plumbing::Naming::of::<#steps>(),
            }),*])
        };
        let written: Vec<Ident> = (0..self.arms.len()).map(|arm| names.arm_written(self.id, arm)).collect();
        quote! {
            impl #krate::step::Step for #name {
                type Fitted = #fitted;
                const SIGNATURE: #krate::shape::Signature = #krate::shape::Signature::POISON;
                const LEARNS: bool = #(<#steps as #krate::step::Step>::LEARNS)||*;
                const ROWWISE: bool = #(<#steps as #krate::step::Step>::ROWWISE)&&*;

                fn unlearned(&self) -> Option<#fitted> {
                    #unlearned
                }

                fn feature_names(
                    fitted: &#fitted,
                    inputs: &[#krate::step::Features],
                ) -> ::std::vec::Vec<#krate::step::Features> {
                    #feature_names
                }

                fn features_in(fitted: &#fitted) -> Option<usize> {
                    #features_in
                }
            }

            impl #plumbing::Arms for #name {
                const ARMS: &'static [#plumbing::Arm] = #arms;

                fn chosen(&self) -> usize {
                    self.choice as usize
                }

                fn choose(&mut self, arm: usize) {
                    match arm {
                        #(#numbers => self.choice = #which::#variants,)*
                        _ => {}
                    }
                }

                fn fitted_arm(fitted: &#fitted) -> usize {
                    match fitted { #(#fitted::#variants(_) => #numbers,)* }
                }

                fn fitted_step(fitted: &#fitted) -> &dyn ::core::any::Any {
                    match fitted { #(#fitted::#variants(arm) => arm,)* }
                }

                fn arm(&self, arm: usize) -> &dyn ::core::any::Any {
                    match arm {
                        #(#numbers => &self.#fields,)*
                        _ => self,
                    }
                }

                fn arm_mut(&mut self, arm: usize) -> &mut dyn ::core::any::Any {
                    match arm {
                        #(#numbers => &mut self.#fields,)*
                        _ => self,
                    }
                }
            }

            impl #plumbing::FittedArms for #fitted {
                type Choice = #name;
            }

            impl<X, Y, Out> #krate::step::Fit<X, Y> for #name
            where
                X: #krate::step::Value,
                Y: #krate::step::Value,
                Out: #krate::step::Value,
                #(
                    #steps: #krate::step::Fit<X, <#against as #plumbing::TargetOf<Y>>::Given>,
                    <#steps as #krate::step::Step>::Fitted: #krate::step::Transform<X, Out = Out>,
                )*
            {
                fn fit(&self, x: X, y: Y, context: &#krate::step::Context<'_>) -> #krate::Result<#fitted> {
                    #fit
                }

                fn fit_transform(&self, x: X, y: Y, context: &#krate::step::Context<'_>) -> #krate::Result<(#fitted, Out)> {
                    #fit_transform
                }

                fn learning<'s>(
                    &'s self,
                    context: &#krate::step::Context<'_>,
                ) -> #krate::Result<Option<#krate::step::RunningFit<'s, Self, X, Y>>> {
                    #learning
                }

                fn update_fitted(
                    &self,
                    fitted: &mut #fitted,
                    x: X,
                    y: Y,
                    context: &#krate::step::Context<'_>,
                ) -> #krate::Result<()> {
                    #update
                }
            }

            impl<X, Out> #krate::step::Transform<X> for #fitted
            where
                X: #krate::step::Value,
                Out: #krate::step::Value,
                #(<#steps as #krate::step::Step>::Fitted: #krate::step::Transform<X, Out = Out>,)*
            {
                type Out = Out;

                fn transform(&self, x: X) -> #krate::Result<Out> {
                    #transform
                }

                fn transform_with(&self, x: X, context: &#krate::step::Context<'_>) -> #krate::Result<Out> {
                    #transform_with
                }
            }

            impl #krate::step::Holds for #name {
                const HOLDS: bool = #plumbing::arms_hold_resources(<Self as #plumbing::Arms>::ARMS);

                fn open(&self, opening: &mut #krate::step::Opening<'_>) -> #krate::Result<()> {
                    #open
                }

                fn open_fitted(fitted: &#fitted, opening: &mut #krate::step::Opening<'_>) -> #krate::Result<()> {
                    #open_fitted
                }
            }

            impl #krate::step::Learner for #name
            where #(for<'late> #written: #krate::diagnostics::StepThat<'late, #krate::diagnostics::SupportsBatches>,)* {}
            impl #krate::step::Continues for #name
            where #(for<'late> #written: #krate::diagnostics::StepThat<'late, #krate::diagnostics::SupportsPartialFit>,)* {}
        }
    }
}
