//! The expansion that an editor reads, in place of the one that runs.
//!
//! rust-analyzer finds the meaning of a token in the tokens of the expansion that have its place: all of them. So a
//! step's tokens stand in one type alias, a name is defined once as a shape, once as a value and once as a field, and
//! each use of it is a use of all three, so that a rename from anywhere reaches every place. Checks, plans and bodies
//! are left out.
//!
//! Invariant: rustc never compiles this. Types and shapes are computed from the same aliases, impls and constants as in
//! the expansion that rustc reads.

mod scope;
mod stubs;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::names::{Names, local, numbered};
use crate::model::{Arguments, Form, Node, NodeKind, Origin, Pipeline, ValueId, ValueType};
use scope::Scope;
pub(super) use stubs::asked;

/// What rust-analyzer writes at the cursor while it looks for completions; the second is the old one.
const MARKERS: [&str; 2] = ["raCompletionMarker", "intellijRulezz"];

/// Whether the text holds the place of the cursor.
pub(super) fn holds_cursor(text: &str) -> bool {
    MARKERS.iter().any(|marker| text.contains(marker))
}

/// Takes the places of errors out of the model: what is written there for rustc would hide the user's tokens.
pub(super) fn forget_places(pipeline: &mut Pipeline) {
    let nowhere = Span::call_site();
    let forget = |ty: &mut ValueType| {
        ty.span = nowhere;
        ty.dims.iter_mut().for_each(|dims| dims.span = nowhere);
    };
    pipeline.name.set_span(nowhere);
    for value in &mut pipeline.values {
        if let Origin::Input(ty) | Origin::FitInput(ty) = &mut value.origin {
            forget(ty);
        }
    }
    for node in &mut pipeline.nodes {
        node.span = nowhere;
        if let (Some(place), Some(field)) = (node.invented, node.path.last_mut()) {
            field.set_span(place);
        }
        match &mut node.kind {
            NodeKind::Expect(dims) => dims.span = nowhere,
            NodeKind::Inverse { end, .. } | NodeKind::Again { end, .. } => *end = nowhere,
            NodeKind::Step { arms, .. } => arms.iter_mut().for_each(|arm| arm.span = nowhere),
        }
    }
    pipeline.promise.iter_mut().flatten().for_each(forget);
}

/// The name that is being written, where it sees all names that it may become.
///
/// rust-analyzer expands the pipeline with and without a word at the cursor, and looks at one place in both. So this is
/// the first thing in an expansion, and nothing before it depends on that word.
pub(super) fn started(names: &Names<'_>) -> TokenStream {
    let plumbing = names.plumbing();
    let completed = completed(&Scope::of(names.pipeline));
    quote! {
        #[allow(unused_variables)]
        const _: () = {
            use #plumbing::Name;
            fn names() #completed
        };
    }
}

fn completed(scope: &Scope<'_>) -> TokenStream {
    let Scope { definitions, started, inner, .. } = scope;
    let known = definitions.iter().map(|(name, _)| super::structs::unspanned(name));
    let started = started.iter();
    let inner = inner.values().map(completed);
    quote! {
        {
            #(let #known: Name;)*
            #(let _ = #started;)*
            let _ = ();
            #(#inner)*
        }
    }
}

/// The names of the pipeline as values and fields, and all uses of them.
pub(super) fn names(names: &Names<'_>) -> TokenStream {
    let (root, plumbing) = (Scope::of(names.pipeline), names.plumbing());
    let edges = edges(names);
    let values = values(names, &root, true);
    let (name, fitted) = (&names.pipeline.name, names.fitted());
    let (steps, fitted_steps) = (local("steps"), local("fitted"));
    quote! {
        #[allow(unused_imports, unused_variables, dead_code)]
        const _: () = {
            use #plumbing::traits::*;
            fn names(#steps: &#name, #fitted_steps: &#fitted) {
                #edges
                #values
            }
        };
    }
}

/// The names of the pipeline as constants with the shapes, and what the shapes need.
pub(super) fn shapes(names: &Names<'_>) -> TokenStream {
    let (root, plumbing) = (Scope::of(names.pipeline), names.plumbing());
    let shapes = texts(names, &root);
    quote! {
        #[allow(non_upper_case_globals)]
        const _: () = {
            type Shape = #plumbing::ShapeText;
            #shapes
        };
    }
}

/// A constant with the shape of each name, and a use of it for each use of the name.
fn texts(names: &Names<'_>, scope: &Scope<'_>) -> TokenStream {
    let plumbing = names.plumbing();
    let Scope { definitions, uses, inner, .. } = scope;
    let texts = definitions.iter().map(|(name, value)| {
        let shape = super::shapes::value_shape(names, *value);
        quote! {
            const #name: Shape = {
                const TEXT: #plumbing::Text<160> = #plumbing::shape_text(&#shape);
                TEXT.as_str()
            };
        }
    });
    let inner = inner.values().map(|inner| self::texts(names, inner));
    quote! {
        #(#texts)*
        #(const _: Shape = #uses;)*
        #(const _: () = { #inner };)*
    }
}

/// A value for each name, and a use of it, and of the field where there is one, for each use of the name.
fn values(names: &Names<'_>, scope: &Scope<'_>, is_root: bool) -> TokenStream {
    let plumbing = names.plumbing();
    let Scope { definitions, uses, inner, .. } = scope;
    let values = definitions.iter().map(|(name, value)| {
        let edge = numbered("value", value.0);
        quote!(let #name = #plumbing::value_of(#plumbing::edge_display_probe(#edge).__display());)
    });
    let steps = || names.pipeline.nodes.iter().filter(|node| matches!(node.kind, NodeKind::Step { .. }));
    let is_field = |name: &&&Ident| is_root && steps().any(|node| node.path.first() == Some(**name));
    let fields: Vec<_> = uses.iter().filter(is_field).collect();
    let (steps, fitted) = (local("steps"), local("fitted"));
    let inner = inner.values().map(|inner| self::values(names, inner, false));
    quote! {
        {
            #(#values)*
            #(let _ = &#uses;)*
            #(let _ = &#steps.#fields; let _ = &#fitted.#fields;)*
            #(#inner)*
        }
    }
}

/// The edge of each value: `let value_3 = ...`.
fn edges(names: &Names<'_>) -> TokenStream {
    let plumbing = names.plumbing();
    let mut statements = TokenStream::new();
    for (index, value) in names.pipeline.values.iter().enumerate() {
        let edge = numbered("value", index);
        match &value.origin {
            Origin::Input(_) | Origin::FitInput(_) => {
                let ty = names.input_type(ValueId(index));
                statements.extend(quote!(let #edge = &#plumbing::edge_of::<#ty>();));
            }
            Origin::Unknown => statements.extend(quote!(let #edge = &#plumbing::poison_edge();)),
            Origin::Node { .. } => {}
        }
    }
    for (index, node) in names.pipeline.nodes.iter().enumerate() {
        statements.extend(made_by(names, index, node));
    }
    statements
}

fn made_by(names: &Names<'_>, index: usize, node: &Node) -> TokenStream {
    let plumbing = names.plumbing();
    let x = arguments(names, &node.inputs);
    let made = match &node.kind {
        NodeKind::Expect(_) => quote!((#x).same()),
        NodeKind::Again { .. } if names.pipeline.expected_again(node).is_some() => quote!((#x).same()),
        NodeKind::Inverse { .. } | NodeKind::Again { .. } if names.pipeline.reused(node).is_none() => {
            quote!(#plumbing::poison_edge())
        }
        NodeKind::Step { .. } | NodeKind::Inverse { .. } | NodeKind::Again { .. } => {
            let step = names.typed_step(crate::model::NodeId(index));
            quote!((&&#plumbing::given_probe(#plumbing::Of::<#step>::new(), #x)).given())
        }
    };
    let edges: Vec<_> = node.outputs.iter().map(|value| numbered("value", value.0)).collect();
    if let [only] = edges.as_slice() {
        return quote!(let #only = &#made;);
    }
    let (count, parts) = (Literal::usize_unsuffixed(edges.len()), numbered("parts", index));
    let numbers = (0..edges.len()).map(Literal::usize_unsuffixed);
    quote! {
        let #parts = #plumbing::parts_of::<#count, _>(#made);
        #(let #edges = &#parts.#numbers;)*
    }
}

fn arguments(names: &Names<'_>, arguments: &Arguments) -> TokenStream {
    let plumbing = names.plumbing();
    let edges: Vec<_> = arguments.values.iter().map(|value| numbered("value", value.0)).collect();
    match (arguments.form, edges.as_slice()) {
        (_, []) => quote!(&#plumbing::none()),
        (Form::One, [first, ..]) => quote!(#first),
        (Form::Tuple, _) => quote!(&#plumbing::tuple(&(#(#edges,)*))),
        (Form::Array, [first, ..]) => {
            let count = Literal::usize_unsuffixed(edges.len());
            quote!(&#plumbing::list_of::<#count, _>(#first))
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::super::{Reader, emit};
    use crate::front::front;

    fn expansion(body: &proc_macro2::TokenStream) -> String {
        let (pipelines, _) = front(quote! { Digits(image: f32[n, 64]) -> f32[n, 12] { #body } });
        let expansion =
            pipelines.into_iter().map(|pipeline| emit(&quote!(shapeflow), pipeline, Reader::Editor));
        let expansion = expansion.collect();
        let file: syn::File = syn::parse2(expansion).expect("items, whatever the user wrote");
        quote!(#file).to_string()
    }

    fn count(text: &str, word: &str) -> usize {
        text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|found| *found == word).count()
    }

    #[test]
    fn a_step_stands_in_one_place_outside_of_texts() {
        let text = expansion(&quote!(scaled = image |> StandardScaler { with_std: true }; scaled |> Pca<12>));
        assert_eq!(count(&text, "StandardScaler") - text.matches("`StandardScaler`").count(), 1);
        assert_eq!(count(&text, "with_std"), 1);
    }

    #[test]
    fn an_arm_of_a_choice_stands_in_one_place_outside_of_texts() {
        let text = expansion(
            &quote!(image |> choose { low: Pca<12> { whiten: true }, default scaled: optional StandardScaler { with_std: false } }),
        );
        let code: String = text.split('"').step_by(2).collect();
        assert_eq!((count(&code, "Pca"), count(&code, "StandardScaler")), (1, 1), "{code}");
        assert_eq!((count(&text, "whiten"), count(&text, "with_std")), (1, 1));
    }

    #[test]
    fn a_step_that_is_applied_again_stands_in_one_place() {
        let text = expansion(&quote!(
            scaled = image |> StandardScaler { with_std: true };
            again = image |> through(scaled);
            [scaled, again] |> Concat |> Pca<12>
        ));
        assert_eq!(count(&text, "StandardScaler") - text.matches("`StandardScaler`").count(), 1);
        assert_eq!(count(&text, "with_std"), 1);
        // Each use of the name is a use of the shape and of the value: `through(scaled)` and the list.
        assert_eq!(text.matches("const _ : Shape = scaled ;").count(), 2);
        assert_eq!(text.matches("let _ = & scaled ;").count(), 2);
        assert!(!text.contains("steps . again"), "no step of its own is called so");
    }

    #[test]
    fn a_mistake_takes_nothing_else_away() {
        let text = expansion(&quote!(broken = nothing |> |> ; scaled = image |> StandardScaler; scaled));
        assert!(text.contains("let scaled"), "{text}");
    }

    #[test]
    fn the_cursor_in_a_block_of_hyperparameters_is_the_only_thing_in_it() {
        let text = expansion(&quote!(image |> Pca<12> { raCompletionMarker }));
        assert!(text.contains("{ raCompletionMarker }"), "{text}");
    }
}
