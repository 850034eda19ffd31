//! Conversion of any error that a function returns into the library's error.
//!
//! The type of the error may be hidden by an alias (`io::Result<T>`), so method resolution chooses the first of these traits
//! that the type implements, each with one reference less: `Into<Error>` (the error is unchanged), `Into<String>`,
//! `Into<Box<dyn Error + Send + Sync>>` (the error is kept as the source), `Display`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

/// Returns the expression that converts the variable `error`; a type that cannot be converted is reported at `place`.
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
    // The last condition is on the method, so that rustc names the missing trait if no condition holds.
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
