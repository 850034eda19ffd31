//! The code that creates a node that uses no other node's fitted step: its inputs as sources, and whether they have
//! errors.

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::{list, slot, source};
use super::site::Site;
use crate::emit::names::{local, numbered};
use crate::emit::spans::Place;
use crate::model::Form;

/// Returns `let node_3 = { before; ..; made };`. `right` is true if the shapes of the node have no error; `made` uses
/// the variables `link`, `x` and `y`.
pub(super) fn block(
    site: Site<'_>,
    place: Place,
    right: &TokenStream,
    before: &TokenStream,
    made: &TokenStream,
) -> TokenStream {
    let Site { names, node, .. } = site;
    let (plumbing, this) = (names.plumbing(), numbered("node", site.id.0));
    let (link, x, y) = (local("link"), local("x"), local("y"));
    // The probe of the node detects poison in a single input, but not in a tuple, a list or a target.
    let joined = match node.inputs.form {
        Form::One => [].iter(),
        Form::Tuple | Form::Array => node.inputs.values.iter(),
    };
    let joined = joined.chain(node.fit.iter().flat_map(|fit| &fit.values)).map(|value| slot(names, *value));
    let arguments = std::iter::once((&node.inputs, &x)).chain(node.fit.as_ref().map(|fit| (fit, &y)));
    let lists = arguments.clone().map(|(arguments, name)| list(names, arguments, name, &link, place));
    let sources = arguments.map(|(arguments, name)| {
        let source = source(names, arguments, name);
        quote!(let #name = #source;)
    });
    let no_target = node.fit.is_none().then(|| quote!(let #y = ();));
    quote! {
        let #this = {
            #before
            let #link = #plumbing::ShapesOk::<{ #right }>;
            #(let #link = #plumbing::poison_probe(&#joined).__pass(#link);)*
            #(#lists)*
            #(#sources)*
            #no_target
            #made
        };
    }
}
