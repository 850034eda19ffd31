//! Tokens that the macro writes: with whose names they resolve, and where they are.

use proc_macro2::{Ident, Span, TokenStream};

/// Creates a variable of the generated code, which cannot be confused with a function or constant of the user.
pub(super) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// Removes from an editor the name of a definition that it would rename in half of the places: it still finds the place.
pub(super) fn refuse_rename(name: &mut Ident) {
    name.set_span(Span::call_site().located_at(name.span()));
}

/// Moves the tokens of a path to another place: a type that the macro writes is located at the user's type.
pub(super) fn placed(path: &TokenStream, place: Span) -> TokenStream {
    let place = Span::call_site().located_at(place);
    let tokens = path.clone().into_iter().map(|mut token| {
        token.set_span(place);
        token
    });
    tokens.collect()
}
