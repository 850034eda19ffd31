//! The type checks of the arms of a choice.
//!
//! Invariant: a type error is reported at its arm, and never at the whole choice.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::names::Choice;
use crate::emit::names::{Names, local};
use crate::emit::rows::not_accepted;

impl Choice<'_> {
    /// Returns the statements before the node is created. They check that each arm accepts the inputs of the choice,
    /// and that all arms return the same type.
    pub(super) fn questions(&self, names: &Names<'_>, link: &Ident, x: &Ident, y: &Ident) -> TokenStream {
        let plumbing = names.plumbing();
        let has_target = names.pipeline.nodes[self.id.0].fit.is_some();
        let question = if has_target { "__LearntAgainst" } else { not_accepted(names) };
        let first = local("given_0");
        let mut code = TokenStream::new();
        for index in 0..self.arms.len() {
            let (step, place, given) =
                (names.arm_step(self.id, index), self.place(index), numbered_given(index));
            let (asked, against) = (place.ask(question), self.against(names, index));
            code.extend(quote! {
                let #given = #plumbing::arm_probe(#plumbing::Of::<#step>::new(), #plumbing::Of::<#against>::new(), &#x, &#y)
                    .__arm()
                    .__after(#link)
                    .__gives(#asked, #plumbing::proven());
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
}

/// Returns the variable with the output type of an arm.
fn numbered_given(arm: usize) -> Ident {
    local(&format!("given_{arm}"))
}
