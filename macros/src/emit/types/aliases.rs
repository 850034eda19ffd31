//! Aliases of the types that the user wrote as steps, and of the replacement for a type that is not a step.
//!
//! Invariant: a type that is not a step is replaced here, so that it is reported once and all other code names a step.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::group::Group;
use crate::emit::kinds::Choice;
use crate::emit::names::Names;
use crate::emit::reader::Reader;
use crate::emit::rows::{are_columns, is_plain, rank};
use crate::emit::written::Written;
use crate::model::{Dims, NodeKind, Origin, StepSpec, ValueId, ValueType};
use crate::parse::{holds_cursor, is_type_like};

/// Returns the aliases of the types of all steps.
pub(crate) fn steps(names: &Names<'_>, root: &Group) -> TokenStream {
    let aliases = root.steps().into_iter().map(|node| {
        let NodeKind::Step { spec, arms } = &names.pipeline.nodes[node.0].kind else {
            return TokenStream::new();
        };
        let Some(Choice { name, .. }) = Choice::of(names, node) else {
            return alias_of(names, &Written::at(names, node, spec));
        };
        let arms = (0..arms.len()).map(|arm| alias_of(names, &Written::arm(names, node, arm)));
        let (written, is_step, alias) = (names.written(node), names.is_step(node), names.step(node));
        // A choice is a step even if its arms are not.
        let (hidden, lint) = (names.hidden(), case_lint(names));
        let written = (!names.in_editor()).then(|| {
            let plumbing = names.plumbing();
            quote! {
                #hidden
                #lint
                type #written = #name;
                #hidden
                type #is_step = #plumbing::StepIf<true>;
            }
        });
        quote!(#(#arms)* #written #hidden #lint type #alias = #name;)
    });
    let plumbing = names.plumbing();
    // The constants of `IsStep` are those of a trait where the type is not a step.
    let asked = (!names.in_editor()).then(|| quote!(#[allow(unused_imports)] use #plumbing::Otherwise as _;));
    quote!(#asked #(#aliases)*)
}

/// Returns the attribute with which rustc advises on the case of the pipeline's name, and not again at each step.
pub(super) fn case_lint(names: &Names<'_>) -> Option<TokenStream> {
    let name = names.pipeline.name.to_string();
    let is_camel = name.starts_with(char::is_uppercase) && !name.contains('_');
    (!is_camel).then(|| quote!(#[allow(non_camel_case_types)]))
}

/// Returns the alias of the type that the user wrote, the alias that says whether it is a step, and the alias of the
/// type that all other code uses: the user's type or its replacement.
///
/// rustdoc shows the type behind a private alias, so for rustdoc that is the user's type itself.
fn alias_of(names: &Names<'_>, written: &Written<'_>) -> TokenStream {
    let Written { spec: StepSpec { path, is_optional, .. }, written, is_step, step: alias, .. } = written;
    let (plumbing, krate) = (names.plumbing(), names.krate);
    let wrap = |step| if *is_optional { quote!(#krate::steps::Optional<#step>) } else { step };
    if names.in_editor() {
        // A word that begins at the cursor is completed elsewhere; the cursor in `Stand` or `Pca<C>` is completed here.
        let is_begun = !is_type_like(&path.to_string()) && holds_cursor(&path.to_string());
        let path = if is_begun { &quote!(#plumbing::Poison) } else { path };
        if *is_optional {
            let step = wrap(quote!(#written));
            return quote!(type #written = #path; type #alias = #step;);
        }
        return quote!(type #alias = #path;);
    }
    let hidden = names.hidden();
    let used = match names.reader {
        Reader::Documentation => quote!(#written),
        _ => quote!(<#is_step as #plumbing::Replace<#written>>::Step),
    };
    let used = wrap(used);
    let lint = case_lint(names);
    quote! {
        #hidden
        #lint
        type #written = #path;
        #hidden
        type #is_step = #plumbing::StepIf<{ <#plumbing::IsStep<#written>>::VALUE }>;
        #hidden
        #lint
        type #alias = #used;
    }
}

/// Returns the aliases of the types of inputs and promised outputs.
pub(crate) fn inputs_and_promises(names: &Names<'_>) -> TokenStream {
    let mut aliases = TokenStream::new();
    for (index, value) in names.pipeline.values.iter().enumerate() {
        let id = ValueId(index);
        if let Origin::Input(ty) | Origin::FitInput(ty) = &value.origin {
            aliases.extend(edge_aliases(names, ty, &names.input_type(id), &names.input_element(id)));
        } else if index < names.pipeline.input_count + names.pipeline.fit_input_count {
            let (alias, plumbing, hidden) = (names.input_type(id), names.plumbing(), names.hidden());
            aliases.extend(quote!(#hidden type #alias = #plumbing::Poison;));
        }
    }
    let outputs = names.pipeline.outputs.len();
    for (index, ty) in names.pipeline.promise.iter().flatten().enumerate().take(outputs) {
        let (alias, element) = (names.promised_type(index), names.promised_element(index));
        aliases.extend(match ty.dims {
            Some(_) => edge_aliases(names, ty, &alias, &element),
            None => promised_value(names, &ty.element, &alias),
        });
    }
    aliases
}

/// Returns the alias of the promised type of a value that is no array. One that cannot flow along an edge is reported at the step
/// that returns it.
fn promised_value(names: &Names<'_>, written: &TokenStream, alias: &Ident) -> TokenStream {
    let (plumbing, hidden) = (names.plumbing(), names.hidden());
    if names.reader != Reader::Compiler || is_plain(written) {
        return quote!(#hidden type #alias = #written;);
    }
    let usable = quote!(#plumbing::UsableIf<{ <#plumbing::IsValue<#written>>::VALUE }>);
    quote!(#hidden type #alias = <#usable as #plumbing::InPlaceOf<#written>>::Value;)
}

/// Returns the alias of the declared type of a value on its edge; of an array, also the alias of its elements.
fn edge_aliases(names: &Names<'_>, ty: &ValueType, alias: &Ident, element: &Ident) -> TokenStream {
    let (plumbing, written, hidden) = (names.plumbing(), &ty.element, names.hidden());
    let Some(dims) = &ty.dims else { return quote!(#hidden type #alias = #written;) };
    let (dimension, krate) = (dimension(dims), names.krate);
    let value = match rows(names, dims, written, element) {
        _ if ty.is_sparse => quote!(#krate::sparse::Sparse<#element>),
        Some(rows) => quote!(#rows::Value),
        None => quote!(#plumbing::ndarray::ArcArray<#element, #plumbing::ndarray::#dimension>),
    };
    quote! {
        #hidden
        type #element = #written;
        #hidden
        type #alias = #value;
    }
}

/// Returns the trait that says what rows of a type are, an array or columns; `None` if they can only be an array.
pub(super) fn rows(
    names: &Names<'_>,
    dims: &Dims,
    written: &TokenStream,
    element: &Ident,
) -> Option<TokenStream> {
    let plumbing = names.plumbing();
    are_columns(dims, written).then(|| {
        quote!(<#plumbing::ColumnsIf<{ <#plumbing::HasColumns<#element>>::VALUE }> as #plumbing::Rows<#element>>)
    })
}

/// Returns the dimension of an array in `ndarray`: `Ix2`.
pub(super) fn dimension(dims: &Dims) -> Ident {
    format_ident!("Ix{}", rank(dims))
}
