//! What each arm is asked about types, so that a mistake is reported at the arm.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::names::{Names, local};
use super::super::spans::Place;
use super::Choice;

impl Choice<'_> {
    /// Before the node is made: what each arm says to what stands before it, and whether all give one type. The node's
    /// own verdict says nothing more.
    pub(in crate::emit) fn questions(
        &self,
        names: &Names<'_>,
        link: &Ident,
        x: &Ident,
        y: &Ident,
    ) -> TokenStream {
        let plumbing = names.plumbing();
        let has_target = names.pipeline.nodes[self.id.0].fit.is_some();
        let (question, method) = if has_target {
            ("__LearntAgainst", local("__gives_against"))
        } else {
            ("__TakenByThisStep", local("__gives"))
        };
        let first = local("given_0");
        let mut code = TokenStream::new();
        for (index, arm) in self.arms.iter().enumerate() {
            let (step, place, given) =
                (names.arm_step(self.id, index), Place::arm(arm), numbered_given(index));
            let (asked, against) = (place.ask(question), self.against(names, index));
            code.extend(quote! {
                let #given = #plumbing::arm_probe(#plumbing::Of::<#step>::new(), #plumbing::Of::<#against>::new(), &#x, &#y)
                    .__arm()
                    .__after(#link)
                    .#method(#asked);
            });
            if index > 0 {
                let (compared, asked) = (local("compared"), place.ask("__GivesAsTheFirstArm"));
                code.extend(quote! {
                    let #compared = #plumbing::arm_poison(#first).__pass(#link);
                    let #compared = #plumbing::arm_poison(#given).__pass(#compared);
                    #plumbing::same_output(#first, #given).__compare().__after(#compared).__checked(#asked);
                });
            }
        }
        code
    }

    /// That each arm is a step.
    pub(in crate::emit) fn are_steps(&self, names: &Names<'_>) -> TokenStream {
        let (krate, plumbing) = (names.krate, names.plumbing());
        let asked = self.arms.iter().enumerate().map(|(index, arm)| {
            let (written, is_step) = (names.arm_written(self.id, index), names.arm_is_step(self.id, index));
            let asked = Place::arm(arm).ask("__AStep");
            quote! {
                let _: #krate::diagnostics::Evidence<<#plumbing::StepIf<#is_step> as #plumbing::Replace<#written>>::Question> = #asked;
            }
        });
        quote!(#(#asked)*)
    }
}

/// What an arm gives: a local name.
fn numbered_given(arm: usize) -> Ident {
    local(&format!("given_{arm}"))
}
