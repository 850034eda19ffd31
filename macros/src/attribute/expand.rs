//! The attribute from its tokens to the item, the implementations and the errors.

use proc_macro2::TokenStream;

use super::arguments::Arguments;
use super::item::Item;
use super::mistakes::Mistakes;
use super::{block, function};

/// Expands the attribute, in a package whose sources have this identity.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream, sources: u64) -> TokenStream {
    let mut mistakes = Mistakes::default();
    let arguments = Arguments::read(arguments, sources, &mut mistakes);
    let code = match Item::read(item.clone()) {
        Ok(Item::Function(function)) => function::expand(&arguments, &function, &item, &mut mistakes),
        Ok(Item::Block(block)) => block::expand(&arguments, &block, &item, &mut mistakes),
        Err(error) => {
            mistakes.add(&error);
            item
        }
    };
    let reports = mistakes.into_tokens();
    quote::quote! { #code #reports }
}
