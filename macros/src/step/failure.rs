//! Turns whatever error a function returns into the library's.
//!
//! The type of the error may hide behind an alias (`io::Result<T>`), so method resolution chooses: the first of these
//! that holds, with one reference less at each. `Into<Error>` (the error itself is not touched), `Into<String>`, a
//! boxed standard error (which stays reachable as the source), `Display`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

/// The expression for the library's error, made of the variable `error`; a type that cannot become one is reported at
/// `place`.
pub(super) fn convert(krate: &TokenStream, error: &Ident, place: Span) -> TokenStream {
    let conversion = quote!(fn conversion(&self) -> fn(E) -> #krate::Error);
    let boxed =
        quote!(::std::boxed::Box<dyn ::core::error::Error + ::core::marker::Send + ::core::marker::Sync>);
    let ways = [
        ("ByInto", quote!(&&&), quote!(#krate::Error), quote!(::core::convert::Into::into)),
        ("ByText", quote!(&&), quote!(::std::string::String), quote!(#krate::Error::new)),
        ("BySource", quote!(&), boxed, quote!(#krate::Error::from_source)),
    ];
    let ways = ways.into_iter().map(|(name, references, target, way)| {
        let name = format_ident!("{name}");
        quote! {
            trait #name<E> {
                #conversion;
            }
            impl<E: ::core::convert::Into<#target>> #name<E> for #references Failure<E> {
                #conversion {
                    #way
                }
            }
        }
    });
    // The last way has its condition on the method: where it does not hold either, rustc names the missing trait.
    let shown = quote!(where E: ::core::fmt::Display);
    let place = Span::call_site().located_at(place);
    let chosen = quote_spanned!(place=> (&&&&failure).conversion());
    quote! {{
        struct Failure<E>(::core::marker::PhantomData<E>);
        impl<E> Failure<E> {
            fn of(_: &E) -> Self {
                Failure(::core::marker::PhantomData)
            }
        }
        #(#ways)*
        trait ByDisplay<E> {
            #conversion #shown;
        }
        impl<E> ByDisplay<E> for Failure<E> {
            #conversion #shown {
                |error| #krate::Error::new(::std::string::ToString::to_string(&error))
            }
        }
        let failure = Failure::of(&#error);
        let conversion = #chosen;
        conversion(#error)
    }}
}
