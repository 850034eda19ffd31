//! The inputs of a node as one source: a value, a tuple or a list.
//!
//! Invariant: an argument shares its slot, so that any number of nodes can read a value.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::emit::names::{Names, numbered};
use crate::emit::spans::Place;
use crate::model::{Arguments, Form, Origin, ValueId};

/// Returns the statements that collect a list in the variable `name` and compare the types of its values; nothing for
/// other arguments. `link` is the variable with the node's gate (`ShapesOk`).
pub(super) fn list(
    names: &Names<'_>,
    arguments: &Arguments,
    name: &Ident,
    link: &Ident,
    place: Place,
) -> TokenStream {
    let plumbing = names.plumbing();
    let (Form::Array, Some((&first, rest))) = (arguments.form, arguments.values.split_first()) else {
        return TokenStream::new();
    };
    let (first, count) = (output_slot(names, first), Literal::usize_unsuffixed(arguments.values.len()));
    let pushes = rest.iter().zip(arguments.uses.iter().skip(1)).map(|(&value, used)| {
        let place = used.as_ref().map_or(place, |used| Place::token(used.span()));
        let (output_slot, asked) = (output_slot(names, value), place.ask("__InOneListWith"));
        quote!(let #name = #plumbing::Push::new(#name, #output_slot.__share()).__push().__after(#link).__checked(#asked);)
    });
    quote! {
        let #name = #plumbing::SlotList::new(#first.__share(), #count);
        #(#pushes)*
    }
}

/// Returns an expression of the source of a node; a list is in the variable `name`.
pub(super) fn source(names: &Names<'_>, arguments: &Arguments, name: &Ident) -> TokenStream {
    let shares = arguments.values.iter().map(|&value| {
        let output_slot = output_slot(names, value);
        quote!(#output_slot.__share())
    });
    match arguments.form {
        Form::One => quote!(#(#shares)*),
        Form::Tuple => quote!((#(#shares,)*)),
        Form::Array if arguments.values.is_empty() => quote!(()),
        Form::Array => {
            let count = Literal::usize_unsuffixed(arguments.values.len());
            quote!(#name.__source::<#count>())
        }
    }
}

/// Returns the place expression of the output that holds a value: `node_3.output`.
pub(super) fn output_slot(names: &Names<'_>, value: ValueId) -> TokenStream {
    let Origin::Node { node, output } = names.pipeline.values[value.0].origin else {
        let output_slot = numbered("output", value.0);
        return quote!(#output_slot);
    };
    let this = numbered("node", node.0);
    if names.pipeline.nodes[node.0].outputs.len() == 1 {
        return quote!(#this.output);
    }
    let part = Literal::usize_unsuffixed(output);
    quote!(#this.output.#part)
}

/// Returns the place expression of the slot of a value: `node_3.output.slot`.
pub(crate) fn slot(names: &Names<'_>, value: ValueId) -> TokenStream {
    let output_slot = output_slot(names, value);
    quote!(#output_slot.slot)
}
