//! What only an editor reads: the shape of every name as a `const` whose value a hover shows, and every use of a
//! name as a use of each of its definitions, so that a rename reaches them all.
//!
//! Invariant: rustc never compiles this; it stands under `cfg(rust_analyzer)`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::names::Names;
use crate::model::{Equation, ValueId};

/// One `const` a name, and references for all uses.
pub(super) fn emit(names: &Names<'_>) -> TokenStream {
    let pipeline = names.pipeline;
    let expand = names.expand();
    let inputs = pipeline.values.iter().enumerate().take(pipeline.input_count + pipeline.fit_input_count);
    let inputs = inputs.filter_map(|(index, value)| Some((value.name.as_ref()?, ValueId(index))));
    let equations =
        pipeline.equations.iter().flat_map(|Equation { names, .. }| names.iter().map(|(n, v)| (n, *v)));
    let definitions = inputs.chain(equations).map(|(name, value)| {
        let shape = super::shapes::value_shape(names, value);
        quote! {
            #[allow(non_upper_case_globals)]
            const #name: &str = {
                const TEXT: #expand::Text<160> = #expand::shape_text(&#shape);
                TEXT.as_str()
            };
        }
    });
    let uses: Vec<&Ident> = uses(names);
    let fields = uses.iter().filter(|name| is_field(names, name));
    let fitted_fields = fields.clone();
    let (name, fitted) = (&pipeline.name, names.fitted());
    quote! {
        #[cfg(rust_analyzer)]
        const _: () = {
            #(#definitions)*
            #(const _: &str = #uses;)*
            fn fields(steps: &#name, fitted: &#fitted) {
                #(let _ = &steps.#fields;)*
                #(let _ = &fitted.#fitted_fields;)*
            }
        };
    }
}

fn uses<'model>(names: &Names<'model>) -> Vec<&'model Ident> {
    let pipeline = names.pipeline;
    let nodes = pipeline.nodes.iter();
    let arguments = nodes.flat_map(|node| std::iter::once(&node.inputs).chain(&node.fit));
    let outputs = pipeline.outputs.iter().filter_map(|output| output.used.as_ref());
    let renamed = pipeline.equations.iter().filter_map(|equation| equation.renames.as_ref());
    arguments.flat_map(|arguments| arguments.uses.iter().flatten()).chain(outputs).chain(renamed).collect()
}

fn is_field(names: &Names<'_>, name: &Ident) -> bool {
    names.pipeline.nodes.iter().any(|node| node.path.first() == Some(name))
}
