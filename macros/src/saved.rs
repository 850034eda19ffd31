//! `impl Save` for a struct whose parts implement it.
//!
//! A pipeline (`emit`) and a step that is a function (`step`) are saved in the same way. The bounds are deferred
//! (`for<'late>`): a struct with a part that cannot be saved is an error only where it is saved.
//!
//! Invariant: parts are numbered in the order of [`Saved::parts`], and each bound names its part by this number.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

/// A struct and its parts.
pub(crate) struct Saved<'code> {
    /// The path to the `shapeflow` crate.
    pub(crate) krate: &'code TokenStream,
    pub(crate) name: &'code Ident,
    /// The generics as declared and as used: `<T: Float>` and `<T>`.
    pub(crate) generics: (TokenStream, TokenStream),
    /// Bounds in addition to those on the parts.
    pub(crate) conditions: Vec<TokenStream>,
    pub(crate) parts: Vec<Part>,
    /// The version of the format; 0 where each part has a version of its own.
    pub(crate) version: u32,
}

/// A part of the state.
pub(crate) struct Part {
    /// The names of the fields from the struct to the part: `scaled`, `standard_scaler`.
    pub(crate) path: Vec<Ident>,
    pub(crate) ty: TokenStream,
}

impl Saved<'_> {
    /// Returns the deferred bounds on the parts.
    pub(crate) fn bounds(&self) -> TokenStream {
        let parts = self.parts.iter().enumerate();
        parts.map(|(number, Part { ty, .. })| bound(self.krate, number, ty)).collect()
    }

    /// Returns the implementation, which exists only where the engine is built with saved models. `construct` is an
    /// expression of the struct from the variables `part_0`, `part_1` and so on.
    pub(crate) fn implementation(&self, construct: &TokenStream) -> TokenStream {
        let Self { krate, name, generics: (declared, given), conditions, version, .. } = self;
        let (plumbing, version) = (self.plumbing(), Literal::u32_unsuffixed(*version));
        let (bounds, saves, loads) = (self.bounds(), self.saves(), self.loads());
        let locals = (0..self.parts.len()).map(local);
        quote! {
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
        }
    }

    fn plumbing(&self) -> TokenStream {
        let krate = self.krate;
        quote!(#krate::plumbing)
    }

    /// Returns the statements that save these parts.
    fn saves(&self) -> TokenStream {
        let krate = self.krate;
        let saves = self.parts.iter().enumerate().map(|(number, Part { path, .. })| {
            let text = saved_path(path);
            let number = Literal::usize_unsuffixed(number);
            quote!(<_ as #krate::diagnostics::SavedAsStep<'_, #number>>::save_field(&self #(.#path)*, #text, out)?;)
        });
        saves.collect()
    }

    /// Returns an expression for each of these parts that loads it.
    fn loads(&self) -> Vec<TokenStream> {
        let krate = self.krate;
        let loads = self.parts.iter().enumerate().map(|(number, Part { path, .. })| {
            let text = saved_path(path);
            let number = Literal::usize_unsuffixed(number);
            quote!(<_ as #krate::diagnostics::SavedAsStep<'_, #number>>::load_field(#text, state)?)
        });
        loads.collect()
    }
}

/// Returns the deferred bound on part `number`, whose type is `ty`.
pub(crate) fn bound(krate: &TokenStream, number: usize, ty: &TokenStream) -> TokenStream {
    let number = Literal::usize_unsuffixed(number);
    quote!(for<'late> #ty: #krate::diagnostics::SavedAsStep<'late, #number>,)
}

/// Returns the path of a part in a saved model: `scaled.standard_scaler`.
pub(crate) fn saved_path(path: &[Ident]) -> String {
    let names = path.iter().map(|name| name.to_string().trim_start_matches("r#").to_owned());
    names.collect::<Vec<_>>().join(".")
}

/// Returns the variable that holds a loaded part.
pub(crate) fn local(number: usize) -> Ident {
    format_ident!("part_{number}", span = Span::mixed_site())
}
