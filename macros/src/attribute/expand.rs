//! The attribute from its tokens to the item, the implementations and the errors.

use proc_macro2::TokenStream;

use super::arguments::Arguments;
use super::item::Item;
use super::mistakes::Mistakes;
use super::{block, function};
use crate::emit::Reader;

/// Expands the attribute for this reader.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream, reader: Reader) -> TokenStream {
    let mut mistakes = Mistakes::default();
    let mut arguments = Arguments::read(arguments, reader.sources(), &mut mistakes);
    arguments.in_editor = reader == Reader::Editor;
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
