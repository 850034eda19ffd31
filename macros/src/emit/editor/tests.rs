//! Tests of the expansion that an editor reads.

use quote::quote;

use crate::emit::{Reader, emit};
use crate::front::front;

fn expansion(body: &proc_macro2::TokenStream) -> String {
    let (pipelines, _) = front(quote! { Digits(image: f32[n, 64]) -> f32[n, 12] { #body } }, false);
    let expansion = pipelines
        .into_iter()
        .map(|pipeline| emit(&quote!(shapeflow), pipeline, Reader::Editor, 0, &quote!()));
    let expansion = expansion.collect();
    let file: syn::File = syn::parse2(expansion).expect("items, whatever the user wrote");
    quote!(#file).to_string()
}

fn count(text: &str, word: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|found| *found == word).count()
}

#[test]
fn the_tokens_of_a_step_occur_once_outside_of_texts() {
    let text = expansion(&quote!(scaled = image |> StandardScaler { with_std: true }; scaled |> Pca<12>));
    assert_eq!(count(&text, "StandardScaler") - text.matches("`StandardScaler`").count(), 1);
    assert_eq!(count(&text, "with_std"), 1);
}

#[test]
fn the_tokens_of_an_arm_occur_once_outside_of_texts() {
    let text = expansion(
        &quote!(image |> choose { low: Pca<12> { whiten: true }, default scaled: optional StandardScaler { with_std: false } }),
    );
    let code: String = text.split('"').step_by(2).collect();
    assert_eq!((count(&code, "Pca"), count(&code, "StandardScaler")), (1, 1), "{code}");
    assert_eq!((count(&text, "whiten"), count(&text, "with_std")), (1, 1));
}

#[test]
fn the_tokens_of_a_reapplied_step_occur_once() {
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
fn an_error_removes_no_other_name() {
    let text = expansion(&quote!(broken = nothing |> |> ; scaled = image |> StandardScaler; scaled));
    assert!(text.contains("let scaled"), "{text}");
}

#[test]
fn the_cursor_in_a_block_of_hyperparameters_is_its_only_content() {
    let text = expansion(&quote!(image |> Pca<12> { raCompletionMarker }));
    assert!(text.contains("{ raCompletionMarker }"), "{text}");
}
