//! How the values before a step become the one Rust value that the step takes, in each reading.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::names::{Names, local, numbered};
use super::spans::Place;
use crate::model::{Arguments, Form, ValueId};

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

/// In a run: statements that take the values from their slots and bind them to `target`, and the expression of
/// their measures, an array.
pub(super) fn take(names: &Names<'_>, arguments: &Arguments, target: &Ident) -> (TokenStream, TokenStream) {
    let expand = names.expand();
    let mut statements = TokenStream::new();
    let mut parts = Vec::new();
    let mut measures = Vec::new();
    for (position, value) in arguments.values.iter().enumerate() {
        let slot = slot(*value);
        let part = numbered(&format!("{target}_part"), position);
        let measure = numbered(&format!("{target}_measure"), position);
        statements.extend(quote!(let (#part, #measure) = #slot.take()?;));
        parts.push(part);
        measures.push(measure);
    }
    statements.extend(match arguments.form {
        Form::One => quote!(#(let #target = #parts;)*),
        Form::Tuple => quote!(let #target = (#(#parts,)*);),
        Form::Array => match parts.split_first() {
            None => quote!(let #target = ();),
            Some((first, rest)) => {
                let list = local("list");
                let count = Literal::usize_unsuffixed(parts.len());
                quote! {
                    let mut #list = #expand::List::new(#first, #count);
                    #((&mut &mut #expand::Push::new(&mut #list, #rest)).push();)*
                    let #target = #list.into_array::<#count>()?;
                }
            }
        },
    });
    (statements, quote!([#(#measures),*]))
}

/// The slot of a value in a run.
pub(super) fn slot(value: ValueId) -> Ident {
    numbered("slot", value.0)
}
