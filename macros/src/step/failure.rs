//! Turns whatever error a function returns into the library's.
//!
//! The type of the error may hide behind an alias (`io::Result<T>`), so method resolution chooses: the first of these
//! that holds, with one reference less at each. `Into<Error>` (the error itself is not touched), `Into<String>`, a
//! boxed standard error (which stays reachable as the source), `Display`.

use proc_macro2::TokenStream;
use quote::quote;

/// The expression for the library's error, made of the variable `error`.
pub(super) fn convert(krate: &TokenStream) -> TokenStream {
    let boxed =
        quote!(::std::boxed::Box<dyn ::core::error::Error + ::core::marker::Send + ::core::marker::Sync>);
    let ways = [
        (
            quote!(&&&Failure<E>),
            quote!(::core::convert::Into<#krate::Error>),
            quote!(::core::convert::Into::into),
        ),
        (
            quote!(&&Failure<E>),
            quote!(::core::convert::Into<::std::string::String>),
            quote!(#krate::Error::new),
        ),
        (quote!(&Failure<E>), quote!(::core::convert::Into<#boxed>), quote!(#krate::Error::from_source)),
        (
            quote!(Failure<E>),
            quote!(::core::fmt::Display),
            quote!(|error| #krate::Error::new(::std::string::ToString::to_string(&error))),
        ),
    ];
    let names = ["ByInto", "ByText", "BySource", "ByDisplay"].map(|name| quote::format_ident!("{name}"));
    let ways = ways.iter().zip(&names).map(|((receiver, bound, way), name)| {
        quote! {
            trait #name<E> {
                fn conversion(&self) -> fn(E) -> #krate::Error;
            }
            impl<E: #bound> #name<E> for #receiver {
                fn conversion(&self) -> fn(E) -> #krate::Error {
                    #way
                }
            }
        }
    });
    quote! {{
        struct Failure<E>(::core::marker::PhantomData<E>);
        fn failure<E>(_: &E) -> Failure<E> {
            Failure(::core::marker::PhantomData)
        }
        #(#ways)*
        let conversion = (&&&&failure(&error)).conversion();
        conversion(error)
    }}
}
