//! The attribute from its tokens to the item, the implementations and the errors.

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::Attribute;

use super::arguments::Arguments;
use super::item::{Block, Function, Item};
use super::mistakes::Mistakes;
use super::usable::reported_step;
use super::{block, function};
use crate::emit::Reader;

/// Expands the attribute for this reader.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream, reader: Reader) -> TokenStream {
    let mut mistakes = Mistakes::default();
    let mut arguments = Arguments::read(arguments, reader.sources(), &mut mistakes);
    arguments.in_editor = reader == Reader::Editor;
    let read = Item::read(item.clone());
    if let Ok(read) = &read {
        mistakes.name_constant(&read.name());
    }
    let code = match read {
        // The second attribute makes the step.
        Ok(read) if second(&read).is_some() => {
            mistakes.at(second(&read), "`#[step]` is already here: leave one out");
            item
        }
        Ok(Item::Function(function)) => function::expand(&arguments, &function, &item, &mut mistakes),
        Ok(Item::Block(block)) => block::expand(&arguments, &block, &item, &mut mistakes),
        Err(error) => {
            mistakes.add(&error);
            // A struct is accepted as the step that it was meant to be.
            let reported = syn::parse2::<syn::ItemStruct>(item.clone())
                .ok()
                .filter(|item| item.generics.params.is_empty());
            let reported =
                reported.map(|item| reported_step(&arguments.krate, &item.ident.to_token_stream()));
            quote::quote!(#item #reported)
        }
    };
    let reports = mistakes.into_tokens();
    quote::quote! { #code #reports }
}

/// Returns another `#[step]` on the item.
fn second(item: &Item) -> Option<&Attribute> {
    let (Item::Function(Function { attributes, .. }) | Item::Block(Block { attributes, .. })) = item;
    attributes
        .iter()
        .find(|attribute| attribute.path().segments.last().is_some_and(|last| last.ident == "step"))
}
