//! `Save` for a struct whose parts have it.
//!
//! The bounds are asked late, so a struct with a part that cannot be saved is an error only where it is saved.
//! Invariant: parts are numbered in the order in which they are given, and bounds name them by that number.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use crate::emit::BOUNDS;

/// A struct and its parts.
pub(crate) struct Saved<'code> {
    /// The path to the `shapeflow` crate.
    pub(crate) krate: &'code TokenStream,
    pub(crate) name: &'code Ident,
    /// `<T: Float>` and `<T>`.
    pub(crate) generics: (TokenStream, TokenStream),
    /// What has to hold beside the bounds on the parts.
    pub(crate) conditions: Vec<TokenStream>,
    pub(crate) parts: Vec<Part>,
    /// 0 where each part has a version of its own.
    pub(crate) version: u32,
}

/// A part of the state.
pub(crate) struct Part {
    /// The fields on the way to it: `scaled`, `standard_scaler`.
    pub(crate) path: Vec<Ident>,
    pub(crate) ty: TokenStream,
}

impl Saved<'_> {
    /// Whether the bounds are few enough to be asked one by one.
    pub(crate) fn is_short(&self) -> bool {
        self.parts.len() <= BOUNDS
    }

    /// The bounds on the parts, asked late.
    pub(crate) fn bounds(&self) -> TokenStream {
        let parts = self.parts.iter().enumerate();
        parts.map(|(number, Part { ty, .. })| bound(self.krate, number, ty)).collect()
    }

    /// The implementation, where the engine has saved models; `construct` makes the struct of the variables `part_0`,
    /// `part_1` and so on.
    pub(crate) fn implementation(&self, construct: &TokenStream) -> TokenStream {
        let Self { krate, name, generics: (declared, given), conditions, version, .. } = self;
        let (plumbing, version) = (self.plumbing(), Literal::u32_unsuffixed(*version));
        let all: Vec<usize> = (0..self.parts.len()).collect();
        if self.is_short() {
            let (bounds, saves, loads) =
                (self.bounds(), self.saves(&all, &quote!('_)), self.loads(&all, &quote!('_)));
            let locals = all.iter().map(|&number| local(number));
            return quote! {
                #plumbing::saved! {
                    #[automatically_derived]
                    impl #declared #krate::save::Save for #name #given
                    where #(#conditions,)* #bounds
                    {
                        const VERSION: u32 = #version;

                        fn save(&self, out: &mut #krate::save::Writer<'_>) -> #krate::Result<()> {
                            let _ = &out;
                            #saves
                            ::core::result::Result::Ok(())
                        }

                        fn load(state: &mut #krate::save::Reader<'_>) -> #krate::Result<Self> {
                            let _ = &state;
                            #(let #locals = #loads;)*
                            ::core::result::Result::Ok(#construct)
                        }
                    }
                }
            };
        }
        // Only structs of pipelines are that long, and they have no generics.
        let mut lists = TokenStream::new();
        let (mut bounds, mut saves, mut loads) = (Vec::new(), TokenStream::new(), TokenStream::new());
        for (index, numbers) in all.chunks(BOUNDS).enumerate() {
            let index = Literal::usize_unsuffixed(index);
            let types: Vec<_> = numbers.iter().map(|&number| &self.parts[number].ty).collect();
            let literals = numbers.iter().map(|&number| Literal::usize_unsuffixed(number));
            let (saved, loaded) = (self.saves(numbers, &quote!('late)), self.loads(numbers, &quote!('late)));
            let whole = quote!((#(#types,)*));
            lists.extend(quote! {
                impl<'late> #krate::diagnostics::SavedPart<'late, #index, #whole> for #name
                where #(#krate::diagnostics::StateNumber<#literals>: #krate::diagnostics::SavedState<'late, #types>,)*
                {
                    fn save_part(&self, out: &mut #krate::save::Writer<'_>) -> #krate::Result<()> {
                        #saved
                        ::core::result::Result::Ok(())
                    }

                    fn load_part(state: &mut #krate::save::Reader<'_>) -> #krate::Result<#whole> {
                        ::core::result::Result::Ok((#(#loaded,)*))
                    }
                }
            });
            let locals = numbers.iter().map(|&number| local(number));
            bounds.push(quote!(#name: #krate::diagnostics::SavedPart<'late, #index, #whole>));
            saves.extend(quote!(#krate::diagnostics::SavedPart::<'late, #index, #whole>::save_part(self, out)?;));
            let call = quote!(<Self as #krate::diagnostics::SavedPart<'late, #index, #whole>>::load_part(state)?);
            loads.extend(quote!(let (#(#locals,)*) = #call;));
        }
        quote! {
            #plumbing::saved! {
                #lists
                // A bound that is asked late is followed down to the part that lacks it where nothing in between is.
                impl<'late> #krate::diagnostics::SavedParts<'late> for #name where #(#bounds,)* {
                    fn save_parts(&self, out: &mut #krate::save::Writer<'_>) -> #krate::Result<()> {
                        #saves
                        ::core::result::Result::Ok(())
                    }

                    fn load_parts(state: &mut #krate::save::Reader<'_>) -> #krate::Result<Self> {
                        #loads
                        ::core::result::Result::Ok(#construct)
                    }
                }

                #[automatically_derived]
                impl #krate::save::Save for #name where for<'late> #name: #krate::diagnostics::SavedParts<'late> {
                    const VERSION: u32 = #version;

                    fn save(&self, out: &mut #krate::save::Writer<'_>) -> #krate::Result<()> {
                        #krate::diagnostics::SavedParts::save_parts(self, out)
                    }

                    fn load(state: &mut #krate::save::Reader<'_>) -> #krate::Result<Self> {
                        #krate::diagnostics::SavedParts::load_parts(state)
                    }
                }
            }
        }
    }

    fn plumbing(&self) -> TokenStream {
        let krate = self.krate;
        quote!(#krate::plumbing)
    }

    fn saves(&self, numbers: &[usize], late: &TokenStream) -> TokenStream {
        let krate = self.krate;
        let saves = numbers.iter().map(|&number| {
            let (path, text) = (&self.parts[number].path, self.text(number));
            let number = Literal::usize_unsuffixed(number);
            quote!(<#krate::diagnostics::StateNumber<#number> as #krate::diagnostics::SavedState<#late, _>>::save_field(&self #(.#path)*, #text, out)?;)
        });
        saves.collect()
    }

    fn loads(&self, numbers: &[usize], late: &TokenStream) -> Vec<TokenStream> {
        let krate = self.krate;
        let loads = numbers.iter().map(|&number| {
            let text = self.text(number);
            let number = Literal::usize_unsuffixed(number);
            quote!(<#krate::diagnostics::StateNumber<#number> as #krate::diagnostics::SavedState<#late, _>>::load_field(#text, state)?)
        });
        loads.collect()
    }

    /// `scaled.standard_scaler`
    fn text(&self, number: usize) -> String {
        let names =
            self.parts[number].path.iter().map(|name| name.to_string().trim_start_matches("r#").to_owned());
        names.collect::<Vec<_>>().join(".")
    }
}

/// The bound on part `number`, of type `ty`, asked late.
pub(crate) fn bound(krate: &TokenStream, number: usize, ty: &TokenStream) -> TokenStream {
    let number = Literal::usize_unsuffixed(number);
    quote!(for<'late> #krate::diagnostics::StateNumber<#number>: #krate::diagnostics::SavedState<'late, #ty>,)
}

/// The variable of a part that has been loaded.
pub(crate) fn local(number: usize) -> Ident {
    format_ident!("part_{number}", span = Span::mixed_site())
}
