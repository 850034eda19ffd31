//! `Save` for a struct whose fields have it.
//!
//! The bounds are asked late, so a struct with a field that cannot be saved is an error only where it is saved.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// A struct and its fields.
pub(crate) struct Saved<'code> {
    /// The path to the `shapeflow` crate.
    pub(crate) krate: &'code TokenStream,
    pub(crate) name: &'code Ident,
    /// `<T: Float>` and `<T>`.
    pub(crate) generics: (TokenStream, TokenStream),
    /// What has to hold beside the fields' own bounds.
    pub(crate) conditions: Vec<TokenStream>,
    pub(crate) fields: Vec<(Ident, TokenStream)>,
    /// 0 where each field has a version of its own.
    pub(crate) version: u32,
}

/// How many fields share one list of bounds: rustc looks at all of them for each field.
const PART: usize = 16;

impl Saved<'_> {
    /// The implementation, where the engine has saved models.
    pub(crate) fn implementation(&self) -> TokenStream {
        let Self { krate, name, generics: (declared, given), conditions, fields, version } = self;
        let expand = quote!(#krate::expand);
        let version = Literal::u32_unsuffixed(*version);
        let numbers: Vec<_> = (0..fields.len().min(PART)).map(Literal::usize_unsuffixed).collect();
        let (names, types): (Vec<_>, Vec<_>) = fields.iter().map(|(name, ty)| (name, ty)).unzip();
        let texts: Vec<_> =
            names.iter().map(|name| name.to_string().trim_start_matches("r#").to_owned()).collect();
        if fields.len() <= PART {
            return quote! {
                #expand::saved! {
                    #[automatically_derived]
                    impl #declared #krate::save::Save for #name #given
                    where #(#conditions,)* #(for<'late> #expand::Field<#numbers>: #expand::SaveField<'late, #types>,)*
                    {
                        const VERSION: u32 = #version;

                        fn save(&self, out: &mut #krate::save::Writer<'_>) -> #krate::Result<()> {
                            let _ = &out;
                            #(<#expand::Field<#numbers> as #expand::SaveField<'_, _>>::save_field(&self.#names, #texts, out)?;)*
                            ::core::result::Result::Ok(())
                        }

                        fn load(state: &mut #krate::save::Reader<'_>) -> #krate::Result<Self> {
                            let _ = &state;
                            ::core::result::Result::Ok(Self {
                                #(#names: <#expand::Field<#numbers> as #expand::SaveField<'_, _>>::load_field(#texts, state)?,)*
                            })
                        }
                    }
                }
            };
        }
        // Only structs of pipelines are that long, and they have no generics.
        let mut parts = TokenStream::new();
        let (mut bounds, mut saves, mut loads) = (Vec::new(), TokenStream::new(), TokenStream::new());
        for (index, ((names, types), texts)) in
            names.chunks(PART).zip(types.chunks(PART)).zip(texts.chunks(PART)).enumerate()
        {
            let part = Literal::usize_unsuffixed(index);
            let numbers = &numbers[..names.len()];
            let whole = quote!((#(#types,)*));
            parts.extend(quote! {
                impl<'late> #expand::SavePart<'late, #part, #whole> for #name
                where #(#expand::Field<#numbers>: #expand::SaveField<'late, #types>,)*
                {
                    fn save_part(&self, out: &mut #krate::save::Writer<'_>) -> #krate::Result<()> {
                        #(<#expand::Field<#numbers> as #expand::SaveField<'late, _>>::save_field(&self.#names, #texts, out)?;)*
                        ::core::result::Result::Ok(())
                    }

                    fn load_part(state: &mut #krate::save::Reader<'_>) -> #krate::Result<#whole> {
                        ::core::result::Result::Ok((
                            #(<#expand::Field<#numbers> as #expand::SaveField<'late, _>>::load_field(#texts, state)?,)*
                        ))
                    }
                }
            });
            bounds.push(quote!(for<'late> #name: #expand::SavePart<'late, #part, #whole>));
            saves.extend(quote!(#expand::SavePart::<'_, #part, #whole>::save_part(self, out)?;));
            let call = quote!(<Self as #expand::SavePart<'_, #part, #whole>>::load_part(state)?);
            loads.extend(quote!(let (#(#names,)*) = #call;));
        }
        quote! {
            #expand::saved! {
                #parts
                #[automatically_derived]
                impl #krate::save::Save for #name where #(#bounds,)* {
                    const VERSION: u32 = #version;

                    fn save(&self, out: &mut #krate::save::Writer<'_>) -> #krate::Result<()> {
                        #saves
                        ::core::result::Result::Ok(())
                    }

                    fn load(state: &mut #krate::save::Reader<'_>) -> #krate::Result<Self> {
                        #loads
                        ::core::result::Result::Ok(Self { #(#names),* })
                    }
                }
            }
        }
    }
}
