//! How the values before a step become the one Rust value that the step takes, in each reading.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::names::{Names, local, numbered};
use super::spans::Place;
use crate::model::{Arguments, Form, Origin, ValueId};

/// In the sketch: an expression of type `&Edge<X>`. `link` is the `Link` of the node.
pub(super) fn edge(names: &Names<'_>, arguments: &Arguments, link: &Ident, place: Place) -> TokenStream {
    let expand = names.expand();
    let edges: Vec<_> = arguments.values.iter().map(|value| numbered("value", value.0)).collect();
    match arguments.form {
        Form::One => edges.first().map_or_else(|| quote!(&#expand::none()), |edge| quote!(#edge)),
        Form::Tuple => quote!(&#expand::tuple(&(#(#edges,)*))),
        Form::Array => {
            let Some((first, rest)) = edges.split_first() else { return quote!(&#expand::none()) };
            let list = local("list");
            let count = Literal::usize_unsuffixed(edges.len());
            let pushes = rest.iter().zip(arguments.uses.iter().skip(1)).map(|(edge, name)| {
                let place = name.as_ref().map_or(place, |name| Place::token(name.span()));
                let asked = place.ask("__InOneListWith");
                quote!(#list.push((&&#expand::shown_probe(#edge)).shown(), #asked);)
            });
            quote! {
                &{
                    let #list = #link.list((&&#expand::shown_probe(#first)).shown());
                    #(#pushes)*
                    #list.edge::<_, #count>(#first)
                }
            }
        }
    }
}

/// In a run: an expression whose value is the source of a node.
pub(super) fn source(names: &Names<'_>, arguments: &Arguments) -> TokenStream {
    let expand = names.expand();
    let slots: Vec<_> = arguments.values.iter().map(|&value| shared_slot(names, value)).collect();
    match arguments.form {
        Form::One => quote!(#(#slots)*),
        Form::Tuple => quote!((#(#slots,)*)),
        Form::Array => {
            let Some((first, rest)) = slots.split_first() else { return quote!(()) };
            let list = local("list");
            let count = Literal::usize_unsuffixed(slots.len());
            quote! {
                {
                    let mut #list = #expand::SlotList::new(#first, #count);
                    #((&mut &mut #expand::Push::new(&mut #list, #rest)).push();)*
                    #list.source::<#count>()
                }
            }
        }
    }
}

/// The slot of a value in a run, a place: `node_3.outlet.slot`.
pub(super) fn slot(names: &Names<'_>, value: ValueId) -> TokenStream {
    let Origin::Node { node, output } = names.pipeline.values[value.0].origin else {
        let outlet = numbered("outlet", value.0);
        return quote!(#outlet.slot);
    };
    let this = numbered("node", node.0);
    if names.pipeline.nodes[node.0].outputs.len() == 1 {
        return quote!(#this.outlet.slot);
    }
    let part = Literal::usize_unsuffixed(output);
    quote!(#this.outlet.#part.slot)
}

/// A share in the slot of a value.
fn shared_slot(names: &Names<'_>, value: ValueId) -> TokenStream {
    let slot = slot(names, value);
    quote!(::std::sync::Arc::clone(&#slot))
}
